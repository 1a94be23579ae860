"""A menu of named choices."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QAction, QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from app.ui.icons import icon as token_icon
from app.ui.kit.tips import plain_tip
from app.ui.theme import px


class Menu(QMenu):
    """Choices by key. ``chosen`` tells which; open it with ``open_below`` or ``popup``."""

    chosen = Signal(str)

    def __init__(self, accessible: str = "", *, name: str = "menu", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setToolTipsVisible(True)

    def add(
        self,
        key: str,
        word: str,
        *,
        icon: str = "",
        hint: str = "",
        enabled: bool = True,
        checked: bool | None = None,
        why: str = "",
    ) -> QAction:
        """Add a choice; ``why`` tells in its tool tip why it is shut, ``hint`` names a shortcut."""
        text = word.replace("&", "&&")
        action = QAction(f"{text}\t{hint}" if hint else text, self)
        action.setObjectName(f"{self.objectName()}_{key}")
        if icon:
            action.setIcon(token_icon(icon))
        if checked is not None:
            action.setCheckable(True)
            action.setChecked(checked)
        action.setEnabled(enabled)
        action.setToolTip(plain_tip(why))
        action.triggered.connect(lambda _=False: self.chosen.emit(key))
        self.addAction(action)
        return action

    def open_below(self, widget: QWidget) -> None:
        """Open at the lower left corner of a button."""
        self.setMinimumWidth(widget.width())
        self.popup(widget.mapToGlobal(QPoint(0, widget.height() + px("xs"))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), px("radius"), px("radius"))
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))
