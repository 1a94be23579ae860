"""Numbered paragraphs: 1.…； 2.…。 as lists of evidence are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.spans import Span

_BETWEEN, _AT_END = "；", "。"
_ENDINGS = "；。，、;,."


def numbered(paragraphs: Sequence[Sequence[Span]], role: str) -> Iterator[list[Span]]:
    """Each paragraph with its number before it and its mark behind it; a mark that it brought gives way."""
    for index, spans in enumerate(paragraphs):
        end = _AT_END if index == len(paragraphs) - 1 else _BETWEEN
        yield [Span(f"{index + 1}.", role), *_without_ending(spans), Span(end, role)]


def _without_ending(spans: Sequence[Span]) -> list[Span]:
    *before, last = spans
    text = last.text.rstrip(_ENDINGS)
    return [*before, replace(last, text=text)] if text else before
