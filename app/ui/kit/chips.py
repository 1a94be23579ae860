"""Chips: a state, a mark of confirmation, a filter, a deadline. Icon and word always, never colour alone."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import Tone, color, font, px


class _ChipBase(QLabel):
    """A rounded ground with icon and one line of text that never wraps; ends in an ellipsis if it must."""

    def __init__(self, height: str, pad: str, icon_size: str, gap: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._pad, self._icon_size, self._gap = px(pad), px(icon_size), px(gap)
        self._icon, self._own_tip = "", ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font("chip"))
        self.setFixedHeight(px(height))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_tip(self, tip: str) -> None:
        """Say more in a tool tip."""
        self._own_tip = tip
        self.setToolTip(plain_tip(tip))

    def sizeHint(self) -> QSize:
        icon = self._icon_size + self._gap if self._icon else 0
        return QSize(2 * self._pad + icon + text_width(self.font(), self.text()), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * self._pad + self._icon_size, self.minimumHeight())

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        x, side = self._pad, self._icon_size
        if self._icon:
            paint_icon(painter, self._icon, ink, QRect(x, (self.height() - side) // 2, side, side))
            x += side + self._gap
        area = QRect(x, 0, self.width() - x - self._pad, self.height())
        cut = draw_text(painter, area, self.text(), self.font(), color(ink))
        if not self._own_tip:
            tip = plain_tip(self.text()) if cut else ""
            if tip != self.toolTip():
                self.setToolTip(tip)


class StatusChip(_ChipBase):
    """A state: stage, confirmation of service, trouble."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.NEUTRAL,
        icon: str = "",
        *,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("chip", "chip-pad", "icon-chip", "chip-gap", parent)
        self.setObjectName(name)
        self.show_state(text, tone, icon)

    def show_state(self, text: str, tone: Tone, icon: str = "") -> None:
        """Change word, tone and icon together."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    @property
    def tone(self) -> Tone:
        return self._tone

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect(), color(self._tone.ground))
        self._paint_content(painter, self._tone.ink)


class Confirmed(StrEnum):
    """How well a figure or a source is known."""

    CHECKED = "checked"
    DERIVED = "derived"
    UNCHECKED = "unchecked"


MARKS = {
    Confirmed.CHECKED: ("已核", Tone.OK, "check"),
    Confirmed.DERIVED: ("推定", Tone.WARN, "circle-help"),
    Confirmed.UNCHECKED: ("未核", Tone.DANGER, "x"),
}


class Mark(_ChipBase):
    """已核 / 推定 / 未核, the small mark beside a figure. ``prefix`` names what is meant (街镇 推定)."""

    def __init__(
        self, confirmed: Confirmed, *, prefix: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("mark", "mark-pad", "icon-mark", "mark-gap", parent)
        self.setObjectName(name)
        self.show_mark(confirmed, prefix)

    def show_mark(self, confirmed: Confirmed, prefix: str = "") -> None:
        """Change the mark."""
        word, self._tone, icon = MARKS[confirmed]
        self._icon = "" if prefix else icon
        self.setText(f"{prefix} {word}".strip())
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect(), color(self._tone.ground), radius=px("radius-small"))
        self._paint_content(painter, self._tone.ink)


class Due(StrEnum):
    """How near a deadline is; the presenter decides, the words of the chip are its own."""

    OVERDUE = "overdue"
    TODAY = "today"
    HOLIDAY = "holiday"  # ends inside a holiday and does not roll
    SOON = "soon"
    LATER = "later"
    PROVISIONAL = "provisional"  # the year's holidays are not yet announced: 暂定
    NONE = "none"


DUES = {
    Due.OVERDUE: ("on-accent", "danger", "alarm-clock"),
    Due.TODAY: ("danger", "danger-ground", "alarm-clock"),
    Due.HOLIDAY: ("danger", "danger-ground", "alarm-clock"),
    Due.SOON: ("warn", "warn-ground", "clock"),
    Due.LATER: ("muted", "neutral-ground", "clock"),
    Due.PROVISIONAL: ("muted", "surface", "calendar-clock"),
    Due.NONE: ("muted", "neutral-ground", ""),
}


def paint_due(painter: QPainter, rect: QRect, due: Due) -> tuple[str, str]:
    """Paint a due chip's ground; returns colour token of the ink and icon name. For delegates too."""
    ink, ground, icon = DUES[due]
    if due is Due.PROVISIONAL:
        draw_box(painter, rect, color(ground), color("line-strong"), dashed=True)
    else:
        draw_box(painter, rect, color(ground))
    return ink, icon


