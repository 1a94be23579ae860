"""Many releases side by side, each under its content address; a newer one never harms an older one.

A case keeps the release that it pins, so nothing is ever taken from the shelf. A release comes onto it
whole or not at all, and an older one that is played back is refused.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from app.domain.catalogue.changes import rows_removed
from app.domain.errors import AppError
from app.durable import sync_folder
from app.releases.catalogue import COMPILED, load_catalogue
from app.releases.errors import ReleaseMissing, ReleaseRefused
from app.releases.manifest import FILE_NAME, manifest_text
from app.releases.release import Release, load_release

JudgeSignatures: TypeAlias = Callable[[Release], bool]
"""Whether the signatures of a release are those that the district's rules ask for."""

_ASIDE = ".part-"


class ReleaseShelf:
    """The releases of a laptop in one folder."""

    def __init__(self, folder: Path, signatures_hold: JudgeSignatures) -> None:
        self._folder = folder
        self._signatures_hold = signatures_hold

    def mend(self) -> tuple[str, ...]:
        """Remove what an interrupted ``add`` left behind; the names of what was removed."""
        left = sorted(path.name for path in self._folder.glob(f"{_ASIDE}*")) if self._folder.is_dir() else []
        for name in left:
            shutil.rmtree(self._folder / name)
        return tuple(left)

    def all(self) -> tuple[Release, ...]:
        """Every release, oldest number first; files are compared when they are read.

        Raises:
            ReleaseUnreadable, ReleaseFromTheFuture: a manifest on the shelf is damaged.
        """
        if not self._folder.is_dir():
            return ()
        folders = [
            path for path in self._folder.iterdir() if path.is_dir() and not path.name.startswith(_ASIDE)
        ]
        return tuple(sorted((self._load(path) for path in folders), key=lambda release: release.number))

    def get(self, release_id: str) -> Release:
        """The release with this content address.

        Raises:
            ReleaseMissing: it is not on the shelf, or its manifest no longer has this address.
        """
        folder = self._place(release_id)
        if not folder.is_dir():
            raise ReleaseMissing(folder=release_id)
        return self._load(folder)

    def newest(self) -> Release:
        """The release with the highest number.

        Raises:
            ReleaseMissing: the shelf is empty.
        """
        releases = self.all()
        if not releases:
            raise ReleaseMissing(folder=self._folder.name)
        return releases[-1]

    def add(self, source: Path) -> Release:
        """Take over the release of a folder: checked, copied aside, made durable, then renamed into place.

        A release that is already there whole is left as it is; a damaged copy gives way to the whole one,
        which has the same bytes by its address.

        Raises:
            ReleaseDamaged, ReleaseUnreadable, ReleaseFromTheFuture, ReleaseMissing: it is not fit.
            ReleaseRefused: reason ``signature``, ``older`` (an older number played back), ``forked`` (the
                number of the newest with other content) or ``rows_removed`` (rows are closed, never dropped).
        """
        release = load_release(source)
        place = self._place(release.id)
        if self._holds_whole(place):
            return self._load(place)
        self.see_fit(release)
        self._folder.mkdir(parents=True, exist_ok=True)
        aside, damaged = (self._folder / f"{_ASIDE}{name}{place.name}" for name in ("", "damaged-"))
        for left in (aside, damaged):
            if left.exists():
                shutil.rmtree(left)
        _copy(release, aside)
        if place.exists():
            place.rename(damaged)
        aside.rename(place)
        sync_folder(self._folder)
        shutil.rmtree(damaged, ignore_errors=True)
        return self._load(place)

    def see_fit(self, release: Release) -> None:
        """See that a release may come onto the shelf.

        Raises:
            ReleaseRefused: see :meth:`add`.
        """
        if not self._signatures_hold(release):
            raise ReleaseRefused(reason="signature", release=release.id)
        if not self._place(release.id).exists():
            self._check(release)

    def _holds_whole(self, place: Path) -> bool:
        if not place.is_dir():
            return False
        try:
            self._load(place).verify()
        except AppError:
            return False
        return True

    def _check(self, release: Release) -> None:
        releases = self.all()
        if not releases:
            return
        newest = releases[-1]
        if release.number <= newest.number:
            reason = "older" if release.number < newest.number else "forked"
            raise ReleaseRefused(
                reason=reason, number=release.number, newest=newest.number, release=release.id
            )
        if COMPILED in newest.manifest.files:
            gone = rows_removed(load_catalogue(newest), load_catalogue(release))
            if gone:
                rows = "、".join(row_id for _, row_id in gone)
                raise ReleaseRefused(reason="rows_removed", rows=rows, release=release.id)

    def _place(self, release_id: str) -> Path:
        name = release_id.replace(":", "-")
        if not name.isascii() or not name.replace("-", "").isalnum():
            raise ReleaseMissing(folder=release_id)
        return self._folder / name

    def _load(self, folder: Path) -> Release:
        release = load_release(folder, verify=False)
        if self._place(release.id) != folder:
            raise ReleaseMissing(folder=folder.name, found=release.id)
        return release


def _copy(release: Release, folder: Path) -> None:
    folders = {folder}
    for path in release.paths():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        folders.update(folder / parent for parent in Path(path).parents)
        _write(target, release.read(path))
    _write(folder / FILE_NAME, manifest_text(release.manifest, release.signatures))
    for one in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        sync_folder(one)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
