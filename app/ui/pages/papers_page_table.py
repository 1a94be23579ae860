"""The list of issued papers: a head for each case, below it its papers with number, copies and state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from app.presenters.papers_page_state import PaperGroup, PaperLine
from app.ui.icons import paint_icon
from app.ui.kit.choices import Check, paint_tick
from app.ui.kit.table_model import Index, RowsModel
from app.ui.kit.tables import INK_ROLE, TONE_ROLE, RowDelegate, Table
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import Tone, color, font, px

HEADS = ("", "文书", "文号", "份数", "状态")
TICK, TITLE, NUMBER, COPIES, STATE = range(len(HEADS))
WIDTHS = ("paper-tick", "", "paper-number", "paper-copies", "paper-state")
GROUP_ROLE = Qt.ItemDataRole.UserRole + 30  # PaperGroup of a head
CHIP_ICON_ROLE = Qt.ItemDataRole.UserRole + 31  # icon inside the chip of a cell
LOOKS = {
    "draft": (Tone.NEUTRAL, "pencil-line"),
    "lacking": (Tone.DANGER, "circle-x"),
    "numbered": (Tone.ACCENT, "hash"),
    "issued": (Tone.ACCENT, "file-text"),
    "printed": (Tone.NEUTRAL, "printer"),
    "served": (Tone.OK, "badge-check"),
    "refused": (Tone.WARN, "ban"),
}


class PapersModel(RowsModel[PaperGroup | PaperLine]):
    """Groups and their papers, one below the other; issued papers can be ticked. ``ticks_changed`` tells."""

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(HEADS, _text, self._seen, right=(COPIES,), parent=parent)
        self._ticked: set[str] = set()

    def show_groups(self, groups: Sequence[PaperGroup]) -> None:
        """Replace all rows; ticks stay on papers that are still listed."""
        rows: list[PaperGroup | PaperLine] = []
        for group in groups:
            rows += [group, *group.papers]
        self._ticked &= {line.document for group in groups for line in group.papers if not line.draft}
        self.show_rows(rows)
        self.ticks_changed.emit()

    def ticked(self) -> tuple[PaperLine, ...]:
        """The ticked papers, from the top."""
        return tuple(line for line in self._issued() if line.document in self._ticked)

    def tick_state(self) -> Qt.CheckState:
        """Whether all, some or none of the issued papers are ticked."""
        ticked = len(self.ticked())
        if not ticked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if ticked == len(self._issued()) else Qt.CheckState.PartiallyChecked

    def turn(self, row: int) -> None:
        """Tick a paper, or take its tick away; a draft has none."""
        line = self.line(row)
        if line is not None and not line.draft:
            self._set(self._ticked ^ {line.document})

    def tick_all(self, on: bool) -> None:
        """Tick every issued paper, or none."""
        self._set({line.document for line in self._issued()} if on else set())

    def _set(self, ticked: set[str]) -> None:
        self._ticked = ticked
        if self.rowCount():
            self.dataChanged.emit(self.index(0, TICK), self.index(self.rowCount() - 1, TICK))
        self.ticks_changed.emit()

    def _issued(self) -> list[PaperLine]:
        lines = (self.line(row) for row in range(self.rowCount()))
        return [line for line in lines if line is not None and not line.draft]

    def _seen(self, thing: PaperGroup | PaperLine, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.CheckStateRole:
            if column != TICK or isinstance(thing, PaperGroup) or thing.draft:
                return None
            on = thing.document in self._ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return _look(thing, column, role)

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
    return ("", thing.title, thing.number, thing.copies, thing.words)[column]


def _look(thing: PaperGroup | PaperLine, column: int, role: int) -> object:
    if isinstance(thing, PaperGroup):
        return thing if role == GROUP_ROLE else None
    if role == Qt.ItemDataRole.ToolTipRole and column == STATE:
        return thing.tip
    if role == INK_ROLE and (column == NUMBER or thing.draft):
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
            if index.column() == TICK:
                self._paint_group(painter, rect, group)
            return
        if index.column() == TICK:
            self._paint_tick(painter, option, index, rect)
            return
        icon = index.data(CHIP_ICON_ROLE)
        if not icon:
            super().paint(painter, option, index)
            return
        painter.save()
        self._paint_ground(painter, option, index, rect)
        self._paint_state(painter, rect, str(index.data()), Tone(index.data(TONE_ROLE)), str(icon))
        painter.restore()

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRect) -> None:
        painter.save()
        self._paint_ground(painter, option, index, rect)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is not None:
            side = px("tick")
            box = QRect(rect.x() + px("m"), rect.y() + (rect.height() - side) // 2, side, side)
            paint_tick(painter, box, Qt.CheckState(state))
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
        area = rect.adjusted(px("m"), 0, -px("m"), 0)
        wide = text_width(font("strong"), group.number)
        draw_text(painter, area, group.number, font("strong"), color("text"))
        stage = text_width(font("caption"), group.stage)
        words = area.adjusted(wide + px("s"), 0, -(stage + px("s")), 0)
        draw_text(painter, words, group.words, font("body"), color("muted"), tail=group.party)
        draw_text(painter, area, group.stage, font("caption"), color("muted"), Qt.AlignmentFlag.AlignRight)
        painter.restore()


class _Cell(Protocol):
    """What a style option holds; Qt's own stubs leave its fields out."""

    rect: QRect


def _rect(option: QStyleOptionViewItem) -> QRect:
    return QRect(cast(_Cell, option).rect)


class PapersTable(Table):
    """Arrow keys step over heads, Space ticks; ``chosen`` tells the paper under the cursor.

    ``case_asked`` asks for its case. The tick in the head ticks all issued papers.
    """

    chosen = Signal(str, str)  # case, document
    case_asked = Signal(str)

    def __init__(self, model: PapersModel, parent: QWidget | None = None) -> None:
        super().__init__(model, WIDTHS, accessible="文书", name="papers_table", parent=parent)
        self._papers = model
        self.setItemDelegate(PapersDelegate("row", self))
        self.opened.connect(self._open)
        self.clicked.connect(self._clicked)
        self.preview_asked.connect(lambda index: model.turn(index.row()))
        self._all = Check("", name="papers_all", parent=self.horizontalHeader())
        self._all.setAccessibleName("全选已出具的文书")
        self._all.setToolTip(plain_tip("全选已出具的文书"))
        self._all.move(px("m"), 0)
        self._all.clicked.connect(lambda: model.tick_all(model.tick_state() is not Qt.CheckState.Checked))
        model.ticks_changed.connect(self._show_ticks)
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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a tick are two clicks, and open nothing."""
        index = self.indexAt(event.position().toPoint())
        if index.column() == TICK:
            self._clicked(index)
        else:
            super().mouseDoubleClickEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == TICK:
            self._papers.turn(index.row())

    def _show_ticks(self) -> None:
        self._all.setCheckState(self._papers.tick_state())

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
