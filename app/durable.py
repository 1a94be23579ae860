"""Writing a file so that a power cut leaves the old or the new one, never half of it; needs nothing above it.

What the system says of a disk keeps its own form here (:class:`OSError`); each part of the program gives it
the name that its callers know.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_OUT_OF_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


def replace_whole(
    path: Path, data: bytes, *, aside: Path, opener: Callable[[str, int], int] | None = None
) -> None:
    """Write ``data`` aside, sync it, give it the name ``path``, sync the folder.

    Args:
        aside: a name in the same folder, which this call may overwrite.
        opener: opens the new file with other rights, as for :func:`open`.

    Raises:
        OSError: the disk refuses; what bore the name bears it still.
    """
    with open(aside, "wb", opener=opener) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Return when the folder's names are on the medium; Windows neither needs nor allows it.

    Raises:
        OSError: the disk refuses.
    """
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def is_out_of_room(error: OSError) -> bool:
    """Whether the disk, or what one user may take of it, is full."""
    return error.errno in _OUT_OF_ROOM


def system_name(error: OSError) -> str:
    """The system's short name of an error, such as ``EIO``."""
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
