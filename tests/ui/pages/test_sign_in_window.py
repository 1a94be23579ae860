"""The sign-in window: keyboard first, one calm sentence, refusals where they belong."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.presenters.sign_in import SignInPresenter
from app.ui.pages.sign_in import SignInWindow
from tests.fakes.door import CODE, FakeDoor
from tests.fakes.office import JIA, PASSPHRASES, YI
from tests.pages.driver import Driver, wait_until
from tests.pages.sign_in_page import SignInPage
from tests.ui.pages.conftest import DOUBLED

Open = Callable[..., tuple[SignInPage, SignInPresenter]]


@pytest.fixture
def open_window(qapp: QApplication) -> Iterator[Open]:
    windows: list[SignInWindow] = []

    def open_(door: FakeDoor | None = None) -> tuple[SignInPage, SignInPresenter]:
        window, presenter = SignInWindow(), SignInPresenter(door or FakeDoor())
        windows.append(window)
        window.officer_chosen.connect(lambda officer: window.show_state(presenter.choose(officer)))
        window.unlock_asked.connect(lambda words: window.show_state(presenter.unlock(words)))
        window.recovery_asked.connect(lambda: window.show_state(presenter.start_recovery()))
        window.recovery_left.connect(lambda: window.show_state(presenter.end_recovery()))
        window.recovery_given.connect(lambda *given: window.show_state(presenter.recover(*given)))
        window.show_state(presenter.open())
        window.show()
        wait_until(lambda: window.isActiveWindow() or window.activateWindow(), "the window is active")
        return SignInPage(window), presenter

    yield open_
    for window in windows:
        window.close()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_passphrase_has_the_focus_and_enter_unlocks(open_window: Open) -> None:
    page, presenter = open_window()
    assert page.driver.focused_name() == "passphrase"
    page.give(PASSPHRASES[JIA])
    assert presenter.state.office is not None


def test_arrow_keys_change_the_officer_while_the_cursor_stays_in_the_passphrase(open_window: Open) -> None:
    page, presenter = open_window()
    page.driver.press("Down")
    assert presenter.state.chosen is not None and presenter.state.chosen.id == YI
    assert page.driver.focused_name() == "passphrase"
    page.driver.press("Up")
    assert presenter.state.chosen.id == JIA


def test_a_wrong_passphrase_is_told_on_the_page_and_can_be_typed_anew(open_window: Open) -> None:
    page, presenter = open_window()
    page.give("wrong")
    assert page.refusal() == "口令不对。"
    page.give(PASSPHRASES[JIA])
    assert presenter.state.office is not None


def test_another_officer_starts_with_an_empty_passphrase(open_window: Open) -> None:
    page, _ = open_window()
    page.driver.type_text("half a pass")
    page.choose(YI)
    assert page.driver.text("passphrase") == ""


def test_a_demonstration_store_shows_its_passphrases(open_window: Open) -> None:
    page, _ = open_window()
    assert page.demonstration_passphrase() == PASSPHRASES[JIA]


def test_any_other_store_shows_none(open_window: Open) -> None:
    page, _ = open_window(FakeDoor(demonstration=False))
    assert page.demonstration_passphrase() == ""


def test_the_recovery_code_leads_in_with_a_new_passphrase(open_window: Open) -> None:
    page, presenter = open_window()
    page.recover(CODE, "new-passphrase-1")
    assert presenter.state.office is not None


def test_the_passphrase_is_shown_only_while_asked(open_window: Open) -> None:
    page, _ = open_window()
    page.driver.type_text("secret words")
    assert page.driver.find("passphrase").toolTip() == ""


def test_at_twice_the_size_the_button_is_in_sight(open_window: Open) -> None:
    page, _ = open_window()
    page.driver.window.resize(*DOUBLED)
    driver: Driver = page.driver
    button = driver.find("unlock")
    corner = button.mapTo(driver.window, button.rect().bottomRight())
    assert corner.y() < driver.window.height()
    driver.click("unlock")
