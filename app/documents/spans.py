"""Pieces of text on their way to the setter: each keeps its role and the field that it came from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text that is set in one face: printed wording (no field) or one value."""

    text: str
    role: str
    field: str = ""
    label: str = ""
