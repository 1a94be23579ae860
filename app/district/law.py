"""The law as the district holds it: the newest figures and calendars, and every catalogue it was given."""

from __future__ import annotations

import threading
from datetime import date
from functools import cached_property
from pathlib import Path

from app.domain.catalogue import Catalogue
from app.domain.clock import EffectiveTime, effective_time, moment
from app.domain.entry import ClockReading
from app.domain.law.calendar import Calendar
from app.domain.law.parameters import LawParameters
from app.releases.catalogue import load_catalogue
from app.releases.errors import ReleaseMissing
from app.releases.law import Law, read_law
from app.releases.release import Release, load_release
from app.releases.shelf import ReleaseShelf

SHELF = "releases"
_MINUTE_MS = 60_000


class DistrictLaw:
    """Read when it is first asked for, once for all threads."""

    def __init__(self, resources: Path, home: Path) -> None:
        """
        Args:
            resources: the release that the program brings along.
            home: the district's folder; older releases lie on its shelf ``releases``.
        """
        self._resources = resources
        # What is on the shelf was put there by whoever runs the district; its bytes are compared when read.
        self._shelf = ReleaseShelf(home / SHELF, lambda release: True)
        self._read: dict[str, Catalogue] = {}
        self._lock = threading.Lock()

    def warm(self) -> None:
        """Read what every judgement needs.

        Raises:
            LawFileInvalid, ReleaseMissing, ReleaseUnreadable, ReleaseDamaged: it cannot be read.
        """
        self.catalogue(self.newest)

    @property
    def parameters(self) -> LawParameters:
        """The figures."""
        return self._law.parameters

    @property
    def calendar(self) -> Calendar:
        """The newest calendars."""
        return self._law.calendar

    @property
    def newest(self) -> str:
        """Id of the program's own release."""
        return self._own.id

    def catalogue(self, release: str) -> tuple[Catalogue, bool]:
        """The catalogue of a release, and whether it is that one; else it is the newest."""
        with self._lock:
            known = self._read.get(release)
        if known is not None:
            return known, True
        try:
            found = load_catalogue(self._release(release))
        except ReleaseMissing:
            return self.catalogue(self.newest)[0], False
        with self._lock:
            return self._read.setdefault(release, found), True

    def time_of(self, reading: ClockReading, before: ClockReading | None, now_ms: int) -> EffectiveTime:
        """When an entry was made, as the district sees it.

        Args:
            before: the reading of the entry before it in its chain.
            now_ms: the district's own clock; a laptop that is ahead of it is not believed.
        """
        tolerance = self.tolerance_ms(moment(now_ms).date())
        made = effective_time(reading, None, before, tolerance)
        latest = moment(now_ms + tolerance)
        return EffectiveTime(moment(now_ms), True, "ahead") if made.at > latest else made

    def tolerance_ms(self, day: date) -> int:
        """How far clocks may differ unsuspected."""
        return self.parameters.value("clock.note_minutes", day) * _MINUTE_MS

    def _release(self, release: str) -> Release:
        return self._own if release == self._own.id else self._shelf.get(release)

    @cached_property
    def _law(self) -> Law:
        return read_law(self._resources / "law")

    @cached_property
    def _own(self) -> Release:
        return load_release(self._resources, verify=False)
