"""The shape of a paper without a table, such as a decision: party, paragraphs under headings, signature."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from app.documents.furniture_schema import Model
from app.documents.wording_schema import Condition, FieldKey, Text, Word

Cells: TypeAlias = Annotated[float, Field(ge=0, le=60)]
"""Widths of a character on the grid of the page."""


class Entry(Model):
    """A label with its value on a line of entries.

    Attributes:
        at: where it begins, in cells from the left; the first of a line begins at its indent.
        when: left out unless the condition holds; without a value it is left out unless required.
    """

    label: Word
    field: FieldKey
    at: Cells | None = None
    when: Condition | None = None


class Entries(Model):
    """Lines of entries, such as those of the party. ``spread`` is the cells of each first label."""

    entries: list[list[Entry]] = Field(min_length=1)
    spread: Cells = 0
    indent: Cells = 0
    when: Condition | None = None


class HeadingLine(Model):
    """A heading of the first level (一、); it never stands last on a page."""

    heading: Word
    when: Condition | None = None


class Prose(Model):
    """Running text; a value of kind lines may bring several paragraphs, and so may a line end in the text.

    ``instead`` are other words, tried in turn where a line would be spread too far.
    """

    text: Text
    instead: list[Text] = Field(default_factory=list)
    when: Condition | None = None


class Numbered(Model):
    """The lines of a field of kind stack as paragraphs 1. 2. 3., parted by ； and closed by 。

    ``indent`` of the first lines, in widths of a character; a letter has its own.
    """

    numbered: FieldKey
    indent: int = Field(default=2, ge=0, le=10)
    when: Condition | None = None


LetterBlock: TypeAlias = Entries | HeadingLine | Prose | Numbered


class Signature(Model):
    """Agency and date under the text, and the place of the stamp over them; ``diameter`` in millimetres."""

    agency: FieldKey
    date: FieldKey
    diameter: Annotated[float, Field(gt=10, le=60)]


class Letter(Model):
    """What stands under the title, in the order of the page."""

    body: list[LetterBlock] = Field(min_length=1)
    signature: Signature
