"""A photo under the lens: fitted or enlarged, moved with the mouse, two of them at one scale if wished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ports.vault import Pixels
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import color, font, px

STEP = 1.25
MOST = 8.0
BYTES_A_PIXEL = 4
SMALLEST = 64
"""Levels of the pyramid end at this width in pixels."""
MIDDLE = QPointF(0.5, 0.5)
FULL_TURN, QUARTER = 360, 90


@dataclass(frozen=True, slots=True)
class Pyramid:
    """A photo at its own size and halved again and again, so that drawing it small is quick."""

    levels: tuple[QImage, ...] = ()
    pixels: Pixels | None = None  # the first level draws from these bytes: they must live as long

    @property
    def size(self) -> QSize:
        """Pixels of the photo itself."""
        return self.levels[0].size() if self.levels else QSize()

    def level_for(self, scale: float) -> QImage:
        """The smallest level that is still as fine as the scale asks."""
        wanted = self.size.width() * scale
        fine = [level for level in self.levels if level.width() >= wanted]
        return fine[-1] if fine else self.levels[0]


def pyramid_of(pixels: Pixels | None) -> Pyramid:
    """Halve a photo until it is small; empty for none. Takes long: call it beside the window."""
    if pixels is None:
        return Pyramid()
    row = pixels.width * BYTES_A_PIXEL
    levels = [QImage(pixels.data, pixels.width, pixels.height, row, QImage.Format.Format_RGB32)]
    while levels[-1].width() > SMALLEST and levels[-1].height() > SMALLEST:
        half = QSize(levels[-1].width() // 2, levels[-1].height() // 2)
        keep, smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        levels.append(levels[-1].scaled(half, keep, smooth))
    return Pyramid(tuple(levels), pixels)


class Lens(QObject):
    """Scale and place that one view has, or two share. Scale 0 fits; 1 shows one pixel as one pixel."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.scale, self.centre = 0.0, QPointF(MIDDLE)
        self._fits: dict[int, float] = {}

    def tell_fit(self, view: QObject, fit: float) -> None:
        """A view tells the scale at which its photo just fits; 0 while it shows none."""
        before = self.fit
        if fit:
            self._fits[id(view)] = fit
        else:
            self._fits.pop(id(view), None)
        if self.fit != before:
            self.changed.emit()

    @property
    def fit(self) -> float:
        """The scale at which every photo fits."""
        return min(self._fits.values(), default=1.0)

    @property
    def shown_scale(self) -> float:
        """Screen pixels for each pixel of the photo."""
        return self.scale or self.fit

    def zoom(self, factor: float) -> None:
        """Enlarge or shrink; what is smaller than the room fits it."""
        wanted = min(self.shown_scale * factor, max(MOST, self.fit))
        self.set_scale(0.0 if wanted <= self.fit else wanted)

    def set_scale(self, scale: float) -> None:
        """0 fits, 1 is the photo's own size."""
        self.scale = scale
        if not scale:
            self.centre = QPointF(MIDDLE)
        self.changed.emit()

    def move_to(self, centre: QPointF) -> None:
        """Look at another place, in shares of the photo."""
        self.centre = QPointF(min(max(centre.x(), 0.0), 1.0), min(max(centre.y(), 0.0), 1.0))
        self.changed.emit()

    def copy(self, other: Lens) -> None:
        """Look as another lens does."""
        self.scale, self.centre = other.scale, QPointF(other.centre)


class PhotoView(QWidget):
    """One photo seen through a lens. The wheel enlarges, dragging moves, a double click fits again."""

    def __init__(self, lens: Lens, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("照片")
        self.setProperty("ring", "inner")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._lens = lens
        self._pyramid, self._label, self._turn = Pyramid(), "", 0
        self._grabbed: QPointF | None = None
        lens.changed.connect(self.update)

    @property
    def pyramid(self) -> Pyramid:
        """What is shown."""
        return self._pyramid

    @property
    def turn(self) -> int:
        """Degrees that the officer turned the photo on the screen, clockwise."""
        return self._turn

    def set_lens(self, lens: Lens) -> None:
        """Look through another lens."""
        self._lens.changed.disconnect(self.update)
        self._lens.tell_fit(self, 0)
        self._lens = lens
        lens.changed.connect(self.update)
        self._tell_fit()
        self.update()

    def show_photo(self, pyramid: Pyramid, label: str) -> None:
        """Show another photo; ``label`` names the act in its corner."""
        self._pyramid, self._label, self._turn = pyramid, label, 0
        self.setAccessibleName(f"照片：{label}")
        self._tell_fit()
        self.update()

    def turn_right(self) -> None:
        """Turn by a quarter on the screen; the sealed file stays as it is."""
        self._turn = (self._turn + QUARTER) % FULL_TURN
        self._tell_fit()
        self.update()

    def _size(self) -> QSize:
        size = self._pyramid.size
        return size.transposed() if self._turn % (2 * QUARTER) else size

    def _tell_fit(self) -> None:
        size, ratio = self._size(), self.devicePixelRatioF()
        if size.isEmpty() or self.width() < 2 or self.height() < 2:
            self._lens.tell_fit(self, 0)
            return
        wide, high = self.width() * ratio / size.width(), self.height() * ratio / size.height()
        self._lens.tell_fit(self, min(wide, high))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_fit()

    def _target(self) -> QRectF:
        """Where the whole photo lies, in logical pixels of this view."""
        scale = self._lens.shown_scale / self.devicePixelRatioF()
        size, centre = self._size(), self._lens.centre
        wide, high = size.width() * scale, size.height() * scale
        left = self.width() / 2 - (centre.x() if wide > self.width() else 1 / 2) * wide
        top = self.height() / 2 - (centre.y() if high > self.height() else 1 / 2) * high
        return QRectF(left, top, wide, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("neutral-ground"))
        if not self._pyramid.levels:
            return
        target = self._target()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.save()
        painter.translate(target.center())
        painter.rotate(self._turn)
        size = target.size().transposed() if self._turn % (2 * QUARTER) else target.size()
        area = QRectF(-size.width() / 2, -size.height() / 2, size.width(), size.height())
        painter.drawImage(area, self._pyramid.level_for(self._lens.shown_scale))
        painter.restore()
        if self._label:
            self._paint_label(painter)

    def _paint_label(self, painter: QPainter) -> None:
        style, gap, high = font("chip"), px("s"), px("chip")
        wide = text_width(style, self._label) + 2 * px("chip-pad")
        box = QRect(gap, gap, wide, high)
        draw_box(painter, box, color("tip"), radius=px("radius-small"))
        draw_text(painter, box, self._label, style, color("on-tip"), Qt.AlignmentFlag.AlignHCenter)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._lens.zoom(STEP if event.angleDelta().y() > 0 else 1 / STEP)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position()
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        target = self._target()
        if self._grabbed is None or target.isEmpty():
            return
        way = event.position() - self._grabbed
        self._grabbed = event.position()
        moved = QPointF(way.x() / target.width(), way.y() / target.height())
        self._lens.move_to(self._lens.centre - moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._lens.set_scale(0.0)


def share_lens(views: Sequence[PhotoView], lens: Lens) -> None:
    """Let several photos be seen through one lens, at equal scale."""
    for view in views:
        view.set_lens(lens)
