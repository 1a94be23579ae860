"""The one dialog: a decision that cannot be undone, with its consequence in the button."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.focus import FocusRing
from app.ui.kit.buttons import Button, DangerButton, PrimaryButton, SecondaryButton
from app.ui.kit.labels import Label, Rule
from app.ui.paint import draw_box
from app.ui.theme import color, px


class DecisionDialog(QDialog):
    """Title, consequence, optional fields, and two buttons; Esc and 取消 change nothing.

    ``consequence`` says what cannot be taken back; ``deed`` is the word of the button ("作废第0012号").
    Put fields in with ``add``; shut the deed with ``allow`` until a reason is given. Use ``open()`` and
    the signals ``accepted`` / ``rejected``; the deed's object name is ``<name>_deed``, the other's
    ``<name>_cancel``.
    """

    def __init__(
        self,
        title: str,
        consequence: str,
        deed: str,
        *,
        danger: bool = True,
        cancel: str = "取消",
        name: str = "dialog",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(consequence)
        self.setFixedWidth(px("dialog"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._inner = QVBoxLayout()
        pad = px("dialog-pad")
        self._inner.setContentsMargins(pad, pad, pad, px("m"))
        self._inner.setSpacing(px("s"))
        self._inner.addWidget(Label(title, "section", wrap=True, name=f"{name}_title"))
        self._inner.addWidget(Label(consequence, wrap=True, name=f"{name}_consequence"))
        column.addLayout(self._inner, 1)
        column.addWidget(Rule())
        kind = DangerButton if danger else PrimaryButton
        self.deed: Button = kind(deed, name=f"{name}_deed")
        self.cancel = SecondaryButton(cancel, name=f"{name}_cancel")
        self.deed.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)
        column.addWidget(self._foot())
        self._ring = FocusRing(self)
        self.cancel.setFocus()

    def _foot(self) -> QWidget:
        foot = QWidget()
        foot.setFixedHeight(px("pane-foot"))
        row = QHBoxLayout(foot)
        row.setContentsMargins(px("pane-pad"), 0, px("pane-pad"), 0)
        row.setSpacing(px("s"))
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.deed)
        return foot

    def add(self, widget: QWidget) -> None:
        """Put a field below the consequence; the first one takes the focus."""
        self._inner.addWidget(widget)
        editor = getattr(widget, "editor", widget)
        if self.focusWidget() in (None, self.cancel) and isinstance(editor, QWidget):
            editor.setFocus()
        QWidget.setTabOrder(editor, self.cancel)
        QWidget.setTabOrder(self.cancel, self.deed)

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        """As high as its texts and fields need."""
        layout = self.layout()
        if layout is not None and self.isWindow():
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return handled

    def allow(self, allowed: bool) -> None:
        """Open or shut the deed."""
        self.deed.setEnabled(allowed)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        # Without a title bar the dialog itself is the handle, so that what lies behind can be read.
        if (handle := self.windowHandle()) is not None:
            handle.startSystemMove()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), px("radius"), px("radius"))
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), color("raised"), color("line-strong"))
