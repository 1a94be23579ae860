"""The law as data at hand: newest parameters and calendars, and every catalogue release that a case pins."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.domain.catalogue import Catalogue
from app.domain.law.calendar import Calendar
from app.domain.law.parameters import LawParameters
from app.releases.errors import ReleaseMissing


class HeldLaw:
    """Parameters, calendar and catalogues of the releases that this laptop holds, each read once."""

    def __init__(
        self,
        parameters: LawParameters,
        calendar: Calendar,
        newest_release: str,
        readers: Mapping[str, Callable[[], Catalogue]],
    ) -> None:
        """``readers`` reads the catalogue of a release when it is first needed."""
        self.parameters, self.calendar, self.newest_release = parameters, calendar, newest_release
        self._readers = readers
        self._read: dict[str, Catalogue] = {}

    def catalogue(self, release: str) -> Catalogue:
        """The catalogue of one release.

        Raises:
            ReleaseMissing: this laptop does not hold it.
        """
        if release not in self._read:
            reader = self._readers.get(release)
            if reader is None:
                raise ReleaseMissing(folder=release)
            self._read[release] = reader()
        return self._read[release]
