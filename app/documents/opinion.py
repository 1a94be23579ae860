"""The box of an opinion: its text at the top, signature and date on the lowest line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.documents.cells import Lines, Rect
from app.documents.furniture_schema import Table
from app.documents.pieces import CellLine
from app.documents.scene import Sheet


@dataclass(frozen=True, slots=True)
class Opinion:
    """A block of a cell; all in points."""

    text: Lines
    foot: Sequence[CellLine]
    table: Table

    @property
    def need(self) -> float:
        """Text and foot under each other; the row adds the padding above and below."""
        return self.text.need + len(self.foot) * self.table.foot_lead

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        """Put both into the cell."""
        replace(self.text, from_top=self.table.text_padding).paint(sheet, rect)
        lead = self.table.foot_lead
        top = rect.y + rect.high - self.table.foot_padding - len(self.foot) * lead
        for index, line in enumerate(self.foot):
            line.paint(sheet, rect.x + self.text.padding, top + (index + 0.5) * lead)
