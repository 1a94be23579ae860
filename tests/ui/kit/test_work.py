"""The thread bridge: work off the UI thread, outcomes in it, nothing called after its time."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread

from app.domain.errors import AppError
from app.ui.work import Reporter, Task, Work
from tests.pages.driver import spin, wait_until


class Refused(AppError):
    code = "test.refused"


class Office:
    """A bridge with everything it told."""

    def __init__(self) -> None:
        self.bugs: list[BaseException] = []
        self.work = Work(self.bugs.append)
        self.owner = QObject()
        self.gate = threading.Event()

    def hold(self) -> str:
        """A call that ends when the test opens the gate."""
        assert self.gate.wait(10)
        return "through"


@pytest.fixture
def office(qapp: object) -> Iterator[Office]:
    made = Office()
    yield made
    made.gate.set()
    made.work.close(5)


def test_work_runs_beside_the_ui_thread_and_answers_in_it(office: Office) -> None:
    here = QThread.currentThread()
    seen: list[object] = []

    def answer(result: int) -> None:
        seen.extend([result, QThread.currentThread() is here])

    office.work.read(threading.get_ident, owner=office.owner, then=answer)
    wait_until(lambda: seen, "the answer came")
    assert seen[0] != threading.get_ident() and seen[1] is True


def test_writes_are_done_one_after_another_in_the_order_asked(office: Office) -> None:
    order: list[int] = []
    running: list[int] = []

    def write(number: int) -> None:
        running.append(number)
        assert len(running) == 1
        time.sleep(0.001 * (5 - number))
        order.append(number)
        running.remove(number)

    for number in range(5):
        office.work.write(lambda number=number: write(number), owner=office.owner)
    wait_until(lambda: len(order) == 5, "all are written")
    assert order == [0, 1, 2, 3, 4] and office.bugs == []


def test_a_read_does_not_wait_behind_a_write(office: Office) -> None:
    seen: list[str] = []
    office.work.write(office.hold, owner=office.owner, then=seen.append)
    office.work.read(lambda: "read", owner=office.owner, then=seen.append)
    wait_until(lambda: seen == ["read"], "the read came first")
    office.gate.set()
    wait_until(lambda: seen == ["read", "through"], "the write ended")


def test_the_window_stays_alive_while_work_runs(office: Office) -> None:
    office.work.write(office.hold, owner=office.owner)
    turned = []
    office.work.read(lambda: None, owner=office.owner, then=lambda _: turned.append(True))
    wait_until(lambda: turned, "the loop turned")


def _refuse() -> None:
    raise Refused(day="2026-09-29")


def _break() -> None:
    raise ZeroDivisionError


def test_foreseen_trouble_goes_to_who_asked(office: Office) -> None:
    troubles: list[AppError] = []
    ended: list[bool] = []
    office.work.write(_refuse, owner=office.owner, fail=troubles.append, ended=lambda: ended.append(True))
    wait_until(lambda: ended, "it ended")
    assert [trouble.facts for trouble in troubles] == [{"day": "2026-09-29"}]
    assert office.bugs == []


def test_a_bug_goes_to_the_one_handler_and_still_ends(office: Office) -> None:
    troubles: list[AppError] = []
    ended: list[bool] = []
    office.work.read(_break, owner=office.owner, fail=troubles.append, ended=lambda: ended.append(True))
    wait_until(lambda: ended, "it ended")
    assert [type(bug) for bug in office.bugs] == [ZeroDivisionError]
    assert troubles == []


def test_trouble_that_nobody_foresaw_goes_to_the_handler_too(office: Office) -> None:
    office.work.read(_refuse, owner=office.owner)
    wait_until(lambda: office.bugs, "the handler was told")
    assert isinstance(office.bugs[0], Refused)


def test_a_callback_that_breaks_goes_to_the_handler(office: Office) -> None:
    office.work.read(lambda: None, owner=office.owner, then=lambda _: _break())
    office.work.long(lambda reporter: reporter.report(1), owner=office.owner, progress=lambda _: _break())
    wait_until(lambda: len(office.bugs) == 2, "the handler was told")
    assert {type(bug) for bug in office.bugs} == {ZeroDivisionError}


def test_nothing_is_called_after_its_owner_is_destroyed(office: Office) -> None:
    called: list[object] = []
    office.work.write(
        office.hold, owner=office.owner, then=called.append, ended=lambda: called.append("ended")
    )
    shiboken6.delete(office.owner)
    office.gate.set()
    other, seen = QObject(), []
    office.work.write(lambda: "next", owner=other, then=seen.append)
    wait_until(lambda: seen == ["next"], "the next write ended")
    assert called == [] and office.bugs == []


def test_a_bug_is_told_even_when_its_owner_is_gone(office: Office) -> None:
    def hold_and_break() -> None:
        office.hold()
        _break()

    office.work.write(hold_and_break, owner=office.owner)
    shiboken6.delete(office.owner)
    office.gate.set()
    wait_until(lambda: office.bugs, "the handler was told")


def test_a_cancelled_read_that_has_not_begun_never_runs(office: Office) -> None:
    ran: list[str] = []
    for _ in range(2):
        office.work.read(office.hold, owner=office.owner)
    task = office.work.read(lambda: ran.append("ran"), owner=office.owner, then=ran.append)
    task.cancel()
    office.gate.set()
    wait_until(lambda: task.over, "the lane has passed it")
    spin()
    assert ran == [] and task.cancelled


def test_a_long_call_reports_and_can_be_stopped(office: Office) -> None:
    shown: list[object] = []
    done: list[object] = []
    stopped = threading.Event()

    def seal(reporter: Reporter) -> str:
        try:
            while True:
                reporter.report(0.5)
                time.sleep(0.001)
        finally:
            stopped.set()

    task = office.work.long(seal, owner=office.owner, then=done.append, progress=shown.append)
    wait_until(lambda: len(shown) >= 3, "progress is shown")
    task.cancel()
    wait_until(stopped.is_set, "the call stopped")
    wait_until(lambda: task.over, "it is over")
    spin()
    assert set(shown) == {0.5} and done == [] and office.bugs == []


def test_the_lane_of_writes_tells_when_it_is_busy(office: Office) -> None:
    told: list[bool] = []
    office.work.busy.connect(told.append)
    first = office.work.write(office.hold, owner=office.owner)
    office.work.write(lambda: None, owner=office.owner).cancel()
    office.work.read(lambda: None, owner=office.owner)
    assert told == [True] and not first.over
    office.gate.set()
    wait_until(lambda: told == [True, False], "the lane is free")


def test_closing_finishes_writes_drops_reads_and_calls_nobody(office: Office) -> None:
    called: list[object] = []
    written: list[int] = []
    office.gate.set()
    for number in range(20):
        office.work.write(
            lambda number=number: written.append(number), owner=office.owner, then=called.append
        )
    assert office.work.close(5)
    spin()
    assert written == list(range(20)) and called == []


def test_closing_does_not_wait_for_a_call_that_hangs(office: Office) -> None:
    office.work.write(office.hold, owner=office.owner)
    begun = time.monotonic()
    assert not office.work.close(0.05)
    assert time.monotonic() - begun < 1


def test_nothing_is_taken_after_closing(office: Office) -> None:
    office.work.close(1)
    task = office.work.write(lambda: None, owner=office.owner)
    assert isinstance(task, Task) and task.over and task.cancelled


def test_a_bridge_destroyed_while_work_runs_harms_nobody(office: Office) -> None:
    done = threading.Event()

    def hold() -> None:
        office.hold()
        done.set()

    office.work.write(hold, owner=office.owner)
    office.work.close(0)
    shiboken6.delete(office.work)
    office.gate.set()
    assert done.wait(5)
    spin()
    office.work = Work(office.bugs.append)


class Asker:
    """Somebody with a callback."""

    def take(self, _: object) -> None:
        """Be called."""


def test_callbacks_are_let_go_in_the_ui_thread(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A widget must not die with the last reference that a worker still holds."""
    post = office.work._post
    asker = Asker()
    watched = weakref.ref(asker)

    def post_and_linger(deliver: Callable[[], None]) -> None:
        post(deliver)
        office.hold()

    monkeypatch.setattr(office.work, "_post", post_and_linger)
    task = office.work.read(lambda: None, owner=office.owner, then=asker.take)
    del asker
    wait_until(lambda: watched() is None, "the callback is let go while the worker lingers")
    assert not task.over


def test_closing_lets_go_of_all_callbacks(office: Office) -> None:
    asker = Asker()
    watched = weakref.ref(asker)
    office.work.write(office.hold, owner=office.owner, then=asker.take)
    del asker
    office.work.close(0)
    assert watched() is None
