"""Case 1 without windows: SH-CG-0002, a person, 湿垃圾混投, first time, refused, 100.00 yuan on the spot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.clock import SHANGHAI, rfc3339
from app.presenters.office import Office, Service, Told
from tests.flows.demo_laptop import PASSPHRASES, YI

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
PHOTO = SAMPLES / "DSCN0010.jpg"
SECOND_PHOTO = SAMPLES / "landscape_6.jpg"
VIDEO = SAMPLES / "scene-1080p-20s.mp4"

PARTY = {
    "party.kind": "person",
    "party.name": "王𬭎",
    "party.sex": "女",
    "party.born": "1991-07-01",
    "party.identity": "000000199107010000",
    "party.phone": "000-00000000",
    "party.address": "上海市示范区示范路00弄0号",
}


def at(hour: int, minute: int) -> datetime:
    """A minute of Thursday 2026-08-06."""
    return datetime(2026, 8, 6, hour, minute, tzinfo=SHANGHAI)


ACT = {
    "act.item": "SH-CG-0002",
    "act.at": rfc3339(at(9, 10)),
    "act.ended_at": rfc3339(at(9, 40)),
    "act.place": "示范路00弄投放点西侧首组桶",
    "act.facts": "当事人将剩饭菜等湿垃圾一袋投入干垃圾收集容器。",
    "act.circumstance": "湿垃圾混投",
    "act.repeat": "first",
}
SCENE = {
    "scene.from": rfc3339(at(9, 10)),
    "scene.until": rfc3339(at(9, 20)),
    "scene.narrative": "投放点管理员张珺在场，投放点设干垃圾、湿垃圾收集容器各一组。\n"
    "当事人手提一袋剩饭菜等湿垃圾投入标有“干垃圾”字样的收集容器，当场开袋查看，内有剩饭菜。",
    "scene.card_shown": True,
    "scene.rights_told": True,
    "scene.party_present": True,
    "scene.recusal_asked": False,
}
CORRECTION = {"correction.demand": "立即将湿垃圾破袋投入湿垃圾收集容器", "correction.term": "at_once"}
REINSPECTION = {
    "reinspection.from": rfc3339(at(9, 35)),
    "reinspection.until": rfc3339(at(9, 40)),
    "reinspection.card_shown": True,
    "reinspection.party_present": True,
}
DECISION = {
    "decision.kind": "fine",
    "decision.amount": 10_000,
    "decision.branch": "SH-CG-0002-1",
    "decision.benchmark": "BM-0002",
    "decision.tier": "1",
    "decision.reason": "首次查处，当事人拒不改正，未造成其他危害后果",
    "payment.mode": "on_spot",
    "payment.ground": "at_most_limit",
    "payment.receipt": "演示票据00000001",
}
RECEIPT = "演示票据00000001"


@dataclass
class Told4Summary:
    """Ids that the journey met on its way."""

    case: str
    order: str = ""
    decision: str = ""


def play(office: Office, saved: Callable[[str], None] = lambda what: None) -> Told4Summary:
    """Play the whole case; ``saved(what)`` is called after each act that the screen would call saved."""
    case = office.docket("巡查发现", YI, at(9, 10))
    saved(f"case {case}")
    journey = Told4Summary(case)
    _record_scene(office, case, saved)
    journey.order = _order_correction(office, case, saved)
    _record_refusal(office, case, saved)
    journey.decision = _decide(office, case, saved)
    office.take_money(case, journey.decision, RECEIPT, at(9, 55))
    saved("money taken")
    return journey


def _record_scene(office: Office, case: str, saved: Callable[[str], None]) -> None:
    for values in (PARTY, ACT, SCENE):
        office.set_fields(case, values, at(9, 15))
        saved("fields " + " ".join(values))
    for source, title in ((PHOTO, "桶内照片"), (SECOND_PHOTO, "投放点全景"), (VIDEO, "现场检查录像")):
        evidence = office.add_evidence(case, source, act="scene", title=title, at=at(9, 16))
        saved(f"evidence {evidence}")
    office.confirm(case, YI, PASSPHRASES[YI], at(9, 19))
    saved("confirmed")
    saved(f"document {office.issue(case, 'D10', at(9, 20))}")


def _order_correction(office: Office, case: str, saved: Callable[[str], None]) -> str:
    office.set_fields(case, CORRECTION, at(9, 22))
    order = office.print_and_hand_over(case, "D08", Service("王𬭎"), end=None, at=at(9, 25))
    saved(f"document {order}")
    return order


def _record_refusal(office: Office, case: str, saved: Callable[[str], None]) -> None:
    video = office.add_evidence(case, VIDEO, act="reinspection", title="复查录像", at=at(9, 38))
    saved(f"evidence {video}")
    office.set_fields(case, REINSPECTION, at(9, 40))
    office.record_reinspection(
        case, "refused", "当事人明确表示不愿改正，湿垃圾仍在干垃圾收集容器内。", (video,), at(9, 40)
    )
    saved("re-inspection refused")
    office.confirm(case, YI, PASSPHRASES[YI], at(9, 41))
    saved(f"document {office.issue(case, 'D09', at(9, 42))}")


def _decide(office: Office, case: str, saved: Callable[[str], None]) -> str:
    office.tell_party(case, Told(card_shown=True, rights_told=True, defence="none"), at(9, 45))
    saved("told")
    office.set_fields(case, DECISION, at(9, 46))
    saved("fields " + " ".join(DECISION))
    office.confirm(case, YI, PASSPHRASES[YI], at(9, 46))
    for step in ("S_ELIGIBLE", "S_TOLD"):
        _answer_warnings(office, case, step)
        office.take_step(case, step, at(9, 47))
        saved(f"step {step}")
    decision = office.print_and_hand_over(case, "D20", Service("王𬭎"), end="S_ISSUED", at=at(9, 52))
    saved(f"document {decision}")
    return decision


def _answer_warnings(office: Office, case: str, step: str) -> None:
    for outlook in office.outlook(case):
        if outlook.end == step:
            for finding in outlook.findings.warnings:
                office.confirm_finding(case, finding.code, "已核对市人民政府公布的清单和现行文本", at(9, 46))
