"""The law as data at hand: newest figures and calendars; catalogue and forms of every release a case pins."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from app.domain.catalogue import Catalogue
from app.domain.law.calendar import Calendar
from app.domain.law.parameters import LawParameters
from app.releases.catalogue import load_catalogue
from app.releases.errors import ReleaseMissing, ReleaseRefused
from app.releases.law import read_law
from app.releases.release import Release, load_release
from app.releases.shelf import ReleaseShelf

FORMS = "forms"


class HeldLaw:
    """Parameters, calendar, catalogues and forms of the releases that this laptop holds, each read once."""

    def __init__(
        self,
        parameters: LawParameters,
        calendar: Calendar,
        newest_release: str,
        releases: Mapping[str, Release],
    ) -> None:
        """``releases`` by their ids; their files are read when they are first needed."""
        self.parameters, self.calendar, self.newest_release = parameters, calendar, newest_release
        self._releases = releases
        self._catalogues: dict[str, Catalogue] = {}
        self._forms: dict[str, Path] = {}

    def catalogue(self, release: str) -> Catalogue:
        """The catalogue of one release.

        Raises:
            ReleaseMissing: this laptop does not hold it.
            ReleaseDamaged: a file is not as the manifest says.
        """
        if release not in self._catalogues:
            self._catalogues[release] = load_catalogue(self._held(release))
        return self._catalogues[release]

    def forms(self, release: str) -> Path:
        """The folder with the forms of one release, each compared with its hash.

        Raises:
            ReleaseMissing: this laptop does not hold it.
            ReleaseDamaged: a file is not as the manifest says.
        """
        if release not in self._forms:
            held = self._held(release)
            for path in held.paths(FORMS):
                held.read(path)
            self._forms[release] = held.folder / FORMS
        return self._forms[release]

    def _held(self, release: str) -> Release:
        if release not in self._releases:
            raise ReleaseMissing(folder=release)
        return self._releases[release]


def law_on(shelf_folder: Path, resources: Path) -> HeldLaw:
    """The law of the releases on a shelf, after the program's own was put there.

    Raises:
        ReleaseMissing, ReleaseUnreadable, ReleaseFromTheFuture, ReleaseDamaged, LawFileInvalid: not fit.
        OSError: the disk refuses.
    """
    shipped = load_release(resources)
    shelf = ReleaseShelf(shelf_folder, lambda release: release.id == shipped.id)
    shelf.mend()
    with suppress(ReleaseRefused):  # the shelf holds a newer one, which then is the law
        shelf.add(resources)
    newest = shelf.newest()
    newest.verify()
    law = read_law(newest.folder / "law")
    parameters = law.parameters
    if newest.id != shipped.id:  # another's release may lack a figure that only a newer program asks for
        parameters = parameters.completed_by(read_law(resources / "law").parameters)
    return HeldLaw(parameters, law.calendar, newest.id, {release.id: release for release in shelf.all()})
