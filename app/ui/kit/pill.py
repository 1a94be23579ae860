"""The pill in the top bar: one sentence about what is not yet safe with the district."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.kit.labels import show_inside
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import Tone, color, font, px


class PillState(StrEnum):
    """Where the data stand."""

    SAFE = "safe"  # everything is with the district
    SENDING = "sending"
    OFFLINE = "offline"
    PARKED = "parked"  # a case waits for a decision


PILLS = {
    PillState.SAFE: (Tone.OK, "cloud"),
    PillState.SENDING: (Tone.ACCENT, "cloud-upload"),
    PillState.OFFLINE: (Tone.WARN, "cloud-off"),
    PillState.PARKED: (Tone.DANGER, "circle-x"),
}


class Pill(QAbstractButton):
    """State of the data in one sentence; ``clicked`` asks for the sync page.

    Folded it speaks its short form, and the tool tip the whole.
    """

    def __init__(
        self,
        text: str = "",
        state: PillState = PillState.OFFLINE,
        *,
        name: str = "pill",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._sentence, self._short, self._folded = "", "", False
        self.setObjectName(name)
        self.setProperty("ring", "outer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(px("control"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_state(text, state)

    def show_state(self, text: str, state: PillState, short: str = "") -> None:
        """Change sentence and state together."""
        self._sentence, self._state, self._short = text, state, short
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        show_inside(self, bool(text))
        self.updateGeometry()
        self.update()

    def fold(self, folded: bool) -> None:
        """In a narrow window: the short form."""
        self._folded = folded
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        return self._short if self._folded and self._short else self._sentence

    @property
    def state(self) -> PillState:
        return self._state

    @property
    def sentence(self) -> str:
        return self._sentence

    def sizeHint(self) -> QSize:
        wide = text_width(font("body"), self._words())
        return QSize(2 * px("pill-pad") + px("icon-small") + px("s") + wide, px("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px("pill-min"), px("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone, icon = PILLS[self._state]
        draw_box(painter, self.rect(), color(tone.ground))
        pad, side = px("pill-pad"), px("icon-small")
        paint_icon(painter, icon, tone.ink, QRect(pad, (self.height() - side) // 2, side, side))
        left = pad + side + px("s")
        area = QRect(left, 0, self.width() - left - pad, self.height())
        words = self._words()
        cut = draw_text(painter, area, words, font("body"), color(tone.ink))
        tip = plain_tip(self._sentence) if cut or words != self._sentence else ""
        if tip != self.toolTip():
            self.setToolTip(tip)
