"""What a signed-in officer may not do on this laptop now, and why: reading always stays possible."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.errors import AppError
from app.ports.vault import BlobReader, ByteSource, Cancelled, MendReport, Progress, SealedBlob, Vault
from app.ports.work import StoreReadOnly
from app.services.contact import Lease


class Refusal(StrEnum):
    """Why a store opens for reading and sending only.

    NO_KEYRING: opened with the recovery code where no keyring could keep a new slot. NO_GRANT: the district
    has not certified the officer's key. LEASE: no contact with the district for too long.
    """

    NO_KEYRING = "no_keyring"
    NO_GRANT = "no_grant"
    LEASE = "lease"


class NoGrant(AppError):
    """The district has not certified this key of the ``officer``: it signs nothing on this laptop."""

    code = "grant.missing"


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for this sign-in.

    Attributes:
        refusal: why nothing can be written, or None.
        lease: contact with the district; its warning is shown before it ends.
        officer_key: the officer's public key, which the district certifies.
    """

    refusal: Refusal | None = None
    lease: Lease = field(default_factory=Lease)
    officer_key: str = ""


def limits_of(lease: Lease, officer_key: str, *, certified: bool, kept: bool = True) -> Limits:
    """Weigh the reasons; the one that the officer can end least easily is named.

    Args:
        certified: the district's grant names this key.
        kept: the officer's slot is on the disk, so that he can sign in again.
    """
    reasons = {Refusal.NO_KEYRING: not kept, Refusal.NO_GRANT: not certified, Refusal.LEASE: lease.ended}
    refusal = next((reason for reason, holds in reasons.items() if holds), None)
    return Limits(refusal, lease, officer_key)


class ReadingVault:
    """A vault that gives everything out and takes nothing in."""

    def __init__(self, vault: Vault, refusal: Refusal) -> None:
        self._vault, self._refusal = vault, refusal

    def seal(
        self,
        source: ByteSource,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
        read_twice: bool = False,
    ) -> SealedBlob:
        """Refuse before the first byte, since no entry could name the file.

        Raises:
            StoreReadOnly: always.
        """
        raise StoreReadOnly(reason=self._refusal.value)

    def discard(self, blob: SealedBlob) -> None:
        """See :class:`app.ports.vault.Vault`."""
        self._vault.discard(blob)

    def open(self, name: str, size: int | None = None) -> BlobReader:
        """See :class:`app.ports.vault.Vault`."""
        return self._vault.open(name, size)

    def verify(
        self, name: str, sha256: str, *, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> None:
        """See :class:`app.ports.vault.Vault`."""
        self._vault.verify(name, sha256, progress=progress, cancelled=cancelled)

    def mend(self, known: Collection[str], grace: float = 0) -> MendReport:
        """See :class:`app.ports.vault.Vault`."""
        return self._vault.mend(known, grace)
