"""A banner that stays in sight on every page: what limits the officer, or what start had to put right."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.presenters.messages import Message
from app.ui.kit.banner import Banner, Notice
from app.ui.pages.message_banner import show_message
from app.ui.theme import Tone, px


class StandingBanner(QWidget):
    """Takes no room while there is nothing to say. Words can be put away, a limit cannot."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"standing_{name}")
        self._banner = Banner(name=f"standing_{name}_banner")
        self._notice = Notice(name=f"standing_{name}_notice")
        self._put_away = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(px("page-pad-x"), px("page-pad-y"), px("page-pad-x"), 0)
        column.addWidget(self._banner)
        column.addWidget(self._notice)
        self._notice.action_asked.connect(self._dismiss)
        self._notice.hide()
        self.hide()

    def show_message(self, message: Message | None) -> None:
        """Show a limit in its three parts, or nothing."""
        show_message(self._banner, message)
        self.setVisible(message is not None)

    def show_words(self, words: str) -> None:
        """Show a sentence that can be put away, or nothing."""
        shown = bool(words) and words != self._put_away
        self._notice.show_notice(words if shown else "", "", Tone.WARN, action="知道了" if shown else "")
        self.setVisible(shown)

    def _dismiss(self) -> None:
        self._put_away = self._notice.accessibleName()
        self.hide()
