"""One life of the program: a forked process that tells what it saved until it ends or is killed.

The process that forks has imported everything once, so a life begins in milliseconds; it never forks while
it has threads. Whatever a life started (the paper process) must be gone soon after it.
"""

from __future__ import annotations

import ctypes
import os
import select
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

Say: TypeAlias = Callable[[str], None]
LONGEST = 600.0
"""Seconds after which a life is ended whatever it does: it hangs, however slow the machine is."""
GONE_AFTER = 60.0
"""Seconds in which the paper process must have noticed that its program is dead."""
PR_SET_CHILD_SUBREAPER = 36
OPEN, WRITES, WRONG, REFUSED = "open", "writes", "wrong", "refused"


@dataclass
class Life:
    """What became of it.

    Attributes:
        saved: what it called saved, in order.
        seconds: how long it ran after it had opened the store.
        killed: whether SIGKILL ended it.
        writes: how many operations its disk counted, when it came to its end.
        refused: acts that found no room.
        wrong: what should not have happened.
    """

    saved: list[str] = field(default_factory=list)
    seconds: float = 0.0
    killed: bool = False
    writes: int = 0
    refused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def adopt_orphans() -> None:
    """Have the orphans of a killed life come to this process, so that it sees when they are gone."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def live(work: Callable[[Say], None], kill_after: float | None = None) -> Life:
    """Fork, do ``work`` in the child, and kill it some seconds after it said that it opened the store."""
    if threading.active_count() != 1:
        raise RuntimeError("a process with threads must not fork")
    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        _be_the_child(work, into)
    os.close(into)
    try:
        return watch(child, out, kill_after, os.kill)
    finally:
        os.close(out)


def _be_the_child(work: Callable[[Say], None], into: int) -> None:
    code = 1
    try:
        os.setsid()
        work(lambda what: _say(into, what))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def _say(into: int, what: str) -> None:
    """Tell it at once: one write, no buffer; the fake fsync of a disk is not asked."""
    os.write(into, f"saved {what}\n".encode())


def watch(
    child: int, out: int, kill_after: float | None, kill: Callable[[int, int], None], saved: int = 0
) -> Life:
    """Read what a child says until it ends, and kill it so long after it opened the store; None lets it end.

    Args:
        kill: ``os.kill`` ends the child alone, ``os.killpg`` everything that it started too.
        saved: how many lines must have called something saved before that time begins to run.
    """
    life, began = Life(), time.monotonic()
    opened, end, rest = began, began + LONGEST, b""
    waiting = kill_after is not None
    while piece := _read(child, out, end, kill):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            is_open = note(life, line.decode())
            if is_open:
                opened = time.monotonic()
                end = opened + LONGEST
            if waiting and kill_after is not None and (life.saved or is_open) and len(life.saved) >= saved:
                waiting, end = False, time.monotonic() + kill_after
    _, status = os.waitpid(child, 0)
    life.seconds = time.monotonic() - opened
    life.killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not life.killed and status != 0:
        life.wrong.append(f"the program ended by itself with status {status}")
    if life.killed and life.seconds >= LONGEST:
        life.wrong.append(f"the program was still at work after {LONGEST:.0f} s")
    if not _all_gone(child):
        life.wrong.append("the paper process outlived the program")
    return life


def _read(child: int, out: int, end: float, kill: Callable[[int, int], None]) -> bytes:
    """The next piece of what the child says; at ``end`` the child is killed."""
    ready, _, _ = select.select([out], [], [], max(0.0, end - time.monotonic()))
    if not ready:
        with suppress(ProcessLookupError):
            kill(child, signal.SIGKILL)
    return os.read(out, 65536)


def note(life: Life, line: str) -> bool:
    """Take down a line of a life; True when it says that the store is open. Other lines are passed over."""
    if not line.startswith("saved "):
        return False
    what = line.removeprefix("saved ").strip()
    if what.startswith(WRONG):
        life.wrong.append(what.removeprefix(WRONG).strip())
    elif what.startswith(WRITES):
        life.writes = int(what.split()[1])
    elif what.startswith(REFUSED):
        life.refused.append(what.removeprefix(REFUSED).strip())
    elif what != OPEN:
        life.saved.append(what)
    return what == OPEN


def _all_gone(group: int) -> bool:
    """Whether every process of the life's group has ended by itself; what has not is killed."""
    end = time.monotonic() + GONE_AFTER
    while time.monotonic() < end:
        try:
            found, _ = os.waitpid(-group, os.WNOHANG)
        except ChildProcessError:
            return True
        if not found:
            time.sleep(0.005)
    with suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    return False
