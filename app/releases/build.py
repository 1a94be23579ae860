"""Building a release: compile the sheets, hash every file, write the manifest.

Run ``python -m app.releases.build`` after any change under resources/catalogue, resources/law or
resources/forms; ``--check`` only says whether that is needed. Not part of a running laptop.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.places import resources_dir
from app.releases.catalogue import COMPILED
from app.releases.compiler import compile_catalogue
from app.releases.errors import ReleaseMissing, SheetRefused
from app.releases.manifest import (
    FILE_NAME,
    FileEntry,
    Manifest,
    Signature,
    hash_of,
    manifest_text,
    parse_manifest,
)

COVERED = ("catalogue", "forms", "law", "roster")
"""Folders of a release; one that does not exist is left out."""

SUFFIXES = (".json", ".yaml")
HOW = "run: python -m app.releases.build"


@dataclass(frozen=True, slots=True)
class State:
    """How a folder compares with its manifest: paths that were added, removed or changed since."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def current(self) -> bool:
        """Whether the manifest says what the folder holds."""
        return not (self.added or self.removed or self.changed)

    def __str__(self) -> str:
        if self.current:
            return "the release is current"
        parts = (("added", self.added), ("removed", self.removed), ("changed", self.changed))
        listed = "; ".join(f"{name}: {', '.join(paths)}" for name, paths in parts if paths)
        return f"the release is not current ({listed}); {HOW}"


def build_manifest(resources: Path, version: str, number: int, created: str) -> Manifest:
    """Hash the files of a release as they lie in the folder."""
    files = {path: _entry(resources / path) for path in _covered(resources)}
    return Manifest(version, number, created, files)


def build_release(
    resources: Path, version: str | None = None, number: int | None = None, created: str | None = None
) -> Manifest:
    """Compile the sheets and write the manifest; name, number and time stay as they are unless given.

    Signatures of the old manifest are dropped when its content changes.

    Raises:
        SheetRefused: the sheets are not fit; every fault with file and line.
        ReleaseMissing: there is no manifest yet and version, number or time are not given.
    """
    (resources / COMPILED).write_bytes(compile_catalogue(resources))
    old, signatures = _present(resources)
    if old is not None:
        version, number, created = version or old.version, number or old.number, created or old.created
    if version is None or number is None or created is None:
        raise ReleaseMissing(folder=resources.name)
    manifest = build_manifest(resources, version, number, created)
    kept = signatures if old is not None and old.id == manifest.id else ()
    (resources / FILE_NAME).write_bytes(manifest_text(manifest, kept))
    return manifest


def state_of(resources: Path) -> State:
    """Compare the folder with its manifest; a compiled file older than its sheets counts as changed.

    Raises:
        ReleaseMissing: there is no manifest.
        SheetRefused: the sheets are not fit.
    """
    old, _ = _present(resources)
    if old is None:
        raise ReleaseMissing(folder=resources.name)
    files = dict(build_manifest(resources, old.version, old.number, old.created).files)
    compiled = compile_catalogue(resources)
    files[COMPILED] = FileEntry(hash_of(compiled), len(compiled))
    changed = {path for path in files.keys() & old.files.keys() if files[path] != old.files[path]}
    on_disk = resources / COMPILED
    if not on_disk.is_file() or on_disk.read_bytes() != compiled:
        changed.add(COMPILED)
    return State(
        _sorted(files.keys() - old.files.keys()), _sorted(old.files.keys() - files.keys()), _sorted(changed)
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line; 0 when the release is current or was built, 1 when not, 2 when a sheet is refused."""
    parser = argparse.ArgumentParser(prog="python -m app.releases.build", description="Build the release.")
    parser.add_argument("--resources", type=Path, default=resources_dir(), help="folder of the resources")
    parser.add_argument("--check", action="store_true", help="only say whether the release is current")
    parser.add_argument("--version", help="date under which officers know the release, such as 2026-11-22")
    parser.add_argument("--number", type=int, help="number of the release, higher than all before")
    parser.add_argument("--created", help="time of building, RFC 3339")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.check:
            state = state_of(chosen.resources)
            print(state)
            return 0 if state.current else 1
        manifest = build_release(chosen.resources, chosen.version, chosen.number, chosen.created)
    except SheetRefused as refused:
        for problem in refused.problems:
            print(problem, file=sys.stderr)
        return 2
    print(f"{manifest.version} number {manifest.number}: {manifest.id}, {len(manifest.files)} files")
    return 0


def _present(resources: Path) -> tuple[Manifest | None, tuple[Signature, ...]]:
    path = resources / FILE_NAME
    return parse_manifest(path.read_bytes()) if path.is_file() else (None, ())


def _covered(resources: Path) -> Iterator[str]:
    for folder in COVERED:
        for path in sorted((resources / folder).rglob("*")):
            if path.is_file() and path.suffix in SUFFIXES:
                yield path.relative_to(resources).as_posix()


def _entry(path: Path) -> FileEntry:
    data = path.read_bytes()
    return FileEntry(hash_of(data), len(data))


def _sorted(paths: set[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))


if __name__ == "__main__":
    sys.exit(main())
