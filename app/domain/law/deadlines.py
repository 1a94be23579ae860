"""Deadlines as projections of (rule, start event, newest calendar): never stored as truth, never typed.

民事诉讼法第八十五条、民法典第二百条至第二百零四条、行政处罚法第八十五条、行政强制法第六十九条、行政复议法第八十八条.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from app.domain.clock import SHANGHAI
from app.domain.dates import DateOutOfRange, add_days, add_months
from app.domain.errors import AppError
from app.domain.law.calendar import Calendar, days_between
from app.domain.law.parameters import Binds, Counting, DeadlineRule, Direction, LawParameters


class RuleHasNoEnd(AppError):
    """A rule cannot be turned into a last day from what was given; ``rule`` and ``reason`` say why.

    ``reason`` is ``rate`` (it counts without end) or ``needs_moment`` (hours run from a time, not a day).
    """

    code: ClassVar[str] = "law.rule_has_no_end"


@dataclass(frozen=True, slots=True)
class Why:
    """The facts behind a date, for the tool tip: rule, article and what was skipped.

    Attributes:
        first_day: day 1 of the count, the day after the event (before it, when counting backward).
        skipped: rest days inside a count of working days.
        make_up: weekend days that counted since they were declared working days.
        rolled: rest days that the last day moved over.
        month_end: the target month had no such day number.
        unloaded: years whose notice was needed and is not loaded.
    """

    rule: str
    source: str
    evidence: str
    counting: Counting
    length: int
    start: str
    first_day: date
    calendar: str
    skipped: tuple[date, ...] = ()
    make_up: tuple[date, ...] = ()
    rolled: tuple[date, ...] = ()
    month_end: bool = False
    unloaded: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """The last day: ``raw`` before roll-over; ``moment`` for hours; provisional where a notice is missing.

    Backward rules give the latest day on which the act may still be done.
    """

    day: date
    raw: date
    provisional: bool
    why: Why
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """One running or met deadline of a case.

    Attributes:
        start: id of the entry that started it.
        printed: the day that stands on the issued paper, where one does.
        met_at: when the act was done, RFC 3339, or None.
    """

    rule: str
    what: str
    start: str
    due: Due
    binds: Binds
    printed: date | None = None
    met_at: str | None = None

    @property
    def day(self) -> date:
        """The day that counts: of paper and projection the later for the party, else the earlier."""
        if self.printed is None:
            return self.due.day
        days = (self.printed, self.due.day)
        return max(days) if self.binds is Binds.PARTY else min(days)


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that moved: 原 … 现 … 因 …. ``cause`` is ``event``, ``paper``, ``calendar`` or ``rule``."""

    rule: str
    before: date
    now: date
    cause: str


@dataclass(frozen=True, slots=True)
class Left:
    """How long is left: working or calendar days, negative when overdue."""

    days: int
    working: bool


def due(rule: DeadlineRule, start: date | datetime, law: LawParameters, calendar: Calendar) -> Due:
    """Project a rule from its start event.

    Raises:
        RuleHasNoEnd: a rate, or hours from a day without time.
        ParameterUnknown: the rule names a length that does not exist.
        DateOutOfRange: the date has no year between 1 and 9999.
    """
    day = start.astimezone(SHANGHAI).date() if isinstance(start, datetime) else start
    length = law.nearest(rule.length, day).value
    match rule.counting:
        case Counting.RATE:
            raise RuleHasNoEnd(rule=rule.id, reason="rate")
        case Counting.H:
            return _hours(rule, start, length, calendar)
        case Counting.WD if rule.direction is Direction.BACKWARD:
            return _backward(rule, day, length, calendar)
        case Counting.WD:
            return _working_days(rule, day, length, calendar)
        case Counting.CD | Counting.CDX:
            return _calendar_days(rule, day, length, calendar)
        case _:
            return _months(rule, day, length, calendar)


