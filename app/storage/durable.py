"""The files of the store: written whole, shared with the group, and their trouble named."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.durable import is_out_of_room, replace_whole, sync_folder
from app.ports.vault import DiskFull
from app.storage.errors import StoreUnusable

SHARED_FILE = 0o660
"""Owner and group of the machine-wide folder read and write; nobody else does anything."""
SHARED_FOLDER = 0o770


def replace_durably(path: Path, content: bytes) -> None:
    """Write aside, sync, rename, sync the folder.

    Raises:
        DiskFull, StoreUnusable: the old content is still there.
    """
    aside = path.with_name(path.name + ".new")
    with named_disk_trouble(path.parent, len(content)):
        replace_whole(path, content, aside=aside, opener=open_shared)


def remove_durably(path: Path) -> None:
    """Remove a file if it is there, and sync the folder.

    Raises:
        StoreUnusable.
    """
    with named_disk_trouble(path.parent, 0):
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def open_shared(path: str, flags: int) -> int:
    """An opener for :func:`open` whose new files belong to the group too, whatever the umask says."""
    descriptor = os.open(path, flags, SHARED_FILE)
    if sys.platform != "win32":
        os.fchmod(descriptor, SHARED_FILE)
    return descriptor


def make_shared_folder(folder: Path) -> None:
    """Make a folder that belongs to the group too, whatever the umask says.

    Raises:
        DiskFull, StoreUnusable.
    """
    with named_disk_trouble(folder.parent, 0):
        folder.mkdir(exist_ok=True)
        mode = stat.S_IMODE(folder.stat().st_mode)
        if mode & SHARED_FOLDER != SHARED_FOLDER:
            folder.chmod(mode | SHARED_FOLDER)


def sync_file(path: Path) -> None:
    """Have the system write a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def need_room(folder: Path, needed: int) -> None:
    """See that so many bytes are free beside the store.

    Raises:
        DiskFull: they are not.
    """
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise DiskFull(free=free, needed=needed, kept_free=0)


@contextmanager
def named_disk_trouble(folder: Path, needed: int) -> Iterator[None]:
    """Give the system's errors of a disk their names."""
    try:
        yield
    except OSError as error:
        if is_out_of_room(error):
            free = shutil.disk_usage(folder).free
            raise DiskFull(free=free, needed=needed, kept_free=0) from error
        raise StoreUnusable(reason="disk") from error
