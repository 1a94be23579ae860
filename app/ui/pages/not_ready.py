"""The page when no sign-in is possible: what happened, what it means for the data, what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.presenters.messages import Message
from app.ui.focus import FocusRing
from app.ui.kit.buttons import SecondaryButton
from app.ui.kit.empty import EmptyState
from app.ui.theme import named, px


class NotReadyWindow(QWidget):
    """Says why the store cannot be opened; the only way on is to close it."""

    def __init__(self, message: Message, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "not_ready", message.what)
        self.setWindowTitle("街镇执法")
        self.resize(px("window-width"), px("window-height"))
        close = SecondaryButton("关闭", name="not_ready_close")
        close.clicked.connect(self.close)
        said = EmptyState(
            "circle-alert", message.what, f"{message.data}{message.remedy}", close, name="not_ready_said"
        )
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(said)
        column.addStretch(1)
        self._ring = FocusRing(self)
