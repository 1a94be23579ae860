"""Papers and their numbers (R49, R50, R61): remedies, one use of a number, one decision, handing over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import bodies
from app.domain.findings import Findings
from app.domain.law.guards.steps import PROCEDURES
from app.domain.numbers import NumberState
from tests.domain.law.ask import blocked, decision
from tests.domain.law.make import AGENCY, JIA, ROSTER, Journey, issued


def test_R49_the_on_the_spot_decision_says_reconsider_first() -> None:
    paper = PROCEDURES["summary"].paper("D20")
    assert paper is not None
    assert paper.remedy == "reconsider_first"
    assert all(other.remedy == "" for other in PROCEDURES["summary"].papers if other.form != "D20")


@pytest.mark.parametrize(("body", "accepted"), [("上海市示范区人民政府", True), ("", False)])
def test_R50_the_decision_names_the_district_government_for_reconsideration(
    journey: Journey, body: str, accepted: bool
) -> None:
    journey.roster = replace(ROSTER, agency=replace(AGENCY, reconsideration_body=body))
    assert blocked(decision(journey.ready())) == (set() if accepted else {"remedy.body_missing"})


def test_R61_a_number_is_used_once_and_never_after_it_was_voided(journey: Journey) -> None:
    journey.ready()
    journey.context_changes = {"number_state": NumberState.USED}
    assert blocked(journey.judged(issued("D20", seq=7), "09:52")) == {"number.taken"}
    journey.context_changes = {"number_state": NumberState.WRITTEN_OFF}
    assert blocked(journey.judged(issued("D20", seq=7), "09:52")) == {"number.written_off"}
    journey.context_changes = {"number_state": NumberState.FREE}
    assert blocked(journey.judged(issued("D20", seq=8), "09:52")) == set()


def test_R61_a_number_of_no_block_that_was_leased_is_refused(journey: Journey) -> None:
    journey.ready()
    journey.context_changes = {"number_state": NumberState.NOT_LEASED}
    assert blocked(journey.judged(issued("D20", seq=7), "09:52")) == {"number.not_leased"}


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (NumberState.USED, "number.taken"),
        (NumberState.WRITTEN_OFF, "number.written_off"),
        (NumberState.NOT_LEASED, "number.not_leased"),
    ],
)
def test_R61_a_clue_is_not_docketed_under_a_number_that_is_not_free(
    journey: Journey, state: NumberState, code: str
) -> None:
    journey.context_changes = {"number_state": state}
    docketing = bodies.CaseDocketed("线索登记〔2026〕第0001号", "summary", "inspection", "线", 2026, 1)
    assert blocked(journey.judged(docketing, "09:10")) == {code}


VOIDED = bodies.NumberVoided("当罚", 2026, 7, "沪示示城管当罚字〔2026〕第0007号", "cut_off")


def test_R61_a_number_that_no_case_has_is_voided_without_a_case(journey: Journey) -> None:
    journey.context_changes = {"number_state": NumberState.WRITTEN_OFF}
    assert journey.judged(VOIDED, officers=(JIA,), case=None) == Findings()


@pytest.mark.parametrize(
    ("state", "code"),
    [(NumberState.USED, "number.elsewhere"), (NumberState.NOT_LEASED, "number.not_leased")],
)
def test_R61_a_number_of_a_paper_elsewhere_or_of_no_block_is_not_voided_without_its_case(
    journey: Journey, state: NumberState, code: str
) -> None:
    journey.context_changes = {"number_state": state}
    assert blocked(journey.judged(VOIDED, officers=(JIA,), case=None)) == {code}


def test_a_voiding_by_nobody_known_and_without_reason_is_refused(journey: Journey) -> None:
    found = journey.judged(replace(VOIDED, reason=""), actor="stranger", officers=("stranger",), case=None)
    assert blocked(found) == {"roster.unknown_officer", "grant.unknown", "field.missing"}


def test_an_act_of_a_case_is_not_recorded_without_one(journey: Journey) -> None:
    for body in (bodies.PartyTold(True, True, "none"), bodies.StepTaken("S_FOUND", "S_ELIGIBLE")):
        assert blocked(journey.judged(body, case=None)) == {"case.not_docketed"}
    docketing = bodies.CaseDocketed("线索登记〔2026〕第0001号", "summary", "inspection", "线", 2026, 1)
    assert blocked(journey.judged(docketing, case=None)) == {"case.not_docketed"}


def test_R61_a_number_of_the_case_is_taken(journey: Journey) -> None:
    journey.found().ordered()
    again = issued("D08", "D08-2")
    assert "number.taken" in blocked(journey.judged(again, "09:50"))
    assert "number.taken" not in blocked(
        journey.judged(replace(again, number="另一文号", number_seq=2), "09:50")
    )


def test_a_second_decision_in_one_case_is_refused(journey: Journey) -> None:
    journey.ready().say(issued("D20"), "09:52")
    found = journey.judged(issued("D20", "D20-2", 2), "09:53")
    assert "decision.unserved_exists" in {each.code for each in found.warnings}
    journey.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "09:53")
    assert blocked(journey.judged(issued("D20", "D20-2", 2), "09:54")) == {"decision.exists"}


def test_after_a_served_decision_there_is_no_other_way_out(journey: Journey) -> None:
    journey.ready().say(issued("D20"), "09:52")
    leave = bodies.StepTaken("S_TOLD", "CLUE_TO_FILE")
    assert blocked(journey.judged(leave, "09:53")) == set()
    journey.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "09:53")
    assert blocked(journey.judged(leave, "09:54")) == {"decision.made"}


def test_every_refusal_of_a_hopeless_decision_comes_at_once(journey: Journey) -> None:
    journey.docket().set({"decision.kind": "fine", "decision.amount": 20_001}, "09:15")
    found = journey.judged(issued("D20"), "09:20", officers=(JIA,))
    assert {
        "officers.too_few",
        "field.missing",
        "evidence.scene_missing",
        "telling.missing",
        "paper.wrong_step",
    } <= blocked(found)
    assert all(each.articles for each in found.blocking)


@pytest.mark.parametrize(
    ("served", "code"),
    [
        (None, "decision.not_served"),
        (bodies.DocumentServed("D20", "DIRECT", "x", refused_to_sign=True), "service.refusal_without_reason"),
        (bodies.DocumentServed("D20", "DIRECT", "x", refused_to_sign=True, reason="拒绝签收"), None),
    ],
)
def test_a_decision_is_handed_over_and_a_missing_signature_explained(
    journey: Journey, served: bodies.DocumentServed | None, code: str | None
) -> None:
    journey.ready().say(issued("D20"), "09:52")
    if served is not None:
        journey.say(served, "09:52")
    found = journey.judged(bodies.StepTaken("S_TOLD", "S_ISSUED"), "09:53")
    assert blocked(found) == ({code} if code else set())


def test_what_is_printed_or_registered_is_a_paper_of_the_case(journey: Journey) -> None:
    journey.decided()
    assert blocked(journey.judged(bodies.DocumentPrinted("D99", 1, "printer"))) == {"paper.unknown"}
    assert blocked(journey.judged(bodies.SummaryRecorded("D08"))) == {"paper.unknown"}
    assert blocked(journey.judged(bodies.SummaryRecorded("D20"))) == set()
