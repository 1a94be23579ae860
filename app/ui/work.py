"""The thread bridge: work runs off the UI thread, its outcome arrives in it.

Writes go one after another through a single lane, reads run a few at a time. The outcome is handed to
callbacks that belong to an ``owner``: when the owner has been destroyed, or the work was cancelled, they
are not called. An ``AppError`` goes to ``fail``; every other exception is a bug and goes to the one
handler given to ``Work``. ``close`` never waits longer than it is told.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.domain.errors import AppError

T = TypeVar("T")
READERS = 2
GRACE_S = 2.0


class Stopped(Exception):
    """Raised inside a long call by ``Reporter.report`` once nobody wants the outcome; ends it silently."""


class Task:
    """A call that was handed over."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._end = threading.Event()

    def cancel(self) -> None:
        """Forget the call: not begun, it never runs; running, its outcome is dropped."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()

    @property
    def over(self) -> bool:
        """Whether the call has ended on its thread, or never began and never will."""
        return self._end.is_set()

    def _ended(self) -> None:
        self._end.set()


class Reporter:
    """What a long call may tell while it runs."""

    def __init__(self, task: Task, tell: Callable[[object], None]) -> None:
        self._task, self._tell = task, tell

    @property
    def cancelled(self) -> bool:
        """Whether nobody wants the outcome any more."""
        return self._task.cancelled

    def report(self, progress: object) -> None:
        """Hand progress to the UI thread. Raises Stopped once the task was cancelled."""
        if self._task.cancelled:
            raise Stopped
        self._tell(progress)


class _Gate(QObject):
    """Carries calls into the thread it lives in."""

    passed = Signal(object)

    def __init__(self, parent: QObject, unexpected: Callable[[BaseException], None]) -> None:
        super().__init__(parent)
        self._unexpected = unexpected
        self.passed.connect(self._call, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _call(self, deliver: Callable[[], None]) -> None:
        try:
            deliver()
        except Exception as error:
            self._unexpected(error)


class _Lane:
    """Threads that take calls from one queue, oldest first."""

    def __init__(self, name: str, threads: int) -> None:
        self._calls: deque[tuple[Task, Callable[[], None]]] = deque()
        self._changed = threading.Condition()
        self._running = 0
        self._open = True
        # Daemons: a call that hangs in the operating system must not keep the process alive.
        self._idle = [
            threading.Thread(target=self._serve, name=f"{name}-{number + 1}", daemon=True)
            for number in range(threads)
        ]

    def add(self, task: Task, call: Callable[[], None]) -> bool:
        with self._changed:
            if taken := self._open:
                self._calls.append((task, call))
                self._changed.notify_all()
        while taken and self._idle:  # the first window is shown before any call, and needs no thread
            self._idle.pop().start()
        return taken

    def _serve(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._calls or not self._open)
                if not self._calls:
                    return
                task, call = self._calls.popleft()
                self._running += 1
            call()
            del call
            task._ended()
            with self._changed:
                self._running -= 1
                self._changed.notify_all()

    def close(self, *, drop: bool, wait_s: float) -> bool:
        """Take no more calls; true when all taken calls ended in time."""
        with self._changed:
            self._open = False
            if drop:
                for task, _ in self._calls:
                    task.cancel()
                    task._ended()
                self._calls.clear()
            self._changed.notify_all()
            return self._changed.wait_for(lambda: not self._calls and not self._running, wait_s)


class Work(QObject):
    """Runs plain Python callables off the UI thread and brings their outcome back.

    ``unexpected`` is called in the UI thread with every exception that is no ``AppError``. Make one per
    open store and ``close`` it before the store is closed. Must live in the UI thread.
    """

    busy = Signal(bool)  # whether a write is waiting or running

    def __init__(
        self,
        unexpected: Callable[[BaseException], None],
        *,
        readers: int = READERS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._unexpected = unexpected
        self._gate = _Gate(self, unexpected)
        self._writes = _Lane("write", 1)
        self._reads = _Lane("read", readers)
        self._asked: set[_Asked] = set()
        self._closed = False

    @property
    def at_rest(self) -> bool:
        """Whether nothing that was asked is still under way."""
        return not self._asked

    def read(
        self,
        call: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], None] | None = None,
        fail: Callable[[AppError], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Run ``call`` beside other reads; hand its result to ``then`` in the UI thread.

        ``fail`` takes foreseen trouble; without it such trouble counts as unexpected. ``ended`` is called
        last in every case, unless the owner is gone or the task was cancelled.
        """
        asked = _Asked(self, owner, then, fail, ended, None)
        return self._send(self._reads, asked, lambda _: call())

    def write(
        self,
        call: Callable[[], T],
        *,
        owner: QObject,
        then: Callable[[T], None] | None = None,
        fail: Callable[[AppError], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> Task:
        """Run ``call`` in the lane of writes, strictly in the order in which they were asked.

        A write whose owner is gone is still carried out; only its outcome finds nobody.
        """
        asked = _Asked(self, owner, then, fail, ended, None)
        return self._send(self._writes, asked, lambda _: call())

    def long(
        self,
        call: Callable[[Reporter], T],
        *,
        owner: QObject,
        then: Callable[[T], None] | None = None,
        fail: Callable[[AppError], None] | None = None,
        ended: Callable[[], None] | None = None,
        progress: Callable[[object], None] | None = None,
        writes: bool = False,
    ) -> Task:
        """Run a call that reports and may be cancelled while it runs; ``writes`` puts it into that lane."""
        asked = _Asked(self, owner, then, fail, ended, progress)
        return self._send(self._writes if writes else self._reads, asked, call)

    def close(self, wait_s: float = GRACE_S) -> bool:
        """End: reads not begun are dropped, writes taken are carried out for at most ``wait_s`` seconds.

        No callback is called any more. True when nothing is left running.
        """
        self._closed = True
        for asked in self._asked:
            asked.forget()
        self._asked.clear()
        reads = self._reads.close(drop=True, wait_s=0)
        return self._writes.close(drop=False, wait_s=wait_s) and reads

    def _send(self, lane: _Lane, asked: _Asked, call: Callable[[Reporter], object]) -> Task:
        asked.writes = lane is self._writes
        if not lane.add(asked.task, lambda: asked.run(call)):
            asked.task.cancel()
            asked.task._ended()
            return asked.task
        self._asked.add(asked)
        self._tell_busy(asked)
        return asked.task

    def _tell_busy(self, changed: _Asked) -> None:
        others = any(asked.writes for asked in self._asked if asked is not changed)
        if changed.writes and not others:
            self.busy.emit(changed in self._asked)

    def _post(self, deliver: Callable[[], None]) -> None:
        """From any thread: have ``deliver`` called in the UI thread, unless all is over."""
        if not self._closed and shiboken6.isValid(self):
            try:
                self._gate.passed.emit(deliver)
            except RuntimeError:  # the gate was destroyed between the question and the call
                return

    def _arrived(self, asked: _Asked, callback: Callable[[], None] | None) -> None:
        if self._closed:
            return
        self._asked.discard(asked)
        self._tell_busy(asked)
        try:
            for step in (callback, asked.ended):
                if step is not None and asked.wanted:
                    step()
        finally:
            asked.forget()


class _Asked:
    """One call with its callbacks.

    The callbacks are let go in the UI thread alone, so that no widget dies with a worker's last reference.
    """

    def __init__(
        self,
        work: Work,
        owner: QObject,
        then: Callable[[T], None] | None,
        fail: Callable[[AppError], None] | None,
        ended: Callable[[], None] | None,
        progress: Callable[[object], None] | None,
    ) -> None:
        self.task, self.ended, self.writes = Task(), ended, False
        self._work, self._owner = work, owner
        self._then: Callable[[Any], None] | None = then
        self._fail, self._progress = fail, progress

    @property
    def wanted(self) -> bool:
        """Whether somebody is there to take the outcome."""
        return not self.task.cancelled and shiboken6.isValid(self._owner)

    def forget(self) -> None:
        """Let go of the callbacks."""
        self._then = self._fail = self._progress = self.ended = None

    def run(self, call: Callable[[Reporter], object]) -> None:
        """On a worker thread: call, then send the outcome home."""
        outcome: tuple[str, object] = ("stopped", None)
        try:
            if not self.task.cancelled:
                outcome = ("done", call(Reporter(self.task, self._tell)))
        except Stopped:
            pass
        except AppError as error:
            outcome = ("failed", error)
        except BaseException as error:
            outcome = ("bug", error)
        self._work._post(lambda: self._deliver(*outcome))

    def _tell(self, progress: object) -> None:
        def deliver() -> None:
            if self._progress is not None and self.wanted:
                self._progress(progress)

        self._work._post(deliver)

    def _deliver(self, kind: str, value: object) -> None:
        work, then, fail = self._work, self._then, self._fail
        if isinstance(value, BaseException) and (kind == "bug" or (kind == "failed" and fail is None)):
            work._unexpected(value)
            work._arrived(self, None)
        elif isinstance(value, AppError) and kind == "failed" and fail is not None:
            work._arrived(self, lambda: fail(value))
        else:
            done = kind == "done" and then is not None
            work._arrived(self, (lambda: then(value)) if done and then is not None else None)
