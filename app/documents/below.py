"""What stands under the frame of a form: notes at the left, agency and date at the place of the stamp."""

from __future__ import annotations

from app.documents.cells import Rect, StampBlock
from app.documents.facts import Facts
from app.documents.form_schema import Below
from app.documents.furniture_schema import Furniture
from app.documents.lettering import Lettering, placed
from app.documents.scene import MM, Passage, Sheet, TextLine
from app.documents.spans import Span
from app.documents.wording import FILL

_LABEL = "注："


class BelowFrame:
    """Sets notes and stamp; all in points."""

    def __init__(self, below: Below, facts: Facts, furniture: Furniture, letters: Lettering) -> None:
        self._below, self._facts, self._letters = below, facts, letters
        self._table, self._foot = furniture.table, furniture.foot

    def put(self, sheet: Sheet, left: float, wide: float, top: float) -> None:
        """Put it under a frame that ends at ``top``."""
        stamp, room = self._below.stamp, self._below.wide * MM
        right = left + wide - room
        self._put_notes(sheet, left, right + (room - stamp.diameter * MM) / 2, top)
        texts = (*self._facts.stack(stamp.lines), self._facts.text(stamp.date))
        block = StampBlock(texts, stamp.diameter, self._letters, self._table, (stamp.lines, stamp.date))
        signed = Sheet()
        block.paint(signed, Rect(right, top + self._foot.stamp_below, room, block.need))
        sheet.stamps += signed.stamps
        lines = [mark for mark in signed.content if isinstance(mark, TextLine)]
        sheet.content.append(Passage(tuple(lines), _stacked(lines)))

    def _put_notes(self, sheet: Sheet, left: float, stamp: float, top: float) -> None:
        """The notes under each other beside the stamp, each line under the text of the first."""
        size = self._foot.note_size
        label = self._letters.line([Span(_LABEL, FILL)], size)
        room = stamp - left - label.width
        lines = [placed(label, left, top + self._foot.note_below, size)]
        for note in self._below.notes:
            for line in self._letters.wrapped([Span(note, FILL)], size, size, room, room, ragged=True):
                middle = top + self._foot.note_below + (len(lines) - 1) * self._foot.note_lead
                lines.append(placed(line, left + label.width, middle, size))
        sheet.content.append(Passage(tuple(lines), _LABEL + _stacked(lines[1:])))


def _stacked(lines: list[TextLine]) -> str:
    """What a reader gets from lines under each other, whatever stands beside them."""
    return "\n".join(line.text for line in lines)


def lowest(below: Below | None, furniture: Furniture) -> float:
    """Where a frame ends at the latest, with what stands under it."""
    if below is None:
        return furniture.page.lowest * MM
    high = furniture.foot.stamp_below + below.stamp.diameter * MM
    return furniture.foot.top * MM - high
