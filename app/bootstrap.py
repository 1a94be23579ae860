"""The one place where the parts are built and joined.

Nothing heavy is imported before an officer unlocks: the sign-in page is on the screen first, and SQLAlchemy,
Alembic and the document worker come with the first need of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.crypto.derive import Purpose, derive
from app.crypto.recovery import open_recovery_slot
from app.crypto.signing import SigningKey
from app.crypto.slots import DEFAULT_COST, Argon2Cost, make_slot, open_slot, read_header
from app.demonstration import SetUp, Tools, set_up_demonstration
from app.domain.clock import moment, rfc3339
from app.laptop import Laptop, last_sign_ins, note_sign_in, read_laptop
from app.machine import RandomIds, SystemClock
from app.places import migrations_dir, resources_dir
from app.ports.clock import Clock
from app.ports.keys import LaptopSecret, SlotListing, UnlockedSlot
from app.presenters.door import LaptopFacts
from app.vault.laptop_secret import KeyringSecret
from app.vault.slot_files import SlotFolder

if TYPE_CHECKING:
    from app.documents.client import PaperWorker
    from app.domain.case import Case
    from app.domain.entry import Entry
    from app.domain.law.parameters import LawParameters
    from app.ports.work import CaseIndex
    from app.services.doctor import Fault
    from app.services.enrol import Enrolment
    from app.services.law_book import HeldLaw
    from app.services.office import LaptopOffice
    from app.storage.files import Store

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
        self._secret = self._machine.secret_for(self._laptop.store)
        self._slots = SlotFolder(home)

    def slots(self) -> SlotListing:
        """All officers who may try, by their public headers."""
        return self._slots.list()

    def facts(self) -> LaptopFacts:
        """What may be shown around them."""
        from app.releases.release import load_release

        laptop = self._laptop
        return LaptopFacts(
            agency=laptop.agency,
            squad=laptop.squad,
            laptop=laptop.name,
            free_bytes=shutil.disk_usage(self._home).free,
            program=__version__,
            catalogue=load_release(resources_dir(), verify=False).version,
            last_sign_ins=last_sign_ins(self._home),
            demonstration=laptop.demonstration,
        )

    def now(self) -> datetime:
        """The time in Shanghai, as the machine tells it."""
        return moment(self._machine.clock.read().wall_ms)

    def unlock(self, officer: str, passphrase: str) -> LaptopOffice:
        """Open the store as an officer; see :meth:`app.presenters.door.Door.unlock`."""
        unlocked = self._open_slot(officer, passphrase)
        return self._office(unlocked)

    def recover(self, code: str, officer: str, passphrase: str) -> LaptopOffice:
        """Open the store with the printed code and give an officer a new passphrase and a new key.

        The new key has no grant until the district certifies it: the store opens for reading alone.
        """
        root = open_recovery_slot(self._slots.read_recovery(), code)
        header, key = read_header(self._slots.read(officer)), SigningKey.make()
        slot = make_slot(header, passphrase, self._secret_after_recovery(), root, key, self._machine.cost)
        self._slots.write(officer, slot)
        return self._office(UnlockedSlot(header, root, key))

    def _open_slot(self, officer: str, passphrase: str) -> UnlockedSlot:
        return open_slot(self._slots.read(officer), passphrase, self._secret.get())

    def _secret_after_recovery(self) -> bytes:
        """The laptop secret; a new one where the keyring lost it (then every other slot must be renewed)."""
        from app.ports.keys import LaptopSecretMissing

        try:
            return self._secret.get()
        except LaptopSecretMissing:
            return self._secret.create()

    def _office(self, unlocked: UnlockedSlot) -> LaptopOffice:
        office = open_office(self._home, self._laptop, unlocked, self._machine, self._open_slot)
        note_sign_in(self._home, unlocked.header.officer, rfc3339(self.now()))
        return office


def open_office(
    home: Path,
    laptop: Laptop,
    unlocked: UnlockedSlot,
    machine: Machine,
    open_another: Callable[[str, str], UnlockedSlot],
) -> LaptopOffice:
    """Join store, vault, papers and law for one signed-in officer; mend what a cut-off run left behind.

    Args:
        open_another: opens the slot of a second officer with his passphrase.

    Raises:
        AppError: a damaged or newer store, a missing release, an enrolment that is not the district's.
    """
    from app.services.enrol import load_enrolment

    store = _opened_store(home, store_key(unlocked))
    try:
        enrolment, device_key = load_enrolment(store.queries(), laptop.district)
        return _join(home, unlocked, machine, open_another, store, enrolment, device_key)
    except BaseException:
        store.close()
        raise


def _join(
    home: Path,
    unlocked: UnlockedSlot,
    machine: Machine,
    open_another: Callable[[str, str], UnlockedSlot],
    store: Store,
    enrolment: Enrolment,
    device_key: SigningKey,
) -> LaptopOffice:
    from app.crypto.entries import sign_entry
    from app.services.author import Author, Hand
    from app.services.desk import Desk
    from app.services.doctor import Doctor
    from app.services.history import past_penalties
    from app.services.office import LaptopOffice, Means
    from app.services.paper_values import PaperValues
    from app.vault.files import FileVault
    from app.vault.media import PhotosAndVideos

    queries, roster, law = store.queries(), enrolment.roster, _held_law(home)

    def hand_of(opened: UnlockedSlot) -> Hand:
        grant = roster.grant_of(opened.header.officer)
        return Hand(opened.header.officer, opened.officer_key, "" if grant is None else grant.id)

    author = Author(
        device=enrolment.certificate.device,
        device_key=device_key,
        hand=hand_of(unlocked),
        clock=machine.clock,
        ids=RandomIds(machine.clock),
        sign=sign_entry,
        tolerance_ms=_clock_tolerance_ms(law.parameters, machine.clock),
    )
    vault = FileVault(home / VAULT, derive(unlocked.root_key, Purpose.VAULT))
    paperwork = machine.paperwork()
    means = Means(
        desk=Desk(store.work, author, queries, law, roster, lambda case: past_penalties(queries, case)),
        vault=vault,
        media=PhotosAndVideos(),
        paperwork=paperwork,
        values_of=PaperValues(law, roster),
        unlock_hand=lambda officer, passphrase: hand_of(open_another(officer, passphrase)),
        doctor=Doctor(_Care(store), queries, vault, _verifier(enrolment)),
        mended=vault.mend({blob.name for blob in queries.blobs()}),
        closing=(paperwork.close, store.close),
    )
    return LaptopOffice(means)


def _verifier(enrolment: Enrolment) -> Callable[[Entry], str | None]:
    """Checks both signatures of an entry against the certificate and the grants of this laptop."""
    from app.crypto.entries import entry_verifier

    device = enrolment.certificate
    grants = {grant.id: grant.public_key for grant in enrolment.roster.grants}
    return entry_verifier({device.device: device.public_key}.get, grants.get)


def _clock_tolerance_ms(parameters: LawParameters, clock: Clock) -> int:
    today = moment(clock.read().wall_ms).date()
    return parameters.value("clock.note_minutes", today) * 60_000


def _opened_store(home: Path, key: bytes) -> Store:
    """Open the store, bring it to this program's version, and make old projections anew."""
    from app.services.indexing import CaseIndexer
    from app.storage.files import open_store

    law = _held_law(home)
    store = open_store(home, key, CaseIndexer(law))
    try:
        if store.needs_migration:
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
    from app.releases.catalogue import load_catalogue
    from app.releases.errors import ReleaseRefused
    from app.releases.law import read_law
    from app.releases.release import load_release
    from app.releases.shelf import ReleaseShelf
    from app.services.law_book import HeldLaw

    shipped = load_release(resources_dir())
    shelf = ReleaseShelf(home / RELEASES, lambda release: release.id == shipped.id)
    shelf.mend()
    with suppress(ReleaseRefused):  # the shelf holds a newer one, which then is the law
        shelf.add(resources_dir())
    newest = shelf.newest()
    newest.verify()
    law = read_law(newest.folder / "law")
    readers = {release.id: partial(load_catalogue, release) for release in shelf.all()}
    return HeldLaw(law.parameters, law.calendar, newest.id, readers)


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


