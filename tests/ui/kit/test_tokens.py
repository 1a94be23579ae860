"""The token file is the only place of colours and sizes, and its colours can be read."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from app.ui import theme
from app.ui.theme import Scheme, Theme, Tone

ROOT = Path(__file__).parents[3]
TOKENS = json.loads((ROOT / "resources" / "style" / "tokens.json").read_text("utf-8"))
SOURCES = {path: path.read_text("utf-8") for path in sorted((ROOT / "app" / "ui").rglob("*.py"))}
KIT = [path for path in SOURCES if path.parent.name in ("kit", "ui")]
GROUNDS = ("ground", "surface", "raised", "hover", "neutral-ground", "accent-ground")
READABLE = 4.5
PLAIN_NUMBERS = {0, 1, 2, -1, 0.5}


def _numbers(source: str) -> Iterator[tuple[int, float]]:
    """Each number that stands in a function, with its line; named constants of a module may be."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Constant) and type(inner.value) in (int, float):
                    yield inner.lineno, inner.value


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(ink: QColor, ground: QColor) -> float:
    """WCAG 2.2, 1.4.3."""
    low, high = sorted((_luminance(ink), _luminance(ground)))
    return (high + 0.05) / (low + 0.05)


def test_both_schemes_name_the_same_colours() -> None:
    assert TOKENS["colour"]["light"].keys() == TOKENS["colour"]["dark"].keys()


def test_no_colour_stands_outside_the_token_file() -> None:
    written = re.compile(r"#[0-9A-Fa-f]{3,8}\b|QColor\(\s*[\"'\d]|rgba?\(|GlobalColor\.(?!transparent)")
    found = [f"{path.name}: {hit}" for path, text in SOURCES.items() for hit in written.findall(text)]
    assert found == []


@pytest.mark.parametrize("path", KIT, ids=lambda path: path.stem)
def test_no_size_stands_outside_the_token_file(path: Path) -> None:
    found = [
        f"line {line}: {number}" for line, number in _numbers(SOURCES[path]) if number not in PLAIN_NUMBERS
    ]
    assert found == []


@pytest.mark.parametrize("kind", ["size", "text", "mix", "family"])
def test_every_token_is_used(kind: str) -> None:
    everything = "\n".join(SOURCES.values())
    unused = [
        name
        for name in TOKENS[kind]
        if f'"{name}"' not in everything and "${" + name.replace("-", "_") not in everything
    ]
    assert unused == []


def test_every_colour_is_used() -> None:
    everything = "\n".join(SOURCES.values())
    toned = {tone.ground for tone in Tone} | {tone.ink for tone in Tone}
    unused = [
        name
        for name in TOKENS["colour"]["light"]
        if name not in toned
        and f'"{name}"' not in everything
        and "$" + name.replace("-", "_") not in everything
    ]
    assert unused == []


@pytest.mark.parametrize("scheme", Scheme)
def test_words_can_be_read_on_every_ground(scheme: Scheme, look: Theme) -> None:
    look.switch(scheme)
    pairs = [(ink, ground) for ink in ("text", "muted", "accent") for ground in GROUNDS]
    pairs += [(ink, tone.ground) for tone in Tone for ink in (tone.ink, "text", "muted")]
    pairs += [(tone.ink, ground) for tone in Tone for ground in ("ground", "surface", "raised", "hover")]
    pairs += [("on-accent", ground) for ground in ("accent", "danger", "ok", "warn")] + [("on-tip", "tip")]
    faint = {pair: _contrast(theme.color(pair[0]), theme.color(pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in faint.items() if ratio < READABLE} == {}


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("filled", ["accent", "danger"])
def test_words_on_a_filled_button_can_be_read(scheme: Scheme, filled: str, look: Theme) -> None:
    look.switch(scheme)
    for ground in (
        theme.color(filled),
        theme.mixed(filled, "text", "filled-hover"),
        theme.mixed(filled, "text", "filled-pressed"),
    ):
        assert _contrast(theme.color("on-accent"), ground) >= READABLE
    assert _contrast(theme.mixed("on-accent", filled, "hint"), theme.color(filled)) >= READABLE
