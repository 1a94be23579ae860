"""A themed application and a driver for the parts of the kit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.focus import FocusRing
from app.ui.theme import Scheme, Theme
from tests.pages.driver import Driver

RESOURCES = Path(__file__).parents[3] / "resources"
Stage = Callable[..., Driver]


@pytest.fixture(scope="session")
def installed(qapp: QApplication) -> Theme:
    return theme.install(qapp, RESOURCES)


@pytest.fixture(autouse=True)
def look(installed: Theme) -> Iterator[Theme]:
    """The light theme, whatever a test switches to."""
    yield installed
    installed.switch(Scheme.LIGHT)


@pytest.fixture
def stage(qtbot: QtBot) -> Iterator[Stage]:
    """Shows parts one below the other in a window that stays until the test ends, and gives its driver."""
    windows: list[QWidget] = []

    def show(*parts: QWidget, width: int = 640) -> Driver:
        window = QWidget()
        window.setObjectName("stage")
        column = QVBoxLayout(window)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        FocusRing(window)
        window.resize(width, max(window.sizeHint().height(), column.totalHeightForWidth(width)))
        windows.append(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return Driver(window)

    yield show
    for window in windows:
        window.close()
