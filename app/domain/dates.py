"""Calendar dates as Chinese law counts them; Asia/Shanghai only."""

from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from typing import ClassVar

from app.domain.clock import SHANGHAI
from app.domain.errors import AppError

MONTHS_A_YEAR = 12


class DateUnreadable(AppError):
    """A text is no date, or no time with zone; ``text`` says which."""

    code: ClassVar[str] = "date.unreadable"


class DateOutOfRange(AppError):
    """A date computed from ``start`` lies beyond year 9999 or before year 1."""

    code: ClassVar[str] = "date.out_of_range"


def day_of(text: str) -> date:
    """The Shanghai day of an RFC 3339 time or of an ISO date.

    Raises:
        DateUnreadable: the text is neither.
    """
    return moment_of(text).date() if "T" in text else _iso_day(text)


def moment_of(text: str) -> datetime:
    """An RFC 3339 time with zone as Shanghai time.

    Raises:
        DateUnreadable: the text is no time, or has no zone.
    """
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise DateUnreadable(text=text)
        return found.astimezone(SHANGHAI)
    except (ValueError, OverflowError) as error:
        raise DateUnreadable(text=text) from error


def _iso_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DateUnreadable(text=text) from error


def add_days(start: date, days: int) -> date:
    """``start`` plus calendar days.

    Raises:
        DateOutOfRange: the result has no year between 1 and 9999.
    """
    try:
        return start + timedelta(days=days)
    except OverflowError as error:
        raise DateOutOfRange(start=start.isoformat(), days=days) from error


def add_months(start: date, months: int) -> date:
    """The same day number ``months`` later; the last day of that month if it has none (民法典第二百零二条).

    Raises:
        DateOutOfRange: the result has no year between 1 and 9999.
    """
    year, month = divmod(start.year * MONTHS_A_YEAR + start.month - 1 + months, MONTHS_A_YEAR)
    month += 1
    if not date.min.year <= year <= date.max.year:
        raise DateOutOfRange(start=start.isoformat(), months=months)
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def has_reached_age(born: date, years: int, on: date) -> bool:
    """Whether a person has completed ``years`` years of life on a day.

    The birthday itself is not counted, as the first day of no period is: the cautious side for a minor.
    """
    return on > add_months(born, years * MONTHS_A_YEAR)


def official_date(day: date) -> str:
    """As official papers write it, without zero padding: 2026年11月2日 (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"
