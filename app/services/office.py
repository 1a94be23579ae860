"""Everything that a signed-in officer can see and do on this laptop, in one place.

It holds no rule of its own: each method is one action or one question, kept in the module of its name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.domain.case import Evidence
from app.domain.catalogue import Catalogue
from app.domain.catalogue.summary import sole_trader_class
from app.domain.clock import EffectiveTime
from app.domain.findings import Findings
from app.domain.law.calendar import Calendar
from app.domain.law.deadlines import Deadline
from app.domain.law.parameters import LawParameters
from app.domain.numbers import DocumentNumber
from app.domain.roster import Officer, Roster
from app.ports.paperwork import Paperwork, Rendered
from app.ports.vault import BlobMissing, BlobReader, Media, MendReport, Pixels, Vault
from app.ports.work import Queries
from app.services.add_evidence import AddEvidence, NewEvidence
from app.services.author import Hand
from app.services.confirm_acts import ConfirmActs, unconfirmed_acts
from app.services.confirm_finding import ConfirmFinding
from app.services.desk import Desk
from app.services.docket_case import DocketCase
from app.services.doctor import Doctor, Fault
from app.services.levels import level_offers
from app.services.limits import Limits
from app.services.offers import EvidenceUnknown, LevelOffer, RoomLeft, Service, StepOutlook, Told
from app.services.ordinary_office import OrdinaryOffice
from app.services.outlook import deadlines_of_case, outlook_of_case
from app.services.papers import Papers, ValuesOf
from app.services.record_reinspection import RecordReinspection
from app.services.set_fields import SetFields
from app.services.stock import Stock
from app.services.take_money import TakeMoney
from app.services.take_step import TakeStep
from app.services.tell_party import TellParty

KEPT = ("doctor.", "window.")
"""Beginnings of the names that :meth:`LaptopOffice.remember` takes: never those of the enrolment."""


@dataclass(frozen=True, slots=True)
class Means:
    """What the office works with; bootstrap joins them."""

    desk: Desk
    vault: Vault = field(repr=False)
    media: Media = field(repr=False)
    paperwork: Paperwork = field(repr=False)
    values_of: ValuesOf = field(repr=False)
    unlock_hand: Callable[[str, str], Hand] = field(repr=False)
    change_passphrase: Callable[[str, str, str], None] = field(repr=False)
    doctor: Doctor = field(repr=False)
    mended: MendReport
    written_off: tuple[DocumentNumber, ...]
    limits: Limits
    closing: tuple[Callable[[], None], ...] = field(repr=False)


class LaptopOffice:
    """The office of one signed-in officer."""

    def __init__(self, means: Means) -> None:
        self._means, self._desk = means, means.desk
        desk = means.desk
        self._docket, self._set_fields = DocketCase(desk), SetFields(desk)
        self._add_evidence = AddEvidence(desk, Stock(means.vault, desk.queries), means.media)
        self._tell, self._reinspect = TellParty(desk), RecordReinspection(desk)
        self._confirm, self._confirm_finding = ConfirmActs(desk, means.unlock_hand), ConfirmFinding(desk)
        self._take_step, self._take_money = TakeStep(desk), TakeMoney(desk)
        self._papers = Papers(desk, means.paperwork, means.vault, means.values_of)
        self._ordinary = OrdinaryOffice(desk)

    @property
    def ordinary(self) -> OrdinaryOffice:
        """The actions and questions of the ordinary procedure."""
        return self._ordinary

    @property
    def mended(self) -> MendReport:
        """What start found cut off and put right; empty when the last run ended well."""
        return self._means.mended

    @property
    def written_off(self) -> tuple[DocumentNumber, ...]:
        """The numbers that this sign-in voided, since a run was cut off between taking and using them."""
        return self._means.written_off

    @property
    def limits(self) -> Limits:
        """Why nothing can be written now, and how long the lease runs."""
        return self._means.limits

    @property
    def doctor(self) -> Doctor:
        """The examination of store and vault."""
        return self._means.doctor

    def warm_up(self) -> None:
        """Let the document worker read its faces before the first paper is asked for."""
        self._means.paperwork.warm()

    def close(self) -> None:
        """Let go of store and document worker; the office answers nothing afterwards."""
        for close in self._means.closing:
            close()

    @property
    def me(self) -> Officer:
        """The signed-in officer."""
        return self._desk.roster.officer(self._desk.author.hand.officer)

    @property
    def queries(self) -> Queries:
        """Read-only questions."""
        return self._desk.queries

    @property
    def roster(self) -> Roster:
        """Officers and agency."""
        return self._desk.roster

    @property
    def catalogue(self) -> Catalogue:
        """The newest authority list, benchmarks and laws."""
        return self._desk.law.catalogue(self._desk.law.newest_release)

    @property
    def calendar(self) -> Calendar:
        """Working days."""
        return self._desk.law.calendar

    @property
    def parameters(self) -> LawParameters:
        """The figures of the law."""
        return self._desk.law.parameters

    def now(self) -> EffectiveTime:
        """The time that guards take."""
        return self._desk.now()

    def docket(self, source: str, assist: str | None, at: datetime | None = None) -> str:
        """Begin a summary case and return its id."""
        return self._docket(source, assist, at)

    def set_fields(self, case: str, values: Mapping[str, object], at: datetime | None = None) -> None:
        """Save changed fields."""
        self._set_fields(case, values, at)

    def add_evidence(
        self,
        case: str,
        source: Path,
        *,
        act: str,
        title: str = "",
        proves: str = "",
        at: datetime | None = None,
        keep_unreadable: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> str:
        """Seal a file as evidence of an act and return the evidence id."""
        return self._add_evidence(
            case, NewEvidence(source, act, title, proves, keep_unreadable, progress), at
        )

    def tell_party(self, case: str, told: Told, at: datetime | None = None) -> str:
        """Record that the party was told and heard."""
        return self._tell(case, told, at)

    def record_reinspection(
        self, case: str, result: str, narrative: str, evidence: tuple[str, ...], at: datetime | None = None
    ) -> str:
        """Record what was found after the correction order."""
        return self._reinspect(case, result, narrative, evidence, at)

    def unconfirmed(self, case: str) -> tuple[str, ...]:
        """Entry ids of field acts that nobody but their actor stands behind."""
        return unconfirmed_acts(self._desk.queries.case(case))

    def confirm(self, case: str, officer: str, passphrase: str, at: datetime | None = None) -> None:
        """The second officer confirms all open field acts."""
        self._confirm(case, officer, passphrase, at)

    def confirm_finding(self, case: str, code: str, reason: str, at: datetime | None = None) -> None:
        """Answer a warning once for this case."""
        self._confirm_finding(case, code, reason, at)

    def outlook(self, case: str) -> tuple[StepOutlook, ...]:
        """The next steps and all reasons against each."""
        return outlook_of_case(self._desk, case)

    def check_issue(self, case: str, form: str) -> Findings:
        """Everything that speaks against issuing a paper now."""
        return self._papers.check(case, form)

    def rooms(self, case: str, words: str = "") -> Mapping[str, RoomLeft]:
        """How much the papers ahead still take of each text, by field."""
        return self._papers.rooms(case, words)

    def levels(self, case: str) -> tuple[LevelOffer, ...]:
        """The levels that the benchmark offers for item, party and act date."""
        found = self._desk.queries.case(case)
        counted = sole_trader_class(self._desk.law.parameters, self._desk.now().at.date())
        return level_offers(found, self._desk.law.catalogue(found.release), counted)

    def deadlines(self, case: str) -> tuple[Deadline, ...]:
        """What runs on this case, soonest first."""
        return deadlines_of_case(self._desk, case)

    def take_step(self, case: str, end: str, at: datetime | None = None) -> None:
        """Move the case one state on."""
        self._take_step(case, end, at)

    def preview(self, case: str, form: str, typed: Mapping[str, object] | None = None) -> Rendered:
        """The paper as it would look now, with what is typed and not saved yet."""
        return self._papers.preview(case, form, typed)

    def issue(self, case: str, form: str, at: datetime | None = None) -> str:
        """Issue a paper and return the document id."""
        return self._papers.issue(case, form, at)

    def hand_over(self, case: str, document: str, service: Service, at: datetime | None = None) -> None:
        """Record that an issued paper was printed and served."""
        self._papers.hand_over(case, document, service, at)

    def print_and_hand_over(
        self, case: str, form: str, service: Service, *, end: str | None, at: datetime | None = None
    ) -> str:
        """打印并交付: issue, count, serve and step, all or nothing."""
        return self._papers.print_and_hand_over(case, form, service, end=end, at=at)

    def paper_bytes(self, case: str, document: str) -> bytes:
        """The frozen PDF of an issued paper, proven by its hash."""
        return self._papers.frozen(case, document)

    def save_paper(self, case: str, document: str, target: Path) -> None:
        """Write a copy of an issued paper to a chosen file, and count it."""
        self._papers.save_copy(case, document, target)

    def count_printed(self, case: str, document: str) -> None:
        """Record that all copies of an issued paper went to a printer."""
        self._papers.count_printed(case, document)

    def take_money(self, case: str, document: str, receipt: str, at: datetime | None = None) -> None:
        """Record cash taken on the spot and take the step."""
        self._take_money(case, document, receipt, at)

    def open_evidence(self, case: str, evidence: str) -> BlobReader:
        """A seekable reader over a sealed file.

        Raises:
            EvidenceUnknown, BlobMissing, EvidenceAltered.
        """
        return self._open(self._evidence(case, evidence).sha256)

    def thumbnail(self, case: str, evidence: str) -> bytes | None:
        """The picture bytes of a small preview, or None when there is none."""
        picture = self._evidence(case, evidence).thumbnail
        if picture is None:
            return None
        with self._open(picture) as reader:
            return reader.read_at(0, reader.size)

    def photo(self, case: str, evidence: str) -> Pixels | None:
        """A sealed photo as a viewer draws it; None for other than photos.

        Raises:
            EvidenceUnknown, BlobMissing, EvidenceAltered, MediaDamaged.
        """
        with self.open_evidence(case, evidence) as reader:
            return self._means.media.pixels(reader)

    def save_draft(self, key: str, text: str) -> None:
        """Keep what is typed but not yet an act; an empty text forgets it."""
        with self._desk.start_work() as work:
            if text:
                work.drafts.put(key, text)
            else:
                work.drafts.drop(key)
            work.commit()

    def remember(self, name: str, value: str) -> None:
        """Keep a small named value of the window or the doctor, as JSON text.

        Raises:
            ValueError: the name belongs to somebody else.
        """
        if not name.startswith(KEPT):
            raise ValueError(name)
        with self._desk.start_work() as work:
            work.settings.put(name, value)
            work.commit()

    def change_passphrase(self, old: str, new: str) -> None:
        """Give the signed-in officer's slot a new passphrase."""
        self._means.change_passphrase(self._desk.author.hand.officer, old, new)

    def examine(self, progress: Callable[[int, int], None] | None = None) -> tuple[Fault, ...]:
        """Prove every record and every sealed byte."""
        return self._means.doctor.check(progress)

    def _evidence(self, case: str, evidence: str) -> Evidence:
        found = next((item for item in self._desk.queries.case(case).evidence if item.id == evidence), None)
        if found is None:
            raise EvidenceUnknown(evidence=evidence)
        return found

    def _open(self, sha256: str) -> BlobReader:
        blob = self._desk.queries.blob(sha256)
        if blob is None:
            raise BlobMissing(name=sha256)
        return self._means.vault.open(blob.name, blob.size)
