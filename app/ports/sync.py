"""What the exchange with the district reads and writes in the store, each within one unit of work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from app.domain.entry import Entry
from app.domain.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An own entry as it goes up: the stored bytes, untouched.

    Attributes:
        body: None, with ``salt``, where the stored body is damaged: then the header goes alone.
        verdict: the newest statement on it, when it is sent again to a district that was put back.
    """

    id: str
    seq: int
    header: bytes = field(repr=False)
    body: bytes | None = field(repr=False)
    salt: bytes | None = field(repr=False)
    device_signature: bytes = field(repr=False)
    officer_signature: bytes = field(repr=False)
    verdict: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A verdict with the signed bytes it came in, and the entry where it is another device's; all checked."""

    verdict: Verdict
    statement: bytes = field(repr=False)
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class NewestVerdict:
    """The newest verdict that the store holds: its place in the district's order and its signed bytes."""

    epoch: str
    commit_seq: int
    statement: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One entry and the newest that was said of it: what digests are made of."""

    entry: str
    case: str | None
    commit_seq: int
    outcome: str


class Exchange(Protocol):
    """The record on its way to and from the district."""

    def outgoing(self, limit: int) -> tuple[Outgoing, ...]:
        """The oldest own entries without a verdict, in the order of the chain."""

    def outgoing_again(self, epoch: str, after: int, limit: int) -> tuple[Outgoing, ...]:
        """Own entries above seq ``after`` without a verdict of an epoch, each with its newest older one."""

    def knows(self, entry: str) -> bool:
        """Whether the store holds an entry."""

    def receive(self, arrivals: Iterable[Arrival], at: str) -> tuple[str, ...]:
        """Keep verdicts and entries and bring their cases to the state after them.

        What is known already changes nothing; a verdict on an entry that is neither known nor comes with it
        is kept, and holds once the entry comes.

        Args:
            at: when they came, RFC 3339.

        Returns:
            The cases that changed.
        """

    def lines(self, upto: int) -> tuple[VerdictLine, ...]:
        """For each entry with a verdict up to a commit_seq the newest of them."""


class UploadKind(StrEnum):
    """Whether a file is the original of evidence or the frozen PDF of a paper."""

    EVIDENCE = "evidence"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way to the district: the stored row of its job.

    Attributes:
        sha256, size: of the original bytes; ``sent`` is how many the district holds durably.
        attempts: how often it failed since it last moved; ``due_ms`` is when it may be tried again (wall ms).
        first: an officer wants it before all others.
        trouble: code of what stopped it and is shown; ``facts`` belong to it. Empty while all is well.
        receipt: the district's signed receipt; None until it holds every byte.
    """

    case: str
    sha256: str
    kind: UploadKind
    size: int
    sent: int = 0
    attempts: int = 0
    due_ms: int = 0
    first: bool = False
    trouble: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    receipt: bytes | None = field(default=None, repr=False)


class Uploads(Protocol):
    """The stored queue of files that the district does not hold yet. A row is made with the entry that
    names the file, in the same transaction."""

    def next_due(self, now_ms: int, latest_ms: int, smallest: int, largest: int | None) -> Upload | None:
        """The next file of a lane that may be tried: wanted ones first, then the oldest.

        Args:
            latest_ms: what waits beyond this moment was put off by another clock and may be tried too.
            smallest, largest: bytes, both ends included.
        """

    def keep(self, upload: Upload) -> None:
        """Write a row back."""

    def hurry(self, case: str | None, sha256: str | None) -> None:
        """Try one file, or all, at once: pauses and troubles are forgotten; a single one goes first."""
