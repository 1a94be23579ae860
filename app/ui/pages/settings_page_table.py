"""The figures of the law as a table: what, value, unit, source, how sure, since when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.presenters.settings_page_figures import Figure
from app.ui.kit.tables import INK_ROLE, TONE_ROLE
from app.ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HEADS = ("规定", "数值", "单位", "依据", "确认", "施行")
WHAT, VALUE, UNIT, SOURCE, MARK, SINCE = range(len(HEADS))
WIDTHS = ("", "figure-value", "figure-unit", "figure-source", "figure-mark", "figure-since")
TONES = {"checked": Tone.OK, "policy": Tone.NEUTRAL, "unchecked": Tone.DANGER}


class FiguresModel(QAbstractTableModel):
    """One row a figure."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figures: Sequence[Figure] = ()

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._figures = figures
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._figures)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == VALUE:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        figure, column = self._figures[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _texts(figure)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column == VALUE:
            return Qt.AlignmentFlag.AlignRight
        if role == TONE_ROLE and column == MARK:
            return TONES[figure.mark]
        if role == INK_ROLE:
            return "text" if figure.in_force and column in (WHAT, VALUE) else "muted"
        if role == Qt.ItemDataRole.ToolTipRole:
            return _tip(figure, column)
        return None


def _texts(figure: Figure) -> tuple[str, ...]:
    return (figure.what, figure.value, figure.unit, figure.source, figure.mark_word, figure.since)


def _tip(figure: Figure, column: int) -> str | None:
    if column == MARK:
        return figure.mark_tip
    if column == WHAT:
        return "\n".join(line for line in (figure.what, figure.source, figure.since, figure.note) if line)
    return None
