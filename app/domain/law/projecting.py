"""One deadline of a case from its rule and its start."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from app.domain.dates import DateOutOfRange
from app.domain.law.deadlines import Deadline, due
from app.domain.law.matter import Matter


def project(
    matter: Matter, rule: str, entry: str, start: date | datetime | None, met_at: str | None = None
) -> Iterator[Deadline]:
    """Nothing where the start is not known or the end lies beyond the calendar."""
    if start is None:
        return
    row = matter.law.rule(rule)
    try:
        projected = due(row, start, matter.law, matter.context.calendar)
    except DateOutOfRange:
        return
    yield Deadline(row.id, row.what, entry, projected, row.binds, met_at=met_at)