def left(deadline: Deadline, on: date, calendar: Calendar) -> Left:
    """What is left on a day: working days for working-day rules, else calendar days.

    Raises:
        DateOutOfRange: one of the days is the last of year 9999.
    """
    if deadline.due.why.counting is not Counting.WD:
        return Left((deadline.day - on).days, working=False)
    if on <= deadline.day:
        return Left(calendar.working_days_between(on, add_days(deadline.day, 1)), working=True)
    return Left(-calendar.working_days_between(deadline.day, add_days(on, 1)), working=True)


def moved(before: Deadline, now: Deadline) -> Move | None:
    """Tell whether and why a deadline moved between two projections of one rule."""
    if before.day == now.day:
        return None
    old, new = before.due.why, now.due.why
    if old.start != new.start:
        cause = "event"
    elif before.printed != now.printed:
        cause = "paper"
    else:
        cause = "calendar" if old.length == new.length else "rule"
    return Move(now.rule, before.day, now.day, cause)


def _working_days(rule: DeadlineRule, start: date, length: int, calendar: Calendar) -> Due:
    last = calendar.add_working_days(start, length)
    return _counted(rule, start, length, calendar, last, (start, add_days(last, 1)))


def _backward(rule: DeadlineRule, event: date, length: int, calendar: Calendar) -> Due:
    last = calendar.latest_before(event, length)
    return _counted(rule, event, length, calendar, last, (last, event))


def _counted(
    rule: DeadlineRule, start: date, length: int, calendar: Calendar, last: date, span: tuple[date, date]
) -> Due:
    inside = tuple(days_between(*span))
    why = Why(
        rule=rule.id,
        source=rule.source,
        evidence=rule.evidence,
        counting=rule.counting,
        length=length,
        start=start.isoformat(),
        first_day=add_days(start, -1 if rule.direction is Direction.BACKWARD else 1),
        calendar=calendar.version,
        skipped=tuple(day for day in inside if not calendar.is_working(day)),
        make_up=tuple(day for day in inside if calendar.is_make_up(day)),
        unloaded=_unloaded(inside, calendar),
    )
    return Due(last, last, bool(why.unloaded), why)


def _calendar_days(rule: DeadlineRule, start: date, length: int, calendar: Calendar) -> Due:
    raw = add_days(start, length)
    return _rolled(rule, start, length, calendar, raw, rolls=rule.counting is Counting.CD)


def _months(rule: DeadlineRule, start: date, length: int, calendar: Calendar) -> Due:
    raw = add_months(start, length)
    return _rolled(rule, start, length, calendar, raw, rolls=rule.counting is Counting.M)


def _rolled(
    rule: DeadlineRule, start: date, length: int, calendar: Calendar, raw: date, *, rolls: bool
) -> Due:
    last = calendar.next_working(raw) if rolls else raw
    over = tuple(add_days(raw, number) for number in range((last - raw).days))
    why = Why(
        rule=rule.id,
        source=rule.source,
        evidence=rule.evidence,
        counting=rule.counting,
        length=length,
        start=start.isoformat(),
        first_day=add_days(start, 1),
        calendar=calendar.version,
        rolled=over,
        month_end=rule.counting in (Counting.M, Counting.MX) and raw.day != start.day,
        unloaded=_unloaded((*over, last), calendar) if rolls else (),
    )
    return Due(last, raw, bool(why.unloaded), why)


def _hours(rule: DeadlineRule, start: date | datetime, length: int, calendar: Calendar) -> Due:
    if not isinstance(start, datetime):
        raise RuleHasNoEnd(rule=rule.id, reason="needs_moment")
    begins = start.astimezone(SHANGHAI)
    try:
        end = begins + timedelta(hours=length)
    except OverflowError as error:
        raise DateOutOfRange(start=begins.isoformat(), hours=length) from error
    why = Why(
        rule=rule.id,
        source=rule.source,
        evidence=rule.evidence,
        counting=rule.counting,
        length=length,
        start=begins.isoformat(),
        first_day=begins.date(),
        calendar=calendar.version,
    )
    return Due(end.date(), end.date(), False, why, end)


def _unloaded(days: tuple[date, ...], calendar: Calendar) -> tuple[int, ...]:
    return tuple(sorted({day.year for day in days if not calendar.knows(day)}))
