"""Where the pages of a letter end: few pages, no heading below, no lost line above, text by the stamp."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Protocol

_A_PAGE, _FORBIDDEN, _LONE_FIRST, _EMPTY_LINE = 1e4, 1e8, 3.0, 1.0
"""Prices: another page; what a page must not do; the first line of a paragraph left below; an empty line."""


class TextRow(Protocol):
    """A line as far as pages are concerned."""

    @property
    def first(self) -> bool:
        """Whether a paragraph begins with it."""

    @property
    def last(self) -> bool:
        """Whether a paragraph ends with it."""

    @property
    def heading(self) -> bool:
        """Whether it is a heading."""


@dataclass(frozen=True, slots=True)
class Room:
    """Lines of text that a page holds: when others follow, and when it carries the signature."""

    more: int
    last: int


def break_pages(lines: Sequence[TextRow], first: Room, further: Room, least: int) -> list[int]:
    """How many lines stand on each page; the last holds ``least`` at least, unless it is the only one.

    Pages count most; then what a page must not do, so that a paper is set in any case.
    """
    total = len(lines)
    best = [0.0] + [inf] * total
    came = [0] * (total + 1)
    for start in range(total):
        room = further if start else first
        for end in range(start + 1, min(start + max(room.more, room.last), total) + 1):
            cost = best[start] + _cost(lines, start, end, room, least)
            if cost < best[end]:
                best[end], came[end] = cost, start
    counts: list[int] = []
    end = total
    while end:
        counts.append(end - came[end])
        end = came[end]
    return counts[::-1] or [0]


def _cost(lines: Sequence[TextRow], start: int, end: int, room: Room, least: int) -> float:
    count = end - start
    if end == len(lines):
        if count > room.last:
            return inf
        return _A_PAGE + (_FORBIDDEN if start and count < least else 0.0)
    if count > room.more:
        return inf
    above, below = lines[end - 1], lines[end]
    # What a page leaves empty is better left near the end.
    price = _A_PAGE + _EMPTY_LINE * (room.more - count) * (2 - start / len(lines))
    if above.heading or (below.last and not below.first):
        price += _FORBIDDEN
    if (above.first and not above.last) or _follows_heading(lines, end):
        price += _LONE_FIRST
    return price


def _follows_heading(lines: Sequence[TextRow], end: int) -> bool:
    """Whether a page would end with a heading and one line of what it heads."""
    return end > 1 and lines[end - 2].heading and not lines[end - 1].heading and not lines[end - 1].last
