"""The authority list in its frame: search as you type, versions by day, levels drawn, the way into a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from app.domain.clock import SHANGHAI
from app.presenters.authority_list import AuthorityPresenter
from app.ui.pages.authority_list import AuthorityPage
from app.ui.pages.authority_list_items import shortened
from app.ui.pages.authority_list_join import AuthorityJoin
from app.ui.pages.authority_list_scale import LevelScale
from app.ui.theme import color
from tests.fakes.office import FakeOffice
from tests.pages.authority_list_page import AuthorityListPageObject
from tests.pages.driver import wait_until
from tests.pages.page_stage import DOUBLED, LAPTOP, Stage, a_stage

DUMPING, SORTING = "SH-CG-0011", "SH-CG-0001"


@pytest.fixture
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    with a_stage(getattr(request, "param", LAPTOP)) as made:
        yield made


class Shown:
    """The page of an office in autumn, after the new code took effect."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        office = FakeOffice(when=datetime(2026, 9, 29, 16, 42, tzinfo=SHANGHAI))
        self.page = AuthorityPage()
        self.join = AuthorityJoin(stage.work, AuthorityPresenter(office), self.page)
        stage.show("authority", self.page)
        self.join.refresh()
        self.hands = AuthorityListPageObject(stage.driver)
        self.hands.wait_for_rows(203)

    def open(self, code: str) -> AuthorityListPageObject:
        self.join.open_item(code)
        self.hands.wait_for_item(code)
        return self.hands


def test_typing_narrows_list_and_counts_and_keeps_the_field_focused(stage: Stage) -> None:
    hands = Shown(stage).hands
    hands.search("焚烧生活")
    wait_until(
        lambda: len(hands.rows()) < 10 and DUMPING in [row.code for row in hands.rows()], "the item is found"
    )
    assert hands.domains()[0] == ("全部事项", str(len(hands.rows())))
    assert stage.driver.focused_name() == "authority_words"


def test_the_first_hit_is_shown_in_detail_while_typing(stage: Stage) -> None:
    hands = Shown(stage).hands
    hands.search("0011")
    hands.wait_for_item(DUMPING)


def test_an_empty_result_says_so(stage: Stage) -> None:
    hands = Shown(stage).hands
    hands.search("没有这种事项")
    stage.driver.wait_for("items_empty")


def test_the_arrow_leads_from_the_search_into_the_hits_and_enter_to_the_details(stage: Stage) -> None:
    hands = Shown(stage).hands
    hands.search("燃气")
    wait_until(lambda: 0 < len(hands.rows()) < 203, "the list is narrowed")
    hands.key_in_search(Qt.Key.Key_Down)
    assert stage.driver.focused_name() == "items"
    second = hands.rows()[1].code
    stage.driver.press("Down")
    hands.wait_for_item(second)


def test_a_field_shows_its_items(stage: Stage) -> None:
    hands = Shown(stage).hands
    assert len(hands.domains()) == 19
    hands.open_domain(2)
    hands.wait_for_rows(9)
    assert stage.driver.text("items_pane_title") == "固体废物与厨余、建筑垃圾"


def test_the_day_of_the_act_changes_the_figures(stage: Stage) -> None:
    hands = Shown(stage).open(DUMPING)
    assert hands.amounts()["个人"] == "100.00 – 1,000.00"
    hands.set_day("2026-08-14")
    wait_until(lambda: hands.amounts().get("个人") == "100.00 – 500.00", "the old figures are shown")


def test_a_day_that_cannot_be_is_told_beside_the_field(stage: Stage) -> None:
    hands = Shown(stage).open(DUMPING)
    hands.set_day("2027-01-01")
    wait_until(lambda: stage.driver.text("authority_day_error"), "the error is told")
    assert stage.driver.text("authority_day_error") == "行为日不能晚于今天"
    hands.set_day("gestern")
    wait_until(lambda: "2026-01-31" in stage.driver.text("authority_day_error"), "the form is told")
    hands.set_day("2026-09-29")
    wait_until(lambda: not stage.driver.text("authority_day_error"), "the error is gone")
    assert hands.amounts()["个人"] == "100.00 – 1,000.00"


def test_another_version_can_be_looked_at(stage: Stage) -> None:
    hands = Shown(stage).open(DUMPING)
    stage.driver.click("item_window_2020-09-01")
    wait_until(lambda: hands.amounts().get("个人") == "100.00 – 500.00", "the old figures are shown")
    assert stage.driver.text("authority_day") == "2026-09-29"


