"""``make faults``: kill -9 in the middle of the services' journey, and the start after each kill.

    --kills N             at N random moments of the journey
    --aimed [N]           in its most dangerous moments, all or N of them
    --at-every-write K    at every K-th operation of its disk, now and then cutting off the start after it too
    --full N              no kill: the disk is full at N random operations, until room is made
    --set-up N            at N random operations of set-up
    --windows N           at N random moments of the journey through the real windows

The second and the third are done on a disk that keeps what was written when the program dies, and on one
that forgets what was not synced when the power goes.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.faults.disk import LONG_LOG, SHORT_LOG, Moment
from tests.faults.kill import WINDOWS, WRITES_OF_A_START, Outcome, Rig, moments
from tests.faults.set_up import cut_set_up, writes_of_set_up
from tests.faults.windows import kill_windows_once

ALL = 1_000
HALF = 0.5
TWICE = 0.3
"""Share of the cuts after which the next start is cut off too."""
SLACK = 40
"""Writes by which one journey may be shorter than another."""


def main() -> int:
    """Run, print a line a kill, and fail when anything saved was lost."""
    asked = _asked()
    print(f"seed {asked.seed}", flush=True)
    began, passed, failed = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory(prefix="fieldcase-faults-") as folder, Rig(Path(folder)) as rig:
        for number, outcome in enumerate(_outcomes(rig, asked), start=1):
            passed, failed = passed + (not outcome.wrong), failed + bool(outcome.wrong)
            print(f"{number:4d} {outcome}", flush=True)
    print(f"{time.monotonic() - began:.0f} s")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.faults", description="kill -9 and start again")
    parser.add_argument("--kills", type=int, default=0, metavar="N")
    parser.add_argument("--aimed", type=int, nargs="?", default=0, const=ALL, metavar="N")
    parser.add_argument("--full", type=int, default=0, metavar="N")
    parser.add_argument("--set-up", type=int, default=0, metavar="N")
    parser.add_argument("--windows", type=int, default=0, metavar="N")
    parser.add_argument("--at-every-write", type=int, default=0, metavar="K")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    if not any((asked.kills, asked.aimed, asked.full, asked.set_up, asked.windows, asked.at_every_write)):
        asked.kills = 100
    return asked


def _outcomes(rig: Rig, asked: argparse.Namespace) -> Iterator[Outcome]:
    dice = random.Random(asked.seed)
    if asked.kills:
        duration = rig.undisturbed().seconds
        print(f"the undisturbed journey takes {duration:.2f} s", flush=True)
        for after in moments(asked.kills, duration, dice):
            yield rig.kill_after(after)
    if asked.aimed:
        aims = [(*window, forgets) for window in WINDOWS for forgets in (False, True)]
        for log_pages, moment, forgets in dice.sample(aims, min(asked.aimed, len(aims))):
            yield rig.cut(moment, log_pages, dice, forgets=forgets)
    if asked.full:
        writes = rig.undisturbed_writes(LONG_LOG)
        for number in sorted(dice.sample(range(WRITES_OF_A_START, writes - SLACK), asked.full)):
            yield rig.fill(Moment(number))
    if asked.set_up:
        writes = writes_of_set_up(rig.folder)
        for number in sorted(dice.sample(range(1, writes), asked.set_up)):
            yield cut_set_up(rig.folder, Moment(number), dice, forgets=dice.random() < HALF)
    for number in range(asked.windows):
        yield kill_windows_once(rig.folder / f"windows-{number}", dice)
    if asked.at_every_write:
        yield from _at_every_write(rig, asked.at_every_write, dice)


def _at_every_write(rig: Rig, stride: int, dice: random.Random) -> Iterator[Outcome]:
    for log_pages in (SHORT_LOG, LONG_LOG):
        writes = rig.undisturbed_writes(log_pages)
        print(f"the undisturbed journey takes {writes} writes with a log of {log_pages} pages", flush=True)
        for number in range(dice.randint(1, stride), writes - SLACK, stride):
            for forgets in (False, True):
                twice = dice.random() < TWICE
                yield rig.cut(Moment(number), log_pages, dice, forgets=forgets, twice=twice)


if __name__ == "__main__":
    sys.exit(main())
