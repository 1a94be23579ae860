"""The authority list in its frame: search as you type, versions by day, levels drawn, the way into a case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication

from app.domain.clock import SHANGHAI
from app.presenters.authority_list import AuthorityPresenter
from app.ui.kit.labels import Label
from app.ui.pages.authority_list import AuthorityPage
from app.ui.pages.authority_list_items import ItemDelegate, shortened
from app.ui.pages.authority_list_join import AuthorityJoin
from app.ui.pages.authority_list_scale import LevelScale
from app.ui.paint import text_width
from app.ui.theme import color, font, line_height, px
from tests.fakes.office import FakeOffice
from tests.pages.authority_list_page import AuthorityListPageObject
from tests.pages.driver import wait_until
from tests.pages.page_stage import DOUBLED, LAPTOP, Stage, a_stage
from tests.pages.spot_page import SpotPage
from tests.ui.pages.conftest import Show

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
    wait_until(lambda: stage.driver.sees("authority_day_error"), "the error is told")
    assert stage.driver.text("authority_day_error") == "行为日不能晚于今天"
    hands.set_day("gestern")
    wait_until(lambda: "2026-01-31" in stage.driver.text("authority_day_error"), "the form is told")
    hands.set_day("2026-09-29")
    wait_until(lambda: not stage.driver.sees("authority_day_error"), "the error is gone")
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


def test_no_name_of_the_list_is_cut_and_long_ones_take_two_lines(stage: Stage) -> None:
    shown = Shown(stage)
    view, delegate = shown.page.items, shown.page.items.itemDelegate()
    assert isinstance(delegate, ItemDelegate)
    style, room = font("strong"), view.viewport().width() - 2 * px("m")
    whole = {
        row.code: row.name
        for row in shown.hands.rows()
        if len(delegate.lines(row.name)) <= 2 and text_width(style, row.name) > room
    }
    assert len(whole) > 30
    cut = [name for name in whole.values() if text_width(style, name[delegate.lines(name)[-1] :]) > room]
    assert cut == []


def test_hits_are_marked_in_the_second_line_of_a_name_too(stage: Stage) -> None:
    shown = Shown(stage)
    shown.hands.search("湿垃圾混投")
    wait_until(lambda: 0 < len(shown.hands.rows()) < 20, "the list is narrowed")
    row = next(row for row in shown.hands.rows() if row.code == "SH-CG-0002")
    delegate = shown.page.items.itemDelegate()
    assert isinstance(delegate, ItemDelegate)
    second = delegate.lines(row.name)[1]
    assert any(end > second for _, end in row.marks)
    view = shown.page.items
    place = next(n for n, one in enumerate(shown.hands.rows()) if one.code == row.code)
    area = view.visualRect(view.model().index(place, 0))
    line = QRect(area.x(), area.y() + px("s") + line_height("body"), area.width(), line_height("body"))
    accent = color("accent")
    picture = view.viewport().grab(line).toImage()
    assert any(
        picture.pixelColor(x, y) == accent for x in range(picture.width()) for y in range(picture.height())
    )


@pytest.mark.parametrize("stage", [DOUBLED], indirect=True)
def test_at_200_percent_day_and_filter_stay_whole_and_a_wrong_day_is_told(stage: Stage) -> None:
    hands = Shown(stage).hands
    for name in ("authority_day", "authority_ours", "authority_columns_tab_items"):
        widget = stage.driver.find(name)
        assert widget.width() >= widget.minimumSizeHint().width(), name
        assert widget.visibleRegion().boundingRect() == widget.rect(), name
    hands.set_day("2027-01-01")
    wait_until(lambda: stage.driver.sees("authority_day_error"), "the error is told")
    assert not stage.driver.find_as("authority_day_error", Label).is_cut


def test_an_item_that_is_not_the_streets_can_be_read_and_begins_nothing(show: Show) -> None:
    stand = show()
    stand.window.open_item("SH-CG-0013")
    wait_until(lambda: stand.driver.sees("item_code"), "the item is shown")
    wait_until(lambda: stand.driver.text("item_code") == "SH-CG-0013", "this item is shown")
    assert not stand.driver.find("item_ask").isEnabled()
    assert "只供查询" in stand.driver.text("item_ask_reason")


def test_the_button_of_an_item_carries_it_into_the_on_the_spot_page(show: Show) -> None:
    stand = show()
    stand.window.open_item("SH-CG-0002")
    wait_until(
        lambda: stand.driver.sees("item_ask") and stand.driver.find("item_ask").isEnabled(), "it opens"
    )
    stand.driver.click("item_ask")
    page = SpotPage(stand.window)
    page.wait_open()
    wait_until(lambda: page.number() != "", "the clue has its number")
    assert stand.office.open_case().text("act.item") == "SH-CG-0002"
    assert "湿垃圾混投" in page.driver.text("field_act_item")
    assert page.driver.focused_name().startswith("field_party_kind")
