"""What all papers share: the page, the type, the title, the frame and the foot; measures are data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Points = Annotated[float, Field(ge=0, le=1000)]
Millimetres = Annotated[float, Field(ge=0, le=420)]


class Model(BaseModel):
    """A part of a file: nothing unknown in it, nothing changed later."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Role(Model):
    """The faces for one kind of text, by file name without suffix; ``latin`` serves digits and letters."""

    chain: tuple[str, ...] = Field(min_length=1)
    latin: str | None = None
    latin_scale: Annotated[float, Field(gt=0, le=2)] = 1.0


class Page(Model):
    """The sheet and its margins in millimetres; ``lowest`` is where the frame ends at the latest."""

    width: Millimetres
    height: Millimetres
    left: Millimetres
    right: Millimetres
    lowest: Millimetres


class Title(Model):
    """Agency, name and number above the frame: sizes in pt, the rest in pt below the top margin.

    ``pitches`` spreads short names: the pitch in pt for so many characters.
    """

    agency_size: Points
    agency_middle: Points
    name_size: Points
    name_middle: Points
    pitches: Mapping[int, Points] = Field(default_factory=dict)
    number_size: Points
    number_middle: Points
    frame: Points
    frame_numbered: Points
    continued_size: Points
    continued_middle: Points
    continued_frame: Points
    continued_rule: Points


class Table(Model):
    """Lines and cells: widths of lines, padding and sizes in pt, dates in millimetres."""

    frame_line: Points
    inner_line: Points
    writing_rule: Points
    padding: Points
    padding_least: Points
    label_margin: Points
    size: Points
    lead: Points
    smaller: Points
    text_padding: Points
    text_padding_least: Points
    date_pitch: Millimetres
    box: Annotated[float, Field(gt=0, lt=1)]
    box_line: Points
    tick_line: Points
    box_gap: Points
    item_gap: Points
    rule_below: Points
    stamp_lead: Points


class Foot(Model):
    """The foot of every page: millimetres from the top edge of the sheet, sizes in pt."""

    top: Millimetres
    bottom: Millimetres
    size: Points
    lead: Points
    page_size: Points
    qr: Millimetres
    module_least: Millimetres
    note_size: Points
    note_below: Points
    strip_size: Points
    strip_pitch: Points
    strip_right: Millimetres


class Furniture(Model):
    """Everything that the forms share."""

    page: Page
    roles: Mapping[str, Role]
    title: Title
    table: Table
    foot: Foot
