"""Pieces of text on their way to the setter: each keeps its role and the field that it came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text: printed wording (no field) or a value.

    One with ``whole`` is set in one face, as a name must be; of a sentence only the clause with a rare
    character changes its face.
    """

    text: str
    role: str
    field: str = ""
    label: str = ""
    whole: bool = True
