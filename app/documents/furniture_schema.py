"""What all papers share: the page, the type, the title, the frame and the foot; measures are data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.ports.paperwork import FormBroken

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
    foot_lead: Points = 18
    foot_padding: Points = 4.5


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
    note_lead: Points = 16.2
    stamp_below: Points = 4.5
    strip_size: Points
    strip_pitch: Points
    strip_right: Millimetres


class LetterPage(Model):
    """The page of decisions and notices: a grid of ``lines`` and ``cells`` between its margins.

    ``bottom`` in millimetres, sizes in pt, middles in pt below the top margin. The title takes
    ``title_lines`` of the first page; ``indent`` (of a paragraph), ``entry_gap`` (between two entries of a
    line) and ``date_right`` (free beside the date) are cells, ``signature_skip`` are empty lines. The stamp
    begins ``stamp_below`` pt under the text; the last page holds ``least_lines`` of text at least.
    """

    bottom: Millimetres
    lines: Annotated[int, Field(ge=8, le=60)]
    cells: Annotated[int, Field(ge=8, le=60)]
    size: Points
    agency_size: Points
    agency_middle: Points
    name_size: Points
    name_middle: Points
    name_pitches: Mapping[int, Points] = Field(default_factory=dict)
    number_size: Points
    number_middle: Points
    title_lines: Annotated[int, Field(ge=1, le=8)]
    indent: Points
    entry_gap: Points
    signature_skip: Annotated[int, Field(ge=0, le=6)]
    date_right: Points
    stamp_below: Points
    least_lines: Annotated[int, Field(ge=1, le=6)]
    note_size: Points
    note_lead: Points


class Furniture(Model):
    """Everything that the forms share.

    A case prints the forms of the release that it pins, so what came later has a default: forms of every age
    load.
    """

    page: Page
    roles: Mapping[str, Role]
    title: Title
    table: Table
    letter: LetterPage | None = None
    foot: Foot

    @property
    def letter_page(self) -> LetterPage:
        """The page of decisions and notices.

        Raises:
            FormBroken: these forms are from before there were any.
        """
        if self.letter is None:
            raise FormBroken(file="furniture.yaml", line=1, reason="rule", detail="no letter")
        return self.letter
