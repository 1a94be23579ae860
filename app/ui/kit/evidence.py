"""Evidence tiles, their wrapping grid, and the place to drop files."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPixmap,
)
from PySide6.QtWidgets import QAbstractButton, QLayout, QLayoutItem, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, paint_cover, text_width
from app.ui.theme import Tone, color, font, line_height, px


class EvidenceTile(QAbstractButton):
    """A sealed picture: 102×60, time and state below, hash in the fixed font, duration badge on films.

    Without an image it shows ``icon`` on the neutral ground. ``state`` is (icon, tone, meaning).
    """

    def __init__(
        self,
        time: str,
        digest: str = "",
        *,
        image: QImage | None = None,
        icon: str = "images",
        duration: str = "",
        state: tuple[str, Tone, str] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._time, self._digest, self._duration = time, digest, duration
        self._icon, self._state = icon, state
        self._picture = QPixmap()
        self.setObjectName(name)
        self.setProperty("ring", "outer")
        self.setCheckable(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        meaning = state[2] if state else ""
        spoken = [time, duration, digest, meaning]
        self.setAccessibleName("，".join(part for part in spoken if part))
        self.setToolTip(plain_tip(self.accessibleName()))
        self.setFixedSize(px("tile"), px("tile-height") + px("tile-text") + px("xs"))
        if image is not None:
            self.show_image(image)

    def show_image(self, image: QImage) -> None:
        """Put the picture in; it fills the tile, cut at the longer side."""
        self._picture = QPixmap.fromImage(image)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRect(0, 0, px("tile"), px("tile-height"))
        if self._picture.isNull():
            draw_box(painter, area, color("neutral-ground"))
            side = px("icon")
            centre = QRect(area.center() - QPoint(side // 2, side // 2), QSize(side, side))
            paint_icon(painter, self._icon, "muted", centre)
        else:
            paint_cover(painter, area, self._picture, px("radius"))
        chosen = self.isChecked()
        edge = "accent" if chosen else "line"
        draw_box(painter, area, None, color(edge), width=px("ring") if chosen else px("hair"))
        if self._duration:
            self._paint_badge(painter, area)
        self._paint_words(painter, area)

    def _paint_badge(self, painter: QPainter, area: QRect) -> None:
        wide = text_width(font("chip"), self._duration) + 2 * px("mark-pad")
        high, gap = px("badge"), px("xs")
        badge = QRect(area.right() + 1 - wide - gap, area.bottom() + 1 - high - gap, wide, high)
        draw_box(painter, badge, color("tip"), radius=px("radius-small"))
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, badge, self._duration, font("chip"), color("on-tip"), centre)

    def _paint_words(self, painter: QPainter, area: QRect) -> None:
        top, side = area.bottom() + 1 + px("xs"), px("icon-chip")
        line = QRect(0, top, area.width(), line_height("caption"))
        if self._state is not None:
            icon, tone, _ = self._state
            paint_icon(painter, icon, tone.ink, QRect(area.width() - side, top, side, side))
        words = line.adjusted(0, 0, -(side + px("xs")) if self._state else 0, 0)
        draw_text(painter, words, self._time, font("caption"), color("text"))
        below = QRect(0, line.bottom() + 1, area.width(), line_height("mono"))
        draw_text(painter, below, self._digest, font("mono"), color("muted"))


class TileFlow(QLayout):
    """Lays tiles out in rows, as many as fit, with the gap of the tiles."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem:
        # Qt asks until it gets none, which its stubs do not foresee.
        taken = self._items.pop(index) if 0 <= index < len(self._items) else None
        return cast(QLayoutItem, taken)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        x, y, high, gap = rect.x(), rect.y(), 0, px("tile-gap")
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint().expandedTo(item.minimumSize())
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, high = rect.x(), y + high + gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + gap
            high = max(high, hint.height())
        return y + high - rect.y()


class DropPlace(QAbstractButton):
    """The dashed place to drop files; a click asks for the file dialog. Any file may be dropped.

    What is dropped is only named by path here; whether it is evidence is decided elsewhere.
    """

    dropped = Signal(object)  # tuple[pathlib.Path, ...]

    def __init__(
        self, text: str, *, icon: str = "upload", name: str = "drop", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._over, self._icon = False, icon
        self.setObjectName(name)
        self.setText(text)
        self.setAccessibleName(text)
        self.setProperty("ring", "outer")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(px("drop"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(text_width(font("caption"), self.text()) + 2 * px("xl"), px("drop"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px("field-min"), px("drop"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._mark(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._mark(False)
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if paths := tuple(Path(url.toLocalFile()) for url in urls):
            event.acceptProposedAction()
            self.dropped.emit(paths)

    def _mark(self, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hot = self._over or self.underMouse()
        ground = color("accent-ground") if self._over else color("hover") if hot else None
        draw_box(painter, self.rect(), ground, color("accent" if self._over else "line-strong"), dashed=True)
        side, gap = px("icon-small"), px("s")
        wide = text_width(font("caption"), self.text())
        left = max((self.width() - wide - side - gap) // 2, px("s"))
        paint_icon(painter, self._icon, "muted", QRect(left, (self.height() - side) // 2, side, side))
        area = QRect(left + side + gap, 0, self.width() - left - side - gap - px("s"), self.height())
        draw_text(painter, area, self.text(), font("caption"), color("muted"))
