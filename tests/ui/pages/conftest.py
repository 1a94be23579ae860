"""The main window over an office in memory that obeys the real law."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from app.ui import theme
from app.ui.theme import ORDINARY, Scheme, Theme
from app.ui.window import MainWindow
from tests.fakes.office import FakeOffice
from tests.pages.driver import Driver, wait_until

RESOURCES = Path(__file__).parents[3] / "resources"
LAPTOP, DOUBLED = (1366, 768), (683, 384)


@dataclass
class Stand:
    """A window, what it stands on, and what a dialog would have been asked."""

    window: MainWindow
    office: FakeOffice
    driver: Driver
    chosen: list[Path] = field(default_factory=list)
    bugs: list[BaseException] = field(default_factory=list)


Show = Callable[..., Stand]


@pytest.fixture(scope="session")
def installed(qapp: QApplication) -> Theme:
    return theme.install(qapp, RESOURCES)


@pytest.fixture(autouse=True)
def look(installed: Theme) -> Iterator[Theme]:
    """The light theme and the ordinary size of texts, whatever a test switches to."""
    yield installed
    installed.switch(Scheme.LIGHT)
    installed.set_text_size(ORDINARY)


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Four small photos that differ."""
    return [_photo(tmp_path / f"photo{number}.jpg", number) for number in range(4)]


def _photo(path: Path, number: int) -> Path:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x305080 + number * 0x101010)
    assert image.save(str(path), "JPG")
    return path


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Show]:
    """Show the main window for an office and give its driver; it is closed when the test ends."""
    stands: list[Stand] = []

    def open_(office: FakeOffice | None = None, size: tuple[int, int] = LAPTOP) -> Stand:
        used = office or FakeOffice()
        chosen: list[Path] = []
        bugs: list[BaseException] = []

        def choose(parent: QWidget) -> tuple[Path, ...]:
            return tuple(chosen)

        window = MainWindow(used, choose=choose, target=lambda *_: None, unexpected=bugs.append)
        window.resize(*size)
        stand = Stand(window, used, Driver(window), chosen, bugs)
        stands.append(stand)
        window.show()
        # The window of the test before may still be giving up the focus: ask until it is ours.
        wait_until(lambda: window.isActiveWindow() or window.activateWindow(), "the window is active")
        return stand

    yield open_
    for stand in stands:
        stand.window.close()
        stand.window.deleteLater()
    # A window that goes later would take the focus from the next test's window.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for stand in stands:
        assert stand.bugs == []
