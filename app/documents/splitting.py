"""A table that runs over pages: a text that does not fit goes on on the next page, under its label again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.documents.cells import Lines
from app.documents.furniture_schema import Table
from app.documents.opinion import Opinion
from app.documents.pagination import LEAST_LINES
from app.documents.pieces import CellLine
from app.documents.table import RowBlock

_ROUNDING = 0.01


class RowTooHigh(Exception):
    """A row that must stay whole is higher than a page, by ``over`` points."""

    def __init__(self, over: float) -> None:
        super().__init__(over)
        self.over = over


class Splitter:
    """Shares rows out over pages; all in points."""

    def __init__(self, rows: Sequence[RowBlock], first: float, further: float, table: Table) -> None:
        """``first`` and ``further`` are the heights that the first page and the others have for rows."""
        self._waiting = list(rows)
        self._left, self._further, self._table = first, further, table
        self._pages: list[list[RowBlock]] = [[]]

    def share_out(self) -> list[list[RowBlock]]:
        """The rows of each page.

        Raises:
            RowTooHigh: a row that must stay whole is higher than a page.
        """
        while self._waiting:
            row = self._waiting.pop(0)
            if not (self._put(row) or (row.splits and self._part(row))):
                self._turn_before(row)
        return self._pages

    def _put(self, row: RowBlock) -> bool:
        """Put a row on the page where it fits, a text without the empty room that its form gives it."""
        for shape in (row, replace(row, fixed=0.0)) if row.splits else (row,):
            high = self._height(shape)
            if high <= self._left + _ROUNDING:
                self._pages[-1].append(shape)
                self._left -= high
                return True
        return False

    def _part(self, row: RowBlock) -> bool:
        """Put the first lines of a text on the page, down to its end, and leave the others for the next."""
        text = _text_of(row)
        room = self._left - 2 * self._table.text_padding + _ROUNDING
        count = _cut(text.lines, int(room // text.lead))
        if not count:
            return False
        self._pages[-1].append(self._with_lines(row, text.lines[:count], self._left))
        self._turn([self._with_lines(row, text.lines[count:])])
        return True

    def _turn_before(self, row: RowBlock) -> None:
        """Begin a page with a row; the first opinion takes what stands before it along: it is never alone."""
        page = self._pages[-1]
        if not page:
            raise RowTooHigh(self._height(row) - self._left)
        along = self._taken_along(page) if _is_opinion(row) and not _is_opinion(page[-1]) else []
        self._turn([*along, row])

    def _taken_along(self, page: list[RowBlock]) -> list[RowBlock]:
        """The last lines of the text that ends a page, or the whole of a last row that must not be parted."""
        last = page[-1]
        lines = _text_of(last).lines if last.splits else ()
        count = _cut(lines, len(lines))
        if count:
            page[-1] = self._with_lines(last, lines[:count], self._height(last) + self._left)
            return [self._with_lines(last, lines[count:])]
        return [page.pop()] if len(page) > 1 else []

    def _turn(self, rows: Sequence[RowBlock]) -> None:
        """Begin a page, with these rows before those that wait."""
        self._pages.append([])
        self._left = self._further
        self._waiting = [*rows, *self._waiting]

    def _with_lines(self, row: RowBlock, lines: Sequence[CellLine], fixed: float = 0.0) -> RowBlock:
        """The same row with a part of its text, from the top of the cell; ``fixed`` is its height or 0."""
        text = _text_of(row)
        part = replace(text, lines=lines, from_top=self._table.text_padding)
        cells = [(wide, part if block is text else block) for wide, block in row.cells]
        return replace(row, cells=cells, fixed=fixed)

    def _height(self, row: RowBlock) -> float:
        return row.height(self._table.text_padding, self._table.text_padding_least)


def _cut(lines: Sequence[CellLine], room: int) -> int:
    """How many lines stay on a page that has room for so many; 0 where a text must not be parted there.

    The next page never begins with the last line of a paragraph.
    """
    most = min(room, len(lines) - LEAST_LINES)
    counts = range(most, LEAST_LINES - 1, -1)
    return next((count for count in counts if lines[count].first or not lines[count].last), 0)


def _is_opinion(row: RowBlock) -> bool:
    return any(isinstance(block, Opinion) for _, block in row.cells)


def _text_of(row: RowBlock) -> Lines:
    return next(block for _, block in row.cells if isinstance(block, Lines))
