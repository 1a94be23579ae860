"""Rows of the workbench, the sign-in page and the sync page, and the list that holds rows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.buttons import TextButton
from app.ui.kit.chips import Due, DueChip, StatusChip
from app.ui.kit.labels import IconMark, Label
from app.ui.paint import draw_box, draw_text
from app.ui.theme import Tone, color, font, px

OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Row(QFrame):
    """A row that can be opened by click, Enter or Space; arrow keys walk to its neighbours.

    ``selected`` draws the accent ground and the bar at the left.
    """

    opened = Signal()

    def __init__(
        self, accessible: str, *, height: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._selected, self._hot, self._last = False, False, False
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setProperty("ring", "inner")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(px(height))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(px("m"), 0, px("m"), 0)
        self.line.setSpacing(px("m"))

    @property
    def selected(self) -> bool:
        return self._selected

    def set_selected(self, selected: bool) -> None:
        """Draw the row as the chosen one of its list."""
        self._selected = selected
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hot = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hot = False
        self.update()
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if inside and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in OPENING:
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._walk(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _walk(self, way: int) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        rows = [row for row in parent.findChildren(Row) if row.isVisible() and row.isEnabled()]
        rows.sort(key=lambda row: row.mapTo(parent, row.rect().topLeft()).y())
        there = rows.index(self) + way
        if 0 <= there < len(rows):
            rows[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._selected:
            painter.fillRect(self.rect(), color("accent-ground"))
            painter.fillRect(QRect(0, 0, px("select-bar"), self.height()), color("accent"))
        elif self._hot:
            painter.fillRect(self.rect(), color("hover"))
        hair = px("hair")
        painter.fillRect(QRect(0, self.height() - hair, self.width(), hair), color("line"))


def two_lines(*lines: QWidget) -> QVBoxLayout:
    """A title above a caption, centred in the height of a row."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addStretch(1)
    for line in lines:
        column.addWidget(line)
    column.addStretch(1)
    return column


