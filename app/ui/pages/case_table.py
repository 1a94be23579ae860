"""The case list's model: all keys in memory, rows a page at a time, fetched beside the window."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.presenters.case_list import COLUMNS, CaseLine
from app.ui.kit.chips import Due
from app.ui.kit.tables import DUE_ROLE, ICON_ROLE, INK_ROLE, STYLE_ROLE, TONE_ROLE
from app.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
PAGE, KEPT = 100, 20
NUMBER, STEP, DUE, EVIDENCE, UNSENT = 0, 4, 5, 6, 7
MUTED = (3,)


class CaseTableModel(QAbstractTableModel):
    """Keys of a filtered and sorted list; ``wanted(generation, page, keys)`` asks for the rows of a page."""

    wanted = Signal(int, int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
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

    def show_rows(self, generation: int, page: int, lines: Sequence[CaseLine]) -> None:
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

    def line(self, row: int) -> CaseLine | None:
        """A row that has arrived, or None while it is on its way."""
        page, offset = divmod(row, PAGE)
        lines = self._pages.get(page)
        if lines is None:
            self._ask(page)
            return None
        self._pages.move_to_end(page)
        return lines[offset] if offset < len(lines) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][1]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == EVIDENCE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight if column == EVIDENCE else None
        line = self.line(index.row())
        if line is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole and column == NUMBER else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.due.text if column == DUE else line.texts[column]
        return _look(line, column, role)

    def _ask(self, page: int) -> None:
        if page not in self._asked:
            self._asked.add(page)
            keys = tuple(self._keys[page * PAGE : (page + 1) * PAGE])
            self.wanted.emit(self._generation, page, keys)


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
    if role == INK_ROLE and column in MUTED:
        return "muted"
    return None
