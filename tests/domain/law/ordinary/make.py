"""Case 2 act by act: a unit mixes dry waste with recyclables, is ordered to stop, refuses, pays 8,000."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from app.domain import bodies
from app.domain.catalogue import Catalogue, SubjectClass
from app.domain.findings import Findings
from app.domain.law.ordinary_approvals import APPROVALS, told_in
from app.domain.ordinary_bodies import (
    ApprovalAsked,
    ApprovalGiven,
    ApprovalRecorded,
    DefenceRecorded,
    PaymentRecorded,
)
from app.domain.roster import Roster
from app.releases.law import Law
from tests.domain.catalogue.make import branch, catalogue_of, fine, item
from tests.domain.law.make import OFFICERS, ROSTER, WU, ZHU, Journey, grants, issued, officer, photo

FU = "officer-fu"
"""The head's deputy."""
PEOPLE = (*OFFICERS, officer(FU, "AGENCY_DEPUTY"))
SQUAD: Roster = replace(ROSTER, officers=PEOPLE, grants=grants(PEOPLE))

FRI, MON, TUE, WED = "2026-08-07", "2026-08-10", "2026-08-11", "2026-08-19"
PAID = "2026-08-25"
FINE = 800_000

UNIT: Mapping[str, object] = {
    "party.kind": "unit",
    "party.unit_name": "示范餐饮有限公司",
    "party.credit_code": "00000000000000000X",
    "party.representative": "演示当事人丁",
    "party.unit_address": "上海市示范区示范路00号",
    "party.phone": "000-00000000",
}
PERSON: Mapping[str, object] = {
    "party.kind": "person",
    "party.name": "演示当事人丙",
    "party.identity": "000000199107010000",
    "party.born": "1991-07-01",
    "party.address": "上海市示范区示范路00弄0号",
}
ACT: Mapping[str, object] = {
    "act.item": "SH-CG-0001",
    "act.at": f"{FRI}T09:10:00+08:00",
    "act.place": "上海市示范区示范路00号后门垃圾投放点",
    "act.facts": "当事人将可回收物与干垃圾混合投放，经责令立即改正后拒不改正。",
    "act.circumstance": "可回收物与干垃圾混投",
    "act.repeat": "first",
    "inspection.code": "演示检查码0001",
    "filing.grounds": "现场检查发现单位未分类投放生活垃圾",
}
ORDER: Mapping[str, object] = {
    "correction.demand": "立即将可回收物与干垃圾分别投放至相应收集容器",
    "correction.term": "at_once",
}
PENALTY: Mapping[str, object] = {
    "act.ended_at": f"{MON}T10:00:00+08:00",
    "decision.kind": "fine",
    "decision.amount": FINE,
    "decision.branch": "SH-CG-0001-1",
    "decision.benchmark": "BM-0001",
    "decision.tier": "1",
    "decision.reason": "首次查处，拒不改正，混投数量较大",
    "payment.surcharge": True,
    "report.course": "2026年8月7日现场检查并责令改正，8月10日复查，当事人拒不改正。",
    "report.nature": "单位未将生活垃圾分别投放至相应收集容器",
}
CLASSES = {row.numbers: row.number_class for row in APPROVALS.values() if row.numbers}


def on(day: str, time: str) -> str:
    """A minute of a day as RFC 3339."""
    return f"{day}T{time}:00+08:00"


def paper(form: str, document: str = "", seq: int = 1, values: Mapping[str, object] | None = None) -> Any:
    """An issued paper of the ordinary procedure with the number of its class."""
    number_class = CLASSES.get(form, "")
    if not number_class:
        return issued(form, document, seq, values=dict(values or {}))
    number = f"沪示示城管{number_class}字〔2026〕第{seq:04d}号"
    return issued(
        form,
        document,
        seq,
        number=number,
        number_class=number_class,
        number_seq=seq,
        values=dict(values or {}),
    )


