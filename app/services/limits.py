"""What a signed-in officer may not do on this laptop now, and why: reading always stays possible."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.errors import AppError
from app.domain.roster import Roster
from app.ports.keys import UnlockedSlot
from app.ports.vault import BlobReader, ByteSource, Cancelled, MendReport, Progress, SealedBlob, Vault
from app.ports.work import StoreReadOnly
from app.services.author import Hand
from app.services.contact import By, Lease, last_contact, lease_of, note_contact
from app.services.desk import Desk
from app.services.enrol import grant_for


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
        answered_at: when the district last answered, as far as the newest renewal was its answer.
        officer_key: the officer's public key, which the district certifies.
    """

    refusal: Refusal | None = None
    lease: Lease = field(default_factory=Lease)
    answered_at: datetime | None = None
    officer_key: str = ""


def limits_of(desk: Desk, certified_on: str, *, recovered: bool = False, kept: bool = True) -> Limits:
    """Weigh all reasons; the one that the officer can end least easily is named.

    Args:
        certified_on: day of the district's certificate for this device, ISO.
        recovered: the recovery code was given, so the lease begins anew.
        kept: the officer's slot is on the disk, so that he can sign in again.
    """
    now, hand = desk.now(), desk.author.hand
    if recovered:
        with desk.start_work() as work:
            note_contact(work, By.RECOVERY, now.at)
            work.commit()
    contact = last_contact(desk.queries, certified_on)
    lease = lease_of(contact, desk.law.parameters, now)
    reasons = {Refusal.NO_KEYRING: not kept, Refusal.NO_GRANT: not hand.grant, Refusal.LEASE: lease.ended}
    refusal = next((reason for reason, holds in reasons.items() if holds), None)
    return Limits(refusal, lease, None if contact is None else contact.answered_at, hand.key.public)


def hand_of(roster: Roster, unlocked: UnlockedSlot) -> Hand:
    """The hand of an officer; its grant is empty where the district has not certified this very key."""
    officer, key = unlocked.header.officer, unlocked.officer_key
    grant = grant_for(roster, officer, key.public)
    return Hand(officer, key, "" if grant is None else grant.id)


def second_hand(roster: Roster, unlocked: UnlockedSlot) -> Hand:
    """The hand of an officer who signs beside the one who is signed in.

    Raises:
        NoGrant: the district has not certified his key.
    """
    hand = hand_of(roster, unlocked)
    if not hand.grant:
        raise NoGrant(officer=hand.officer)
    return hand


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
