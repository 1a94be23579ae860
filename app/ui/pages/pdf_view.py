"""A PDF shown from memory: crisp at every scale, with the place of the stamp and marks where it changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ports.paperwork import StampPlace
from app.ui.kit.panes import Scroll
from app.ui.paint import draw_text
from app.ui.theme import color, font, px

MM_PER_INCH, POINTS_PER_INCH = 25.4, 72.0
BANDS = 96
"""Into so many bands a page is cut to find what changed."""
MOST_CHANGED = 4
"""A page of which more than this part changed was set anew: marking all of it would say nothing."""


class PageStack(QWidget):
    """All pages one below the other, as wide as there is room."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("文书页面")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._bytes, self._buffer = QByteArray(), QBuffer()
        self._document = QPdfDocument(self)
        self._stamps: tuple[StampPlace, ...] = ()
        self._before: list[QImage] = []
        self._pages: list[QImage] = []
        self._changed: list[list[QRectF]] = []
        self._zoom, self._room = 1.0, px("paper-pane")
        self._key = ""

    @property
    def page_count(self) -> int:
        """Pages of the document shown."""
        return self._document.pageCount() if self._bytes else 0

    @property
    def changed(self) -> bool:
        """Whether something is marked as just changed."""
        return any(self._changed)

    def show_pdf(self, pdf: bytes, stamps: Sequence[StampPlace] = (), *, key: str = "") -> None:
        """Show other bytes. With the same ``key`` as before, what changed is marked.

        Marks stay until something else changes: setting the same page once more takes none away.
        """
        self._before = self._pages if key and key == self._key else []
        self._key, self._stamps = key, tuple(stamps)
        self._document.close()
        self._buffer.close()
        self._bytes = QByteArray(pdf)
        self._buffer.setData(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        if pdf:
            self._document.load(self._buffer)
        self._draw()

    def set_zoom(self, zoom: float) -> None:
        """Times the width of the room."""
        self._zoom = zoom
        self._draw()

    def set_room(self, width: int) -> None:
        """The width to fill. It must not hang on whether a scroll bar is shown, which hangs on the height."""
        if width != self._room:
            self._room, self._before = width, []
            self._draw()

    def _page_width(self) -> int:
        return max(round((self._room - 2 * px("paper-margin")) * self._zoom), 1)

    def _draw(self) -> None:
        ratio = self.devicePixelRatioF()
        self._pages = []
        for number in range(self.page_count):
            size = self._document.pagePointSize(number)
            wide = self._page_width()
            high = round(wide * size.height() / max(size.width(), 1.0))
            image = self._document.render(number, QSize(round(wide * ratio), round(high * ratio)))
            image.setDevicePixelRatio(ratio)
            self._pages.append(image)
        if self._before != self._pages:
            pairs = zip(self._before, self._pages, strict=False)
            self._changed = [_differences(old, new) for old, new in pairs]
        gap = px("paper-margin")
        self.setMinimumWidth(self._page_width() if self._zoom > 1 else 0)
        self.setFixedHeight(sum(_high(page) + gap for page in self._pages) + gap)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        gap = px("paper-margin")
        top = gap
        for number, page in enumerate(self._pages):
            area = QRect((self.width() - _wide(page)) // 2, top, _wide(page), _high(page))
            painter.fillRect(area, color("paper"))
            for part in self._changed[number] if number < len(self._changed) else ():
                painter.fillRect(part.translated(area.topLeft()), color("paper-changed"))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
            painter.drawImage(area, page)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
            painter.setPen(QPen(color("line"), px("hair")))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
            self._paint_stamps(painter, number, area)
            top += area.height() + gap

    def _paint_stamps(self, painter: QPainter, number: int, area: QRect) -> None:
        points = self._document.pagePointSize(number).width()
        scale = area.width() / max(points, 1.0) * POINTS_PER_INCH / MM_PER_INCH
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color("paper-stamp"), px("hair"))
        pen.setDashPattern([float(px("xs")), float(px("dash"))])
        for stamp in self._stamps:
            if stamp.page != number:
                continue
            centre = QPointF(area.x() + stamp.x * scale, area.y() + stamp.y * scale)
            radius = stamp.diameter * scale / 2
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, radius, radius)
            words = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, radius).toRect()
            ink, style = QColor(color("paper-stamp")), font("caption")
            draw_text(painter, words, "印章位置", style, ink, Qt.AlignmentFlag.AlignHCenter)


def _wide(page: QImage) -> int:
    return round(page.width() / page.devicePixelRatio())


def _high(page: QImage) -> int:
    return round(page.height() / page.devicePixelRatio())


def _differences(old: QImage, new: QImage) -> list[QRectF]:
    """Bands of a page whose pixels changed, each cut to the part that differs (logical pixels)."""
    if old.size() != new.size() or old == new:
        return []
    ratio, found = new.devicePixelRatio(), []
    step = max(new.height() // BANDS, 1)
    for top in range(0, new.height(), step):
        band = QRect(0, top, new.width(), min(step, new.height() - top))
        if old.copy(band) != new.copy(band):
            left, right = _span(old, new, band)
            part = QRectF(left / ratio, top / ratio, (right - left) / ratio, band.height() / ratio)
            found.append(part)
    return found if len(found) * MOST_CHANGED <= BANDS else []


def _span(old: QImage, new: QImage, band: QRect) -> tuple[int, int]:
    step = max(new.width() // BANDS, 1)
    places = [
        left
        for left in range(0, new.width(), step)
        if old.copy(left, band.y(), step, band.height()) != new.copy(left, band.y(), step, band.height())
    ]
    return (min(places), max(places) + step) if places else (0, 0)


class PdfView(QWidget):
    """Scrolls a stack of pages on the ground of a desk."""

    def __init__(self, *, name: str = "pdf", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.pages = PageStack(name=f"{name}_pages")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.pages)
        inner.addStretch(1)
        self.area = Scroll(content, name=f"{name}_scroll")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setProperty("ring", "inner")
        self.area.setAccessibleName("文书预览")
        column.addWidget(self.area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pages.set_room(self.width() - px("scroll-bar"))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color("neutral-ground"))
