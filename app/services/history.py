"""Earlier penalties of a party, as far as this laptop knows them (行政处罚法第二十九条、第三十三条)."""

from __future__ import annotations

from app.domain.case import Case
from app.domain.context import PastPenalty
from app.ports.work import Queries

DECISIONS = ("D20", "D35")


def past_penalties(queries: Queries, case: Case) -> tuple[PastPenalty, ...]:
    """Served decisions in other cases against the same identity or credit code; none while it is unknown."""
    identity = identity_of(case)
    if not identity:
        return ()
    found = []
    for row in queries.search(identity, limit=200):
        if row.case == case.id:
            continue
        other = queries.case(row.case)
        if identity_of(other) == identity:
            found += [
                PastPenalty(other.id, other.text("act.item"), paper.served_at, paper.form)
                for paper in other.documents
                if paper.form in DECISIONS and paper.served_at is not None
            ]
    return tuple(sorted(found, key=lambda penalty: penalty.decided_at))


def identity_of(case: Case) -> str:
    """What tells one party from another: the identity number of a person, the credit code of a unit.

    A sole trader has both; where his own number is not known, that of his business stands for him.
    """
    if case.text("party.kind") == "unit":
        return case.text("party.credit_code")
    return case.text("party.identity") or case.text("party.credit_code")
