"""The words of a form: texts with {placeholders}, and the conditions under which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from app.documents.furniture_schema import Model

PLACEHOLDER = re.compile(r"\{([a-z][a-z_]*(?:\.[a-z][a-z_]*)*)\}")

FieldKey: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z_]*(\.[a-z][a-z_]*)*$")]
Word: TypeAlias = Annotated[str, Field(min_length=1, max_length=2000)]
Condition: TypeAlias = Mapping[FieldKey, bool | str | list[str]]
"""All must hold. ``true`` and ``false`` ask a flag (absent counts as false), ``answered_no`` asks for a plain
no, ``present`` and ``absent`` for any value; other words are choices, of a list any one."""

RoleName: TypeAlias = Literal["label", "fill", "heading"]


class Part(Model):
    """A piece of wording with {placeholders}; left out unless its condition holds."""

    text: Word
    when: Condition | None = None
    role: RoleName | None = None


Text: TypeAlias = Word | list[Part]


def keys_in(text: str) -> Iterator[str]:
    """The field keys that a wording names."""
    return (found[1] for found in PLACEHOLDER.finditer(text))
