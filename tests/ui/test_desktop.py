"""One window at a time: sign-in, the office behind it, cover and lock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.laptop import LaptopNotSetUp
from app.places import resources_dir
from app.ports.keys import WrongPassphrase
from app.ui import theme
from app.ui.desktop import Desktop, open_desktop
from app.ui.pages.sign_in import SignInWindow
from app.ui.window import MainWindow
from tests.fakes.door import FakeDoor
from tests.fakes.office import JIA, PASSPHRASES, FakeOffice
from tests.pages.driver import wait_until
from tests.pages.sign_in_page import SignInPage


@dataclass
class Stand:
    """A desktop over a door that opens in memory, and how often the process would have been replaced."""

    desktop: Desktop
    door: FakeDoor
    locks: list[str] = field(default_factory=list)

    def sign_in(self) -> MainWindow:
        """Unlock as officer 甲."""
        assert isinstance(self.desktop.window, SignInWindow)
        SignInPage(self.desktop.window).sign_in(JIA, PASSPHRASES[JIA])
        wait_until(lambda: isinstance(self.desktop.window, MainWindow), "the office is open")
        assert isinstance(self.desktop.window, MainWindow)
        return self.desktop.window


@pytest.fixture
def stand(qapp: QApplication) -> Iterator[Stand]:
    theme.install(qapp, resources_dir())
    door, locks = FakeDoor(), []
    desktop = Desktop(door, lambda: locks.append("lock"))
    desktop.start()
    yield Stand(desktop, door, locks)
    desktop.close()


def test_the_right_passphrase_opens_the_office(stand: Stand) -> None:
    stand.sign_in()
    assert isinstance(stand.desktop.office, FakeOffice)


def test_a_wrong_passphrase_says_so_and_opens_nothing(stand: Stand) -> None:
    stand.door.refusal = WrongPassphrase(officer=JIA)
    assert stand.desktop.window is not None
    page = SignInPage(stand.desktop.window)
    page.sign_in(JIA, "not-the-passphrase")
    assert "口令" in page.refusal()
    assert stand.desktop.office is None


def test_cover_closes_the_office_and_asks_for_the_passphrase_again(stand: Stand) -> None:
    main = stand.sign_in()
    office = stand.desktop.office
    main.cover_asked.emit()
    assert isinstance(stand.desktop.window, SignInWindow)
    assert stand.desktop.office is None
    assert isinstance(office, FakeOffice)
    assert office.closed
    stand.sign_in()
    assert stand.locks == []


def test_cover_never_leaves_the_screen_without_a_window(stand: Stand, qapp: QApplication) -> None:
    main = stand.sign_in()
    ended: list[str] = []
    qapp.lastWindowClosed.connect(lambda: ended.append("last window closed"))
    main.cover_asked.emit()
    wait_until(lambda: not main.isVisible(), "the office is gone from the screen")
    assert ended == []


def test_lock_closes_everything_and_replaces_the_process(stand: Stand) -> None:
    main = stand.sign_in()
    main.lock_asked.emit()
    assert stand.locks == ["lock"]
    assert stand.desktop.window is None
    assert stand.desktop.office is None


def test_who_leaves_the_laptop_alone_is_covered_and_later_locked_after_the_times_of_the_release(
    stand: Stand,
) -> None:
    stand.sign_in()
    waits = sorted(
        timer.interval() for timer in stand.desktop.findChildren(QTimer) if timer.interval() > 60_000
    )
    assert waits == [10 * 60_000, 20 * 60_000]


def test_a_laptop_that_is_not_set_up_says_what_to_do(
    qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_laptop() -> FakeDoor:
        raise LaptopNotSetUp(folder="fieldcase")

    assert open_desktop(no_laptop, lambda: None, self_check=True) == 0
    assert "街镇执法" in capsys.readouterr().out
