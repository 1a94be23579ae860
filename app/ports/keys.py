"""Who may open the store and who signed: slots, the laptop secret and signing keys.

The root key of a store is wrapped once for every officer (his slot) and once for the printed recovery
code. An officer's slot opens only with his passphrase and the secret that this laptop's keyring holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol

from app.domain.errors import AppError

PASSPHRASE_MIN = 10
"""Characters of a new passphrase. [P] our own policy; no rule of law gives a figure."""


class WrongPassphrase(AppError):
    """The slot is whole and the laptop is the right one, but this passphrase does not open it."""

    code: ClassVar[str] = "passphrase.wrong"


class WeakPassphrase(AppError):
    """A new passphrase is refused; ``reasons`` is what :func:`app.crypto.slots.weaknesses` returned."""

    code: ClassVar[str] = "passphrase.weak"


class SlotDamaged(AppError):
    """A slot's bytes were changed; ``part`` is ``json``, ``format``, ``field``, ``cost`` or ``checksum``."""

    code: ClassVar[str] = "slot.damaged"


class SlotTooNew(AppError):
    """A newer program wrote this slot; ``version`` is its format, ``known`` the newest one known here."""

    code: ClassVar[str] = "slot.newer"


class SlotMissing(AppError):
    """No slot is kept for ``officer`` (None: no recovery slot)."""

    code: ClassVar[str] = "slot.missing"


class LaptopSecretMissing(AppError):
    """The keyring works but holds no secret for the store ``store``."""

    code: ClassVar[str] = "laptop_secret.missing"


class LaptopSecretWrong(AppError):
    """The keyring holds a secret, but of another laptop or another provisioning than this slot's."""

    code: ClassVar[str] = "laptop_secret.wrong"


class LaptopSecretExists(AppError):
    """A secret for ``store`` is there already; a second one would close all slots for ever."""

    code: ClassVar[str] = "laptop_secret.exists"


class LaptopSecretDamaged(AppError):
    """The keyring gave back something that this program did not store for ``store``."""

    code: ClassVar[str] = "laptop_secret.damaged"


class KeyringRefused(AppError):
    """The keyring ``name`` (module and class) is none that keeps secrets behind the user's log-in."""

    code: ClassVar[str] = "keyring.refused"


class KeyringMissing(AppError):
    """No keyring answers on this machine; ``reason`` is what the system said."""

    code: ClassVar[str] = "keyring.missing"


class KeyringLocked(AppError):
    """The keyring ``name`` is locked and was not unlocked when it asked."""

    code: ClassVar[str] = "keyring.locked"


class RecoveryCodeMistyped(AppError):
    """What was typed is no recovery code; ``reason`` is ``length``, ``character`` or ``check``."""

    code: ClassVar[str] = "recovery.mistyped"


class RecoveryCodeWrong(AppError):
    """A well-formed recovery code, but not the one of this store's recovery slot."""

    code: ClassVar[str] = "recovery.wrong"


class MemoryShort(AppError):
    """The machine has not the ``needed_kib`` KiB of free memory that unlocking takes."""

    code: ClassVar[str] = "memory.short"


class SignatureWrong(AppError):
    """The signature is not this key's over this digest for this purpose (``tag``)."""

    code: ClassVar[str] = "signature.wrong"


class KeyMalformed(AppError):
    """A key in wire form cannot be read; ``reason`` is ``algorithm``, ``encoding`` or ``length``."""

    code: ClassVar[str] = "key.malformed"


class SignatureTag(StrEnum):
    """What a signature is for; one made for one purpose never passes for another."""

    ENTRY_DEVICE = "entry-device"
    ENTRY_OFFICER = "entry-officer"
    GRANT = "grant"
    VERDICT = "verdict"
    RELEASE = "release"
    BEACON = "beacon"
    DEVICE_CERTIFICATE = "device-certificate"
    NUMBER_BLOCK = "number-block"
    ROSTER = "roster"
    RECEIPT = "receipt"
    ENROLMENT = "enrolment"


class Signer(Protocol):
    """A private key that can be used but not read."""

    @property
    def public(self) -> str:
        """The public key in wire form, ``ed25519:<base64url without padding>``."""
        ...

    def sign(self, tag: SignatureTag, digest: bytes) -> bytes:
        """Sign the 32 raw bytes of an id for one purpose; 64 bytes come back."""
        ...


class Verify(Protocol):
    """Check a signature (``app.crypto.signing.verify``)."""

    def __call__(self, public: str, tag: SignatureTag, digest: bytes, signature: bytes) -> None:
        """Return when ``signature`` is right.

        Raises:
            SignatureWrong: it is not.
            KeyMalformed: ``public`` is no key in wire form.
        """
        ...


@dataclass(frozen=True, slots=True)
class SlotHeader:
    """What the sign-in page may show before anything is unlocked; sealed against change, not hidden.

    Attributes:
        store: id of the store that the slot opens.
        officer: roster id.
        name: as on the enforcement card.
        roles: role words of the roster, such as ``officer`` or ``leader``.
        card: number of the enforcement card (执法证).
        card_valid_until: last valid day of the card, ISO date.
    """

    store: str
    officer: str
    name: str
    roles: tuple[str, ...]
    card: str
    card_valid_until: str


@dataclass(frozen=True, slots=True)
class UnlockedSlot:
    """What an officer's slot holds: the store's root key (32 bytes) and his own signing key."""

    header: SlotHeader
    root_key: bytes = field(repr=False)
    officer_key: Signer = field(repr=False)


@dataclass(frozen=True, slots=True)
class SlotTrouble:
    """A slot file that cannot be shown: its file name and the code of the error that reading it gave."""

    file: str
    code: str


@dataclass(frozen=True, slots=True)
class SlotListing:
    """All slots of a laptop, by name; one damaged file does not hide the others."""

    headers: Sequence[SlotHeader]
    troubles: Sequence[SlotTrouble]


class LaptopSecret(Protocol):
    """32 random bytes that never leave this laptop's keyring, so that a stolen disk is not enough."""

    def get(self) -> bytes:
        """Read the secret.

        Raises:
            LaptopSecretMissing, LaptopSecretDamaged, KeyringRefused, KeyringMissing, KeyringLocked.
        """
        ...

    def create(self) -> bytes:
        """Make and keep a new secret, once for a store.

        Raises:
            LaptopSecretExists, LaptopSecretDamaged, KeyringRefused, KeyringMissing, KeyringLocked.
        """
        ...

    def renew(self) -> bytes:
        """For whoever came back by the recovery code: the secret, or a new one for a lost or damaged one.

        A new secret closes every slot that the old one opened; a whole one is never replaced.

        Raises:
            LaptopSecretDamaged, KeyringRefused, KeyringMissing, KeyringLocked.
        """
        ...


class SlotFiles(Protocol):
    """Where slots lie. Each write is whole or not there, whatever happens to the power."""

    def list(self) -> SlotListing:
        """All officers' slots by their public headers."""
        ...

    def read(self, officer: str) -> bytes:
        """The bytes of an officer's slot.

        Raises:
            SlotMissing: there is none.
        """
        ...

    def write(self, officer: str, slot: bytes) -> None:
        """Keep an officer's slot in place of the one before."""
        ...

    def delete(self, officer: str) -> None:
        """Forget an officer's slot; nothing happens when there is none."""
        ...

    def read_recovery(self) -> bytes:
        """The bytes of the recovery slot.

        Raises:
            SlotMissing: there is none.
        """
        ...

    def write_recovery(self, slot: bytes) -> None:
        """Keep the recovery slot in place of the one before."""
        ...
