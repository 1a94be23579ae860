"""kill -9 of the journey through the real windows, with everything that it started, at a random moment."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.bootstrap import LaptopDoor, Machine, set_up_demonstration_laptop
from app.laptop import is_set_up, read_laptop
from tests.fakes.clock import SetClock
from tests.faults.kill import Outcome
from tests.faults.life import Life, watch
from tests.faults.restart import Aftermath, Site, restart
from tests.flows.demo_laptop import JOURNEY_DAY
from tests.flows.leaks import files_since, scan
from tests.flows.summary_case import ACT, PARTY

JOURNEY = (sys.executable, "-m", "tests.flows.journey")
ACTS, SECONDS = 20, 1.0
"""The kill comes within so many seconds after one of so many lines that the journey says, however long it
takes to get there. A journey that ended before is looked at all the same."""
TYPED = (PARTY["party.name"], PARTY["party.identity"], PARTY["party.address"], ACT["act.place"])
"""Some of what the journey types: it stands readable in no file that is left."""
_FOLDERS = ("home", "tmp", "data", "config", "cache", "state", "share")


def kill_windows_once(
    folder: Path, dice: random.Random, command: Sequence[str] = JOURNEY, seconds: float = SECONDS
) -> Outcome:
    """Run the journey with a home, temporary and data folder of its own, kill it, start again and look.

    The journey must say ``saved open`` once the store is open, then the lines that
    :mod:`tests.faults.facts` lists, each after the screen had called that act saved.
    """
    places = {name: folder / name for name in _FOLDERS}
    for place in places.values():
        place.mkdir(parents=True)
    acts, after, began = dice.randint(0, ACTS), dice.uniform(0, seconds), time.time() - 1
    with (folder / "complaints").open("wb") as complaints:
        child = subprocess.Popen(
            [*command, "--out", str(folder / "out"), "--home", str(places["data"])],
            stdout=subprocess.PIPE,
            stderr=complaints,
            env=surroundings(places),
            start_new_session=True,
            cwd=Path(__file__).resolve().parents[2],
        )
    assert child.stdout is not None
    with child.stdout as said:
        life = watch(child.pid, said.fileno(), after, os.killpg, acts)
    child.poll()
    if life.wrong:
        life.wrong += (folder / "complaints").read_text(encoding="utf-8", errors="replace").splitlines()[-1:]
    roots = list(places.values())
    life.wrong += [f"readable: {leak.what} in {leak.path}" for leak in scan(files_since(roots, began), TYPED)]
    words = f"through the windows, {after:4.2f} s after {acts} were saved"
    return Outcome(words, life, _look(places["data"], life))


def surroundings(places: Mapping[str, Path]) -> dict[str, str]:
    """The environment of a program that finds no folder of its developer."""
    return {
        **os.environ,
        "HOME": str(places["home"]),
        "TMPDIR": str(places["tmp"]),
        "FIELDCASE_HOME": str(places["data"]),
        "XDG_CONFIG_HOME": str(places["config"]),
        "XDG_CACHE_HOME": str(places["cache"]),
        "XDG_STATE_HOME": str(places["state"]),
        "XDG_DATA_HOME": str(places["share"]),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONUNBUFFERED": "1",
    }


def _look(home: Path, life: Life) -> Aftermath:
    machine = Machine(SetClock(JOURNEY_DAY))
    if not is_set_up(home):
        # The kill came before set-up had ended: the next one begins anew, and nothing had been saved.
        set_up_demonstration_laptop(home, machine)
        return Aftermath(wrong=[f"lost: {line}" for line in life.saved])
    laptop = read_laptop(home)
    site = Site(
        home, lambda: LaptopDoor(home, machine), machine.secret_for(laptop.store), laptop.demonstration
    )
    return restart(site, life.saved, typed={})
