"""Who acts, and who is punished (R08, R09, R45, R46): two valid cards, roles, age, grounds to spare."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain import bodies
from app.domain.context import PastPenalty
from tests.domain.law.ask import blocked, decision
from tests.domain.law.make import (
    JIA,
    OFFICERS,
    ROSTER,
    WU,
    YI,
    ZHU,
    Journey,
    grant_of,
    grants,
    issued,
    officer,
    photo,
)


@pytest.mark.parametrize(
    ("until", "accepted"),
    [
        (date(2026, 8, 5), False),
        (date(2026, 8, 6), True),
        (date(2026, 8, 7), True),
        (date(2020, 1, 1), False),
    ],
)
def test_R08_a_paper_is_refused_when_the_second_card_expired_the_day_before(
    journey: Journey, until: date, accepted: bool
) -> None:
    people = (OFFICERS[0], officer(YI, "OFFICER", until=until))
    journey.roster = replace(ROSTER, officers=people, grants=grants(people))
    found = decision(journey.ready())
    assert blocked(found) == (set() if accepted else {"officers.card_invalid", "officers.act_without_card"})


@pytest.mark.parametrize(
    ("until", "accepted"), [(date(2026, 8, 5), False), (date(2026, 8, 6), True), (date(2026, 8, 7), True)]
)
def test_R08_what_an_officer_without_a_valid_card_did_does_not_carry_a_decision_of_others(
    journey: Journey, until: date, accepted: bool
) -> None:
    people = (OFFICERS[0], officer(YI, "OFFICER", until=until), OFFICERS[2])
    journey.roster = replace(ROSTER, officers=people, grants=grants(people))
    journey.ready()
    found = journey.judged(issued("D20"), "09:52", officers=(JIA, WU))
    kinds = {str(each.facts["kind"]) for each in found.blocking if each.code == "officers.act_without_card"}
    assert kinds == (set() if accepted else {"document.served", "party.told", "reinspection.recorded"})
    assert all(each.articles == ("《中华人民共和国行政处罚法》第四十二条",) for each in found.blocking)


def test_R08_the_hand_over_of_the_decision_by_one_officer_does_not_carry_the_step(journey: Journey) -> None:
    journey.ready().say(issued("D20"), "09:52")
    journey.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "09:52", officers=(JIA,))
    found = journey.judged(bodies.StepTaken("S_TOLD", "S_ISSUED"), "09:53")
    assert blocked(found) == {"officers.act_alone"}


@pytest.mark.parametrize(
    ("officers", "codes"),
    [
        ((JIA,), {"officers.too_few"}),
        ((JIA, JIA), {"officers.too_few"}),
        ((), {"officers.too_few"}),
        ((JIA, "officer-nobody"), {"roster.unknown_officer"}),
        ((JIA, YI), set()),
    ],
)
def test_R08_a_paper_needs_two_different_officers_of_the_roster(
    journey: Journey, officers: tuple[str, ...], codes: set[str]
) -> None:
    found = journey.ready().judged(issued("D20"), "09:52", officers=officers)
    assert codes <= blocked(found)
    assert bool(codes) is bool(found.blocking)


def test_R08_with_one_officer_evidence_is_recorded_but_no_paper_and_no_step(journey: Journey) -> None:
    journey.officers = (JIA,)
    journey.docket()
    evidence = journey.judged(photo("e-1"), "09:16")
    assert evidence.blocking == ()
    assert "officers.too_few" in {each.code for each in evidence.warnings}
    journey.say(photo("e-1"), "09:16")
    for body in (issued("D10"), issued("D08"), issued("D20"), bodies.StepTaken("S_FOUND", "S_ELIGIBLE")):
        assert "officers.too_few" in blocked(journey.judged(body, "09:20"))


def test_R08_what_was_done_alone_does_not_carry_a_decision(journey: Journey) -> None:
    journey.ready().say(bodies.PartyTold(True, True, "none"), "09:49", officers=(JIA,)).confirm("09:50")
    assert blocked(decision(journey)) == {"officers.act_alone"}
    journey.say(photo("e-7"), "09:50", officers=(JIA,)).say(bodies.PartyTold(True, True, "none"), "09:50")
    found = decision(journey.confirm("09:51"))
    assert blocked(found) == set()
    assert "officers.evidence_alone" in {each.code for each in found.warnings}


@pytest.mark.parametrize(
    ("day", "accepted"),
    [("2026-11-10", True), ("2026-11-15", True), ("2026-11-16", False), ("2026-11-22", False)],
)
def test_R09_a_card_is_tested_on_the_day_of_the_act_not_of_the_judgement(
    journey: Journey, day: str, accepted: bool
) -> None:
    people = (OFFICERS[0], officer(YI, "OFFICER", until=date(2026, 11, 15)))
    journey.roster = replace(ROSTER, officers=people, grants=grants(people))
    journey.ready()
    found = journey.judged(issued("D20"), f"{day}T09:52:00+08:00", now="2026-11-22T12:00:00+08:00")
    assert ("officers.card_invalid" not in found.codes) is accepted


@pytest.mark.parametrize(
    ("born", "fen", "code"),
    [
        ("2013-01-01", 10_000, "party.under_age"),
        ("2012-08-06", 10_000, "party.under_age"),  # the fourteenth birthday itself
        ("2012-08-05", 10_000, None),
        ("2010-01-01", 10_000, None),
        ("2010-01-01", 10_001, "party.minor_not_lightest"),
        ("2008-08-06", 15_000, "party.minor_not_lightest"),
        ("2008-08-05", 15_000, "amount.deviates"),  # grown up: only the written reason is noted
    ],
)
def test_R45_under_14_no_penalty_and_under_18_the_lightest_level(
    journey: Journey, born: str, fen: int, code: str | None
) -> None:
    values = {"party.born": born, "decision.amount": fen, "payment.mode": "bank"}
    found = decision(journey.ready(), values)
    assert blocked(found) == ({code} if code and code.startswith("party.") else set())
    assert code is None or code in found.codes


@pytest.mark.parametrize(
    ("party", "warned"),
    [
        ({"party.born": None}, True),
        ({"party.born": "1991-07-01"}, False),
        ({"party.born": None, "party.kind": "unit", "party.unit_name": "演示公司"}, False),
    ],
)
def test_R45_a_person_whose_age_nobody_knows_is_warned_of(
    journey: Journey, party: dict[str, object], warned: bool
) -> None:
    found = decision(journey.ready(), party)
    assert ("party.age_unknown" in {each.code for each in found.warnings}) is warned


def test_R45_a_minor_of_14_to_17_is_warned_of_even_at_the_lightest_level(journey: Journey) -> None:
    found = decision(journey.ready(), {"party.born": "2010-01-01"})
    assert "party.minor" in {each.code for each in found.warnings}


@pytest.mark.parametrize(
    ("gravity", "choice", "code"),
    [
        ("minor_corrected_no_harm", "", "no_penalty.must"),
        ("minor_corrected_no_harm", "决定处罚", "no_penalty.must"),
        ("first_slight_corrected", "", "no_penalty.choice_missing"),
        ("first_slight_corrected", "已报负责人，决定处罚", None),
        ("ordinary", "", None),
    ],
)
def test_R46_minor_must_be_spared_and_first_slight_may_be(
    journey: Journey, gravity: str, choice: str, code: str | None
) -> None:
    found = decision(journey.ready(), {"act.gravity": gravity, "act.no_penalty_choice": choice})
    assert blocked(found) == ({code} if code else set())


@pytest.mark.parametrize(
    ("decided_at", "warned"),
    [
        ("2026-01-05T10:00:00+08:00", True),
        ("2024-08-06T10:00:00+08:00", True),
        ("2024-08-05T10:00:00+08:00", False),
    ],
)
def test_a_penalty_within_the_window_speaks_against_a_first_time(
    journey: Journey, decided_at: str, warned: bool
) -> None:
    past = PastPenalty("other", "SH-CG-0002", decided_at, "D20")
    journey.ready().context_changes = {"history": (past,), "history_complete": False}
    codes = {each.code for each in decision(journey).warnings}
    assert ("history.not_first" in codes) is warned
    assert "history.local_only" in codes


def test_a_case_ends_without_penalty_only_on_a_ground(journey: Journey) -> None:
    journey.found()
    spare = bodies.StepTaken("S_FOUND", "CLUE_NOCASE")
    assert blocked(journey.judged(spare, actor=ZHU)) == {"no_penalty.no_ground"}
    assert blocked(journey.judged(spare, actor=JIA)) == {"no_penalty.no_ground", "role.not_allowed"}
    journey.set({"party.born": "2013-01-01"})
    assert blocked(journey.judged(spare, actor=ZHU)) == set()


SPARE = bodies.StepTaken("S_FOUND", "CLUE_NOCASE")


@pytest.mark.parametrize(
    ("ground", "reason", "codes"),
    [
        ("no_facts", "监控显示并非当事人所为", set()),
        ("no_fault", "当事人举证没有主观过错", set()),
        ("incapable", "鉴定为不能控制自己行为", set()),
        ("no_facts", "", {"field.missing"}),
        (None, "理由", {"no_penalty.no_ground"}),
    ],
)
def test_a_clue_without_facts_or_fault_ends_with_written_reasons(
    journey: Journey, ground: str | None, reason: str, codes: set[str]
) -> None:
    journey.found().set({"exit.ground": ground, "exit.reason": reason})
    assert blocked(journey.judged(SPARE, actor=ZHU)) == codes


@pytest.mark.parametrize(
    ("values", "article"),
    [
        ({"act.gravity": "minor_corrected_no_harm"}, "第三十三条第三款"),
        ({"act.gravity": "first_slight_corrected", "act.no_penalty_choice": "不予处罚"}, "第三十三条第三款"),
        ({"exit.ground": "no_fault", "exit.reason": "已举证"}, "第三十三条第三款"),
        ({"exit.ground": "incapable", "exit.reason": "已鉴定"}, "第三十一条"),
        ({"party.born": "2013-01-01"}, "第三十条"),
        ({"exit.ground": "no_facts", "exit.reason": "并非当事人所为"}, None),
    ],
)
def test_R46_who_is_spared_is_educated_and_a_guardian_disciplines(
    journey: Journey, values: dict[str, object], article: str | None
) -> None:
    found = journey.found().set(values).judged(SPARE, actor=ZHU)
    asked = [each.articles for each in found.warnings if each.code == "no_penalty.education"]
    assert asked == ([(f"《中华人民共和国行政处罚法》{article}",)] if article else [])


@pytest.mark.parametrize("end", ["CLUE_TO_FILE", "CLUE_NOCASE", "CLUE_OUT"])
def test_why_a_case_leaves_the_summary_procedure_is_asked(journey: Journey, end: str) -> None:
    journey.found()
    leave = bodies.StepTaken("S_FOUND", end)
    assert "exit.reason_missing" in {each.code for each in journey.judged(leave, actor=WU).warnings}
    journey.set({"exit.reason": "需要进一步调查取证"})
    assert "exit.reason_missing" not in journey.judged(leave, actor=WU).codes


def test_only_the_leader_closes(journey: Journey) -> None:
    journey.collected().say(bodies.SummaryRecorded("D20"), "14:00").stepped("S_RECORDED", at="14:00")
    journey.confirm("14:01")
    close = bodies.StepTaken("S_RECORDED", "S_CLOSED")
    assert blocked(journey.judged(close, "15:00", JIA)) == {"role.not_allowed"}
    assert blocked(journey.judged(close, "15:00", WU)) == set()


def test_a_grant_speaks_for_its_officer_on_its_days_only(journey: Journey) -> None:
    journey.ready()
    for change, code in (
        ({"grant": "sha256:none"}, "grant.unknown"),
        ({"grant": grant_of(YI)}, "grant.other_officer"),
    ):
        assert blocked(journey.judged(issued("D20"), "09:52", **change)) == {code}
    ended = replace(ROSTER.grants[0], valid_until=date(2026, 8, 5))
    journey.roster = replace(ROSTER, grants=(ended, *ROSTER.grants[1:]))
    assert blocked(journey.judged(issued("D20"), "09:52")) == {"grant.not_valid"}
