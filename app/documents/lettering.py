"""Lines of text that are not running text: one line as it comes, labels spread over a width."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import inf

from app.documents.faces import FontBook
from app.documents.scene import Run, TextLine
from app.documents.setting import SetLine, Setter, glyphs_of
from app.documents.spans import Span

CENTRE_TO_BASELINE = 0.38
"""em from the middle of a line down to its baseline: the ideograph's box is 0.88 up and 0.12 down."""


class Lettering:
    """Measures and places single lines with the faces of a font book; all in points."""

    def __init__(self, fonts: FontBook) -> None:
        self._fonts = fonts

    def line(self, spans: Sequence[Span], size: float, pitch: float | None = None) -> SetLine:
        """One line as wide as it comes.

        Raises:
            MissingGlyph: a character lies in no face.
        """
        return Setter(glyphs_of(spans, self._fonts, size, pitch or size), inf, inf, size).line()

    def wrapped(
        self,
        spans: Sequence[Span],
        size: float,
        pitch: float,
        measure: float,
        first: float,
        *,
        ragged: bool = False,
    ) -> list[SetLine]:
        """One paragraph on a measure; ``first`` is that of its first line. See :class:`Setter`.

        Raises:
            MissingGlyph: a character lies in no face.
        """
        glyphs = glyphs_of(spans, self._fonts, size, pitch)
        return Setter(glyphs, measure, first, size, ragged=ragged).lines()

    def spread(self, text: str, role: str, size: float, width: float) -> SetLine:
        """A label whose characters stand evenly over ``width``; a single one stands in the middle."""
        glyphs = glyphs_of([Span(text, role)], self._fonts, size, size)
        if len(glyphs) == 1:
            return SetLine(tuple(glyphs), ((width - glyphs[0].advance) / 2 + glyphs[0].shift,), width)
        spare = (width - sum(glyph.advance for glyph in glyphs)) / (len(glyphs) - 1)
        places, at = [], 0.0
        for glyph in glyphs:
            places.append(at + glyph.shift)
            at += glyph.advance + spare
        return SetLine(tuple(glyphs), tuple(places), width, spare)


def placed(line: SetLine, x: float, middle: float, size: float) -> TextLine:
    """A set line on the page: its left edge at ``x``, its middle at ``middle``."""
    runs = []
    pairs = zip(line.glyphs, line.places, strict=True)
    for (face, points), group in groupby(pairs, key=lambda pair: (pair[0].face.name, pair[0].size)):
        members = list(group)
        chars = "".join(glyph.char for glyph, _ in members)
        runs.append(Run(face, points, chars, tuple(x + place for _, place in members)))
    return TextLine(middle + CENTRE_TO_BASELINE * size, tuple(runs), line.text)