class TodayRow(Row):
    """A deadline to act on: due chip in a column of its own, what to do, which case, article, action.

    ``opened`` opens the case, ``act_asked`` does what the word at the right says; the action's object
    name is ``<name>_act``. ``why`` is the tool tip that explains the day, ``note`` stands below the
    article, and ``keep`` is the end of the caption (the party) that never gives way.
    """

    act_asked = Signal()

    def __init__(
        self,
        due_text: str,
        due: Due,
        title: str,
        caption: str,
        *,
        article: str = "",
        note: str = "",
        action: str = "",
        why: str = "",
        keep: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        spoken = "，".join(part for part in (due_text, title, caption, note) if part)
        super().__init__(spoken, height="today-row", name=name, parent=parent)
        self.line.setContentsMargins(px("m"), 0, px("xs"), 0)
        self.line.setSpacing(0)
        self.line.addWidget(self._make_due(due_text, due))
        top = Label(title, name=f"{name}_title")
        below = Label(caption, "caption", "muted", keep=keep, name=f"{name}_case")
        self.line.addLayout(two_lines(top, below), 1)
        self._basis = self._make_basis(article, note)
        self.line.addSpacing(px("m"))
        self.line.addWidget(self._basis)
        self.line.addSpacing(px("s"))
        self.action = TextButton(action, icon_after="chevron-right", name=f"{name}_act")
        self.action.setAccessibleName(f"{action}：{title}")
        self.action.clicked.connect(self.act_asked)
        self.line.addWidget(self.action)
        self.action.setVisible(bool(action))
        if why:
            self.setToolTip(why)
            self.chip.setToolTip(why)

    def _make_due(self, text: str, due: Due) -> QWidget:
        column = QWidget()
        column.setFixedWidth(px("due-column"))
        cell = QHBoxLayout(column)
        cell.setContentsMargins(0, 0, px("m"), 0)
        self.chip = DueChip(text, due, name=f"{self.objectName()}_due")
        cell.addWidget(self.chip)
        cell.addStretch(1)
        return column

    def _make_basis(self, article: str, note: str) -> QWidget:
        holder = QWidget()
        parts = []
        for text, token, name in ((article, "muted", "article"), (note, "warn", "note")):
            label = Label(text, "caption", token, name=f"{self.objectName()}_{name}")
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            parts.append(label)
        holder.setLayout(two_lines(*parts))
        for label in parts:
            label.setVisible(bool(label.text()))
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow row article and note give way first; the tool tip still names them."""
        super().resizeEvent(event)
        self._basis.setVisible(self.width() >= px("article-from"))


class InboxRow(Row):
    """A message: icon, title (strong while unread), up to two lines, time."""

    def __init__(
        self,
        title: str,
        text: str,
        time: str,
        *,
        icon: str = "info",
        tone: Tone = Tone.ACCENT,
        unread: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{title}，{text}", height="inbox-row", name=name, parent=parent)
        self.line.setContentsMargins(px("m"), px("s"), px("m"), 0)
        self.line.setSpacing(px("nav-icon-gap"))
        top = Qt.AlignmentFlag.AlignTop
        self.line.addWidget(IconMark(icon, tone.ink), 0, top)
        column = QVBoxLayout()
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(px("s"))
        head.addWidget(Label(title, "strong" if unread else "body", name=f"{name}_title"), 1)
        head.addWidget(Label(time, "caption", "muted"))
        column.addLayout(head)
        column.addWidget(Label(text, "note", "muted", wrap=True, most=2))
        column.addStretch(1)
        self.line.addLayout(column, 1)


class Avatar(QWidget):
    """The square with the last character of a name."""

    def __init__(self, name: str, *, size: str = "avatar", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._large = size != "avatar"
        self.setFixedSize(px(size), px(size))
        self.show_name(name)

    def show_name(self, name: str) -> None:
        self._letter = name[-1:]
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect(), color("accent-ground"), radius=px("radius-small"))
        style = font("section" if self._large else "caption-strong")
        draw_text(painter, self.rect(), self._letter, style, color("accent"), Qt.AlignmentFlag.AlignHCenter)


class PersonRow(Row):
    """An officer to choose at sign-in: initial, name, role and last sign-in, a chip of warning."""

    def __init__(
        self,
        person: str,
        caption: str,
        *,
        warning: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        spoken = "，".join(part for part in (person, caption, warning) if part)
        super().__init__(spoken, height="person-row", name=name, parent=parent)
        self.line.addWidget(Avatar(person, size="avatar-large"))
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("s"))
        row.addWidget(Label(person, "strong", name=f"{name}_name"))
        if warning:
            row.addWidget(StatusChip(warning, Tone.WARN, "id-card", name=f"{name}_warning"))
        row.addStretch(1)
        self.line.addLayout(two_lines(head, Label(caption, "caption", "muted")), 1)
        self._mark = IconMark("chevron-right", "muted", size="icon-small")
        self.line.addWidget(self._mark)

    def set_selected(self, selected: bool) -> None:
        super().set_selected(selected)
        if selected:
            self._mark.show_icon("check", "accent", "已选")
        else:
            self._mark.show_icon("chevron-right", "muted")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._selected:
            draw_box(painter, self.rect(), color("accent-ground"), color("accent"))
        elif self._hot:
            draw_box(painter, self.rect(), color("hover"))


class GroupHead(QFrame):
    """The head of a group of rows: strong word, count, caption at the right; may fold its group."""

    folded = Signal(bool)

    def __init__(
        self,
        word: str,
        count: str = "",
        caption: str = "",
        *,
        tone: Tone = Tone.NEUTRAL,
        foldable: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._word, self._count, self._tone = word, count, tone
        self._foldable, self.is_folded = foldable, False
        self.setObjectName(name)
        self.setAccessibleName(f"{word} {count}".strip())
        self.setFixedHeight(px("group-head"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px("m"), 0, px("m"), 0)
        row.setSpacing(px("s"))
        self._arrow = IconMark("chevron-down", "muted", size="icon-small")
        row.addWidget(self._arrow)
        self._arrow.setVisible(foldable)
        self._label = Label(word, "caption-strong", tone.ink)
        row.addWidget(self._label)
        self._number = Label(count, "caption-strong", "muted")
        row.addWidget(self._number)
        row.addStretch(1)
        self._caption = Label(caption, "caption", "muted")
        row.addWidget(self._caption)
        if foldable:
            self.setProperty("ring", "inner")
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def fold(self, folded: bool) -> None:
        """Turn the arrow and tell; whoever holds the rows hides them."""
        if folded != self.is_folded:
            self.is_folded = folded
            self._arrow.show_icon("chevron-right" if folded else "chevron-down", "muted")
            self.folded.emit(folded)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._foldable and self.rect().contains(event.position().toPoint()):
            self.fold(not self.is_folded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._foldable and event.key() in OPENING:
            self.fold(not self.is_folded)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("ground"))
        hair = px("hair")
        painter.fillRect(QRect(0, self.height() - hair, self.width(), hair), color("line"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px("group-head"))
