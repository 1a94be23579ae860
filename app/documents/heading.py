"""What stands above the frame: agency, name, number; on further pages the name （续页） and the party."""

from __future__ import annotations

from app.documents.form_schema import Form
from app.documents.furniture_schema import Furniture
from app.documents.lettering import Lettering, placed
from app.documents.scene import MM, Mark, Sheet, Stroke
from app.documents.setting import SetLine
from app.documents.spans import Span

_CONTINUED = "（续页）"


class Heading:
    """Sets the heading of a form; all measures in points."""

    def __init__(self, form: Form, furniture: Furniture, letters: Lettering) -> None:
        self._form, self._page, self._title = form, furniture.page, furniture.title
        self._letters = letters
        self.left = self._page.left * MM
        self.width = (self._page.width - self._page.left - self._page.right) * MM
        self._top = form.top * MM

    @property
    def frame_top(self) -> float:
        """Where the frame of the first page begins."""
        return self._top + (self._title.frame_numbered if self._form.number.shown else self._title.frame)

    def first(self, sheet: Sheet, agency: str) -> float:
        """Put agency and name on the first page; returns where the frame begins."""
        title = self._title
        if agency:
            self._centred(
                sheet, self._fitting(agency, title.agency_size), title.agency_middle, title.agency_size
            )
        pitch = title.pitches.get(len(self._form.title), title.name_size)
        name = self._letters.line([Span(self._form.title, "title")], title.name_size, pitch)
        self._centred(sheet, name, title.name_middle, title.name_size)
        return self.frame_top

    def number(self, number: str) -> list[Mark]:
        """The number above the frame, flush right; nothing where the form shows none."""
        if not self._form.number.shown or not number:
            return []
        size = self._title.number_size
        line = self._letters.line([Span(number, "fill", "number", "文号")], size)
        return [
            placed(line, self.left + self.width - line.width, self._top + self._title.number_middle, size)
        ]

    def further(self, sheet: Sheet, party: str) -> float:
        """Put name and party over a rule on a further page; returns where the frame begins."""
        title = self._title
        size, middle = title.continued_size, self._top + title.continued_middle
        name = self._letters.line([Span(self._form.title + _CONTINUED, "label")], size)
        sheet.heading.append(placed(name, self.left, middle, size))
        if party:
            line = self._letters.line([Span(party, "fill")], size)
            sheet.heading.append(placed(line, self.left + self.width - line.width, middle, size))
        y = self._top + title.continued_rule
        sheet.heading.append(Stroke(self.left, y, self.left + self.width, y, 1.0))
        return self._top + title.continued_frame

    def _fitting(self, agency: str, size: float) -> SetLine:
        spans = [Span(agency, "title", self._form.agency, self._form.fields[self._form.agency].label)]
        line = self._letters.line(spans, size)
        return line if line.width <= self.width else self._letters.line(spans, size * self.width / line.width)

    def _centred(self, sheet: Sheet, line: SetLine, middle: float, size: float) -> None:
        # The last cell's spare room lies right of the last character: it must not pull the line off centre.
        ink = line.places[-1] + line.glyphs[-1].size - line.places[0]
        x = self.left + (self.width - ink) / 2 - line.places[0]
        sheet.heading.append(placed(line, x, self._top + middle, size))
