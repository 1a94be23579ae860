from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.law.calendar import Calendar, CalendarYear

LOADED = st.dates(date(2024, 1, 15), date(2026, 11, 15))


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_a_year_agrees_with_the_published_notice(calendar: Calendar, year: int) -> None:
    first = date(year, 1, 1)
    days = [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
    ours = {day: calendar.is_working(day) for day in days}
    assert ours == {day: chinese_calendar.is_workday(day) for day in days}


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2026-10-10", True),
        ("2026-09-25", False),
        ("2026-10-11", False),
        ("2026-09-24", True),
        ("2026-09-20", True),
        ("2026-02-28", True),
        ("2026-02-23", False),
        ("2026-02-24", True),
    ],
)
def test_R54_make_up_days_are_worked_and_declared_weekdays_are_off(
    calendar: Calendar, day: str, working: bool
) -> None:
    assert calendar.is_working(date.fromisoformat(day)) is working


def test_a_holiday_has_its_name_and_a_make_up_day_is_known_as_one(calendar: Calendar) -> None:
    assert calendar.holiday(date(2026, 10, 1)) == "国庆节"
    assert calendar.holiday(date(2026, 10, 10)) == ""
    assert calendar.is_make_up(date(2026, 10, 10))


def test_a_year_without_notice_knows_weekends_only(calendar: Calendar) -> None:
    assert not calendar.knows(date(2027, 1, 1))
    assert calendar.is_working(date(2027, 1, 1))
    assert not calendar.is_working(date(2027, 1, 2))


def test_another_notice_gives_the_calendar_another_version(calendar: Calendar) -> None:
    with_new_year = Calendar([CalendarYear(2027, "演示通知", ((date(2027, 1, 1), "元旦"),), ())])
    assert with_new_year.version != calendar.version
    assert with_new_year.version != Calendar([CalendarYear(2027, "演示通知", (), ())]).version


@given(start=LOADED, count=st.integers(1, 30))
def test_as_many_working_days_lie_up_to_the_last_day_as_were_counted(
    calendar: Calendar, start: date, count: int
) -> None:
    last = calendar.add_working_days(start, count)
    assert calendar.is_working(last)
    assert calendar.working_days_between(start, last) == count - 1


@given(event=LOADED, count=st.integers(1, 10))
def test_backward_leaves_exactly_the_full_working_days_and_one_day_later_leaves_fewer(
    calendar: Calendar, event: date, count: int
) -> None:
    latest = calendar.latest_before(event, count)
    assert calendar.working_days_between(latest, event) == count
    assert calendar.working_days_between(latest + timedelta(days=1), event) == count - 1
