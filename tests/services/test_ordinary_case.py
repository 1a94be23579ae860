"""Case 2 as the law wants it, act by act, on one laptop: the officer, the leader and the head by turns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from app.domain.findings import RuleBroken
from app.domain.history import penalties_of
from app.services.approving import FormNotApproved
from app.services.office import LaptopOffice
from app.services.waiting import Wait
from tests.flows.demo_laptop import JI, JIA, WU
from tests.flows.ordinary_case import (
    FINE,
    FRIDAY,
    MONDAY,
    TUESDAY,
    Told4Ordinary,
    answer_warnings,
    at,
    friday,
    monday,
    play,
)
from tests.services.conftest import Laptop

SignIn = Callable[[str, datetime], LaptopOffice]


@pytest.fixture
def sign_in(laptop: Laptop) -> SignIn:
    """Change the officer at a time; the one before signs out first."""

    def changed(officer: str, when: datetime) -> LaptopOffice:
        while laptop.opened:
            laptop.opened.pop().close()
        laptop.demo.clock.advance_to(when)
        return laptop.sign_in(officer)

    return changed


@pytest.fixture
def journey(sign_in: SignIn) -> Told4Ordinary:
    return play(sign_in, JIA, WU, JI)


def test_the_case_is_closed_by_the_agency_head(journey: Told4Ordinary, laptop: Laptop) -> None:
    office = laptop.opened[-1]
    case = office.queries.case(journey.case)
    assert (case.procedure, case.step) == ("ordinary", "O_CLOSE")
    closing = case.approval("D58", "AGENCY_HEAD")
    assert closing is not None
    assert (closing.by, closing.at) == (JI, "2026-08-25T10:00:00+08:00")
    assert office.queries.open_cases() == ()
    assert [(each.amount, each.paid_on) for each in case.payments] == [(FINE, "2026-08-25")]


def test_its_papers_carry_the_numbers_that_the_approvals_gave(journey: Told4Ordinary, laptop: Laptop) -> None:
    case = laptop.opened[-1].queries.case(journey.case)
    assert [(paper.form, paper.number) for paper in case.documents] == [
        ("D10", "沪示示线索登记〔2026〕第0001号"),
        ("D08", "沪示示城管责改字〔2026〕第0001号"),
        ("D09", "沪示示城管立字〔2026〕第0001号"),
        ("D23", "沪示示城管罚告字〔2026〕第0001号"),
        ("D40", "沪示示城管立字〔2026〕第0001号"),
        ("D35", "沪示示城管罚字〔2026〕第0001号"),
        ("D40", "沪示示城管立字〔2026〕第0001号"),
    ]
    given = {each.form: each.number for each in case.approvals if each.number}
    assert given == {
        "D06": "沪示示城管立字〔2026〕第0001号",
        "D23": "沪示示城管罚告字〔2026〕第0001号",
        "D33": "沪示示城管罚字〔2026〕第0001号",
    }
    (row,) = laptop.opened[-1].queries.search("罚告字")
    assert row.number == "沪示示城管立字〔2026〕第0001号"


def test_R10_R21_R22_R25_R26_every_term_ends_on_its_day(journey: Told4Ordinary, laptop: Laptop) -> None:
    running = {each.rule: each for each in laptop.opened[-1].deadlines(journey.case)}
    assert {rule: each.day for rule, each in running.items()} == {
        "correction.due": date(2026, 8, 7),
        "T03": date(2026, 8, 22),
        "T04": date(2026, 11, 5),
        "T05": date(2026, 8, 18),
        "T09": date(2026, 8, 28),
        "T10": date(2026, 10, 19),
        "T11": date(2027, 2, 19),
        "T18": date(2026, 9, 3),
        "T30": date(2026, 8, 28),
        "T34": date(2026, 9, 24),
        "T40": date(2028, 8, 10),
    }
    assert [rule for rule, each in running.items() if each.due.provisional] == ["T11"]
    assert running["T11"].due.why.unloaded == (2027,)
    met = {rule for rule, each in running.items() if each.met_at is not None}
    assert met == {"correction.due", "T03", "T04", "T05", "T09", "T18", "T40"}


def test_who_approved_what_and_how_stands_on_the_case(journey: Told4Ordinary, laptop: Laptop) -> None:
    case = laptop.opened[-1].queries.case(journey.case)
    told = [(each.form, each.role, each.by, each.on_paper) for each in case.approvals]
    assert told == [
        ("D06", "AGENCY_HEAD", JI, True),
        ("D22", "SQUAD_LEADER", WU, False),
        ("D23", "AGENCY_HEAD", JI, False),
        ("D33", "SQUAD_LEADER", WU, False),
        ("D33", "AGENCY_HEAD", JI, False),
        ("D58", "SQUAD_LEADER", WU, False),
        ("D58", "AGENCY_HEAD", JI, False),
    ]
    filing = case.approvals[0]
    assert (filing.at, filing.recorded_by) == ("2026-08-07T11:00:00+08:00", JIA)
    assert filing.confirmed_at == "2026-08-11T10:00:00+08:00"
    rows = laptop.opened[-1].queries.timeline(journey.case)
    heads = {row.entry.header.kind for row in rows if row.entry.header.actor == JI}
    assert heads == {"approval.confirmed", "approval.given", "document.issued", "step.taken"}


def test_hearing_review_and_the_two_laws_are_kept_beside_the_decision(
    journey: Told4Ordinary, laptop: Laptop
) -> None:
    rows = laptop.opened[-1].queries.timeline(journey.case)
    (decision,) = [
        row
        for row in rows
        if row.entry.header.kind == "approval.given"
        and b'"D33"' in (row.entry.body or b"")
        and row.entry.header.actor == JI
    ]
    assert decision.findings is not None
    notes = {each.code: each for each in decision.findings}
    assert not decision.findings.blocking
    hearing = notes["hearing.not_due"]
    assert (hearing.facts["amount"], hearing.facts["limit"], hearing.tag) == (FINE, 5_000_000, "UNVERIFIED")
    assert {"review.not_due", "discussion.not_due"} <= set(notes)
    version = notes["version.old_applies"].facts
    assert (version["old"], version["new"], version["effects"]) == ("SH-CG-0001-1", "SH-CG-0001-2", "加重")


def test_the_record_is_whole_and_is_made_anew_the_same(journey: Told4Ordinary, laptop: Laptop) -> None:
    office = laptop.opened[-1]
    assert office.doctor.check() == ()
    assert office.doctor.rebuild()
    assert [each.decided_at for each in penalties_of(office.queries.case(journey.case))] == [
        "2026-08-19T15:00:00+08:00"
    ]


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[str]:
    return {each.code for each in refused.value.findings}


def test_each_person_finds_what_waits_for_him_and_nobody_finds_his_own(sign_in: SignIn) -> None:
    journey = friday(sign_in(JIA, at(FRIDAY, 9, 10)), JI)
    monday(sign_in(JIA, at(MONDAY, 9, 50)), journey)
    office = sign_in(JIA, at(TUESDAY, 9))
    answer_warnings(office, journey.case, "O_INV_DONE", at(TUESDAY, 9))
    office.ordinary.report(journey.case, "建议罚款", at(TUESDAY, 9, 5))
    assert office.ordinary.waiting() == ()
    leader = sign_in(WU, at(TUESDAY, 9, 30)).ordinary.waiting()
    assert [(each.form, each.what) for each in leader] == [("D22", Wait.APPROVAL)]
    head = sign_in(JI, at(TUESDAY, 9, 31)).ordinary.waiting()
    assert [(each.form, each.what, each.entry) for each in head] == [("D06", Wait.CONFIRM, journey.filing)]


def test_the_head_stands_by_his_paper_before_he_approves_anything_else(sign_in: SignIn) -> None:
    journey = friday(sign_in(JIA, at(FRIDAY, 9, 10)), JI)
    monday(sign_in(JIA, at(MONDAY, 9, 50)), journey)
    office = sign_in(JIA, at(TUESDAY, 9))
    office.ordinary.report(journey.case, "建议罚款", at(TUESDAY, 9, 5))
    sign_in(WU, at(TUESDAY, 9, 30)).ordinary.approve(journey.case, "D22", at=at(TUESDAY, 9, 30))
    sign_in(JIA, at(TUESDAY, 9, 40)).ordinary.propose_notice(journey.case, "报请", at(TUESDAY, 9, 40))
    head = sign_in(JI, at(TUESDAY, 10))
    with pytest.raises(RuleBroken) as refused:
        head.ordinary.approve(journey.case, "D23", at=at(TUESDAY, 10))
    assert codes(refused) == {"approval.paper_open"}
    assert head.queries.numbers_left("罚告", 2026) == 100, "a refused approval uses no number"
    head.ordinary.confirm_approval(journey.case, journey.filing, at=at(TUESDAY, 10, 1))
    head.ordinary.approve(journey.case, "D23", at=at(TUESDAY, 10, 2))
    assert head.queries.numbers_left("罚告", 2026) == 99


def test_who_works_on_the_case_cannot_approve_it_and_no_other_form_is_approved(sign_in: SignIn) -> None:
    journey = friday(sign_in(JIA, at(FRIDAY, 9, 10)), JI)
    monday(sign_in(JIA, at(MONDAY, 9, 50)), journey)
    office = sign_in(JIA, at(TUESDAY, 9))
    office.ordinary.report(journey.case, "建议罚款", at(TUESDAY, 9, 5))
    with pytest.raises(RuleBroken) as refused:
        office.ordinary.approve(journey.case, "D22", at=at(TUESDAY, 9, 6))
    assert codes(refused) == {"approval.own_proposal", "role.not_allowed"}
    with pytest.raises(FormNotApproved):
        office.ordinary.approve(journey.case, "D20")


def test_a_form_that_was_returned_is_proposed_anew_and_an_unused_number_is_voided(sign_in: SignIn) -> None:
    journey = friday(sign_in(JIA, at(FRIDAY, 9, 10)), JI)
    monday(sign_in(JIA, at(MONDAY, 9, 50)), journey)
    sign_in(JIA, at(TUESDAY, 9)).ordinary.report(journey.case, "建议罚款", at(TUESDAY, 9, 5))
    sign_in(WU, at(TUESDAY, 9, 30)).ordinary.approve(journey.case, "D22", at=at(TUESDAY, 9, 30))
    sign_in(JIA, at(TUESDAY, 9, 40)).ordinary.propose_notice(journey.case, "报请", at(TUESDAY, 9, 40))
    head = sign_in(JI, at(TUESDAY, 10))
    head.ordinary.confirm_approval(journey.case, journey.filing, at=at(TUESDAY, 10))
    head.ordinary.approve(journey.case, "D23", at=at(TUESDAY, 10, 1))
    head.ordinary.approve(journey.case, "D23", "returned", "补充理由", at(TUESDAY, 10, 5))
    office = sign_in(JIA, at(TUESDAY, 10, 10))
    with pytest.raises(RuleBroken) as refused:
        office.issue(journey.case, "D23", at(TUESDAY, 10, 10))
    assert codes(refused) == {"approval.not_granted"}
    office.ordinary.propose_notice(journey.case, "补充理由后再报", at(TUESDAY, 10, 15))
    head = sign_in(JI, at(TUESDAY, 10, 20))
    head.ordinary.approve(journey.case, "D23", at=at(TUESDAY, 10, 20))
    case = head.queries.case(journey.case)
    given = case.number_given("罚告")
    assert given is not None
    assert given.number == "沪示示城管罚告字〔2026〕第0002号"
    assert [act.subject for act in case.acts if act.kind == "number.voided"] == [
        "沪示示城管罚告字〔2026〕第0001号"
    ]
    assert head.doctor.check() == ()
