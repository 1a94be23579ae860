"""The look: light or dark, and the size of texts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.presenters.look import SCHEMES, TEXT_SIZES
from app.ui.kit.choices import Segments
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane
from app.ui.theme import current, px


class LookPane(Pane):
    """Light or dark, and how large texts are; both hold at once and for the officer who chose them."""

    scheme_chosen = Signal(str)
    text_size_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("外观", scroll=True, name="settings_look", parent=parent)
        self._schemes = Segments(SCHEMES, current().scheme.value, accessible="颜色", name="settings_scheme")
        self._schemes.chosen.connect(self.scheme_chosen)
        sizes = [(str(percent), f"{word} {percent}%") for percent, word in TEXT_SIZES]
        self._sizes = Segments(
            sizes, str(current().text_size), accessible="字的大小", name="settings_text_size"
        )
        self._sizes.chosen.connect(lambda key: self.text_size_chosen.emit(int(key)))
        for word, choice in (("颜色", self._schemes), ("字的大小", self._sizes)):
            self.body.addLayout(_choice(word, choice))
        words = "马上生效，按人记住。字大了放不下时，各页自动改成分栏页签，下一步的按钮仍在下方。"
        self.body.addWidget(Label(words, "note", "muted", wrap=True))
        self.body.addStretch(1)
        current().changed.connect(self._follow)

    def start(self) -> None:
        """Put the focus where the size was chosen, when the window was made anew for it."""
        self._sizes.focus_choice()

    def _follow(self) -> None:
        self._schemes.choose(current().scheme.value)


def _choice(word: str, choice: Segments) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(0)
    label = Label(word)
    label.setFixedWidth(px("key-column"))
    row.addWidget(label)
    row.addWidget(choice)
    row.addStretch(1)
    return row
