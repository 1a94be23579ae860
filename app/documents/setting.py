"""One paragraph, set line by line: the measure is filled, marks keep their places, both edges stand straight.

Lines are chosen for the whole paragraph at once: the cheapest way through all possible breaks. The order of
repair is that of the prices: a mark at the line's end gives its empty half; inner marks give up to a quarter
each, only to take a mark in; otherwise the line breaks earlier and is spread evenly.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from math import inf

from app.documents.breaks import CLOSING, HARD, OPENING, clauses, prices
from app.documents.faces import Face, FontBook, is_latin
from app.documents.spans import Span

HALF, QUARTER = 0.5, 0.25
MOST_SQUEEZE = 0.75
"""em that the inner marks of one line give at most."""
WIDEST_GAP = 0.16
"""em that a gap may grow by before the line counts as loose."""
_OFF_GRID, _TIGHT, _SPREAD, _LOOSE, _LONELY = 3.0, 0.5, 10.0, 1000.0, 200.0
"""Prices: a line that leaves the cells, an em squeezed, gaps spread to the widest, one wider than that,
a last line of one character."""
_FULL_ENOUGH = 0.6
"""Of the measure: an emptier line that is not the last costs more than :data:`_LOOSE`."""
_INK_MARGIN = 0.04
_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character with its face and its measures in points.

    Attributes:
        advance: what it takes on an untouched line; ``shift`` is where the glyph's own box begins in that.
        before, after: the blank around its ink that it can give away.
        field: the field that it came from, empty for printed wording.
    """

    char: str
    face: Face
    size: float
    advance: float
    shift: float
    before: float
    after: float
    field: str

    @property
    def latin(self) -> bool:
        """Whether it stands on its own width, not on that of a cell."""
        return is_latin(self.char)


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line of the paragraph: its glyphs, the left edge of each from the line's start, and its width.

    ``gap`` is how much each gap grew; all in points. ``broken`` says that its end parts what must stay whole.
    """

    glyphs: tuple[Glyph, ...]
    places: tuple[float, ...]
    width: float
    gap: float = 0.0
    broken: bool = False

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(glyph.char for glyph in self.glyphs)

    @property
    def lonely(self) -> bool:
        """Whether it holds a single Han character, a mark behind it or not."""
        return _is_lonely(self.glyphs)

    @property
    def loose(self) -> bool:
        """Whether a gap grew by more than good setting allows."""
        return bool(self.glyphs) and self.gap > WIDEST_GAP * self.glyphs[0].size + _ROUNDING


def glyphs_of(spans: Sequence[Span], fonts: FontBook, size: float, pitch: float) -> list[Glyph]:
    """Give every character its face and measures; each span that is whole is set in one face.

    Raises:
        MissingGlyph: a character lies in no face of its role.
    """
    found: list[Glyph] = []
    pieces = ((span, text) for span in spans for text in _pieces(span, fonts))
    for span, text in pieces:
        choice = fonts.choose(span.role, text, span.field, span.label)
        for char in text:
            if is_latin(char):
                small = size * choice.latin_scale
                wide = choice.latin.width(char) * small
                found.append(Glyph(char, choice.latin, small, wide, 0.0, 0.0, 0.0, span.field))
            else:
                before, after = _blanks(char, choice.han)
                shift = (pitch - choice.han.width(char) * size) / 2
                blanks = before * size, after * size
                found.append(Glyph(char, choice.han, size, pitch, shift, *blanks, span.field))
    return found


def _pieces(span: Span, fonts: FontBook) -> Sequence[str]:
    """What of a span is set in one face: all of it, or clause by clause where its face lacks a character."""
    return (span.text,) if span.whole or fonts.suits(span.role, span.text) else clauses(span.text)


def _is_lonely(glyphs: Sequence[Glyph]) -> bool:
    letters = [glyph for glyph in glyphs if glyph.char not in CLOSING]
    return len(letters) <= 1 and not any(glyph.latin for glyph in letters)


def _blanks(char: str, face: Face) -> tuple[float, float]:
    """The empty room that a mark can give away before and after its ink, in em: half of one at most."""
    if char in OPENING:
        return min(HALF, max(0.0, face.ink(char)[0] - _INK_MARGIN)), 0.0
    if char in CLOSING:
        return 0.0, min(HALF, max(0.0, 1.0 - face.ink(char)[1] - _INK_MARGIN))
    return 0.0, 0.0


def given_up(left: Glyph, right: Glyph) -> tuple[float, float]:
    """What two neighbours give up, (left of its blank, right of its blank), so that marks share one half em.

    》。 》《 （《 and 1.《 are the cases.
    """
    if left.char in CLOSING and (right.char in CLOSING or right.char in OPENING):
        return left.after, 0.0
    if right.char in OPENING and (left.char in OPENING or left.char == "."):
        return 0.0, right.before
    return 0.0, 0.0


class Setter:
    """Sets the glyphs of one paragraph on a measure."""

    def __init__(
        self, glyphs: Sequence[Glyph], measure: float, first: float, em: float, *, ragged: bool = False
    ) -> None:
        """``first`` is the measure of the first line, which may be indented; all in points.

        ``ragged`` lines keep their natural width: a few words in a cell need no straight right edge.
        """
        self._glyphs, self._ragged = glyphs, ragged
        self._measure, self._first, self._em = measure, first, em
        self._price = prices("".join(glyph.char for glyph in glyphs))
        pairs = list(pairwise(glyphs))
        given = [given_up(left, right) for left, right in pairs]
        self._left = [0.0, *(right for _, right in given)]
        self._right = [*(left for left, _ in given), 0.0]
        self._stretches = [not (left.latin and right.latin) for left, right in pairs]
        self._gives = [self._gift(index) for index in range(len(glyphs))]
        # Running sums, so that the width of any stretch of text is one subtraction.
        self._advances = _sums(glyph.advance for glyph in glyphs)
        self._shares = _sums(left + right for left, right in given)
        self._gaps = _sums(float(stretches) for stretches in self._stretches)
        self._gifts = _sums(self._gives)
        self._stops = list(_without_blanks(glyphs))

    def line(self) -> SetLine:
        """Everything on one line, however long; nothing where there is nothing."""
        return self._line(0, len(self._glyphs)) if self._glyphs else SetLine((), (), 0.0)

    def lines(self) -> list[SetLine]:
        """The lines of the paragraph; a paragraph without text has none."""
        total, came = self._cheapest(_FULL_ENOUGH)
        if total >= _LOOSE:  # what a short line costs: now it may be worth it
            _, came = self._cheapest(0.0)
        return [self._line(start, end) for start, end in _chain(came)]

    def _cheapest(self, least: float) -> tuple[float, list[int]]:
        """The price of the cheapest way and where its lines begin; no line but the last is emptier than
        ``least`` of the measure.
        """
        count = len(self._glyphs)
        best = [0.0] + [inf] * count
        came = [0] * (count + 1)
        for start in range(count):
            if best[start] == inf:
                continue
            for end in range(self._shortest(start, least), count + 1):
                excess = self._excess(start, end)
                if excess > self._most_repair and end > start + 1:
                    break
                total = best[start] + self._cost(start, end, excess)
                if total < best[end]:
                    best[end], came[end] = total, start
        return best[count], came

    def _shortest(self, start: int, least: float) -> int:
        """Where a line ends at the earliest."""
        width = self._advances[start] + least * (self._measure if start else self._first)
        return (
            min(max(start + 1, bisect_left(self._advances, width)), len(self._glyphs)) if least else start + 1
        )

    @property
    def _most_repair(self) -> float:
        return (MOST_SQUEEZE + HALF) * self._em + _ROUNDING

    def _gift(self, index: int) -> float:
        """What a mark inside a line can give: up to a quarter of what its neighbours left it."""
        glyph = self._glyphs[index]
        left = glyph.before - self._left[index]
        right = glyph.after - self._right[index]
        return max(0.0, min(left + right, QUARTER * self._em))

    def _trimmed(self, start: int, end: int) -> int:
        """The end without blanks: a space at the end of a line takes no room."""
        return max(self._stops[end], start + 1)

    def _excess(self, start: int, end: int) -> float:
        """By how much the line is too wide as it stands; negative is room left."""
        stop = self._trimmed(start, end)
        natural = self._advances[stop] - self._advances[start] - self._shares[stop - 1] + self._shares[start]
        return natural - (self._measure if start else self._first)

    def _cost(self, start: int, end: int, excess: float) -> float:
        count = len(self._glyphs)
        price = self._price[end - 1] if end < count else 0.0
        if excess > _ROUNDING:
            return price + self._tight_cost(start, end, excess)
        if end == count:
            return _LONELY if start and _is_lonely(self._glyphs[start:]) else 0.0
        if excess > -_ROUNDING:
            return price
        stop = self._trimmed(start, end)
        gaps = self._gaps[stop - 1] - self._gaps[start]
        widest = -excess / max(gaps, 1.0) / (WIDEST_GAP * self._em)
        early = _OFF_GRID - start / count  # of two equal ways the one that fills its first lines is better
        return price + early + (_SPREAD * widest**2 if widest <= 1.0 else _LOOSE * widest)

    def _tight_cost(self, start: int, end: int, excess: float) -> float:
        stop = self._trimmed(start, end)
        excess -= self._glyphs[stop - 1].after
        if excess <= _ROUNDING:
            return 0.0
        if end == start + 1:
            return _LOOSE
        most = min(self._gifts[stop - 1] - self._gifts[start + 1], MOST_SQUEEZE * self._em)
        takes_mark_in = self._glyphs[stop - 1].char in CLOSING
        return _TIGHT * excess / self._em if takes_mark_in and excess <= most + _ROUNDING else inf

    def _line(self, start: int, end: int) -> SetLine:
        stop = self._trimmed(start, end)
        excess = self._excess(start, end)
        inner = self._gifts[stop - 1] - self._gifts[start + 1] if stop > start + 1 else 0.0
        gaps = self._gaps[stop - 1] - self._gaps[start]
        squeeze = max(0.0, excess - self._glyphs[stop - 1].after) if excess > _ROUNDING else 0.0
        share = squeeze / inner if inner else 0.0
        spread = end < len(self._glyphs) and excess < -_ROUNDING and gaps and not self._ragged
        gap = -excess / gaps if spread else 0.0
        broken = end < len(self._glyphs) and self._price[end - 1] >= HARD
        return replace(self._laid(start, stop, gap, share), broken=broken)

    def _laid(self, start: int, stop: int, gap: float, share: float) -> SetLine:
        places, at = [], 0.0
        for index in range(start, stop):
            glyph = self._glyphs[index]
            given = self._gives[index] * share if start < index < stop - 1 else 0.0
            lead = self._left[index] if index > start else 0.0
            trail = self._right[index] if index < stop - 1 else 0.0
            places.append(at + glyph.shift - lead - (given if glyph.before else 0.0))
            at += glyph.advance - lead - trail - given
            if index < stop - 1 and self._stretches[index]:
                at += gap
        return SetLine(tuple(self._glyphs[start:stop]), tuple(places), at, gap)


def _chain(came: Sequence[int]) -> list[tuple[int, int]]:
    found, end = [], len(came) - 1
    while end:
        found.append((came[end], end))
        end = came[end]
    return found[::-1]


def _without_blanks(glyphs: Sequence[Glyph]) -> Iterator[int]:
    stop = 0
    yield stop
    for place, glyph in enumerate(glyphs, 1):
        stop = stop if glyph.char == " " else place
        yield stop


def _sums(values: Iterable[float]) -> list[float]:
    return [0.0, *accumulate(values)]
