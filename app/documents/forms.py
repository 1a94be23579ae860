"""The forms and the furniture of one folder: read once, checked whole, each error with its file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.documents.form_schema import Form, Row
from app.documents.furniture_schema import Furniture
from app.documents.marked_yaml import Marked, Place
from app.documents.wording_schema import keys_in
from app.ports.paperwork import FormBroken, FormUnknown

FURNITURE = "furniture.yaml"
_LARGEST = 256 * 1024
_CONDITIONS = frozenset(("when", "box", "open", "required"))
_ONE_KEY = frozenset(("field", "since", "agency", "date", "lines", "numbered"))


class FormLibrary:
    """The forms of a folder (resources/forms, or that of a release), each read at its first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._forms: dict[str, Form] = {}
        self._furniture: Furniture | None = None

    @property
    def furniture(self) -> Furniture:
        """What all forms share.

        Raises:
            FormBroken: the file is unusable.
        """
        if self._furniture is None:
            self._furniture = self._marked(FURNITURE).check(Furniture)
        return self._furniture

    def codes(self) -> tuple[str, ...]:
        """The codes of all forms in the folder."""
        return tuple(sorted(path.stem for path in self._folder.glob("D??.yaml")))

    def form(self, code: str) -> Form:
        """A form by its code.

        Raises:
            FormUnknown: the folder has no such form.
            FormBroken: its file is unusable.
        """
        if code not in self._forms:
            if code not in self.codes():
                raise FormUnknown(form=code)
            self._forms[code] = read_form(self._text(f"{code}.yaml"), f"{code}.yaml", self.furniture)
        return self._forms[code]

    def _marked(self, name: str) -> Marked:
        return Marked(self._text(name), name)

    def _text(self, name: str) -> str:
        try:
            raw = (self._folder / name).read_bytes()
            if len(raw) > _LARGEST:
                raise FormBroken(file=name, line=1, reason="yaml", detail="too large")
            return raw.decode()
        except (OSError, UnicodeDecodeError) as error:
            raise FormBroken(file=name, line=1, reason="yaml", detail=type(error).__name__) from error


def read_form(text: str, file: str, furniture: Furniture) -> Form:
    """Read one form and check that every name in it leads to a declared field.

    Raises:
        FormBroken: with file and line.
    """
    marked = Marked(text, file)
    form = marked.check(Form)
    for place, key in _keys(marked):
        if key not in form.fields:
            raise marked.broken(place, f"no field {key}")
    for key, spec in form.fields.items():
        if spec.kind == "choice" and not spec.choices:
            raise marked.broken(("fields", key), f"{key} is a choice without choices")
        if spec.kind == "until" and spec.since is None:
            raise marked.broken(("fields", key), f"{key} needs since")
    page = furniture.page
    _check_widths(marked, form.rows, ("rows",), page.width - page.left - page.right)
    return form


def _keys(marked: Marked) -> Iterator[tuple[Place, str]]:
    for place, part in marked.walk():
        last = place[-1] if place else ""
        if isinstance(part, str) and place and place[0] != "fields":
            yield from ((place, key) for key in keys_in(part))
        if last in _CONDITIONS and isinstance(part, dict):
            yield from ((place, key) for key in part)
        if isinstance(part, str) and (last in _ONE_KEY or place[-2:-1] == ("continued_name",)):
            yield place, part


def _check_widths(marked: Marked, rows: Sequence[Row], place: Place, room: float) -> None:
    """The cells of every row fill its width: one of them at most takes the rest."""
    for index, row in enumerate(rows):
        here: Place = (*place, index, "cells")
        taken = sum(cell.width or 0.0 for cell in row.cells)
        rests = sum(cell.width is None for cell in row.cells)
        if rests > 1 or taken > room or (rests and taken == room) or (not rests and taken != room):
            raise marked.broken(here, f"the cells take {taken:g} of {room:g} mm, {rests} of them the rest")
        _check_widths(marked, row.instead, (*place, index, "instead"), room)
        for number, cell in enumerate(row.cells):
            if cell.rows is not None:
                _check_widths(marked, cell.rows, (*here, number, "rows"), cell.width or room - taken)
