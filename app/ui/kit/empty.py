"""The empty state: what will appear here and how to start."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.labels import IconMark, Label
from app.ui.theme import px


class EmptyState(QWidget):
    """Icon, sentence, caption and up to two buttons, centred in the room there is."""

    def __init__(
        self,
        icon: str,
        sentence: str,
        caption: str = "",
        *buttons: Button,
        name: str = "empty",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(caption)
        column = QVBoxLayout(self)
        column.setContentsMargins(px("m"), px("m"), px("m"), px("m"))
        column.setSpacing(px("xs"))
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addStretch(1)
        column.addWidget(IconMark(icon, "muted", size="icon-empty"), 0, centre)
        for text, role, token in ((sentence, "strong", "text"), (caption, "caption", "muted")):
            label = Label(text, role, token, wrap=True)
            label.setAlignment(centre | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
            label.setVisible(bool(text))  # shown before it has a parent it would be a window of its own
        row = QHBoxLayout()
        row.setSpacing(px("s"))
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(px("xs"))
        column.addLayout(row)
        column.addStretch(1)
