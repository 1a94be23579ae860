"""Workbench, case list and case page through the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget

from app.ui.kit.pill import PillState
from app.ui.pages.case.page import CasePage
from app.ui.paint import text_width
from app.ui.theme import Theme, font, px
from tests.fakes.office import JIA, FakeOffice
from tests.fakes.story import play
from tests.pages.driver import wait_until
from tests.pages.main_window import MainWindowPage, choose_from_menu
from tests.pages.spot_page import SpotPage
from tests.ui.pages.conftest import DOUBLED, LAPTOP, Show


def three_cases(photos: list[Path]) -> FakeOffice:
    office = FakeOffice()
    for stage, name in (
        ("collected", "演示当事人丁"),
        ("ordered", "演示当事人午"),
        ("docketed", "演示当事人未"),
    ):
        play(office, stage, photos, name)
    return office


def test_an_empty_workbench_says_how_to_begin(show: Show) -> None:
    stand = show()
    stand.driver.wait_for("workbench_empty")
    stand.driver.click("workbench_first")
    SpotPage(stand.window).wait_open()


def test_the_workbench_lists_duties_by_risk_and_opens_their_case(show: Show, photos: list[Path]) -> None:
    page = MainWindowPage(show(three_cases(photos)).window)
    wait_until(lambda: len(page.duties()) == 4, "four duties")
    assert page.duties()[0] == "复查：责令改正期限届满"
    assert "为什么是" in page.driver.find("duty_1").toolTip()
    page.open_duty(1)
    wait_until(lambda: "演示当事人午" in page.case_title(), "its case is shown")


def test_at_200_percent_the_keys_stay_on_the_button_that_moved(show: Show) -> None:
    stand = show(size=DOUBLED)
    stand.driver.wait_for("workbench_new")
    wait_until(lambda: stand.window.work.at_rest, "the page is read")
    assert stand.driver.focused_name() == "workbench_new"


def test_the_verb_of_a_row_leads_to_where_it_is_done(show: Show, photos: list[Path]) -> None:
    stand = show(three_cases(photos))
    page = MainWindowPage(stand.window)
    wait_until(lambda: len(page.duties()) == 4, "four duties")
    assert page.do_duty(1) == "复查"
    SpotPage(stand.window).wait_open()
    stand.driver.press("Esc")
    page.driver.wait_for("workbench")
    assert page.do_duty(2) == "查看"
    wait_until(lambda: page.case_stage() == "待备案", "its case is shown")


def test_nothing_on_a_new_laptop_looks_as_if_it_were_safe_with_the_district(show: Show) -> None:
    stand = show()
    stand.driver.wait_for("workbench_empty")
    page = MainWindowPage(stand.window)
    assert page.pill() == "未连区级·没有待传"
    assert stand.window.top.pill.state is PillState.OFFLINE
    assert stand.driver.text("unsent_title") == "未连区级"
    assert "还没有连接区级" in stand.driver.text("unsent_note")


def test_the_case_list_fetches_its_rows_and_enter_opens_one(show: Show, photos: list[Path]) -> None:
    page = MainWindowPage(show(three_cases(photos)).window)
    page.go_to("cases")
    wait_until(lambda: page.driver.sees("case_table"), "the table is there")
    assert page.case_rows() == ["线 0003", "线 0002", "线 0001"]
    page.open_row(2)
    wait_until(lambda: page.case_stage() == "待备案", "the case is shown")


def test_the_preview_follows_the_cursor(show: Show, photos: list[Path]) -> None:
    page = MainWindowPage(show(three_cases(photos)).window)
    page.go_to("cases")
    page.case_rows()
    page.driver.click_cell("case_table", 0)
    wait_until(lambda: page.driver.text("preview_title") == "线 0003", "the first is previewed")
    page.driver.press("Down")
    wait_until(lambda: page.driver.text("preview_title") == "线 0002", "the second is previewed")


def test_an_empty_list_says_what_the_preview_is_for(show: Show) -> None:
    page = MainWindowPage(show().window)
    page.go_to("cases")
    page.driver.wait_for("cases_empty")
    page.driver.wait_for("preview_empty")
    assert not page.driver.sees("preview_open")


def test_words_and_chips_narrow_the_list_and_can_be_cleared(show: Show, photos: list[Path]) -> None:
    page = MainWindowPage(show(three_cases(photos)).window)
    page.go_to("cases")
    page.case_rows()
    page.filter_words("演示当事人午")
    wait_until(lambda: page.case_rows() == ["线 0002"], "one is left")
    page.driver.click("filter_clear")
    wait_until(lambda: len(page.case_rows()) == 3, "all are back")
    page.driver.click("filter_officer")
    choose_from_menu("filter_officer_menu", JIA)
    wait_until(lambda: "演示员甲" in page.driver.text("filter_officer"), "the chip tells the officer")


def test_items_and_deadlines_narrow_the_list_too(show: Show, photos: list[Path]) -> None:
    office = three_cases(photos)
    office.queries.dues[office.queries.ids()[1]] = ("2026-08-06", "T20", False)
    page = MainWindowPage(show(office).window)
    page.go_to("cases")
    page.case_rows()
    page.driver.click("filter_item")
    choose_from_menu("filter_item_menu", "SH-CG-0002")
    wait_until(lambda: page.driver.text("filter_item").startswith("事项："), "the chip tells the item")
    page.driver.click("filter_due")
    choose_from_menu("filter_due_menu", "today")
    wait_until(lambda: page.case_rows() == ["线 0002"], "one is due today")
    page.driver.click("filter_clear")
    wait_until(lambda: len(page.case_rows()) == 3, "all are back")


def test_the_list_keeps_its_place_when_it_is_read_again(show: Show) -> None:
    office = FakeOffice()
    for _ in range(40):
        office.docket("inspection", None)
    stand = show(office)
    page = MainWindowPage(stand.window)
    page.go_to("cases")
    page.case_rows()
    table = page.driver.find_as("case_table", QTableView)
    page.driver.click_cell("case_table", 20)
    there = table.visualRect(table.currentIndex()).y()
    assert table.verticalScrollBar().value() > 0
    page.driver.press("Return")
    page.driver.wait_for("case")
    office.docket("inspection", None)
    page.driver.press("Esc")
    wait_until(lambda: table.model().rowCount() == 41, "the list was read again")
    page.case_rows()
    assert table.model().index(table.currentIndex().row(), 0).data() == "线 0020"
    assert table.visualRect(table.currentIndex()).y() == there


def test_the_keys_of_a_page_that_was_opened_go_to_its_list(show: Show, photos: list[Path]) -> None:
    stand = show(three_cases(photos))
    page = MainWindowPage(stand.window)
    page.driver.find("workbench_new").setFocus()
    for key, table in (("cases", "case_table"), ("papers", "papers_table")):
        stand.window.open_page(key)
        wait_until(lambda table=table: page.driver.focused_name() == table, f"{table} has the keys")


def test_another_order_keeps_the_cursor_on_its_case(show: Show, photos: list[Path]) -> None:
    page = MainWindowPage(show(three_cases(photos)).window)
    page.go_to("cases")
    page.case_rows()
    page.driver.click_cell("case_table", 0)
    table = page.driver.find_as("case_table", QTableView)
    table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    wait_until(lambda: page.case_rows() == ["线 0001", "线 0002", "线 0003"], "the order is turned")
    assert table.currentIndex().row() == 2


@pytest.mark.parametrize(
    "words",
    [
        "还剩 2 个工作日·10-08",
        "还剩 12 个工作日·10-20",
        "逾期 99 个工作日·02-03",
        "2026-11-17 到期",
        "2027-01-27 暂定",
        "今天到期·09-29",
    ],
)
def test_a_deadline_is_never_cut_in_its_column(words: str, look: Theme) -> None:
    chip = 2 * px("chip-pad") + px("icon-chip") + px("chip-gap") + text_width(font("chip"), words)
    assert chip <= px("case-due") - 2 * px("row-pad")


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED])
def test_the_chips_of_the_list_are_whole_at_every_size(
    show: Show, photos: list[Path], size: tuple[int, int]
) -> None:
    page = MainWindowPage(show(three_cases(photos), size).window)
    page.go_to("cases")
    page.case_rows()
    for key in ("open", "step", "item", "officer", "due", "unsent"):
        chip = page.driver.find(f"filter_{key}")
        assert chip.width() == chip.sizeHint().width()
    assert page.driver.find("cases_words").width() == px("list-search")


def test_the_case_page_blocks_the_step_with_article_and_cure(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "ordered", photos).case
    stand = show(office)
    stand.window.open_case(case)
    page = MainWindowPage(stand.window)
    wait_until(lambda: page.case_reasons(), "the reasons are told")
    reasons = page.case_reasons()
    assert any("拒不改正" in reason for reason in reasons)
    page.cure(1 + next(place for place, reason in enumerate(reasons) if "拒不改正" in reason))
    spot = SpotPage(stand.window)
    spot.wait_open()
    wait_until(lambda: page.driver.focused_name().startswith("reinspection_result"), "the cure has the focus")


def test_a_finished_case_cannot_be_recorded_by_hand(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "collected", photos).case
    stand = show(office)
    stand.window.open_case(case)
    page = MainWindowPage(stand.window)
    wait_until(lambda: page.case_stage() == "待备案", "the case is shown")
    assert page.next_step() == "报街道办事处备案"
    assert not page.driver.sees("case_primary")
    assert page.case_reasons() == ["街道办事处还没有收到备案。"]
    assert "存档联" in page.driver.text("case_reason1_remedy")


def test_what_the_agency_must_receive_leads_to_what_has_not_been_sent(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "collected", photos).case
    stand = show(office)
    stand.window.open_case(case)
    stand.driver.wait_for("case_also1")
    assert "罚款交回街道办事处" in stand.driver.find("case_also1").accessibleName()
    stand.driver.click("case_sync")
    stand.driver.wait_for("sync")


def test_at_200_percent_the_top_bar_names_item_and_party_and_a_bar_holds_the_step(
    show: Show, photos: list[Path]
) -> None:
    office = FakeOffice()
    case = play(office, "told", photos).case
    stand = show(office, DOUBLED)
    stand.window.open_case(case)
    stand.driver.wait_for("case_primary")
    assert stand.driver.text("top_title").endswith("·王𬭎")
    assert not stand.driver.sees("case_head_title")
    primary, bar = stand.driver.find("case_primary"), stand.driver.find("case_bar")
    assert bar.isAncestorOf(primary) and bar.height() == px("action-bar-folded")
    for tab in ("record", "evidence", "papers", "deadlines"):
        stand.driver.click(f"case_columns_tab_{tab}")
        assert stand.driver.sees("record" if tab == "record" else f"case_{tab}")
    assert stand.driver.sees("case_primary")


def test_before_the_case_is_read_no_step_is_offered(installed: Theme) -> None:
    page = CasePage()
    assert all(
        page.findChild(QWidget, name).isHidden() for name in ("case_primary", "case_sync", "case_others")
    )


def test_leaving_the_procedure_asks_for_the_reason_first(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    stand = show(office)
    stand.window.open_case(case)
    stand.driver.wait_for("case_others")
    stand.driver.click("case_others")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shut = {action.objectName(): action.toolTip() for action in menu.actions() if not action.isEnabled()}
    assert "街道办事处负责人" in shut["case_other_CLUE_NOCASE"]
    choose_from_menu("case_other", "CLUE_TO_FILE")
    stand.driver.wait_for("leave_reason")
    assert not stand.driver.find("leave_deed").isEnabled()
    stand.driver.type_text("当事人要求听证")
    stand.driver.click("leave_deed")
    page = MainWindowPage(stand.window)
    wait_until(lambda: page.case_stage() == "已转普通程序", "the case has left")
    assert office.queries.case(case).text("exit.reason") == "当事人要求听证"


def test_the_tabs_of_the_case_show_papers_and_deadlines(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "collected", photos).case
    stand = show(office)
    stand.window.open_case(case)
    page = MainWindowPage(stand.window)
    wait_until(lambda: page.case_stage() == "待备案", "the case is shown")
    page.driver.click("case_tab_papers")
    for paper in office.queries.case(case).documents:
        assert page.driver.sees(f"paper_{paper.id}")
    page.driver.click("case_tab_deadlines")
    assert page.driver.sees("deadline_1")
