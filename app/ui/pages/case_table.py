"""The case list's model: all keys in memory, rows a page at a time, fetched beside the window."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal

from app.presenters.case_list import COLUMNS, CaseLine
from app.ui.kit.chips import Due
from app.ui.kit.table_model import NOWHERE, Index, RowsModel
from app.ui.kit.tables import DUE_ROLE, ICON_ROLE, INK_ROLE, STYLE_ROLE, TONE_ROLE
from app.ui.theme import Tone

PAGE, KEPT = 100, 20
NUMBER, PARTY, ITEM, PLACE, STEP, DUE, EVIDENCE, UNSENT = range(len(COLUMNS))


class CaseTableModel(RowsModel[CaseLine]):
    """Keys of a filtered and sorted list; ``wanted(generation, page, keys)`` asks for the rows of a page."""

    wanted = Signal(int, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__([head for _, head in COLUMNS], _text, _look, right=(EVIDENCE,), parent=parent)
        self._keys: Sequence[int] = ()
        self._pages: OrderedDict[int, tuple[CaseLine, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._generation = 0

    def show_keys(self, keys: Sequence[int], generation: int) -> None:
        """Another list: everything that was fetched for the old one is forgotten."""
        self.beginResetModel()
        self._keys, self._generation = keys, generation
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def show_rows_of(self, generation: int, page: int, lines: Sequence[CaseLine]) -> None:
        """The rows of a page have arrived; those of an older list are dropped."""
        self._asked.discard(page)
        if generation != self._generation:
            return
        self._pages[page] = tuple(lines)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        first = page * PAGE
        last = min(first + PAGE, len(self._keys)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def key_at(self, row: int) -> int | None:
        """The key of a row, arrived or not; None beyond the last."""
        return self._keys[row] if 0 <= row < len(self._keys) else None

    def row_of(self, key: int | None) -> int:
        """Where a case stands in this list, or -1."""
        try:
            return -1 if key is None else self._keys.index(key)
        except ValueError:
            return -1

    def row(self, number: int) -> CaseLine | None:
        """A row that has arrived, or None while it is on its way."""
        page, offset = divmod(number, PAGE)
        lines = self._pages.get(page)
        if lines is None:
            self._ask(page)
            return None
        self._pages.move_to_end(page)
        return lines[offset] if offset < len(lines) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        found = super().data(index, role)
        waits = role == Qt.ItemDataRole.DisplayRole and index.isValid() and index.column() == NUMBER
        return "…" if found is None and waits else found

    def _ask(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            keys = tuple(self._keys[page * PAGE : (page + 1) * PAGE])
            self.wanted.emit(self._generation, page, keys)


def _text(line: CaseLine, column: int) -> str:
    return line.due.text if column == DUE else line.texts[column]


def _look(line: CaseLine, column: int, role: int) -> object:
    if role == TONE_ROLE and column == STEP:
        return Tone(line.stage_tone)
    if role == DUE_ROLE and column == DUE and line.due.text:
        return Due(line.due.near)
    if role == ICON_ROLE and column == UNSENT:
        return "cloud-off" if line.unsent else "cloud"
    if role == STYLE_ROLE and column == UNSENT:
        return "caption"
    if role == INK_ROLE and column == UNSENT:
        return "warn" if line.unsent else "muted"
    if role == INK_ROLE and column == PLACE:
        return "muted"
    return None
