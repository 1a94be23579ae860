"""A letter page by page: title, text on the grid, agency and date with the place of the stamp, note."""

from __future__ import annotations

from app.documents.faces import FontBook
from app.documents.facts import Facts
from app.documents.form_schema import Form
from app.documents.furniture_schema import Furniture
from app.documents.letter_lines import LetterWriter
from app.documents.letter_pages import Room, break_pages
from app.documents.letter_schema import Letter
from app.documents.lettering import Lettering, placed
from app.documents.pieces import Grid
from app.documents.scene import MM, Circle, Mark, Passage, Sheet, TextLine
from app.documents.setting import SetLine
from app.documents.spans import Span
from app.documents.wording import FILL, Wording

_NOTE_ENDS = "，；。"


class LetterTitle:
    """Agency, name and number of a letter, each centred; all measures in points."""

    def __init__(self, form: Form, furniture: Furniture, letters: Lettering) -> None:
        page = furniture.page
        self._form, self._page, self._letters = form, furniture.letter_page, letters
        self.left, self.top = page.left * MM, form.top * MM
        self.width = (page.width - page.left - page.right) * MM

    def put(self, sheet: Sheet, agency: str) -> None:
        """Put agency and name on the first page."""
        page, form = self._page, self._form
        if agency:
            span = Span(agency, "title", form.agency, form.fields[form.agency].label)
            sheet.heading.append(self._centred(span, page.agency_size, page.agency_middle))
        pitch = page.name_pitches.get(len(form.title), page.name_size)
        sheet.heading.append(
            self._centred(Span(form.title, "title"), page.name_size, page.name_middle, pitch)
        )

    def number(self, number: str) -> list[Mark]:
        """The number under the name; nothing where the form shows none."""
        if not self._form.number.shown or not number:
            return []
        span = Span(number, FILL, "number", "文号")
        return [self._centred(span, self._page.number_size, self._page.number_middle)]

    def _centred(self, span: Span, size: float, middle: float, pitch: float | None = None) -> Mark:
        """One line in the middle of the type area; a name that is too long for it is set smaller."""
        line = self._letters.line([span], size, pitch)
        if line.width > self.width:
            size *= self.width / line.width
            line = self._letters.line([span], size)
        x = self.left + (self.width - _ink(line)) / 2 - line.places[0]
        return placed(line, x, self.top + middle, size)


class LetterLayout:
    """Lays out one letter without number, copies and foot."""

    def __init__(
        self, form: Form, letter: Letter, facts: Facts, furniture: Furniture, fonts: FontBook
    ) -> None:
        self._form, self._letter, self._facts = form, letter, facts
        self._page, self._note = furniture.letter_page, form.note
        self._letters = Lettering(fonts)
        self._wording = Wording(form, facts)
        self.heading = LetterTitle(form, furniture, self._letters)
        self._bottom = (furniture.page.height - furniture.letter_page.bottom) * MM
        self._lead = (self._bottom - self.heading.top) / self._page.lines
        self._pitch = self.heading.width / self._page.cells
        self.sheets: list[Sheet] = []

    def lay(self) -> None:
        """Make all pages of one copy: ``sheets``.

        Raises:
            MissingGlyph, ValueUnprintable: a value cannot be set.
        """
        page = self._page
        grid = Grid(self.heading.width, page.size, self._pitch)
        writer = LetterWriter(self._form, self._facts, self._letters, grid)
        lines = writer.lines(self._letter.body, page.indent, page.entry_gap)
        full, signed = page.lines, page.lines - page.signature_skip - 2
        first = Room(full - page.title_lines, signed - page.title_lines)
        done = 0
        for count in break_pages(lines, first, Room(full, signed), page.least_lines):
            sheet = Sheet(frame=(self.heading.top, self._bottom))
            skip = 0 if self.sheets else page.title_lines
            if not self.sheets:
                self.heading.put(sheet, self._facts.text(self._form.agency))
            for index, line in enumerate(lines[done : done + count]):
                line.paint(sheet, self.heading.left, self._middle(skip + index))
            self.sheets.append(sheet)
            done += count
            below = skip + count
        self._sign(self.sheets[-1], below)

    def _middle(self, row: int) -> float:
        """The middle of a line of the grid, counted from 0."""
        return self.heading.top + (row + 0.5) * self._lead

    def _sign(self, sheet: Sheet, row: int) -> None:
        """Agency and date after the empty lines, the place of the stamp over them, the note of copies."""
        page, signature = self._page, self._letter.signature
        right = self.heading.left + self.heading.width
        date = self._line(signature.date)
        agency = self._line(signature.agency)
        middle = right - page.date_right * self._pitch - date.width / 2
        middle = min(middle, right - agency.width / 2)
        where = row + page.signature_skip
        _put(
            sheet,
            "\n",
            [
                placed(line, middle - line.width / 2, self._middle(where + index), page.size)
                for index, line in enumerate((agency, date))
                if line.glyphs
            ],
        )
        diameter = signature.diameter * MM
        top = self.heading.top + row * self._lead + page.stamp_below
        sheet.stamps.append(Circle(middle, top + diameter / 2, diameter))
        self._put_note(sheet, min(middle - diameter / 2, middle - agency.width / 2), top + diameter)

    def _line(self, field: str) -> SetLine:
        return self._letters.line(self._wording.value(field), self._page.size, self._pitch)

    def _put_note(self, sheet: Sheet, stamp_left: float, stamp_bottom: float) -> None:
        """The note of copies on the last lines of the type area, beside the stamp where that reaches down."""
        if self._note is None:
            return
        size, lead = self._page.note_size, self._page.note_lead
        lines = self._note_lines(self.heading.width)
        if self._bottom - len(lines) * lead < stamp_bottom:
            lines = self._note_lines(stamp_left - self.heading.left - self._pitch)
        top = self._bottom - len(lines) * lead
        places = [top + (index + 0.5) * lead for index in range(len(lines))]
        left = self.heading.left
        marks = [placed(line, left, at, size) for line, at in zip(lines, places, strict=True)]
        _put(sheet, "", marks)

    def _note_lines(self, room: float) -> list[SetLine]:
        """The clauses of the note, as many on a line as the room takes."""
        texts = [""]
        for clause in _clauses(self._note or ""):
            if texts[-1] and self._note_line(texts[-1] + clause).width > room:
                texts.append("")
            texts[-1] += clause
        return [self._note_line(text) for text in texts]

    def _note_line(self, text: str) -> SetLine:
        return self._letters.line([Span(text, FILL)], self._page.note_size)


def _put(sheet: Sheet, parting: str, lines: list[TextLine]) -> None:
    """Lines that are read as one, though others stand beside them."""
    if lines:
        sheet.content.append(Passage(tuple(lines), parting.join(line.text for line in lines)))


def _clauses(text: str) -> list[str]:
    clauses = [""]
    for char in text:
        clauses[-1] += char
        if char in _NOTE_ENDS:
            clauses.append("")
    return [clause for clause in clauses if clause]


def _ink(line: SetLine) -> float:
    """From the left edge of the first character to the right edge of the last."""
    return line.places[-1] + line.glyphs[-1].size - line.places[0]
