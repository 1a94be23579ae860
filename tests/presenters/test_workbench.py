"""Workbench: duties by risk, truthfully empty, and what the district lacks."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from app.domain.clock import SHANGHAI
from app.ports.work import StoreBusy
from app.presenters.workbench import WorkbenchPresenter
from tests.fakes.office import FakeOffice
from tests.fakes.story import play


def test_an_empty_store_says_so(office: FakeOffice) -> None:
    state = WorkbenchPresenter(office).refresh()
    assert state.empty
    assert state.reach.waiting == 0
    assert state.reach.parts == ("还没有要传的内容",)


def test_a_laptop_that_never_met_the_district_claims_nothing_of_it_even_when_nothing_waits(
    office: FakeOffice, files: list[Path]
) -> None:
    for stage in ("", "filled"):
        if stage:
            play(office, stage, files)
        reach = WorkbenchPresenter(office).refresh().reach
        assert reach.state == "offline" and reach.tone != "ok"
        assert "还没有连接区级" in reach.note
        assert not any("已到区级" in words for words in (reach.pill, reach.short, reach.title, reach.note))


def test_what_is_due_today_stands_above_what_is_due_soon_and_what_has_no_date(
    office: FakeOffice, files: list[Path]
) -> None:
    for stage in ("docketed", "collected", "ordered"):
        play(office, stage, files)
    state = WorkbenchPresenter(office).refresh()
    assert [group.key for group in state.groups] == ["today", "soon", "open"]
    assert state.groups[0].duties[0].what == "复查：责令改正期限届满"
    assert state.urgent == 3


def test_cash_that_was_taken_must_be_handed_in_and_the_decision_recorded(
    office: FakeOffice, files: list[Path]
) -> None:
    case = play(office, "collected", files).case
    duties = [duty for group in WorkbenchPresenter(office).refresh().groups for duty in group.duties]
    assert {duty.what for duty in duties} == {
        "当场收缴的罚款交回街道办事处",
        "备案：当场处罚决定报街道办事处备案",
    }
    assert {duty.case for duty in duties} == {case}
    assert all(duty.due.why for duty in duties)


def test_what_this_laptop_cannot_record_is_offered_to_look_at_and_says_how_it_is_done(
    office: FakeOffice, files: list[Path]
) -> None:
    play(office, "collected", files)
    duties = [duty for group in WorkbenchPresenter(office).refresh().groups for duty in group.duties]
    assert [duty.verb for duty in duties] == ["查看", "查看"]
    assert all("本机还不能登记" in duty.note for duty in duties)
    assert "交到街道办事处" in duties[0].why[-1] and "存档联" in duties[1].why[-1]


def test_what_is_done_on_the_on_the_spot_page_leads_there(office: FakeOffice, files: list[Path]) -> None:
    for stage in ("docketed", "ordered"):
        play(office, stage, files)
    duties = [duty for group in WorkbenchPresenter(office).refresh().groups for duty in group.duties]
    assert [(duty.verb, duty.place, duty.note) for duty in duties] == [
        ("复查", "spot", ""),
        ("继续", "spot", ""),
    ]


def test_a_row_tells_number_item_and_party_and_why_that_day(office: FakeOffice, files: list[Path]) -> None:
    play(office, "collected", files, "演示当事人丁")
    duty = WorkbenchPresenter(office).refresh().groups[0].duties[0]
    assert (
        duty.line.startswith("线 0001　") and duty.line.endswith(duty.party) and "演示当事人丁" in duty.party
    )
    start, basis = duty.why[0], duty.why[1]
    assert start.startswith("08-06 收缴罚款，次日起算 2 个工作日")
    assert "第七十一条" in basis and "规则 T20" in basis


def test_the_partys_own_time_for_reconsideration_is_no_duty_of_ours(
    office: FakeOffice, files: list[Path]
) -> None:
    play(office, "collected", files)
    duties = [duty for group in WorkbenchPresenter(office).refresh().groups for duty in group.duties]
    assert not any("复议" in duty.what for duty in duties)


def test_a_deadline_that_has_passed_is_told_first(office: FakeOffice, files: list[Path]) -> None:
    play(office, "collected", files)
    office.when = datetime(2026, 8, 20, 9, 0, tzinfo=SHANGHAI)
    state = WorkbenchPresenter(office).refresh()
    assert state.groups[0].key == "overdue"
    assert "逾期" in state.groups[0].duties[0].due.text


def test_a_holiday_that_is_near_parts_the_list(office: FakeOffice, files: list[Path]) -> None:
    office.when = datetime(2026, 9, 28, 9, 0, tzinfo=SHANGHAI)
    play(office, "collected", files)
    state = WorkbenchPresenter(office).refresh()
    assert "国庆" in state.today
    assert any("假期前办完" in group.title for group in state.groups)
    before = next(group for group in state.groups if group.key == "before")
    assert all(duty.due.day is not None and duty.due.day <= date(2026, 10, 7) for duty in before.duties)


def test_what_the_district_lacks_is_counted_in_entries_and_files(
    office: FakeOffice, files: list[Path]
) -> None:
    play(office, "filled", files)
    state = WorkbenchPresenter(office).refresh()
    assert state.reach.waiting == len(office.queries.entries) + 2
    assert "办案记录" in state.reach.parts[0]
    assert "2 项" in state.reach.parts[1]
    assert "加密存在本机" in state.reach.note


def test_a_store_in_trouble_leaves_the_page_and_says_why(office: FakeOffice, files: list[Path]) -> None:
    play(office, "ordered", files)
    presenter = WorkbenchPresenter(office)
    before = presenter.refresh()
    office.fails["deadlines"] = StoreBusy()
    state = presenter.refresh()
    assert state.message is not None and state.message.code == "store.busy"
    assert state.groups == before.groups
