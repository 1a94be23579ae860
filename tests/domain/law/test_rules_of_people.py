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
    assert blocked(found) == (set() if accepted else {"officers.card_invalid"})


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
