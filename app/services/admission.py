"""Who comes in, and by which way: his passphrase, or the printed recovery code."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from app.crypto.recovery import open_recovery_slot
from app.crypto.signing import SigningKey
from app.crypto.slots import (
    DEFAULT_COST,
    Argon2Cost,
    change_header,
    change_passphrase,
    make_slot,
    open_slot,
    weaknesses,
)
from app.domain.errors import AppError
from app.domain.roster import Officer
from app.ports.keys import (
    KeyringLocked,
    KeyringMissing,
    KeyringRefused,
    LaptopSecret,
    SlotFiles,
    UnlockedSlot,
    WeakPassphrase,
)
from app.services.enrol import slot_header


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who came in: by the recovery code or not, and whether his slot is kept so that he can come again."""

    unlocked: UnlockedSlot
    recovered: bool = False
    kept: bool = True


@dataclass(frozen=True, slots=True)
class Admission:
    """Opens slots of one store; wrong passphrases are slowed by Argon2 alone and counted nowhere."""

    store: str
    slots: SlotFiles
    secret: LaptopSecret
    cost: Argon2Cost = field(default=DEFAULT_COST)

    def open(self, officer: str, passphrase: str) -> UnlockedSlot:
        """Open an officer's slot.

        Raises:
            WrongPassphrase, SlotMissing, SlotDamaged, SlotTooNew, and the keyring's troubles.
        """
        return open_slot(self.slots.read(officer), passphrase, self.secret.get())

    def change_passphrase(self, officer: str, old: str, new: str) -> None:
        """Put an officer's slot under a new passphrase; the recovery slot is another one and stays.

        Raises:
            WrongPassphrase, WeakPassphrase, MemoryShort, DiskFull, VaultUnusable, and the keyring's troubles:
            his slot is unchanged.
        """
        slot = change_passphrase(self.slots.read(officer), old, new, self.secret.get(), self.cost)
        self.slots.write(officer, slot)

    def let_in(self, known: UnlockedSlot, officer: Officer, passphrase: str) -> Admitted:
        """Let in who opened his slot; the sign-in page then shows card and roles as the roster has them.

        Where that fails the old ones stay until the next sign-in: they keep nobody out.
        """
        header = slot_header(officer, self.store)
        with suppress(AppError):
            if header != known.header:
                slot, secret = self.slots.read(officer.id), self.secret.get()
                self.slots.write(officer.id, change_header(slot, header, passphrase, secret, self.cost))
        return Admitted(known)

    def root_key(self, code: str) -> bytes:
        """The store's root key from the printed code.

        Raises:
            RecoveryCodeMistyped, RecoveryCodeWrong, SlotMissing, SlotDamaged, SlotTooNew.
        """
        return open_recovery_slot(self.slots.read_recovery(), code)

    def recover(self, root: bytes, officer: Officer, passphrase: str) -> Admitted:
        """Let in who holds the recovery code, and renew his slot.

        His own passphrase proves that key and grant are still his, and they are kept. Any other one becomes
        the new passphrase of a new key, which signs nothing before the district certifies it. Where no
        keyring answers, he comes in and his slot stays as it was.

        Raises:
            WeakPassphrase, LaptopSecretDamaged, MemoryShort, DiskFull, VaultUnusable: his slot is unchanged.
        """
        with suppress(AppError):
            known = self.open(officer.id, passphrase)
            if known.root_key == root:
                return Admitted(known, recovered=True)
        header, key = slot_header(officer, self.store), SigningKey.make()
        if reasons := weaknesses(passphrase, (header.name, header.card, header.officer)):
            raise WeakPassphrase(reasons=reasons)
        renewed = UnlockedSlot(header, root, key)
        try:
            secret = self.secret.renew()
        except (KeyringLocked, KeyringMissing, KeyringRefused):
            return Admitted(renewed, recovered=True, kept=False)
        self.slots.write(officer.id, make_slot(header, passphrase, secret, root, key, self.cost))
        return Admitted(renewed, recovered=True)
