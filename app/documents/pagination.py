"""How the running text of a record is shared out over pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.pieces import CellLine

LEAST_LINES = 2
"""Fewer lines of text than this are not left alone on a page."""


@dataclass(frozen=True, slots=True)
class Capacity:
    """The lines that a page holds: when more pages follow, and when it is the last and closes the record."""

    more: int
    last: int


def share_out(lines: Sequence[CellLine], first: Capacity, further: Capacity) -> list[int]:
    """How many lines stand on each page."""
    pages: list[int] = []
    done = 0
    while True:
        room = first if not pages else further
        left = len(lines) - done
        if left <= room.last:
            return [*pages, left]
        take = min(room.more, left - LEAST_LINES)
        take = max(1, _without_orphans(lines, done, take))
        pages.append(take)
        done += take


def _without_orphans(lines: Sequence[CellLine], done: int, take: int) -> int:
    """Fewer lines where the next page would begin with the last line of a paragraph."""
    following = lines[done + take] if done + take < len(lines) else None
    if following is not None and following.last and not following.first and take > LEAST_LINES:
        return take - 1
    return take
