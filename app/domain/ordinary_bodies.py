"""What entries of the ordinary procedure say: approvals, answers, money on its way, publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.domain.nature import Nature


@dataclass(frozen=True, slots=True)
class ApprovalAsked:
    """The handling officers put a form before leader and agency head; ``opinion`` is theirs (承办人意见).

    ``values`` are the fields that the form tells, as they stood: whoever answers this entry answers them.
    """

    kind: ClassVar[str] = "approval.asked"
    nature: ClassVar[Nature] = Nature.INTENT
    form: str
    opinion: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ApprovalGiven:
    """Leader or agency head answers a proposal by his own sign-in: his key signs the entry.

    Attributes:
        proposal: the ``approval.asked`` that is answered.
        role: as whom he answers: SQUAD_LEADER (opinion) or AGENCY_HEAD (approval).
        outcome: ``approved``, ``returned`` (to be completed) or ``refused``.
        number: the number that the approval gives, as it stands on paper; empty where it gives none.
    """

    kind: ClassVar[str] = "approval.given"
    nature: ClassVar[Nature] = Nature.INTENT
    form: str
    proposal: str
    role: str
    outcome: str
    opinion: str = ""
    number: str = ""
    number_class: str = ""
    number_year: int = 0
    number_seq: int = 0


@dataclass(frozen=True, slots=True)
class ApprovalRecorded:
    """The same answer given on paper with a wet signature, recorded by an officer (纸质).

    Attributes:
        signer: roster id of who signed the paper; ``signed_at`` is the time that stands on it, RFC 3339.
        scan: evidence id of the picture of the signed paper.
    """

    kind: ClassVar[str] = "approval.recorded"
    nature: ClassVar[Nature] = Nature.INTENT
    form: str
    proposal: str
    role: str
    signer: str
    signed_at: str
    outcome: str
    scan: str
    opinion: str = ""
    number: str = ""
    number_class: str = ""
    number_year: int = 0
    number_seq: int = 0


@dataclass(frozen=True, slots=True)
class ApprovalConfirmed:
    """The signer of a paper approval stands by it at his sign-in, or says that it is not his.

    ``outcome`` is ``mine`` or ``not_mine``; ``approval`` is the ``approval.recorded`` that it is about.
    """

    kind: ClassVar[str] = "approval.confirmed"
    nature: ClassVar[Nature] = Nature.FACT
    approval: str
    outcome: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class AuthorisationRecorded:
    """The agency head's written word that a deputy approves certain forms in his place, both days inclusive.

    ``scan`` is the evidence id of the signed paper; the days are ISO dates.
    """

    kind: ClassVar[str] = "authorisation.recorded"
    nature: ClassVar[Nature] = Nature.FACT
    deputy: str
    head: str
    forms: tuple[str, ...]
    valid_from: str
    valid_until: str
    scan: str


@dataclass(frozen=True, slots=True)
class DefenceRecorded:
    """The party's answer to a served notice: ``made`` (then ``words``), or ``waived`` in writing."""

    kind: ClassVar[str] = "defence.recorded"
    nature: ClassVar[Nature] = Nature.FACT
    notice: str
    outcome: str
    words: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HearingAnswered:
    """The party ``requested`` a hearing or ``waived`` it in writing: apart from any waiver of the defence."""

    kind: ClassVar[str] = "hearing.answered"
    nature: ClassVar[Nature] = Nature.FACT
    notice: str
    outcome: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaymentRecorded:
    """The bank has the money (行政处罚法第六十七条): fen, ISO date, the bank's reference."""

    kind: ClassVar[str] = "payment.recorded"
    nature: ClassVar[Nature] = Nature.FACT
    document: str
    amount: int
    paid_on: str
    reference: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyHandedIn:
    """Cash of the spot reaches the agency (行政处罚法第七十一条); ``money`` is its ``money.taken``."""

    kind: ClassVar[str] = "money.handed_in"
    nature: ClassVar[Nature] = Nature.FACT
    money: str
    amount: int
    receiver: str


@dataclass(frozen=True, slots=True)
class MoneyBanked:
    """The agency pays that cash to the bank (行政处罚法第七十一条); ``reference`` is the bank's."""

    kind: ClassVar[str] = "money.banked"
    nature: ClassVar[Nature] = Nature.FACT
    money: str
    amount: int
    reference: str


@dataclass(frozen=True, slots=True)
class PublicationRecorded:
    """The decision was made public (行政处罚法第四十八条): where, and on which day (ISO date)."""

    kind: ClassVar[str] = "publication.recorded"
    nature: ClassVar[Nature] = Nature.FACT
    document: str
    published_on: str
    where: str