class Ordinary(Journey):
    """One ordinary case that grows entry by entry."""

    def __init__(self, law: Law, catalogue: Catalogue, roster: Roster = SQUAD) -> None:
        super().__init__(law, catalogue, roster)
        self.party, self.penalty = UNIT, PENALTY
        self.day = FRI
        self.seq_of: dict[str, int] = {}

    def docket(self, at: str = "09:10") -> Ordinary:
        self.say(bodies.CaseDocketed("线索登记〔2026〕第0001号", "ordinary", "inspection", "线", 2026, 1), at)
        return self

    def values(self) -> dict[str, object]:
        """What a paper printed now would freeze."""
        return {name: found.value for name, found in self.state.fields.items()}

    def found(self) -> Ordinary:
        """Docketed, described, proven and confirmed."""
        self.docket().set({**self.party, **ACT}, "09:15")
        self.say(photo("e-1"), "09:16").say(photo("e-id", "identity"), "09:17")
        self.confirm("09:19")
        self.say(paper("D10"), "09:20")
        return self

    def at_filing(self) -> Ordinary:
        """The filing is proposed."""
        self.found().stepped("O_FILING", at=on(FRI, "09:30"))
        return self.ask("D06", on(FRI, "09:31"))

    def ask(self, form: str, at: str, opinion: str = "建议同意") -> Ordinary:
        self.say(self.asking(form, opinion), at)
        return self

    def asking(self, form: str, opinion: str = "建议同意") -> ApprovalAsked:
        """The proposal of a form as the case stands."""
        return ApprovalAsked(form, opinion, told_in(self.state, APPROVALS[form]))

    def answer(self, form: str, role: str = "AGENCY_HEAD", **changes: Any) -> ApprovalGiven:
        """The answer that a person would give to the newest proposal, with its number."""
        asked = self.state.proposal(form)
        row = APPROVALS[form]
        given = ApprovalGiven(form, "" if asked is None else asked.entry, role, "approved", "同意")
        if row.number_class and role == row.needs and changes.get("outcome", "approved") == "approved":
            seq = self.seq_of[form] = self.seq_of.get(form, 0) + 1
            number = f"沪示示城管{row.number_class}字〔2026〕第{seq:04d}号"
            given = replace(
                given, number=number, number_class=row.number_class, number_year=2026, number_seq=seq
            )
        return replace(given, **changes)

    def approve(self, form: str, at: str, role: str = "AGENCY_HEAD", by: str = ZHU) -> Ordinary:
        self.say(self.answer(form, role), at, actor=by)
        return self

    def on_paper(self, form: str, signed_at: str, at: str, signer: str = ZHU) -> Ordinary:
        """The head signed on paper; the officer records it with the scan."""
        self.say(photo("e-scan", "approval"), at)
        self.say(self.recorded(form, signed_at, signer), at)
        return self

    def recorded(
        self, form: str, signed_at: str, signer: str = ZHU, scan: str = "e-scan"
    ) -> ApprovalRecorded:
        given = self.answer(form)
        return ApprovalRecorded(
            form=given.form,
            proposal=given.proposal,
            role=given.role,
            signer=signer,
            signed_at=signed_at,
            outcome=given.outcome,
            scan=scan,
            opinion=given.opinion,
            number=given.number,
            number_class=given.number_class,
            number_year=given.number_year,
            number_seq=given.number_seq,
        )

    def filed(self, at: str = on(FRI, "11:00")) -> Ordinary:
        """The agency head approved the filing by his sign-in."""
        self.at_filing().approve("D06", on(FRI, "10:00"), "SQUAD_LEADER", WU)
        self.approve("D06", at).stepped("O_INVEST", at=at)
        return self

    def refused_to_correct(self) -> Ordinary:
        """Ordered on Friday, looked at again on Monday: refused."""
        self.set(ORDER, on(FRI, "11:10")).say(issued("D08"), on(FRI, "11:20"))
        self.say(bodies.DocumentServed("D08", "DIRECT", "演示当事人丁"), on(FRI, "11:25"))
        self.say(photo("e-3", "reinspection", "video/mp4"), on(MON, "09:58"))
        self.say(
            bodies.ReinspectionRecorded("D08", "refused", "仍混合投放，拒不改正", ("e-3",)),
            on(MON, "10:00"),
        )
        self.confirm(on(MON, "10:05"))
        return self

    def investigated(self) -> Ordinary:
        """Filed, refused, penalty chosen: ready for the closing report."""
        self.filed().refused_to_correct().set(self.penalty, on(TUE, "09:00"))
        return self

    def reported(self) -> Ordinary:
        """The leader's opinion on the closing report: the notice begins."""
        self.investigated().stepped("O_INV_DONE", at=on(TUE, "09:10"))
        self.ask("D22", on(TUE, "09:11")).approve("D22", on(TUE, "09:30"), "SQUAD_LEADER", WU)
        self.stepped("O_NOTICE", at=on(TUE, "09:30"))
        return self

    def notified(self, form: str = "D23", served_at: str = on(TUE, "15:00")) -> Ordinary:
        """The notice approved, issued, served and proven."""
        self.reported().ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
        return self.serve_notice(form, served_at)

    def serve_notice(
        self, form: str = "D23", served_at: str = on(TUE, "15:00"), document: str = "n-1", seq: int = 1
    ) -> Ordinary:
        issued_at = on(TUE, "14:00")
        self.say(paper(form, document, seq, self.values()), issued_at)
        self.say(paper("D40", f"r-{document}"), issued_at)
        self.say(photo(f"p-{document}", "service"), served_at)
        self.say(
            bodies.DocumentServed(document, "DIRECT", "演示当事人丁", evidence=(f"p-{document}",)), served_at
        )
        self.confirm(served_at).stepped("O_DEFENCE", at=served_at)
        return self

    def at_decision(self, at: str = on(WED, "09:00")) -> Ordinary:
        """The window is over, the decision proposed."""
        self.notified().stepped("O_DECIDE", at=at)
        return self.ask("D33", at)

    def decided(self, at: str = on(WED, "10:00")) -> Ordinary:
        """Approved by the head, issued."""
        self.at_decision().approve("D33", on(WED, "09:30"), "SQUAD_LEADER", WU)
        self.approve("D33", at).stepped("O_PENALTY", at=at)
        self.say(paper("D35", "d-1", values=self.values()), at).stepped("O_SERVE", at=at)
        return self

    def served(self, at: str = on(WED, "15:00")) -> Ordinary:
        """The decision served and proven."""
        self.decided().say(paper("D40", "r-d-1"), on(WED, "10:05"))
        self.say(photo("p-d-1", "service"), at)
        self.say(bodies.DocumentServed("d-1", "DIRECT", "演示当事人丁", evidence=("p-d-1",)), at)
        self.confirm(at).stepped("O_PERFORM", at=at)
        return self

    def paid(self, day: str = PAID, amount: int = FINE) -> Ordinary:
        self.served().say(PaymentRecorded("d-1", amount, day, "演示银行回单1"), on(day, "16:00"))
        return self

    def at_closing(self) -> Ordinary:
        """Paid, closing proposed."""
        self.paid().stepped("O_CLOSE", at=on(PAID, "16:10"))
        self.set({"close.ground": "performed"}, on(PAID, "16:11"))
        return self.ask("D58", on(PAID, "16:12"))

    def waived(self, evidence: tuple[str, ...] = ("e-waiver",)) -> Ordinary:
        """The party gives its defence up in writing on the day of the notice."""
        self.say(photo("e-waiver", "waiver"), on(TUE, "15:10"))
        self.say(DefenceRecorded("n-1", "waived", evidence=evidence), on(TUE, "15:11"))
        self.confirm(on(TUE, "15:12"))
        return self

    def step(self, end: str, at: str, actor: str = "officer-jia") -> Findings:
        """What the law says to a step."""
        return self.judged(bodies.StepTaken(self.state.step, end), at, actor)


def blocked(found: Findings) -> set[str]:
    return {each.code for each in found.blocking}


def warned(found: Findings) -> set[str]:
    return {each.code for each in found.warnings}


def noted(found: Findings, code: str) -> Any:
    """The facts of one finding."""
    return next(each.facts for each in found if each.code == code)


def day_of(text: str) -> date:
    return date.fromisoformat(text)


BROAD = item(
    branch(fine=fine(50, 900_000), subject=SubjectClass.ANY), penalty_kinds=("警告", "罚款", "没收违法所得")
)
"""An invented item whose range crosses every threshold; it needs no refusal."""


def broad(law: Law, values: Mapping[str, object], party: Mapping[str, object] = PERSON) -> Ordinary:
    """A case of the invented item that has not begun; ``values`` are added to the penalty."""
    found = Ordinary(law, catalogue_of(BROAD))
    found.party = {**party, "act.circumstance": "", "act.repeat": ""}
    chosen = {"act.item": BROAD.code, "decision.branch": "", "decision.benchmark": "", "decision.tier": ""}
    found.penalty = {**PENALTY, **chosen, "decision.amount": 100_000, **values}
    return found
