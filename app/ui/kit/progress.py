"""Progress: the thin bar, and the row of a transfer with words beside its bar."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui.kit.buttons import IconButton
from app.ui.kit.labels import IconMark, Label
from app.ui.paint import draw_box
from app.ui.theme import color, px


class Going(StrEnum):
    """How a transfer stands."""

    MOVING = "moving"
    WAITING = "waiting"
    FAILING = "failing"
    STORED = "stored"


LOOKS = {
    Going.MOVING: ("accent", "accent"),
    Going.WAITING: ("line-strong", "muted"),
    Going.FAILING: ("warn", "warn"),
    Going.STORED: ("ok", "ok"),
}


class ProgressBar(QWidget):
    """A thin bar; its words always stand beside it. ``share`` runs from 0 to 1."""

    def __init__(
        self, share: float = 0, going: Going = Going.MOVING, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedSize(px("progress"), px("progress-bar"))
        self.show_share(share, going)

    def show_share(self, share: float, going: Going = Going.MOVING) -> None:
        """Change how far it is and how it goes."""
        self._share, self._going = max(0.0, min(1.0, share)), going
        self.update()

    def stretch(self) -> None:
        """Let the bar take the width it is given."""
        self.setMinimumWidth(0)
        self.setMaximumWidth(WIDEST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        radius = px("radius-bar")
        draw_box(painter, self.rect(), color("line"), radius=radius)
        wide = round(self.width() * self._share)
        if wide:
            done = QRect(0, 0, wide, self.height())
            draw_box(painter, done, color(LOOKS[self._going][0]), radius=min(radius, wide // 2))


WIDEST = (1 << 24) - 1  # Qt's own QWIDGETSIZE_MAX


class ProgressRow(QWidget):
    """A transfer: icon, case, what, size, bar, words, one action (pause, go on, more, try again).

    ``acted`` asks for the action; its object name is ``<name>_act``.
    """

    acted = Signal()

    def __init__(
        self,
        case: str,
        what: str,
        size: str,
        *,
        icon: str = "video",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._spoken = f"{case} {what} {size}"
        self.setFixedHeight(px("progress-row"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("m"))
        row.addWidget(IconMark(icon, "muted"))
        row.addWidget(Label(case))
        row.addWidget(Label(what, name=f"{name}_what"), 1)
        amount = Label(size, "caption", "muted")
        amount.setFixedWidth(px("progress-size"))
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(amount)
        self.bar = ProgressBar()
        row.addWidget(self.bar)
        self.words = Label("", "caption", name=f"{name}_words")
        self.words.setFixedWidth(px("progress-state"))
        row.addWidget(self.words)
        self.action = IconButton("ellipsis", "", framed=False, name=f"{name}_act")
        self.action.clicked.connect(self.acted)
        row.addWidget(self.action)

    def show_progress(
        self, share: float, words: str, going: Going, *, action: tuple[str, str] | None = None
    ) -> None:
        """Change bar, words and action; ``action`` is (icon, meaning), None hides the button."""
        self.bar.show_share(share, going)
        self.words.setText(words)
        self.words.set_token(LOOKS[going][1])
        self.setAccessibleName(f"{self._spoken} {words}")
        self.action.setVisible(action is not None)
        if action is not None:
            self.action.set_icon(action[0])
            self.action.set_meaning(action[1])

    def paintEvent(self, event: QPaintEvent) -> None:
        hair = px("hair")
        QPainter(self).fillRect(QRect(0, self.height() - hair, self.width(), hair), color("line"))
