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


def test_at_200_percent_passphrase_and_button_are_wholly_in_sight_with_the_focus_and_nothing_scrolls(
    open_window: Open,
) -> None:
    page, _ = open_window()
    page.driver.window.resize(*DOUBLED)
    wait_until(lambda: page.in_sight("passphrase") and page.in_sight("unlock"), "both are in sight")
    assert page.driver.focused_name() == "passphrase"
    assert (
        page.in_sight("recovery") and page.in_sight("sign_in_demonstration") and page.in_sight("sign_in_calm")
    )


def test_at_200_percent_a_refusal_and_the_field_it_speaks_of_are_in_sight_together(open_window: Open) -> None:
    page, _ = open_window()
    page.driver.window.resize(*DOUBLED)
    page.give("wrong")
    page.refusal()
    wait_until(
        lambda: all(page.in_sight(name) for name in ("sign_in_banner", "passphrase", "unlock")), "all three"
    )
    assert page.driver.focused_name() == "passphrase"


def test_at_200_percent_a_mistyped_recovery_code_is_told_above_its_field(open_window: Open) -> None:
    page, _ = open_window()
    page.driver.window.resize(*DOUBLED)
    page.recover("0000-1111-2222-3333-4444-5555-6667", "another-passphrase")
    page.refusal()
    wait_until(
        lambda: page.in_sight("sign_in_banner") and page.in_sight("recovery_code"), "both are in sight"
    )
    assert page.driver.focused_name() == "recovery_code"


def test_the_demonstration_passphrase_stands_apart_from_what_is_said_of_it(open_window: Open) -> None:
    page, _ = open_window()
    words = page.driver.text("sign_in_demonstration_words")
    assert f"{PASSPHRASES[JIA]}　" in words


def test_capitals_that_nobody_sees_are_told(open_window: Open) -> None:
    page, _ = open_window()
    page.driver.type_text("A")
    assert page.driver.sees("sign_in_capitals")
    page.driver.type_text("b")
    assert not page.driver.sees("sign_in_capitals")


def test_a_click_on_the_officer_who_is_chosen_already_leads_to_his_passphrase(open_window: Open) -> None:
    page, _ = open_window()
    page.driver.find("recovery").setFocus()
    page.driver.click(f"officer_{JIA}")
    assert page.driver.focused_name() == "passphrase"
