"""The pieces that a line of a cell is made of: words, check boxes, rules to write on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from app.documents.lettering import placed
from app.documents.scene import Mark, Outline, Sheet, Stroke, Tick
from app.documents.setting import SetLine

_TICK = ((0.18, 0.52), (0.42, 0.78), (0.86, 0.22))
"""The path of a tick in its box, in widths of the box from its upper left corner."""


@dataclass(frozen=True, slots=True)
class Words:
    """Set text; ``x`` of every piece counts from the left edge of the cell's text."""

    x: float
    line: SetLine
    size: float

    def marks(self, left: float, middle: float) -> Iterator[Mark]:
        """What it draws on a line with this middle, beside this left edge."""
        if self.line.glyphs:
            yield placed(self.line, left + self.x, middle, self.size)


@dataclass(frozen=True, slots=True)
class Square:
    """A check box of side ``side``; ``line`` and ``tick`` are the widths of its strokes."""

    x: float
    side: float
    ticked: bool
    line: float
    tick: float

    def marks(self, left: float, middle: float) -> Iterator[Mark]:
        """What it draws on a line with this middle, beside this left edge."""
        x, y = left + self.x, middle - self.side / 2
        yield Outline(x, y, self.side, self.side, self.line)
        if self.ticked:
            points = tuple((x + across * self.side, y + down * self.side) for across, down in _TICK)
            yield Tick(points, self.tick)


@dataclass(frozen=True, slots=True)
class Writing:
    """A rule from ``x`` to ``end``, ``below`` under the middle of the line."""

    x: float
    end: float
    below: float
    width: float

    def marks(self, left: float, middle: float) -> Iterator[Mark]:
        """What it draws on a line with this middle, beside this left edge."""
        yield Stroke(left + self.x, middle + self.below, left + self.end, middle + self.below, self.width)


Piece: TypeAlias = Words | Square | Writing


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a cell; ``first`` and ``last`` say where a paragraph begins and ends."""

    pieces: tuple[Piece, ...]
    first: bool = True
    last: bool = True

    def paint(self, sheet: Sheet, left: float, middle: float) -> None:
        """Put the line on the sheet; ``left`` is the left edge of the cell's text."""
        for piece in self.pieces:
            sheet.content.extend(piece.marks(left, middle))
            if isinstance(piece, Words) and (piece.line.loose or piece.line.broken):
                sheet.loose.extend(sorted({glyph.field for glyph in piece.line.glyphs if glyph.field}))


@dataclass(frozen=True, slots=True)
class Grid:
    """The type of a cell: width of its text, size and pitch of the characters; in points."""

    width: float
    size: float
    pitch: float
