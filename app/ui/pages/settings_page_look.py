"""The look: light or dark, the size of texts, and when the window covers itself."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.presenters.look import SCHEMES, TEXT_SIZES
from app.ui.kit.bars import Facts
from app.ui.kit.choices import Segments
from app.ui.kit.fields import Field
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane, Scroll
from app.ui.theme import current, px


class LookPane(Pane):
    """Light or dark, and how large texts are; both hold at once and for the officer who chose them."""

    scheme_chosen = Signal(str)
    text_size_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("外观", name="settings_look_choices", parent=parent)
        self._schemes = Segments(SCHEMES, current().scheme.value, accessible="颜色", name="settings_scheme")
        self._schemes.chosen.connect(self.scheme_chosen)
        sizes = [(str(percent), f"{word} {percent}%") for percent, word in TEXT_SIZES]
        self._sizes = Segments(
            sizes, str(current().text_size), accessible="字的大小", name="settings_text_size"
        )
        self._sizes.chosen.connect(lambda key: self.text_size_chosen.emit(int(key)))
        for word, choice in (("颜色", self._schemes), ("字的大小", self._sizes)):
            self.body.addWidget(Field(word, choice, side="left", label_width=px("key-column")))
        words = "马上生效，按人记住。字大了放不下时，各页自动改成分栏页签，下一步的按钮仍在下方。"
        self.body.addWidget(Label(words, "note", "muted", wrap=True))
        current().changed.connect(self._follow)

    def start(self) -> None:
        """Put the focus where the size was chosen, when the window was made anew for it."""
        self._sizes.focus_choice()

    def _follow(self) -> None:
        self._schemes.choose(current().scheme.value)


class GuardPane(Pane):
    """When the window covers itself and when the program locks; the release says so, nobody here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("遮盖与锁定", "按数据版本，在本机不能改", name="settings_guard", parent=parent)
        self._facts = Facts(name="settings_guard_facts")
        self.body.addWidget(self._facts)

    def show_guard(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show when what happens."""
        self._facts.show_pairs(pairs)


class LookPart(QWidget):
    """Both panes below each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings_look")
        self.look, self.guard = LookPane(), GuardPane()
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px("pane-gap"))
        inner.addWidget(self.look)
        inner.addWidget(self.guard)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Scroll(content, name="settings_look_scroll"))
