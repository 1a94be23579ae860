"""A field that finds: typing narrows a list below it, arrows walk it, Enter or a click chooses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.presenters.spot_state import ItemOption
from app.ui.kit.fields import LineEdit
from app.ui.kit.tables import INK_ROLE, STYLE_ROLE, Table
from app.ui.paint import draw_box
from app.ui.theme import color, px

KEY_ROLE = Qt.ItemDataRole.UserRole + 20
WALKING = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class OptionsList(QFrame):
    """The list that floats over the page below its field."""

    chosen = Signal(str)

    def __init__(self, name: str, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._model = QStandardItemModel(0, 2, self)
        self.table = Table(
            self._model, ("", "option-line"), accessible="可选事项", name=f"{name}_rows", parent=self
        )
        self.table.horizontalHeader().hide()
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(px("xs"), px("xs"), px("xs"), px("xs"))
        column.addWidget(self.table)
        self.hide()

    def show_options(self, options: Sequence[ItemOption]) -> None:
        """Fill the list; the first option is under the cursor."""
        self._model.removeRows(0, self._model.rowCount())
        for option in options:
            name, line = QStandardItem(option.name), QStandardItem(option.line)
            name.setData(option.code, KEY_ROLE)
            line.setData("caption", STYLE_ROLE)
            line.setData("muted", INK_ROLE)
            if not option.ours:
                name.setData("muted", INK_ROLE)
                name.setToolTip("不是街镇事项，只供查询")
            self._model.appendRow([name, line])
        if options:
            self.table.selectRow(0)

    def place_below(self, field: QWidget, page: QWidget, count: int) -> None:
        """Open right below a field, or above it where there is more room, no higher than the page allows."""
        corner = field.mapTo(page, QPoint(0, field.height() + px("xxs")))
        above = corner.y() - field.height() - 2 * px("xxs") - px("xs")
        below = page.height() - corner.y() - px("s")
        wanted = min(px("options-height"), count * px("row") + 2 * px("xs") + px("hair"))
        high = min(wanted, max(above, below))
        top = corner.y() if below >= min(wanted, above) else px("xs") + above - high
        wide = max(field.width(), min(px("options-width"), page.width() - corner.x() - px("s")))
        self.setGeometry(corner.x(), top, wide, high)
        self.raise_()
        self.show()

    def walk(self, event: QKeyEvent) -> None:
        """Move the choice."""
        row = self.table.currentIndex().row()
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        there = max(0, min(self._model.rowCount() - 1, row + step))
        self.table.selectRow(there)
        self.table.scrollTo(self._model.index(there, 0))

    def take(self) -> None:
        """Choose the row under the cursor."""
        self._choose(self.table.currentIndex())

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(self._model.index(index.row(), 0).data(KEY_ROLE)))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), color("raised"), color("line-strong"))


class FindField(LineEdit):
    """Shows the chosen option; typing asks for options, which ``show_options`` brings."""

    words_typed = Signal(str)
    option_chosen = Signal(str)

    def __init__(self, page: QWidget, *, placeholder: str, name: str) -> None:
        super().__init__(placeholder=placeholder, icon="search", name=name)
        self._shown, self._code, self._page = "", "", page
        self.options = OptionsList(f"{name}_options", page)
        self.options.chosen.connect(self._chosen)
        self.textEdited.connect(self.words_typed)

    def show_choice(self, words: str, code: str, *, locked: bool = False) -> None:
        """Show what is chosen; ``locked``: it is printed and can only be read."""
        self._shown, self._code = words, code
        self.set_suffix(code)
        self.setReadOnly(locked)
        if not self.options.isVisible():
            self.setText(words)
            if not self.hasFocus():
                self.home(False)

    def show_options(self, options: Sequence[ItemOption]) -> None:
        """Open the list below the field; an empty one closes it."""
        self.options.show_options(options)
        if not options or not self.hasFocus():
            self._close()
            return
        self.options.place_below(self, self._page, len(options))

    def event(self, event: QEvent) -> bool:
        # Here Esc closes the list; the window's own Esc would leave the page.
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.ShortcutOverride:
                if event.key() == Qt.Key.Key_Escape and self.options.isVisible():
                    event.accept()
                    return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        opened = self.options.isVisible()
        if event.key() in WALKING and not self.isReadOnly():
            if opened:
                self.options.walk(event)
            else:
                self.words_typed.emit(self.text() if self.text() != self._shown else "")
        elif opened and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.options.take()
        elif opened and event.key() == Qt.Key.Key_Escape:
            self._close()
            self.show_choice(self._shown, self._code, locked=self.isReadOnly())
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        QTimer.singleShot(0, self, self._leave)

    def _leave(self) -> None:
        if not self.hasFocus():
            self._close()
            self.show_choice(self._shown, self._code, locked=self.isReadOnly())

    def _chosen(self, code: str) -> None:
        self._close()
        self.option_chosen.emit(code)

    def _close(self) -> None:
        self.options.hide()
