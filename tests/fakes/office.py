"""An office in memory that obeys the real law: entries are folded and judged, nothing is signed or stored."""

from __future__ import annotations

import hashlib
import io
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.crypto.slots import weaknesses
from app.domain import bodies
from app.domain.bodies import Body, body_bytes
from app.domain.case import Case
from app.domain.catalogue import Catalogue
from app.domain.clock import SHANGHAI, EffectiveTime, rfc3339
from app.domain.context import Context, EmptyField
from app.domain.entry import ClockReading, Entry, Header
from app.domain.fields import checked_value
from app.domain.findings import Findings, RuleBroken
from app.domain.law.calendar import Calendar
from app.domain.law.deadlines import Deadline
from app.domain.law.judge import judge, next_steps
from app.domain.law.parameters import LawParameters
from app.domain.law.running import deadlines_of
from app.domain.numbers import DocumentNumber, NumbersUsedUp
from app.domain.roster import Agency, Bank, Card, Officer, Roster
from app.ports.keys import WeakPassphrase, WrongPassphrase
from app.ports.paperwork import Rendered
from app.ports.vault import BlobReader, MediaDamaged, MendReport, Pixels
from app.presenters.office import LevelOffer, RoomLeft, Service, StepOutlook, Told
from app.services.confirm_acts import unconfirmed_acts
from app.services.doctor import Fault
from app.services.levels import level_offers
from app.services.limits import Limits
from app.vault.media import PhotosAndVideos
from tests.fakes.law import catalogue, law
from tests.fakes.paper import rendered
from tests.fakes.queries import FakeQueries

if TYPE_CHECKING:
    from typing_extensions import Buffer

JIA, YI, BING = "demo-jia", "demo-yi", "demo-bing"
PASSPHRASES = {JIA: "demo-sunny-0107", YI: "demo-rainy-0108", BING: "demo-windy-0112"}
JOURNEY = datetime(2026, 8, 6, 9, 10, tzinfo=SHANGHAI)
HIDDEN = frozenset({"grant.unknown"})
"""What the law says of an office without keys."""
CLASSES = {"D08": "责改", "D20": "当罚"}
COPIES = {"D08": 2, "D09": 1, "D10": 1, "D20": 3}
MANDATORY: Mapping[str, tuple[tuple[str, str], ...]] = {
    "D10": (("act.place", "检查地点"), ("scene.narrative", "现场情况"), ("party.name", "当事人")),
    "D08": (("party.name", "当事人"), ("correction.demand", "改正要求")),
    "D09": (("party.name", "当事人"),),
    "D20": (("party.address", "住址"),),
}


def demo_roster() -> Roster:
    """An invented street with two valid cards and one that ran out."""
    squad = "示范街道综合行政执法队"

    def officer(id_: str, name: str, number: str, until: date, role: str = "OFFICER") -> Officer:
        return Officer(id_, name, (role,), squad, (Card(number, date(2021, 8, 1), until),))

    bank = Bank("演示银行示范支行", "上海市示范区示范路00号", "0000 0000 0000 0000")
    agency = Agency(
        "DEMO-SFJD",
        "上海市示范区示范街道办事处",
        ("上海市示范区", "示范街道办事处"),
        squad,
        "示范区",
        "上海市示范区人民政府",
        "人民法院",
        "上海市示范区示范路0号",
        "000-00000000",
        bank,
    )
    people = (
        officer(JIA, "演示员甲", "演示-0107", date(2028, 6, 30)),
        officer(YI, "演示员乙", "演示-0108", date(2028, 6, 30)),
        officer(BING, "演示员丙", "演示-0112", date(2026, 7, 31)),
    )
    return Roster("2026-08-01", agency, people, ())


