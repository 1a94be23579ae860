"""Whose earlier penalties count: how parties are told apart, and what a case says of its own decisions."""

from __future__ import annotations

from app.domain.case import Case
from app.domain.context import PastPenalty

DECISIONS = ("D20", "D35")
IDENTITY_FIELDS = ("party.kind", "party.identity", "party.credit_code")
"""The fields that :func:`identity_of` reads."""


def identity_of(case: Case) -> str:
    """What tells one party from another: the identity number of a person, the credit code of a unit.

    A sole trader has both; where his own number is not known, that of his business stands for him.
    """
    if case.text("party.kind") == "unit":
        return case.text("party.credit_code")
    return case.text("party.identity") or case.text("party.credit_code")


def penalties_of(case: Case) -> tuple[PastPenalty, ...]:
    """The served decisions of a case."""
    return tuple(
        PastPenalty(
            case.id,
            case.text("act.item"),
            paper.served_at,
            paper.form,
            case.text("act.at"),
            case.text("act.ended_at"),
        )
        for paper in case.documents
        if paper.form in DECISIONS and paper.served_at is not None
    )
