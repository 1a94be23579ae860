"""What stands outside the frame: number, check code, page, QR code, and the strip of the copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.documents.check_code import PaperMark, modules
from app.documents.furniture_schema import Furniture
from app.documents.lettering import CENTRE_TO_BASELINE, Lettering, placed
from app.documents.reading import anchored
from app.documents.scene import MM, Mark, Passage
from app.documents.spans import Span

NO_CODE = "＿＿＿＿-＿＿＿＿-＿＿＿＿"
"""Stands for the check code in a preview."""


@dataclass(frozen=True, slots=True)
class FootText:
    """The foot of one page; without ``paper`` it is a preview and carries no QR code."""

    number: str
    check_code: str
    page: int
    pages: int
    paper: str = ""


class Foot:
    """Sets foot and strip; all measures in points."""

    def __init__(self, furniture: Furniture, letters: Lettering) -> None:
        self._page, self._foot, self._letters = furniture.page, furniture.foot, letters

    def marks(self, text: FootText) -> Iterator[Mark]:
        """The foot of a page."""
        foot = self._foot
        left, right = self._page.left * MM, (self._page.width - self._page.right) * MM
        middle = (foot.top + foot.bottom) / 2 * MM
        yield self._words(text.number, left, middle - foot.lead / 2, foot.size, "number")
        yield self._words(f"校验码 {text.check_code}", left, middle + foot.lead / 2, foot.size)
        page = self._letters.line([Span(f"第 {text.page} 页　共 {text.pages} 页", "label")], foot.page_size)
        yield placed(page, (left + right - page.width) / 2, middle, foot.page_size)
        if text.paper:
            mark = PaperMark(text.number, text.paper, text.check_code)
            yield modules(mark, right, foot.bottom * MM, foot.qr * MM, foot.module_least * MM)

    def strip(self, text: str, top: float, bottom: float) -> Iterator[Mark]:
        """The copy strip: characters under each other, outside the frame, in the middle of its height.

        It is read behind what stands under the frame, since beside the rows it would part a sentence.
        """
        foot = self._foot
        x = (self._page.width - self._page.right + foot.strip_right) * MM
        start = (top + bottom - (len(text) - 1) * foot.strip_pitch) / 2
        lines = []
        for index, char in enumerate(text):
            if char.strip():
                line = self._letters.line([Span(char, "label")], foot.strip_size)
                lines.append(
                    placed(line, x - line.width / 2, start + index * foot.strip_pitch, foot.strip_size)
                )
        if lines:
            below = bottom + foot.note_below + CENTRE_TO_BASELINE * foot.note_size
            yield Passage(anchored(lines, lines[0].runs[0].places[0], below), text)

    def _words(self, text: str, x: float, middle: float, size: float, field: str = "") -> Mark:
        line = self._letters.line([Span(text, "label", field, "文号" if field else "")], size)
        return placed(line, x, middle, size)