def set_up_demonstration_laptop(home: Path, machine: Machine | None = None) -> SetUp:
    """Make a demonstration laptop in a fresh folder; see :mod:`app.demonstration`."""
    from app.storage.files import create_store, open_store

    def new_store(folder: Path, key: bytes, store_id: str, device: str) -> Store:
        create_store(folder, key, migrations_dir() / "client", store_id=store_id, device=device)
        return open_store(folder, key, _no_index)

    machine = machine or Machine()
    home.mkdir(parents=True, exist_ok=True, mode=0o770)
    tools = Tools(
        secret_for=machine.secret_for,
        slots=SlotFolder(home),
        create_store=new_store,
        ids=RandomIds(machine.clock),
        cost=machine.cost,
    )
    return set_up_demonstration(home, tools)


def _no_index(case: Case) -> CaseIndex:
    raise AssertionError("set-up makes no case")


def store_key(unlocked: UnlockedSlot) -> bytes:
    """The raw key of the store, from the root key."""
    return derive(unlocked.root_key, Purpose.STORE)


def replace_process(arguments: list[str]) -> None:
    """锁定: a fresh process takes this one's place, since Python cannot wipe keys from a living one."""
    import sys

    os.execv(sys.executable, [sys.executable, "-m", "app", *arguments])
