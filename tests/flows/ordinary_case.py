"""Case 2 without windows: SH-CG-0001, a unit, dry waste mixed with recyclables, refused, 8,000.00 yuan."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.domain.clock import SHANGHAI, rfc3339
from app.services.approving import PaperApproval
from app.services.money_on_its_way import BankPayment
from app.services.offers import Service
from app.services.office import LaptopOffice
from tests.flows.demo_laptop import JI, PASSPHRASES, YI

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PHOTO = SAMPLES / "DSCN0010.jpg"
SECOND_PHOTO = SAMPLES / "landscape_6.jpg"
VIDEO = SAMPLES / "scene-1080p-20s.mp4"

FRIDAY, MONDAY, TUESDAY, WEDNESDAY = (7, 10, 11, 19)
"""Days of August 2026."""
PAID = 25
FINE = 800_000
RECIPIENT = "演示当事人丁"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A minute of a day in August 2026."""
    return datetime(2026, 8, day, hour, minute, tzinfo=SHANGHAI)


UNIT = {
    "party.kind": "unit",
    "party.unit_name": "示范餐饮有限公司",
    "party.credit_code": "00000000000000000X",
    "party.representative": RECIPIENT,
    "party.unit_address": "上海市示范区示范路00号",
    "party.phone": "000-00000000",
}
ACT = {
    "act.item": "SH-CG-0001",
    "act.at": rfc3339(at(FRIDAY, 9, 10)),
    "act.place": "示范路00号后门投放点",
    "act.facts": "当事人将废纸箱等可回收物与干垃圾混合投放。",
    "act.circumstance": "可回收物与干垃圾混投",
    "act.repeat": "first",
    "inspection.code": "演示检查码0001",
    "filing.grounds": "现场检查发现单位未将生活垃圾分别投放至相应收集容器",
}
SCENE = {
    "scene.from": rfc3339(at(FRIDAY, 9, 10)),
    "scene.until": rfc3339(at(FRIDAY, 9, 30)),
    "scene.narrative": "执法人员出示执法证件和检查码。干垃圾收集容器内有废纸箱6个。拍摄照片，全程录音录像。",
    "scene.card_shown": True,
    "scene.rights_told": True,
    "scene.party_present": True,
    "scene.recusal_asked": False,
}
CORRECTION = {
    "correction.demand": "立即将可回收物与干垃圾分别投放至相应收集容器",
    "correction.term": "at_once",
}
REINSPECTION = {
    "reinspection.from": rfc3339(at(MONDAY, 9, 50)),
    "reinspection.until": rfc3339(at(MONDAY, 10, 0)),
    "reinspection.card_shown": True,
    "reinspection.party_present": True,
}
PENALTY = {
    "act.ended_at": rfc3339(at(MONDAY, 10, 0)),
    "decision.kind": "fine",
    "decision.amount": FINE,
    "decision.branch": "SH-CG-0001-1",
    "decision.benchmark": "BM-0001",
    "decision.tier": "1",
    "decision.reason": "首次查处，责令立即改正后拒不改正，混投数量较大",
    "decision.leniency": "无从轻、减轻或者从重情节",
    "payment.mode": "bank",
    "payment.surcharge": True,
    "report.course": "8月7日现场检查并责令立即改正，8月10日复查，当事人仍混合投放。",
    "report.nature": "单位未将生活垃圾分别投放至相应收集容器",
}


@dataclass
class Told4Ordinary:
    """Ids that the journey met on its way."""

    case: str
    filing: str = ""
    order: str = ""
    notice: str = ""
    decision: str = ""


SignIn = Callable[[str, datetime], LaptopOffice]
"""Who signs in, and when: the laptop's clock goes to that time."""


def play(sign_in: SignIn, officer: str, leader: str, head: str = JI) -> Told4Ordinary:
    """Play the whole case on one laptop: officer, squad leader and agency head sign in by turns."""
    journey = friday(sign_in(officer, at(FRIDAY, 9, 10)), head)
    monday(sign_in(officer, at(MONDAY, 9, 50)), journey)
    tuesday(sign_in, officer, leader, head, journey)
    wednesday(sign_in, officer, leader, head, journey)
    close_it(sign_in, officer, leader, head, journey)
    return journey


def friday(office: LaptopOffice, head: str) -> Told4Ordinary:
    """Inspected with a code, recorded, filed on paper by the agency head, ordered to correct."""
    journey = Told4Ordinary(office.ordinary.docket("巡查发现", YI, at(FRIDAY, 9, 10)))
    case = journey.case
    for values in (UNIT, ACT, SCENE):
        office.set_fields(case, values, at(FRIDAY, 9, 20))
    for source, act, title in (
        (PHOTO, "scene", "容器内照片"),
        (VIDEO, "scene", "现场检查录像"),
        (SECOND_PHOTO, "identity", "营业执照照片"),
    ):
        office.add_evidence(case, source, act=act, title=title, at=at(FRIDAY, 9, 25))
    office.confirm(case, YI, PASSPHRASES[YI], at(FRIDAY, 9, 28))
    office.issue(case, "D10", at(FRIDAY, 9, 30))
    answer_warnings(office, case, "O_FILING", at(FRIDAY, 9, 40))
    office.ordinary.file_case(case, "事实初步清楚，建议立案", at(FRIDAY, 9, 45))
    scan = office.add_evidence(case, PHOTO, act="approval", title="立案审批表扫描件", at=at(FRIDAY, 11, 5))
    signed = PaperApproval(head, at(FRIDAY, 11), scan, opinion="同意立案")
    journey.filing = office.ordinary.record_approval(case, "D06", signed, at(FRIDAY, 11, 10))
    office.set_fields(case, CORRECTION, at(FRIDAY, 11, 15))
    journey.order = office.print_and_hand_over(
        case, "D08", Service(RECIPIENT), end=None, at=at(FRIDAY, 11, 30)
    )
    return journey


