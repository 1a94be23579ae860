"""What a projected date says of itself: provisional, explained, moved, and which day counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.dates import DateOutOfRange
from app.domain.law.calendar import Calendar, CalendarYear
from app.domain.law.deadlines import Deadline, Due, RuleHasNoEnd, due, left, moved
from app.domain.law.parameters import Binds, Counting, LawParameters, ParameterUnknown, RuleUnknown

Projection = Callable[[str, str], Due]

NEXT_YEAR = CalendarYear(2027, "演示通知", ((date(2027, 1, 1), "元旦"),), (date(2027, 1, 9),))


@pytest.fixture
def next_calendar(calendar: Calendar) -> Calendar:
    """A calendar that knows an invented notice for 2027."""
    return Calendar([NEXT_YEAR])


def deadline(found: Due, binds: Binds = Binds.PARTY, printed: date | None = None) -> Deadline:
    return Deadline(found.why.rule, "缴纳罚款", "sha256:start", found, binds, printed)


@pytest.mark.parametrize(
    ("rule", "start", "provisional"),
    [
        ("T18", "2026-12-16", False),  # ends on Thursday 2026-12-31
        ("T18", "2026-12-17", True),  # ends on 2027-01-01
        ("T18", "2026-12-20", True),
        ("T20", "2026-12-30", True),
        ("T20", "2026-12-29", False),
        ("T10", "2026-11-20", True),
        ("T23", "2026-12-20", False),  # does not roll over, so no notice can move it
    ],
)
def test_R55_a_deadline_that_needs_a_notice_not_loaded_is_provisional(
    project: Projection, rule: str, start: str, provisional: bool
) -> None:
    found = project(rule, start)
    assert found.provisional is provisional
    assert found.why.unloaded == ((2027,) if provisional else ())


def test_R55_a_provisional_deadline_is_recomputed_when_the_notice_arrives(
    project: Projection, law: LawParameters, next_calendar: Calendar
) -> None:
    before = project("T18", "2026-12-17")
    after = due(law.rule("T18"), date(2026, 12, 17), law, next_calendar)
    assert (before.day, after.day) == (date(2027, 1, 1), date(2027, 1, 4))
    assert not after.provisional
    move = moved(deadline(before), deadline(after))
    assert move is not None
    assert (move.before, move.now, move.cause) == (date(2027, 1, 1), date(2027, 1, 4), "calendar")


def test_a_corrected_event_moves_the_deadline_and_says_so(project: Projection) -> None:
    move = moved(deadline(project("T18", "2026-11-02")), deadline(project("T18", "2026-11-03")))
    assert move is not None
    assert move.cause == "event"


def test_a_changed_length_moves_the_deadline_as_a_rule(project: Projection) -> None:
    before = project("T18", "2026-11-02")
    longer = replace(before, day=date(2026, 12, 2), why=replace(before.why, length=30))
    move = moved(deadline(before), deadline(longer))
    assert move is not None
    assert move.cause == "rule"


def test_a_printed_day_that_differs_moves_the_deadline_as_paper(project: Projection) -> None:
    found = project("T18", "2026-11-02")
    move = moved(deadline(found), deadline(found, printed=date(2026, 11, 20)))
    assert move is not None
    assert move.cause == "paper"


def test_the_same_day_is_no_move(project: Projection) -> None:
    found = project("T18", "2026-11-02")
    assert moved(deadline(found), deadline(found)) is None


@pytest.mark.parametrize(
    ("binds", "printed", "counts"),
    [
        (Binds.PARTY, date(2026, 11, 20), date(2026, 11, 20)),
        (Binds.PARTY, date(2026, 11, 10), date(2026, 11, 17)),
        (Binds.AGENCY, date(2026, 11, 20), date(2026, 11, 17)),
        (Binds.AGENCY, date(2026, 11, 10), date(2026, 11, 10)),
        (Binds.PARTY, None, date(2026, 11, 17)),
    ],
)
def test_of_paper_and_projection_the_later_counts_for_the_party_and_the_earlier_for_us(
    project: Projection, binds: Binds, printed: date | None, counts: date
) -> None:
    assert deadline(project("T18", "2026-11-02"), binds, printed).day == counts


def test_the_explanation_names_skipped_holidays_and_counted_make_up_days(project: Projection) -> None:
    why = project("T20", "2026-02-13").why
    assert why.make_up == (date(2026, 2, 14),)
    assert why.skipped == tuple(date(2026, 2, day) for day in range(15, 24))
    assert why.first_day == date(2026, 2, 14)
    assert why.source == "《中华人民共和国行政处罚法》第七十一条、第八十五条"


@pytest.mark.parametrize(
    ("rule", "start", "today", "days", "working"),
    [
        ("T20", "2026-08-06", "2026-08-06", 2, True),
        ("T20", "2026-08-06", "2026-08-08", 1, True),
        ("T20", "2026-08-06", "2026-08-10", 0, True),
        ("T20", "2026-08-06", "2026-08-12", -2, True),
        ("T18", "2026-09-18", "2026-10-01", 7, False),
        ("T18", "2026-09-18", "2026-10-09", -1, False),
    ],
)
def test_what_is_left_is_told_in_the_days_of_the_rule(
    project: Projection, calendar: Calendar, rule: str, start: str, today: str, days: int, working: bool
) -> None:
    found = left(deadline(project(rule, start)), date.fromisoformat(today), calendar)
    assert (found.days, found.working) == (days, working)


def test_hours_need_a_time_and_a_rate_has_no_end(project: Projection) -> None:
    with pytest.raises(RuleHasNoEnd) as no_time:
        project("T17", "2026-10-03")
    with pytest.raises(RuleHasNoEnd) as no_end:
        project("T19", "2026-10-03")
    assert no_time.value.facts["reason"] == "needs_moment"
    assert no_end.value.facts["reason"] == "rate"


@pytest.mark.parametrize(
    ("rule", "start"),
    [
        ("T18", "9999-12-31"),
        ("T11", "9999-12-01"),
        ("T20", "9999-12-31"),
        ("T17", "9999-12-31T23:00:00+08:00"),
    ],
)
def test_a_hostile_date_is_foreseen_trouble(project: Projection, rule: str, start: str) -> None:
    with pytest.raises(DateOutOfRange):
        project(rule, start)


def test_an_unknown_rule_is_named(law: LawParameters) -> None:
    with pytest.raises(RuleUnknown) as caught:
        law.rule("T99")
    assert caught.value.facts == {"id": "T99"}


def test_a_rule_without_its_figure_is_named(law: LawParameters, calendar: Calendar) -> None:
    with pytest.raises(ParameterUnknown):
        due(replace(law.rule("T18"), length="no.such"), date(2026, 1, 1), law, calendar)


@given(start=st.dates(date(2024, 1, 1), date(2026, 9, 30)))
def test_the_start_day_is_never_counted_and_the_last_day_of_a_party_is_worked(
    law: LawParameters, calendar: Calendar, start: date
) -> None:
    for rule in law.rules:
        if rule.counting in (Counting.CD, Counting.M):
            found = due(rule, start, law, calendar)
            assert found.day >= found.raw > start
            assert calendar.is_working(found.day)
        elif rule.counting is Counting.CDX:
            assert due(rule, start, law, calendar).day > start + timedelta(days=1)
