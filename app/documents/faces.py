"""Type faces as the setter sees them: which characters they hold, how wide they are, where their ink lies."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from struct import unpack

from reportlab.pdfbase.ttfonts import TTFontFace

from app.documents.furniture_schema import Role
from app.ports.paperwork import MissingGlyph

_EM = 1000
_NEVER_PRINTED = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_LONE = "\ufffd"
"""Is named in place of half a surrogate pair, which no text can hold."""
_LATIN_ENDS = 0x2000
"""Below it lie the scripts whose letters stand on proportional widths; above it marks and ideographs."""
_HAN_MARKS = frozenset("·×÷±§¨°")
"""Below U+2000 and yet set on the width of an ideograph in Chinese text."""


class Face:
    """One TrueType file. All measures are in em."""

    def __init__(self, name: str, path: Path) -> None:
        self.name = name
        self._path = path

    @cached_property
    def outlines(self) -> TTFontFace:
        """The parsed file; read once, at first use."""
        return TTFontFace(str(self._path))

    @cached_property
    def _glyph_data(self) -> int:
        return int(self.outlines.get_table_pos("glyf")[0])

    def has(self, char: str) -> bool:
        """Whether the face draws this character."""
        return char == " " or bool(self.outlines.charToGlyph.get(ord(char), 0))

    def width(self, char: str) -> float:
        """How far the pen moves after the character."""
        return float(self.outlines.charWidths.get(ord(char), self.outlines.defaultWidth)) / _EM

    def ink(self, char: str) -> tuple[float, float]:
        """Left and right edge of the ink; a blank character has none and gives (0, 0)."""
        outlines = self.outlines
        glyph = outlines.charToGlyph.get(ord(char), 0)
        start, end = outlines.glyphPos[glyph], outlines.glyphPos[glyph + 1]
        if start == end:
            return 0.0, 0.0
        left, _, right = unpack(">hhh", outlines.get_chunk(self._glyph_data + start + 2, 6))
        return left / outlines.unitsPerEm, right / outlines.unitsPerEm


@dataclass(frozen=True, slots=True)
class Choice:
    """The faces for one value: ``han`` for ideographs and marks, ``latin`` (scaled) for the rest."""

    han: Face
    latin: Face
    latin_scale: float


class FontBook:
    """The faces of all roles (title, label, fill, heading), each with its chain for rare characters."""

    def __init__(self, folder: Path, roles: Mapping[str, Role], faces: dict[str, Face] | None = None) -> None:
        """``faces`` are those of the folder that were read already; further ones are added to them."""
        self._folder = folder
        self._roles = roles
        self._faces: dict[str, Face] = {} if faces is None else faces

    def face(self, name: str) -> Face:
        """A face by the name of its file without suffix."""
        if name not in self._faces:
            self._faces[name] = Face(name, self._folder / f"{name}.ttf")
        return self._faces[name]

    def suits(self, role: str, text: str) -> bool:
        """Whether the first faces of the role hold every character of a text."""
        spec = self._roles[role]
        han, latin = self.face(spec.chain[0]), self.face(spec.latin or spec.chain[0])
        return all((latin if is_latin(char) else han).has(char) for char in text)

    def choose(self, role: str, text: str, field: str = "", label: str = "") -> Choice:
        """The first faces of the role that hold every character of a text: a name is never set in two.

        Raises:
            MissingGlyph: no face of the chain holds them all; the first character without any is named.
        """
        spec = self._roles[role]
        letters = [char for char in text if is_latin(char)]
        others = [char for char in text if not is_latin(char)]
        latins = (spec.latin, *spec.chain) if spec.latin else spec.chain
        return Choice(
            self._first(spec.chain, others, field, label),
            self._first(latins, letters, field, label),
            spec.latin_scale if spec.latin else 1.0,
        )

    def _first(self, chain: Sequence[str], chars: Sequence[str], field: str, label: str) -> Face:
        faces = [self.face(name) for name in chain]
        if all(char_is_printable(char) for char in chars):
            for face in faces:
                if all(face.has(char) for char in chars):
                    return face
        char = self._culprit(faces, chars)
        shown = _LONE if unicodedata.category(char) == "Cs" else char
        raise MissingGlyph(field=field, label=label, character=shown, codepoint=f"U+{ord(char):04X}")

    @staticmethod
    def _culprit(faces: Sequence[Face], chars: Sequence[str]) -> str:
        for char in chars:
            if not char_is_printable(char) or not any(face.has(char) for face in faces):
                return char
        # Each character lies in some face, but no face holds all: name what the fullest one lacks.
        lacking = [[char for char in chars if not face.has(char)] for face in faces]
        return min(lacking, key=len)[0]


def is_latin(char: str) -> bool:
    """Whether a character is set on its own width: digits, Latin letters and their marks."""
    return ord(char) < _LATIN_ENDS and char not in _HAN_MARKS


def char_is_printable(char: str) -> bool:
    """Whether a character can stand on paper: no controls, no invisible or private ones."""
    return unicodedata.category(char) not in _NEVER_PRINTED
