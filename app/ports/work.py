"""The unit of work: what one officer action may read and write, and the one moment when it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import ClassVar, Protocol, TypeAlias

from app.domain.case import Case
from app.domain.chain import ChainHead
from app.domain.entry import ClockReading, Entry
from app.domain.errors import AppError
from app.domain.findings import Findings, Judgement
from app.domain.numbers import DocumentNumber, NumberBlock, NumberState
from app.ports.sync import Exchange, NewestVerdict, Upload, Uploads
from app.ports.vault import SealedBlob


class CaseUnknown(AppError):
    """The store holds no case of this id; ``case`` names it."""

    code: ClassVar[str] = "case.unknown"


class StoreBusy(AppError):
    """Another action holds the store longer than the waiting time; nothing was changed."""

    code: ClassVar[str] = "store.busy"


class StoreReadOnly(AppError):
    """The store opens for reading and sending only; ``reason`` says why."""

    code: ClassVar[str] = "store.read_only"


class Journal(Protocol):
    """The record: own and received entries, appended and never changed."""

    def head(self) -> ChainHead:
        """The newest place of this device's own chain."""

    def newest_clock(self) -> ClockReading | None:
        """The clock reading of the newest own entry, or None."""

    def append(self, entry: Entry, judgement: Judgement) -> None:
        """Add an own entry at the head of the chain and fold it into its case, in this transaction.

        What the law said to it stays beside it.

        Raises:
            EntryDamaged: seq or prev do not continue the chain.
        """

    def get(self, entry: str) -> Entry | None:
        """One entry by its id."""


class Cases(Protocol):
    """The projection of cases."""

    def get(self, case: str) -> Case:
        """One case as the journal tells it.

        Raises:
            CaseUnknown: no such case.
        """


class Blobs(Protocol):
    """Which sealed file of the vault holds which original bytes."""

    def add(self, blob: SealedBlob) -> None:
        """Remember a sealed file; of the same bytes only the newest file is remembered."""

    def find(self, sha256: str) -> SealedBlob | None:
        """The sealed file that holds the original of this hash."""


class Numbers(Protocol):
    """The blocks leased to this device and what became of each number."""

    def add_block(self, block: NumberBlock) -> None:
        """Take a leased block in; a block already known is passed over."""

    def take(self, number_class: str, year: int) -> DocumentNumber:
        """Take the next free number; it is used when this unit of work commits, free again when it does not.

        The mark outside the store is moved first (design: a restored store issues no number).

        Raises:
            NumbersUsedUp: no number of this class and year is left.
            NumbersUnsafe: the mark outside the store is ahead of the store.
        """

    def void(self, number_class: str, year: int, seq: int) -> None:
        """Mark a number as voided for ever."""

    def state(self, number: DocumentNumber) -> NumberState:
        """What is known of a number; one that this unit of work took is free for the act that it is for."""

    def written_off(self) -> tuple[DocumentNumber, ...]:
        """The numbers that are lost and that no entry accounts for yet, those of a cut attempt among them.

        Raises:
            NumbersUnsafe: the mark outside the store is ahead of the store.
        """

    def left(self, number_class: str, year: int) -> int:
        """How many numbers of a class and year are free."""


class Settings(Protocol):
    """Small named values of this store, as canonical JSON texts."""

    def get(self, name: str) -> str | None:
        """A value, or None."""

    def put(self, name: str, value: str) -> None:
        """Set a value."""


class Drafts(Protocol):
    """What officers typed and have not yet made an act of: saved by itself, thrown away by nobody else."""

    def get(self, key: str) -> str | None:
        """A draft as JSON text."""

    def put(self, key: str, text: str) -> None:
        """Save a draft."""

    def drop(self, key: str) -> None:
        """Forget a draft whose content is now in entries."""


