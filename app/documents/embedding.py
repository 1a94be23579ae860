"""TrueType faces in a PDF: one subset for each face, with a map back to Unicode that holds every character.

reportlab cuts a face into simple fonts of 256 characters, and its map to Unicode writes a number of five
digits beyond U+FFFF where UTF-16 wants a pair of surrogates. Here a face becomes one composite font
(ISO 32000-1, 9.7), so that a name is never parted, and the map is UTF-16 as 9.10.3 asks.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from reportlab.pdfbase import pdfdoc

from app.documents.faces import Face

Refer: TypeAlias = Callable[[object, str], pdfdoc.PDFObjectReference]
"""Adds an object under a name to a document and gives the reference to it."""

_MAP_BLOCK = 100
"""Entries that one block of a character map may hold (Adobe technical note 5014)."""
_DEFAULT_WIDTH = 1000
_OWN_CHARACTERS = 1 << 2
"""Flag of the font descriptor: the font has its own set of characters."""


class Subset:
    """The characters that one document takes from a face; a character's code counts from 1."""

    def __init__(self, face: Face, name: str) -> None:
        """``name`` is how the pages call the font."""
        self.name = name
        self._outlines = face.outlines
        self._codes: dict[int, int] = {}

    def encoded(self, text: str) -> str:
        """The codes of a text in hexadecimal, two bytes each."""
        return "".join(f"{self._codes.setdefault(ord(char), len(self._codes) + 1):04X}" for char in text)

    def font(self, refer: Refer) -> pdfdoc.PDFObjectReference:
        """Add the font with its descriptor, widths and maps to a document."""
        chars = list(self._codes)
        base = f"{_tag(chars)}+{self._outlines.name.decode()}"
        descendant = _dictionary(
            Type="/Font",
            Subtype="/CIDFontType2",
            BaseFont=pdfdoc.PDFName(base),
            CIDSystemInfo=_dictionary(
                Registry=pdfdoc.PDFString("Adobe"), Ordering=pdfdoc.PDFString("Identity"), Supplement=0
            ),
            FontDescriptor=self._descriptor(refer, base, chars),
            DW=_DEFAULT_WIDTH,
            W=pdfdoc.PDFArray([1, pdfdoc.PDFArray([self._width(code) for code in chars])]),
            CIDToGIDMap=_stream(refer, f"glyphs of {base}", self._glyph_map(chars)),
        )
        font = _dictionary(
            Type="/Font",
            Subtype="/Type0",
            BaseFont=pdfdoc.PDFName(base),
            Encoding="/Identity-H",
            DescendantFonts=pdfdoc.PDFArray([refer(descendant, f"descendant of {base}")]),
            ToUnicode=_stream(refer, f"unicode of {base}", unicode_map(chars)),
        )
        return refer(font, base)

    def _width(self, code: int) -> int:
        return round(float(self._outlines.charWidths.get(code, self._outlines.defaultWidth)))

    def _descriptor(self, refer: Refer, base: str, chars: Sequence[int]) -> pdfdoc.PDFObjectReference:
        outlines = self._outlines
        file = outlines.makeSubset(chars)
        descriptor = _dictionary(
            Type="/FontDescriptor",
            FontName=pdfdoc.PDFName(base),
            Flags=_OWN_CHARACTERS,
            FontBBox=pdfdoc.PDFArray(outlines.bbox),
            ItalicAngle=outlines.italicAngle,
            Ascent=outlines.ascent,
            Descent=outlines.descent,
            CapHeight=outlines.capHeight,
            StemV=outlines.stemV,
            FontFile2=_stream(refer, f"file of {base}", file, Length1=len(file)),
        )
        return refer(descriptor, f"descriptor of {base}")

    def _glyph_map(self, chars: Iterable[int]) -> bytes:
        """Code to glyph of the subset, which numbers glyphs in the order of their first character."""
        places: dict[int, int] = {0: 0}
        glyphs = [0]
        for code in chars:
            glyphs.append(places.setdefault(self._outlines.charToGlyph.get(code, 0), len(places)))
        return struct.pack(f">{len(glyphs)}H", *glyphs)


def unicode_map(chars: Iterable[int]) -> bytes:
    """The map from codes (from 1, in order) back to Unicode, as UTF-16."""
    entries = [
        f"<{code:04X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in enumerate(chars, 1)
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for start in range(0, len(entries), _MAP_BLOCK):
        block = entries[start : start + _MAP_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _tag(chars: Iterable[int]) -> str:
    """Six capital letters that name the subset: the same characters, the same name."""
    digest = hashlib.sha256(repr(list(chars)).encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _dictionary(**entries: object) -> pdfdoc.PDFDictionary:
    return pdfdoc.PDFDictionary(entries)


def _stream(refer: Refer, name: str, content: bytes, **entries: object) -> pdfdoc.PDFObjectReference:
    stream = pdfdoc.PDFStream(_dictionary(**entries), content, [pdfdoc.PDFZCompress])
    return refer(stream, name)
