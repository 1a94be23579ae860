"""The bundled fonts: where each came from, how it was made, and whether it is still what it was.

    python -m installer.fonts check                       compare the files with their hashes
    python -m installer.fonts convert FROM.otf TO.ttf     make a TrueType file of an OpenType one

The maker of PDF takes TrueType outlines alone. The Fandol faces come as OpenType with cubic (CFF) outlines
and are converted with cu2qu of fontTools; the Noto faces are TrueType already and are copied as they are.
Nothing is fetched here: whoever repeats the work installs the named package first.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "fonts"
LARGEST_ERROR = 1.0
"""How far a converted outline may lie from the cubic one, in units of the font (1000 in an em)."""
_TRUETYPE = "\000\001\000\000"
_CUBIC_ONLY = ("CFF ", "VORG")


@dataclass(frozen=True, slots=True)
class Bundled:
    """One font file of the folder.

    Attributes:
        package: the public package that holds the original, and ``original`` the file's name in it.
        converted: made from cubic outlines by :func:`convert`; otherwise copied.
        licence: the file with its licence.
    """

    sha256: str
    package: str
    original: str
    converted: bool
    licence: str


def _fandol(face: str, sha256: str) -> Bundled:
    package = "Debian texlive-lang-chinese"
    return Bundled(sha256, package, f"Fandol{face}-Regular.otf", True, "LICENSE-Fandol-GPL3.txt")


def _noto(family: str, original: str, sha256: str) -> Bundled:
    return Bundled(sha256, f"npm @expo-google-fonts/{family}", original, False, "LICENSE-Noto-OFL.txt")


BUNDLED: Mapping[str, Bundled] = {
    "FandolFang-Regular.ttf": _fandol(
        "Fang", "3865c94f4588dadc96ca2b6435b797ad5b12673a97d183e870ebba826727936a"
    ),
    "FandolKai-Regular.ttf": _fandol(
        "Kai", "e9cf9029a9ae1550b1595d005f4874e80227262a950d6bcffb75ef0bfd35ee63"
    ),
    "NotoSansSC_400Regular.ttf": _noto(
        "noto-sans-sc",
        "NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    "NotoSansSC_500Medium.ttf": _noto(
        "noto-sans-sc",
        "NotoSansSC_500Medium.ttf",
        "b30853d205f3ecdde938b1488c735ee15a2e870d31331b992fdc53971e23ec4a",
    ),
    "NotoSansSC_700Bold.ttf": _noto(
        "noto-sans-sc",
        "NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
    "NotoSerifSC_400Regular.ttf": _noto(
        "noto-serif-sc",
        "NotoSerifSC_400Regular.ttf",
        "c358a69de3df5f423a8946a7b03e3126fb6ba116f1130a463455b4e39e1f0742",
    ),
    "NotoSerifSC_700Bold.ttf": _noto(
        "noto-serif-sc",
        "NotoSerifSC_700Bold.ttf",
        "9c6a2ba736e4b499c84f65ce366bd3625c0401885fd3e585ace50fb738b96ff6",
    ),
}


def troubles(folder: Path = FOLDER) -> Iterator[str]:
    """Every file that is missing, changed or without its licence, one sentence each."""
    for name, bundled in BUNDLED.items():
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing: {bundled.package} has it as {bundled.original}"
        elif hashlib.sha256(path.read_bytes()).hexdigest() != bundled.sha256:
            yield f"{name} is not the file that was bundled"
        if not (folder / bundled.licence).is_file():
            yield f"{name} lacks its licence {bundled.licence}"


def convert(source: Path, target: Path, largest_error: float = LARGEST_ERROR) -> None:
    """Write ``source`` with quadratic outlines: the same glyphs, widths and characters, hinting dropped.

    Raises:
        ValueError: the source has no cubic outlines.
    """
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    font = TTFont(source, recalcTimestamp=False)
    if "CFF " not in font:
        raise ValueError(f"{source.name} has no cubic outlines")
    order = font.getGlyphOrder()
    cubic = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(cubic)
        cubic[name].draw(Cu2QuPen(pen, largest_error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    outlines = newTable("glyf")
    outlines.glyphOrder, outlines.glyphs = order, glyphs
    font["loca"], font["glyf"] = newTable("loca"), outlines
    _set_profile(font["maxp"], len(order))
    font["post"].formatType = 3.0
    for tag in _CUBIC_ONLY:
        if tag in font:
            del font[tag]
    font.sfntVersion = _TRUETYPE
    font.save(target)


def _set_profile(profile: object, glyphs: int) -> None:
    """Fill the table maxp for TrueType outlines without instructions; the rest is counted on saving."""
    vars(profile).update(
        tableVersion=0x00010000,
        numGlyphs=glyphs,
        maxZones=1,
        maxTwilightPoints=0,
        maxStorage=0,
        maxFunctionDefs=0,
        maxInstructionDefs=0,
        maxStackElements=0,
        maxSizeOfInstructions=0,
        maxComponentElements=0,
    )


def main(arguments: list[str] | None = None) -> int:
    """The command line; 1 when a file is not as it should be."""
    parser = argparse.ArgumentParser(prog="installer.fonts", description="The bundled fonts.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="compare the files with their hashes")
    make = commands.add_parser("convert", help="make a TrueType file of an OpenType one")
    make.add_argument("source", type=Path)
    make.add_argument("target", type=Path)
    chosen = parser.parse_args(arguments)
    if chosen.command == "convert":
        convert(chosen.source, chosen.target)
        return 0
    found = list(troubles())
    for trouble in found:
        print(trouble, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
