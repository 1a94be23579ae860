"""The focus ring: two pixels of accent, two pixels away from whatever has the focus.

One overlay per window follows the focus. A widget chooses with its property ``ring``: ``outer`` (buttons,
chips), ``inner`` (rows that touch their neighbours) or ``none`` (fields, which show focus in their box).
"""

from __future__ import annotations

from weakref import WeakSet

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from app.ui.paint import draw_box
from app.ui.theme import color, px

FOLLOWED = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ParentChange,
    QEvent.Type.LayoutRequest,
)


class _Relay(QObject):
    """Hears of the focus for all rings: a ring that is being taken down must not be called by Qt itself."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.rings: WeakSet[FocusRing] = WeakSet()
        app.focusChanged.connect(self._moved)

    def _moved(self, _: QWidget | None, now: QWidget | None) -> None:
        for ring in tuple(self.rings):
            if isValid(ring):
                ring.follow(now)


_relays: list[_Relay] = []


def _relay(app: QApplication) -> _Relay:
    if not _relays or not isValid(_relays[0]):
        _relays[:] = [_Relay(app)]
    return _relays[0]


class FocusRing(QWidget):
    """Draws the ring above all other widgets of ``window``; takes no mouse and no focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._followed: list[QWidget] = []
        self._target: QWidget | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            _relay(app).rings.add(self)

    def follow(self, now: QWidget | None) -> None:
        """Move to what has the focus now."""
        for widget in self._followed:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._followed = []
        self._target = None
        if now is not None and now.window() is self.window() and self._manner(now) != "none":
            self._target = now
            around: QWidget | None = now
            while around is not None and not around.isWindow():
                around.installEventFilter(self)
                self._followed.append(around)
                around = around.parentWidget()
        self._place()

    def _manner(self, widget: QWidget) -> str:
        return str(widget.property("ring") or "none")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in FOLLOWED:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        out = px("ring") + px("ring-gap") if self._manner(target) == "outer" else 0
        area = QRect(target.mapTo(self.window(), QPoint(0, 0)), target.size())
        wanted = area.adjusted(-out, -out, out, out)
        self._offset = wanted.topLeft()
        self._wanted = wanted
        shown = wanted & self._visible_area(target)
        if shown.isEmpty():
            self.hide()
            return
        self.setGeometry(shown)
        self.raise_()
        self.show()
        self.update()

    def _visible_area(self, target: QWidget) -> QRect:
        """What scroll areas around the target let be seen, in window coordinates."""
        area = self.window().rect()
        widget = target.parentWidget()
        while widget is not None and not widget.isWindow():
            parent = widget.parentWidget()
            if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
                area &= QRect(widget.mapTo(self.window(), QPoint(0, 0)), widget.size())
            widget = parent
        return area

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(-self.geometry().topLeft())
        outer = self._target is not None and self._manner(self._target) == "outer"
        radius = px("radius") + (px("ring") + px("ring-gap") if outer else 0)
        draw_box(painter, self._wanted, None, color("accent"), width=px("ring"), radius=radius)
