"""Small painting helpers shared by the kit: crisp boxes, texts that end in an ellipsis, wrapped texts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)

from app.ui.theme import color, px


def draw_box(
    painter: QPainter,
    rect: QRect,
    fill: QColor | None,
    border: QColor | None = None,
    *,
    width: int = 1,
    radius: int | None = None,
    dashed: bool = False,
) -> None:
    """A rounded box whose border lies wholly inside ``rect``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border is not None else 0.0
    corner = (px("radius") if radius is None else radius) - inset
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(border, width, dashed) if border is not None else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), corner, corner)
    painter.restore()


def _pen(colour: QColor, width: int, dashed: bool) -> QPen:
    pen = QPen(colour, width)
    if dashed:
        pen.setDashPattern([float(px("dash")), float(px("dash"))])
    return pen


def draw_line(painter: QPainter, x1: int, y1: int, x2: int, y2: int, token: str = "line") -> None:
    """A hair line, one logical pixel thick, horizontal or vertical, both ends included."""
    painter.fillRect(QRect(x1, y1, x2 - x1 + 1, y2 - y1 + 1), color(token))


def text_width(font: QFont, text: str) -> int:
    """Width of one line of text in whole logical pixels, rounded up."""
    return int(-(-QFontMetricsF(font).horizontalAdvance(text) // 1))


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    tail: str = "",
) -> bool:
    """One line, vertically centred, ended by an ellipsis when too long; true when it was shortened.

    ``tail`` is the end of the text that stays: what stands before it gives way.
    """
    shown = elided(text, font, rect.width(), tail)
    painter.setFont(font)
    painter.setPen(colour)
    flags = align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, int(flags) | int(Qt.TextFlag.TextDontClip), shown)
    return shown != text


def paint_cover(painter: QPainter, area: QRect, picture: QPixmap, radius: int) -> None:
    """A picture that fills a rounded area, cut at its longer side."""
    wide, high = max(picture.width(), 1), max(picture.height(), 1)
    scale = max(area.width() / wide, area.height() / high)
    part = QSize(round(area.width() / scale), round(area.height() / scale))
    source = QRect(QPoint((wide - part.width()) // 2, (high - part.height()) // 2), part)
    path = QPainterPath()
    path.addRoundedRect(area, radius, radius)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipPath(path)
    painter.drawPixmap(area, picture, source)
    painter.restore()


ROUNDING = 0.5


def elided(text: str, font: QFont, width: int, tail: str = "") -> str:
    """A line no wider than ``width``. The tail gives way only where it alone is too wide."""
    metrics, right, room = QFontMetricsF(font), Qt.TextElideMode.ElideRight, width + ROUNDING
    if not tail or metrics.horizontalAdvance(text) <= room:
        return metrics.elidedText(text, right, room)
    rest = room - metrics.horizontalAdvance(tail)
    if rest < metrics.horizontalAdvance(ELLIPSIS):
        return metrics.elidedText(ELLIPSIS + tail, right, room)
    return metrics.elidedText(text.removesuffix(tail), right, rest) + tail


def wrapped(text: str, font: QFont, width: int, most: int = 0) -> tuple[list[str], bool]:
    """Break text into lines no wider than ``width``; also tells whether an ellipsis had to end the last.

    ``most`` limits the number of lines, 0 means no limit.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        starts = line_starts(paragraph, font, max(width, 1))
        for start, end in zip(starts, [*starts[1:], len(paragraph)], strict=True):
            lines.append(paragraph[start:end].rstrip())
    if not most or len(lines) <= most:
        return lines, False
    rest = " ".join(lines[most - 1 :]) + ELLIPSIS
    shown = QFontMetricsF(font).elidedText(rest, Qt.TextElideMode.ElideRight, max(width, 1))
    return [*lines[: most - 1], shown], True


ELLIPSIS = "\u2026"


def line_starts(paragraph: str, font: QFont, width: int) -> list[int]:
    """Where the lines begin into which a paragraph breaks at a width; at least one."""
    layout = QTextLayout(paragraph, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts = []
    while (row := layout.createLine()).isValid():
        row.setLineWidth(width)
        starts.append(row.textStart())
    layout.endLayout()
    return starts or [0]


def draw_lines(
    painter: QPainter,
    rect: QRect,
    lines: list[str],
    font: QFont,
    colour: QColor,
    line: int,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Wrapped lines from the top of ``rect``, ``line`` pixels each."""
    for number, text in enumerate(lines):
        row = QRect(rect.x(), rect.y() + number * line, rect.width(), line)
        draw_text(painter, row, text, font, colour, align)
