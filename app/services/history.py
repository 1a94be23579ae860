"""Earlier penalties of a party, as far as this laptop knows them (行政处罚法第二十九条、第三十三条)."""

from __future__ import annotations

from app.domain.case import Case
from app.domain.context import PastPenalty
from app.domain.history import identity_of, penalties_of
from app.ports.work import Queries


def past_penalties(queries: Queries, case: Case) -> tuple[PastPenalty, ...]:
    """Served decisions in other cases against the same identity or credit code; none while it is unknown."""
    identity = identity_of(case)
    if not identity:
        return ()
    found: list[PastPenalty] = []
    for row in queries.search(identity, limit=200):
        if row.case == case.id:
            continue
        other = queries.case(row.case)
        if identity_of(other) == identity:
            found += penalties_of(other)
    return tuple(sorted(found, key=lambda penalty: penalty.decided_at))
