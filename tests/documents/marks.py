"""What a page of a PDF draws, measured in millimetres from its upper left corner."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import pypdf
from pypdf.generic import ContentStream

MM = 72 / 25.4


@dataclass
class Drawn:
    """The marks of one page: frames and boxes, strokes, ticks, filled squares, starts of text."""

    outlines: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    strokes: list[tuple[float, float, float, float, float]] = field(default_factory=list)
    ticks: list[tuple[float, float]] = field(default_factory=list)
    fills: list[tuple[float, float, float, float]] = field(default_factory=list)
    texts: list[tuple[float, float, float]] = field(default_factory=list)

    @property
    def frame(self) -> tuple[float, float, float, float, float]:
        """The largest outline: x, y, wide, high, line in points."""
        return max(self.outlines, key=lambda outline: outline[3])

    @property
    def boxes(self) -> list[tuple[float, float, float, float, float]]:
        """The check boxes from top to bottom, from left to right."""
        return sorted(
            (box for box in self.outlines if box[3] < 10), key=lambda box: (round(box[1], 1), box[0])
        )

    def ticked(self, box: tuple[float, float, float, float, float]) -> bool:
        """Whether a tick stands in a box."""
        x, y, wide, high, _ = box
        return any(x <= at_x <= x + wide and y <= at_y <= y + high for at_x, at_y in self.ticks)

    def rows(self) -> list[float]:
        """The heights of the lines that cross the whole frame, with its own edges."""
        _, y, wide, high, _ = self.frame
        full = {round(y0, 2) for x0, y0, x1, y1, _ in self.strokes if y0 == y1 and x1 - x0 > wide - 0.1}
        return sorted({round(y, 2), round(y + high, 2), *full})


def drawn(pdf: bytes, page: int = 0) -> Drawn:
    """Read one page."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    sheet = reader.pages[page]
    high = float(sheet.mediabox.height)
    found, path, rects, width = Drawn(), [], [], 0.0
    for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
        name = operator.decode()
        numbers = [float(part) for part in operands] if name in ("w", "m", "l", "re", "Tm") else []
        if name == "w":
            width = numbers[0]
        elif name in ("m", "l"):
            path.append((numbers[0] / MM, (high - numbers[1]) / MM))
        elif name == "re":
            x, y, wide, tall = numbers
            rects.append((x / MM, (high - y - tall) / MM, wide / MM, tall / MM))
        elif name == "Tm":
            found.texts.append((numbers[4] / MM, (high - numbers[5]) / MM, width))
        elif name == "S":
            found.outlines += [(*rect, width) for rect in rects]
            if len(path) == 2:
                found.strokes.append((*path[0], *path[1], width))
            elif path:
                found.ticks.append(path[1])
            path, rects = [], []
        elif name == "f":
            found.fills += rects
            rects = []
    return found
