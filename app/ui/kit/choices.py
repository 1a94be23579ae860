"""Choices: check box, radio button, the segmented control and a drop-down list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from app.ui.icons import paint_icon
from app.ui.kit.fields import BoxState, draw_field_box
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import color, font, px


class _Box(Protocol):
    """What a mark asks of the button that it belongs to."""

    _word: str

    def rect(self) -> QRect: ...

    def sizeHint(self) -> QSize: ...


class _Ticked:
    """What check box and radio button share: a mark of 16 px before a word, as high as a control."""

    _word = ""

    def sizeHint(self: _Box) -> QSize:
        return _choice_size(self._word)

    def minimumSizeHint(self: _Box) -> QSize:
        return self.sizeHint()

    def hitButton(self: _Box, pos: QPoint) -> bool:
        return self.rect().contains(pos)


class Check(_Ticked, QCheckBox):
    """A check box, 16 px in a hit area as high as a control."""

    def __init__(
        self, text: str, checked: bool = False, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._word = text
        _set_up(self, text, checked, name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_tick(painter, _tick_area(self), self.checkState(), _tick_colours(self, self.isChecked()))
        _paint_word(painter, self, self._word)


def paint_tick(
    painter: QPainter, box: QRect, state: Qt.CheckState, colours: tuple[QColor, QColor] | None = None
) -> None:
    """The mark of a check box, for cells of tables too; ``colours`` are those of ground and border."""
    on = state is not Qt.CheckState.Unchecked
    usual = (color("accent"), color("accent")) if on else (color("surface"), color("line-strong"))
    fill, border = colours or usual
    draw_box(painter, box, fill, border, radius=px("radius-small"))
    if state is Qt.CheckState.Checked:
        inset = px("hair")
        paint_icon(painter, "check", "on-accent", box.adjusted(inset, inset, -inset, -inset))
    elif on:
        bar = QRect(0, 0, px("s"), px("ring"))
        bar.moveCenter(box.center())
        painter.fillRect(bar, color("on-accent"))


class Radio(_Ticked, QRadioButton):
    """A radio button; give a group the same parent and the arrow keys move within it."""

    def __init__(
        self, text: str, checked: bool = False, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._word = text
        _set_up(self, text, checked, name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = _tick_area(self)
        fill, border = _tick_colours(self, self.isChecked())
        draw_box(painter, box, fill, border, radius=px("tick") // 2)
        if self.isChecked():
            dot = px("radio-dot")
            inset = (px("tick") - dot) // 2
            centre = QRect(box.x() + inset, box.y() + inset, dot, dot)
            draw_box(painter, centre, color("on-accent"), radius=dot // 2)
        _paint_word(painter, self, self._word)


def _set_up(button: QAbstractButton, text: str, checked: bool, name: str) -> None:
    button.setText(text.replace("&", "&&"))
    button.setAccessibleName(text)
    button.setChecked(checked)
    button.setObjectName(name)
    button.setProperty("ring", "outer")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def _choice_size(word: str) -> QSize:
    wide = text_width(font("body"), word)
    return QSize(px("tick") + (px("tick-gap") + wide if word else 0), px("control"))


def _tick_area(widget: QWidget) -> QRect:
    side = px("tick")
    return QRect(0, (widget.height() - side) // 2, side, side)


def _tick_colours(widget: QWidget, on: bool) -> tuple[QColor, QColor]:
    if not widget.isEnabled():
        return color("disabled" if on else "ground"), color("disabled" if on else "line")
    if on:
        return color("accent"), color("accent")
    return color("hover" if widget.underMouse() else "surface"), color("line-strong")


def _paint_word(painter: QPainter, widget: QWidget, word: str) -> None:
    left = px("tick") + px("tick-gap")
    area = widget.rect().adjusted(left, 0, 0, 0)
    draw_text(painter, area, word, font("body"), color("text" if widget.isEnabled() else "disabled"))


class Segment(QRadioButton):
    """One choice of a segmented control."""

    def __init__(self, word: str, place: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(word.replace("&", "&&"))
        self._word, self._place = word, place
        self.setAccessibleName(word)
        self.setProperty("ring", "outer")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(px("control"))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(text_width(font("strong"), self._word) + 2 * px("segment-pad"), px("control"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        on = self.isChecked()
        ground = "accent-ground" if on else "hover" if self.underMouse() and self.isEnabled() else "surface"
        draw_box(painter, self._shape(), color(ground), color("line-strong"))
        ink = "disabled" if not self.isEnabled() else "accent" if on else "text"
        style = font("strong" if on else "body")
        draw_text(painter, self.rect(), self._word, style, color(ink), Qt.AlignmentFlag.AlignHCenter)
        if self._place in ("first", "middle"):
            painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), color("line-strong"))

    def _shape(self) -> QRect:
        """The box of the whole control as far as this segment shows it: corners only at its ends."""
        whole, beyond = QRect(self.rect()), px("radius")
        if self._place in ("first", "middle"):
            whole.setRight(whole.right() + beyond)
        if self._place in ("last", "middle"):
            whole.setLeft(whole.left() - beyond)
        return whole


class Segments(QWidget):
    """A few exclusive choices side by side; one tab stop, arrow keys move the choice.

    ``options`` are (key, word) pairs. Each segment's object name is ``<name>_<key>``.
    """

    chosen = Signal(str)  # key; only when the officer changes it

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        key: str = "",
        *,
        accessible: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._keys = [option for option, _ in options]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (option, word) in enumerate(options):
            segment = Segment(word, _place(place, len(options)), self)
            segment.setObjectName(f"{name}_{option}")
            self._group.addButton(segment, place)
            row.addWidget(segment)
        self.choose(key)
        self._group.idToggled.connect(self._toggled)

    def key(self) -> str:
        """The chosen key; empty while none is chosen."""
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose without telling; an empty key leaves nothing chosen."""
        self._group.blockSignals(True)
        self._group.setExclusive(False)
        for place, option in enumerate(self._keys):
            self._group.button(place).setChecked(option == key)
        self._group.setExclusive(True)
        self._group.blockSignals(False)

    def focus_choice(self) -> None:
        """Give the keys to the segment that is chosen, or to the first."""
        self._group.button(max(self._group.checkedId(), 0)).setFocus()

    def enable(self, key: str, enabled: bool, why: str = "") -> None:
        """Open or shut one choice; ``why`` becomes its tool tip."""
        segment = self._group.button(self._keys.index(key))
        segment.setEnabled(enabled)
        segment.setToolTip(why)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._keys[place])


