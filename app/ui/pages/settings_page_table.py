"""The figures of the law as a table: what, value, unit, source, how sure, since when."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt

from app.presenters.settings_page_figures import Figure
from app.ui.kit.table_model import RowsModel
from app.ui.kit.tables import INK_ROLE, TONE_ROLE
from app.ui.theme import Tone

HEADS = ("规定", "数值", "单位", "依据", "确认", "施行")
WHAT, VALUE, UNIT, SOURCE, MARK, SINCE = range(len(HEADS))
WIDTHS = ("", "figure-value", "figure-unit", "figure-source", "figure-mark", "figure-since")
TONES = {"checked": Tone.OK, "policy": Tone.NEUTRAL, "unchecked": Tone.DANGER}


def figures_model(parent: QObject) -> RowsModel[Figure]:
    """One row a figure."""
    return RowsModel(HEADS, _text, _look, right=(VALUE,), parent=parent)


def _text(figure: Figure, column: int) -> str:
    return (figure.what, figure.value, figure.unit, figure.source, figure.mark_word, figure.since)[column]


def _look(figure: Figure, column: int, role: int) -> object:
    if role == TONE_ROLE and column == MARK:
        return TONES[figure.mark]
    if role == INK_ROLE:
        return "text" if figure.in_force and column in (WHAT, VALUE) else "muted"
    if role == Qt.ItemDataRole.ToolTipRole:
        return _tip(figure, column)
    return None


def _tip(figure: Figure, column: int) -> str | None:
    if column == MARK:
        return figure.mark_tip
    if column == WHAT:
        return "\n".join(line for line in (figure.what, figure.source, figure.since, figure.note) if line)
    return None
