"""The start after a kill: what it mends it says, nothing saved is missing, and work goes on."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2

from app.bootstrap import LaptopDoor, store_key
from app.crypto.slots import open_slot
from app.domain.errors import AppError
from app.ports.keys import LaptopSecret
from app.presenters.doctor import repair_words
from app.presenters.office import Service
from app.services.office import LaptopOffice
from app.vault.slot_files import SlotFolder
from tests.faults.facts import TYPED, what_is_wrong
from tests.flows import summary_case as journey
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI

START_SECONDS, START_WAITS = 2.0, 60.0
"""How long a start after a fault may work (fault F01; others take a tenth of it), and how long it may take in
all, since what others do on this machine at the same time counts there."""
GIVEN_ON = ("线", "责改")
"""Classes of which :func:`go_on` takes a number."""


@dataclass
class Aftermath:
    """What the next start found.

    Attributes:
        mended: the sentences that tell the officer what was put right.
        lost: how many numbers were written off because nobody can know whether they were seen.
    """

    mended: tuple[str, ...] = ()
    lost: int = 0
    wrong: list[str] = field(default_factory=list)
    start_seconds: float = 0.0


@dataclass(frozen=True)
class Site:
    """A data folder after a kill, and how to open it."""

    home: Path
    door: Callable[[], LaptopDoor]
    secret: LaptopSecret
    passphrases: Mapping[str, str] = field(default_factory=lambda: PASSPHRASES)

    def key(self) -> bytes:
        """The store's key."""
        slot = SlotFolder(self.home).read(JIA)
        return store_key(open_slot(slot, self.passphrases[JIA], self.secret.get()))


def restart(site: Site, saved: Sequence[str], typed: Mapping[str, object] = TYPED) -> Aftermath:
    """Start again, look at everything, go on working, and start once more."""
    after = Aftermath()
    marks, loose = _marks(site.home), _loose_files(site)
    began, worked = time.monotonic(), time.process_time()
    try:
        office = site.door().unlock(JIA, site.passphrases[JIA])
    except AppError as error:
        after.wrong.append(f"the store does not open: {error}")
        return after
    after.start_seconds = time.monotonic() - began
    worked = time.process_time() - worked
    if worked > START_SECONDS or after.start_seconds > START_WAITS:
        after.wrong.append(f"the start took {after.start_seconds:.1f} s")
    try:
        after.mended = repair_words(office.mended)
        if bool(loose) != bool(after.mended):
            after.wrong.append(f"mended in silence: {sorted(loose)} were loose, said was {after.mended}")
        after.wrong += what_is_wrong(office, saved, typed)
        after.wrong += go_on(office, site.passphrases[YI])
    except AppError as error:
        after.wrong.append(f"work does not go on: {error}")
    finally:
        office.close()
    _count_numbers(site, marks, after)
    again = site.door().unlock(JIA, site.passphrases[JIA])
    if again.mended:
        after.wrong.append(f"a second start mends again: {again.mended}")
    again.close()
    return after


def go_on(office: LaptopOffice, passphrase: str) -> list[str]:
    """A new case with a record and a numbered paper: what an officer does after he has started again."""
    known = {paper.number for case in office.queries.open_cases() for paper in case.documents}
    case = office.docket("巡查发现", YI, journey.at(10, 10))
    for values in (journey.PARTY, journey.ACT, journey.SCENE, journey.CORRECTION):
        office.set_fields(case, values, journey.at(10, 15))
    office.add_evidence(case, journey.PHOTO, act="scene", at=journey.at(10, 16))
    office.confirm(case, YI, passphrase, journey.at(10, 19))
    office.issue(case, "D10", journey.at(10, 20))
    office.print_and_hand_over(case, "D08", Service("王𬭎"), end=None, at=journey.at(10, 25))
    (order,) = office.queries.case(case).papers("D08")
    wrong = [f"number {order.number} was given twice"] if order.number in known else []
    return wrong + [f"damage after going on: {fault}" for fault in office.doctor.check()]


def _marks(home: Path) -> Mapping[str, int]:
    """The last number of each block that stood outside the store when the power went."""
    try:
        return dict(json.loads((home / "numbers.mark").read_bytes())["last"])
    except FileNotFoundError:
        return {}


def _loose_files(site: Site) -> set[str]:
    """Sealed files that are not where a row of the store names them: half written ones, and nobody's."""
    with closing(_raw(site)) as connection:
        known = {str(name) for (name,) in connection.execute("SELECT name FROM blob")}
    lying = [path for path in (site.home / "vault").rglob("*") if path.is_file()]
    return {
        path.name
        for path in lying
        if path.parent.name != "lost+found" and (path.parent.name == "incoming" or path.name not in known)
    }


def _count_numbers(site: Site, marks: Mapping[str, int], after: Aftermath) -> None:
    """Find numbers that were given again although a mark outside the store said that they were taken, and
    numbers that nobody accounts for."""
    with closing(_raw(site)) as connection:
        blocks = connection.execute("SELECT id, number_class, year, first FROM number_block").fetchall()
        noted = connection.execute("SELECT number_class, year, seq, state FROM number_used").fetchall()
    after.lost = sum(state == "voided" for *_, state in noted)
    silent = sum(state == "lost" for *_, state in noted)
    if silent:
        after.wrong.append(f"written off in silence: {silent} numbers have no entry")
    now = _marks(site.home)
    for block, number_class, year, first in blocks:
        seqs = sorted(seq for found, of_year, seq, _ in noted if (found, of_year) == (number_class, year))
        if seqs != list(range(first, first + len(seqs))):
            after.wrong.append(f"gap: numbers of {number_class} are {seqs}")
        if seqs and now.get(block) != seqs[-1]:
            after.wrong.append(f"mark: {number_class} stands at {now.get(block)}, the store at {seqs[-1]}")
        if block in marks and number_class in GIVEN_ON and now.get(block, 0) <= marks[block]:
            after.wrong.append(f"reused: {number_class} goes on at {now.get(block)} after {marks[block]}")


def _raw(site: Site) -> dbapi2.Connection:
    """The store behind the program's back; what stands in its log is read too and nothing is changed."""
    connection = dbapi2.connect((site.home / "store.db").as_uri() + "?mode=ro", uri=True)
    connection.execute(f"PRAGMA key = \"x'{site.key().hex()}'\"")
    return connection
