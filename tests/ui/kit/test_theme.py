"""One look for everything: faces, figures, switching at run time, crisp icons."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetricsF, QImage, QRawFont, QTextLayout
from PySide6.QtWidgets import QWidget

from app.ui import icons, theme
from app.ui.kit.buttons import PrimaryButton
from app.ui.kit.chips import Due, DueChip
from app.ui.theme import Scheme, Theme
from tests.ui.kit.conftest import RESOURCES, Stage

ROOT = Path(__file__).parents[3]
HEAVY = ("sqlalchemy", "alembic", "tuf", "reportlab", "pypinyin", "pydantic", "yaml", "PySide6.QtNetwork")


def _colours(picture: QImage) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize(("role", "face"), [("body", "Regular"), ("medium", "Medium"), ("strong", "Bold")])
def test_each_weight_is_set_in_its_own_face(role: str, face: str) -> None:
    raw = QRawFont.fromFont(theme.font(role))
    assert (raw.familyName(), raw.styleName()) == ("Noto Sans SC", face)


@pytest.mark.parametrize(("role", "size"), [("caption", 12), ("body", 14), ("section", 16), ("title", 20)])
def test_text_sizes_are_those_of_the_design(role: str, size: int) -> None:
    assert theme.font(role).pixelSize() == size


def test_hashes_are_set_in_the_bundled_fixed_face() -> None:
    assert QFontInfo(theme.font("mono")).family() == "DejaVu Sans Mono"


@pytest.mark.parametrize("role", ["body", "strong", "caption", "mono"])
def test_figures_are_tabular(role: str) -> None:
    metrics = QFontMetricsF(theme.font(role))
    assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1


def test_a_rare_name_has_its_characters_in_the_window_font() -> None:
    layout = QTextLayout("王𬭎张珺", theme.font("body"))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    faces = {run.rawFont().familyName() for run in layout.glyphRuns()}
    glyphs = [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]
    assert (faces, len(glyphs)) == ({"Noto Sans SC"}, 4)
    assert 0 not in glyphs


def test_switching_the_scheme_repaints_what_is_shown(stage: Stage, look: Theme) -> None:
    driver = stage(PrimaryButton("打印并交付", icon="printer", name="print"), DueChip("今天到期", Due.TODAY))
    button = driver.find("print")
    assert theme.color("accent").name() in _colours(button.grab().toImage())
    look.switch(Scheme.DARK)
    dark = _colours(button.grab().toImage())
    assert theme.color("accent").name() in dark
    assert look.tokens.colour["light"]["accent"].lower() not in dark
    assert driver.window.palette().window().color() == theme.color("ground")


def test_switching_the_scheme_tells_once(look: Theme) -> None:
    told: list[Scheme] = []
    look.changed.connect(lambda: told.append(look.scheme))
    look.switch(Scheme.DARK)
    look.switch(Scheme.DARK)
    assert told == [Scheme.DARK]


def test_an_icon_of_a_menu_follows_the_scheme(look: Theme) -> None:
    icon = icons.icon("lock", "accent")
    light = _colours(icon.pixmap(20, 20).toImage())
    look.switch(Scheme.DARK)
    assert _colours(icon.pixmap(20, 20).toImage()) != light


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_is_drawn_in_the_pixels_of_the_screen(ratio: float) -> None:
    drawn = icons.pixmap("search", "text", 20, ratio)
    assert (drawn.width(), drawn.devicePixelRatio()) == (round(20 * ratio), ratio)
    assert drawn.toImage() != icons.pixmap("lock", "text", 20, ratio).toImage()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_an_icon_of_a_button_or_menu_is_as_sharp_as_the_screen(ratio: float) -> None:
    drawn = icons.icon("eye").pixmap(QSize(16, 16), ratio)
    assert drawn.width() == round(16 * ratio)
    assert drawn.deviceIndependentSize().width() == pytest.approx(16)


def test_every_bundled_icon_can_be_drawn_and_is_licensed() -> None:
    names = sorted(path.stem for path in (RESOURCES / "icons").glob("*.svg"))
    blank = [name for name in names if len(_colours(icons.pixmap(name).toImage())) < 2]
    assert names and blank == []
    assert "ISC" in (RESOURCES / "icons" / "LICENSE-Lucide-ISC.txt").read_text("utf-8")


def test_an_unknown_token_or_icon_is_an_error() -> None:
    with pytest.raises(KeyError):
        theme.color("gold")
    with pytest.raises(KeyError):
        theme.px("colossal")
    with pytest.raises(OSError, match="nowhere"):
        icons.pixmap("nowhere")


def test_named_sets_both_names() -> None:
    part = theme.named(QWidget(), "part", "部件")
    assert (part.objectName(), part.accessibleName()) == ("part", "部件")


def test_the_frame_loads_nothing_heavy() -> None:
    code = "import sys, json, app.ui.frame; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )
    loaded = json.loads(done.stdout)
    assert [name for name in loaded if name.startswith(HEAVY)] == []


@pytest.mark.parametrize("percent", [110, 125, 150])
def test_a_larger_text_makes_its_line_its_control_and_the_folding_larger_with_it(
    look: Theme, percent: int
) -> None:
    ordinary = {name: theme.px(name) for name in ("control", "row", "columns-folded-below", "rail")}
    line, wide = theme.line_height("body"), _wide("示范街道综合行政执法队")
    look.set_text_size(percent)
    try:
        assert _wide("示范街道综合行政执法队") == pytest.approx(wide * percent / 100, rel=0.03)
        assert theme.line_height("body") == round(line * percent / 100)
        for name, before in ordinary.items():
            assert theme.px(name) == round(before * percent / 100)
        assert (theme.px("hair"), theme.px("window-min-width")) == (1, 683)
    finally:
        look.set_text_size(100)
    assert {name: theme.px(name) for name in ordinary} == ordinary


def test_a_size_of_texts_that_nobody_offers_is_refused(look: Theme) -> None:
    with pytest.raises(ValueError, match="300"):
        look.set_text_size(300)
    assert look.text_size == 100


def _wide(text: str) -> float:
    return QFontMetricsF(theme.font("body")).horizontalAdvance(text)
