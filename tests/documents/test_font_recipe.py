"""The bundled faces are those that were bundled, and the recipe makes TrueType out of cubic outlines."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from reportlab.pdfbase.ttfonts import TTFontFace

from installer.fonts import BUNDLED, convert, main, troubles
from tests.documents.demo import RESOURCES


def cubic_font(path: Path) -> None:
    """A font of two glyphs with cubic outlines: a square with one round side."""
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    pen.lineTo((900, 0))
    pen.curveTo((1000, 300), (1000, 600), (900, 800))
    pen.lineTo((100, 800))
    pen.closePath()
    empty = T2CharStringPen(1000, None)
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "zi"])
    builder.setupCharacterMap({ord("字"): "zi"})
    names = {"familyName": "Demo", "styleName": "Regular", "psName": "Demo-Regular"}
    builder.setupCFF("Demo-Regular", {}, {".notdef": empty.getCharString(), "zi": pen.getCharString()}, {})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "zi": (1000, 100)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable(names)
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


def test_the_bundled_faces_are_whole_and_licensed() -> None:
    assert list(troubles()) == []
    assert main(["check"]) == 0


def test_a_changed_a_missing_and_an_unlicensed_face_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "FandolFang-Regular.ttf"
    data = bytearray((RESOURCES / "fonts" / name).read_bytes())
    data[1000] ^= 1
    (tmp_path / name).write_bytes(data)
    found = list(troubles(tmp_path))
    assert f"{name} is not the file that was bundled" in found
    assert f"{name} lacks its licence LICENSE-Fandol-GPL3.txt" in found
    assert len([line for line in found if "is missing" in line]) == len(BUNDLED) - 1


def test_cubic_outlines_become_quadratic_ones_of_the_same_shape(tmp_path: Path) -> None:
    source, target = tmp_path / "demo.otf", tmp_path / "demo.ttf"
    cubic_font(source)
    convert(source, target)
    made = TTFont(target)
    assert "CFF " not in made and "glyf" in made
    name = made.getBestCmap()[ord("字")]
    glyphs = made.getGlyphSet()
    pen = BoundsPen(glyphs)
    glyphs[name].draw(pen)
    assert pen.bounds == pytest.approx((100, 0, 975, 800), abs=1.5)
    assert made["hmtx"][name] == (1000, 100)


def test_the_maker_of_pdf_takes_a_converted_face(tmp_path: Path) -> None:
    source, target = tmp_path / "demo.otf", tmp_path / "demo.ttf"
    cubic_font(source)
    assert main(["convert", str(source), str(target)]) == 0
    face = TTFontFace(str(target))
    assert ord("字") in face.charToGlyph
    assert face.makeSubset([ord("字")])


def test_a_font_without_cubic_outlines_is_not_converted(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no cubic outlines"):
        convert(RESOURCES / "fonts" / "FandolKai-Regular.ttf", tmp_path / "out.ttf")
