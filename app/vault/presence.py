"""Who has this laptop's store open: one process alone, or several beside each other.

Two log-ins may run the program at once on one laptop. What start mends (half-written files, files that no
row names yet) may be another process's work of this very moment, so only a process that is alone mends. The
system drops the lock when a process ends, however it ends.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.laptop import named_trouble

NAME = "in-use.lock"
PLACES = 64
"""So many processes are told apart where the system locks single bytes (Windows)."""


class Presence:
    """A process's presence at the store, from the unlock until :meth:`close`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def close(self) -> None:
        """Leave; calling it twice does nothing."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


@contextmanager
def arrival(home: Path) -> Iterator[tuple[Presence, bool]]:
    """Arrive at the store of a data folder; whoever is alone keeps all others waiting within the block.

    Yields:
        The presence, which outlives the block, and whether nobody else is there. When the block fails, the
        presence is closed.

    Raises:
        LaptopUnusable, DiskFull: the folder takes no file.
    """
    with named_trouble(home):
        descriptor = os.open(home / NAME, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o660)
    presence = Presence(descriptor)
    try:
        alone = _take_all(descriptor)
        yield presence, alone
        _share(descriptor)
    except BaseException:
        presence.close()
        raise


if sys.platform == "win32":
    import msvcrt

    def _lock_byte(descriptor: int, place: int, how: int) -> bool:
        os.lseek(descriptor, place, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, how, 1)
        except OSError:
            return False
        return True

    def _take_all(descriptor: int) -> bool:
        """Lock every byte that is free; a byte that is not belongs to somebody else."""
        taken = [_lock_byte(descriptor, place, msvcrt.LK_NBLCK) for place in range(PLACES)]
        return all(taken)

    def _share(descriptor: int) -> None:
        """Keep one byte that is ours and let the others go."""
        ours = [place for place in range(PLACES) if _lock_byte(descriptor, place, msvcrt.LK_UNLCK)]
        for place in ours:
            if _lock_byte(descriptor, place, msvcrt.LK_NBLCK):
                return

else:
    import fcntl

    def _take_all(descriptor: int) -> bool:
        """Lock for ourselves alone; else wait until whoever is alone just now lets others in."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            return False
        return True

    def _share(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH)
