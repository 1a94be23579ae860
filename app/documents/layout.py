"""A paper page by page: heading, frame, rows; records and long texts run on, others keep to one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.documents.below import BelowFrame, lowest
from app.documents.cells import Lines, Rect
from app.documents.faces import FontBook
from app.documents.facts import Facts
from app.documents.form_schema import Form
from app.documents.furniture_schema import Furniture
from app.documents.heading import Heading
from app.documents.lettering import Lettering, placed
from app.documents.pagination import LEAST_LINES, Capacity, share_out
from app.documents.pieces import CellLine
from app.documents.scene import Outline, Sheet, Stroke
from app.documents.spans import Span
from app.documents.splitting import RowTooHigh, Splitter
from app.documents.table import RowBlock, TableMaker
from app.documents.wording import FILL

_ROUNDING = 0.01


class PageFull(Exception):
    """The rows are higher than the page, by ``over`` points."""

    def __init__(self, over: float) -> None:
        super().__init__(over)
        self.over = over


class Layout:
    """Lays out one paper without number, copies and foot."""

    def __init__(self, form: Form, facts: Facts, furniture: Furniture, fonts: FontBook) -> None:
        self._form, self._facts = form, facts
        self._table, self._foot = furniture.table, furniture.foot
        self._letters = Lettering(fonts)
        self.heading = Heading(form, furniture, self._letters)
        self._below = form.below and BelowFrame(form.below, facts, furniture, self._letters)
        self._lowest = lowest(form.below, furniture)
        self.sheets: list[Sheet] = []

    def lay(self) -> None:
        """Make all pages of one copy: ``sheets``.

        Raises:
            PageFull: a form of one page does not fit on it.
            MissingGlyph, ValueUnprintable, ValueTooLong: a value cannot be set.
        """
        rows = self._rows(tight=False)
        flowing = next((index for index, row in enumerate(rows) if row.flow), None)
        sheet = Sheet()
        top = self.heading.first(sheet, self._facts.text(self._form.agency))
        if flowing is None:
            self.sheets += self._plain(sheet, rows, top)
        else:
            self.sheets += self._record(sheet, rows, flowing, top)

    def _rows(self, *, tight: bool) -> list[RowBlock]:
        maker = TableMaker(self._form, self._facts, self._letters, self._table, tight=tight)
        return maker.rows(self._form.rows, self.heading.width)

    def _plain(self, sheet: Sheet, rows: Sequence[RowBlock], top: float) -> list[Sheet]:
        """A table on one page, or on several where it does not fit and texts of it may be parted."""
        try:
            bottom = self._one_page(sheet, rows, top)
        except PageFull:
            if not any(row.splits for row in rows):
                raise
            return self._split(sheet, rows, top)
        self._note(sheet, bottom)
        if self._below:
            self._below.put(sheet, self.heading.left, self.heading.width, bottom)
        return [sheet]

    def _split(self, sheet: Sheet, rows: Sequence[RowBlock], top: float) -> list[Sheet]:
        further = self.heading.further(Sheet(), "")
        splitter = Splitter(rows, self._lowest - top, self._lowest - further, self._table)
        try:
            pages = splitter.share_out()
        except RowTooHigh as error:
            raise PageFull(error.over) from error
        sheets: list[Sheet] = []
        for index, page in enumerate(pages):
            sheets.append(Sheet() if index else sheet)
            begin = self.heading.further(sheets[-1], self._continued_name()) if index else top
            self._paint(sheets[-1], page, begin, self._table.text_padding)
        return sheets

    def _one_page(self, sheet: Sheet, rows: Sequence[RowBlock], top: float) -> float:
        """The table of a form of one page; a full one gets the least padding, then the least lead."""
        try:
            padding = self._padding(rows, top)
        except PageFull:
            rows = self._rows(tight=True)
            padding = self._padding(rows, top)
        return self._paint(sheet, rows, top, padding)

    def _padding(self, rows: Sequence[RowBlock], top: float) -> float:
        """The padding of text rows: the usual one, or as tight as the page asks, down to the least."""
        usual, least = self._table.text_padding, self._table.text_padding_least
        elastic = sum(1 for row in rows if not row.fixed)
        over = top + self._total(rows, usual) - self._lowest
        if over <= _ROUNDING:
            return usual
        if not elastic or usual - over / (2 * elastic) < least - _ROUNDING:
            raise PageFull(top + self._total(rows, least) - self._lowest)
        return usual - over / (2 * elastic)

    def _total(self, rows: Sequence[RowBlock], padding: float | None = None) -> float:
        usual = self._table.text_padding if padding is None else padding
        return sum(row.height(usual, self._table.text_padding_least) for row in rows)

    def _note(self, sheet: Sheet, bottom: float) -> None:
        if self._form.note is not None:
            size = self._foot.note_size
            line = self._letters.line([Span(self._form.note, FILL)], size)
            sheet.content.append(placed(line, self.heading.left, bottom + self._foot.note_below, size))

    def _paint(self, sheet: Sheet, rows: Sequence[RowBlock], top: float, padding: float) -> float:
        x, wide = self.heading.left, self.heading.width
        y = top
        for index, row in enumerate(rows):
            if index:
                sheet.content.append(Stroke(x, y, x + wide, y, self._table.inner_line))
            high = row.height(padding, self._table.text_padding_least)
            row.paint(sheet, Rect(x, y, wide, high))
            y += high
        sheet.content.append(Outline(x, top, wide, y - top, self._table.frame_line))
        sheet.frame = top, y
        return y

    def _record(self, sheet: Sheet, rows: Sequence[RowBlock], flowing: int, top: float) -> list[Sheet]:
        """A record: its text fills each page down to the signatures, which stand on every one."""
        head, flow, tail = rows[:flowing], rows[flowing], rows[flowing + 1 :]
        signs = [row for row in tail if row.each_page]
        block = next(block for _, block in flow.cells if isinstance(block, Lines))
        further_top = self.heading.further(Sheet(), "")
        counts = share_out(
            block.lines,
            first=self._capacity(block, self._lowest - top - self._total(head), signs, tail),
            further=self._capacity(block, self._lowest - further_top, signs, tail),
        )
        sheets, done = [sheet], 0
        for index, count in enumerate(counts):
            if index:
                sheets.append(Sheet())
                top = self.heading.further(sheets[-1], self._continued_name())
            above = [] if index else head
            below = tail if index == len(counts) - 1 else signs
            room = self._lowest - top - self._total([*above, *below])
            text = self._filling(flow, block, block.lines[done : done + count], room)
            self._paint(sheets[-1], [*above, text, *below], top, self._table.text_padding)
            done += count
        return sheets

    def _continued_name(self) -> str:
        names = (self._facts.text(key) for key in self._form.continued_name)
        return next((name for name in names if name), "")

    def _capacity(
        self, block: Lines, room: float, signs: Sequence[RowBlock], tail: Sequence[RowBlock]
    ) -> Capacity:
        """How many lines of running text a room holds above the signatures; without any the page is full."""
        padding = 2 * self._table.text_padding - _ROUNDING
        more, last = (int((room - self._total(rows) - padding) // block.lead) for rows in (signs, tail))
        if min(more, last) < LEAST_LINES:
            raise PageFull(LEAST_LINES * block.lead + padding + self._total(tail) - room)
        return Capacity(more, last)

    def _filling(self, flow: RowBlock, block: Lines, lines: Sequence[CellLine], room: float) -> RowBlock:
        """The row of running text for one page: its lines from the top, its height what the page leaves."""
        part = replace(block, lines=lines, from_top=self._table.text_padding)
        return replace(
            flow, cells=[(wide, part if cell is block else cell) for wide, cell in flow.cells], fixed=room
        )
