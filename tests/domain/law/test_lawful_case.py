"""The lawful case from docketing to the archive: nothing blocks, and what must be read is read once."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from app.domain import bodies
from app.domain.bodies import Body
from app.domain.findings import Severity
from app.domain.law.judge import judge, next_steps
from tests.domain.law.make import CORRECTION, DANG, DECISION, JIA, WU, YI, Journey, issued, photo


def nothing(journey: Journey) -> Journey:
    return journey


def order_set(journey: Journey) -> Journey:
    return journey.found().set(CORRECTION)


def served(journey: Journey) -> Journey:
    return journey.found().ordered()


def refused(journey: Journey) -> Journey:
    return journey.found().ordered().refused()


def told(journey: Journey) -> Journey:
    return journey.found().ordered().refused().told()


def issued_only(journey: Journey) -> Journey:
    return journey.ready().say(issued("D20"), "09:52")


def recorded(journey: Journey) -> Journey:
    return journey.collected().say(bodies.SummaryRecorded("D20"), "14:00").confirm("14:01")


SERVICE = bodies.DocumentServed("D20", "DIRECT", "演示当事人丙")
REFUSAL = bodies.ReinspectionRecorded("D08", "refused", "湿垃圾仍在干垃圾收集容器内", ("e-2",))
CASH = bodies.MoneyTaken("D20", 10_000, "演示票据00000001", "at_most_limit")

LAWFUL: list[tuple[Callable[[Journey], Journey], Body, str, str]] = [
    (
        nothing,
        bodies.CaseDocketed("线索登记〔2026〕第0001号", "summary", "inspection", "线", 2026, 1),
        "09:10",
        JIA,
    ),
    (Journey.docket, photo("e-9"), "09:16", JIA),
    (Journey.docket, bodies.FieldSet("party.name", None, "演示当事人丙"), "09:16", JIA),
    (Journey.found, issued("D10"), "09:20", JIA),
    (order_set, issued("D08"), "09:25", JIA),
    (served, REFUSAL, "09:40", JIA),
    (refused, issued("D09"), "09:42", JIA),
    (refused, bodies.PartyTold(True, True, "none"), "09:45", JIA),
    (refused, bodies.PartyTold(True, True, "made", "当事人认为罚款过高"), "09:45", JIA),
    (told, bodies.StepTaken("S_FOUND", "S_ELIGIBLE"), "09:47", JIA),
    (Journey.ready, issued("D20"), "09:52", JIA),
    (issued_only, SERVICE, "09:52", JIA),
    (issued_only, bodies.DocumentPrinted("D20", 3, "printer"), "09:52", JIA),
    (Journey.decided, CASH, "09:55", JIA),
    (Journey.collected, bodies.SummaryRecorded("D20"), "14:00", JIA),
    (recorded, bodies.StepTaken("S_COLLECTED", "S_RECORDED"), "14:02", JIA),
    (
        lambda journey: recorded(journey).stepped("S_RECORDED"),
        bodies.StepTaken("S_RECORDED", "S_CLOSED"),
        "15:00",
        WU,
    ),
    (
        lambda journey: recorded(journey).stepped("S_RECORDED", "S_CLOSED"),
        bodies.StepTaken("S_CLOSED", "S_ARCHIVED"),
        "16:00",
        DANG,
    ),
]


@pytest.mark.parametrize(
    ("until", "body", "at", "actor"), LAWFUL, ids=[body.kind for _, body, _, _ in LAWFUL]
)
def test_no_act_of_the_lawful_case_is_stopped(
    journey: Journey, until: Callable[[Journey], Journey], body: Body, at: str, actor: str
) -> None:
    assert until(journey).judged(body, at, actor).blocking == ()


@pytest.mark.parametrize(
    ("until", "body"),
    [
        (issued_only, bodies.StepTaken("S_TOLD", "S_ISSUED")),
        (Journey.decided, bodies.StepTaken("S_ISSUED", "S_TO_PAY")),
    ],
)
def test_steps_that_stand_on_facts_of_the_same_sitting_are_open_once_these_stand(
    journey: Journey, until: Callable[[Journey], Journey], body: Body
) -> None:
    journey = until(journey)
    if until is issued_only:
        journey.say(SERVICE, "09:52")
    assert journey.judged(body, "09:55").blocking == ()


def test_the_case_stands_at_collected_until_the_agency_has_the_record(journey: Journey) -> None:
    journey.collected()
    steps = next_steps(journey.state, journey.context("10:00"))
    assert [(step.transition.end, step.findings.codes) for step in steps] == [
        ("S_RECORDED", ("summary.not_recorded",))
    ]


def test_what_is_unconfirmed_in_the_list_warns_until_it_is_answered_once(journey: Journey) -> None:
    journey.ready()
    asked = journey.judged(issued("D20"), "09:52").warnings
    assert {each.code for each in asked} == {"holder.unconfirmed", "benchmark.currency_unconfirmed"}
    for each in asked:
        journey.say(bodies.FindingConfirmed(each.code, "已核对"), "09:51")
    again = journey.judged(issued("D20"), "09:52")
    assert again.warnings == ()
    assert {each.code for each in again if each.severity is Severity.NOTE} >= {each.code for each in asked}


def test_another_item_is_asked_about_anew(journey: Journey) -> None:
    journey.found().say(bodies.FindingConfirmed("holder.unconfirmed", "已核对"), "09:20")
    journey.set({"act.item": "SH-CG-0003"})
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"))
    assert "holder.unconfirmed" in {each.code for each in found.warnings}


def test_a_reason_for_one_amount_answers_for_no_other(journey: Journey) -> None:
    journey.ready().set({"decision.amount": 15_000, "payment.mode": "bank"})
    journey.say(bodies.FindingConfirmed("amount.deviates", "两次劝阻后仍投放"), "09:51")
    assert "amount.deviates" not in {each.code for each in journey.judged(issued("D20"), "09:52").warnings}
    journey.set({"decision.amount": 20_000}, "09:52")
    assert "amount.deviates" in {each.code for each in journey.judged(issued("D20"), "09:53").warnings}


def test_a_minor_is_asked_about_anew_with_another_birth_date(journey: Journey) -> None:
    journey.ready().set({"party.born": "2009-01-01"})
    journey.say(bodies.FindingConfirmed("party.minor", "已通知监护人"), "09:51")
    assert "party.minor" not in {each.code for each in journey.judged(issued("D20"), "09:52").warnings}
    journey.set({"party.born": "2010-01-01"}, "09:52")
    assert "party.minor" in {each.code for each in journey.judged(issued("D20"), "09:53").warnings}


def test_before_anything_is_known_every_reason_is_told_at_once(journey: Journey) -> None:
    journey.docket()
    first = next_steps(journey.state, journey.context("09:11"))[0]
    asked = {each.facts.get("field") for each in first.findings if each.code == "field.missing"}
    assert {"act.item", "act.at", "act.place", "act.facts", "party.kind", "decision.kind"} <= asked
    assert "evidence.scene_missing" in first.findings.codes
    assert not first.is_open


def test_the_step_of_a_leader_is_shown_with_the_role_it_needs(journey: Journey) -> None:
    recorded(journey).stepped("S_RECORDED")
    as_officer = next_steps(journey.state, journey.context("15:00"), JIA)[0]
    as_leader = next_steps(journey.state, journey.context("15:00"), WU)[0]
    assert as_officer.findings.codes == ("role.not_allowed",)
    assert as_leader.is_open


def test_a_judgement_takes_less_than_two_milliseconds(journey: Journey) -> None:
    journey.ready()
    entry, context = journey.entry(issued("D20"), "09:52", JIA, None), journey.context("09:52")
    took = []
    for _ in range(20):
        begin = time.perf_counter()
        judge(journey.case, entry, context)
        took.append(time.perf_counter() - begin)
    assert min(took) < 0.002


def test_a_warning_instead_of_a_fine_needs_no_payment(journey: Journey) -> None:
    journey.ready().set({"decision.kind": "warning"})
    found = journey.judged(issued("D20"), "09:52")
    assert "decision.kind_not_allowed" in found.codes  # this item knows a fine only
    assert not {"field.missing", "collection.no_ground"} & set(found.codes)


def test_a_fine_paid_at_a_bank_closes_with_the_banks_receipt(journey: Journey) -> None:
    journey.ready().set({"payment.mode": "bank"}).say(issued("D20"), "09:52")
    journey.say(SERVICE, "09:52").stepped("S_ISSUED", "S_TO_PAY", at="09:53").confirm("09:54")
    journey.say(bodies.SummaryRecorded("D20"), "10:00").stepped("S_RECORDED", at="10:00")
    close = bodies.StepTaken("S_RECORDED", "S_CLOSED")
    assert journey.judged(close, "15:00", WU).blocking[0].code == "payment.open"
    receipt = bodies.FieldSet("payment.receipt", None, "演示银行回单1")
    assert journey.judged(receipt, "14:00").blocking == ()
    journey.say(receipt, "14:00")
    assert journey.judged(close, "15:00", WU).blocking == ()


def test_the_second_officer_stands_behind_service_and_cash_before_the_case_is_closed(
    journey: Journey,
) -> None:
    journey.collected().say(bodies.SummaryRecorded("D20"), "14:00").stepped("S_RECORDED", at="14:00")
    close = bodies.StepTaken("S_RECORDED", "S_CLOSED")
    assert [each.code for each in journey.judged(close, "15:00", WU).blocking] == ["officers.not_confirmed"]
    journey.confirm("14:30")
    assert journey.judged(close, "15:00", WU).blocking == ()


@pytest.mark.parametrize("changed", sorted(DECISION))
def test_a_printed_fact_no_longer_changes(journey: Journey, changed: str) -> None:
    journey.decided()
    found = journey.judged(bodies.FieldSet(changed, None, DECISION[changed]), "10:00")
    assert [each.code for each in found.blocking] == ["field.frozen"]


def test_fields_are_open_until_their_paper_stands(journey: Journey) -> None:
    journey.found().set(CORRECTION, "09:22").say(issued("D08"), "09:25")
    demand = bodies.FieldSet("correction.demand", None, "立即清理")
    assert journey.judged(demand, "09:26").blocking == ()  # a wrong order that was not served is made anew
    journey.say(bodies.DocumentServed("D08", "DIRECT", "演示当事人丙"), "09:27")
    assert [each.code for each in journey.judged(demand, "09:28").blocking] == ["field.frozen"]
    journey.say(issued("D10"), "09:29")
    scene = bodies.FieldSet("scene.narrative", None, "另有情况")
    assert [each.code for each in journey.judged(scene, "09:30").blocking] == ["field.frozen"]


def test_the_second_officer_may_confirm_on_paper(journey: Journey) -> None:
    journey.docket().set({"party.kind": "person"}).say(photo("e-1"), "09:16")
    acts = tuple(act.entry for act in journey.state.acts)
    paper = bodies.ActConfirmed(acts, "paper", "sha256:" + "a" * 64)
    assert journey.judged(paper, "09:18").blocking == ()
    journey.say(paper, "09:18")
    assert "officers.not_confirmed" not in journey.judged(issued("D10"), "09:20").codes
    assert journey.state.confirmed[acts[-1]] == (YI,)
