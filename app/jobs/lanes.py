"""Three lanes to the district: entries, small files, large files; small things never wait behind a film.

A lane does one piece of work at a time and says how long it wants to rest. Two pauses: that of the link,
which all lanes share, and that of each file, which is stored with it. No thread and no window is known here.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from app.domain.errors import AppError, Transient
from app.jobs.exchange import EntryExchange, Round
from app.jobs.files import FileSender, begins_anew
from app.jobs.pauses import FILE_MOST_MS, file_pause_ms, link_pause_ms
from app.ports.clock import Clock
from app.ports.sync import Upload
from app.ports.work import StartWork
from app.wire.limits import MIB
from app.wire.problems import UploadBusy, UploadChecksum

SMALL = 8 * MIB
"""[P] A file of so many bytes or fewer goes in the lane of small files."""
REST_MS = 60_000
"""[P] How often an idle laptop asks the district for what is new."""


class Lane(StrEnum):
    """What is sent side by side."""

    ENTRIES = "entries"
    SMALL_FILES = "small_files"
    LARGE_FILES = "large_files"


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand with the district, as the window shows it.

    Attributes:
        connected: the newest request was answered by the district.
        busy: lanes that are at work.
        trouble: what stopped the link or the entries, until something succeeds; None while all is well.
        next_try_ms: when the link is tried again, ms since boot; 0 while it is not waiting.
        reached_ms: when the district was last reached, wall ms; None in this run not yet.
        round: what the newest round of entries did.
        sending: the files that are on their way now.
    """

    connected: bool = False
    busy: frozenset[Lane] = frozenset()
    trouble: AppError | None = None
    next_try_ms: int = 0
    reached_ms: int | None = None
    round: Round | None = None
    sending: tuple[Upload, ...] = ()


Told: TypeAlias = Callable[[Status], None]


class Lanes:
    """Does what is due; every method may be called from a thread of its own."""

    def __init__(
        self,
        exchange: EntryExchange,
        sender: FileSender,
        start_work: StartWork,
        clock: Clock,
        jitter: Callable[[], float],
        told: Told,
    ) -> None:
        """
        Args:
            jitter: gives numbers from 0 to 1.
            told: called with every change of the status, from the thread that works.
        """
        self._exchange, self._start_work, self._clock = exchange, start_work, clock
        self._jitter, self._told = jitter, told
        self._sender = replace(sender, told=self._show_file)
        self._lock = threading.Lock()
        self._failures = 0
        self._status = Status()

    @property
    def status(self) -> Status:
        """How things stand."""
        return self._status

    def hurry(self) -> None:
        """Forget the pause of the link: the network changed, or an officer asked."""
        self._failures = 0
        self._show(lambda status: replace(status, next_try_ms=0))

    def hurry_files(self, case: str | None = None, sha256: str | None = None) -> None:
        """Forget the pauses of all files, or send one before all others."""
        with self._start_work() as work:
            work.uploads.hurry(case, sha256)
            work.commit()
        self.hurry()

    def run(self, lane: Lane) -> int:
        """Do the next piece of work of a lane; milliseconds until it wants to be asked again."""
        wait = self._status.next_try_ms - self._clock.read().since_boot_ms
        if wait > 0:
            return min(wait, REST_MS)
        return self._run_entries() if lane is Lane.ENTRIES else self._run_files(lane)

    def _run_entries(self) -> int:
        with self._at_work(Lane.ENTRIES):
            try:
                done = self._exchange.run()
            except Transient as error:
                return self._link_failed(error)
            except AppError as error:
                trouble = error
                self._reached(lambda status: replace(status, trouble=trouble))
            else:
                self._reached(lambda status: replace(status, trouble=None, round=done))
            return REST_MS

    def _run_files(self, lane: Lane) -> int:
        upload = self._next(lane)
        if upload is None:
            return REST_MS
        with self._at_work(lane), self._on_its_way(upload):
            try:
                self._sender.send(upload)
            except (UploadBusy, UploadChecksum) as error:
                self._file_failed(upload, error)  # the district answered: the link is well
            except Transient as error:
                return self._link_failed(error)
            except AppError as error:
                self._file_failed(upload, error)
            self._reached(lambda status: status)
            return 0

    def _next(self, lane: Lane) -> Upload | None:
        now, small = self._clock.read().wall_ms, lane is Lane.SMALL_FILES
        sizes = (0, SMALL) if small else (SMALL + 1, None)
        with self._start_work() as work:
            # A wall clock that was put back makes no file wait longer than its longest pause.
            return work.uploads.next_due(now, now + FILE_MOST_MS, *sizes)

    def _file_failed(self, upload: Upload, error: AppError) -> None:
        """Store why a file did not go and when it is tried again; it is never dropped."""
        attempts = upload.attempts + 1
        stopped = replace(
            upload,
            sent=0 if begins_anew(error) else upload.sent,
            attempts=attempts,
            due_ms=self._clock.read().wall_ms + file_pause_ms(attempts, self._jitter()),
            first=False,
            trouble=error.code,
            facts={name: str(value) for name, value in error.facts.items()},
        )
        with self._start_work() as work:
            work.uploads.keep(stopped)
            work.commit()

    def _link_failed(self, error: Transient) -> int:
        self._failures += 1
        pause = link_pause_ms(self._failures, self._jitter())
        again = self._clock.read().since_boot_ms + pause
        self._show(lambda status: replace(status, connected=False, trouble=error, next_try_ms=again))
        return pause

    def _reached(self, then: Callable[[Status], Status]) -> None:
        self._failures = 0
        now = self._clock.read().wall_ms
        self._show(lambda status: then(replace(status, connected=True, next_try_ms=0, reached_ms=now)))

    @contextmanager
    def _at_work(self, lane: Lane) -> Iterator[None]:
        self._show(lambda status: replace(status, busy=status.busy | {lane}))
        try:
            yield
        finally:
            self._show(lambda status: replace(status, busy=status.busy - {lane}))

    @contextmanager
    def _on_its_way(self, upload: Upload) -> Iterator[None]:
        self._show_file(upload)
        try:
            yield
        finally:
            self._show(lambda status: replace(status, sending=_without(status.sending, upload)))

    def _show_file(self, upload: Upload) -> None:
        self._show(lambda status: replace(status, sending=(*_without(status.sending, upload), upload)))

    def _show(self, change: Callable[[Status], Status]) -> None:
        with self._lock:
            self._status = status = change(self._status)
        self._told(status)


def _without(sending: tuple[Upload, ...], upload: Upload) -> tuple[Upload, ...]:
    this = (upload.case, upload.sha256)
    return tuple(each for each in sending if (each.case, each.sha256) != this)
