"""The levels drawn as a scale: bars from the lowest to the highest fine, the limit of the spot as a tick."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.presenters.authority_list_scale import Bar, Scale
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import Tone, color, font, line_height, px


class LevelScale(QWidget):
    """Shows a :class:`Scale`; each bar tells its range and circumstances in a tool tip."""

    def __init__(self, scale: Scale, *, name: str = "scale", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = scale
        self._bars: list[tuple[QRect, Bar]] = []
        self.setObjectName(name)
        bars = [f"{bar.label} {bar.words}" for row in scale.rows for bar in row.bars]
        limits = [f"{figure}{words}" for _, figure, words in scale.limits]
        self.setAccessibleName("裁量档次：" + "，".join(bars))
        self.setAccessibleDescription("，".join((*limits, *scale.limit_words)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._label = px("scale-label") if any(row.label for row in scale.rows) else 0

    def sizeHint(self) -> QSize:
        line, gap = line_height("caption"), px("xs")
        rows = len(self._scale.rows) * (line + gap + px("scale") + px("s"))
        return QSize(px("items-pane"), rows + line + len(self._scale.limits) * (line + gap) + gap)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._bars = []
        top, line, gap = 0, line_height("caption"), px("xs")
        for row in self._scale.rows:
            bar_top = top + line + gap
            if row.label:
                area = QRect(0, bar_top - gap, self._label - px("s"), px("scale") + 2 * gap)
                draw_text(painter, area, row.label, font("caption"), color("text"))
            for bar in row.bars:
                self._paint_bar(painter, bar, top, bar_top)
            top = bar_top + px("scale") + px("s")
        self._paint_ends(painter, top - px("xs"))
        self._paint_limits(painter, line + gap, top + line)

    def _x(self, share: float) -> int:
        return self._label + round(share * (self.width() - self._label - 1))

    def _paint_bar(self, painter: QPainter, bar: Bar, top: int, bar_top: int) -> None:
        left, right = self._x(bar.start), self._x(bar.end)
        area = QRect(left, bar_top, max(right - left - px("xxs"), px("xs")), px("scale"))
        tone = Tone(bar.tone)
        draw_box(painter, area, color(tone.ground), color(tone.ink), radius=px("radius-bar"))
        words = QRect(left, top, max(right - left, px("xs")), line_height("caption"))
        draw_text(painter, words, bar.label, font("caption"), color("text"))
        self._bars.append((area.united(words), bar))

    def _paint_ends(self, painter: QPainter, top: int) -> None:
        """Figures below the scale; one that has no room beside its neighbour is left to the tool tips."""
        style, ends = font("caption"), self._scale.ends
        taken = -px("s")
        last = ends[-1][1] + self._scale.unit if ends else ""
        last_left = self.width() - text_width(style, last)
        for place, (share, words) in enumerate(ends):
            final = place == len(ends) - 1
            text = last if final else words
            wide = text_width(style, text)
            left = last_left if final else max(self._x(share) - (wide // 2 if place else 0), self._label)
            if final or (left > taken and left + wide < last_left - px("s")):
                area = QRect(left, top, wide, line_height("caption"))
                draw_text(painter, area, text, style, color("muted"))
                taken = left + wide + px("s")

    def _paint_limits(self, painter: QPainter, bars_top: int, top: int) -> None:
        line, gap = line_height("caption"), px("xs")
        for number, (share, figure, words) in enumerate(self._scale.limits):
            low = top + number * (line + gap)
            x = self._x(share)
            painter.fillRect(QRect(x, bars_top - gap, px("ring"), low - bars_top + gap), color("text"))
            wide = text_width(font("caption-strong"), figure)
            whole = wide + px("xs") + text_width(font("caption"), words)
            left = max(min(x - wide // 2, self.width() - whole), 0)
            draw_text(painter, QRect(left, low, wide, line), figure, font("caption-strong"), color("text"))
            rest = QRect(left + wide + px("xs"), low, self.width() - left - wide - px("xs"), line)
            draw_text(painter, rest, words, font("caption"), color("text"))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            there = QPointF(event.pos()).toPoint()
            bar = next((bar for area, bar in self._bars if area.contains(there)), None)
            QToolTip.showText(event.globalPos(), plain_tip(bar.tip) if bar else "", self)
            return True
        return super().event(event)
