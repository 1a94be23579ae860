"""The help of the page shown, over its right side; F1 opens it, Esc or the cross takes it away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.presenters.help import Help
from app.ui.kit.bars import Facts
from app.ui.kit.buttons import IconButton
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane
from app.ui.pages.spot.block import empty
from app.ui.theme import px


class HelpPane(Pane):
    """Stands over the page without moving it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__("帮助", scroll=True, name="help", parent=window)
        self._window = window
        close = IconButton("x", "关闭（Esc）", framed=False, name="help_close")
        close.clicked.connect(self.hide)
        self.add_to_head(close)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px("m"))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    def show_page(self, help_: Help) -> None:
        """Show the help of a page; asked again, it goes away."""
        if self.isVisible():
            self.hide()
            return
        self.set_title(f"帮助·{help_.title}")
        empty(self._rows)
        for number, sentence in enumerate(help_.sentences, start=1):
            self._rows.addWidget(Label(sentence, wrap=True, name=f"help_sentence{number}"))
        self._rows.addWidget(Label("按键", "strong"))
        self._rows.addWidget(Facts(help_.keys, name="help_keys"))
        self._place()
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        top, gap = px("top-bar"), px("pane-gap")
        wide = min(px("inbox-pane"), self._window.width() - 2 * gap)
        left = self._window.width() - wide - gap
        self.setGeometry(left, top + gap, wide, self._window.height() - top - 2 * gap)
