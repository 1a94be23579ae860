"""Shows the disk what the program does to files by itself: sealed files, the mark of the numbers, slots."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any

from app.vault import disk as vault_disk
from tests.faults.disk import Disk

_rename, _unlink, _mkdir, _fsync = os.replace, os.unlink, os.mkdir, os.fsync


def watch_program(disk: Disk) -> None:
    """Put the disk between this process and its operating system; there is no way back."""
    watched = _Watched(disk)
    os.replace = os.rename = watched.rename
    os.unlink = os.remove = watched.unlink
    os.mkdir = watched.mkdir
    os.fsync = watched.fsync
    vault_disk.Disk.write = watched.write


class _Watched:
    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def rename(self, source: Any, target: Any, **more: Any) -> None:
        if not self._disk.holds(target):
            return _rename(source, target, **more)
        old, new = os.fspath(source), os.fspath(target)
        self._disk.step(f"rename {Path(new).name}")
        before = self._disk.spare(new) if self._disk.forgets and os.path.exists(new) else None
        _rename(old, new)
        self._disk.note(_folder(new), lambda: _take_back_name(new, before))
        self._disk.note(_folder(old), lambda: _link(new, old))
        return None

    def unlink(self, path: Any, **more: Any) -> None:
        name = os.fspath(path)
        if not self._disk.holds(name) or not os.path.exists(name):
            return _unlink(path, **more)
        self._disk.step(f"remove {Path(name).name}")
        before = self._disk.spare(name) if self._disk.forgets else ""
        _unlink(name)
        self._disk.note(_folder(name), lambda: _link(before, name))
        return None

    def mkdir(self, path: Any, *options: Any, **more: Any) -> None:
        name = os.fspath(path)
        if not self._disk.holds(name):
            return _mkdir(path, *options, **more)
        self._disk.step(f"folder {Path(name).name}")
        self._disk.need_room()
        _mkdir(path, *options, **more)
        self._disk.note(_folder(name), lambda: shutil.rmtree(name, ignore_errors=True))
        return None

    def fsync(self, descriptor: int) -> None:
        path = os.readlink(f"/proc/self/fd/{descriptor}")
        if path != str(self._disk.root) and not self._disk.holds(path):
            return _fsync(descriptor)
        self._disk.step(f"fsync {Path(path).name}")
        facts = os.fstat(descriptor)
        if stat.S_ISDIR(facts.st_mode):
            _fsync(descriptor)
            self._disk.synced(path)
        else:
            # A system that finds blocks late says only here that it has none.
            self._disk.need_room()
            _fsync(descriptor)
            self._disk.synced_file(facts.st_ino)
        return None

    def write(self, file: FileIO, data: Any) -> None:
        rest = memoryview(data).cast("B")
        if self._disk.arrives(f"seal {len(rest)}"):
            file.write(rest[: self._disk.dice.randint(0, len(rest))])
            self._disk.end()
        self._disk.need_room()
        while rest:
            rest = rest[file.write(rest) :]


def _folder(path: str) -> str:
    return os.path.dirname(os.path.abspath(path))


def _link(present: str, name: str) -> None:
    with suppress(OSError):
        os.link(present, name)


def _take_back_name(name: str, before: str | None) -> None:
    with suppress(OSError):
        _unlink(name)
    if before is not None:
        _link(before, name)