class DueChip(_ChipBase):
    """A deadline: 还剩 2 个工作日·10-08. ``set_tip`` tells why that day, with rule and article."""

    def __init__(
        self, text: str = "", due: Due = Due.LATER, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__("chip", "chip-pad", "icon-chip", "chip-gap", parent)
        self.setObjectName(name)
        self.show_due(text, due)

    def show_due(self, text: str, due: Due) -> None:
        """Change words and nearness together."""
        self._due = due
        self._icon = DUES[due][2]
        self.setText(text)
        self.updateGeometry()
        self.update()

    @property
    def due(self) -> Due:
        return self._due

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink, _ = paint_due(painter, self.rect(), self._due)
        self._paint_content(painter, ink)


class FilterChip(QAbstractButton):
    """A filter: a word with a chevron; selected it carries the value and a cross.

    ``clicked`` asks for its menu, ``cleared`` to take the filter away (click on the cross or Delete).
    """

    cleared = Signal()

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        menu: bool = True,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._plain, self._value = text, ""
        self._icon, self._menu = icon, menu
        self.setObjectName(name)
        self.setProperty("ring", "outer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(px("control"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_value("")

    @property
    def plain(self) -> str:
        """The bare word."""
        return self._plain

    def set_plain(self, word: str) -> None:
        """Another bare word, such as a shorter one; a value that was the word itself follows."""
        same, self._plain = self._value == self._plain, word
        self.set_value(word if same else self._value)

    def set_value(self, value: str) -> None:
        """Show what is filtered for; empty shows the bare word."""
        self._value = value
        self.setText((value or self._plain).replace("&", "&&"))
        self.setAccessibleName(value or self._plain)
        self.updateGeometry()
        self.update()

    def value(self) -> str:
        return self._value

    def _word(self) -> str:
        return self._value or self._plain

    def _icon_before(self) -> str:
        return "x" if self._value and not self._icon else self._icon

    def sizeHint(self) -> QSize:
        side = px("icon-small") + px("s")
        icons = bool(self._icon_before()) + bool(self._menu and not self._value)
        wide = text_width(font("medium" if self._value else "body"), self._word())
        wide += icons * side + 2 * px("control-pad")
        return QSize(min(wide, px("filter-most")), px("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px("field-min"), px("control"))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        on_cross = event.position().x() < px("control") and self._icon_before() == "x"
        if self._value and on_cross and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._value and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = bool(self._value)
        ground = "accent-ground" if chosen else "hover" if self.underMouse() else "surface"
        ink = "accent" if chosen else "text"
        draw_box(painter, self.rect(), color(ground), color("accent" if chosen else "line-strong"))
        x, side = px("control-pad"), px("icon-small")
        top = (self.height() - side) // 2
        right = self.width() - x
        if before := self._icon_before():
            paint_icon(painter, before, ink, QRect(x, top, side, side))
            x += side + px("s")
        if self._menu and not chosen:
            paint_icon(painter, "chevron-down", ink, QRect(right - side, top, side, side))
            right -= side + px("s")
        style = font("medium" if chosen else "body")
        cut = draw_text(painter, QRect(x, 0, right - x, self.height()), self._word(), style, color(ink))
        tip = plain_tip(self._word()) if cut else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
