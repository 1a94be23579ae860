"""Who writes entries: the device, the officer with his key and grant, and the clocks of the moment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from app.domain.bodies import Body, body_bytes
from app.domain.case import Case
from app.domain.clock import EffectiveTime, effective_time, rfc3339
from app.domain.entry import ClockReading, Entry, Header
from app.ports.clock import Clock, Ids
from app.ports.keys import Signer
from app.ports.work import UnitOfWork

SignEntry: TypeAlias = Callable[[Header, bytes, bytes, Signer, Signer], Entry]
"""Completes and signs a header (``app.crypto.entries.sign_entry``)."""


class NewestClock(Protocol):
    """Knows the clock reading of the newest own entry: the journal in a transaction, or the queries."""

    def newest_clock(self) -> ClockReading | None:
        """The reading, or None before the first entry."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A person's signing hand: roster id, key and the grant under which the key speaks for him."""

    officer: str
    key: Signer = field(repr=False)
    grant: str


@dataclass(frozen=True, slots=True)
class Author:
    """Makes signed entries at the head of this device's chain.

    ``tolerance_ms``: how far the wall clock may move against the clock since boot before it is doubted.
    """

    device: str
    device_key: Signer = field(repr=False)
    hand: Hand
    clock: Clock
    ids: Ids
    sign: SignEntry = field(repr=False)
    tolerance_ms: int

    def now(self, record: NewestClock) -> EffectiveTime:
        """The time that guards take."""
        return effective_time(self.clock.read(), None, record.newest_clock(), self.tolerance_ms)

    def entry(
        self,
        work: UnitOfWork,
        case: Case | str | None,
        body: Body,
        *,
        officers: tuple[str, ...],
        release: str,
        at: datetime | None = None,
        hand: Hand | None = None,
    ) -> Entry:
        """Make the next entry of the chain; it is not yet appended.

        Args:
            case: the case as the author saw it, the id of one that begins, or None where none is concerned.
            at: the time of the act as stated; None means now.
            hand: who signs, when it is not the signed-in officer.
        """
        head = work.journal.head()
        signs = hand or self.hand
        stated = at if at is not None else self.now(work.journal).at
        header = Header(
            device=self.device,
            seq=head.seq + 1,
            prev=head.id,
            case=case.id if isinstance(case, Case) else case,
            base=case.head if isinstance(case, Case) else None,
            kind=body.kind,
            actor=signs.officer,
            officers=officers,
            grant=signs.grant,
            act_at=rfc3339(stated),
            clock=self.clock.read(),
            release=release,
            body_commit="",
        )
        return self.sign(header, body_bytes(body), self.ids.salt(), self.device_key, signs.key)
