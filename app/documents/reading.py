"""What a reader of the file gets from a row of cells: the label, then its value, whole.

A PDF holds places; a reader guesses columns and paragraphs from them, and from a table it often guesses
wrong and puts a label into the middle of a sentence. So a row itself says what it reads (ISO 32000-1,
14.9.4). A row of several values is one passage. Beside running text the label goes with the first line of the
text alone: the other lines keep their own places, so that a viewer finds and marks them where they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.documents.faces import is_latin
from app.documents.scene import Mark, Passage, Run, TextLine

_BLANK = " "
_SAME_LINE = 0.01
"""Points by which two lines may differ and still be one."""


def in_reading_order(cells: Sequence[Sequence[Mark]]) -> Iterator[Mark]:
    """The marks of a row, given cell by cell: its drawings, then its text as passages."""
    for marks in cells:
        yield from (mark for mark in marks if not isinstance(mark, TextLine | Passage))
    passages = [mark for marks in cells for mark in marks if isinstance(mark, Passage)]
    texts = [[mark for mark in marks if isinstance(mark, TextLine)] for marks in cells]
    filled = [lines for lines in texts if lines]
    if passages:
        yield from passages[:-1]
        yield _longer(passages[-1], filled)
    elif len(cells) == 1:
        yield from (_line(line) for line in _by_line(texts[0]))
    elif len(filled) == len(cells) == 2:
        yield from _beside(*filled)
    elif filled:
        yield Passage(_flat(filled), _BLANK.join(map(_joined, filled)))


def anchored(lines: Sequence[TextLine], x: float, baseline: float) -> tuple[TextLine, ...]:
    """The lines behind a blank: a reader takes the place of a passage from where it begins."""
    run = lines[0].runs[0]
    return TextLine(baseline, (Run(run.face, run.size, _BLANK, (x,)),), ""), *lines


def _beside(label: Sequence[TextLine], text: Sequence[TextLine]) -> Iterator[Mark]:
    first, *others = _by_line(text)
    baseline, lines = first[0].baseline, (*label, *first)
    if abs(label[0].baseline - baseline) > _SAME_LINE:
        lines = anchored(lines, label[0].runs[0].places[0], baseline)
    parting = "\n" if others else _BLANK
    yield Passage(lines, _joined(label) + parting + _spaced(first))
    yield from map(_line, others)


def _line(pieces: Sequence[TextLine]) -> Mark:
    return pieces[0] if len(pieces) == 1 else Passage(tuple(pieces), _spaced(pieces))


def _longer(passage: Passage, cells: Sequence[Sequence[TextLine]]) -> Passage:
    """A passage that takes in the plain cells beside it: agency and date at the place of the stamp."""
    return Passage((*passage.lines, *_flat(cells)), "\n".join((passage.text, *map(_joined, cells))))


def _by_line(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    return [list(group) for _, group in groupby(lines, key=lambda line: round(line.baseline / _SAME_LINE))]


def _flat(cells: Sequence[Sequence[TextLine]]) -> tuple[TextLine, ...]:
    return tuple(line for lines in cells for line in lines)


def _spaced(pieces: Sequence[TextLine]) -> str:
    return _BLANK.join(piece.text for piece in pieces)


def _joined(lines: Sequence[TextLine]) -> str:
    """Lines of one value put together again: a blank where only Latin words were parted."""
    text = ""
    for line in lines:
        parted = text and line.text and is_latin(text[-1]) and is_latin(line.text[0])
        text += (_BLANK if parted else "") + line.text
    return text
