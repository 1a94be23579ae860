"""A page as marks on paper, in points from the upper left corner, before any file format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

MM = 72 / 25.4
"""Points in a millimetre."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one face and size on one baseline; ``places`` are the left edges of the glyphs."""

    face: str
    size: float
    chars: str
    places: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text: its runs from left to right, and what a reader should get from it."""

    baseline: float
    runs: tuple[Run, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines that a reader gets as one piece of text, whatever their places on the page suggest."""

    lines: tuple[TextLine, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float


@dataclass(frozen=True, slots=True)
class Outline:
    """A rectangle without filling."""

    x: float
    y: float
    wide: float
    high: float
    width: float


@dataclass(frozen=True, slots=True)
class Tick:
    """The tick of a check box: a path of three points."""

    points: tuple[tuple[float, float], ...]
    width: float


@dataclass(frozen=True, slots=True)
class Modules:
    """The dark modules of a QR code as rows of (first column, length); ``module`` is the side of one."""

    x: float
    y: float
    module: float
    rows: tuple[tuple[tuple[int, int], ...], ...]


Mark: TypeAlias = TextLine | Passage | Stroke | Outline | Tick | Modules


@dataclass(frozen=True, slots=True)
class Circle:
    """A place for the stamp: centre and diameter."""

    x: float
    y: float
    diameter: float


@dataclass(slots=True)
class Sheet:
    """One page while it is made, in reading order.

    ``heading`` and ``content`` count for the check code, ``number`` and ``foot`` do not. ``frame`` is the
    upper and the lower edge of the table.
    """

    heading: list[Mark] = field(default_factory=list)
    number: list[Mark] = field(default_factory=list)
    content: list[Mark] = field(default_factory=list)
    foot: list[Mark] = field(default_factory=list)
    frame: tuple[float, float] = (0.0, 0.0)
    stamps: list[Circle] = field(default_factory=list)
    loose: list[str] = field(default_factory=list)

    def marks(self) -> tuple[Mark, ...]:
        """Everything on the page, as it is read."""
        return (*self.heading, *self.number, *self.content, *self.foot)


def canonical(marks: Iterable[Mark]) -> bytes:
    """The marks as bytes that do not depend on the file format: thousandths of a point and UTF-8 text."""
    return "\n".join(_written(mark) for mark in marks).encode()


def _written(mark: Mark) -> str:
    if isinstance(mark, TextLine):
        runs = (f"{run.face} {_unit(run.size)} {_units(run.places)} {run.chars!r}" for run in mark.runs)
        return f"T {_unit(mark.baseline)} {' '.join(runs)}"
    if isinstance(mark, Passage):
        return "\n".join(_written(line) for line in mark.lines)
    if isinstance(mark, Stroke):
        return f"S {_units((mark.x0, mark.y0, mark.x1, mark.y1, mark.width))}"
    if isinstance(mark, Outline):
        return f"O {_units((mark.x, mark.y, mark.wide, mark.high, mark.width))}"
    if isinstance(mark, Tick):
        return f"V {_units(number for point in mark.points for number in point)} {_unit(mark.width)}"
    return f"Q {_units((mark.x, mark.y, mark.module))} {mark.rows}"


def _unit(points: float) -> int:
    return round(points * 1000)


def _units(points: Iterable[float]) -> str:
    return " ".join(str(_unit(point)) for point in points)
