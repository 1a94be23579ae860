"""Case list: filters and order go to the store, rows come by key, the preview tells the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.ports.work import CaseFilter
from app.presenters.case_list import COLUMNS, CaseListPresenter
from tests.fakes.office import JIA, FakeOffice
from tests.fakes.story import play


def listed(office: FakeOffice, files: list[Path]) -> CaseListPresenter:
    for stage, name in (
        ("collected", "演示当事人丁"),
        ("ordered", "演示当事人午"),
        ("docketed", "演示当事人未"),
    ):
        play(office, stage, files, name)
    presenter = CaseListPresenter(office)
    presenter.refresh()
    return presenter


def test_the_newest_number_stands_first_and_the_head_counts(office: FakeOffice, files: list[Path]) -> None:
    presenter = listed(office, files)
    lines = presenter.rows(presenter.state.keys)
    assert [line.texts[0] for line in lines] == ["线 0003", "线 0002", "线 0001"]
    assert presenter.state.headline == "3 件在办·全部 3 件"


def test_rows_follow_the_order_of_the_keys_asked(office: FakeOffice, files: list[Path]) -> None:
    presenter = listed(office, files)
    keys = tuple(reversed(presenter.state.keys))
    assert [line.key for line in presenter.rows(keys)] == list(keys)


def test_every_column_can_be_sorted_by_the_store(office: FakeOffice, files: list[Path]) -> None:
    presenter = listed(office, files)
    for order, _ in COLUMNS:
        presenter.sort(order, descending=False)
        assert office.queries.asked[-3].order == order


def test_filters_add_up_and_can_be_taken_away_together(office: FakeOffice, files: list[Path]) -> None:
    presenter = listed(office, files)
    presenter.find("演示当事人")
    presenter.at_step("S_FOUND")
    state = presenter.of_officer(JIA)
    assert len(state.keys) == 2
    assert dict(state.chips)["step"] == "阶段：现场发现"
    assert dict(state.chips)["officer"] == "承办：演示员甲"
    state = presenter.clear()
    assert state.wanted == CaseFilter()
    assert not state.filtered
    assert len(state.keys) == 3


def test_the_items_of_the_cases_can_be_chosen_from_and_narrow_the_list(
    office: FakeOffice, files: list[Path]
) -> None:
    presenter = listed(office, files)
    ((code, name, count),) = presenter.items()
    assert (code, count) == ("SH-CG-0002", "3") and name.startswith("个人混合投放")
    state = presenter.of_item(code)
    assert len(state.keys) == 3
    assert dict(state.chips)["item"] == f"事项：{name}"
    assert presenter.of_item("SH-CG-0001").keys == ()
    assert len(presenter.of_item("").keys) == 3


@pytest.mark.parametrize(
    ("near", "numbers"),
    [
        ("overdue", ["线 0001"]),
        ("today", ["线 0002"]),
        ("soon", ["线 0003", "线 0002"]),
        ("later", ["线 0004"]),
        ("none", ["线 0005"]),
        ("", ["线 0005", "线 0004", "线 0003", "线 0002", "线 0001"]),
    ],
)
def test_the_list_can_be_narrowed_to_how_near_a_deadline_is(
    office: FakeOffice, near: str, numbers: list[str]
) -> None:
    cases = [office.docket("inspection", None) for _ in range(5)]
    for case, day in zip(cases, ("2026-08-05", "2026-08-06", "2026-08-11", "2026-08-12"), strict=False):
        office.queries.dues[case] = (day, "T20", False)
    presenter = CaseListPresenter(office)
    presenter.due_within("later")
    state = presenter.due_within(near)
    assert [line.texts[0] for line in presenter.rows(state.keys)] == numbers
    assert ("due" in dict(state.chips)) is bool(near)


def test_what_is_near_is_asked_anew_on_another_day(office: FakeOffice) -> None:
    case = office.docket("inspection", None)
    office.queries.dues[case] = ("2026-08-07", "T20", False)
    presenter = CaseListPresenter(office)
    assert presenter.due_within("today").keys == ()
    office.pass_time(60 * 24)
    assert len(presenter.refresh().keys) == 1
    state = presenter.clear()
    assert state.due == "" and not state.filtered


def test_the_preview_of_a_case_that_waits_for_the_agency_says_so(
    office: FakeOffice, files: list[Path]
) -> None:
    case = play(office, "collected", files).case
    preview = CaseListPresenter(office).preview(case).preview
    assert preview is not None and preview.waits
    assert preview.next_title == "报街道办事处备案"
    assert preview.due.why
    assert len(preview.pictures) == 3


def test_nothing_found_is_an_empty_list_and_no_trouble(office: FakeOffice, files: list[Path]) -> None:
    state = listed(office, files).find("查无此人")
    assert state.keys == ()
    assert state.message is None
    assert state.foot == "共 0 件"


def test_the_preview_names_the_next_step_and_all_that_is_missing(
    office: FakeOffice, files: list[Path]
) -> None:
    presenter = listed(office, files)
    case = presenter.rows(presenter.state.keys[:1])[0].case
    preview = presenter.preview(case).preview
    assert preview is not None
    assert preview.next_title == "确认适用简易程序"
    assert preview.blocking
    assert ("承办", "演示员甲、演示员乙") in preview.facts


def test_a_case_that_went_away_is_told_in_the_banner(office: FakeOffice, files: list[Path]) -> None:
    state = listed(office, files).preview("nowhere")
    assert state.message is not None


def test_a_full_item_name_is_shortened_to_what_was_done(office: FakeOffice, files: list[Path]) -> None:
    office.queries.items = {item.code: item.name for item in office.catalogue.items}
    presenter = listed(office, files)
    assert presenter.rows(presenter.state.keys[:1])[0].texts[2].startswith("个人混合投放")
