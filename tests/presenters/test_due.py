"""Due chips: nearness, words, and why that day, with the calendar of 2026."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.law.deadlines import Deadline, due
from app.domain.law.parameters import Counting
from app.presenters.due import coming_holiday, due_state, row_due, soon_until
from tests.fakes.law import law

TODAY = date(2026, 9, 29)


def deadline(rule_id: str, start: date) -> Deadline:
    rule = law().parameters.rule(rule_id)
    return Deadline(
        rule.id, rule.what, "entry", due(rule, start, law().parameters, law().calendar), rule.binds
    )


def test_r06_cash_taken_before_spring_festival_counts_the_make_up_saturday() -> None:
    state = due_state(deadline("T20", date(2026, 2, 13)), date(2026, 2, 13), law().calendar)
    assert state.day == date(2026, 2, 24)
    assert state.text == "还剩 2 个工作日·02-24"
    assert "02-14 调休上班，计入" in state.why[0]
    assert "放假不计" in state.why[0]


def test_r11_a_rolled_day_says_from_where_it_rolled() -> None:
    state = due_state(deadline("T18", date(2026, 9, 18)), TODAY, law().calendar)
    assert state.day == date(2026, 10, 8)
    assert any("10-03 遇休假日，顺延到 10-08" in line for line in state.why)
    assert state.text == "还剩 9 日·10-08"


def test_r55_a_year_without_a_notice_is_provisional_and_says_so() -> None:
    state = due_state(deadline("T10", date(2026, 12, 20)), date(2026, 12, 20), law().calendar)
    assert state.near == "provisional"
    assert state.text.endswith("暂定")
    assert any("放假安排未公布" in line for line in state.why)


def test_the_tool_tip_tells_what_began_the_count_how_it_runs_and_by_which_calendar() -> None:
    state = due_state(deadline("T22", date(2026, 9, 23)), TODAY, law().calendar)
    assert state.why_title == "为什么是 09-29"
    assert state.why[0] == "09-23 作出决定，次日起算 3 个工作日；09-25 至 27 放假不计。"
    assert state.why[-1].endswith("2026 年放假安排")


@pytest.mark.parametrize(
    ("day", "provisional", "words"),
    [
        (date(2026, 10, 8), False, "还剩 2 个工作日·10-08"),
        (date(2026, 9, 1), False, "逾期 20 个工作日·09-01"),
        (date(2027, 1, 27), True, "2027-01-27 暂定"),
        (date(2027, 1, 27), False, "2027-01-27 到期"),
        (date(2026, 2, 3), False, "2026-02-03 逾期"),
        (date(2025, 12, 30), False, "2025-12-30 逾期"),
    ],
)
def test_a_list_row_names_a_far_day_whole_rather_than_counting_to_it(
    day: date, provisional: bool, words: str
) -> None:
    assert row_due(day, TODAY, law().calendar, Counting.WD, provisional=provisional).text == words


@given(st.dates(date(2024, 6, 1), date(2026, 12, 1)))
def test_the_near_days_end_where_the_chips_stop_calling_them_near(today: date) -> None:
    calendar, last = law().calendar, soon_until(today, law().calendar)
    rows = [
        row_due(day, today, calendar, Counting.WD, provisional=False) for day in (last, last + timedelta(1))
    ]
    assert (rows[0].near in ("today", "soon"), rows[1].near in ("today", "soon")) == (True, False)


def test_the_tool_tip_names_article_and_rule() -> None:
    state = due_state(deadline("T20", TODAY), TODAY, law().calendar)
    assert "第七十一条" in state.why[-1]
    assert "规则 T20" in state.why[-1]


def test_an_unverified_term_is_marked_in_its_tool_tip() -> None:
    state = due_state(deadline("T22", TODAY), TODAY, law().calendar)
    assert "期限未核" in state.why[-1]


@pytest.mark.parametrize(
    ("day", "near", "words"),
    [
        (date(2026, 9, 28), "overdue", "逾期 1 个工作日·09-28"),
        (date(2026, 9, 29), "today", "今天到期·09-29"),
        (date(2026, 9, 30), "soon", "还剩 1 个工作日·09-30"),
        (date(2026, 10, 8), "soon", "还剩 2 个工作日·10-08"),
        (date(2026, 10, 14), "later", "还剩 7 个工作日·10-14"),
    ],
)
def test_working_days_left_are_counted_over_the_holiday(day: date, near: str, words: str) -> None:
    state = row_due(day, TODAY, law().calendar, Counting.WD, provisional=False)
    assert (state.near, state.text) == (near, words)


def test_a_day_that_does_not_roll_and_ends_in_the_holiday_is_red_although_days_remain() -> None:
    state = row_due(date(2026, 10, 4), TODAY, law().calendar, Counting.CDX, provisional=False)
    assert state.near == "holiday"
    assert state.text == "还剩 5 日·10-04"


def test_the_coming_holiday_is_named_with_its_days() -> None:
    found = coming_holiday(law().calendar, TODAY, 14)
    assert found is not None
    name, first, last = found
    assert "国庆" in name
    assert (first, last) == (date(2026, 10, 1), date(2026, 10, 7))


@given(st.integers(0, 120))
def test_no_day_ahead_is_ever_called_overdue(ahead: int) -> None:
    state = row_due(TODAY + timedelta(days=ahead), TODAY, law().calendar, Counting.CD, provisional=False)
    assert state.near != "overdue"
    assert "逾期" not in state.text
