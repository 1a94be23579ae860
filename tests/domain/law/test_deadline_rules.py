"""The rows of the table of deadlines, each with the dossier's example and its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from app.domain.law.calendar import Calendar
from app.domain.law.deadlines import Due

Projection = Callable[[str, str], Due]


def days(*pairs: str) -> pytest.MarkDecorator:
    """Rows of ``start due`` in ISO form."""
    return pytest.mark.parametrize(("start", "last"), [tuple(pair.split()) for pair in pairs])


@days(
    "2026-02-13 2026-02-24",
    "2026-02-12 2026-02-14",
    "2026-02-14 2026-02-25",
    "2026-09-30 2026-10-09",
    "2026-05-08 2026-05-11",
)
def test_R06_cash_goes_to_the_agency_within_two_working_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T20", start).day == date.fromisoformat(last)


@days("2026-02-24 2026-02-26", "2026-02-27 2026-03-02", "2026-02-26 2026-02-28", "2026-09-18 2026-09-21")
def test_R07_the_agency_pays_cash_in_within_two_working_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T21", start).day == date.fromisoformat(last)


@days("2026-11-02 2026-11-17", "2026-11-05 2026-11-20", "2026-11-06 2026-11-23", "2026-11-08 2026-11-23")
def test_R10_a_fine_is_paid_within_fifteen_calendar_days_of_receipt(
    project: Projection, start: str, last: str
) -> None:
    assert project("T18", start).day == date.fromisoformat(last)


@days(
    "2026-09-18 2026-10-08",
    "2026-09-16 2026-10-08",
    "2026-09-15 2026-09-30",
    "2026-09-25 2026-10-10",
    "2026-01-30 2026-02-14",
    "2026-01-31 2026-02-24",
)
def test_R11_the_payment_term_rolls_over_a_holiday(project: Projection, start: str, last: str) -> None:
    assert project("T18", start).day == date.fromisoformat(last)


def test_R11_the_raw_day_before_the_holiday_stays_known(project: Projection) -> None:
    found = project("T18", "2026-09-18")
    assert found.raw == date(2026, 10, 3)
    assert found.why.rolled == tuple(date(2026, 10, day) for day in range(3, 8))


@pytest.mark.parametrize("start", ["2026-09-18", "2026-09-16", "2026-09-22", "2026-02-10"])
def test_R12_the_fifteen_days_of_payment_are_not_working_days(
    project: Projection, calendar: Calendar, start: str
) -> None:
    as_working_days = calendar.add_working_days(date.fromisoformat(start), 15)
    assert project("T18", start).day < as_working_days
    assert project("T18", "2026-09-18").day != date(2026, 10, 15)


@days("2026-04-30 2026-05-13", "2026-04-29 2026-05-12", "2026-05-06 2026-05-14", "2026-04-28 2026-05-11")
def test_R17_registered_evidence_is_disposed_of_in_seven_working_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T16", start).day == date.fromisoformat(last)


@days("2026-09-23 2026-10-08", "2026-09-22 2026-09-30", "2026-09-24 2026-10-09", "2026-09-28 2026-10-10")
def test_R19_a_hearing_is_asked_for_within_five_working_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T06", start).day == date.fromisoformat(last)


@days("2026-10-15 2026-09-29", "2026-10-14 2026-09-28", "2026-10-16 2026-10-07", "2026-11-16 2026-11-04")
def test_R20_seven_full_working_days_lie_between_notice_and_hearing(
    project: Projection, calendar: Calendar, start: str, last: str
) -> None:
    found = project("T07", start)
    assert found.day == date.fromisoformat(last)
    assert calendar.working_days_between(found.day, date.fromisoformat(start)) == 7


@days("2026-09-28 2026-10-13", "2026-09-27 2026-10-12", "2026-09-29 2026-10-14", "2026-09-18 2026-09-29")
def test_R21_a_decision_is_served_in_seven_working_days_if_the_party_is_absent(
    project: Projection, start: str, last: str
) -> None:
    assert project("T09", start).day == date.fromisoformat(last)


@days("2026-07-01 2026-09-29", "2026-08-03 2026-11-01", "2026-07-02 2026-09-30", "2026-07-05 2026-10-03")
def test_R22_the_decision_comes_within_ninety_calendar_days_without_roll_over(
    project: Projection, start: str, last: str
) -> None:
    assert project("T04", start).day == date.fromisoformat(last)


@days("2026-04-30 2026-05-08", "2026-04-29 2026-05-07", "2026-05-06 2026-05-09", "2026-05-07 2026-05-11")
def test_R23_a_published_decision_is_withdrawn_in_three_working_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T32", start).day == date.fromisoformat(last)


@days("2026-09-22 2026-10-09", "2026-09-21 2026-10-08", "2026-09-23 2026-10-10", "2026-09-24 2026-10-12")
def test_R24_a_penalty_is_published_in_seven_working_days(project: Projection, start: str, last: str) -> None:
    assert project("T30", start).day == date.fromisoformat(last)


@days(
    "2026-08-07 2026-10-08",
    "2026-08-01 2026-09-30",
    "2026-08-02 2026-10-08",
    "2026-08-09 2026-10-08",
    "2026-08-10 2026-10-09",
)
def test_R25_reconsideration_is_sixty_calendar_days_with_roll_over(
    project: Projection, start: str, last: str
) -> None:
    assert project("T10", start).day == date.fromisoformat(last)


@days("2026-01-05 2026-07-06", "2026-01-04 2026-07-06", "2026-01-06 2026-07-06", "2026-04-01 2026-10-08")
def test_R26_the_suit_window_is_six_months_with_roll_over(project: Projection, start: str, last: str) -> None:
    assert project("T11", start).day == date.fromisoformat(last)


def test_R26_the_raw_day_is_a_sunday(project: Projection) -> None:
    assert project("T11", "2026-01-05").raw == date(2026, 7, 5)


@days("2025-08-31 2026-02-28", "2025-08-30 2026-02-28", "2025-08-28 2026-02-28", "2025-08-27 2026-02-27")
def test_R27_a_month_without_the_day_number_ends_the_term_on_its_last_day(
    project: Projection, start: str, last: str
) -> None:
    assert project("T11", start).day == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("start", "used"), [("2025-08-31", True), ("2025-08-30", True), ("2025-08-28", False)]
)
def test_R27_the_explanation_says_whether_the_month_end_was_used(
    project: Projection, start: str, used: bool
) -> None:
    assert project("T11", start).why.month_end is used


@days("2026-07-06 2026-10-08", "2026-06-30 2026-09-30", "2026-07-01 2026-10-08", "2026-07-08 2026-10-08")
def test_R28_the_court_window_closes_three_months_after_the_suing_period(
    project: Projection, start: str, last: str
) -> None:
    found = project("T12", start)
    assert found.day == date.fromisoformat(last)
    assert found.why.first_day == date.fromordinal(date.fromisoformat(start).toordinal() + 1)


@days("2026-11-09 2026-11-23", "2026-11-06 2026-11-20", "2026-11-10 2026-11-24", "2026-11-13 2026-11-27")
def test_R29_the_court_waits_for_ten_full_working_days_of_urging(
    project: Projection, start: str, last: str
) -> None:
    assert project("T13", start).day == date.fromisoformat(last)


@days("2026-11-13 2026-11-09", "2026-11-12 2026-11-08", "2026-11-11 2026-11-05", "2026-11-16 2026-11-10")
def test_R30_three_full_working_days_lie_between_urging_and_substitute_performance(
    project: Projection, start: str, last: str
) -> None:
    assert project("T15", start).day == date.fromisoformat(last)


@days("2026-06-01 2026-07-01", "2026-05-31 2026-06-30", "2026-06-02 2026-07-02", "2026-01-31 2026-03-02")
def test_R31_a_seizure_lasts_at_most_thirty_days(project: Projection, start: str, last: str) -> None:
    assert project("T23", start).day == date.fromisoformat(last)


@days("2026-07-01 2026-07-31", "2026-06-30 2026-07-30", "2026-07-02 2026-08-01", "2026-07-03 2026-08-02")
def test_R31_one_extension_lasts_at_most_thirty_days_more(project: Projection, start: str, last: str) -> None:
    assert project("T24", start).day == date.fromisoformat(last)


@days("2026-09-04 2026-10-04", "2026-09-03 2026-10-03", "2026-09-05 2026-10-05", "2026-09-07 2026-10-07")
def test_R32_the_end_of_a_seizure_does_not_roll_over(project: Projection, start: str, last: str) -> None:
    assert project("T23", start).day == date.fromisoformat(last)


@days(
    "2026-10-03T22:15:00+08:00 2026-10-04T22:15:00+08:00",
    "2026-09-30T23:59:00+08:00 2026-10-01T23:59:00+08:00",
    "2026-10-01T00:00:00+08:00 2026-10-02T00:00:00+08:00",
    "2026-10-03T14:15:00+00:00 2026-10-04T22:15:00+08:00",
)
def test_R33_an_urgent_measure_is_reported_within_twenty_four_hours_holidays_included(
    project: Projection, start: str, last: str
) -> None:
    assert project("T17", start).moment == datetime.fromisoformat(last)


@days("2026-03-02 2026-04-01", "2026-03-03 2026-04-02", "2026-03-04 2026-04-03", "2026-03-05 2026-04-07")
def test_R34_service_by_notice_is_complete_after_thirty_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T26", start).day == date.fromisoformat(last)


def test_R34_the_next_clock_begins_the_day_after_service_by_notice(project: Projection) -> None:
    served = project("T26", "2026-03-02").day
    assert project("T10", served.isoformat()).why.first_day == date(2026, 4, 2)


@days("2026-02-12 2026-02-26", "2026-02-11 2026-02-25", "2026-02-13 2026-02-27", "2026-02-14 2026-02-28")
def test_R35_a_named_reporter_is_answered_in_five_working_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T01", start).day == date.fromisoformat(last)


@days("2026-02-12 2026-02-24", "2026-02-11 2026-02-14", "2026-02-13 2026-02-25", "2026-02-14 2026-02-26")
def test_R35_a_report_that_is_not_ours_is_moved_in_three_working_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T02", start).day == date.fromisoformat(last)


@days(
    "2026-11-16T09:10:00+08:00 2026-11-16T11:10:00+08:00",
    "2026-11-16T22:30:00+08:00 2026-11-17T00:30:00+08:00",
    "2026-12-31T23:00:00+08:00 2027-01-01T01:00:00+08:00",
    "2026-10-01T00:00:00+08:00 2026-10-01T02:00:00+08:00",
)
def test_R58_a_building_in_progress_is_visited_within_two_hours(
    project: Projection, start: str, last: str
) -> None:
    assert project("T41.progress", start).moment == datetime.fromisoformat(last)


@days(
    "2026-11-16T09:10:00+08:00 2026-11-17T09:10:00+08:00",
    "2026-10-01T00:00:00+08:00 2026-10-02T00:00:00+08:00",
    "2026-12-31T23:00:00+08:00 2027-01-01T23:00:00+08:00",
    "2026-02-28T08:00:00+08:00 2026-03-01T08:00:00+08:00",
)
def test_R58_another_illegal_building_is_visited_within_a_day(
    project: Projection, start: str, last: str
) -> None:
    assert project("T41", start).moment == datetime.fromisoformat(last)


@days(
    "2026-11-20T17:00:00+08:00 2026-11-21T17:00:00+08:00",
    "2026-11-20T23:59:59+08:00 2026-11-21T23:59:59+08:00",
    "2026-09-30T17:00:00+08:00 2026-10-01T17:00:00+08:00",
    "2026-02-28T17:00:00+08:00 2026-03-01T17:00:00+08:00",
)
def test_R59_a_crime_is_transferred_within_twenty_four_hours_of_approval(
    project: Projection, start: str, last: str
) -> None:
    assert project("T36", start).moment == datetime.fromisoformat(last)


@days("2026-04-29 2026-05-09", "2026-04-28 2026-05-08", "2026-04-30 2026-05-11", "2026-05-06 2026-05-12")
def test_R60_an_application_against_an_on_the_spot_decision_is_forwarded_in_five_working_days(
    project: Projection, start: str, last: str
) -> None:
    assert project("T39", start).day == date.fromisoformat(last)