def _place(number: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if number == 0 else "last" if number == count - 1 else "middle"


class Select(QComboBox):
    """A drop-down list of (key, word) options; ``keeps`` are ends of words that stay in sight, by key."""

    chosen = Signal(str)  # key; only when the officer changes it

    def __init__(
        self,
        options: Sequence[tuple[str, str]] = (),
        key: str = "",
        *,
        accessible: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setProperty("ring", "none")
        self.setFixedHeight(px("control"))
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one ignores the style sheet's heights
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.set_options(options, key)
        self.activated.connect(lambda _: self.chosen.emit(self.key()))

    def set_options(
        self, options: Sequence[tuple[str, str]], key: str = "", keeps: Mapping[str, str] | None = None
    ) -> None:
        """Replace the options and choose one, silently."""
        self._keeps = keeps or {}
        self.blockSignals(True)
        self.clear()
        for option, word in options:
            self.addItem(word, option)
        self.setCurrentIndex(max(self.findData(key), 0) if options else -1)
        self.blockSignals(False)

    def key(self) -> str:
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Choose without telling."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(key))
        self.blockSignals(False)

    def sizeHint(self) -> QSize:
        words = [self.itemText(place) for place in range(self.count())]
        wide = max((text_width(font("body"), word) for word in words), default=0)
        return QSize(wide + 2 * px("control-pad") + px("icon-small") + px("s"), px("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px("field-min"), px("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        focused = self.hasFocus()
        state = BoxState.FOCUS if focused else BoxState.PLAIN if self.isEnabled() else BoxState.READ_ONLY
        draw_field_box(painter, self.rect(), state)
        pad, side = px("field-pad"), px("icon-small")
        ink = "text" if self.isEnabled() else "disabled"
        area = self.rect().adjusted(pad, 0, -(pad + side + px("xs")), 0)
        keep = self._keeps.get(self.key(), "")
        draw_text(painter, area, self.currentText(), font("body"), color(ink), tail=keep)
        right = QRect(self.width() - pad - side, (self.height() - side) // 2, side, side)
        paint_icon(painter, "chevron-down", ink, right)
