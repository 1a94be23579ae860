"""Tables and trees over Qt models: heights, selection bar, chips and icons in cells, elision with tool tip.

A model says what a cell shows through the roles below; everything else (display, alignment, tool tip) are
Qt's own roles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QTreeView,
    QWidget,
)

from app.ui.icons import paint_icon
from app.ui.kit.chips import Due, paint_due
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import Tone, color, font, px

Index = QModelIndex | QPersistentModelIndex


class _Cell(Protocol):
    """What a style option holds; Qt's own stubs leave its fields out."""

    rect: QRect
    state: QStyle.StateFlag


def _cell(option: QStyleOptionViewItem) -> _Cell:
    return cast(_Cell, option)


TONE_ROLE = Qt.ItemDataRole.UserRole + 1  # Tone: the text stands in a chip of this tone
DUE_ROLE = Qt.ItemDataRole.UserRole + 2  # Due: the text stands in a due chip
ICON_ROLE = Qt.ItemDataRole.UserRole + 3  # str: icon name before the text
INK_ROLE = Qt.ItemDataRole.UserRole + 4  # str: colour token of text and icon
STYLE_ROLE = Qt.ItemDataRole.UserRole + 5  # str: text role (body, caption, strong ...)
COUNT_ROLE = Qt.ItemDataRole.UserRole + 6  # str: number at the right end of a tree row


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: selection ground with bar, hover, text, icon, chip; the line below."""

    def __init__(self, height: str = "row", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height = px(height)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = text_width(self._font(index), str(index.data() or ""))
        return QSize(words + 2 * px("row-pad"), self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = _cell(option).rect
        painter.save()
        self._paint_ground(painter, option, index, rect)
        area = rect.adjusted(px("row-pad"), 0, -px("row-pad"), 0)
        tone, due = index.data(TONE_ROLE), index.data(DUE_ROLE)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        if text and (tone or due):
            self._paint_chip(painter, area, text, tone, due)
        else:
            self._paint_words(painter, area, index, text, option)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRect
    ) -> None:
        states = QStyle.StateFlag
        if _cell(option).state & states.State_Selected:
            painter.fillRect(rect, color("accent-ground"))
            if index.column() == 0:
                painter.fillRect(QRect(rect.x(), rect.y(), px("select-bar"), rect.height()), color("accent"))
        elif _cell(option).state & states.State_MouseOver:
            painter.fillRect(rect, color("hover"))
        hair = px("hair")
        painter.fillRect(QRect(rect.x(), rect.bottom() + 1 - hair, rect.width(), hair), color("line"))

    def _paint_chip(
        self, painter: QPainter, area: QRect, text: str, tone: Tone | None, due: Due | None
    ) -> None:
        pad, side, gap, high = px("chip-pad"), px("icon-chip"), px("chip-gap"), px("chip")
        style = font("chip")
        wide = text_width(style, text) + 2 * pad + (side + gap if due else 0)
        chip = QRect(area.x(), area.y() + (area.height() - high) // 2, min(wide, area.width()), high)
        icon = ""
        if due is not None:
            ink, icon = paint_due(painter, chip, Due(due))
        else:
            shade = Tone(tone or Tone.NEUTRAL)
            ink = shade.ink
            draw_box(painter, chip, color(shade.ground))
        x = chip.x() + pad
        if icon:
            paint_icon(painter, icon, ink, QRect(x, chip.y() + (high - side) // 2, side, side))
            x += side + gap
        words = QRect(x, chip.y(), chip.right() + 1 - pad - x, high)
        draw_text(painter, words, text, style, color(ink))

    def _paint_words(
        self, painter: QPainter, area: QRect, index: Index, text: str, option: QStyleOptionViewItem
    ) -> None:
        enabled = bool(_cell(option).state & QStyle.StateFlag.State_Enabled)
        ink = str(index.data(INK_ROLE) or "text") if enabled else "disabled"
        if icon := index.data(ICON_ROLE):
            side = px("icon-small")
            paint_icon(
                painter, str(icon), ink, QRect(area.x(), area.y() + (area.height() - side) // 2, side, side)
            )
            area = area.adjusted(side + px("xs"), 0, 0, 0)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        across = Qt.AlignmentFlag(align) & Qt.AlignmentFlag.AlignHorizontal_Mask
        draw_text(painter, area, text, self._font(index), color(ink), across)

    def _font(self, index: Index) -> QFont:
        return font(str(index.data(STYLE_ROLE) or "body"))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The model's own tool tip, or else the whole text of a cell that is cut."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        text = str(index.data() or "")
        room = _cell(option).rect.width() - 2 * px("row-pad")
        extra = px("icon-small") + px("xs") if index.data(ICON_ROLE) else 0
        cut = text_width(self._font(index), text) + extra > room
        QToolTip.showText(event.globalPos(), str(own) if own else plain_tip(text) if cut else "", view)
        return True


class Table(QTableView):
    """A table of rows: head 32, rows 36 (44 with ``tall``), Enter opens, Space previews.

    ``widths`` are size tokens, one a column; an empty one takes the rest.
    """

    opened = Signal(QModelIndex)
    preview_asked = Signal(QModelIndex)

    def __init__(
        self,
        model: QAbstractItemModel,
        widths: Sequence[str] = (),
        *,
        tall: bool = False,
        many: bool = False,
        accessible: str = "",
        name: str = "table",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        height = "row-tall" if tall else "row"
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setProperty("ring", "inner")
        self.setModel(model)
        self.setItemDelegate(RowDelegate(height, self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if many else modes.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_heads(px(height))
        self.set_widths(widths)
        self.doubleClicked.connect(self.opened)

    def _set_heads(self, height: int) -> None:
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(height)
        head = self.horizontalHeader()
        head.setFixedHeight(px("row-head"))
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFont(font("caption-strong"))
        head.setMinimumSectionSize(px("control"))

    def set_widths(self, widths: Sequence[str]) -> None:
        """Give the columns their widths by size token."""
        head = self.horizontalHeader()
        for column, token in enumerate(widths):
            if token:
                self.setColumnWidth(column, px(token))
            else:
                head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(index)
        elif index.isValid() and event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.preview_asked.emit(index)
        else:
            super().keyPressEvent(event)


class TreeDelegate(RowDelegate):
    """Paints a tree row: rounded selection, word, and its count at the right end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("tree-row", parent)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        chosen = bool(_cell(option).state & QStyle.StateFlag.State_Selected)
        area = _cell(option).rect.adjusted(0, 0, -px("row-pad"), 0)
        count = str(index.data(COUNT_ROLE) or "")
        wide = text_width(font("caption"), count)
        enabled = bool(_cell(option).state & QStyle.StateFlag.State_Enabled)
        ink = "accent" if chosen else str(index.data(INK_ROLE) or "text") if enabled else "disabled"
        if icon := index.data(ICON_ROLE):
            side = px("icon-small")
            paint_icon(
                painter, str(icon), ink, QRect(area.x(), area.y() + (area.height() - side) // 2, side, side)
            )
            area = area.adjusted(side + px("s"), 0, 0, 0)
        words = area.adjusted(0, 0, -(wide + px("s")), 0)
        style = font("strong" if chosen else "body")
        draw_text(painter, words, str(index.data() or ""), style, color(ink))
        shade = color("accent" if chosen else "muted")
        draw_text(painter, area, count, font("caption"), shade, Qt.AlignmentFlag.AlignRight)
        painter.restore()


class Tree(QTreeView):
    """A tree of groups with counts; rows 33, indent 16, the chosen row rounded in accent."""

    def __init__(
        self,
        model: QAbstractItemModel,
        *,
        accessible: str = "",
        name: str = "tree",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setProperty("ring", "inner")
        self.setModel(model)
        self.setItemDelegate(TreeDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(px("tree-indent"))
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = QRect(_cell(option).rect)
        selection = self.selectionModel()
        if selection is not None and selection.isSelected(index):
            draw_box(painter, row.adjusted(px("xs"), 0, -px("xs"), 0), color("accent-ground"))
        elif row.contains(self.viewport().mapFromGlobal(self.cursor().pos())):
            draw_box(painter, row.adjusted(px("xs"), 0, -px("xs"), 0), color("hover"))
        super().drawRow(painter, option, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if not self.model().hasChildren(index):
            return
        side = px("icon-chip")
        area = QRect(rect.right() - side - px("xxs"), rect.y() + (rect.height() - side) // 2, side, side)
        icon = "chevron-down" if self.isExpanded(index) else "chevron-right"
        paint_icon(painter, icon, "muted", area)
