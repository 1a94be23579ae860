"""Entries with right chains and commitments for tests, signed by throw-away keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.crypto.entries import sign_entry
from app.crypto.signing import SigningKey, device_id
from app.domain.bodies import Body, body_bytes
from app.domain.entry import ClockReading, Entry, Header
from app.domain.findings import Findings, Judgement

CASE = "01900000-0000-7000-8000-000000000001"
RELEASE = "sha256:" + "0" * 64
GRANT = "sha256:" + "1" * 64
UNOPPOSED = Judgement("fieldcase test", RELEASE, "2026-08-01", "2026-08-06T09:12:00+08:00", Findings())
"""The judgement of an entry against which nothing is said."""


@dataclass
class ChainMaker:
    """Appends entries to one device's chain in memory."""

    device_key: SigningKey = field(default_factory=SigningKey.make)
    officer_key: SigningKey = field(default_factory=SigningKey.make)
    entries: list[Entry] = field(default_factory=list)

    @property
    def device(self) -> str:
        return device_id(self.device_key.public)

    def add(
        self,
        body: Body,
        *,
        case: str | None = CASE,
        at: str = "2026-08-06T09:12:00+08:00",
        actor: str = "officer-a",
        officers: tuple[str, ...] = ("officer-a", "officer-b"),
    ) -> Entry:
        """Append one entry and return it."""
        seq = len(self.entries) + 1
        header = Header(
            device=self.device,
            seq=seq,
            prev=self.entries[-1].id if self.entries else None,
            case=case,
            base=self.entries[-1].id if self.entries else None,
            kind=body.kind,
            actor=actor,
            officers=officers,
            grant=GRANT,
            act_at=at,
            clock=ClockReading(1_786_000_000_000 + seq, "boot", 1_000 + seq),
            release=RELEASE,
            body_commit="",
        )
        entry = sign_entry(
            header, body_bytes(body), bytes([seq % 256]) * 16, self.device_key, self.officer_key
        )
        self.entries.append(entry)
        return entry
