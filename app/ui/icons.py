"""Icons of the one outline set, drawn in a token colour, crisp at any scale.

The files are Lucide 0.460 (ISC). A ``QIcon`` from here asks for its colour each time it is drawn, so it
follows a change of theme by itself.
"""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.ui import theme

STROKE = 'stroke-width="1.75"'
DRAWN_KEPT = 512


@cache
def _source(folder: str, name: str) -> str:
    """Text of the icon's file. Raises OSError for a name that is not in the set."""
    path = theme.current().resources / folder / f"{name}.svg"
    return path.read_text(encoding="utf-8").replace('stroke-width="2"', STROKE)


@lru_cache(maxsize=DRAWN_KEPT)
def _drawn(name: str, rgba: str, size: int, ratio: float) -> QPixmap:
    svg = _source("icons", name).replace("currentColor", rgba)
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, colour: str | QColor = "text", size: int = 0, ratio: float = 1.0) -> QPixmap:
    """The icon in a token colour, ``size`` logical pixels (20 by default), for a device pixel ratio."""
    tint = theme.color(colour) if isinstance(colour, str) else colour
    return _drawn(name, tint.name(), size or theme.px("icon"), ratio)


def paint_icon(painter: QPainter, name: str, colour: str | QColor, rect: QRect) -> None:
    """Draw the icon centred in ``rect``, as large as its shorter side."""
    size = min(rect.width(), rect.height())
    ratio = painter.device().devicePixelRatioF()
    corner = QPoint(rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2)
    painter.drawPixmap(corner, pixmap(name, colour, size, ratio))


class _TokenIcon(QIconEngine):
    """Draws an icon in the token's colour of the moment."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name, self._token = name, token

    def _ink(self, mode: QIcon.Mode) -> str:
        return "disabled" if mode is QIcon.Mode.Disabled else self._token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        paint_icon(painter, self._name, self._ink(mode), rect)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return pixmap(self._name, self._ink(mode), min(size.width(), size.height()))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        # Qt hands over logical pixels here and draws what it gets back as it is.
        return pixmap(self._name, self._ink(mode), min(size.width(), size.height()), scale)

    def clone(self) -> QIconEngine:
        return _TokenIcon(self._name, self._token)


def icon(name: str, token: str = "text") -> QIcon:
    """A QIcon for actions and item views. Raises OSError at drawing time for an unknown name."""
    return QIcon(_TokenIcon(name, token))
