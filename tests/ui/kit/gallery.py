"""Every part in every state on one page, to be looked at beside the picture of the design.

``python -m tests.ui.kit.gallery OUT.png [--dark] [--scale 2]`` needs no display.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.focus import FocusRing
from app.ui.kit.bars import PageHead
from app.ui.kit.buttons import (
    Button,
)
from app.ui.theme import Scheme
from tests.ui.kit.sample_lists import empty, inbox, more, people, reasons, table, tiles, timeline, today, tree
from tests.ui.kit.samples import (
    banners,
    buttons,
    chips,
    dialog,
    dues,
    fields,
    pills,
    progress,
    steps,
    swatches,
    texts,
)

RESOURCES = Path(__file__).parents[3] / "resources"
WIDTH = 1366
GAP = 12


class Gallery(QWidget):
    """The page of all parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("gallery")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, GAP, 16, GAP)
        self._column.setSpacing(GAP)
        self._column.addWidget(PageHead("组件", "每个部件的每种状态"))
        self._row(swatches("浅色", "light"), swatches("深色", "dark"))
        self._row(texts())
        self._row(pills())
        self._row(buttons(), dues())
        self._row(chips(), fields())
        self._row(steps())
        self._row(banners())
        self._row(progress(), dialog(), shares=(13, 7))
        self._row(empty(), table(), tree(), tiles(), shares=(11, 10, 8, 11))
        self._row(reasons(), timeline(), shares=(1, 1))
        self._row(today(), inbox(), shares=(5, 2))
        self._row(people(), more(), shares=(1, 1))
        self.ring = FocusRing(self)
        self.setFixedWidth(WIDTH)

    def _row(self, *parts: QWidget, shares: Sequence[int] = ()) -> None:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for number, part in enumerate(parts):
            row.addWidget(part, shares[number] if shares else 1)
        self._column.addLayout(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme.color("ground"))


def build() -> Gallery:
    """Make the page, laid out as high as it needs, with the focus on its sample."""
    gallery = Gallery()
    gallery.show()
    QApplication.processEvents()
    gallery.setFixedHeight(max(gallery.heightForWidth(WIDTH), gallery.sizeHint().height()))
    QApplication.processEvents()
    gallery.activateWindow()
    sample = gallery.findChild(Button, "focus_sample")
    if sample is not None:
        sample.setFocus()
    QApplication.processEvents()
    return gallery


def main() -> None:
    """Write the picture."""
    parser = argparse.ArgumentParser(description="Draw every part in every state.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--scale", default="1")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = chosen.scale
    app = QApplication([])
    theme.install(app, RESOURCES, Scheme.DARK if chosen.dark else Scheme.LIGHT)
    build().grab().save(str(chosen.out))


if __name__ == "__main__":
    main()
