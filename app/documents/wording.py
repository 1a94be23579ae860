"""Printed wording with {placeholders} becomes spans: each value keeps its field, each name its one face."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.documents.facts import Facts
from app.documents.form_schema import Form
from app.documents.spans import Span
from app.documents.wording_schema import PLACEHOLDER, Part, Text

FILL = "fill"
_EMPTY = "＿＿＿＿"


class Wording:
    """Fills the wording of one form with the facts of one paper."""

    def __init__(self, form: Form, facts: Facts) -> None:
        self._form = form
        self._facts = facts
        names = facts.names()
        self._names = re.compile("|".join(map(re.escape, names))) if names else None

    def spans(self, text: Text, role: str) -> list[Span]:
        """The wording as spans; printed words in ``role``, values in the type of filled values."""
        parts: Sequence[Part] = [Part(text=text)] if isinstance(text, str) else text
        found: list[Span] = []
        for part in parts:
            if self._facts.holds(part.when):
                found += self._filled(part.text, part.role or role)
        return found

    def paragraphs(self, text: Text, role: str) -> list[list[Span]]:
        """The same, parted where a value brings paragraphs of its own."""
        found: list[list[Span]] = [[]]
        for span in self.spans(text, role):
            for index, piece in enumerate(span.text.split("\n")):
                if index:
                    found.append([])
                if piece:
                    found[-1].append(replace(span, text=piece))
        return [paragraph for paragraph in found if paragraph]

    def value(self, key: str) -> list[Span]:
        """The value of one field; nothing where it has none."""
        text = self._facts.text(key)
        return list(self._value_spans(key, text)) if text else []

    def _filled(self, text: str, role: str) -> Iterator[Span]:
        at = 0
        for found in PLACEHOLDER.finditer(text):
            if found.start() > at:
                yield Span(text[at : found.start()], role)
            yield from self.value(found[1]) or [
                Span(_EMPTY, FILL, found[1], self._form.fields[found[1]].label)
            ]
            at = found.end()
        if at < len(text):
            yield Span(text[at:], role)

    def _value_spans(self, key: str, text: str) -> Iterator[Span]:
        spec = self._form.fields[key]
        if spec.name:
            yield Span(text, FILL, key, spec.label)
            return
        at = 0
        for found in self._names.finditer(text) if self._names is not None else ():
            if found.start() > at:
                yield Span(text[at : found.start()], FILL, key, spec.label, whole=False)
            yield Span(found[0], FILL, key, spec.label)
            at = found.end()
        if at < len(text):
            yield Span(text[at:], FILL, key, spec.label, whole=False)
