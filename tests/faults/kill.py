"""kill -9 at a chosen moment or at a chosen write of the services' journey, and the start after it."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import event
from sqlalchemy.pool import Pool

from app.bootstrap import LaptopDoor, Machine
from app.documents.client import PaperWorker
from app.places import resources_dir
from tests.faults.disk import LONG_LOG, NEVER, SHORT_LOG, Disk, Moment
from tests.faults.full import Patient, patiently
from tests.faults.life import OPEN, WRITES, Life, Say, adopt_orphans, live
from tests.faults.program_files import watch_program
from tests.faults.quick_paper import QuickPaper
from tests.faults.restart import Aftermath, Site, restart
from tests.faults.sqlite_files import watch_sqlite
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.flows.summary_case import play

WRITES_OF_A_START = 12
"""Among so many the second cut is placed when the start after a cut is cut off too."""

WINDOWS = (
    (LONG_LOG, Moment(1, "rename [0-9a-f]{32}$")),
    (LONG_LOG, Moment(5, "fsync [0-9a-f]{2}$")),
    (LONG_LOG, Moment(3, "rename numbers.mark$")),
    (LONG_LOG, Moment(5, "rename numbers.mark$")),
    (LONG_LOG, Moment(6, "rename numbers.mark$")),
    (LONG_LOG, Moment(150, "write store.db-wal at")),
    (LONG_LOG, Moment(12, "sync store.db-wal$")),
    (SHORT_LOG, Moment(40, "write store.db at")),
    (SHORT_LOG, Moment(90, "write store.db at")),
    (SHORT_LOG, Moment(2, "sync store.db$")),
)
"""The most dangerous moments: a sealed file has its name and no row; the mark is moved and the number is not
committed; a save is half written, or has just been called saved; SQLite carries its log into the store."""


@dataclass
class Outcome:
    """One kill: when or where it came, what had been called saved, and what the next start found."""

    moment: str
    life: Life
    after: Aftermath = field(default_factory=Aftermath)

    @property
    def wrong(self) -> list[str]:
        """Everything that should not be so."""
        return [*self.life.wrong, *self.after.wrong]

    def __str__(self) -> str:
        state = "; ".join(self.wrong) or f"whole, {len(self.life.saved)} saved"
        if self.life.refused:
            state += f", refused: {', '.join(self.life.refused)}"
        lost = (f"{self.after.lost} number written off",) if self.after.lost else ()
        return " | ".join((f"{self.moment}: {state}", *lost, *self.after.mended))


class Rig:
    """A set-up laptop to be copied for every kill, and one paper process for all the starts after them."""

    def __init__(self, folder: Path) -> None:
        adopt_orphans()
        self.folder, self._number = folder, 0
        self._template = DemoLaptop(folder / "template").make()
        self._worker = _LastingWorker(resources_dir())
        self._import_everything()

    def __enter__(self) -> Rig:
        self._worker.warm()
        return self

    def __exit__(self, *_: object) -> None:
        self._worker.end()

    def _import_everything(self) -> None:
        laptop = self.fresh()
        office = LaptopDoor(laptop.home, quick(laptop.machine)).unlock(JIA, PASSPHRASES[JIA])
        play(office)
        office.close()

    def fresh(self) -> DemoLaptop:
        """A copy of the laptop."""
        self._number += 1
        home = self.folder / f"run-{self._number}"
        shutil.copytree(self._template.home, home)
        return DemoLaptop(home, secrets=self._template.secrets)

    def undisturbed(self) -> Life:
        """A journey to its end, to know how long it takes; nothing may be wrong with it."""
        laptop = self.fresh()
        return self._finished(laptop, live(lambda say: journey(laptop, say)))

    def undisturbed_writes(self, log_pages: int) -> int:
        """How many operations the journey asks of a disk that only counts."""
        laptop = self.fresh()
        disk = Disk(laptop.home, log_pages=log_pages)
        return self._finished(laptop, live(lambda say: journey_on(disk, laptop, say))).writes

    def kill_after(self, seconds: float) -> Outcome:
        """Kill the journey so long after it opened the store."""
        laptop = self.fresh()
        life = live(lambda say: journey(laptop, say), seconds)
        return self._look(f"after {seconds:5.2f} s", laptop, life)

    def cut(
        self, moment: Moment, log_pages: int, dice: random.Random, *, forgets: bool, twice: bool = False
    ) -> Outcome:
        """Cut the journey off at one operation of its disk; ``twice``: the start after it too."""
        laptop = self.fresh()
        disk = Disk(laptop.home, moment, log_pages, forgets, dice)
        life = live(lambda say: journey_on(disk, laptop, say))
        if not life.killed:
            life.wrong.append("the moment never came")
        words = str(moment) + (" of a disk that forgets" if forgets else "")
        if twice:
            second = Moment(dice.randint(1, WRITES_OF_A_START))
            again = Disk(laptop.home, second, log_pages, forgets, dice)
            life.wrong += live(lambda say: start_on(again, laptop, say)).wrong
            words += f", again {second} of the start"
        return self._look(words, laptop, life)

    def fill(self, moment: Moment) -> Outcome:
        """Have no room from one operation of the disk on, until an officer who was told so makes some.

        Nothing need be refused: the mark of a number that is committed already is settled another time.
        """
        laptop = self.fresh()
        disk = Disk(laptop.home, full=moment)
        life = live(lambda say: journey_on(disk, laptop, say))
        return self._look(f"full {moment}", laptop, life)

    def _look(self, moment: str, laptop: DemoLaptop, life: Life) -> Outcome:
        outcome = Outcome(moment, life, restart(self._site(laptop), life.saved))
        if not outcome.wrong:
            shutil.rmtree(laptop.home)
            shutil.rmtree(laptop.home.with_name(f"{laptop.home.name}.spares"), ignore_errors=True)
        return outcome

    def _finished(self, laptop: DemoLaptop, life: Life) -> Life:
        outcome = self._look("undisturbed", laptop, life)
        if life.killed or outcome.wrong or outcome.after.mended:
            raise SystemExit(f"the undisturbed journey went wrong: {outcome}")
        return life

    def _site(self, laptop: DemoLaptop) -> Site:
        machine = replace(laptop.machine, paperwork=lambda: self._worker)
        (store,) = laptop.secrets
        return Site(laptop.home, lambda: LaptopDoor(laptop.home, machine), laptop.secret_for(store))


class _LastingWorker(PaperWorker):
    """One paper process for many starts: an office that closes it does nothing."""

    def close(self) -> None:
        """It goes on."""

    def end(self) -> None:
        """Now it ends."""
        super().close()


def journey(laptop: DemoLaptop, say: Say) -> None:
    """Unlock, play the case, and close."""
    office = laptop.door().unlock(JIA, PASSPHRASES[JIA])
    say(OPEN)
    play(office, say)
    office.close()


def journey_on(disk: Disk, laptop: DemoLaptop, say: Say) -> None:
    """The same on a disk that may lose its power, with papers that are set at once."""
    put_on(disk)
    door = LaptopDoor(laptop.home, quick(laptop.machine))
    office = patiently(lambda: door.unlock(JIA, PASSPHRASES[JIA]), disk, say)
    say(OPEN)
    play(Patient(office, disk, say) if disk.full != NEVER else office, say)
    office.close()
    say(f"{WRITES} {disk.count}")


def start_on(disk: Disk, laptop: DemoLaptop, say: Say) -> None:
    """A start alone, on such a disk."""
    put_on(disk)
    LaptopDoor(laptop.home, quick(laptop.machine)).unlock(JIA, PASSPHRASES[JIA]).close()
    say(f"{WRITES} {disk.count}")


def quick(machine: Machine) -> Machine:
    """A machine on which papers are set without a process."""
    return replace(machine, paperwork=QuickPaper)


def moments(count: int, duration: float, dice: random.Random) -> Iterator[float]:
    """Random moments of the journey, one in each equal part of it, so that none is forgotten."""
    return (duration * (place + dice.random()) / count for place in range(count))


def put_on(disk: Disk) -> None:
    """Have this process work on a disk; there is no way back."""
    event.listen(
        Pool,
        "connect",
        lambda connection, _: connection.execute(f"PRAGMA wal_autocheckpoint = {disk.log_pages}"),
    )
    watch_program(disk)
    watch_sqlite(disk)
