"""The one place where the parts are built and joined.

Nothing heavy is imported before an officer unlocks: the sign-in page is on the screen first, and SQLAlchemy,
Alembic and the document worker come with the first need of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.crypto.slot_header import DEFAULT_COST, Argon2Cost
from app.domain.clock import moment, rfc3339
from app.laptop import (
    Laptop,
    keep_look,
    last_sign_ins,
    named_trouble,
    note_sign_in,
    read_laptop,
    show_contact,
    show_no_longer,
    shown_contact,
    shown_look,
)
from app.machine import RandomIds, SystemClock
from app.places import migrations_dir, resources_dir
from app.ports.clock import Clock
from app.ports.keys import LaptopSecret, SlotListing, UnlockedSlot
from app.presenters.door import LaptopFacts
from app.presenters.look import Look
from app.releases.shown import CARD_WARN_DAYS, shown_figure, shown_version
from app.vault.laptop_secret import KeyringSecret
from app.vault.slot_files import SlotFolder

if TYPE_CHECKING:
    from app.crypto.signing import SigningKey
    from app.demonstration import SetUp, Tools
    from app.documents.client import PaperWorker
    from app.domain.case import Case
    from app.domain.entry import Entry
    from app.domain.law.parameters import LawParameters
    from app.domain.roster import Roster
    from app.ports.work import CaseIndex
    from app.services.admission import Admission, Admitted
    from app.services.author import Author
    from app.services.doctor import Fault
    from app.services.enrol import Enrolment
    from app.services.law_book import HeldLaw
    from app.services.office import LaptopOffice
    from app.storage.files import Store
    from app.vault.presence import Presence

VAULT = "vault"
RELEASES = "releases"


def _paper_worker() -> PaperWorker:
    from app.documents.client import PaperWorker

    return PaperWorker(resources_dir())


@dataclass(frozen=True, slots=True)
class Machine:
    """What this machine lends: clock, keyring, the cost of stretching a passphrase, and who sets papers."""

    clock: Clock = field(default_factory=SystemClock)
    secret_for: Callable[[str], LaptopSecret] = KeyringSecret
    cost: Argon2Cost = DEFAULT_COST
    paperwork: Callable[[], PaperWorker] = _paper_worker


class LaptopDoor:
    """The closed store of this laptop: what the sign-in page may ask, and how it unlocks."""

    def __init__(self, home: Path, machine: Machine | None = None) -> None:
        """
        Raises:
            LaptopNotSetUp, LaptopFactsDamaged, LaptopNewer: the folder holds no laptop that can be opened.
        """
        self._home, self._machine = home, machine or Machine()
        self._laptop: Laptop = read_laptop(home)
        self._slots = SlotFolder(home)

    def slots(self) -> SlotListing:
        """All officers who may try, by their public headers."""
        return self._slots.list()

    def facts(self) -> LaptopFacts:
        """What may be shown around them."""
        laptop = self._laptop
        return LaptopFacts(
            agency=laptop.agency,
            squad=laptop.squad,
            laptop=laptop.name,
            free_bytes=shutil.disk_usage(self._home).free,
            program=__version__,
            catalogue=shown_version(resources_dir()),
            last_contact=shown_contact(self._home),
            last_sign_ins=last_sign_ins(self._home),
            demonstration=laptop.demonstration,
            card_warn_days=shown_figure(resources_dir(), CARD_WARN_DAYS),
            folder=str(self._home),
        )

    def look(self) -> Look | None:
        """How the window looked here last."""
        return Look.of(shown_look(self._home))

    def keep_look(self, look: Look) -> None:
        """Keep a look for the next start."""
        keep_look(self._home, look.texts())

    def now(self) -> datetime:
        """The time in Shanghai, as the machine tells it."""
        return moment(self._machine.clock.read().wall_ms)

    def unlock(self, officer: str, passphrase: str) -> LaptopOffice:
        """Open the store as an officer; see :meth:`app.presenters.door.Door.unlock`."""
        unlocked = self._admission.open(officer, passphrase)
        return self._enter(
            unlocked.root_key,
            lambda roster: self._admission.let_in(unlocked, roster.officer(officer), passphrase),
        )

    def recover(self, code: str, officer: str, passphrase: str) -> LaptopOffice:
        """Open the store with the printed code; see :meth:`app.services.admission.Admission.recover`.

        The lease begins anew. A key that the district has not certified opens the store for reading alone.
        """
        root = self._admission.root_key(code)
        office = self._enter(
            root, lambda roster: self._admission.recover(root, roster.officer(officer), passphrase)
        )
        self._laptop = show_no_longer(self._home, self._laptop, officer, but=passphrase)
        return office

    def damaged_pages(self, officer: str, passphrase: str) -> tuple[int, ...]:
        """The pages of the store that were changed, for a store that is too damaged to be opened."""
        from app.storage.files import damaged_pages

        return damaged_pages(self._home, store_key(self._admission.open(officer, passphrase)))

    @property
    def _admission(self) -> Admission:
        from app.services.admission import Admission

        secret = self._machine.secret_for(self._laptop.store)
        return Admission(self._laptop.store, self._slots, secret, self._machine.cost)

    def _change_passphrase(self, officer: str, old: str, new: str) -> None:
        self._admission.change_passphrase(officer, old, new)
        self._laptop = show_no_longer(self._home, self._laptop, officer)

    def _enter(self, root: bytes, admit: Callable[[Roster], Admitted]) -> LaptopOffice:
        own = (self._home, self._laptop, self._machine)
        visit = Visit(*own, root, admit, self._admission.open, self._change_passphrase)
        office = open_office(visit)
        note_sign_in(self._home, office.me.id, rfc3339(self.now()))
        if office.limits.answered_at is not None:
            show_contact(self._home, rfc3339(office.limits.answered_at))
        return office


@dataclass(frozen=True, slots=True)
class Visit:
    """One opening of a store.

    Attributes:
        admit: says who comes in, once the roster of the opened store is known.
        open_another, change_passphrase: open a second officer's slot; put a slot under a new passphrase.
    """

    home: Path
    laptop: Laptop
    machine: Machine
    root_key: bytes = field(repr=False)
    admit: Callable[[Roster], Admitted]
    open_another: Callable[[str, str], UnlockedSlot]
    change_passphrase: Callable[[str, str, str], None]


def open_office(visit: Visit) -> LaptopOffice:
    """Join store, vault, papers and law for one signed-in officer; mend what a cut-off run left behind.

    Raises:
        AppError: a damaged or newer store, a missing release, an enrolment that is not the district's.
    """
    from app.crypto.derive import Purpose, derive
    from app.services.enrol import load_enrolment
    from app.vault.presence import arrival

    with arrival(visit.home) as (presence, alone):
        store = _opened_store(visit.home, derive(visit.root_key, Purpose.STORE), alone)
        try:
            enrolment, device_key = load_enrolment(store.queries(), visit.laptop.district)
            admitted = visit.admit(enrolment.roster)
            enrolment.roster.officer(admitted.unlocked.header.officer)
            return _join(visit, admitted, _Opened(store, presence, alone, enrolment, device_key))
        except BaseException:
            store.close()
            raise


@dataclass(frozen=True, slots=True)
class _Opened:
    """The open store, who else is at it, and the enrolment that it holds."""

    store: Store
    presence: Presence
    alone: bool
    enrolment: Enrolment
    device_key: SigningKey = field(repr=False)


def _join(visit: Visit, admitted: Admitted, opened: _Opened) -> LaptopOffice:
    from app.crypto.derive import Purpose, derive
    from app.ports.vault import MendReport
    from app.services.desk import Desk
    from app.services.doctor import Doctor
    from app.services.history import past_penalties
    from app.services.limits import ReadingVault, limits_of, second_hand
    from app.services.lost_numbers import account_for_lost
    from app.services.office import LaptopOffice, Means
    from app.services.paper_values import PaperValues
    from app.vault.files import FileVault
    from app.vault.media import PhotosAndVideos

    store, roster, law = opened.store, opened.enrolment.roster, _held_law(visit.home)
    queries, author = store.queries(), _author(visit, admitted, opened, law)
    desk = Desk(store.work, author, queries, law, roster, lambda case: past_penalties(queries, case))
    certified_on = opened.enrolment.certificate.issued_on
    limits = limits_of(desk, certified_on, recovered=admitted.recovered, kept=admitted.kept)
    store.restrict(limits.refusal)
    written_off = account_for_lost(desk)
    vault = FileVault(visit.home / VAULT, derive(visit.root_key, Purpose.VAULT))
    mended = (
        vault.mend({blob.name for blob in queries.blobs()}) if opened.alone else MendReport((), (), (), ())
    )
    paperwork = visit.machine.paperwork()
    means = Means(
        desk=desk,
        vault=vault if limits.refusal is None else ReadingVault(vault, limits.refusal),
        media=PhotosAndVideos(),
        paperwork=paperwork,
        values_of=PaperValues(law, roster),
        unlock_hand=lambda officer, passphrase: second_hand(roster, visit.open_another(officer, passphrase)),
        change_passphrase=visit.change_passphrase,
        doctor=Doctor(_Care(store), queries, vault, _verifier(opened.enrolment)),
        mended=mended,
        written_off=written_off,
        limits=limits,
        closing=(paperwork.close, store.close, opened.presence.close),
    )
    return LaptopOffice(means)


def _author(visit: Visit, admitted: Admitted, opened: _Opened, law: HeldLaw) -> Author:
    from app.crypto.entries import sign_entry
    from app.services.author import Author
    from app.services.limits import hand_of

    clock = visit.machine.clock
    return Author(
        device=opened.enrolment.certificate.device,
        device_key=opened.device_key,
        hand=hand_of(opened.enrolment.roster, admitted.unlocked),
        clock=clock,
        ids=RandomIds(clock),
        sign=sign_entry,
        tolerance_ms=_clock_tolerance_ms(law.parameters, clock),
    )


def _verifier(enrolment: Enrolment) -> Callable[[Entry], str | None]:
    """Checks both signatures of an entry against the certificate and the grants of this laptop."""
    from app.crypto.entries import entry_verifier

    device = enrolment.certificate
    grants = {grant.id: grant.public_key for grant in enrolment.roster.grants}
    return entry_verifier({device.device: device.public_key}.get, grants.get)


def _clock_tolerance_ms(parameters: LawParameters, clock: Clock) -> int:
    today = moment(clock.read().wall_ms).date()
    return parameters.value("clock.note_minutes", today) * 60_000


def _opened_store(home: Path, key: bytes, alone: bool) -> Store:
    """Open the store, bring it to this program's version, and make old projections anew.

    Raises:
        StoreBusy: it must be migrated, and another process has it open.
    """
    from app.ports.work import StoreBusy
    from app.services.indexing import CaseIndexer
    from app.storage.files import open_store

    law = _held_law(home)
    store = open_store(home, key, CaseIndexer(law))
    try:
        if store.needs_migration:
            if not alone:
                raise StoreBusy()
            store.migrate(migrations_dir() / "client")
        if store.needs_rebuild:
            store.rebuild()
    except BaseException:
        store.close()
        raise
    return store


@cache
def _held_law(home: Path) -> HeldLaw:
    """Every release that this laptop holds, the program's own among them, read once for this process."""
    from app.services.law_book import law_on

    with named_trouble(home):
        return law_on(home / RELEASES, resources_dir())


