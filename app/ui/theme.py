"""Tokens, fonts and palette of the window; the look of everything is read from one file.

``resources/style/tokens.json`` is the only place of colours and sizes (``page`` holds the
widths that belong to one page). ``install`` reads it, loads the
bundled fonts, and sets palette and style sheet on the application; ``color``, ``px``, ``font`` and
``line_height`` answer for the installed theme. Switching the scheme at run time sends every widget a
``PaletteChange``; parts that paint themselves read their colours while painting and so follow by
themselves. A larger text size makes everything larger that is measured in tokens, widths and the places
where pages fold included, so that a page lays out as it would in a smaller window; parts take their
sizes when they are made, so windows must be made anew (``resized``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.ui.sheet import style_sheet

FONT_FILES = (
    "NotoSansSC_400Regular.ttf",
    "NotoSansSC_500Medium.ttf",
    "NotoSansSC_700Bold.ttf",
    "DejaVuSansMono.ttf",
)


class Scheme(StrEnum):
    """Which set of colours is shown."""

    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """What a part says with its colour; icon and word always say it too."""

    NEUTRAL = "neutral"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    DANGER = "danger"

    @property
    def ink(self) -> str:
        """Colour token of text and icon in this tone."""
        return "muted" if self is Tone.NEUTRAL else self.value

    @property
    def ground(self) -> str:
        """Colour token of the ground behind it."""
        return f"{self.value}-ground"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """One text role: size and line height in logical pixels, weight 400, 500 or 700."""

    size: float
    line: int
    weight: int
    family: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The token file, read."""

    colour: Mapping[str, Mapping[str, str]]
    mix: Mapping[str, float]
    family: Mapping[str, str]
    text: Mapping[str, TextStyle]
    size: Mapping[str, int]

    @staticmethod
    def read(path: Path) -> Tokens:
        """Read the token file. Raises OSError or ValueError when it is missing or broken."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        text = {name: TextStyle(**style) for name, style in raw["text"].items()}
        sizes = {**raw["size"], **raw["page"]}
        return Tokens(raw["colour"], raw["mix"], raw["family"], text, sizes)


class Theme(QObject):
    """The look in force. Made by ``install``; lives as long as the application."""

    changed = Signal()
    resized = Signal()  # the text size is another: windows are to be made anew

    def __init__(self, app: QApplication, resources: Path, scheme: Scheme) -> None:
        super().__init__(app)
        self._app = app
        self.resources = resources
        self.tokens = Tokens.read(resources / "style" / "tokens.json")
        self._fonts: dict[str, QFont] = {}
        self._colors: dict[str, QColor] = {}
        self._scheme = scheme
        self._percent, self._sizes = ORDINARY, dict(self.tokens.size)
        for name in FONT_FILES:
            QFontDatabase.addApplicationFont(str(resources / "fonts" / name))

    @property
    def scheme(self) -> Scheme:
        return self._scheme

    def switch(self, scheme: Scheme) -> None:
        """Show the other set of colours at once, everywhere."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self.apply()
            self.changed.emit()

    @property
    def text_size(self) -> int:
        """The size of texts in percent of the ordinary one."""
        return self._percent

    def set_text_size(self, percent: int) -> None:
        """Make texts, and with them all measures, larger or ordinary again. Raises ValueError for others."""
        if percent not in TEXT_SIZES:
            raise ValueError(percent)
        if percent == self._percent:
            return
        self._percent = percent
        self._fonts.clear()
        self._sizes = {name: self._scaled(name, size) for name, size in self.tokens.size.items()}
        self.apply()
        self.resized.emit()

    def _scaled(self, name: str, size: int) -> int:
        """A measure in the text size; hair lines and the window itself stay as they are."""
        if name in UNSCALED:
            return size
        return max(round(size * self._percent / ORDINARY), 1)

    def apply(self) -> None:
        """Put font, palette and style sheet on the application."""
        colours = self.tokens.colour[self._scheme.value]
        self._colors = {name: QColor(value) for name, value in colours.items()}
        self._app.setFont(self.font("body"))
        self._app.setPalette(self._palette())
        self._app.setStyleSheet(
            style_sheet(colours, self._sizes, self._pixels(self.tokens.text["caption"].size))
        )

    def color(self, token: str) -> QColor:
        return self._colors[token]

    def px(self, token: str) -> int:
        return self._sizes[token]

    def line_height(self, role: str) -> int:
        return round(self.tokens.text[role].line * self._percent / ORDINARY)

    def _pixels(self, size: float) -> float:
        """A size of texts in logical pixels; fractions where the text size makes some."""
        return size * self._percent / ORDINARY

    def font(self, role: str) -> QFont:
        """The font of a text role; a fresh copy that the caller may change."""
        if role not in self._fonts:
            self._fonts[role] = self._make_font(self.tokens.text[role])
        return QFont(self._fonts[role])

    def _make_font(self, style: TextStyle) -> QFont:
        font = QFont([self.tokens.family[style.family], self.tokens.family["body"]])
        # A size in pixels has no fractions in QFont; 72 points are 96 logical pixels at scale 1.
        size = self._pixels(style.size)
        if size == int(size):
            font.setPixelSize(int(size))
        else:
            screen = self._app.primaryScreen()
            font.setPointSizeF(size * POINTS_PER_INCH / screen.logicalDotsPerInch())
        font.setWeight(QFont.Weight(style.weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def _palette(self) -> QPalette:
        role, group = QPalette.ColorRole, QPalette.ColorGroup
        palette = QPalette()
        for target, token in PALETTE.items():
            palette.setColor(target, self.color(token))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(group.Disabled, target, self.color("disabled"))
        return palette


POINTS_PER_INCH = 72
ORDINARY = 100
TEXT_SIZES = (100, 110, 125, 150)
"""The sizes of texts on offer, in percent."""
UNSCALED = frozenset({"hair", "window-width", "window-height", "window-min-width", "window-min-height"})
"""Measures that no text size changes."""
STYLED = "fieldcase_styled"

PALETTE: Mapping[QPalette.ColorRole, str] = {
    QPalette.ColorRole.Window: "ground",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "ground",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "on-accent",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on-accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "tip",
    QPalette.ColorRole.ToolTipText: "on-tip",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line-strong",
    QPalette.ColorRole.Dark: "line-strong",
    QPalette.ColorRole.Shadow: "line-strong",
}

_installed: list[Theme] = []


def application(name: str) -> QApplication:
    """The one application of this process, in the style that ``install`` would give it.

    The style is asked for by its name, since what ``setStyle`` gives back costs milliseconds to wrap.
    """
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([name, "-style", "Fusion"])
        app.setProperty(STYLED, True)
    return app


def install(app: QApplication, resources: Path, scheme: Scheme = Scheme.LIGHT) -> Theme:
    """Give the application its look; ``resources`` is the folder with style, fonts and icons.

    Asked again, the look that is there stays and takes the scheme: every widget listens to that one.

    Raises OSError or ValueError when the token file cannot be read.
    """
    if _installed and isValid(_installed[0]) and _installed[0].resources.samefile(resources):
        _installed[0].switch(scheme)
        return _installed[0]
    if not app.property(STYLED):
        app.setStyle("Fusion")
    theme = Theme(app, resources, scheme)
    _installed[:] = [theme]
    theme.apply()
    return theme


def current() -> Theme:
    """The installed theme. Raises LookupError before ``install``."""
    if not _installed:
        raise LookupError("no theme is installed")
    return _installed[0]


def color(token: str) -> QColor:
    """A colour token in the scheme now shown. Raises KeyError for an unknown name."""
    return current().color(token)


def px(token: str) -> int:
    """A size token in logical pixels. Raises KeyError for an unknown name."""
    return current().px(token)


def font(role: str) -> QFont:
    """The font of a text role: title, section, body, medium, strong, caption, chip, mono ..."""
    return current().font(role)


def line_height(role: str) -> int:
    """The line height of a text role in logical pixels."""
    return current().line_height(role)


def mixed(base: str, over: str, share: str) -> QColor:
    """Colour ``base`` with the named share of ``over`` laid upon it."""
    part = current().tokens.mix[share]
    low, high = color(base), color(over)
    return QColor.fromRgbF(
        low.redF() + (high.redF() - low.redF()) * part,
        low.greenF() + (high.greenF() - low.greenF()) * part,
        low.blueF() + (high.blueF() - low.blueF()) * part,
    )


def named(widget: QWidget, name: str, accessible: str = "") -> QWidget:
    """Set object name and, when given, accessible name; returns the widget."""
    widget.setObjectName(name)
    if accessible:
        widget.setAccessibleName(accessible)
    return widget
