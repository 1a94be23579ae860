"""A disk that loses its power at a chosen operation and forgets what was not synced by then, or is full.

What counts as an operation: every write, truncation, sync and removal that SQLite does, and every write of a
sealed file, rename, removal, new folder and fsync that the program does beneath one folder. The process kills
itself with SIGKILL at the chosen one, in the middle of it where it is a write. A disk that forgets first
takes back what no sync had made durable: all of it, or any part of it in any order.
"""

from __future__ import annotations

import errno
import os
import random
import re
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

SQLITE_FILES = ("store.db", "store.db-wal", "store.db-shm", "store.db-journal", "store.db.new")


@dataclass(frozen=True)
class Moment:
    """When the power goes: at the ``number``-th operation, or just after the ``number``-th of one kind.

    Attributes:
        after: a pattern that the operation's words match, or empty for any operation.
    """

    number: int
    after: str = ""

    def __str__(self) -> str:
        return f"after {self.after!r} no. {self.number}" if self.after else f"at write {self.number:4d}"


NEVER = Moment(0)
SHORT_LOG, LONG_LOG = 24, 8_000
"""Pages: the first gives a journey many checkpoints (fault F02), the second none before its end."""


@dataclass
class _Change:
    """Something that was done and is not durable before ``keeper`` (a file or folder) is synced."""

    keeper: str
    take_back: Callable[[], None]


@dataclass
class Disk:
    """The disk beneath ``root``.

    Attributes:
        cut: when the power goes; NEVER only counts.
        full: from when on nothing more finds room, until somebody makes some.
        log_pages: how long SQLite's log grows before it is carried into the store.
        forgets: whether un-synced changes are lost with the power.
    """

    root: Path
    cut: Moment = NEVER
    log_pages: int = LONG_LOG
    forgets: bool = False
    dice: random.Random = field(default_factory=random.Random)
    full: Moment = NEVER
    count: int = 0
    made_room: bool = False
    _matching: int = 0
    _armed: bool = False
    _changes: list[_Change] = field(default_factory=list)
    _synced: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._synced = {path.stat().st_ino for path in self.files()}
        self._spares = self.root.with_name(f"{self.root.name}.spares")

    def files(self) -> Iterator[Path]:
        """Every file beneath the root."""
        return (path for path in self.root.rglob("*") if path.is_file())

    def holds(self, path: str | os.PathLike[str]) -> bool:
        """Whether a path lies on this disk."""
        return os.path.abspath(os.fspath(path)).startswith(f"{self.root}{os.sep}")

    def arrives(self, operation: str) -> bool:
        """Count an operation; True when it is the one that power does not survive."""
        self.count += 1
        if not self.cut.after:
            return self.count == self.cut.number
        if self._armed:
            return True
        self._matching += re.search(self.cut.after, operation) is not None
        self._armed = self._matching == self.cut.number
        return False

    def step(self, operation: str) -> None:
        """Count an operation that is done whole or not at all; when it is the chosen one, end before it."""
        if self.arrives(operation):
            self.end()

    def has_room(self) -> bool:
        """Whether the operation that was just counted finds room."""
        return self.made_room or not 0 < self.full.number <= self.count

    def need_room(self) -> None:
        """The same for an operation of the program itself; raises what the system raises."""
        if not self.has_room():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def note(self, keeper: str, take_back: Callable[[], None]) -> None:
        """Remember how to take a change back until ``keeper`` is synced."""
        if self.forgets:
            self._changes.append(_Change(keeper, take_back))

    def synced(self, keeper: str) -> None:
        """A file's bytes, or a folder's names, are durable from now on."""
        self._changes = [change for change in self._changes if change.keeper != keeper]

    def synced_file(self, inode: int) -> None:
        """The content of a file that the program itself wrote is durable from now on."""
        self._synced.add(inode)

    def spare(self, path: str) -> str:
        """A second name for a file, so that a rename over it or its removal can be taken back."""
        self._spares.mkdir(exist_ok=True)
        name = str(self._spares / str(len(os.listdir(self._spares))))
        os.link(path, name)
        return name

    def end(self) -> None:
        """The power goes."""
        if self.forgets:
            self._forget()
        os.kill(os.getpid(), signal.SIGKILL)

    def _forget(self) -> None:
        share = self.dice.choice((1.0, 0.5))
        for path in list(self.files()):
            if path.name not in SQLITE_FILES and path.stat().st_ino not in self._synced:
                os.truncate(path, 0)
        for change in reversed(self._changes):
            if self.dice.random() < share:
                change.take_back()
