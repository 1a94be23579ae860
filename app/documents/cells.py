"""The blocks that fill cells: labels, values, lines, the place of the stamp. All measures are points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.documents.furniture_schema import Table
from app.documents.lettering import Lettering, placed
from app.documents.pieces import CellLine
from app.documents.scene import MM, Circle, Sheet
from app.documents.setting import SetLine
from app.documents.spans import Span

LABEL_CHARS = 4
"""Labels stand evenly over the width of so many characters, longer ones over their own."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A part of the sheet."""

    x: float
    y: float
    wide: float
    high: float

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return self.y + self.high / 2


class Block(Protocol):
    """What fills a cell."""

    @property
    def need(self) -> float:
        """The height that it takes, without the padding of the row."""

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        """Put it into its cell."""


@dataclass(frozen=True, slots=True)
class Label:
    """Printed label of one or two lines, each spread over the same width, in the middle of the cell."""

    lines: Sequence[str]
    letters: Lettering
    table: Table

    @property
    def need(self) -> float:
        return (len(self.lines) - 1) * self.table.lead + self.table.size

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        size = self.table.size
        longest = max(LABEL_CHARS, *(len(line) for line in self.lines)) * size
        width = min(longest, rect.wide - self.table.label_margin)
        first = rect.middle - (len(self.lines) - 1) * self.table.lead / 2
        for index, text in enumerate(self.lines):
            line = self.letters.spread(text, "label", size, width)
            middle = first + index * self.table.lead
            sheet.content.append(placed(line, rect.x + (rect.wide - width) / 2, middle, size))


@dataclass(frozen=True, slots=True)
class Value:
    """A filled value of one line or more, at the left or in the middle of the cell."""

    lines: Sequence[SetLine]
    size: float
    lead: float
    centred: bool
    padding: float

    @property
    def need(self) -> float:
        return len(self.lines) * self.lead

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        top = rect.middle - self.need / 2
        for index, line in enumerate(self.lines):
            x = rect.x + ((rect.wide - line.width) / 2 if self.centred else self.padding)
            if line.glyphs:
                sheet.content.append(placed(line, x, top + (index + 0.5) * self.lead, self.size))


@dataclass(frozen=True, slots=True)
class Lines:
    """Running text and lines of items; ``from_top`` keeps the first line at the top of the cell."""

    lines: Sequence[CellLine]
    lead: float
    padding: float
    from_top: float | None = None

    @property
    def need(self) -> float:
        return len(self.lines) * self.lead

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        top = rect.middle - self.need / 2 if self.from_top is None else rect.y + self.from_top
        for index, line in enumerate(self.lines):
            line.paint(sheet, rect.x + self.padding, top + (index + 0.5) * self.lead)


@dataclass(frozen=True, slots=True)
class StampBlock:
    """The place of the stamp: agency and date in its middle and lower part, the circle itself not drawn."""

    texts: Sequence[str]
    diameter: float
    letters: Lettering
    table: Table
    fields: tuple[str, str]

    @property
    def need(self) -> float:
        return self.diameter * MM

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        sheet.stamps.append(Circle(rect.x + rect.wide / 2, rect.middle, self.need))
        for index, text in enumerate(self.texts):
            field = self.fields[1] if index == len(self.texts) - 1 else self.fields[0]
            line = self.letters.line([Span(text, "fill", field)] if text else [], self.table.size)
            if line.glyphs:
                x = rect.x + (rect.wide - line.width) / 2
                sheet.content.append(
                    placed(line, x, rect.middle + index * self.table.stamp_lead, self.table.size)
                )
