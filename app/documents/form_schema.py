"""The shape of a form: fields, rows and what stands in their cells, as it is written in resources/forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator

from app.documents.furniture_schema import Millimetres, Model, Points
from app.documents.letter_schema import Letter, Numbered
from app.documents.wording_schema import Condition, FieldKey, RoleName, Text, Word


class FieldSpec(Model):
    """One printed fact.

    Attributes:
        label: what the form calls it.
        kind: text; lines (paragraphs); date; minute (a time to the minute); until (a second time, its date
            only where it differs from that of ``since``); amount (fen, in capitals and figures); figures
            (fen, ¥8000.00); count (a number in Chinese);
            account (groups of four); choice (a word of ``choices``); flag (true or not); yes_no (answered
            true or false); list (texts joined by 、); stack (texts under each other).
        source: the one place that the fact comes from.
        required: always, never, or under a condition. A required flag must be true.
        name: a person's or firm's name, set in one face wherever the paper mentions it.
        typed: the officer's own words: what can be shortened when the page is full.
    """

    label: Word
    kind: Literal[
        "text",
        "lines",
        "date",
        "minute",
        "until",
        "amount",
        "figures",
        "count",
        "account",
        "choice",
        "flag",
        "yes_no",
        "list",
        "stack",
    ] = "text"
    source: FieldKey
    required: bool | Condition = False
    choices: Mapping[str, str] = Field(default_factory=dict)
    default: str | None = None
    since: FieldKey | None = None
    name: bool = False
    typed: bool = False


class Say(Model):
    """Words on a line of a cell."""

    say: Text
    role: RoleName = "label"
    gap: Points | None = None


class Box(Model):
    """A check box with its words; ticked when the condition holds."""

    box: Condition
    say: Text
    role: RoleName = "fill"
    gap: Points | None = None


class Rule(Model):
    """A rule to write on: so many millimetres, or the rest of the line.

    With a field its value stands on it; without one, or without a value, ``open`` says when it stays empty
    for the pen. Otherwise it is struck with /.
    """

    rule: Millimetres | Literal["rest"]
    field: FieldKey | None = None
    open: Condition | None = None
    gap: Points | None = None


class WrittenDate(Model):
    """年月日, printed apart at the right edge; the signer writes the figures.

    With a field whose value is known that stands there instead.
    """

    written_date: Word
    field: FieldKey | None = None


Item: TypeAlias = Say | Box | Rule | WrittenDate


class Line(Model):
    """One line of items, ``skip`` empty ones above it; ``indent`` in widths of a character."""

    line: list[Item] = Field(min_length=1)
    skip: int = Field(default=0, ge=0, le=10)
    indent: int = Field(default=0, ge=0, le=20)
    when: Condition | None = None


class Paragraphs(Model):
    """Running text; a value of kind lines may bring several paragraphs.

    Attributes:
        indent: of each first line, in widths of a character.
        box: a check box in front; the text then hangs one character from the left.
        lead_in: a heading in front of the first paragraph, on its line.
        closing: a last line of its own, such as （以下空白）.
        instead: other words, tried in turn where a line would be spread too far.
        counted: each paragraph gets its number, 一、 二、 and so on through the whole cell; one that the
            officer wrote gives way.
    """

    text: Text
    indent: int = Field(default=0, ge=0, le=10)
    counted: bool = False
    box: Condition | None = None
    lead_in: str | None = None
    closing: str | None = None
    instead: list[Text] = Field(default_factory=list)
    when: Condition | None = None


Content: TypeAlias = Line | Paragraphs | Numbered


class Stamp(Model):
    """The place of the agency's stamp, over its name and the date of issue; ``diameter`` in millimetres."""

    lines: FieldKey
    date: FieldKey
    diameter: Annotated[float, Field(gt=10, le=60)]


class Cell(Model):
    """One cell: one of label, field, content, rows, stamp; without ``width`` (mm) it takes the rest.

    ``size`` and ``lead`` (pt) are those of its text, ``lead_least`` is the lead of a page that is full
    otherwise, ``columns`` the characters on a line. With a ``foot`` (signature and date of an opinion) the
    content stands at the top of the cell and the foot on its lowest line.
    """

    width: Millimetres | None = None
    label: Word | list[Word] | None = None
    field: FieldKey | None = None
    content: list[Content] | None = None
    rows: list[Row] | None = None
    stamp: Stamp | None = None
    align: Literal["left", "centre"] = "left"
    size: Points | None = None
    lead: Points | None = None
    lead_least: Points | None = None
    columns: int | None = Field(default=None, ge=4, le=60)
    foot: Line | None = None

    @model_validator(mode="after")
    def _one_content(self) -> Cell:
        kinds = (self.label, self.field, self.content, self.rows, self.stamp)
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError("a cell holds exactly one of label, field, content, rows, stamp")
        if self.foot is not None and self.content is None:
            raise ValueError("a foot stands under content alone")
        return self


class Row(Model):
    """One row of the table.

    Attributes:
        height: millimetres; without it the row takes what its text needs.
        height_least: that of a page that is full otherwise.
        flow: the row whose text runs on to further pages.
        each_page: stands on every page of a record, as signatures do.
        splits: its text may go on on the next page, its label standing there again.
        when: left out unless the condition holds.
        instead: rows that take its place when one of its values does not fit its cell on two lines.
    """

    height: Millimetres | None = None
    height_least: Millimetres | None = None
    cells: list[Cell] = Field(min_length=1)
    flow: bool = False
    each_page: bool = False
    splits: bool = False
    when: Condition | None = None
    instead: list[Row] = Field(default_factory=list)


class Below(Model):
    """What stands under the frame: notes at the left, the place of the stamp at the right.

    ``wide`` is the width in millimetres that agency and stamp take at the right margin.
    """

    notes: list[Word] = Field(min_length=1)
    stamp: Stamp
    wide: Millimetres


class Number(Model):
    """The class that a number of this form is drawn from; ``shown`` above the frame, always in the foot."""

    number_class: Word
    shown: bool


class Form(Model):
    """A paper: what it says, where, in how many copies; either rows of a table or a letter."""

    code: Annotated[str, Field(pattern=r"^D\d{2}$")]
    title: Word
    number: Number
    agency: FieldKey
    top: Millimetres
    copies: Annotated[int, Field(ge=1, le=6)]
    strips: list[Word] = Field(default_factory=list)
    note: Word | None = None
    below: Below | None = None
    continued_name: list[FieldKey] = Field(default_factory=list)
    fields: Mapping[FieldKey, FieldSpec]
    rows: list[Row] = Field(default_factory=list)
    letter: Letter | None = None

    @model_validator(mode="after")
    def _strips_match(self) -> Form:
        if bool(self.rows) is (self.letter is not None):
            raise ValueError("a form has either rows or a letter")
        if self.strips and len(self.strips) != self.copies:
            raise ValueError("one strip for each copy, or none")
        if sum(row.flow for row in self.rows) > 1:
            raise ValueError("one row at most runs on to further pages")
        if self.below and self.flows:
            raise ValueError("a form that runs on has nothing under its frame")
        return self

    @property
    def flows(self) -> bool:
        """Whether the form runs on to further pages."""
        return any(row.flow or row.splits for row in self.rows)
