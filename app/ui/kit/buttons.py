"""Buttons: primary, secondary, text, danger and icon buttons, with icon and shortcut hint."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import color, font, mixed, px


class Kind(StrEnum):
    """What a button is for. One primary a screen; danger only in dialogs."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    TEXT = "text"
    DANGER = "danger"
    ICON = "icon"


FILLED = {Kind.PRIMARY: "accent", Kind.DANGER: "danger"}


class Button(QPushButton):
    """A button that paints itself from tokens.

    ``icon`` stands before the word, ``icon_after`` behind it, ``hint`` names the shortcut (it is only
    shown; the shortcut itself belongs to the frame or the page). Disabled, a button has no colour, so
    say the reason beside it; ``locked`` shows a lock in place of its icon while it is disabled.
    """

    def __init__(
        self,
        text: str = "",
        kind: Kind = Kind.SECONDARY,
        *,
        icon: str = "",
        icon_after: str = "",
        hint: str = "",
        tall: bool = False,
        locked: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._icon_after = kind, icon, icon_after
        self._hint, self._locked, self._token = hint, locked, ""
        self.setObjectName(name)
        self.setProperty("ring", "outer")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedHeight(px("control-tall" if tall else "control"))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._set_weight()
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setShortcut(QKeySequence())  # an ampersand in a name is no mnemonic
        if self._kind is not Kind.ICON:
            self.setAccessibleName(text)
        self.updateGeometry()

    def set_hint(self, hint: str) -> None:
        """Change the shortcut shown behind the word."""
        self._hint = hint
        self.updateGeometry()
        self.update()

    def set_icon(self, icon: str) -> None:
        """Change the icon before the word."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_token(self, token: str) -> None:
        """Give word and icon another colour token, for text and icon buttons; empty for the usual one."""
        self._token = token
        self.update()

    def set_kind(self, kind: Kind) -> None:
        """Show the button as another kind; the first cure of a page is its primary, for example."""
        self._kind = kind
        self._set_weight()
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.EnabledChange:
            self._set_weight()

    def _set_weight(self) -> None:
        self.setFont(font("strong" if self._kind in FILLED and self.isEnabled() else "body"))

    @property
    def kind(self) -> Kind:
        return self._kind

    def sizeHint(self) -> QSize:
        if self._kind is Kind.ICON:
            return QSize(px("control"), self.minimumHeight())
        wide = self._content_width() + 2 * self._padding()
        return QSize(max(wide, px("control")), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _padding(self) -> int:
        if self._kind is Kind.TEXT:
            return px("text-button-pad")
        if self._kind in FILLED:
            return px("control-pad-wide")
        return px("control-pad") + px("hair")

    def _shown_icon(self) -> str:
        return "lock" if self._locked and not self.isEnabled() else self._icon

    def _content_width(self) -> int:
        side = px("icon-small") + px("icon-gap")
        icons = bool(self._shown_icon()) + bool(self._icon_after)
        hint = text_width(font("caption"), self._hint) + px("hint-gap") if self._hint else 0
        return text_width(self.font(), self.text()) + icons * side + hint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self._ink()
        self._paint_ground(painter)
        if self._kind is Kind.ICON:
            side = px("icon-small")
            gap = (self.width() - side) // 2
            paint_icon(painter, self._icon, ink, QRect(gap, (self.height() - side) // 2, side, side))
        else:
            self._paint_content(painter, ink)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return color("disabled")
        if self._kind in FILLED:
            return color("on-accent")
        usual = "accent" if self._kind is Kind.TEXT else "text"
        return color(self._token or usual)

    def _paint_ground(self, painter: QPainter) -> None:
        hot = self.isEnabled() and (self.underMouse() or self.isDown())
        if self._kind in FILLED and self.isEnabled():
            share = "filled-pressed" if self.isDown() else "filled-hover"
            token = FILLED[self._kind]
            draw_box(painter, self.rect(), mixed(token, "text", share) if hot else color(token))
        elif self._kind is Kind.TEXT:
            if hot:
                draw_box(painter, self.rect(), color("accent-ground" if self.isDown() else "hover"))
        elif not self.isEnabled():
            draw_box(painter, self.rect(), color("ground"), color("line"))
        else:
            ground = "neutral-ground" if self.isDown() else "hover" if hot else "surface"
            self._paint_outline(painter, ground)

    def _paint_outline(self, painter: QPainter, ground: str) -> None:
        draw_box(painter, self.rect(), color(ground), color("line-strong"))

    def _paint_content(self, painter: QPainter, ink: QColor) -> None:
        x = max((self.width() - self._content_width()) // 2, 0)
        side, gap, high = px("icon-small"), px("icon-gap"), self.height()
        if shown := self._shown_icon():
            paint_icon(painter, shown, ink, QRect(x, (high - side) // 2, side, side))
            x += side + gap
        wide = text_width(self.font(), self.text())
        draw_text(painter, QRect(x, 0, min(wide, self.width() - x), high), self.text(), self.font(), ink)
        x += wide
        if self._hint:
            x += px("hint-gap")
            wide = text_width(font("caption"), self._hint)
            faint = self._hint_ink(ink)
            draw_text(painter, QRect(x, 0, wide, high), self._hint, font("caption"), faint)
            x += wide
        if self._icon_after:
            paint_icon(painter, self._icon_after, ink, QRect(x + gap, (high - side) // 2, side, side))

    def _hint_ink(self, ink: QColor) -> QColor:
        if not self.isEnabled():
            return ink
        return mixed("on-accent", FILLED[self._kind], "hint") if self._kind in FILLED else color("muted")


class PrimaryButton(Button):
    """The one next step of a screen."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        hint: str = "",
        tall: bool = False,
        locked: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text, Kind.PRIMARY, icon=icon, hint=hint, tall=tall, locked=locked, name=name, parent=parent
        )


class SecondaryButton(Button):
    """Any other action with a frame of its own."""

    def __init__(
        self, text: str, *, icon: str = "", hint: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, Kind.SECONDARY, icon=icon, hint=hint, name=name, parent=parent)


class TextButton(Button):
    """An action in the accent colour without frame, for rows and pane heads."""

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        icon_after: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, Kind.TEXT, icon=icon, icon_after=icon_after, name=name, parent=parent)


class DangerButton(Button):
    """What cannot be undone; only in dialogs, with the consequence as its word."""

    def __init__(self, text: str, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, Kind.DANGER, name=name, parent=parent)


class IconButton(Button):
    """A square button that shows an icon; ``meaning`` is its tool tip and accessible name."""

    def __init__(
        self,
        icon: str,
        meaning: str,
        *,
        framed: bool = True,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._framed = framed
        super().__init__("", Kind.ICON, icon=icon, name=name, parent=parent)
        self.setFixedWidth(px("control"))
        self.set_meaning(meaning)

    def set_meaning(self, meaning: str) -> None:
        """Change tool tip and accessible name."""
        self.setAccessibleName(meaning)
        self.setToolTip(plain_tip(meaning))

    def _paint_outline(self, painter: QPainter, ground: str) -> None:
        if self._framed:
            super()._paint_outline(painter, ground)
        elif ground != "surface":
            draw_box(painter, self.rect(), color(ground))
