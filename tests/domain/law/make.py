"""A lawful on-the-spot case, act by act, so that a test can change one thing and ask what the law says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.domain import bodies
from app.domain.bodies import Body, body_bytes
from app.domain.case import Case
from app.domain.catalogue import Catalogue
from app.domain.clock import EffectiveTime
from app.domain.context import Context
from app.domain.entry import ClockReading, Entry, Header, commitment
from app.domain.findings import Findings
from app.domain.fold import apply
from app.domain.law.judge import judge
from app.domain.roster import Agency, Bank, Card, Grant, Officer, Roster
from app.releases.law import Law
from app.wire.findings import read_findings, write_findings

JIA, YI, WU, DANG, ZHU = "officer-jia", "officer-yi", "officer-wu", "officer-dang", "officer-zhu"
CASE_ID = "01900000-0000-7000-8000-000000000001"
SALT = bytes(16)
NOTHING = "sha256:" + "0" * 64
DAY = "2026-08-06"

AGENCY = Agency(
    id="DEMO",
    name="上海市示范区示范街道办事处",
    stamp_lines=("上海市示范区", "示范街道办事处"),
    squad="示范街道综合行政执法队",
    district="示范区",
    reconsideration_body="上海市示范区人民政府",
    court="演示人民法院",
    address="上海市示范区示范路0号",
    phone="000-00000000",
    bank=Bank("演示银行示范支行", "上海市示范区示范路00号", "0000 0000 0000 0000"),
)


def officer(id_: str, *roles: str, until: date = date(2028, 6, 30)) -> Officer:
    card = Card(f"演示-{id_}", date(2023, 7, 1), until)
    return Officer(id_, f"演示员{id_}", roles, AGENCY.squad, (card,))


def grant_of(id_: str) -> str:
    return f"sha256:{id_}"


def grants(officers: Iterable[Officer]) -> tuple[Grant, ...]:
    return tuple(
        Grant(grant_of(each.id), each.id, "key", each.roles, AGENCY.id, date(2024, 1, 1), date(2028, 12, 31))
        for each in officers
    )


OFFICERS = (
    officer(JIA, "OFFICER"),
    officer(YI, "OFFICER"),
    officer(WU, "SQUAD_LEADER", "OFFICER"),
    officer(DANG, "ARCHIVIST"),
    officer(ZHU, "AGENCY_HEAD"),
)
ROSTER = Roster("2026-08-01", AGENCY, OFFICERS, grants(OFFICERS))

PARTY: Mapping[str, object] = {
    "party.kind": "person",
    "party.name": "演示当事人丙",
    "party.sex": "女",
    "party.born": "1991-07-01",
    "party.identity": "000000199107010000",
}
ACT: Mapping[str, object] = {
    "act.item": "SH-CG-0002",
    "act.at": f"{DAY}T09:10:00+08:00",
    "act.place": "上海市示范区示范路00弄投放点",
    "act.facts": "当事人将湿垃圾投入干垃圾收集容器，经责令立即改正后拒不改正。",
    "act.circumstance": "湿垃圾混投",
    "act.repeat": "first",
}
CORRECTION: Mapping[str, object] = {
    "correction.demand": "立即将湿垃圾投入湿垃圾收集容器",
    "correction.term": "at_once",
}
DECISION: Mapping[str, object] = {
    "decision.kind": "fine",
    "decision.amount": 10_000,
    "decision.branch": "SH-CG-0002-1",
    "decision.benchmark": "BM-0002",
    "decision.tier": "1",
    "decision.reason": "首次查处，拒不改正",
    "payment.mode": "on_spot",
    "payment.ground": "at_most_limit",
}


def clock(time: str, day: str = DAY) -> str:
    """A minute of a day, such as 09:12, as RFC 3339; a whole time stays as it is."""
    return time if "T" in time else f"{day}T{time}:00+08:00"


def photo(id_: str, act: str = "scene", media: str = "image/jpeg", **changes: Any) -> bodies.EvidenceAdded:
    return bodies.EvidenceAdded(id_, NOTHING, 5, media, f"证据{id_}", act, **changes)


def issued(form: str, document: str = "", seq: int = 1, **changes: Any) -> bodies.DocumentIssued:
    number_class = {"D08": "责改", "D20": "当罚"}.get(form, "")
    plain = bodies.DocumentIssued(
        document=document or form,
        form=form,
        number=f"沪示示城管{number_class}字〔2026〕第{seq:04d}号"
        if number_class
        else "线索登记〔2026〕第0001号",
        number_class=number_class,
        number_year=2026,
        number_seq=seq if number_class else 0,
        paper="ab" * 8,
        pdf_sha256=NOTHING,
        size=10,
        pages=1,
        copies=1,
        check_code="",
    )
    return replace(plain, **changes)


class Journey:
    """One case that grows entry by entry; ``judged`` asks the law, ``say`` only records."""

    def __init__(self, law: Law, catalogue: Catalogue, roster: Roster = ROSTER) -> None:
        self.law, self.catalogue, self.roster = law, catalogue, roster
        self.case: Case | None = None
        self.officers: tuple[str, ...] = (JIA, YI)
        self.day = DAY
        self.seq = 0
        self.context_changes: dict[str, Any] = {}
        self.last = ""

    @property
    def state(self) -> Case:
        assert self.case is not None
        return self.case

    def context(self, now: str) -> Context:
        plain = Context(
            now=EffectiveTime(datetime.fromisoformat(clock(now, self.day))),
            parameters=self.law.parameters,
            calendar=self.law.calendar,
            catalogue=self.catalogue,
            roster=self.roster,
            history_complete=True,
        )
        return replace(plain, **self.context_changes)

    def entry(
        self, body: Body, at: str, actor: str, officers: tuple[str, ...] | None, **header: Any
    ) -> Entry:
        data = body_bytes(body)
        made = Header(
            device=NOTHING,
            seq=self.seq + 1,
            prev=None,
            case=CASE_ID,
            base=None,
            kind=body.kind,
            actor=actor,
            officers=self.officers if officers is None else officers,
            grant=grant_of(actor),
            act_at=clock(at, self.day),
            clock=ClockReading(0, "boot", 0),
            release=self.catalogue.release,
            body_commit=commitment(SALT, data),
        )
        made = replace(made, **header)
        return Entry(made, made.to_bytes(), data, SALT, b"", b"")

    def say(
        self, body: Body, at: str = "09:50", actor: str = JIA, officers: tuple[str, ...] | None = None
    ) -> Journey:
        entry = self.entry(body, at, actor, officers)
        self.seq, self.last = self.seq + 1, entry.id
        self.case = apply(self.case, entry)
        return self

    def judged(
        self,
        body: Body,
        at: str = "09:50",
        actor: str = JIA,
        officers: tuple[str, ...] | None = None,
        now: str = "",
        **header: Any,
    ) -> Findings:
        found = judge(self.case, self.entry(body, at, actor, officers, **header), self.context(now or at))
        assert read_findings(write_findings(found)) == found, "what is said to an act can be kept as it is"
        return found

    def set(self, values: Mapping[str, object], at: str = "09:46") -> Journey:
        for name, value in values.items():
            self.say(bodies.FieldSet(name, None, value), at)
        return self

    def confirm(self, at: str = "09:48", actor: str = YI) -> Journey:
        """The second officer confirms everything so far."""
        acts = tuple(act.entry for act in self.state.acts)
        return self.say(bodies.ActConfirmed(acts, "passphrase"), at, actor)

    def docket(self, at: str = "09:10") -> Journey:
        return self.say(
            bodies.CaseDocketed("线索登记〔2026〕第0001号", "summary", "inspection", "线", 2026, 1), at
        )

    def found(self) -> Journey:
        """Docketed, described, proven and confirmed."""
        self.docket().set({**PARTY, **ACT}, "09:15")
        self.say(photo("e-1"), "09:16").say(photo("e-2", media="video/mp4"), "09:17")
        return self.confirm("09:19")

    def ordered(self) -> Journey:
        """Order to correct issued and handed over."""
        self.set(CORRECTION, "09:22").say(issued("D08"), "09:25")
        return self.say(bodies.DocumentServed("D08", "DIRECT", "演示当事人丙"), "09:25").confirm("09:26")

    def refused(self, result: str = "refused", evidence: tuple[str, ...] = ("e-3",)) -> Journey:
        """Re-inspection with its result."""
        self.say(photo("e-3", "reinspection", "video/mp4"), "09:38")
        self.say(bodies.ReinspectionRecorded("D08", result, "湿垃圾仍在干垃圾收集容器内", evidence), "09:40")
        return self.confirm("09:41")

    def told(self, **changes: Any) -> Journey:
        """The party told and heard, and the penalty chosen."""
        told = replace(bodies.PartyTold(True, True, "none"), **changes)
        return self.say(told, "09:45").confirm("09:46").set(DECISION, "09:46")

    def stepped(self, *ends: str, at: str = "09:48") -> Journey:
        for end in ends:
            self.say(bodies.StepTaken(self.state.step, end), at)
        return self

    def ready(self) -> Journey:
        """Everything is there for the decision: step S_TOLD."""
        return self.found().ordered().refused().told().stepped("S_ELIGIBLE", "S_TOLD")

    def decided(self) -> Journey:
        """Decision issued, handed over, step taken."""
        self.ready().say(issued("D20"), "09:52")
        self.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "09:52")
        return self.stepped("S_ISSUED", at="09:52")

    def collected(self) -> Journey:
        """Cash taken on the spot."""
        self.decided().say(bodies.MoneyTaken("D20", 10_000, "演示票据00000001", "at_most_limit"), "09:55")
        return self.stepped("S_COLLECTED", at="09:55")
