"""How much a page still takes: each text is measured in its own row, the rest of the page stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from app.documents.below import lowest
from app.documents.cells import Lines
from app.documents.faces import FontBook
from app.documents.facts import Facts
from app.documents.form_schema import Form, Row
from app.documents.furniture_schema import Furniture, Table
from app.documents.heading import Heading
from app.documents.lettering import Lettering
from app.documents.pagination import LEAST_LINES
from app.documents.pieces import Words
from app.documents.table import RowBlock, TableMaker, ValueTooLong
from app.ports.paperwork import Values

PLENTY = 1000
"""Characters of room from which on nobody counts."""
ENOUGH = 60
"""Characters of room up to which a count of many texts is exact."""
_PROBE = "字"
_KEY = re.compile(r"[a-z][a-z_]*(?:\.[a-z][a-z_]*)+")
_ROUNDING = 0.01
_KEYS: dict[str, tuple[Form, Mapping[int, frozenset[str]]]] = {}
"""Worked out once for a form: the newest of each code."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A row as it is set: its least height, and its blocks; a row that is left out has none."""

    high: float
    blocks: tuple[RowBlock, ...]


@dataclass(frozen=True, slots=True)
class _Free:
    """What a page leaves to a text: whole lines of so many characters, and ``rest`` on its last line."""

    lines: int
    chars: int
    rest: int


class Room:
    """The room of one page with its values; what runs on to further pages has plenty."""

    def __init__(self, form: Form, values: Values, furniture: Furniture, fonts: FontBook) -> None:
        self._form, self._table = form, furniture.table
        self._letters = Lettering(fonts)
        heading = Heading(form, furniture, self._letters)
        self._wide = heading.width
        self._flow = next((index for index, row in enumerate(form.rows) if row.flow), None)
        self._high = lowest(form.below, furniture) - heading.frame_top + _ROUNDING
        if self._flow is not None:
            self._high -= _least_text(form.rows[self._flow], self._table)
        elif form.flows or not form.rows:
            self._high = inf
        self._keys, self._given = _keys_of(form), values
        self._values, self._too_long = dict(values), list[str]()
        self._rows = self._measured_rows()

    def texts(self) -> Mapping[str, int]:
        """The room of every text that the officer writes, and of every value too long for its cell.

        It is exact up to :data:`ENOUGH`; what has more has that at least. On an overfull page the texts whose
        shortening alone would help say by how much; where none would, each is too long as a whole.
        """
        fields = self._form.fields
        written = [key for key in fields if fields[key].typed and text_of(self._given.get(key))]
        found = {
            key: self._plenty(key) or self.left(key, ENOUGH + 1)
            for key in dict.fromkeys((*written, *self._too_long))
        }
        helps = {key for key, left in found.items() if left > -len(text_of(self._given.get(key)))}
        return {key: left if key in helps or not helps else 0 for key, left in found.items()}

    def left(self, key: str, most: int = PLENTY) -> int:
        """How many more Han characters a text takes, up to ``most``; negative when it must lose so many."""
        rows = [index for index, keys in self._keys.items() if key in keys and index != self._flow]
        if not rows:
            return PLENTY
        text = text_of(self._given.get(key))
        others = sum(row.high for index, row in self._rows.items() if index not in rows)

        def fits(count: int) -> bool:
            longer = text[:count] + _PROBE * (count - len(text))
            try:
                high = sum(self._measured(index, {**self._values, key: longer}).high for index in rows)
            except ValueTooLong:
                return False
            # A cell says for itself what it cannot hold, whatever else makes the page too full.
            return (key in self._too_long and others > self._high) or others + high <= self._high

        free = self._free(rows)
        guess = most if free is None else free.lines * free.chars + free.rest
        return largest(len(text) + most, fits, max(0, len(text) + guess)) - len(text)

    def _plenty(self, key: str) -> int:
        """More than :data:`ENOUGH` where the free lines say so without setting any; else nothing."""
        free = self._free(
            [index for index, keys in self._keys.items() if key in keys and index != self._flow]
        )
        # Two lines and two characters of each are left aside for what the breaking of lines may take.
        room = 0 if free is None or key in self._too_long else (free.lines - 2) * (free.chars - 2)
        return min(room, PLENTY) if room > ENOUGH else 0

    def _free(self, rows: Sequence[int]) -> _Free | None:
        """What the page leaves to the text of some rows; None where they hold short values alone."""
        spare = self._high - sum(row.high for row in self._rows.values())
        texts = [
            (wide - 2 * block.padding, block)
            for index in rows
            for row in self._rows[index].blocks
            for wide, block in row.cells
            if isinstance(block, Lines) and block.lines
        ]
        if not texts or spare == inf:
            return None
        wide, block = max(texts, key=lambda text: len(text[1].lines))
        last = next((piece for piece in reversed(block.lines[-1].pieces) if isinstance(piece, Words)), None)
        if last is None:
            return None
        rest = int((wide - last.x - last.line.width) / last.size)
        return _Free(int(spare // block.lead), int(wide / last.size), rest)

    def _measured_rows(self) -> Mapping[int, _Measured]:
        """Every row; a value that fits no cell is set aside and the rows are measured without it."""
        while True:
            try:
                maker = self._maker(self._values)
                return {index: self._set(index, maker) for index in self._keys}
            except ValueTooLong as error:
                self._too_long.append(error.field)
                del self._values[error.field]

    def _measured(self, index: int, values: Values) -> _Measured:
        return self._set(index, self._maker(values))

    def _maker(self, values: Values) -> TableMaker:
        facts, tight = Facts(self._form, values), self._flow is None
        return TableMaker(self._form, facts, self._letters, self._table, tight=tight)

    def _set(self, index: int, maker: TableMaker) -> _Measured:
        """A row with the least padding and lead; the text of a record takes other pages and so no height."""
        tight, least = self._flow is None, self._table.text_padding_least
        blocks = tuple(maker.rows([self._form.rows[index]], self._wide))
        padding = least if tight else self._table.text_padding
        high = 0.0 if index == self._flow else sum(block.height(padding, least) for block in blocks)
        return _Measured(high, blocks)


def _least_text(row: Row, table: Table) -> float:
    """The height that a record keeps for its text on the first page, where its other rows are long."""
    lead = max((cell.lead or 0.0 for cell in row.cells), default=0.0) or table.lead
    return LEAST_LINES * lead + 2 * table.text_padding


def _keys_of(form: Form) -> Mapping[int, frozenset[str]]:
    """The fields that each row names, by the place of the row."""
    if form.code not in _KEYS or _KEYS[form.code][0] is not form:
        keys = {index: frozenset(_KEY.findall(row.model_dump_json())) for index, row in enumerate(form.rows)}
        _KEYS[form.code] = form, keys
    return _KEYS[form.code][1]


def largest(limit: int, good: Callable[[int], bool], guess: int) -> int:
    """The largest count up to ``limit`` that is good, else 0; what is smaller than a good one is good.

    Looks beside a ``guess`` first and then further and further away.
    """
    low, high, step = 0, limit, 1
    at = min(guess, limit)
    while low < high:
        if good(at):
            low, at = at, min(at + step, high)
        else:
            high, at = at - 1, max(at - step, low)
        step *= 2
        if not low < at <= high:
            at = (low + high + 1) // 2
    return low


def text_of(value: object) -> str:
    """A value as it was typed; several texts are joined as they are printed."""
    if isinstance(value, str):
        return value
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else ""