def test_procedure_and_marks_stand_beside_the_figures(stage: Stage) -> None:
    hands = Shown(stage).open(DUMPING)
    assert hands.procedures() == {"个人": "200.00 元以下可以当场处罚", "单位": "普通程序，须告知听证"}
    assert stage.driver.text("item_range_1_mark") == "已核"
    assert stage.driver.text("item_citation_1_mark") == "已核"
    assert stage.driver.text("item_holder_mark") == "推定"


def test_levels_are_drawn_and_the_limit_stands_on_them_as_a_tick(stage: Stage) -> None:
    Shown(stage).open(DUMPING)
    assert stage.driver.text("item_scale_mark") == "推定"
    assert "文书不引用" in stage.driver.text("item_scale_note")
    scale = stage.driver.find_as("item_scale", LevelScale)
    assert "较轻 100–370" in scale.accessibleName()
    picture = scale.grab().toImage()
    ratio = picture.devicePixelRatio()
    middle = QPoint(round(scale.width() / 9 * ratio), round(28 * ratio))
    around = [picture.pixelColor(middle.x() + step, middle.y()) for step in range(-4, 5)]
    assert color("text") in around


def test_levels_of_the_other_class_are_one_click_away(stage: Stage) -> None:
    Shown(stage).open(DUMPING)
    before = stage.driver.find_as("item_scale", LevelScale).accessibleName()
    stage.driver.click("item_scale_of_SH-CG-0011-3")
    wait_until(
        lambda: stage.driver.find_as("item_scale", LevelScale).accessibleName() != before,
        "the unit's levels are shown",
    )


def test_a_case_is_begun_with_the_item_that_is_shown(stage: Stage) -> None:
    shown = Shown(stage)
    asked: list[str] = []
    shown.page.case_asked.connect(asked.append)
    shown.open(DUMPING).begin()
    assert asked == [DUMPING]


@pytest.mark.parametrize(
    ("code", "why"), [(SORTING, "普通程序"), ("SH-CG-0069", "只供查询"), ("SH-CG-0013", "不是街镇事项")]
)
def test_what_cannot_begin_a_case_says_why_beside_the_shut_button(stage: Stage, code: str, why: str) -> None:
    hands = Shown(stage).open(code)
    assert not hands.may_begin()
    assert why in hands.reason()


def test_a_statement_that_forbids_use_stands_first(stage: Stage) -> None:
    Shown(stage).open("SH-CG-0069")
    assert stage.driver.text("item_stopped_words") == "仅供查询：数额或者条号未核。"


def test_articles_can_be_copied_for_a_record(stage: Stage) -> None:
    Shown(stage).open(DUMPING)
    stage.driver.click("item_copy")
    text = QGuiApplication.clipboard().text()
    assert "违反：《中华人民共和国生态环境法典》第五百零六条第二款" in text


def test_the_filter_leaves_the_streets_own_items(stage: Stage) -> None:
    hands = Shown(stage).hands
    stage.driver.click("authority_ours")
    hands.wait_for_rows(83)
    assert all(row.ours for row in hands.rows())
    stage.driver.click("authority_ours")
    hands.wait_for_rows(203)


def test_the_beginning_of_a_long_article_gives_way_to_its_hit(stage: Stage) -> None:
    text = "《上海市黄浦江苏州河滨水公共空间条例》第五十七条"
    short, marks = shortened(text, [(20, 24)], 150)
    assert short.startswith("…")
    assert [short[start:end] for start, end in marks] == [text[20:24]]
    assert shortened(text, [(20, 24)], 1000) == (text, [(20, 24)])


@pytest.mark.parametrize("stage", [DOUBLED], indirect=True)
def test_at_200_percent_list_and_details_are_tabs_and_the_deed_stays_in_sight(stage: Stage) -> None:
    shown = Shown(stage)
    hands = shown.open(DUMPING)
    assert stage.driver.find("item_ask").isVisible()
    assert stage.cut_texts("item_scale_note") == []
    stage.driver.click("authority_columns_tab_items")
    stage.driver.wait_for("items")
    assert len(hands.rows()) == 9
    stage.driver.find("items").setFocus()
    stage.driver.press("Return")
    stage.driver.wait_for("item_ask")
