"""The model of a table whose rows are things of one kind: heads, texts, and what a cell looks like."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Generic, TypeAlias, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
RIGHT = Qt.AlignmentFlag.AlignRight

Text: TypeAlias = Callable[[R, int], str]
Look: TypeAlias = Callable[[R, int, int], object]


class RowsModel(QAbstractTableModel, Generic[R]):
    """Rows below the heads of their columns.

    ``text`` gives the words of (row, column); ``look`` what else a cell shows, by the roles of
    :mod:`app.ui.kit.tables` and Qt's own; numbers in the columns ``right`` stand at the right.
    """

    def __init__(
        self,
        heads: Sequence[str],
        text: Text[R],
        look: Look[R],
        *,
        right: Collection[int] = (),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._heads, self._text, self._look, self._right = tuple(heads), text, look, frozenset(right)
        self._rows: Sequence[R] = ()

    def show_rows(self, rows: Sequence[R]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, number: int) -> R | None:
        """The thing of a row; None beyond the last."""
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return int(RIGHT | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        thing = self.row(index.row()) if index.isValid() else None
        return None if thing is None else self.cell(thing, index.column(), role)

    def cell(self, thing: R, column: int, role: int) -> object:
        """What a cell of a thing shows for a role."""
        if role in TEXT_ROLES:
            return self._text(thing, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in self._right else None
        return self._look(thing, column, role)
