"""What stands in a cell, cut into lines: running text and lines of items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.facts import Facts
from app.documents.form_schema import Content, Line, Paragraphs
from app.documents.furniture_schema import Table
from app.documents.items import ItemRow, square_for
from app.documents.letter_schema import Numbered
from app.documents.lettering import Lettering
from app.documents.numbering import counted, numbered
from app.documents.pieces import CellLine, Grid, Words
from app.documents.spans import Span
from app.documents.variants import tidiest
from app.documents.wording import FILL, Wording
from app.documents.wording_schema import Text


class Composer:
    """Cuts the content of cells into lines."""

    def __init__(self, wording: Wording, facts: Facts, letters: Lettering, table: Table) -> None:
        self._wording, self._facts = wording, facts
        self._letters, self._table = letters, table
        self._counted = 0

    def lines(self, content: Sequence[Content], grid: Grid) -> list[CellLine]:
        """All lines of a cell.

        Raises:
            MissingGlyph: a character lies in no face.
            ValueUnprintable: a value has no printable shape.
        """
        found: list[CellLine] = []
        self._counted = 0
        for part in content:
            if self._facts.holds(part.when):
                found += self._part(part, grid)
        return found

    def _part(self, part: Content, grid: Grid) -> list[CellLine]:
        if isinstance(part, Paragraphs):
            return self._running(part, grid)
        return self._numbered(part, grid) if isinstance(part, Numbered) else self._items(part, grid)

    def _numbered(self, part: Numbered, grid: Grid) -> list[CellLine]:
        paragraphs = self._wording.paragraphs(f"{{{part.numbered}}}", FILL)
        indent = part.indent * grid.pitch
        return [
            line for spans in numbered(paragraphs, FILL) for line in self._paragraph(spans, grid, indent, 0.0)
        ]

    def _items(self, part: Line, grid: Grid) -> list[CellLine]:
        row = ItemRow(self._wording, self._facts, self._letters, self._table, grid, part.indent * grid.size)
        return [CellLine(())] * part.skip + row.lines(part.line)

    def _running(self, part: Paragraphs, grid: Grid) -> list[CellLine]:
        """The text, in other words where its own would leave a line too wide."""
        found = tidiest(
            [part.text, *part.instead],
            lambda text: self._said(text, part, grid),
            lambda line: (piece.line for piece in line.pieces if isinstance(piece, Words)),
        )
        self._counted += sum(line.first for line in found) if part.counted else 0
        return list(found)

    def _said(self, text: Text, part: Paragraphs, grid: Grid) -> list[CellLine]:
        paragraphs = self._wording.paragraphs(text, FILL)
        if part.counted:
            paragraphs = list(counted(paragraphs, FILL, self._counted))
        if part.lead_in is not None:
            heading = Span(part.lead_in, "heading")
            paragraphs = [[heading, *(paragraphs[0] if paragraphs else [])], *paragraphs[1:]]
        if part.closing is not None:
            paragraphs.append([Span(part.closing, FILL)])
        hang = 0.0 if part.box is None else grid.pitch
        found: list[CellLine] = []
        for spans in paragraphs:
            found += self._paragraph(spans, grid, part.indent * grid.pitch, hang)
        if part.box is not None and found:
            square = square_for(part.box, self._facts, self._table, grid.size)
            found[0] = replace(found[0], pieces=(square, *found[0].pieces))
        return found

    def _paragraph(self, spans: Sequence[Span], grid: Grid, indent: float, hang: float) -> Iterator[CellLine]:
        measure = grid.width - hang
        lines = self._letters.wrapped(spans, grid.size, grid.pitch, measure, measure - indent)
        for index, line in enumerate(lines):
            x = hang if index else hang + indent
            yield CellLine((Words(x, line, grid.size),), index == 0, index == len(lines) - 1)
