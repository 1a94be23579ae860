"""The case as the journal tells it: a projection, never a record of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.answers import Defence, HearingAnswer, Payment, Publication
from app.domain.approvals import Approval, Authorisation, Proposal, newest_proposal, standing_approval
from app.domain.fields import FieldValue


@dataclass(frozen=True, slots=True)
class Act:
    """One entry of the case as later judgements need it: who, what kind, when."""

    entry: str
    kind: str
    at: str
    actor: str
    officers: tuple[str, ...]
    device: str
    seq: int
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sealed file of the case; see :class:`app.domain.bodies.EvidenceAdded`."""

    id: str
    entry: str
    sha256: str
    size: int
    media_type: str
    title: str
    act: str
    at: str
    taken_at: str | None
    proves: str
    readable: bool
    thumbnail: str | None
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Document:
    """One issued paper with what became of it; times are RFC 3339."""

    id: str
    entry: str
    form: str
    number: str
    number_class: str
    paper: str
    pdf_sha256: str
    size: int
    pages: int
    copies: int
    check_code: str
    issued_at: str
    values: Mapping[str, object] = field(default_factory=dict)
    printed: int = 0
    served_at: str | None = None
    served_entry: str | None = None
    served_mode: str | None = None
    recipient: str = ""
    refused_to_sign: bool = False
    refusal_reason: str = ""
    served_evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """The party was told and heard."""

    entry: str
    at: str
    card_shown: bool
    rights_told: bool
    defence: str
    words: str
    new_fact: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reinspection:
    """What was found after a correction order; ``result`` is corrected, refused or overdue."""

    entry: str
    at: str
    order: str
    result: str
    narrative: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Money:
    """Cash taken on the spot, in fen; when it reached the agency and, from there, the bank."""

    entry: str
    at: str
    document: str
    amount: int
    receipt: str
    ground: str
    handed_in_at: str | None = None
    handed_in_entry: str | None = None
    banked_at: str | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A warning that an officer read and answered with his reason."""

    code: str
    reason: str
    entry: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the applied entries and the own entries on top say about one case.

    Attributes:
        head: id of the newest entry of the case: the next entry's ``base``.
        step: state id of the procedure, such as S_FOUND.
        release: the catalogue release that the case pins.
        officers: roster ids (lead, assist) of the docketing.
        confirmed: for each entry id the roster ids of those who confirmed it.
    """

    id: str
    head: str
    clue_number: str
    procedure: str
    source: str
    release: str
    docketed_at: str
    officers: tuple[str, ...]
    step: str
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    acts: tuple[Act, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    documents: tuple[Document, ...] = ()
    tellings: tuple[Telling, ...] = ()
    reinspections: tuple[Reinspection, ...] = ()
    money: tuple[Money, ...] = ()
    confirmed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    confirmations: tuple[Confirmation, ...] = ()
    recorded_at: str | None = None
    proposals: tuple[Proposal, ...] = ()
    approvals: tuple[Approval, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    defences: tuple[Defence, ...] = ()
    hearing_answers: tuple[HearingAnswer, ...] = ()
    payments: tuple[Payment, ...] = ()
    publications: tuple[Publication, ...] = ()

    @property
    def file_number(self) -> str:
        """The number that the approval of the filing gave (D06), or an empty text before it."""
        found = self.approval("D06", "AGENCY_HEAD")
        return "" if found is None else found.number

    @property
    def team(self) -> tuple[str, ...]:
        """Roster ids (lead, assist): the assist is who was named last; a lone lead stands alone."""
        assist = self.text("case.assist") or (self.officers[1] if len(self.officers) > 1 else "")
        return (self.officers[0], assist) if assist else self.officers[:1]

    def value(self, name: str) -> object:
        """The current value of a field, or None."""
        found = self.fields.get(name)
        return None if found is None else found.value

    def text(self, name: str) -> str:
        """The current text of a field, or an empty text."""
        value = self.value(name)
        return value if isinstance(value, str) else ""

    def amount(self, name: str) -> int | None:
        """The current amount of a field in fen, or None."""
        value = self.value(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def papers(self, form: str) -> tuple[Document, ...]:
        """The issued papers of one form, oldest first."""
        return tuple(paper for paper in self.documents if paper.form == form)

    def served(self, form: str) -> Document | None:
        """The newest paper of one form that reached the party, or None."""
        return next((paper for paper in reversed(self.papers(form)) if paper.served_at), None)

    def paper(self, document: str) -> Document | None:
        """One issued paper by its id."""
        return next((paper for paper in self.documents if paper.id == document), None)

    def evidence_of(self, act: str) -> tuple[Evidence, ...]:
        """The evidence that belongs to one act, such as scene or reinspection."""
        return tuple(item for item in self.evidence if item.act == act)

    def is_confirmed(self, entry: str) -> bool:
        """Whether a second officer stands behind an entry beside its actor."""
        return bool(self.confirmed.get(entry))

    def has_confirmed(self, code: str) -> bool:
        """Whether an officer has answered this warning."""
        return any(confirmation.code == code for confirmation in self.confirmations)

    def proposal(self, form: str) -> Proposal | None:
        """The newest proposal of a form, or None."""
        return newest_proposal(self.proposals, form)

    def approval(self, form: str, role: str) -> Approval | None:
        """The approval of a form's newest proposal that stands, given in a role; or None."""
        return standing_approval(self.approvals, self.proposal(form), role)

    def number_given(self, number_class: str) -> Approval | None:
        """The newest standing approval that gave a number of this class, or None."""
        given = (each for each in reversed(self.approvals) if each.stands and each.number_class)
        return next((each for each in given if each.number_class == number_class), None)
