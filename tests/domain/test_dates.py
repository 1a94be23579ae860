from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import (
    DateOutOfRange,
    DateUnreadable,
    add_days,
    add_months,
    day_of,
    has_reached_age,
    moment_of,
    official_date,
)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 5), 6, date(2026, 7, 5)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_keep_the_day_number_or_end_on_the_last_day(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 120))
def test_months_never_reach_into_the_month_after(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day <= start.day


def test_dates_beyond_the_calendar_are_foreseen_trouble() -> None:
    for beyond in (lambda: add_months(date(9999, 12, 1), 1), lambda: add_days(date.max, 1)):
        with pytest.raises(DateOutOfRange):
            beyond()


@pytest.mark.parametrize(
    ("on", "reached"),
    [("2026-08-05", False), ("2026-08-06", False), ("2026-08-07", True), ("2027-01-01", True)],
)
def test_the_birthday_itself_still_counts_as_the_younger_age(on: str, reached: bool) -> None:
    assert has_reached_age(date(2012, 8, 6), 14, date.fromisoformat(on)) is reached


def test_official_papers_write_dates_without_zero_padding() -> None:
    assert official_date(date(2026, 11, 2)) == "2026年11月2日"
    assert official_date(date(2026, 2, 3)) == "2026年2月3日"


def test_the_day_of_a_time_is_its_shanghai_day() -> None:
    assert day_of("2026-08-05T16:30:00+00:00") == date(2026, 8, 6)
    assert day_of("2026-08-06") == date(2026, 8, 6)


@pytest.mark.parametrize("text", ["", "T", "2026-02-30", "2026-08-06T25:00:00+08:00", "昨天", "9" * 400])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateUnreadable):
        day_of(text)


@pytest.mark.parametrize("text", ["2026-08-06T09:00:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_without_zone_or_out_of_range_is_refused(text: str) -> None:
    with pytest.raises(DateUnreadable):
        moment_of(text)