class MemoryReader(BlobReader):
    """A sealed file that lies in memory."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)
        self._data = data

    @property
    def size(self) -> int:
        return len(self._data)

    def read_at(self, offset: int, length: int) -> bytes:
        return self._data[offset : offset + length]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        return self._file.readinto(buffer)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()


@dataclass
class FakeOffice:
    """The port ``Office``. ``when`` is its clock; ``fails`` raises an error at the named method once."""

    when: datetime = JOURNEY
    unsure: bool = False
    signed_in: str = JIA
    people: Roster = field(default_factory=demo_roster)
    queries: FakeQueries = field(default_factory=FakeQueries)
    files: dict[str, bytes] = field(default_factory=dict)
    papers: dict[str, Rendered] = field(default_factory=dict)
    fails: dict[str, Exception] = field(default_factory=dict)
    saved: list[Path] = field(default_factory=list)
    report: MendReport = field(default_factory=lambda: MendReport((), (), (), ()))
    voided: tuple[DocumentNumber, ...] = ()
    bounds: Limits = field(default_factory=Limits)
    previewed: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    passphrases: dict[str, str] = field(default_factory=lambda: dict(PASSPHRASES))
    closed: bool = False
    room: dict[str, RoomLeft] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.queries.items = {item.code: item.short_name for item in self.catalogue.items}

    @property
    def me(self) -> Officer:
        return self.people.officer(self.signed_in)

    @property
    def roster(self) -> Roster:
        return self.people

    @property
    def catalogue(self) -> Catalogue:
        return catalogue()

    @property
    def calendar(self) -> Calendar:
        return law().calendar

    @property
    def parameters(self) -> LawParameters:
        return law().parameters

    @property
    def limits(self) -> Limits:
        return self.bounds

    @property
    def mended(self) -> MendReport:
        return self.report

    @property
    def written_off(self) -> tuple[DocumentNumber, ...]:
        return self.voided

    def warm_up(self) -> None:
        """Nothing to get ready."""

    def close(self) -> None:
        self.closed = True

    def now(self) -> EffectiveTime:
        return EffectiveTime(self.when, self.unsure, "jumped" if self.unsure else "")

    def open_case(self) -> Case:
        """The newest case as the record has it."""
        return self.queries.case(self.queries.ids()[-1])

    def pass_time(self, minutes: int) -> None:
        """Move the clock."""
        self.when += timedelta(minutes=minutes)

    def docket(self, source: str, assist: str | None, at: datetime | None = None) -> str:
        self._fail("docket")
        number, seq = self._number("线", "沪示示线索登记〔2026〕第{seq:04d}号")
        body = bodies.CaseDocketed(number, "summary", source, "线", self.when.year, seq)
        team = (self.signed_in,) if assist is None else (self.signed_in, assist)
        case = str(uuid.uuid4())
        self._append(case, body, at, officers=team)
        return case

    def set_fields(self, case: str, values: Mapping[str, object], at: datetime | None = None) -> None:
        self._fail("set_fields")
        wanted = {
            name: checked_value(name, value or None if isinstance(value, str) else value)
            for name, value in values.items()
        }
        for name, value in wanted.items():
            found = self.queries.case(case)
            if found.value(name) != value:
                known = found.fields.get(name)
                self._append(case, bodies.FieldSet(name, known.entry if known else None, value), at)

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
        self._fail("add_evidence")
        data = source.read_bytes()
        if source.name.startswith("broken") and not keep_unreadable:
            raise MediaDamaged(kind="jpeg", trouble="truncated")
        if progress is not None:
            progress(len(data), len(data))
        kinds = {".jpg": "image/jpeg", ".mp4": "video/mp4"}
        sha256 = "sha256:" + hashlib.sha256(data).hexdigest()
        facts: dict[str, object] = (
            {"duration_ms": 20_000} if source.suffix == ".mp4" else {"width": 640, "height": 480}
        )
        body = bodies.EvidenceAdded(
            evidence=str(uuid.uuid4()),
            sha256=sha256,
            size=len(data),
            media_type=kinds.get(source.suffix, "application/octet-stream"),
            title=title,
            act=act,
            proves=proves,
            readable=not source.name.startswith("broken"),
            facts=facts,
        )
        self.files[body.evidence] = data
        self._append(case, body, at)
        return body.evidence

    def tell_party(self, case: str, told: Told, at: datetime | None = None) -> str:
        self._fail("tell_party")
        body = bodies.PartyTold(
            told.card_shown, told.rights_told, told.defence, told.words, told.new_fact, told.evidence
        )
        return self._append(case, body, at)

    def record_reinspection(
        self, case: str, result: str, narrative: str, evidence: tuple[str, ...], at: datetime | None = None
    ) -> str:
        self._fail("record_reinspection")
        order = [paper for paper in self.queries.case(case).papers("D08") if paper.served_at][-1]
        return self._append(case, bodies.ReinspectionRecorded(order.id, result, narrative, evidence), at)

    def unconfirmed(self, case: str) -> tuple[str, ...]:
        return unconfirmed_acts(self.queries.case(case))

    def confirm(self, case: str, officer: str, passphrase: str, at: datetime | None = None) -> None:
        self._fail("confirm")
        if self.passphrases.get(officer) != passphrase:
            raise WrongPassphrase(officer=officer)
        self._append(case, bodies.ActConfirmed(self.unconfirmed(case), "passphrase"), at, actor=officer)

    def confirm_finding(self, case: str, code: str, reason: str, at: datetime | None = None) -> None:
        self._append(case, bodies.FindingConfirmed(code, reason), at)

    def outlook(self, case: str) -> tuple[StepOutlook, ...]:
        steps = next_steps(self.queries.case(case), self._context(), self.signed_in)
        return tuple(StepOutlook(one.transition.start, one.transition.end, one.findings) for one in steps)

    def check_issue(self, case: str, form: str) -> Findings:
        seen = self.queries.case(case)
        number_class, year = CLASSES.get(form, ""), self.when.year
        body = bodies.DocumentIssued("", form, "", number_class, year, 0, "", "", 0, 0, 0, "")
        entry = self._entry(case, seen, body, self.when, self.signed_in, seen.team)
        found = judge(seen, entry, self._context(self._missing(seen, form)))
        return Findings.of(one for one in found if one.code not in HIDDEN)

    def levels(self, case: str) -> tuple[LevelOffer, ...]:
        return level_offers(self.queries.case(case), self.catalogue)

    def deadlines(self, case: str) -> tuple[Deadline, ...]:
        self._fail("deadlines")
        return deadlines_of(self.queries.case(case), self._context())

    def take_step(self, case: str, end: str, at: datetime | None = None) -> None:
        self._fail("take_step")
        self._append(case, bodies.StepTaken(self.queries.case(case).step, end), at)

    def rooms(self, case: str, words: str = "") -> Mapping[str, RoomLeft]:
        return self.room

    def preview(self, case: str, form: str, typed: Mapping[str, object] | None = None) -> Rendered:
        self._fail("preview")
        self.previewed.append((case, form, dict(typed or {})))
        found = {name: one.value for name, one in self.queries.case(case).fields.items()}
        values = {**found, **(typed or {})}
        return rendered(f"{form}{sorted((name, str(value)) for name, value in values.items())}")

    def issue(self, case: str, form: str, at: datetime | None = None) -> str:
        self._fail("issue")
        if blocking := self.check_issue(case, form).blocking:
            raise RuleBroken(blocking)
        number_class = CLASSES.get(form, "")
        number, seq = self.queries.case(case).clue_number, 0
        if number_class:
            number, seq = self._number(number_class, f"沪示示城管{number_class}字〔2026〕第{{seq:04d}}号")
        paper = rendered(f"{form}{number}", COPIES[form])
        body = bodies.DocumentIssued(
            document=str(uuid.uuid4()),
            form=form,
            number=number,
            number_class=number_class,
            number_year=self.when.year,
            number_seq=seq,
            paper="0" * 16,
            pdf_sha256=paper.sha256,
            size=len(paper.pdf),
            pages=paper.pages,
            copies=paper.copies,
            check_code=paper.check_code,
        )
        self.papers[body.document] = paper
        self._append(case, body, at)
        return body.document

    def hand_over(self, case: str, document: str, service: Service, at: datetime | None = None) -> None:
        paper = self.queries.case(case).paper(document)
        assert paper is not None
        self._append(case, bodies.DocumentPrinted(document, paper.copies, "printer"), at)
        served = bodies.DocumentServed(
            document,
            service.mode,
            service.recipient,
            service.refused_to_sign,
            service.reason,
            service.evidence,
        )
        self._append(case, served, at)

    def print_and_hand_over(
        self, case: str, form: str, service: Service, *, end: str | None, at: datetime | None = None
    ) -> str:
        self._fail("print_and_hand_over")
        document = self.issue(case, form, at)
        self.hand_over(case, document, service, at)
        if end is not None:
            self.take_step(case, end, at)
        return document

    def paper_bytes(self, case: str, document: str) -> bytes:
        return self.papers[document].pdf

    def save_paper(self, case: str, document: str, target: Path) -> None:
        target.write_bytes(self.papers[document].pdf)
        self.saved.append(target)
        self._append(case, bodies.DocumentPrinted(document, 1, "file"), None)

    def take_money(self, case: str, document: str, receipt: str, at: datetime | None = None) -> None:
        self._fail("take_money")
        found = self.queries.case(case)
        amount = found.amount("decision.amount") or 0
        self._append(case, bodies.MoneyTaken(document, amount, receipt, found.text("payment.ground")), at)
        self.take_step(case, "S_COLLECTED", at)

    def open_evidence(self, case: str, evidence: str) -> BlobReader:
        self._fail("open_evidence")
        return MemoryReader(self.files[evidence])

    def thumbnail(self, case: str, evidence: str) -> bytes | None:
        found = next((one for one in self.queries.case(case).evidence if one.id == evidence), None)
        shown = found is not None and found.readable and found.media_type.startswith("image/")
        return self.files[evidence] if shown else None

    def photo(self, case: str, evidence: str) -> Pixels | None:
        with self.open_evidence(case, evidence) as reader:
            return PhotosAndVideos().pixels(reader)

    def save_draft(self, key: str, text: str) -> None:
        self._fail("save_draft")
        self.queries.drafts[key] = text

    def count_printed(self, case: str, document: str) -> None:
        paper = self.queries.case(case).paper(document)
        assert paper is not None
        self._append(case, bodies.DocumentPrinted(document, paper.copies, "printer"), None)

    def remember(self, name: str, value: str) -> None:
        self.queries.settings[name] = value

    def change_passphrase(self, old: str, new: str) -> None:
        self._fail("change_passphrase")
        if self.passphrases[self.signed_in] != old:
            raise WrongPassphrase(officer=self.signed_in)
        if reasons := weaknesses(new, (self.me.name,)):
            raise WeakPassphrase(reasons=reasons)
        self.passphrases[self.signed_in] = new

    def examine(self, progress: Callable[[int, int], None] | None = None) -> tuple[Fault, ...]:
        self._fail("examine")
        return ()

    def _append(
        self,
        case: str,
        body: Body,
        at: datetime | None,
        *,
        actor: str = "",
        officers: tuple[str, ...] = (),
    ) -> str:
        seen = None if isinstance(body, bodies.CaseDocketed) else self.queries.case(case)
        team = officers or (seen.team if seen is not None else ())
        entry = self._entry(case, seen, body, at or self.when, actor or self.signed_in, team)
        self._refuse(seen, entry)
        self.queries.entries.append(entry)
        return entry.id

    def _entry(
        self, case: str, seen: Case | None, body: Body, at: datetime, actor: str, officers: tuple[str, ...]
    ) -> Entry:
        data, seq = body_bytes(body), len(self.queries.entries) + 1
        header = Header(
            device="sha256:" + "d" * 64,
            seq=seq,
            prev=self.queries.entries[-1].id if self.queries.entries else None,
            case=case,
            base=None if seen is None else seen.head,
            kind=body.kind,
            actor=actor,
            officers=officers,
            grant="sha256:" + "1" * 64,
            act_at=rfc3339(at),
            clock=ClockReading(int(at.timestamp() * 1000), "boot", seq),
            release=self.catalogue.release,
            body_commit="sha256:" + hashlib.sha256(b"\0" * 16 + data).hexdigest(),
        )
        return Entry(header, header.to_bytes(), data, b"\0" * 16, b"", b"")

    def _refuse(self, seen: Case | None, entry: Entry) -> None:
        found = [one for one in judge(seen, entry, self._context()).blocking if one.code not in HIDDEN]
        if found:
            raise RuleBroken(tuple(found))

    def _context(self, missing: tuple[EmptyField, ...] = ()) -> Context:
        return Context(
            now=self.now(),
            parameters=self.parameters,
            calendar=self.calendar,
            catalogue=self.catalogue,
            roster=self.people,
            missing_fields=missing,
        )

    def _missing(self, case: Case, form: str) -> tuple[EmptyField, ...]:
        return tuple(
            EmptyField(name, label) for name, label in MANDATORY.get(form, ()) if case.value(name) is None
        )

    def _number(self, number_class: str, template: str) -> tuple[str, int]:
        if not self.queries.left.get(number_class):
            raise NumbersUsedUp(number_class=number_class, year=self.when.year)
        self.queries.left[number_class] -= 1
        seq = {"线": 500, "责改": 200, "当罚": 200}[number_class] - self.queries.left[number_class]
        return template.format(seq=seq), seq

    def _fail(self, method: str) -> None:
        if error := self.fails.pop(method, None):
            raise error
