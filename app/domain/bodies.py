"""What an entry can say: one frozen dataclass for each kind, and whether it is a fact or an intent.

Facts happened and are never held back; intents (a field, a step) can be held by the district. A kind that
this program does not know is kept and handed on untouched (:class:`Unknown`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import ClassVar, TypeAlias

from app.domain.canonical import Json, NotCanonical, canonical_bytes, parse_canonical
from app.domain.codec import from_json, to_json
from app.domain.entry import Entry, EntryDamaged, within_limit
from app.domain.nature import Nature as Nature
from app.domain.ordinary_bodies import (
    ApprovalAsked,
    ApprovalConfirmed,
    ApprovalGiven,
    ApprovalRecorded,
    AuthorisationRecorded,
    DefenceRecorded,
    HearingAnswered,
    MoneyBanked,
    MoneyHandedIn,
    PaymentRecorded,
    PublicationRecorded,
)
from app.domain.settling import ConflictSettled, NumberDoubled


@dataclass(frozen=True, slots=True)
class CaseDocketed:
    """A clue is taken up: the case begins and takes its clue number (class 线)."""

    kind: ClassVar[str] = "case.docketed"
    nature: ClassVar[Nature] = Nature.FACT
    clue_number: str
    procedure: str
    source: str
    number_class: str
    number_year: int
    number_seq: int


@dataclass(frozen=True, slots=True)
class FieldSet:
    """One field of the case gets a value; ``base`` is the entry that set the value which the author saw."""

    kind: ClassVar[str] = "field.set"
    nature: ClassVar[Nature] = Nature.INTENT
    field: str
    base: str | None
    new: object


@dataclass(frozen=True, slots=True)
class StepTaken:
    """The case moves from one state of its procedure to the next."""

    kind: ClassVar[str] = "step.taken"
    nature: ClassVar[Nature] = Nature.INTENT
    start: str = field(metadata={"json": "from"})
    end: str = field(metadata={"json": "to"})


@dataclass(frozen=True, slots=True)
class EvidenceAdded:
    """A photo, video or paper was sealed in the vault.

    Attributes:
        evidence: UUIDv7 of the item; ``sha256`` and ``size`` (bytes) are those of the original file.
        act: what it belongs to: scene, identity, correction, reinspection, telling, service or other.
        taken_at: time of capture from the file itself as the device wrote it, or None.
        proves: the officer's words on what it shows.
        facts: width, height, duration_ms, camera, latitude and the like, as texts and integers.
    """

    kind: ClassVar[str] = "evidence.added"
    nature: ClassVar[Nature] = Nature.FACT
    evidence: str
    sha256: str
    size: int
    media_type: str
    title: str
    act: str
    taken_at: str | None = None
    proves: str = ""
    readable: bool = True
    thumbnail: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActConfirmed:
    """The second officer confirms acts: by passphrase (he is the actor) or on paper (with the scan)."""

    kind: ClassVar[str] = "act.confirmed"
    nature: ClassVar[Nature] = Nature.FACT
    entries: tuple[str, ...]
    how: str
    scan: str | None = None


@dataclass(frozen=True, slots=True)
class PartyTold:
    """Cards shown, facts, reasons, basis and rights told, the party heard (行政处罚法第四十四、四十五条).

    Attributes:
        defence: ``none`` when the party said nothing, ``made`` when he did (then ``words`` holds it).
        new_fact: the defence raises a fact that must be checked.
    """

    kind: ClassVar[str] = "party.told"
    nature: ClassVar[Nature] = Nature.FACT
    card_shown: bool
    rights_told: bool
    defence: str
    words: str = ""
    new_fact: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentIssued:
    """A paper got its number and its frozen bytes; ``paper`` is 64 random bits in hex minted for this issue.

    ``values`` are the printed values, so that the page can be explained without the file.
    """

    kind: ClassVar[str] = "document.issued"
    nature: ClassVar[Nature] = Nature.FACT
    document: str
    form: str
    number: str
    number_class: str
    number_year: int
    number_seq: int
    paper: str
    pdf_sha256: str
    size: int
    pages: int
    copies: int
    check_code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentPrinted:
    """Copies of an issued paper left the printer or were written to a file; every copy is counted."""

    kind: ClassVar[str] = "document.printed"
    nature: ClassVar[Nature] = Nature.FACT
    document: str
    copies: int
    where: str


@dataclass(frozen=True, slots=True)
class DocumentServed:
    """A paper reached the party (行政处罚法第六十一条、民事诉讼法第八十七条以下).

    Attributes:
        mode: DIRECT, LEAVE, POST, ELECTRONIC, ENTRUST or NOTICE.
        refused_to_sign: the party took the paper and would not sign; ``reason`` says why.
    """

    kind: ClassVar[str] = "document.served"
    nature: ClassVar[Nature] = Nature.FACT
    document: str
    mode: str
    recipient: str
    refused_to_sign: bool = False
    reason: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReinspectionRecorded:
    """The state found after a correction order: corrected, refused or overdue."""

    kind: ClassVar[str] = "reinspection.recorded"
    nature: ClassVar[Nature] = Nature.FACT
    order: str
    result: str
    narrative: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyTaken:
    """Cash taken on the spot against a receipt of the treasury (行政处罚法第六十八条至第七十条); fen."""

    kind: ClassVar[str] = "money.taken"
    nature: ClassVar[Nature] = Nature.FACT
    document: str
    amount: int
    receipt: str
    ground: str


@dataclass(frozen=True, slots=True)
class NumberVoided:
    """A number will never be used again; the reason stays on record."""

    kind: ClassVar[str] = "number.voided"
    nature: ClassVar[Nature] = Nature.FACT
    number_class: str
    number_year: int
    number_seq: int
    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class FindingConfirmed:
    """An officer read a warning and goes on, with his reason; it is not asked again on this case."""

    kind: ClassVar[str] = "finding.confirmed"
    nature: ClassVar[Nature] = Nature.INTENT
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class SummaryRecorded:
    """The agency's register received the on-the-spot decision (行政处罚法第五十二条第三款)."""

    kind: ClassVar[str] = "summary.recorded"
    nature: ClassVar[Nature] = Nature.FACT
    document: str
    register_number: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A kind of a newer program: kept, shown as such, handed on untouched."""

    kind: str
    data: Json


Body: TypeAlias = (
    CaseDocketed
    | FieldSet
    | StepTaken
    | EvidenceAdded
    | ActConfirmed
    | PartyTold
    | DocumentIssued
    | DocumentPrinted
    | DocumentServed
    | ReinspectionRecorded
    | MoneyTaken
    | NumberVoided
    | FindingConfirmed
    | SummaryRecorded
    | ApprovalAsked
    | ApprovalGiven
    | ApprovalRecorded
    | ApprovalConfirmed
    | AuthorisationRecorded
    | DefenceRecorded
    | HearingAnswered
    | PaymentRecorded
    | MoneyHandedIn
    | MoneyBanked
    | PublicationRecorded
    | ConflictSettled
    | NumberDoubled
    | Unknown
)

KINDS: Mapping[str, type[Body]] = {
    shape.kind: shape
    for shape in (
        CaseDocketed,
        FieldSet,
        StepTaken,
        EvidenceAdded,
        ActConfirmed,
        PartyTold,
        DocumentIssued,
        DocumentPrinted,
        DocumentServed,
        ReinspectionRecorded,
        MoneyTaken,
        NumberVoided,
        FindingConfirmed,
        SummaryRecorded,
        ApprovalAsked,
        ApprovalGiven,
        ApprovalRecorded,
        ApprovalConfirmed,
        AuthorisationRecorded,
        DefenceRecorded,
        HearingAnswered,
        PaymentRecorded,
        MoneyHandedIn,
        MoneyBanked,
        PublicationRecorded,
        ConflictSettled,
        NumberDoubled,
    )
}


def body_bytes(body: Body) -> bytes:
    """The canonical bytes of a body.

    Raises:
        NotCanonical: a value has no place in canonical JSON.
        EntryTooLarge: the body is larger than 64 KiB.
    """
    return within_limit(canonical_bytes(body.data if isinstance(body, Unknown) else to_json(body)))


def body_of(entry: Entry) -> Body | None:
    """Read the body of an entry; None when it was erased.

    Raises:
        EntryDamaged: the bytes are not canonical JSON.
        RecordRefused: a known kind has another shape than it must have.
    """
    if entry.body is None:
        return None
    try:
        return _read(entry.header.kind, entry.body)
    except NotCanonical as error:
        raise EntryDamaged(seq=entry.header.seq, id=entry.id, part="body") from error


@lru_cache(maxsize=128)
def _read(kind: str, body: bytes) -> Body:
    """One entry is read by the law, by the fold and by who records it, one after the other."""
    data, shape = parse_canonical(body), KINDS.get(kind)
    return Unknown(kind, data) if shape is None else from_json(shape, data)
