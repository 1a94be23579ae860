"""Other words where a line would be spread too far: the type never changes, the wording does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from app.documents.setting import SetLine

_BROKEN = 1.0
"""em: what parts a number counts as more than any gap."""

_Text = TypeVar("_Text")
_Line = TypeVar("_Line")


def tidiest(
    texts: Sequence[_Text],
    cut: Callable[[_Text], Sequence[_Line]],
    pieces: Callable[[_Line], Iterable[SetLine]],
) -> Sequence[_Line]:
    """The lines of the first text whose lines are all good; of the best one where none is."""
    best: Sequence[_Line] = ()
    least = float("inf")
    for text in texts:
        lines = cut(text)
        worst = max((_strain(piece) for line in lines for piece in pieces(line)), default=0.0)
        if worst < least:
            best, least = lines, worst
        if not worst:
            break
    return best


def _strain(line: SetLine) -> float:
    """By how many em the gaps of a line grew, where that is more than good setting allows."""
    if line.broken:
        return _BROKEN
    return line.gap / line.glyphs[0].size if line.loose else 0.0
