"""What a letter says, cut into the lines of its grid: entries, headings, paragraphs, numbered lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.documents.facts import Facts
from app.documents.form_schema import Form
from app.documents.letter_schema import Entries, Entry, HeadingLine, LetterBlock, Numbered
from app.documents.lettering import Lettering, placed
from app.documents.numbering import numbered
from app.documents.pieces import Grid
from app.documents.scene import Sheet, TextLine
from app.documents.setting import SetLine
from app.documents.spans import Span
from app.documents.variants import tidiest
from app.documents.wording import FILL, Wording

_COLON = "："


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One line of the grid: set pieces with their places from the left edge of the type area, in points.

    ``first`` and ``last`` say where a paragraph begins and ends.
    """

    pieces: tuple[tuple[float, SetLine], ...]
    size: float
    first: bool = True
    last: bool = True
    heading: bool = False

    def paint(self, sheet: Sheet, left: float, middle: float) -> None:
        """Put the line on the sheet as one line of text, so that a reader does not see columns in it."""
        lines = [placed(line, left + x, middle, self.size) for x, line in self.pieces if line.glyphs]
        if lines:
            runs = tuple(run for line in lines for run in line.runs)
            sheet.content.append(TextLine(lines[0].baseline, runs, _read(lines)))
        for _, line in self.pieces:
            if line.loose or line.broken:
                sheet.loose.extend(sorted({glyph.field for glyph in line.glyphs if glyph.field}))


class LetterWriter:
    """Cuts the blocks of a letter into lines."""

    def __init__(self, form: Form, facts: Facts, letters: Lettering, grid: Grid) -> None:
        """``grid`` is the type area: its width, the size and the pitch of the characters."""
        self._facts, self._letters, self._grid = facts, letters, grid
        self._wording = Wording(form, facts)

    def lines(self, blocks: Sequence[LetterBlock], indent: float, gap: float) -> list[LetterLine]:
        """All lines; ``indent`` of a paragraph and ``gap`` between entries in cells.

        Raises:
            MissingGlyph: a character lies in no face.
            ValueUnprintable: a value has no printable shape.
        """
        found: list[LetterLine] = []
        for block in blocks:
            if self._facts.holds(block.when):
                found += self._block(block, indent * self._grid.pitch, gap * self._grid.pitch)
        return found

    def _block(self, block: LetterBlock, indent: float, gap: float) -> Iterator[LetterLine]:
        if isinstance(block, Entries):
            for row in block.entries:
                yield from self._entries(row, block, gap)
            return
        if isinstance(block, HeadingLine):
            for line in self._paragraph([Span(block.heading, "heading")], indent):
                yield replace(line, heading=True)
            return
        if isinstance(block, Numbered):
            found = self._wording.paragraphs(f"{{{block.numbered}}}", FILL)
            yield from self._paragraphs(numbered(found, FILL), indent)
            return
        yield from tidiest(
            [block.text, *block.instead],
            lambda text: self._paragraphs(self._wording.paragraphs(text, FILL), indent),
            lambda line: (piece for _, piece in line.pieces),
        )

    def _paragraphs(self, paragraphs: Iterable[Sequence[Span]], indent: float) -> list[LetterLine]:
        return [line for spans in paragraphs for line in self._paragraph(spans, indent)]

    def _paragraph(self, spans: Sequence[Span], indent: float) -> Iterator[LetterLine]:
        grid = self._grid
        lines = self._letters.wrapped(spans, grid.size, grid.pitch, grid.width, grid.width - indent)
        for index, line in enumerate(lines):
            place = 0.0 if index else indent
            yield LetterLine(((place, line),), grid.size, index == 0, index == len(lines) - 1)

    def _entries(self, row: Sequence[Entry], block: Entries, gap: float) -> Iterator[LetterLine]:
        """One line, or more where a value is long: what has no room beside it begins a line of its own."""
        shown = [entry for entry in row if self._facts.holds(entry.when) and self._is_shown(entry)]
        start = block.indent * self._grid.pitch
        pieces: list[tuple[float, SetLine]] = []
        end = start
        for entry in shown:
            at = (entry.at or 0.0) * self._grid.pitch
            width = self._label(entry, 0.0).width + self._value(entry).width
            if pieces and (at < end + gap or at + width > self._grid.width):
                yield self._entry_line(pieces)
                pieces = []
            if not pieces:
                *lines, pieces = self._first_entry(entry, start, block.spread)
                yield from (self._entry_line(line) for line in lines)
            else:
                pieces += self._beside(entry, at)
            x, line = pieces[-1]
            end = x + line.width
        if pieces:
            yield self._entry_line(pieces)

    def _first_entry(self, entry: Entry, start: float, spread: float) -> list[list[tuple[float, SetLine]]]:
        """The lines of an entry that begins a line; a long value hangs under its own beginning."""
        label = self._label(entry, spread * self._grid.pitch)
        at = start + label.width
        room = self._grid.width - at
        lines = self._letters.wrapped(self._spans(entry), self._grid.size, self._grid.pitch, room, room)
        first, *others = [[(at, line)] for line in lines]
        return [[(start, label), *first], *others]

    def _beside(self, entry: Entry, at: float) -> list[tuple[float, SetLine]]:
        label = self._label(entry, 0.0)
        return [(at, label), (at + label.width, self._value(entry))]

    def _label(self, entry: Entry, spread: float) -> SetLine:
        """The label and its colon; spread over a width where one is given."""
        grid = self._grid
        colon = self._letters.line([Span(_COLON, FILL)], grid.size, grid.pitch)
        width = max(spread, len(entry.label) * grid.pitch)
        label = self._letters.spread(entry.label, FILL, grid.size, width)
        return SetLine(
            (*label.glyphs, *colon.glyphs),
            (*label.places, width + colon.places[0]),
            width + colon.width,
        )

    def _value(self, entry: Entry) -> SetLine:
        return self._letters.line(self._spans(entry), self._grid.size, self._grid.pitch)

    def _spans(self, entry: Entry) -> list[Span]:
        return self._wording.spans(f"{{{entry.field}}}", FILL)

    def _is_shown(self, entry: Entry) -> bool:
        return self._facts.has(entry.field) or self._facts.required(entry.field)

    def _entry_line(self, pieces: Sequence[tuple[float, SetLine]]) -> LetterLine:
        return LetterLine(tuple(pieces), self._grid.size)


def _read(lines: Sequence[TextLine]) -> str:
    """What a reader gets: label and value together, a blank before the next label."""
    text = ""
    for line in lines:
        text += (" " if text and not text.endswith(_COLON) else "") + line.text
    return text
