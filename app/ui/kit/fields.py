"""Fields to type into: one line, secret, many lines, and the frame with label and error sentence."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.icons import icon, paint_icon
from app.ui.kit.labels import Label
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import color, font, px


class BoxState(StrEnum):
    """How the frame of a field is drawn."""

    PLAIN = "plain"
    FOCUS = "focus"
    ERROR = "error"
    READ_ONLY = "read-only"


def draw_field_box(painter: QPainter, rect: QRect, state: BoxState) -> None:
    """The box around something to type into."""
    if state is BoxState.FOCUS:
        draw_box(painter, rect, color("surface"), color("accent"), width=px("ring"))
    elif state is BoxState.ERROR:
        draw_box(painter, rect, color("surface"), color("danger"))
    elif state is BoxState.READ_ONLY:
        draw_box(painter, rect, color("ground"), color("line"))
    else:
        draw_box(painter, rect, color("surface"), color("line-strong"))


def _box_state(focused: bool, wrong: bool, fixed: bool) -> BoxState:
    if fixed:
        return BoxState.READ_ONLY
    if focused:
        return BoxState.FOCUS
    return BoxState.ERROR if wrong else BoxState.PLAIN


WINDOW_KEYS = (Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_P, Qt.Key.Key_K, Qt.Key.Key_L)


def is_for_window(event: QEvent) -> bool:
    """Whether a key belongs to the whole window. On X11 fields would take Ctrl+E for the end of the line."""
    match event:
        case QKeyEvent() if event.type() == QEvent.Type.ShortcutOverride:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            return control and event.key() in WINDOW_KEYS
    return False


class LineEdit(QLineEdit):
    """One line of text. ``icon`` stands inside at the left, ``suffix`` (a unit, a code) at the right."""

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        icon: str = "",
        suffix: str = "",
        tall: bool = False,
        read_only: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon, self._suffix, self._wrong, self._most = icon, suffix, False, 0
        self.setObjectName(name)
        self.setProperty("ring", "none")
        self.setPlaceholderText(placeholder)
        self.setReadOnly(read_only)
        self.setFixedHeight(px("control-tall" if tall else "control"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set_margins()

    def set_suffix(self, suffix: str) -> None:
        """Show another unit or code at the right end."""
        self._suffix = suffix
        self._set_margins()
        self.update()

    def set_wrong(self, wrong: bool) -> None:
        """Draw the border of an error; the sentence belongs to the ``Field`` around."""
        self._wrong = wrong
        self.update()

    @property
    def is_wrong(self) -> bool:
        return self._wrong

    def box_state(self) -> BoxState:
        """How the box is drawn at this moment."""
        return _box_state(self.hasFocus(), self._wrong, self.isReadOnly() or not self.isEnabled())

    def event(self, event: QEvent) -> bool:
        if is_for_window(event):
            event.ignore()
            return False
        return super().event(event)

    def _suffix_style(self) -> str:
        return "caption"

    def _set_margins(self) -> None:
        pad = px("field-pad") - px("ring")
        left = pad + (px("icon-small") + px("s") if self._icon else 0)
        wide = text_width(font(self._suffix_style()), self._suffix) + px("s") if self._suffix else 0
        self.setTextMargins(left, 0, pad + wide, 0)

    def fit(self, most: int, least: int) -> None:
        """As wide as ``most`` pixels where there is room, and never less than ``least``."""
        self._most = most
        self.setMaximumWidth(most)
        self.setMinimumWidth(least)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._most or px("field-min") * 2, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(px("field-min"), self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_field_box(painter, self.rect(), self.box_state())
        if self._icon:
            side = px("icon-small")
            top = (self.height() - side) // 2
            paint_icon(painter, self._icon, "muted", QRect(px("field-pad"), top, side, side))
        if self._suffix:
            area = self.rect().adjusted(0, 0, -px("field-pad"), 0)
            style = font(self._suffix_style())
            draw_text(painter, area, self._suffix, style, color("muted"), Qt.AlignmentFlag.AlignRight)
        painter.end()
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole_text()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._tell_whole_text()
        super().enterEvent(event)

    def _tell_whole_text(self) -> None:
        """A text too long for its field can be read whole in the tool tip."""
        if self.echoMode() is QLineEdit.EchoMode.Normal:
            margins = self.textMargins()
            room = self.width() - margins.left() - margins.right() - 2 * px("ring") - px("xs")
            cut = text_width(self.font(), self.text()) > room
            self.setToolTip(plain_tip(self.text()) if cut else "")


class SecretEdit(LineEdit):
    """A passphrase: dots, with an eye that shows it while pressed down."""

    def __init__(
        self, *, placeholder: str = "", tall: bool = False, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder=placeholder, tall=tall, name=name, parent=parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhNoPredictiveText)
        self._eye = QToolButton(self)
        self._eye.setObjectName(f"{name}_eye")
        self._eye.setAutoRaise(True)
        self._eye.setCheckable(True)
        self._eye.setStyleSheet("QToolButton { border: none; background: transparent; }")
        self._eye.setCursor(Qt.CursorShape.PointingHandCursor)
        self._eye.setProperty("ring", "outer")
        self._eye.setIconSize(QSize(px("icon-small"), px("icon-small")))
        self._eye.toggled.connect(self._show_text)
        self._show_text(False)
        pad = px("field-pad") - px("ring")
        self.setTextMargins(pad, 0, px("control"), 0)

    def _show_text(self, shown: bool) -> None:
        modes = QLineEdit.EchoMode
        self.setEchoMode(modes.Normal if shown else modes.Password)
        self._eye.setIcon(icon("eye", "accent" if shown else "muted"))
        self._eye.setAccessibleName("隐藏口令" if shown else "显示口令")
        self._eye.setToolTip(self._eye.accessibleName())

    def _tell_whole_text(self) -> None:
        """A passphrase is never repeated in a tool tip."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = px("control")
        self._eye.setGeometry(self.width() - side, (self.height() - side) // 2, side, side)


class TextArea(QPlainTextEdit):
    """Many lines; grows with its text from ``least`` to ``most`` lines. Tab leaves the field."""

    def __init__(
        self,
        text: str = "",
        *,
        placeholder: str = "",
        least: int = 0,
        most: int = 0,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wrong = False
        self._least, self._most = least or px("lines-min"), most or px("lines-max")
        self.setObjectName(name)
        self.setProperty("ring", "none")
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        pad = px("field-pad")
        self.document().setDocumentMargin(0)
        self.setViewportMargins(pad, px("icon-gap"), pad, px("icon-gap"))
        self.viewport().setAutoFillBackground(False)
        self.textChanged.connect(self._fit)
        self.setPlainText(text)
        self._fit()

    def set_wrong(self, wrong: bool) -> None:
        """Draw the border of an error; the sentence belongs to the ``Field`` around."""
        self._wrong = wrong
        self.update()

    @property
    def is_wrong(self) -> bool:
        return self._wrong

    def _fit(self) -> None:
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        text_high = -(-lines * QFontMetricsF(self.font()).lineSpacing() // 1)
        high = int(text_high) + 2 * px("icon-gap")
        if high != self.height() or self.minimumHeight() != high:
            self.setFixedHeight(high)
        full = self.document().size().height() > self._most
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if full else bars.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        # The viewport has a paintEvent of its own; this one is for the box around it.
        if event.type() == QEvent.Type.Paint:
            fixed = self.isReadOnly() or not self.isEnabled()
            draw_field_box(QPainter(self), self.rect(), _box_state(self.hasFocus(), self._wrong, fixed))
            return True
        if is_for_window(event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


class Field(QWidget):
    """A label, something to type into, a note and, when it is wrong, one sentence that says why.

    ``side`` is ``top`` or ``left``; on the left the label has the fixed width ``label-left``.
    """

    error_shown = Signal(str)

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        side: str = "top",
        label_width: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self.label = Label(label, "caption", "muted", name=f"{editor.objectName()}_label")
        self.error = Label("", "caption", "danger", wrap=True, name=f"{editor.objectName()}_error")
        self.error.hide()
        self.note = Label("", "caption", "muted", wrap=True, name=f"{editor.objectName()}_note")
        self.note.hide()
        self.label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label)
        column = QVBoxLayout()
        column.setSpacing(px("xs"))
        column.addWidget(editor)
        column.addWidget(self.error)
        column.addWidget(self.note)
        if side == "top":
            column.insertWidget(0, self.label)
            column.setContentsMargins(0, 0, 0, 0)
            self.setLayout(column)
        else:
            self._stand_left(column, label_width or px("label-left"))

    def _stand_left(self, column: QVBoxLayout, width: int) -> None:
        self.label.setFixedWidth(width)
        self.label.setFixedHeight(px("control"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)

    def set_note(self, words: str) -> None:
        """Show a few muted words below the editor; empty takes them away."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def set_error(self, sentence: str) -> None:
        """Show the sentence below the editor and its danger border; empty takes both away."""
        self.error.setText(sentence)
        self.error.setVisible(bool(sentence))
        if isinstance(self.editor, LineEdit | TextArea):
            self.editor.set_wrong(bool(sentence))
        self.editor.setAccessibleDescription(sentence)
        self.error_shown.emit(sentence)
