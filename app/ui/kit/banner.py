"""Banners: trouble told in three parts where it belongs, and the one-line notice."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.buttons import SecondaryButton, TextButton
from app.ui.kit.labels import IconMark, Label, MixedLabel, Rule, show_inside
from app.ui.paint import draw_box
from app.ui.theme import Tone, color, px

ICONS = {
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
    Tone.OK: "circle-check",
    Tone.WARN: "triangle-alert",
    Tone.DANGER: "circle-alert",
}


class Banner(QFrame):
    """What happened · what it means for the data · what to do, with one action at the right.

    Each part is (sentence, more); hidden until ``show_message``.
    """

    action_asked = Signal()

    def __init__(self, *, name: str = "banner", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.DANGER
        self.setObjectName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._row = QHBoxLayout(self)
        pad, high = px("banner-pad"), px("banner-pad-y")
        self._row.setContentsMargins(pad, high, pad, high)
        self._row.setSpacing(px("l"))
        self._icon = IconMark(ICONS[self._tone], self._tone.ink, name=f"{name}_icon")
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._parts = QHBoxLayout()
        self._parts.setSpacing(px("l"))
        self._row.addLayout(self._parts, 1)
        self.action = SecondaryButton("", name=f"{name}_action")
        self.action.clicked.connect(self.action_asked)
        self._row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self._made: list[QWidget] = []
        self.hide()

    def show_message(
        self,
        parts: Sequence[tuple[str, str]],
        tone: Tone = Tone.DANGER,
        *,
        action: str = "",
        icon: str = "",
    ) -> None:
        """Show up to three parts; an action without words is not shown."""
        self._tone = tone
        for widget in self._made:
            self._parts.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = []
        for number, (sentence, more) in enumerate(parts):
            if number:
                self._add(Rule(upright=True, token="line-strong"), 0)
            self._add(self._part(number, sentence, more), 1)
        self._icon.show_icon(icon or ICONS[tone], tone.ink)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(" ".join(sentence for sentence, _ in parts))
        self.setAccessibleDescription(" ".join(more for _, more in parts))
        self.show()
        self.update()

    def _add(self, widget: QWidget, stretch: int) -> None:
        self._parts.addWidget(widget, stretch)
        self._made.append(widget)

    def _part(self, number: int, sentence: str, more: str) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        name = f"{self.objectName()}_part{number + 1}"
        column.addWidget(Label(sentence, "strong", wrap=True, name=name))
        if more:
            column.addWidget(Label(more, "caption", "muted", wrap=True, name=f"{name}_more"))
        column.addStretch(1)
        return part

    def clear(self) -> None:
        """The trouble is over."""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), color(self._tone.ground))


class Notice(QFrame):
    """A strong sentence, what follows from it, and an action at the right.

    Both flow as one small text; ``stacked`` puts the second below the first, which is then larger.
    """

    action_asked = Signal()

    def __init__(
        self,
        strong: str = "",
        text: str = "",
        tone: Tone = Tone.ACCENT,
        *,
        icon: str = "",
        action: str = "",
        stacked: bool = False,
        name: str = "notice",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setMinimumHeight(px("notice"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(px("banner-pad"), px("xs"), px("banner-pad"), px("xs"))
        row.setSpacing(px("s"))
        self._icon = IconMark("info", name=f"{name}_icon", size="icon")
        self._stacked = stacked
        self._flow = MixedLabel(name=f"{name}_words")
        self._strong = Label("", "strong", wrap=True, name=f"{name}_strong")
        self._text = Label("", "caption", "muted", wrap=True, name=f"{name}_text")
        self.action = TextButton("", name=f"{name}_action")
        self.action.clicked.connect(self.action_asked)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._flow)
        words.addWidget(self._strong)
        words.addWidget(self._text)
        words.addStretch(1)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.action)
        self.show_notice(strong, text, tone, icon=icon, action=action)

    def show_notice(
        self, strong: str, text: str = "", tone: Tone = Tone.ACCENT, *, icon: str = "", action: str = ""
    ) -> None:
        """Change everything together; nothing to say hides the notice."""
        self._tone = tone
        self._icon.show_icon(icon or ICONS[tone], tone.ink)
        self._flow.show_words(strong, text)
        self._flow.setVisible(not self._stacked)
        for label, words in ((self._strong, strong), (self._text, text)):
            label.setText(words)
            label.setVisible(self._stacked and bool(words))
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.setAccessibleName(strong or text)
        show_inside(self, bool(strong or text))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), color(self._tone.ground))
