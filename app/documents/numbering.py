"""Numbered paragraphs: 1.…； 2.…。 as lists of evidence are written, 一、…。 二、…。 as records are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.spans import Span
from app.domain.catalogue.citation import chinese_number

_BETWEEN, _AT_END = "；", "。"
_ENDINGS = "；。，、;,."


def numbered(paragraphs: Sequence[Sequence[Span]], role: str) -> Iterator[list[Span]]:
    """Each paragraph with its number before it and its mark behind it; a mark that it brought gives way."""
    for index, spans in enumerate(paragraphs):
        end = _AT_END if index == len(paragraphs) - 1 else _BETWEEN
        yield [Span(f"{index + 1}.", role), *_without_ending(spans), Span(end, role)]


def counted(paragraphs: Sequence[Sequence[Span]], role: str, before: int = 0) -> Iterator[list[Span]]:
    """Each paragraph with its number in Chinese, ``before`` of them counted already.

    Numbers that were typed give way where every paragraph has its own, from the first on; a single one may
    be part of the text, as in 一、二号楼.
    """
    typed = [_typed_number(spans[0].text, place) for place, spans in enumerate(paragraphs, 1)]
    gives_way = len(paragraphs) > 1 and all(typed)
    for place, (first, *others) in enumerate(paragraphs):
        text = first.text[len(typed[place]) :].lstrip() if gives_way else first.text
        number = Span(f"{chinese_number(before + place + 1)}、", role)
        yield [number, *([replace(first, text=text)] if text else []), *others]


def _typed_number(text: str, place: int) -> str:
    """The number before the paragraph at this place, from 1; empty where there is none."""
    numbers = (f"{chinese_number(place)}、", f"{place}、", f"{place}.", f"{place}．")
    return next((number for number in numbers if text.startswith(number)), "")


def _without_ending(spans: Sequence[Span]) -> list[Span]:
    *before, last = spans
    text = last.text.rstrip(_ENDINGS)
    return [*before, replace(last, text=text)] if text else before
