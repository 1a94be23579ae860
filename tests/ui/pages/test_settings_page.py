"""The settings in their frame: officers, look, the examination of the store, figures of the law."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLabel

from app.presenters.settings_page import SettingsPresenter
from app.services.doctor import Fault
from app.ui import theme
from app.ui.pages.settings_page import SettingsPage
from app.ui.pages.settings_page_join import SettingsJoin
from app.ui.theme import Scheme
from tests.fakes.door import CODE, FakeDoor
from tests.fakes.office import JIA, PASSPHRASES, FakeOffice
from tests.pages.driver import wait_until
from tests.pages.page_stage import DOUBLED, LAPTOP, Stage, a_stage
from tests.pages.settings_page import SettingsPageObject

NEW = "another-passphrase-2026"


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with a_stage(getattr(request, "param", LAPTOP)) as made:
        yield made


def opened(stage: Stage, office: FakeOffice) -> SettingsPageObject:
    page = SettingsPage()
    join = SettingsJoin(stage.work, SettingsPresenter(office, FakeDoor().facts), page)
    stage.show("settings", page)
    join.refresh()
    hands = SettingsPageObject(stage.driver)
    wait_until(lambda: hands.people(), "the officers are listed")
    return hands


def test_officers_stand_with_the_state_of_their_cards(stage: Stage) -> None:
    hands = opened(stage, FakeOffice())
    assert hands.people() == [
        ("演示员甲", "有效"),
        ("演示员乙", "有效"),
        ("演示员丙", "已过期，不能执法"),
    ]
    assert stage.driver.sees("settings_person_1_me")


def test_the_recovery_code_is_shown_nowhere(stage: Stage) -> None:
    opened(stage, FakeOffice())
    texts = [label.text() for label in stage.frame.findChildren(QLabel)]
    assert not any(CODE in text for text in texts)
    assert any("屏幕上不再显示" in text for text in texts)


def test_the_look_changes_at_once_and_is_remembered(stage: Stage) -> None:
    office = FakeOffice()
    hands = opened(stage, office)
    hands.open_part("look", "settings_look")
    hands.choose_scheme("dark")
    assert theme.current().scheme is Scheme.DARK
    wait_until(lambda: office.queries.settings, "the look is remembered")
    assert json.loads(office.queries.settings[f"window.scheme.{JIA}"]) == "dark"


def test_a_look_chosen_elsewhere_is_shown_here(stage: Stage) -> None:
    hands = opened(stage, FakeOffice())
    hands.open_part("look", "settings_look")
    theme.current().switch(Scheme.DARK)
    assert stage.driver.find("settings_scheme_dark").isChecked()


def test_the_examination_tells_how_far_it_is_and_what_it_found(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, go_on = FakeOffice(), threading.Event()

    def examine(progress: Callable[[int, int], None]) -> tuple[Fault, ...]:
        progress(1 << 20, 2 << 20)
        assert go_on.wait(10)
        return (Fault("vault", "3f" * 16, "hash"),)

    monkeypatch.setattr(office, "examine", examine)
    hands = opened(stage, office)
    hands.open_part("store", "settings_store")
    assert hands.check_words() == "还没有检查过"
    hands.check_now()
    wait_until(lambda: "1.0 MB / 2.0 MB" in hands.check_words(), "progress is told")
    assert not stage.driver.find("settings_check_now").isEnabled()
    go_on.set()
    wait_until(lambda: "发现 1 处" in hands.check_words(), "the fault is told")
    assert "内容摘要不符" in stage.driver.text("settings_fault_1")
    assert stage.driver.find("settings_check_now").isEnabled()


def test_figures_of_the_law_are_found_while_typing(stage: Stage) -> None:
    office = FakeOffice()
    hands = opened(stage, office)
    hands.open_part("figures", "settings_figures")
    assert len(hands.figures()) == len(tuple(office.parameters))
    hands.find_figure("行政处罚法》第五十一条 上限", 2)
    assert all("当场罚款上限" in name for name in hands.figures())


def test_release_and_program_are_told(stage: Stage) -> None:
    office = FakeOffice()
    hands = opened(stage, office)
    hands.open_part("releases", "settings_releases")
    texts = [label.text() for label in stage.frame.findChildren(QLabel) if label.isVisible()]
    assert office.catalogue.release in texts
    hands.open_part("about", "settings_about")
    texts = [label.text() for label in stage.frame.findChildren(QLabel) if label.isVisible()]
    assert "0.1.0" in texts


def test_the_list_of_parts_is_walked_with_the_arrow_keys(stage: Stage) -> None:
    opened(stage, FakeOffice())
    stage.driver.find("settings_section_people").setFocus()
    stage.driver.press("Down")
    stage.driver.press("Return")
    stage.driver.wait_for("settings_look")


@pytest.mark.parametrize("stage", [DOUBLED], indirect=True)
def test_at_200_percent_parts_are_a_drop_down_list_and_nothing_is_cut(stage: Stage) -> None:
    hands = opened(stage, FakeOffice())
    assert len(hands.people()) == 3
    for key, pane in (
        ("look", "settings_look"),
        ("store", "settings_store"),
        ("figures", "settings_figures"),
        ("about", "settings_about"),
    ):
        hands.open_part(key, pane)
        assert stage.cut_texts("settings_head_caption") == []


def test_the_passphrase_is_changed_in_a_dialog_and_the_page_says_so(stage: Stage) -> None:
    office = FakeOffice()
    hands = opened(stage, office)
    hands.change_passphrase(PASSPHRASES[JIA], NEW, NEW)
    wait_until(lambda: stage.driver.sees("settings_done"), "the page says that it is changed")
    assert office.passphrases[JIA] == NEW
    assert "恢复码照旧有效" in stage.driver.text("settings_done_words")


def test_a_wrong_old_passphrase_is_told_below_its_field_and_the_dialog_stays(stage: Stage) -> None:
    office = FakeOffice()
    hands = opened(stage, office)
    hands.change_passphrase("wrong", NEW, NEW)
    wait_until(lambda: stage.driver.sees("passphrase_old_error"), "the refusal is told")
    assert "仍然有效" in stage.driver.text("passphrase_old_error")
    assert stage.driver.focused_name() == "passphrase_old"
    assert office.passphrases[JIA] == PASSPHRASES[JIA]
    stage.driver.press("Esc")


def test_two_new_passphrases_that_differ_are_told_below_the_second(stage: Stage) -> None:
    hands = opened(stage, FakeOffice())
    hands.change_passphrase(PASSPHRASES[JIA], NEW, NEW + "!")
    wait_until(lambda: stage.driver.sees("passphrase_again_error"), "the refusal is told")
    stage.driver.press("Esc")


def test_the_dialog_asks_for_all_three_before_its_button_opens(stage: Stage) -> None:
    hands = opened(stage, FakeOffice())
    hands.open_passphrase()
    assert not stage.driver.find("passphrase_change_deed").isEnabled()
    stage.driver.fill("passphrase_old", PASSPHRASES[JIA])
    stage.driver.fill("passphrase_new", NEW)
    assert not stage.driver.find("passphrase_change_deed").isEnabled()
    stage.driver.press("Esc")


def test_another_size_of_texts_is_remembered_for_the_officer(stage: Stage) -> None:
    office = FakeOffice()
    hands = opened(stage, office)
    hands.open_part("look", "settings_look")
    hands.choose_text_size(125)
    assert theme.current().text_size == 125
    wait_until(lambda: office.queries.settings, "the size is remembered")
    assert json.loads(office.queries.settings[f"window.text.{JIA}"]) == 125


def test_when_the_window_covers_itself_is_told_in_words(stage: Stage) -> None:
    opened(stage, FakeOffice())
    assert "遮盖" in stage.driver.text("settings_guard_facts_1")
    assert "锁定" in stage.driver.text("settings_guard_facts_2")
