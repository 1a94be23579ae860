"""Papers and their numbers (R49, R50, R61): remedies, one use of a number, one decision, handing over."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import bodies
from app.domain.context import EmptyField
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


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("上海市示范区人民政府", None),
        ("示范区人民政府", None),
        ("", "remedy.body_missing"),
        ("上海市人民政府", "remedy.body_wrong"),
        ("示范区城市管理行政执法局", "remedy.body_wrong"),
        ("上海市另一区人民政府", "remedy.body_wrong"),
    ],
)
def test_R50_the_decision_names_the_district_government_for_reconsideration(
    journey: Journey, body: str, code: str | None
) -> None:
    journey.roster = replace(ROSTER, agency=replace(AGENCY, reconsideration_body=body))
    assert blocked(decision(journey.ready())) == ({code} if code else set())


PENALTY_LAW = "《中华人民共和国行政处罚法》"


@pytest.mark.parametrize(
    ("form", "article"),
    [
        ("D08", f"{PENALTY_LAW}第二十八条"),
        ("D09", f"{PENALTY_LAW}第四十七条"),
        ("D10", "《最高人民法院关于行政诉讼证据若干问题的规定》第十五条"),
        ("D20", f"{PENALTY_LAW}第五十二条"),
    ],
)
def test_an_empty_field_is_asked_for_by_the_law_of_its_own_paper(
    journey: Journey, form: str, article: str
) -> None:
    journey.ready().context_changes = {"missing_fields": (EmptyField("party.phone", "电话"),)}
    found = journey.judged(issued(form, f"{form}-2", 2), "09:52")
    asked = [each for each in found.blocking if each.facts.get("field") == "party.phone"]
    assert [each.articles for each in asked] == [(article,)]


def test_a_card_that_was_not_shown_breaks_two_articles_on_the_spot(journey: Journey) -> None:
    found = decision(journey.ready().told(card_shown=False))
    reason = next(each for each in found.blocking if each.code == "telling.card_not_shown")
    assert reason.articles == (f"{PENALTY_LAW}第五十五条", f"{PENALTY_LAW}第五十二条第一款")


@pytest.mark.parametrize(("field", "value"), [("act.facts", "另一种事实"), ("act.place", "另一处")])
def test_facts_that_changed_after_the_telling_are_asked_about(
    journey: Journey, field: str, value: str
) -> None:
    found = decision(journey.ready(), {field: value})
    (asked,) = [each for each in found.warnings if each.code == "telling.facts_changed"]
    assert asked.facts["fields"] == (field,)
    assert "telling.facts_changed" not in decision(journey.told()).codes


@pytest.mark.parametrize(
    ("mode", "warned"), [("DIRECT", False), ("LEAVE", False), ("POST", True), ("NOTICE", True)]
)
def test_a_decision_on_the_spot_is_given_by_hand(journey: Journey, mode: str, warned: bool) -> None:
    journey.ready().say(issued("D20"), "09:52").say(
        bodies.DocumentServed("D20", mode, "演示当事人丙"), "09:52"
    )
    found = journey.judged(bodies.StepTaken("S_TOLD", "S_ISSUED"), "09:53")
    assert ("decision.not_by_hand" in {each.code for each in found.warnings}) is warned


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
