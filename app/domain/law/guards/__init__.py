"""Guards: the rules of the dossier by name, each returning all its reasons with articles and facts."""

from app.domain.law.guards import (
    approvals,
    correction,
    deciding,
    facts,
    inquiry,
    money,
    notice,
    papers,
    party,
    penalty,
    people,
    performing,
    serving,
    settling,
    steps,
    telling,
    times,
)
from app.domain.law.guards.registry import all_guards, run

__all__ = [
    "all_guards",
    "approvals",
    "correction",
    "deciding",
    "facts",
    "inquiry",
    "money",
    "notice",
    "papers",
    "party",
    "penalty",
    "people",
    "performing",
    "run",
    "serving",
    "settling",
    "steps",
    "telling",
    "times",
]
