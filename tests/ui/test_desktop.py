"""One window at a time: sign-in, the office behind it, cover and lock."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.laptop import LaptopNotSetUp
from app.places import resources_dir
from app.ports.keys import WrongPassphrase
from app.presenters.look import Look
from app.ui import theme
from app.ui.desktop import Desktop, open_desktop
from app.ui.pages.sign_in import SignInWindow
from app.ui.theme import Scheme
from app.ui.window import MainWindow
from tests.fakes.door import FakeDoor
from tests.fakes.office import JIA, PASSPHRASES, FakeOffice
from tests.fakes.queries import FakeQueries
from tests.pages.driver import Driver, wait_until
from tests.pages.sign_in_page import SignInPage


@dataclass
class Stand:
    """A desktop over a door that opens in memory, and how often the process would have been replaced."""

    desktop: Desktop
    door: FakeDoor
    locks: list[str] = field(default_factory=list)
    queries: FakeQueries = field(default_factory=FakeQueries)

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
    theme.current().switch(Scheme.LIGHT)
    theme.current().set_text_size(100)


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


def test_another_size_of_texts_makes_the_window_anew_in_the_same_office_at_the_same_place(
    stand: Stand,
) -> None:
    main = stand.sign_in()
    main.resize(1366, 768)
    office = stand.desktop.office
    main.open_settings("look")
    wait_until(lambda: Driver(main).sees("settings_text_size_125"), "the sizes are on offer")
    Driver(main).click("settings_text_size_125")
    wait_until(lambda: stand.desktop.window is not main, "the window is made anew")
    assert isinstance(stand.desktop.window, MainWindow)
    fresh = Driver(stand.desktop.window)
    assert stand.desktop.office is office and not office.closed
    wait_until(lambda: fresh.sees("settings_look") and not main.isVisible(), "it shows the same part")
    assert fresh.focused_name() == "settings_text_size_125"
    assert (stand.desktop.window.width(), stand.desktop.window.height()) == (1366, 768)
    assert json.loads(office.queries.settings[f"window.text.{JIA}"]) == 125


def test_the_sign_in_page_of_the_next_start_looks_as_it_was_left(stand: Stand) -> None:
    main = stand.sign_in()
    main.settings_page.scheme_chosen.emit("dark")
    main.settings_page.text_size_chosen.emit(150)
    wait_until(lambda: stand.door.kept_look == Look("dark", 150), "the look is kept beside the store")
    stand.desktop.close()
    theme.current().switch(Scheme.LIGHT)
    theme.current().set_text_size(100)
    again = Desktop(stand.door, lambda: None)
    again.start()
    assert (theme.current().scheme, theme.current().text_size) == (Scheme.DARK, 150)
    again.close()


def test_each_officer_finds_his_own_look(stand: Stand) -> None:
    stand.door.make = lambda officer: FakeOffice(signed_in=officer, queries=stand.queries)
    stand.queries.settings[f"window.text.{JIA}"] = "125"
    stand.queries.settings[f"window.scheme.{JIA}"] = '"dark"'
    stand.sign_in()
    assert (theme.current().scheme, theme.current().text_size) == (Scheme.DARK, 125)


def test_the_settings_name_the_folder_of_the_store(stand: Stand) -> None:
    main = stand.sign_in()
    main.open_settings("store")
    wait_until(lambda: main.settings_join.presenter.state.store.folder, "the settings are read")
    assert main.settings_join.presenter.state.store.folder == stand.door.facts().folder
