"""What a page of a PDF draws, measured in millimetres from its upper left corner."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdf
from pypdf.generic import ContentStream, DictionaryObject

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


@dataclass(frozen=True)
class Words:
    """Characters of one face that stand on one baseline ``y``, from ``x0`` to ``x1``; ``size`` in points."""

    text: str
    face: str
    size: float
    x0: float
    x1: float
    y: float


def words(pdf: bytes, page: int = 0) -> Iterator[Words]:
    """Every run of characters where it is drawn, whatever a reader is told to make of it."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    sheet = reader.pages[page]
    high = float(sheet.mediabox.height)
    fonts = {name: _Font(font.get_object()) for name, font in sheet["/Resources"]["/Font"].items()}
    font, size, x, y = next(iter(fonts.values())), 0.0, 0.0, 0.0
    for operands, operator in ContentStream(sheet.get_contents(), reader).operations:
        if operator == b"Tf":
            font, size = fonts[str(operands[0])], float(operands[1])
        elif operator == b"Tm":
            x, y = float(operands[4]), float(operands[5])
        elif operator == b"TJ":
            text, end, last = "", x, x
            for part in operands[0]:
                if isinstance(part, int | float):
                    end -= float(part) * size / 1000
                    continue
                raw = part if isinstance(part, bytes) else part.original_bytes
                for at in range(0, len(raw), 2):
                    code = int.from_bytes(raw[at : at + 2])
                    text += font.chars[code]
                    end += font.widths[code] * size / 1000
                    last = end
            yield Words(text, font.name, size, x / MM, last / MM, (high - y) / MM)


class _Font:
    """The characters and widths of one composite font by their codes."""

    def __init__(self, font: DictionaryObject) -> None:
        self.name = str(font["/BaseFont"]).split("+")[-1]
        pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]+)>$", font["/ToUnicode"].get_data(), re.MULTILINE)
        self.chars = {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in pairs}
        first, widths = font["/DescendantFonts"][0].get_object()["/W"]
        self.widths = {int(first) + index: float(width) for index, width in enumerate(widths)}
