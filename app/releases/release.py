"""A release on disk: a folder with ``release.json``; every byte that leaves it was compared with its hash."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.releases.errors import FileNotInRelease, ReleaseDamaged, ReleaseMissing, ReleaseUnreadable
from app.releases.manifest import (
    FILE_NAME,
    MAX_MANIFEST_BYTES,
    FileEntry,
    Manifest,
    Signature,
    hash_of,
    parse_manifest,
)


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its manifest, its signatures and the folder that holds its files.

    The signatures are carried, not judged here: who may sign, and with which key, is the caller's business.
    """

    folder: Path
    manifest: Manifest
    signatures: tuple[Signature, ...] = ()

    @property
    def id(self) -> str:
        """The content address, ``sha256:<hex>``."""
        return self.manifest.id

    @property
    def version(self) -> str:
        """The date under which officers know the release."""
        return self.manifest.version

    @property
    def number(self) -> int:
        """Rises with each release."""
        return self.manifest.number

    def paths(self, under: str = "") -> tuple[str, ...]:
        """The listed files, sorted; ``under`` is a folder such as ``forms``."""
        prefix = f"{under}/" if under else ""
        return tuple(sorted(path for path in self.manifest.files if path.startswith(prefix)))

    def read(self, path: str) -> bytes:
        """The bytes of a listed file, compared with size and hash.

        Raises:
            FileNotInRelease: the manifest does not list it.
            ReleaseDamaged: it is missing, a link, longer, shorter or changed.
        """
        entry = self.manifest.files.get(path)
        if entry is None:
            raise FileNotInRelease(file=path, release=self.id)
        data = _bytes_of(self.folder / path, path, entry)
        found = hash_of(data)
        if found != entry.sha256:
            raise ReleaseDamaged(file=path, expected=entry.sha256, found=found)
        return data

    def verify(self) -> None:
        """Compare every file of the release.

        Raises:
            ReleaseDamaged: names the first file that is not as the manifest says.
        """
        for path in self.paths():
            self.read(path)


def load_release(folder: Path, verify: bool = True) -> Release:
    """Read the release of a folder and, unless told otherwise, compare all its files.

    Raises:
        ReleaseMissing: the folder has no ``release.json``.
        ReleaseUnreadable, ReleaseFromTheFuture: the manifest is not fit.
        ReleaseDamaged: a file is not as the manifest says.
    """
    try:
        with (folder / FILE_NAME).open("rb") as file:
            data = file.read(MAX_MANIFEST_BYTES + 1)
    except FileNotFoundError as error:
        raise ReleaseMissing(folder=folder.name) from error
    except OSError as error:
        raise ReleaseUnreadable(file=FILE_NAME, reason=type(error).__name__) from error
    manifest, signatures = parse_manifest(data)
    release = Release(folder, manifest, signatures)
    if verify:
        release.verify()
    return release


def _bytes_of(place: Path, path: str, entry: FileEntry) -> bytes:
    """Read without following a link at the end, and never more than one byte over the listed size."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    try:
        with open(os.open(place, flags), "rb") as file:
            return file.read(entry.size + 1)
    except OSError as error:
        raise ReleaseDamaged(file=path, expected=entry.sha256, found=type(error).__name__) from error
