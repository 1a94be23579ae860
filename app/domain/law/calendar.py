"""Working days after the yearly notice of the State Council; a year without notice knows weekends only."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.dates import add_days

_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One notice: days off with the name of the holiday, and weekend days that are worked (调休上班)."""

    year: int
    source: str
    off: tuple[tuple[date, str], ...]
    make_up: tuple[date, ...]


class Calendar:
    """The notices known to this program.

    ``version`` is the SHA-256 over all days of all notices, so that a deadline can name its calendar.
    """

    __slots__ = ("_make_up", "_off", "_years", "version")

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        known = sorted(years, key=lambda year: year.year)
        self._years = {year.year: year for year in known}
        self._off = {day: name for year in known for day, name in year.off}
        self._make_up = frozenset(day for year in known for day in year.make_up)
        lines = [f"off {day}" for day in sorted(self._off)] + [f"work {day}" for day in sorted(self._make_up)]
        lines += [f"year {year}" for year in self._years]
        self.version = "sha256:" + hashlib.sha256("\n".join(lines).encode("ascii")).hexdigest()

    @property
    def years(self) -> tuple[int, ...]:
        """The years whose notice is loaded."""
        return tuple(self._years)

    def knows(self, day: date) -> bool:
        """Whether the notice of the day's year is loaded."""
        return day.year in self._years

    def holiday(self, day: date) -> str:
        """The name of the declared holiday of a day, or an empty text."""
        return self._off.get(day, "")

    def is_make_up(self, day: date) -> bool:
        """Whether a weekend day was declared a working day."""
        return day in self._make_up

    def is_working(self, day: date) -> bool:
        """Monday to Friday not declared off, or a declared make-up day."""
        return day in self._make_up or (day.weekday() < _SATURDAY and day not in self._off)

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is.

        Raises:
            DateOutOfRange: no such day before year 10000.
        """
        while not self.is_working(day):
            day = add_days(day, 1)
        return day

    def add_working_days(self, start: date, count: int) -> date:
        """The ``count``-th working day after ``start``, which is not counted.

        Raises:
            DateOutOfRange: no such day before year 10000.
        """
        day = start
        for _ in range(count):
            day = self.next_working(add_days(day, 1))
        return day

    def latest_before(self, event: date, full_days: int) -> date:
        """The latest day with at least ``full_days`` working days strictly between it and ``event``.

        Raises:
            DateOutOfRange: no such day after year 1.
        """
        day = event
        for _ in range(full_days):
            day = add_days(day, -1)
            while not self.is_working(day):
                day = add_days(day, -1)
        return add_days(day, -1)

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days lie strictly between two days."""
        return sum(1 for day in days_between(first, last) if self.is_working(day))


def days_between(first: date, last: date) -> Iterator[date]:
    """The days strictly between two days."""
    count = (last - first).days
    return (first + _DAY * number for number in range(1, count))
