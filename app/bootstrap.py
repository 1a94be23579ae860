"""The one place where the parts are built and joined.

Nothing heavy is imported before an officer unlocks: the sign-in page is on the screen first, and SQLAlchemy,
Alembic and the document worker come with the first need of them.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import datetime
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
from app.places import resources_dir
from app.ports.clock import Clock
from app.ports.keys import LaptopSecret, SlotListing, UnlockedSlot
from app.presenters.door import LaptopFacts
from app.vault.laptop_secret import KeyringSecret
from app.vault.slot_files import SlotFolder

if TYPE_CHECKING:
    from app.session import Session

SLOTS = "slots"


class LaptopDoor:
    """The closed store of this laptop: what the sign-in page may ask, and how it unlocks."""

    def __init__(
        self,
        home: Path,
        clock: Clock | None = None,
        secret_for: Callable[[str], LaptopSecret] = KeyringSecret,
        cost: Argon2Cost = DEFAULT_COST,
    ) -> None:
        """
        Raises:
            LaptopNotSetUp, LaptopFactsDamaged, LaptopNewer: the folder holds no laptop that can be opened.
        """
        self._home, self._clock, self._cost = home, clock or SystemClock(), cost
        self._laptop: Laptop = read_laptop(home)
        self._secret = secret_for(self._laptop.store)
        self._slots = SlotFolder(home / SLOTS)

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
        return moment(self._clock.read().wall_ms)

    def unlock(self, officer: str, passphrase: str) -> Session:
        """Open the store as an officer; see :meth:`app.presenters.door.Door.unlock`."""
        unlocked = self._open_slot(officer, passphrase)
        return self._session(unlocked)

    def recover(self, code: str, officer: str, passphrase: str) -> Session:
        """Open the store with the printed code and give an officer a new passphrase and a new key.

        The new key has no grant until the district certifies it: the store opens for reading alone.
        """
        root = open_recovery_slot(self._slots.read_recovery(), code)
        header, key = read_header(self._slots.read(officer)), SigningKey.make()
        slot = make_slot(header, passphrase, self._secret_after_recovery(), root, key, self._cost)
        self._slots.write(officer, slot)
        return self._session(UnlockedSlot(header, root, key))

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
        office = open_office(self._home, self._laptop, unlocked, self._clock, self._open_slot)
        note_sign_in(self._home, unlocked.header.officer, rfc3339(self.now()))
        return office


def open_office(
    home: Path,
    laptop: Laptop,
    unlocked: UnlockedSlot,
    clock: Clock,
    open_another: Callable[[str, str], UnlockedSlot],
) -> LaptopOffice:
    """Join store, vault, papers and law for one signed-in officer; mend what a cut-off run left behind.

    Args:
        open_another: opens the slot of a second officer with his passphrase.

    Raises:
        AppError: a damaged or newer store, a missing release, an enrolment that is not the district's.
    """
    from app.crypto.entries import sign_entry
    from app.documents.client import PaperWorker
    from app.domain.law.deadlines import Deadline
    from app.services.author import Author, Hand
    from app.services.desk import Desk
    from app.services.enrol import load_enrolment
    from app.services.history import past_penalties
    from app.services.office import LaptopOffice, Means
    from app.services.paper_values import PaperValues
    from app.storage.files import open_store
    from app.vault.files import FileVault
    from app.vault.media import PhotosAndVideos


def set_up_demonstration_laptop(
    home: Path,
    clock: Clock | None = None,
    secret_for: Callable[[str], LaptopSecret] = KeyringSecret,
    cost: Argon2Cost = DEFAULT_COST,
) -> SetUp:
    """Make a demonstration laptop in a fresh folder; see :mod:`app.demonstration`."""
    from app.storage.files import create_store

    home.mkdir(parents=True, exist_ok=True, mode=0o770)
    tools = Tools(
        secret_for=secret_for,
        slots=SlotFolder(home / SLOTS),
        create_store=create_store,
        ids=RandomIds(clock or SystemClock()),
        cost=cost,
    )
    return set_up_demonstration(home, tools)


def store_key(unlocked: UnlockedSlot) -> bytes:
    """The raw key of the store, from the root key."""
    return derive(unlocked.root_key, Purpose.STORE)


def replace_process(arguments: list[str]) -> None:
    """锁定: a fresh process takes this one's place, since Python cannot wipe keys from a living one."""
    import sys

    os.execv(sys.executable, [sys.executable, "-m", "app", *arguments])
