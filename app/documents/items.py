"""A line of items from left to right; what does not fit goes on a further line."""

from __future__ import annotations

from collections.abc import Sequence

from app.documents.facts import Facts
from app.documents.form_schema import Box, Item, Rule, Say, WrittenDate
from app.documents.furniture_schema import Table
from app.documents.lettering import Lettering
from app.documents.pieces import CellLine, Grid, Piece, Square, Words, Writing
from app.documents.scene import MM
from app.documents.setting import SetLine
from app.documents.spans import Span
from app.documents.wording import Wording
from app.documents.wording_schema import Condition

STRUCK = "/"
"""What stands in a field that is not needed."""
_AFTER_WORDS, _ON_RULE, _BEFORE_DATE = 4.0, 2.0, 10.0
_LEAST_REST = 40.0
"""A shorter rest of a line is no room to write: the rule takes the next one."""
_ROUNDING = 0.01


class ItemRow:
    """Places the items of one line; all in points from the left edge of the cell's text."""

    def __init__(
        self, wording: Wording, facts: Facts, letters: Lettering, table: Table, grid: Grid, indent: float
    ) -> None:
        self._wording, self._facts, self._letters = wording, facts, letters
        self._table, self._grid, self._indent = table, grid, indent
        self._x, self._end = indent, grid.width
        self._pieces: list[Piece] = []
        self._lines: list[CellLine] = []

    def lines(self, items: Sequence[Item]) -> list[CellLine]:
        """The items cut into lines.

        Raises:
            MissingGlyph: a character lies in no face.
            ValueUnprintable: a value has no printable shape.
        """
        date = next((item for item in items if isinstance(item, WrittenDate)), None)
        if date is not None:
            self._date(date)
        for item in items:
            if isinstance(item, Say):
                self._space(item.gap, 0.0)
                self._text(self._wording.spans(item.say, item.role))
            elif isinstance(item, Box):
                self._box(item)
            elif isinstance(item, Rule):
                self._rule(item)
        self._turn()
        return self._lines

    def _turn(self) -> None:
        self._lines.append(CellLine(tuple(sorted(self._pieces, key=lambda piece: piece.x))))
        self._pieces, self._x, self._end = [], self._indent, self._grid.width

    def _space(self, given: float | None, usual: float) -> None:
        if self._x > self._indent:
            self._x += usual if given is None else given

    def _text(self, spans: Sequence[Span], before: float = 0.0) -> None:
        """Set words after ``before`` points that they must not be parted from (their check box)."""
        size = self._grid.size
        whole = self._letters.line(spans, size)
        if self._x + before + whole.width > self._end and self._x > self._indent:
            self._turn()
        start = self._x + before
        lines = self._letters.wrapped(spans, size, size, self._grid.width - before, self._end - start)
        for index, line in enumerate(lines):
            if index:
                self._turn()
            self._words(line, self._x + before)

    def _words(self, line: SetLine, x: float) -> None:
        self._pieces.append(Words(x, line, self._grid.size))
        # The empty half of a closing colon is room already.
        self._x = x + line.width - (line.glyphs[-1].after if line.glyphs else 0.0)

    def _box(self, item: Box) -> None:
        self._space(item.gap, self._table.item_gap)
        square = square_for(item.box, self._facts, self._table, self._grid.size)
        before = square.side + self._table.box_gap
        spans = self._wording.spans(item.say, item.role)
        if self._x + before + self._letters.line(spans, self._grid.size).width > self._end and self._pieces:
            self._turn()
        self._pieces.append(Square(self._x, square.side, square.ticked, square.line, square.tick))
        self._text(spans, before)

    def _rule(self, item: Rule) -> None:
        """A rule, and what stands on it; longer words go on further rules over the whole line."""
        self._space(item.gap, _AFTER_WORDS)
        wanted = _LEAST_REST if item.rule == "rest" else item.rule * MM
        if self._x + wanted > self._end + _ROUNDING and self._pieces:
            self._turn()
        end = self._end if item.rule == "rest" else self._x + wanted
        size = self._grid.size
        first, further = end - self._x - _ON_RULE, self._grid.width - _ON_RULE
        lines = self._letters.wrapped(self._on_rule(item), size, size, further, first)
        for index, line in enumerate(lines or [SetLine((), (), 0.0)]):
            if index:
                self._turn()
                end = self._end
            self._ruled(line, end)

    def _ruled(self, line: SetLine, end: float) -> None:
        middle = (end - self._x - line.width) / 2 if line.text == STRUCK else _ON_RULE
        self._pieces.append(Words(self._x + middle, line, self._grid.size))
        self._pieces.append(Writing(self._x, end, self._table.rule_below, self._table.writing_rule))
        self._x = end

    def _on_rule(self, item: Rule) -> list[Span]:
        spans = self._wording.value(item.field) if item.field else []
        if spans or (item.field is None and item.open is None):
            return spans
        return [] if item.open is not None and self._facts.holds(item.open) else [Span(STRUCK, "fill")]

    def _date(self, item: WrittenDate) -> None:
        """年月日 at the right edge, or the date that is known."""
        size, pitch = self._grid.size, self._table.date_pitch * MM
        known = self._wording.value(item.field) if item.field else []
        if known:
            line = self._letters.line(known, size)
            self._end = self._grid.width - line.width
            self._pieces.append(Words(self._end, line, size))
            self._end -= _BEFORE_DATE
            return
        start = self._grid.width - size - pitch * (len(item.written_date) - 1)
        for index, char in enumerate(item.written_date):
            line = self._letters.line([Span(char, "label")], size)
            self._pieces.append(Words(start + index * pitch, line, size))
        self._end = start - _BEFORE_DATE


def square_for(condition: Condition, facts: Facts, table: Table, size: float, x: float = 0.0) -> Square:
    """The check box for a condition."""
    return Square(x, table.box * size, facts.holds(condition), table.box_line, table.tick_line)
