"""From form and values to the finished paper: pages, number, codes, copies. Used inside the paper process."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from app.documents.check import missing
from app.documents.check_code import check_code
from app.documents.faces import Face, FontBook
from app.documents.facts import Facts
from app.documents.foot import NO_CODE, Foot, FootText
from app.documents.form_schema import Form
from app.documents.forms import FormLibrary
from app.documents.layout import Layout, PageFull
from app.documents.letter import LetterLayout
from app.documents.lettering import Lettering
from app.documents.pdf import pdf_bytes
from app.documents.room import Room, text_of
from app.documents.scene import MM, Circle, Sheet
from app.documents.table import ValueTooLong
from app.ports.paperwork import (
    PREVIEW_NUMBER,
    FieldsMissing,
    Rendered,
    StampPlace,
    TextTooLong,
    Values,
)

NO_NUMBER = "＿＿"
"""Stands for the number in a preview that was given none to show."""
_PROBE = "字"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What an issue adds to a paper; a preview has neither ``paper`` nor check code."""

    number: str
    paper: str = ""


class Press:
    """Sets papers in this process; keeps forms and faces for the next one."""

    def __init__(self, forms: Path, fonts: Path, faces: dict[str, Face] | None = None) -> None:
        """``forms`` and ``fonts`` are the folders that hold them; ``faces`` were read already."""
        self.forms, self.fonts = forms, fonts
        self._library = FormLibrary(forms)
        self._faces: dict[str, Face] = {} if faces is None else faces
        self._others: dict[Path, Press] = {}

    def with_forms(self, forms: Path) -> Press:
        """A press with the forms of another release and the same faces."""
        if forms == self.forms:
            return self
        if forms not in self._others:
            self._others[forms] = Press(forms, self.fonts, self._faces)
        return self._others[forms]

    @cached_property
    def _fonts(self) -> FontBook:
        return FontBook(self.fonts, self._library.furniture.roles, self._faces)

    def warm(self) -> None:
        """Read the faces that every paper needs."""
        for role in self._library.furniture.roles.values():
            for name in {role.chain[0], role.latin or role.chain[0]}:
                self._fonts.face(name).width(_PROBE)

    def preview(self, code: str, values: Values, copy: int) -> Rendered:
        """One copy, from 1, without check code; see :class:`app.ports.paperwork.Paperwork`."""
        form = self._library.form(code)
        number = values.get(PREVIEW_NUMBER)
        imprint = Imprint(number if isinstance(number, str) and number else NO_NUMBER)
        return self._rendered(form, self._layout(form, values), imprint, [min(max(copy, 1), form.copies) - 1])

    def issue(self, code: str, values: Values, number: str, paper: str) -> Rendered:
        """All copies with number and codes; see :class:`app.ports.paperwork.Paperwork`."""
        form = self._library.form(code)
        problems = missing(form, values)
        if problems:
            raise FieldsMissing(form=code, problems=problems)
        return self._rendered(form, self._layout(form, values), Imprint(number, paper), range(form.copies))

    def room(self, code: str, values: Values, field: str) -> int:
        """How many more characters a text takes; see :class:`app.ports.paperwork.Paperwork`."""
        return self._room(self._library.form(code), values).left(field)

    def rooms(self, code: str, values: Values) -> Mapping[str, int]:
        """The same for every text of a paper; see :class:`app.ports.paperwork.Paperwork`."""
        return self._room(self._library.form(code), values).texts()

    def _room(self, form: Form, values: Values) -> Room:
        return Room(form, values, self._library.furniture, self._fonts)

    def _laid_out(self, form: Form, values: Values) -> Layout | LetterLayout:
        facts, furniture = Facts(form, values), self._library.furniture
        layout: Layout | LetterLayout
        if form.letter is None:
            layout = Layout(form, facts, furniture, self._fonts)
        else:
            layout = LetterLayout(form, form.letter, facts, furniture, self._fonts)
        layout.lay()
        return layout

    def _layout(self, form: Form, values: Values) -> Layout | LetterLayout:
        """The pages of one copy.

        Raises:
            TextTooLong: they are more than the form has.
        """
        try:
            return self._laid_out(form, values)
        except ValueTooLong as error:
            fields: tuple[str, ...] = (error.field,)
        except PageFull:
            fields = tuple(
                key for key, spec in form.fields.items() if spec.typed and text_of(values.get(key))
            )
        longest = max(fields or tuple(form.fields), key=lambda key: len(text_of(values.get(key))))
        over = -self.room(form.code, values, longest)
        raise TextTooLong(
            form=form.code, field=longest, label=form.fields[longest].label, fields=fields, over=over
        )

    def _rendered(
        self, form: Form, layout: Layout | LetterLayout, imprint: Imprint, copies: Sequence[int]
    ) -> Rendered:
        furniture = self._library.furniture
        foot = Foot(furniture, Lettering(self._fonts))
        codes = (
            tuple(check_code((*sheet.heading, *sheet.content)) for sheet in layout.sheets)
            if imprint.paper
            else ()
        )
        # The foot of a page is the same on every copy, and its QR code is what takes time.
        feet = [
            tuple(foot.marks(FootText(imprint.number, code, page, len(layout.sheets), imprint.paper)))
            for page, code in enumerate(codes or (NO_CODE,) * len(layout.sheets), start=1)
        ]
        sheets: list[Sheet] = []
        stamps: list[StampPlace] = []
        for copy in copies:
            strip = form.strips[copy] if form.strips else ""
            for index, sheet in enumerate(layout.sheets):
                marks = [*feet[index], *foot.strip(strip, *sheet.frame)]
                number = [] if index else layout.heading.number(imprint.number)
                stamps += [StampPlace(len(sheets), *_in_mm(circle)) for circle in sheet.stamps]
                sheets.append(replace(sheet, number=number, foot=marks))
        size = furniture.page.width * MM, furniture.page.height * MM
        pdf = pdf_bytes(sheets, size, f"{form.title} {imprint.number}", self._fonts)
        return Rendered(
            pdf=pdf,
            sha256=f"sha256:{hashlib.sha256(pdf).hexdigest()}",
            pages=len(sheets),
            copies=len(copies),
            check_code=codes[0] if codes else "",
            check_codes=codes,
            stamps=tuple(stamps),
            loose=tuple(dict.fromkeys(key for sheet in layout.sheets for key in sheet.loose)),
        )


def _in_mm(circle: Circle) -> tuple[float, float, float]:
    return round(circle.x / MM, 3), round(circle.y / MM, 3), round(circle.diameter / MM, 3)
