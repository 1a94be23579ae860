"""The sync page in its frame: three sentences, what waits, numbers left, and no button that does nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from app.domain.numbers import ON_THE_SPOT
from app.presenters.sync_page import SyncPresenter
from app.ui.pages.sync_page import SyncPage
from app.ui.pages.sync_page_join import SyncJoin
from app.ui.theme import Scheme, Theme
from tests.fakes.office import FakeOffice
from tests.fakes.story import play
from tests.pages.driver import wait_until
from tests.pages.page_stage import DOUBLED, LAPTOP, OnStage, Stage, a_stage
from tests.pages.sync_page import SyncPageObject


@pytest.fixture
def show(request: pytest.FixtureRequest) -> Iterator[OnStage]:
    """Shows the sync page for an office."""
    size = getattr(request, "param", LAPTOP)
    with a_stage(size) as stage:

        def open_(office: FakeOffice) -> Stage:
            page = SyncPage()
            join = SyncJoin(stage.work, SyncPresenter(office), page)
            stage.show("sync", page)
            join.refresh()
            wait_until(lambda: stage.driver.sees("sync_banner"), "the page is filled")
            return stage

        yield open_


def test_the_page_says_plainly_that_no_district_is_connected(show: OnStage) -> None:
    page = SyncPageObject(show(FakeOffice()).driver)
    assert page.sentences()[0] == "这台笔记本还没有连接区级。"
    assert page.cases() == []


def test_each_waiting_case_opens_by_click_and_by_enter(show: OnStage, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    stage = show(office)
    page = SyncPageObject(stage.driver)
    asked: list[str] = []
    stage.frame.findChild(SyncPage).case_asked.connect(asked.append)
    assert page.cases() == ["线 0001"]
    page.open_case(1)
    stage.driver.find("sync_case_1").setFocus()
    stage.driver.press("Return")
    assert asked == [case, case]


def test_waiting_files_lead_to_the_evidence_and_say_why_they_wait(show: OnStage, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    stage = show(office)
    asked: list[str] = []
    stage.frame.findChild(SyncPage).evidence_asked.connect(asked.append)
    assert stage.driver.text("sync_files_1_words") == "照片 2 张、文书 1 份"
    assert stage.driver.text("sync_files_1_why") == "等连接区级"
    stage.driver.click("sync_files_1")
    assert asked == [case]


def test_numbers_that_ran_out_are_called_out(show: OnStage) -> None:
    office = FakeOffice()
    office.queries.left[ON_THE_SPOT] = 0
    numbers = dict(SyncPageObject(show(office).driver).numbers())
    assert numbers["当场处罚决定书文号·2026 年"] == "已用完"


def test_nothing_on_the_page_offers_what_does_not_exist_yet(show: OnStage, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "scene", photos)
    page = show(office).frame.findChild(SyncPage)
    buttons = [button for button in page.findChildren(QAbstractButton) if button.isVisible()]
    assert buttons == []


@pytest.mark.parametrize("show", [DOUBLED], indirect=True)
def test_at_200_percent_columns_become_tabs_and_sentences_stay_whole(
    show: OnStage, photos: list[Path]
) -> None:
    office = FakeOffice()
    play(office, "scene", photos)
    stage = show(office)
    page = SyncPageObject(stage.driver)
    assert len(page.sentences()) == 3
    assert page.cases() == ["线 0001"]
    page.show_numbers()
    assert len(page.numbers()) == 3
    assert stage.cut_texts("sync_case_1_words") == []


def test_the_page_follows_the_dark_scheme(show: OnStage, look: Theme) -> None:
    stage = show(FakeOffice())
    light = stage.frame.grab().toImage()
    look.switch(Scheme.DARK)
    assert stage.frame.grab().toImage() != light
    assert SyncPageObject(stage.driver).sentences()[0]
