"""The list of items: two lines each, with the places marked where the typed words were found."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.presenters.authority_list import ItemRow
from app.ui.kit.chips import MARKS, Confirmed
from app.ui.kit.tips import plain_tip
from app.ui.paint import ELLIPSIS, draw_box, draw_text, line_starts, text_width
from app.ui.theme import Tone, color, font, line_height, px

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole + 40  # ItemRow
MOST_LINES = 2
"""A name of more lines ends in an ellipsis; its tool tip and the details have it whole."""
OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Cell(Protocol):
    """What a style option holds; Qt's own stubs leave its fields out."""

    rect: QRect
    state: QStyle.StateFlag


class ItemsModel(QAbstractListModel):
    """The items that were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[ItemRow] = ()

    def show_rows(self, rows: Sequence[ItemRow]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, code: str) -> int:
        """The place of an item, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.code == code), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.name}，{row.code}，{row.ranges}，{holder_words(row)}"
        return None


def holder_words(row: ItemRow) -> str:
    """街镇 推定 as the mark at the right end says it."""
    return f"{row.holder} {MARKS[Confirmed(row.mark)][0]}"


class ItemDelegate(QStyledItemDelegate):
    """Paints name and ranges, or the article that holds the words, with the hits in accent."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        lines = len(self.lines(row.name)) if isinstance(row, ItemRow) else 1
        return QSize(0, px("item-row") + (lines - 1) * line_height("body"))

    def lines(self, name: str) -> list[int]:
        """Where the lines of a name begin; measured in strong type, so that choosing moves nothing."""
        width = self._view.viewport().width() - 2 * px("m")
        return line_starts(name, font("strong"), max(width, 1))[:MOST_LINES]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, ItemRow):
            return
        cell = cast(_Cell, option)
        rect = QRect(cell.rect)
        painter.save()
        self._paint_ground(painter, rect, cell.state)
        area = rect.adjusted(px("m"), px("s"), -px("m"), -px("s"))
        chosen = bool(cell.state & QStyle.StateFlag.State_Selected)
        self._paint_name(painter, area, row, chosen)
        self._paint_below(painter, area, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color("accent-ground"))
            painter.fillRect(QRect(rect.x(), rect.y(), px("select-bar"), rect.height()), color("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, color("hover"))
        hair = px("hair")
        painter.fillRect(QRect(rect.x(), rect.bottom() + 1 - hair, rect.width(), hair), color("line"))

    def _paint_name(self, painter: QPainter, area: QRect, row: ItemRow, chosen: bool) -> None:
        role, ink = ("strong" if chosen else "body"), ("text" if row.ours and row.usable else "muted")
        starts, high = self.lines(row.name), line_height("body")
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(row.name)], strict=True)):
            line = QRect(area.x(), area.y() + number * high, area.width(), high)
            marks = [(first - start, last - start) for first, last in row.marks]
            draw_marked(painter, line, row.name[start:end], marks, role, ink)

    def _paint_below(self, painter: QPainter, area: QRect, row: ItemRow) -> None:
        high = line_height("caption")
        line = QRect(area.x(), area.bottom() + 1 - high, area.width(), high)
        words = holder_words(row)
        tone = MARKS[Confirmed(row.mark)][1] if row.ours else Tone.NEUTRAL
        wide, tall = text_width(font("chip"), words) + 2 * px("mark-pad"), px("mark")
        mark = QRect(line.right() + 1 - wide, line.center().y() - tall // 2, wide, tall)
        draw_box(painter, mark, color(tone.ground), radius=px("radius-small"))
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, mark, words, font("chip"), color(tone.ink), centre)
        left = line.adjusted(0, 0, -(wide + px("s")), 0)
        number = text_width(font("caption"), row.number) + px("s")
        draw_marked(painter, left, row.number, row.number_marks, "caption", "muted")
        rest = left.adjusted(number, 0, 0, 0)
        if row.found:
            text, marks = shortened(row.found, row.found_marks, rest.width())
            draw_marked(painter, rest, text, marks, "caption", "muted")
        else:
            draw_text(painter, rest, row.ranges, font("caption"), color("muted"))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """The whole of what the row shows in part."""
        row = index.data(ROW_ROLE)
        if event.type() is not QEvent.Type.ToolTip or not isinstance(row, ItemRow):
            return super().helpEvent(event, view, option, index)
        lines = (row.name, f"{row.code}　{row.ranges}", row.found, holder_words(row))
        QToolTip.showText(event.globalPos(), plain_tip("\n".join(line for line in lines if line)), view)
        return True


def shortened(
    text: str, marks: Sequence[tuple[int, int]], width: int
) -> tuple[str, Sequence[tuple[int, int]]]:
    """Leave out the beginning of a caption whose first hit would not be seen, and move the marks."""
    style = font("caption-strong")
    last = min((end for _, end in marks), default=0)
    first = next(
        (start for start in range(last) if text_width(style, ELLIPSIS + text[start:last]) <= width), 0
    )
    if text_width(style, text[:last]) <= width or not first:
        return text, marks
    moved = [(max(start - first, 0) + 1, end - first + 1) for start, end in marks if end > first]
    return ELLIPSIS + text[first:], moved


def draw_marked(
    painter: QPainter,
    area: QRect,
    text: str,
    marks: Sequence[tuple[int, int]],
    role: str,
    ink: str,
) -> None:
    """One line with the marked stretches in strong accent; ends in an ellipsis when it is too long."""
    plain, strong = font(role), _strong(role)
    x = area.x()
    for part, marked in _parts(text, marks):
        style = strong if marked else plain
        room = QRect(x, area.y(), area.right() + 1 - x, area.height())
        if room.width() <= 0:
            return
        if draw_text(painter, room, part, style, color("accent" if marked else ink)):
            return
        x += text_width(style, part)


def _strong(role: str) -> QFont:
    return font("strong" if role in ("body", "strong") else "caption-strong")


def _parts(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """Cut a text where marks begin and end; marks may overlap."""
    marked = [any(start <= place < end for start, end in marks) for place in range(len(text))]
    parts: list[tuple[str, bool]] = []
    for character, on in zip(text, marked, strict=True):
        if parts and parts[-1][1] is on:
            parts[-1] = (parts[-1][0] + character, on)
        else:
            parts.append((character, on))
    return parts


class ItemList(QListView):
    """Items below each other; ``chosen`` tells the one under the cursor, ``opened`` comes with Enter."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("items")
        self.setAccessibleName("事项")
        self.setProperty("ring", "inner")
        self._items = ItemsModel(self)
        self.setModel(self._items)
        self.setItemDelegate(ItemDelegate(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)  # names break anew when the list is wider
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda now, _: self._moved(now))
        self.doubleClicked.connect(self._open)

    def show_rows(self, rows: Sequence[ItemRow], code: str) -> None:
        """Show other rows with the cursor on an item, silently."""
        self.selectionModel().blockSignals(True)
        self._items.show_rows(rows)
        self.selectionModel().blockSignals(False)
        self.point_at(code)

    def point_at(self, code: str) -> None:
        """Put the cursor on an item, silently; an unknown one leaves it."""
        there = self._items.row_of(code)
        if there < 0 or there == self.currentIndex().row():
            return
        self.selectionModel().blockSignals(True)
        index = self._items.index(there, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.selectionModel().blockSignals(False)
        self.scrollTo(index)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _moved(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, ItemRow):
            self.chosen.emit(row.code)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if isinstance(row, ItemRow):
            self.opened.emit(row.code)