class _Care:
    """The store's own health in the words of the doctor."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def check(self, verify: Callable[[Entry], str | None]) -> Iterator[Fault]:
        """Name what is damaged."""
        from app.services.doctor import Fault

        for fault in self._store.check(verify):
            yield Fault("entry", fault.id or fault.detail, fault.part, fault.seq)

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Make all projections anew."""
        self._store.rebuild(progress)

    def projections_digest(self) -> str:
        """SHA-256 over all projections."""
        return self._store.projections_digest()


def set_up_demonstration_laptop(
    home: Path, machine: Machine | None = None, show_code: Callable[[str], None] = lambda code: None
) -> SetUp:
    """Make a demonstration laptop in a fresh folder; see :mod:`app.demonstration`."""
    from app.demonstration import set_up_demonstration

    tools = set_up_tools(home, machine or Machine())
    return set_up_demonstration(home, replace(tools, show_code=show_code))


def set_up_tools(home: Path, machine: Machine) -> Tools:
    """What set-up writes with."""
    from app.demonstration import Tools
    from app.storage.files import create_store, open_store

    def new_store(folder: Path, key: bytes, store_id: str, device: str) -> Store:
        create_store(folder, key, migrations_dir() / "client", store_id=store_id, device=device)
        return open_store(folder, key, _no_index)

    return Tools(
        secret_for=machine.secret_for,
        slots=SlotFolder(home),
        create_store=new_store,
        ids=RandomIds(machine.clock),
        cost=machine.cost,
    )


def _no_index(case: Case) -> CaseIndex:
    raise AssertionError("set-up makes no case")


def store_key(unlocked: UnlockedSlot) -> bytes:
    """The raw key of the store, from the root key."""
    from app.crypto.derive import Purpose, derive

    return derive(unlocked.root_key, Purpose.STORE)


def replace_process(arguments: list[str]) -> None:
    """锁定: a fresh process takes this one's place, since Python cannot wipe keys from a living one.

    A program that was started without the working folder on its path stays so.
    """
    import sys

    safe = ["-P"] if sys.flags.safe_path else []
    os.execv(sys.executable, [sys.executable, *safe, "-m", "app", *arguments])
