"""Single actions of the ordinary procedure, and the way of the cash in the summary one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest

from app.domain.findings import RuleBroken
from app.services.answers import NoNotice
from app.services.approving import DeputyAuthority, PaperApproval
from app.services.money_on_its_way import BankPayment, NoCash
from app.services.office import LaptopOffice
from app.services.papers import DocumentUnknown
from tests.flows import ordinary_case, summary_case
from tests.flows.demo_laptop import JI, JIA, PASSPHRASES, WU, YI
from tests.flows.ordinary_case import FRIDAY, MONDAY, PHOTO, TUESDAY, WEDNESDAY, at
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


def codes(refused: pytest.ExceptionInfo[RuleBroken]) -> set[str]:
    return {each.code for each in refused.value.findings}


def notified(sign_in: SignIn) -> ordinary_case.Told4Ordinary:
    journey = ordinary_case.friday(sign_in(JIA, at(FRIDAY, 9, 10)), JI)
    ordinary_case.monday(sign_in(JIA, at(MONDAY, 9, 50)), journey)
    ordinary_case.tuesday(sign_in, JIA, WU, JI, journey)
    return journey


def test_R06_R07_cash_of_the_spot_is_handed_in_and_banked_and_meets_both_terms(
    office: LaptopOffice,
) -> None:
    journey = summary_case.play(office)
    with pytest.raises(NoCash):
        office.ordinary.bank_money(journey.case, "演示回单")
    office.ordinary.hand_in_money(journey.case, "演示出纳", summary_case.at(16, 0))
    office.ordinary.bank_money(journey.case, "演示回单1", summary_case.at(16, 30))
    running = {each.rule: each for each in office.deadlines(journey.case)}
    assert (running["T20"].day, running["T20"].met_at) == (
        date(2026, 8, 10),
        "2026-08-06T16:00:00+08:00",
    )
    assert (running["T21"].day, running["T21"].met_at) == (
        date(2026, 8, 10),
        "2026-08-06T16:30:00+08:00",
    )
    for again in (office.ordinary.hand_in_money, office.ordinary.bank_money):
        with pytest.raises(NoCash):
            again(journey.case, "再来一次")


def test_cash_names_who_received_it_and_the_slip_of_the_bank(office: LaptopOffice) -> None:
    journey = summary_case.play(office)
    with pytest.raises(RuleBroken) as refused:
        office.ordinary.hand_in_money(journey.case, " ")
    assert codes(refused) == {"field.missing"}
    office.ordinary.hand_in_money(journey.case, "演示出纳")
    with pytest.raises(RuleBroken) as refused:
        office.ordinary.bank_money(journey.case, "")
    assert codes(refused) == {"field.missing"}


def test_nothing_is_answered_paid_or_published_before_there_is_a_paper(office: LaptopOffice) -> None:
    case = office.ordinary.docket("巡查发现", YI, at(6, 9, 10))
    with pytest.raises(NoNotice):
        office.ordinary.record_defence(case, "made", "没有混投")
    with pytest.raises(NoNotice):
        office.ordinary.answer_hearing(case, "waived")
    with pytest.raises(DocumentUnknown):
        office.ordinary.record_payment(case, BankPayment(1, date(2026, 8, 6), "回单"))
    with pytest.raises(DocumentUnknown):
        office.ordinary.record_publication(case, date(2026, 8, 6), "网站")
    assert office.ordinary.owed(case) is None


def test_a_defence_shortens_the_window_and_is_answered(sign_in: SignIn) -> None:
    journey = notified(sign_in)
    office, case = sign_in(JIA, at(TUESDAY, 16)), journey.case
    office.ordinary.record_defence(case, "made", "容器由物业统一设置", at=at(TUESDAY, 16))
    office.confirm(case, YI, PASSPHRASES[YI], at(TUESDAY, 16, 1))
    with pytest.raises(RuleBroken) as refused:
        office.ordinary.propose_decision(case, "建议处罚", at(TUESDAY, 16, 5))
    assert codes(refused) == {"field.missing"}
    office.set_fields(case, {"defence.answer": "不影响投放义务，不予采纳"}, at(TUESDAY, 16, 6))
    office.ordinary.propose_decision(case, "建议处罚", at(TUESDAY, 16, 10))
    assert office.queries.case(case).step == "O_DECIDE"


def test_before_the_window_is_over_the_decision_is_not_proposed_and_nothing_is_saved(sign_in: SignIn) -> None:
    journey = notified(sign_in)
    office = sign_in(JIA, at(18, 17))
    before = office.queries.case(journey.case)
    with pytest.raises(RuleBroken) as refused:
        office.ordinary.propose_decision(journey.case, "建议处罚", at(18, 17))
    assert codes(refused) == {"defence.window_open"}
    assert office.queries.case(journey.case) == before, "step and proposal are one transaction"


def test_the_screen_knows_what_stands_against_proposal_and_approval(sign_in: SignIn) -> None:
    journey = notified(sign_in)
    office = sign_in(JI, at(WEDNESDAY, 9))
    against = {each.code for each in office.ordinary.against_proposal(journey.case, "D58").blocking}
    assert {"approval.wrong_step", "field.missing"} <= against
    approval = office.ordinary.against_approval(journey.case, "D33", "AGENCY_HEAD")
    assert "approval.no_proposal" in {each.code for each in approval.blocking}
    stages = office.ordinary.stages(journey.case)
    assert [(stage.id, stage.is_due) for stage in stages] == [
        ("hearing", False),
        ("review", False),
        ("discussion", False),
    ]


def test_a_paper_that_the_head_disowns_is_recorded_and_carries_nothing_on(sign_in: SignIn) -> None:
    journey = ordinary_case.friday(sign_in(JIA, at(FRIDAY, 9, 10)), JI)
    head = sign_in(JI, at(MONDAY, 9))
    head.ordinary.confirm_approval(
        journey.case, journey.filing, mine=False, words="不是本人签署", at=at(MONDAY, 9)
    )
    case = head.queries.case(journey.case)
    assert case.approval("D06", "AGENCY_HEAD") is None
    assert case.file_number == ""
    assert head.ordinary.waiting() == ()


def test_an_authorisation_of_somebody_who_is_no_head_is_refused(sign_in: SignIn) -> None:
    journey = ordinary_case.friday(sign_in(JIA, at(FRIDAY, 9, 10)), JI)
    office = sign_in(JIA, at(FRIDAY, 15))
    scan = office.add_evidence(journey.case, PHOTO, act="authorisation", title="授权书", at=at(FRIDAY, 15))
    word = DeputyAuthority(WU, JIA, ("D33",), "2026-08-01", "2026-08-31", scan)
    with pytest.raises(RuleBroken) as refused:
        office.ordinary.record_authority(journey.case, word, at(FRIDAY, 15))
    assert codes(refused) == {"role.not_allowed"}
    word = DeputyAuthority(WU, JI, ("D33",), "2026-08-01", "2026-08-31", scan)
    office.ordinary.record_authority(journey.case, word, at(FRIDAY, 15))
    assert office.queries.case(journey.case).authorisations[0].covers(WU, "D33", "2026-08-19")


def test_a_paper_approval_without_its_scan_is_refused_and_uses_no_number(sign_in: SignIn) -> None:
    office = sign_in(JIA, at(FRIDAY, 9, 10))
    case = office.ordinary.docket("巡查发现", YI, at(FRIDAY, 9, 10))
    with pytest.raises(RuleBroken) as refused:
        office.ordinary.record_approval(case, "D06", PaperApproval(JI, at(FRIDAY, 9, 5), "nothing"))
    assert {"approval.no_proposal", "approval.wrong_step", "field.missing"} <= codes(refused)
    assert office.queries.numbers_left("立", 2026) == 100


def test_the_filing_table_is_printed_as_it_was_approved(laptop: Laptop, sign_in: SignIn) -> None:
    journey = notified(sign_in)
    office = sign_in(JIA, at(TUESDAY, 16))
    office.issue(journey.case, "D06", at(TUESDAY, 16))
    form, number, values = laptop.paperwork.issued[-1]
    assert (form, number) == ("D06", "沪示示城管立字〔2026〕第0001号")
    assert "act.ended_at" not in values, "the refusal of Monday was not known on Friday"
    assert values["filing.grounds"]
