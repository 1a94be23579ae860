"""The list of issued papers: a head for each case, below it its papers with number, copies and state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from app.presenters.papers_page import PaperGroup, PaperLine
from app.ui.icons import paint_icon
from app.ui.kit.table_model import Index, RowsModel
from app.ui.kit.tables import INK_ROLE, TONE_ROLE, RowDelegate, Table
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import Tone, color, font, px

HEADS = ("文书", "文号", "份数", "状态")
TITLE, NUMBER, COPIES, STATE = range(len(HEADS))
WIDTHS = ("", "paper-number", "paper-copies", "paper-state")
GROUP_ROLE = Qt.ItemDataRole.UserRole + 30  # PaperGroup of a head
CHIP_ICON_ROLE = Qt.ItemDataRole.UserRole + 31  # icon inside the chip of a cell
LOOKS = {
    "numbered": (Tone.ACCENT, "hash"),
    "issued": (Tone.ACCENT, "file-text"),
    "printed": (Tone.NEUTRAL, "printer"),
    "served": (Tone.OK, "badge-check"),
    "refused": (Tone.WARN, "ban"),
}


class PapersModel(RowsModel[PaperGroup | PaperLine]):
    """Groups and their papers, one below the other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADS, _text, _look, right=(COPIES,), parent=parent)

    def show_groups(self, groups: Sequence[PaperGroup]) -> None:
        """Replace all rows."""
        rows: list[PaperGroup | PaperLine] = []
        for group in groups:
            rows += [group, *group.papers]
        self.show_rows(rows)

    def line(self, row: int) -> PaperLine | None:
        """The paper of a row; None for the head of a case."""
        found = self.row(row)
        return found if isinstance(found, PaperLine) else None

    def group(self, row: int) -> PaperGroup | None:
        """The case whose head a row is; None for a paper."""
        found = self.row(row)
        return found if isinstance(found, PaperGroup) else None

    def row_of(self, document: str) -> int:
        """The row of a paper, or -1."""
        lines = ((row, self.line(row)) for row in range(self.rowCount()))
        return next((row for row, line in lines if line and line.document == document), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        chosen = Qt.ItemFlag.ItemIsSelectable if self.line(index.row()) else Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | chosen


def _text(thing: PaperGroup | PaperLine, column: int) -> str:
    if isinstance(thing, PaperGroup):
        return f"{thing.number} {thing.words}" if column == TITLE else ""
    return (thing.title, thing.number, thing.copies, thing.words)[column]


def _look(thing: PaperGroup | PaperLine, column: int, role: int) -> object:
    if isinstance(thing, PaperGroup):
        return thing if role == GROUP_ROLE else None
    if role == Qt.ItemDataRole.ToolTipRole and column == STATE:
        return thing.tip
    if role == INK_ROLE and column == NUMBER:
        return "muted"
    if role == TONE_ROLE and column == STATE:
        return LOOKS[thing.state][0]
    if role == CHIP_ICON_ROLE and column == STATE:
        return LOOKS[thing.state][1]
    return None


class PapersDelegate(RowDelegate):
    """Paints the head of a case across all columns, and an icon inside the chip of a state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = _rect(option)
        group = index.data(GROUP_ROLE)
        if isinstance(group, PaperGroup):
            if index.column() == TITLE:
                self._paint_group(painter, rect, group)
            return
        icon = index.data(CHIP_ICON_ROLE)
        if not icon:
            super().paint(painter, option, index)
            return
        painter.save()
        self._paint_ground(painter, option, index, rect)
        self._paint_state(painter, rect, str(index.data()), Tone(index.data(TONE_ROLE)), str(icon))
        painter.restore()

    def _paint_state(self, painter: QPainter, rect: QRect, text: str, tone: Tone, icon: str) -> None:
        pad, side, gap, high = px("chip-pad"), px("icon-chip"), px("chip-gap"), px("chip")
        wide = text_width(font("chip"), text) + 2 * pad + side + gap
        left = rect.x() + px("row-pad")
        chip = QRect(left, rect.y() + (rect.height() - high) // 2, wide, high)
        draw_box(painter, chip, color(tone.ground))
        mark = QRect(chip.x() + pad, chip.y() + (high - side) // 2, side, side)
        paint_icon(painter, icon, tone.ink, mark)
        words = chip.adjusted(pad + side + gap, 0, -pad, 0)
        draw_text(painter, words, text, font("chip"), color(tone.ink))

    def _paint_group(self, painter: QPainter, rect: QRect, group: PaperGroup) -> None:
        painter.save()
        painter.fillRect(rect, color("ground"))
        hair = px("hair")
        painter.fillRect(QRect(rect.x(), rect.bottom() + 1 - hair, rect.width(), hair), color("line"))
        area = rect.adjusted(px("row-pad"), 0, -px("m"), 0)
        wide = text_width(font("strong"), group.number)
        draw_text(painter, area, group.number, font("strong"), color("text"))
        stage = text_width(font("caption"), group.stage)
        words = area.adjusted(wide + px("s"), 0, -(stage + px("s")), 0)
        draw_text(painter, words, group.words, font("body"), color("muted"))
        draw_text(painter, area, group.stage, font("caption"), color("muted"), Qt.AlignmentFlag.AlignRight)
        painter.restore()


class _Cell(Protocol):
    """What a style option holds; Qt's own stubs leave its fields out."""

    rect: QRect


def _rect(option: QStyleOptionViewItem) -> QRect:
    return QRect(cast(_Cell, option).rect)


class PapersTable(Table):
    """Arrow keys step over heads; ``chosen`` tells the paper under the cursor, ``case_asked`` its case."""

    chosen = Signal(str, str)  # case, document
    case_asked = Signal(str)

    def __init__(self, model: PapersModel, parent: QWidget | None = None) -> None:
        super().__init__(model, WIDTHS, accessible="已出具的文书", name="papers_table", parent=parent)
        self._papers = model
        self.setItemDelegate(PapersDelegate("row", self))
        self.opened.connect(self._open)
        self.selectionModel().currentRowChanged.connect(lambda now, _: self._moved(now))

    def show_groups(self, groups: Sequence[PaperGroup], document: str) -> None:
        """Show other rows; the cursor stays on its paper, or goes to the first one, silently."""
        self.selectionModel().blockSignals(True)
        self._papers.show_groups(groups)
        self.clearSpans()
        for row in range(self._papers.rowCount()):
            if self._papers.group(row) is not None:
                self.setSpan(row, 0, 1, len(HEADS))
                self.setRowHeight(row, px("row-head"))
        self.selectionModel().blockSignals(False)
        self.point_at(document)

    def point_at(self, document: str) -> None:
        """Put the cursor on a paper, silently; an unknown one leaves it."""
        there = self._papers.row_of(document)
        if there < 0:
            return
        self.selectionModel().blockSignals(True)
        self._go(there)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def first_paper(self) -> PaperLine | None:
        """The topmost paper, or None."""
        lines = (self._papers.line(row) for row in range(self._papers.rowCount()))
        return next((line for line in lines if line is not None), None)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        there = super().moveCursor(action, modifiers)
        up = action in (
            QAbstractItemView.CursorAction.MoveUp,
            QAbstractItemView.CursorAction.MovePageUp,
            QAbstractItemView.CursorAction.MovePrevious,
        )
        row = there.row()
        while 0 <= row < self._papers.rowCount() and self._papers.line(row) is None:
            row += -1 if up else 1
        return self._papers.index(row, 0) if self._papers.line(row) else self.currentIndex()

    def _go(self, row: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        index = self._papers.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        if row <= 1:
            self.scrollToTop()  # the head of the first case is no cursor's place, but must be seen
        else:
            self.scrollTo(index)

    def _moved(self, index: QModelIndex) -> None:
        line = self._papers.line(index.row())
        if line is not None:
            self.chosen.emit(line.case, line.document)

    def _open(self, index: QModelIndex) -> None:
        found = self._papers.line(index.row()) or self._papers.group(index.row())
        if found is not None:
            self.case_asked.emit(found.case)
