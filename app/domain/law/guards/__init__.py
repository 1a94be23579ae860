"""Guards: the rules of the dossier by name, each returning all its reasons with articles and facts."""

from app.domain.law.guards import (
    correction,
    facts,
    money,
    papers,
    party,
    penalty,
    people,
    settling,
    steps,
    telling,
    times,
)
from app.domain.law.guards.registry import all_guards, run

__all__ = [
    "all_guards",
    "correction",
    "facts",
    "money",
    "papers",
    "party",
    "penalty",
    "people",
    "run",
    "settling",
    "steps",
    "telling",
    "times",
]
