"""Approvals by sign-in and on paper: by the right person, never one's own, for what was proposed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import bodies
from app.domain.bodies import Body
from app.domain.law.ordinary_approvals import as_proposed
from app.domain.ordinary_bodies import ApprovalAsked, ApprovalConfirmed, AuthorisationRecorded
from tests.domain.law.ask import switched
from tests.domain.law.make import JIA, WU, YI, ZHU, photo
from tests.domain.law.ordinary.make import (
    FRI,
    FU,
    PAID,
    TUE,
    WED,
    Ordinary,
    blocked,
    noted,
    on,
    paper,
    warned,
)

NOON = on(FRI, "12:00")


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (ZHU, None),
        (JIA, "approval.own_proposal"),
        (YI, "approval.own_proposal"),
        (WU, "role.not_allowed"),
        (FU, "approval.deputy_unauthorised"),
    ],
)
def test_only_the_agency_head_files_and_nobody_his_own_proposal(
    case2: Ordinary, who: str, code: str | None
) -> None:
    case2.at_filing()
    found = blocked(case2.judged(case2.answer("D06"), NOON, who))
    assert (code in found) if code else (found == set())


def test_a_leader_who_works_on_the_case_gives_no_opinion_on_it(case2: Ordinary) -> None:
    case2.officers = (JIA, WU)
    case2.at_filing()
    found = case2.judged(case2.answer("D06", "SQUAD_LEADER"), NOON, WU)
    assert blocked(found) == {"approval.own_proposal"}


def test_the_leaders_opinion_is_no_approval(case2: Ordinary) -> None:
    case2.at_filing().approve("D06", NOON, "SQUAD_LEADER", WU)
    assert blocked(case2.step("O_INVEST", NOON)) == {"approval.missing"}


def test_without_the_leaders_opinion_the_head_is_warned(case2: Ordinary) -> None:
    case2.at_filing()
    assert "approval.leader_absent" in warned(case2.judged(case2.answer("D06"), NOON, ZHU))
    case2.approve("D06", on(FRI, "10:00"), "SQUAD_LEADER", WU)
    assert "approval.leader_absent" not in case2.judged(case2.answer("D06"), NOON, ZHU).codes


@pytest.mark.parametrize("outcome", ["returned", "refused"])
def test_what_was_not_granted_opens_nothing_and_needs_words(case2: Ordinary, outcome: str) -> None:
    case2.at_filing()
    wordless = case2.judged(case2.answer("D06", outcome=outcome, opinion=""), NOON, ZHU)
    assert {each.facts.get("field") for each in wordless.blocking} == {"opinion"}
    case2.say(case2.answer("D06", outcome=outcome, opinion="补充证据"), NOON, ZHU)
    found = case2.step("O_INVEST", NOON)
    assert blocked(found) == {"approval.not_granted"}
    assert noted(found, "approval.not_granted")["opinion"] == "补充证据"


def test_a_return_is_free_where_an_approval_would_be_refused(case2: Ordinary) -> None:
    case2.at_filing().set({"act.place": None}, on(FRI, "11:00"))
    assert "field.missing" in blocked(case2.judged(case2.answer("D06"), NOON, ZHU))
    back = case2.answer("D06", outcome="returned", opinion="补充地点")
    assert blocked(case2.judged(back, NOON, ZHU)) == set()


def test_an_old_proposal_is_not_answered(case2: Ordinary) -> None:
    case2.at_filing()
    old = case2.answer("D06")
    case2.ask("D06", on(FRI, "11:00"), "另行报请")
    assert "approval.no_proposal" in blocked(case2.judged(old, NOON, ZHU))


def test_what_was_approved_stands_only_while_what_it_covers_stands(case2: Ordinary) -> None:
    case2.reported().ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
    case2.set({"decision.amount": 700_000}, on(TUE, "10:30"))
    found = case2.judged(paper("D23", "n-1"), on(TUE, "14:00"))
    assert {"approval.outdated"} == blocked(found)
    assert noted(found, "approval.outdated")["fields"] == ("decision.amount",)
    case2.ask("D23", on(TUE, "10:40"))
    case2.approve("D23", on(TUE, "11:00"))
    assert blocked(case2.judged(paper("D23", "n-1", 2), on(TUE, "14:00"))) == set()


def test_a_paper_carries_the_number_of_its_approval_and_no_other(case2: Ordinary) -> None:
    case2.reported().ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
    found = case2.judged(paper("D23", "n-1", 7), on(TUE, "14:00"))
    assert blocked(found) == {"number.not_given"}
    unasked = case2.judged(paper("D35", "d-1"), on(TUE, "14:00"))
    assert {"approval.not_asked", "paper.wrong_step"} <= blocked(unasked)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"number": "", "number_seq": 0, "number_class": ""}, "number.wrong_class"),
        ({"number_class": "罚"}, "number.wrong_class"),
        ({"number_year": 2025}, "number.other_year"),
    ],
)
def test_the_heads_approval_gives_a_number_of_its_class_and_year(
    case2: Ordinary, changes: dict[str, object], code: str
) -> None:
    case2.at_filing()
    assert code in blocked(case2.judged(replace(case2.answer("D06"), **changes), NOON, ZHU))


def test_the_leaders_opinion_gives_no_number_and_a_number_is_given_once(case2: Ordinary) -> None:
    case2.at_filing()
    given = case2.answer("D06")
    opinion = replace(given, role="SQUAD_LEADER")
    assert "number.wrong_class" in blocked(case2.judged(opinion, NOON, WU))
    case2.say(given, NOON, ZHU)
    assert "number.taken" in blocked(case2.judged(given, on(FRI, "12:01"), ZHU))


def test_a_signed_paper_is_usable_at_once_is_marked_and_waits_for_its_signer(case2: Ordinary) -> None:
    case2.at_filing().say(photo("e-scan", "approval"), on(FRI, "11:05"))
    recorded = case2.recorded("D06", on(FRI, "11:00"))
    assert blocked(case2.judged(recorded, on(FRI, "11:10"))) == set()
    case2.say(recorded, on(FRI, "11:10"))
    found = case2.step("O_INVEST", on(FRI, "11:10"))
    assert blocked(found) == set()
    assert noted(found, "approval.on_paper")["officer"] == ZHU
    assert case2.state.approvals[-1].on_paper


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"scan": "e-nothing"}, "field.missing"),
        ({"signed_at": on(FRI, "13:00")}, "approval.time_impossible"),
        ({"signed_at": on(FRI, "09:00")}, "approval.time_impossible"),
        ({"signed_at": "gestern"}, "field.missing"),
        ({"signer": "officer-nobody"}, "roster.unknown_officer"),
        ({"signer": JIA}, "approval.own_proposal"),
        ({"signer": WU}, "role.not_allowed"),
    ],
)
def test_a_paper_approval_names_a_signer_a_scan_and_a_time_that_can_be(
    case2: Ordinary, changes: dict[str, object], code: str
) -> None:
    case2.at_filing().say(photo("e-scan", "approval"), on(FRI, "11:05"))
    recorded = replace(case2.recorded("D06", on(FRI, "11:00")), **changes)
    assert code in blocked(case2.judged(recorded, on(FRI, "11:10")))


def test_the_signer_stands_by_his_paper_before_he_approves_anything_else(case2: Ordinary) -> None:
    case2.at_filing().on_paper("D06", on(FRI, "11:00"), on(FRI, "11:10"))
    record = case2.last
    case2.stepped("O_INVEST", at=on(FRI, "11:10"))
    case2.confirm(on(FRI, "11:11")).set({}, on(FRI, "11:11"))
    case2.refused_to_correct().set(case2.penalty, on(TUE, "09:00"))
    case2.stepped("O_INV_DONE", at=on(TUE, "09:10"))
    case2.ask("D22", on(TUE, "09:11")).approve("D22", on(TUE, "09:30"), "SQUAD_LEADER", WU)
    case2.stepped("O_NOTICE", at=on(TUE, "09:30"))
    case2.ask("D23", on(TUE, "09:40"))
    assert blocked(case2.judged(case2.answer("D23"), on(TUE, "10:00"), ZHU)) == {"approval.paper_open"}
    mine = ApprovalConfirmed(record, "mine")
    assert blocked(case2.judged(mine, on(TUE, "10:00"), ZHU)) == set()
    assert blocked(case2.judged(mine, on(TUE, "10:00"), WU)) == {"approval.not_the_signer"}
    case2.say(mine, on(TUE, "10:00"), ZHU)
    assert blocked(case2.judged(case2.answer("D23"), on(TUE, "10:01"), ZHU)) == set()


def test_a_paper_that_its_signer_disowns_carries_nothing(case2: Ordinary) -> None:
    case2.at_filing().on_paper("D06", on(FRI, "11:00"), on(FRI, "11:10"))
    wordless = ApprovalConfirmed(case2.last, "not_mine")
    assert {each.facts.get("field") for each in case2.judged(wordless, NOON, ZHU).blocking} == {"opinion"}
    case2.say(ApprovalConfirmed(case2.last, "not_mine", "不是我签的"), NOON, ZHU)
    assert blocked(case2.step("O_INVEST", NOON)) == {"approval.disowned"}


def test_a_case_is_filed_away_with_a_warning_while_a_paper_waits(case2: Ordinary) -> None:
    case2.at_closing().on_paper("D58", on(PAID, "16:20"), on(PAID, "16:30"))
    found = case2.step("O_ARCHIVE", on(PAID, "17:00"), "officer-dang")
    assert blocked(found) == set()
    assert "approval.paper_unconfirmed" in warned(found)


@pytest.mark.parametrize(
    ("forms", "until", "allowed"),
    [
        (("D06",), "2026-08-31", True),
        (("D33",), "2026-08-31", False),
        (("D06",), "2026-08-06", False),
        (("D06",), "2026-08-07", True),
    ],
)
def test_a_deputy_approves_what_the_head_authorised_in_writing(
    case2: Ordinary, forms: tuple[str, ...], until: str, allowed: bool
) -> None:
    case2.at_filing().say(photo("e-auth", "authorisation"), on(FRI, "11:00"))
    word = AuthorisationRecorded(FU, ZHU, forms, "2026-08-01", until, "e-auth")
    assert blocked(case2.judged(word, on(FRI, "11:01"))) == set()
    case2.say(word, on(FRI, "11:01"))
    found = blocked(case2.judged(case2.answer("D06"), NOON, FU))
    assert found == (set() if allowed else {"approval.deputy_unauthorised"})


def test_a_deputy_needs_no_paper_where_that_policy_is_off(case2: Ordinary) -> None:
    case2.at_filing()
    parameters = switched(case2.law.parameters, "approval.deputy_authorised", enabled=False)
    case2.context_changes = {"parameters": parameters}
    assert blocked(case2.judged(case2.answer("D06"), NOON, FU)) == set()
    assert "role.not_allowed" in blocked(case2.judged(case2.answer("D06"), NOON, WU))


@pytest.mark.parametrize(
    ("word", "code"),
    [
        (AuthorisationRecorded(FU, WU, ("D06",), "2026-08-01", "2026-08-31", "e-1"), "role.not_allowed"),
        (AuthorisationRecorded(FU, ZHU, (), "2026-08-01", "2026-08-31", "e-1"), "field.missing"),
        (AuthorisationRecorded(FU, ZHU, ("D06",), "2026-09-01", "2026-08-31", "e-1"), "field.missing"),
        (AuthorisationRecorded(FU, ZHU, ("D06",), "2026-08-01", "2026-08-31", "e-x"), "field.missing"),
        (
            AuthorisationRecorded("x", ZHU, ("D06",), "2026-08-01", "2026-08-31", "e-1"),
            "roster.unknown_officer",
        ),
    ],
)
def test_an_authorisation_says_who_whom_for_what_and_how_long(
    case2: Ordinary, word: AuthorisationRecorded, code: str
) -> None:
    assert code in blocked(case2.at_filing().judged(word, NOON))


@pytest.mark.parametrize(
    "body",
    [ApprovalAsked("D20", "x"), ApprovalAsked("D33", "x"), ApprovalAsked("D99", "x")],
)
def test_a_form_is_proposed_at_its_stage_alone(case2: Ordinary, body: Body) -> None:
    case2.filed()
    found = blocked(case2.judged(body, on(TUE, "09:00")))
    assert found & {"approval.form_unknown", "approval.wrong_step"}


def test_a_proposal_says_something(case2: Ordinary) -> None:
    case2.found().stepped("O_FILING", at=on(FRI, "09:30"))
    found = case2.judged(case2.asking("D06", ""), on(FRI, "09:31"))
    assert {each.facts.get("field") for each in found.blocking} == {"opinion"}


def test_no_approval_exists_in_the_summary_procedure(case2: Ordinary) -> None:
    case2.say(bodies.CaseDocketed("线索登记〔2026〕第0001号", "summary", "x", "线", 2026, 1), "09:10")
    assert "approval.form_unknown" in blocked(case2.judged(ApprovalAsked("D06", "x"), on(FRI, "09:12")))


def test_a_lost_approval_of_the_decision_stops_the_paper(case2: Ordinary) -> None:
    case2.at_decision().approve("D33", on(WED, "10:00"))
    case2.say(case2.answer("D33", outcome="returned", opinion="再议"), on(WED, "10:05"), ZHU)
    assert "approval.not_granted" in blocked(case2.step("O_PENALTY", on(WED, "10:10"), ZHU))


def test_a_proposal_keeps_what_its_form_tells_and_nothing_else_is_approved(case2: Ordinary) -> None:
    case2.reported().ask("D23", on(TUE, "09:40"))
    asked = case2.state.proposal("D23")
    assert asked is not None
    assert asked.values["decision.amount"] == 800_000
    assert "report.course" not in asked.values, "the notice does not tell the report"
    forged = replace(case2.asking("D23"), values={**asked.values, "decision.amount": 100_000})
    assert blocked(case2.judged(forged, on(TUE, "09:50"))) == {"approval.values_differ"}


def test_what_was_changed_and_put_back_is_what_was_approved(case2: Ordinary) -> None:
    case2.reported().ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
    case2.set({"decision.amount": 700_000}, on(TUE, "10:30")).set(
        {"decision.amount": 800_000}, on(TUE, "10:31")
    )
    assert blocked(case2.judged(paper("D23", "n-1"), on(TUE, "14:00"))) == set()


def test_the_filing_table_tells_what_was_filed_though_the_inquiry_found_more(case2: Ordinary) -> None:
    case2.reported()
    filed = as_proposed(case2.state, "D06")
    assert case2.state.text("act.ended_at") and not filed.text("act.ended_at")
    assert filed.text("act.place") == case2.state.text("act.place")
    assert filed.text("report.course"), "what the form does not tell stays as it is"
    assert blocked(case2.judged(paper("D06"), on(TUE, "11:00"))) == set()
    assert as_proposed(case2.state, "D58") == case2.state, "nothing was proposed"
    case2.set({"decision.amount": 700_000}, on(TUE, "11:05"))
    assert blocked(case2.judged(paper("D22"), on(TUE, "11:10"))) == set(), "the report tells what was heard"


def test_a_form_is_printed_only_after_it_was_approved(case2: Ordinary) -> None:
    case2.at_filing().stepped("O_INVEST", at=on(FRI, "11:00"))
    assert "approval.missing" in blocked(case2.judged(paper("D06"), on(FRI, "11:10")))
    case2.stepped("O_INV_DONE", at=on(TUE, "09:10")).ask("D22", on(TUE, "09:11"))
    case2.stepped("O_NOTICE", at=on(TUE, "09:12"))
    assert "approval.missing" in blocked(case2.judged(paper("D22"), on(TUE, "09:15")))
