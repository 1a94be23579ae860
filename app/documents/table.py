"""Rows of cells: how high each must be, and its lines. All measures are points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.documents.breaks import CLOSING, OPENING
from app.documents.cells import Block, Label, Lines, Rect, StampBlock, Value
from app.documents.content import Composer
from app.documents.faces import is_latin
from app.documents.facts import Facts
from app.documents.form_schema import Cell, Form, Line, Row
from app.documents.furniture_schema import Table
from app.documents.items import STRUCK
from app.documents.lettering import Lettering
from app.documents.opinion import Opinion
from app.documents.pieces import CellLine, Grid
from app.documents.reading import in_reading_order
from app.documents.scene import MM, Sheet, Stroke
from app.documents.setting import SetLine
from app.documents.spans import Span
from app.documents.wording import Wording

_VALUE_LEAD, _TIGHT_LEAD = 1.25, 1.15
"""Lead of a value in its cell, in sizes: usually, and on a page that is full otherwise."""
_ONE, _TWO, _FEW, _ANY = 1, 2, 4, 1000
"""Lines of a value: two at most, but more of smaller type on a form of one page, any on one that runs on."""
_ROUNDING = 0.01


@dataclass(frozen=True, slots=True)
class Try:
    """One way to set a value: type and padding in points, and how many lines it may take."""

    size: float
    padding: float
    lines: int


class ValueTooLong(Exception):
    """A value does not fit its cell, not even smaller and on two lines."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class RowBlock:
    """One row; ``fixed`` is its height from the form, 0 for a row as high as its text."""

    cells: Sequence[tuple[float, Block]]
    fixed: float
    line: float
    flow: bool = False
    each_page: bool = False
    splits: bool = False

    @property
    def need(self) -> float:
        return max(block.need for _, block in self.cells)

    def height(self, padding: float, least: float) -> float:
        """Its height when text is padded by ``padding``; a fixed row grows when its content needs more."""
        return max(self.fixed, self.need + 2 * least) if self.fixed else self.need + 2 * padding

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        x = rect.x
        cells: list[Sheet] = []
        for index, (wide, block) in enumerate(self.cells):
            if index:
                sheet.content.append(Stroke(x, rect.y, x, rect.y + rect.high, self.line))
            cells.append(Sheet())
            block.paint(cells[-1], Rect(x, rect.y, wide, rect.high))
            x += wide
        sheet.content.extend(in_reading_order([cell.content for cell in cells]))
        for cell in cells:
            sheet.stamps += cell.stamps
            sheet.loose += cell.loose


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows within a cell: they share its height."""

    rows: Sequence[RowBlock]
    padding: float
    least: float

    @property
    def need(self) -> float:
        # The rows reach the edges of the cell: what the outer row adds for padding is theirs.
        return sum(row.height(self.padding, self.least) for row in self.rows) - 2 * self.least

    def paint(self, sheet: Sheet, rect: Rect) -> None:
        heights = [row.height(self.padding, self.least) for row in self.rows]
        spare = (rect.high - sum(heights)) / len(heights)
        y = rect.y
        for index, (row, height) in enumerate(zip(self.rows, heights, strict=True)):
            if index:
                sheet.content.append(Stroke(rect.x, y, rect.x + rect.wide, y, row.line))
            row.paint(sheet, Rect(rect.x, y, rect.wide, height + spare))
            y += height + spare


class TableMaker:
    """Turns the rows of a form into blocks."""

    def __init__(
        self, form: Form, facts: Facts, letters: Lettering, table: Table, *, tight: bool = False
    ) -> None:
        """``tight`` sets running text with the least lead that its cell allows."""
        self._form, self._facts, self._tight = form, facts, tight
        self._letters, self._table = letters, table
        self._wording = Wording(form, facts)
        self._composer = Composer(self._wording, facts, letters, table)
        small = table.size - table.smaller
        self._good = Try(table.size, table.padding, _TWO), Try(small, table.padding, _ONE)
        self._tries = (
            *self._good,
            Try(small, table.padding, _TWO),
            Try(small, table.padding_least, _TWO),
            Try(small, table.padding_least, _ANY if form.flows else _FEW),
        )

    def rows(self, rows: Sequence[Row], width: float) -> list[RowBlock]:
        """The rows whose condition holds.

        Raises:
            MissingGlyph, ValueUnprintable: a value cannot be set.
            ValueTooLong: a value does not fit its cell.
        """
        return [block for row in rows if self._facts.holds(row.when) for block in self._blocks(row, width)]

    def _blocks(self, row: Row, width: float) -> list[RowBlock]:
        """A row, or the rows that stand in its place where a value does not fit in it well."""
        if not row.instead:
            return [self._row(row, width, self._tries)]
        try:
            return [self._row(row, width, self._tries[:-1] if self._tight else self._good)]
        except ValueTooLong:
            return self.rows(row.instead, width)

    def _row(self, row: Row, width: float, tries: Sequence[Try]) -> RowBlock:
        taken = sum(cell.width or 0.0 for cell in row.cells) * MM
        wide = [cell.width * MM if cell.width else width - taken for cell in row.cells]
        cells = [(room, self._cell(cell, room, tries)) for cell, room in zip(row.cells, wide, strict=True)]
        least = row.height_least if self._tight else None
        height, line = (least or row.height or 0.0) * MM, self._table.inner_line
        return RowBlock(cells, height, line, row.flow, row.each_page, row.splits)

    def _cell(self, cell: Cell, width: float, tries: Sequence[Try]) -> Block:
        if cell.label is not None:
            lines = [cell.label] if isinstance(cell.label, str) else cell.label
            return Label(lines, self._letters, self._table)
        if cell.field is not None:
            return self._value(cell.field, cell.align == "centre", width, tries)
        if cell.rows is not None:
            return Rows(self.rows(cell.rows, width), self._table.text_padding, self._table.text_padding_least)
        if cell.stamp is not None:
            texts = (*self._facts.stack(cell.stamp.lines), self._facts.text(cell.stamp.date))
            fields = cell.stamp.lines, cell.stamp.date
            return StampBlock(texts, cell.stamp.diameter, self._letters, self._table, fields)
        text = self._lines(cell, width)
        return text if cell.foot is None else Opinion(text, self._foot(cell.foot, width), self._table)

    def _lines(self, cell: Cell, width: float) -> Lines:
        size = cell.size or self._table.size
        room = width - 2 * self._table.padding
        columns = cell.columns or int(room / size)
        grid = Grid(room, size, room / columns)
        lines = self._composer.lines(cell.content or (), grid)
        lead = (cell.lead_least if self._tight else None) or cell.lead or self._table.lead
        return Lines(lines, lead, self._table.padding)

    def _foot(self, foot: Line, width: float) -> list[CellLine]:
        room, size = width - 2 * self._table.padding, self._table.size
        return self._composer.lines([foot], Grid(room, size, size))

    def _value(self, key: str, centred: bool, width: float, tries: Sequence[Try]) -> Value:
        """Two lines, then smaller type, then more of them; a number is never parted, a field not needed is
        struck.
        """
        table, lead = self._table, _TIGHT_LEAD if self._tight else _VALUE_LEAD
        spans = self._wording.value(key)
        if not spans:
            struck = [] if self._facts.required(key) else [Span(STRUCK, "fill")]
            line = self._letters.line(struck, table.size)
            return Value([line], table.size, table.size, True, table.padding)
        narrowest = sum(_narrowest(char) for span in spans for char in span.text)
        for each in tries:
            room = width - 2 * each.padding
            if narrowest * each.size > each.lines * (room + each.size):
                continue  # it cannot fit: not worth setting
            lines = self._value_lines(spans, each.size, room)
            if lines is not None and len(lines) <= each.lines:
                return Value(lines, each.size, each.size * lead, centred, each.padding)
        raise ValueTooLong(key)

    def _value_lines(self, spans: Sequence[Span], size: float, room: float) -> list[SetLine] | None:
        """A value cut into lines, none of which holds a single character; None where something is parted."""
        lines = self._letters.wrapped(spans, size, size, room, room, ragged=True)
        if not all(_fits(line, room) for line in lines):
            return None
        narrower = room
        while len(lines) > 1 and lines[-1].lonely and (narrower := narrower - size) > room / 2:
            other = self._letters.wrapped(spans, size, size, narrower, narrower, ragged=True)
            if len(other) == len(lines) and all(_fits(line, narrower) for line in other):
                lines = other
        return lines


def _narrowest(char: str) -> float:
    """The em that a character takes at least, whatever its neighbours."""
    if is_latin(char):
        return 0.2
    return 0.5 if char in OPENING or char in CLOSING else 1.0


def _fits(line: SetLine, room: float) -> bool:
    hangs = line.glyphs[-1].after if line.glyphs else 0.0
    return line.width - hangs <= room + _ROUNDING and not line.broken