class UnitOfWork(Protocol):
    """One transaction over everything; leaving it without :meth:`commit` undoes all."""

    journal: Journal
    cases: Cases
    blobs: Blobs
    numbers: Numbers
    settings: Settings
    drafts: Drafts
    exchange: Exchange
    uploads: Uploads

    def commit(self) -> None:
        """Make everything durable (WAL, synchronous=FULL) or raise; afterwards the screen may say saved."""


StartWork: TypeAlias = Callable[[], AbstractContextManager[UnitOfWork]]


@dataclass(frozen=True, slots=True)
class Totals:
    """What is not yet with the district: entries, files of cases (``blobs``) and their bytes."""

    entries: int
    entry_bytes: int
    blobs: int
    blob_bytes: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the case list; times are RFC 3339, dates ISO."""

    key: int
    case: str
    number: str
    party: str
    item: str
    place: str
    step: str
    docketed_at: str
    due: str | None
    due_rule: str | None
    provisional: bool
    evidence: int
    unsent: int
    officers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseIndex:
    """What the case list and the search know of a case: derived from it, never an entry.

    ``words`` is everything that is searched: numbers, party, item, place, facts.
    """

    number: str
    party: str
    item: str
    place: str
    due: str | None
    due_rule: str | None
    provisional: bool
    open: bool
    words: tuple[str, ...]


Indexer: TypeAlias = Callable[[Case], CaseIndex]


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the case list shows: words, steps, items, officers, only unsent, days of the deadline; the order.

    ``due_from`` and ``due_until`` are ISO days, both included; ``undated`` asks for cases without a deadline.
    """

    words: str = ""
    steps: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    officer: str | None = None
    open_only: bool = False
    unsent_only: bool = False
    due_from: str | None = None
    due_until: str | None = None
    undated: bool = False
    order: str = "number"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One entry of a case as the timeline shows it.

    Attributes:
        sent: the district has answered.
        findings: what was said to the entry: by its newest verdict, else by its author's own laptop before
            the act. None where nothing was kept or it cannot be read, which the doctor names.
    """

    entry: Entry
    sent: bool
    findings: Findings | None = None


@dataclass(frozen=True, slots=True)
class ItemUse:
    """An item of the authority list and how many cases of this store are about it."""

    code: str
    name: str
    cases: int


class Queries(Protocol):
    """Read-only questions of the screens; every answer is a snapshot."""

    def case_keys(self, wanted: CaseFilter) -> tuple[int, ...]:
        """All keys of a filtered and sorted list (cheap: integers only)."""

    def case_rows(self, keys: Iterable[int]) -> tuple[CaseRow, ...]:
        """The rows of some keys, in the order asked."""

    def items_used(self) -> tuple[ItemUse, ...]:
        """The items that the cases are about, the most frequent first."""

    def search(self, words: str, limit: int = 20) -> tuple[CaseRow, ...]:
        """Cases by one- and more-character words or pinyin initials, best first."""

    def case(self, case: str) -> Case:
        """One case. Raises CaseUnknown."""

    def open_cases(self) -> tuple[Case, ...]:
        """All cases that are not yet closed, for the workbench."""

    def timeline(self, case: str) -> tuple[TimelineRow, ...]:
        """All entries of a case in order."""

    def totals(self) -> Totals:
        """What is not yet with the district."""

    def blob(self, sha256: str) -> SealedBlob | None:
        """The sealed file that holds the original of this hash."""

    def blobs(self) -> tuple[SealedBlob, ...]:
        """All sealed files that a row names, by name."""

    def draft(self, key: str) -> str | None:
        """A draft as JSON text."""

    def numbers_left(self, number_class: str, year: int) -> int:
        """How many numbers of a class and year are free."""

    def setting(self, name: str) -> str | None:
        """A small named value of this store."""

    def newest_clock(self) -> ClockReading | None:
        """The clock reading of the newest own entry, or None."""

    def newest_verdict(self) -> NewestVerdict | None:
        """The newest verdict that the store holds, or None before the first."""

    def uploads(self) -> tuple[Upload, ...]:
        """Files that the district does not hold yet, in the order in which they go."""
