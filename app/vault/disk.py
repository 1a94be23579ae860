"""The few file operations on which durability rests, so that tests can cut the power at each of them."""

from __future__ import annotations

import io
import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.durable import is_out_of_room, sync_folder, system_name
from app.ports.disk import DiskFull, VaultUnusable

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Disk:
    """File operations as the system gives them; folders are synced where the system can (not on Windows)."""

    def create(self, path: Path, mode: int) -> io.FileIO:
        """A new file for writing; one that exists is an error."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
        return io.FileIO(descriptor, "wb")

    def open(self, path: Path) -> io.FileIO:
        """An existing file for reading, unbuffered."""
        return io.FileIO(path, "rb")

    def write(self, file: io.FileIO, data: Buffer) -> None:
        """Write all of ``data``, however small the steps in which the system takes it."""
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]

    def sync(self, file: io.FileIO) -> None:
        """Return when the file's bytes are on the medium."""
        os.fsync(file.fileno())

    def rename(self, source: Path, target: Path) -> None:
        """Give the file another name, in place of what bore it."""
        os.replace(source, target)

    def sync_folder(self, folder: Path) -> None:
        """Return when the folder's names are on the medium."""
        sync_folder(folder)

    def make_folder(self, folder: Path) -> None:
        """A new folder; nothing happens when it exists."""
        folder.mkdir(mode=0o770, exist_ok=True)

    def remove(self, path: Path) -> None:
        """Forget a file; nothing happens when there is none."""
        path.unlink(missing_ok=True)

    def free(self, folder: Path) -> int:
        """Bytes that this process may still write beneath ``folder``."""
        return shutil.disk_usage(folder).free

    def age(self, path: Path) -> float:
        """Seconds since the file was last written; negative after a clock was set back."""
        return time.time() - path.stat().st_mtime


def make_durable_folder(disk: Disk, folder: Path) -> None:
    """Make a folder and its missing parents, each of them proof against a power cut."""
    if folder.is_dir():
        return
    make_durable_folder(disk, folder.parent)
    disk.make_folder(folder)
    disk.sync_folder(folder.parent)


def write_whole(disk: Disk, path: Path, data: bytes, mode: int) -> None:
    """Put ``data`` at ``path`` so that after a power cut either the old bytes or the new ones are there.

    Raises:
        DiskFull, VaultUnusable: the old bytes are still there.
    """
    aside = path.with_name(f".{path.name}.new")
    try:
        make_durable_folder(disk, path.parent)
        disk.remove(aside)
        with disk.create(aside, mode) as file:
            disk.write(file, data)
            disk.sync(file)
        disk.rename(aside, path)
        disk.sync_folder(path.parent)
    except OSError as error:
        raise disk_trouble(error, disk, path.parent, len(data)) from error


def disk_trouble(error: OSError, disk: Disk, folder: Path, needed: int) -> AppError:
    """What to raise in place of a system error: too little room, or a disk that does not work."""
    if is_out_of_room(error):
        return DiskFull(free=disk.free(folder), needed=needed, kept_free=0)
    return VaultUnusable(reason=system_name(error))