def monday(office: LaptopOffice, journey: Told4Ordinary) -> None:
    """Looked at again: refused, which ends the act."""
    case = journey.case
    video = office.add_evidence(case, VIDEO, act="reinspection", title="复查录像", at=at(MONDAY, 9, 58))
    office.set_fields(case, REINSPECTION, at(MONDAY, 10))
    office.record_reinspection(
        case, "refused", "可回收物仍与干垃圾混合投放，当事人拒不改正。", (video,), at(MONDAY, 10)
    )
    office.confirm(case, YI, PASSPHRASES[YI], at(MONDAY, 10, 5))
    office.issue(case, "D09", at(MONDAY, 10, 10))
    office.set_fields(case, PENALTY, at(MONDAY, 10, 20))


def tuesday(sign_in: SignIn, officer: str, leader: str, head: str, journey: Told4Ordinary) -> None:
    """The closing report with the leader's opinion; the notice approved by the head and served."""
    case = journey.case
    office = sign_in(officer, at(TUESDAY, 9))
    answer_warnings(office, case, "O_INV_DONE", at(TUESDAY, 9))
    office.ordinary.report(case, "建议罚款8000.00元", at(TUESDAY, 9, 5))
    office = sign_in(leader, at(TUESDAY, 9, 30))
    office.ordinary.approve(case, "D22", opinion="同意调查终结意见", at=at(TUESDAY, 9, 30))
    office = sign_in(officer, at(TUESDAY, 9, 40))
    office.ordinary.propose_notice(case, "报请事先告知", at(TUESDAY, 9, 40))
    office = sign_in(head, at(TUESDAY, 10))
    office.ordinary.confirm_approval(case, journey.filing, at=at(TUESDAY, 10))
    office.ordinary.approve(case, "D23", opinion="同意告知", at=at(TUESDAY, 10, 5))
    office = sign_in(officer, at(TUESDAY, 14))
    journey.notice = _serve(office, case, "D23", "O_DEFENCE", TUESDAY)


def wednesday(sign_in: SignIn, officer: str, leader: str, head: str, journey: Told4Ordinary) -> None:
    """The window is over; decided and issued by the head's sign-in, served."""
    case = journey.case
    office = sign_in(officer, at(WEDNESDAY, 9))
    answer_warnings(office, case, "O_DECIDE", at(WEDNESDAY, 9))
    office.ordinary.propose_decision(case, "当事人未提出陈述、申辩，建议按告知内容处罚", at(WEDNESDAY, 9, 5))
    office = sign_in(leader, at(WEDNESDAY, 9, 20))
    office.ordinary.approve(case, "D33", opinion="同意承办意见", at=at(WEDNESDAY, 9, 20))
    office = sign_in(head, at(WEDNESDAY, 10))
    office.ordinary.approve(case, "D33", opinion="同意处罚", at=at(WEDNESDAY, 10))
    journey.decision = office.issue(case, "D35", at(WEDNESDAY, 10, 10))
    office.take_step(case, "O_SERVE", at(WEDNESDAY, 10, 10))
    office = sign_in(officer, at(WEDNESDAY, 14))
    _serve(office, case, "D35", "O_PERFORM", WEDNESDAY, journey.decision)


def close_it(sign_in: SignIn, officer: str, leader: str, head: str, journey: Told4Ordinary) -> None:
    """Paid at the bank, closed by the agency head."""
    case = journey.case
    office = sign_in(officer, at(PAID, 9))
    slip = office.add_evidence(case, PHOTO, act="payment", title="银行回单", at=at(PAID, 9))
    office.ordinary.record_payment(
        case, BankPayment(FINE, date(2026, 8, PAID), "演示银行回单1", (slip,)), at(PAID, 9, 5)
    )
    office.confirm(case, YI, PASSPHRASES[YI], at(PAID, 9, 6))
    office.set_fields(case, {"close.ground": "performed"}, at(PAID, 9, 7))
    office.ordinary.close_case(case, "罚款已缴清，建议结案", at(PAID, 9, 10))
    office = sign_in(leader, at(PAID, 9, 30))
    office.ordinary.approve(case, "D58", opinion="同意结案", at=at(PAID, 9, 30))
    office = sign_in(head, at(PAID, 10))
    office.ordinary.approve(case, "D58", opinion="同意结案", at=at(PAID, 10))


def _serve(office: LaptopOffice, case: str, form: str, end: str, day: int, document: str = "") -> str:
    """Issue a paper and its proof of service, hand it over, keep the picture of the signed proof."""
    fields = {
        "service.recipient": RECIPIENT,
        "service.place": "上海市示范区示范路00号",
        "service.mode": "DIRECT",
    }
    office.set_fields(case, fields, at(day, 14))
    document = document or office.issue(case, form, at(day, 14, 5))
    office.issue(case, "D40", at(day, 14, 6))
    proof = office.add_evidence(case, SECOND_PHOTO, act="service", title=f"{form}送达回证", at=at(day, 15))
    office.confirm(case, YI, PASSPHRASES[YI], at(day, 15))
    service = Service(RECIPIENT, evidence=(proof,))
    office.ordinary.serve(case, document, service, end=end, at=at(day, 15))
    office.confirm(case, YI, PASSPHRASES[YI], at(day, 15, 1))
    return document


def answer_warnings(office: LaptopOffice, case: str, step: str, when: datetime) -> None:
    """Read and answer what a step warns of."""
    for outlook in office.outlook(case):
        if outlook.end == step:
            for finding in outlook.findings.warnings:
                office.confirm_finding(case, finding.code, "已核对市人民政府公布的清单和现行文本", when)
