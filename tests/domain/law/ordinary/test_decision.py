"""The decision: in its term, once for one act, whole on paper, served with proof, paid and closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain import bodies
from app.domain.context import PastPenalty
from app.domain.law.deadlines import Deadline
from app.domain.law.ordinary_money import owed
from app.domain.law.running import deadlines_of
from app.domain.ordinary_bodies import MoneyBanked, MoneyHandedIn, PaymentRecorded, PublicationRecorded
from app.domain.roster import Bank
from app.releases.law import Law
from tests.domain.law.make import AGENCY, JIA, ZHU, Journey, photo
from tests.domain.law.ordinary.make import (
    FINE,
    FRI,
    PAID,
    SQUAD,
    WED,
    Ordinary,
    blocked,
    broad,
    noted,
    on,
    paper,
    warned,
)

NOW = on(WED, "10:00")


def deciding(case2: Ordinary) -> Ordinary:
    """Approved, at the stage of the paper."""
    case2.at_decision().approve("D33", NOW).stepped("O_PENALTY", at=NOW)
    return case2


def running(case: Journey, at: str) -> dict[str, Deadline]:
    return {each.rule: each for each in deadlines_of(case.state, case.context(at))}


@pytest.mark.parametrize(
    ("filed", "last"), [("2026-07-01", date(2026, 9, 29)), ("2026-08-03", date(2026, 11, 1))]
)
def test_R22_the_decision_is_due_within_ninety_days_of_filing_without_roll_over(
    case2: Ordinary, filed: str, last: date
) -> None:
    case2.day = filed
    case2.docket().ask("D06", on(filed, "10:00")).approve("D06", on(filed, "11:00"))
    found = running(case2, on(filed, "12:00"))["T04"]
    assert (found.day, found.due.raw, found.met_at) == (last, last, None)
    assert found.start == case2.last


def test_R22_a_paper_approval_starts_the_term_on_the_day_of_its_signature(case2: Ordinary) -> None:
    case2.at_filing().on_paper("D06", on(FRI, "11:00"), on("2026-08-10", "09:00"))
    assert running(case2, on("2026-08-10", "10:00"))["T04"].day == date(2026, 11, 5)
    assert running(case2, on("2026-08-10", "10:00"))["T03"].met_at == on(FRI, "11:00")


@pytest.mark.parametrize(("day", "late"), [("2026-11-05", False), ("2026-11-06", True)])
def test_R22_a_late_decision_is_warned_of_and_still_owed(case2: Ordinary, day: str, late: bool) -> None:
    found = case2.notified().step("O_DECIDE", on(day, "10:00"))
    assert blocked(found) == set()
    assert ("decision.late" in warned(found)) is late


def past(**changes: str) -> PastPenalty:
    plain = PastPenalty("other", "SH-CG-0001", "2026-08-15T10:00:00+08:00", "D35", on(FRI, "09:00"))
    return replace(plain, **changes)


@pytest.mark.parametrize(
    ("before", "same"),
    [
        (past(), True),
        (past(act_at=on("2026-08-01", "09:00"), act_ended_at=on(FRI, "08:00")), True),
        (past(act_at=on("2026-08-11", "09:00")), False),
        (past(act_at=on("2026-08-01", "09:00")), False),
        (past(item="SH-CG-0061"), False),
        (past(act_at=""), False),
    ],
)
def test_R53_the_same_act_of_the_same_party_is_not_fined_twice(
    case2: Ordinary, before: PastPenalty, same: bool
) -> None:
    case2.at_decision().context_changes = {"history": (before,), "history_complete": True}
    found = case2.judged(case2.answer("D33"), NOW, ZHU)
    assert ("act.fined_already" in warned(found)) is same
    assert blocked(found) == set(), "a warning stops no approval: the head reads it"


def test_R53_the_head_resolves_it_in_words_before_the_decision(case2: Ordinary) -> None:
    case2.at_decision().context_changes = {"history": (past(),), "history_complete": True}
    case2.approve("D33", NOW)
    assert blocked(case2.step("O_PENALTY", NOW, ZHU)) == {"act.fined_unresolved"}
    case2.say(bodies.FindingConfirmed("act.fined_already", "不是同一行为"), NOW, JIA)
    assert blocked(case2.step("O_PENALTY", NOW, ZHU)) == {"act.fined_unresolved"}, "an officer cannot"
    case2.say(bodies.FindingConfirmed("act.fined_already", "不是同一行为"), NOW, ZHU)
    assert blocked(case2.step("O_PENALTY", NOW, ZHU)) == set()


@pytest.mark.parametrize("empty", ["name", "address", "account"])
def test_R51_a_decision_without_bank_is_refused_and_the_field_is_named(case2: Ordinary, empty: str) -> None:
    deciding(case2)
    bank = replace(Bank("银行", "地址", "账号"), **{empty: ""})
    case2.roster = replace(SQUAD, agency=replace(AGENCY, bank=bank))
    found = case2.judged(paper("D35", "d-1"), NOW, ZHU)
    assert blocked(found) == {"bank.incomplete"}
    assert noted(found, "bank.incomplete")["missing"] == (empty,)


@pytest.mark.parametrize(
    ("agency", "code"),
    [
        ({"reconsideration_body": ""}, "remedy.body_missing"),
        ({"reconsideration_body": "上海市另一区人民政府"}, "remedy.body_wrong"),
        ({"reconsideration_body": "示范区城管执法局"}, "remedy.body_wrong"),
        ({"court": ""}, "remedy.court_missing"),
        ({"name": ""}, "agency.name_missing"),
    ],
)
def test_R49_R50_R51_a_decision_without_remedy_or_agency_is_refused(
    case2: Ordinary, agency: dict[str, str], code: str
) -> None:
    deciding(case2)
    case2.roster = replace(SQUAD, agency=replace(AGENCY, **agency))
    assert code in blocked(case2.judged(paper("D35", "d-1"), NOW, ZHU))


@pytest.mark.parametrize(
    "field", ["party.unit_name", "party.unit_address", "act.facts", "decision.kind", "payment.surcharge"]
)
def test_R51_every_empty_field_of_article_59_is_named(case2: Ordinary, field: str) -> None:
    deciding(case2).set({field: None}, NOW)
    found = case2.judged(paper("D35", "d-1"), NOW, ZHU)
    assert field in {each.facts.get("field") for each in found.blocking if each.code == "field.missing"}


def test_a_second_decision_in_one_case_is_refused_once_the_first_was_served(case2: Ordinary) -> None:
    deciding(case2).say(paper("D35", "d-1"), NOW)
    assert "decision.unserved_exists" in warned(case2.judged(paper("D35", "d-2", 2), NOW, ZHU))
    case2.say(bodies.DocumentServed("d-1", "DIRECT", "x"), NOW)
    assert "decision.exists" in blocked(case2.judged(paper("D35", "d-2", 2), NOW, ZHU))


def test_a_served_decision_freezes_what_it_says(case2: Ordinary) -> None:
    case2.served()
    for field in ("party.unit_name", "act.facts", "decision.amount", "defence.answer", "payment.surcharge"):
        assert blocked(case2.judged(bodies.FieldSet(field, None, None), on(PAID, "09:00"))) == {
            "field.frozen"
        }
    assert (
        blocked(case2.judged(bodies.FieldSet("close.ground", None, "performed"), on(PAID, "09:00"))) == set()
    )


def test_R21_service_of_a_decision_runs_seven_working_days(case2: Ordinary) -> None:
    case2.say(bodies.CaseDocketed("线1", "ordinary", "x", "线", 2026, 1), "09:10")
    case2.say(paper("D35", "d-1"), on("2026-09-28", "10:00"))
    assert running(case2, on("2026-09-28", "11:00"))["T09"].day == date(2026, 10, 13)
    served = bodies.DocumentServed("d-1", "DIRECT", "演示当事人丁")
    assert "service.late" not in case2.judged(served, on("2026-10-13", "10:00")).codes
    late = case2.judged(served, on("2026-10-14", "10:00"))
    assert noted(late, "service.late")["due"] == "2026-10-13"
    assert late.blocking == ()


@pytest.mark.parametrize(
    ("mode", "evidence", "proof", "codes"),
    [
        ("DIRECT", ("p-1",), True, set()),
        ("DIRECT", (), True, {"service.proof_missing"}),
        ("DIRECT", ("p-1",), False, {"service.return_missing"}),
        ("POST", (), False, {"service.proof_missing", "service.return_missing"}),
        ("ELECTRONIC", ("p-1",), True, {"service.consent_missing"}),
    ],
)
def test_service_is_proven_before_the_terms_of_the_party_are_relied_on(
    case2: Ordinary, mode: str, evidence: tuple[str, ...], proof: bool, codes: set[str]
) -> None:
    case2.decided()
    if proof:
        case2.say(paper("D40", "r-1"), on(WED, "10:05"))
    if evidence:
        case2.say(photo("p-1", "service"), on(WED, "15:00"))
    case2.say(bodies.DocumentServed("d-1", mode, "x", evidence=evidence), on(WED, "15:00"))
    case2.confirm(on(WED, "15:01"))
    assert blocked(case2.step("O_PERFORM", on(WED, "15:10"))) == codes


def test_a_proof_of_service_lists_what_was_issued_since_the_last_one(case2: Ordinary) -> None:
    case2.reported()
    assert "service.nothing_to_list" in blocked(case2.judged(paper("D40", "r"), on("2026-08-11", "14:00")))


@pytest.mark.parametrize(
    ("served", "raw", "last"),
    [
        ("2026-11-02", date(2026, 11, 17), date(2026, 11, 17)),
        ("2026-09-18", date(2026, 10, 3), date(2026, 10, 8)),
        (WED, date(2026, 9, 3), date(2026, 9, 3)),
    ],
)
def test_R10_R11_R12_the_fine_is_payable_within_fifteen_calendar_days_with_roll_over(
    case2: Ordinary, served: str, raw: date, last: date
) -> None:
    case2.served(on(served, "15:00"))
    found = running(case2, on(served, "16:00"))["T18"]
    assert (found.due.raw, found.day) == (raw, last)
    assert found.day != date(2026, 10, 15), "fifteen days are no working days"


@pytest.mark.parametrize(
    ("served", "t10", "t11"),
    [
        ("2026-08-07", (date(2026, 10, 6), date(2026, 10, 8)), None),
        ("2026-01-05", None, (date(2026, 7, 5), date(2026, 7, 6))),
    ],
)
def test_R25_R26_both_remedies_run_from_service_and_roll_over(
    case2: Ordinary, served: str, t10: tuple[date, date] | None, t11: tuple[date, date] | None
) -> None:
    case2.say(bodies.CaseDocketed("线1", "ordinary", "x", "线", 2026, 1), on(served, "09:00"))
    case2.say(paper("D35", "d-1"), on(served, "10:00"))
    case2.say(bodies.DocumentServed("d-1", "DIRECT", "x"), on(served, "11:00"))
    found = running(case2, on(served, "12:00"))
    for rule, wanted in (("T10", t10), ("T11", t11)):
        if wanted is not None:
            assert (found[rule].due.raw, found[rule].day) == wanted


def test_the_suit_window_of_the_case_ends_in_a_year_without_calendar_and_says_so(case2: Ordinary) -> None:
    found = running(case2.paid(), on(PAID, "17:00"))
    assert (found["T11"].day, found["T11"].due.provisional) == (date(2027, 2, 19), True)
    assert found["T18"].met_at == on(PAID, "16:00")
    assert "T12" not in found, "a paid fine needs no court"


def test_R28_an_unpaid_fine_goes_to_court_within_three_months_of_the_suit_window(case2: Ordinary) -> None:
    case2.say(bodies.CaseDocketed("线1", "ordinary", "x", "线", 2026, 1), on("2026-01-05", "09:00"))
    case2.set({"decision.kind": "fine", "decision.amount": FINE}, on("2026-01-05", "09:30"))
    case2.say(paper("D35", "d-1"), on("2026-01-05", "10:00"))
    case2.say(bodies.DocumentServed("d-1", "DIRECT", "x"), on("2026-01-05", "11:00"))
    found = running(case2, on("2026-02-05", "12:00"))
    assert (found["T11"].day, found["T12"].day) == (date(2026, 7, 6), date(2026, 10, 8))


def test_publication_and_filing_away_meet_their_terms(case2: Ordinary) -> None:
    case2.at_closing().approve("D58", on(PAID, "16:20"))
    case2.say(PublicationRecorded("d-1", "2026-08-26", "门户网站"), on("2026-08-26", "10:00"))
    case2.stepped("O_ARCHIVE", at=on("2026-09-01", "10:00"))
    found = running(case2, on("2026-09-01", "11:00"))
    assert (found["T30"].day, found["T30"].met_at) == (date(2026, 8, 28), on("2026-08-26", "10:00"))
    assert (found["T34"].day, found["T34"].met_at) == (date(2026, 9, 24), on("2026-09-01", "10:00"))


@pytest.mark.parametrize(
    ("sums", "code"),
    [((), "payment.open"), ((FINE - 1,), "payment.open"), ((FINE,), None), ((300_000, 500_000), None)],
)
def test_the_case_is_closed_when_the_fine_is_at_the_bank(
    case2: Ordinary, sums: tuple[int, ...], code: str | None
) -> None:
    case2.served()
    for number, amount in enumerate(sums):
        case2.say(PaymentRecorded("d-1", amount, PAID, f"回单{number}"), on(PAID, "16:00"))
    found = case2.step("O_CLOSE", on(PAID, "16:30"))
    assert blocked(found) == ({code} if code else set())


@pytest.mark.parametrize(
    ("paid_on", "days", "extra"),
    [("2026-09-03", 0, 0), ("2026-09-04", 1, 24_000), ("2026-09-07", 4, 96_000), ("2026-12-31", 119, FINE)],
)
def test_R13_R14_a_late_payment_leaves_the_surcharge_named(
    case2: Ordinary, paid_on: str, days: int, extra: int
) -> None:
    case2.served().say(PaymentRecorded("d-1", FINE, paid_on, "回单"), on(paid_on, "16:00"))
    found = case2.step("O_CLOSE", on(paid_on, "16:30"))
    assert blocked(found) == set()
    assert ("payment.surcharge_open" in warned(found)) is bool(extra)
    known = owed(case2.state, case2.context(on("2026-12-31", "17:00")))
    assert known is not None
    assert (known.late_days, int(known.surcharge), int(known.rest)) == (days, extra, 0)


def test_R15_no_surcharge_unless_the_decision_says_so(case2: Ordinary) -> None:
    case2.penalty = {**case2.penalty, "payment.surcharge": False}
    case2.served().say(PaymentRecorded("d-1", FINE, "2026-09-10", "回单"), on("2026-09-10", "16:00"))
    assert "payment.surcharge_open" not in case2.step("O_CLOSE", on("2026-09-10", "16:30")).codes


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (PaymentRecorded("d-9", FINE, PAID, "回单"), "paper.unknown"),
        (PaymentRecorded("d-1", 0, PAID, "回单"), "field.missing"),
        (PaymentRecorded("d-1", FINE, "bald", "回单"), "field.missing"),
        (PaymentRecorded("d-1", FINE, PAID, ""), "field.missing"),
        (PublicationRecorded("d-1", PAID, ""), "field.missing"),
        (PublicationRecorded("d-1", "", "网站"), "field.missing"),
        (PublicationRecorded("x", PAID, "网站"), "paper.unknown"),
    ],
)
def test_a_payment_or_publication_says_on_what_when_and_where(
    case2: Ordinary, body: bodies.Body, code: str
) -> None:
    assert code in blocked(case2.served().judged(body, on(PAID, "16:00")))


def test_too_much_and_too_early_are_warned_of(case2: Ordinary) -> None:
    case2.served()
    more = case2.judged(PaymentRecorded("d-1", FINE + 1, "2026-08-26", "回单"), on(PAID, "16:00"))
    assert {"payment.too_much", "payment.in_future"} <= warned(more)
    assert more.blocking == ()


def test_a_warning_is_closed_without_money(shipped: Law) -> None:
    case = broad(shipped, {"decision.kind": "warning", "decision.amount": None, "payment.surcharge": None})
    case.served()
    assert blocked(case.step("O_CLOSE", on(PAID, "09:00"))) == set()
    assert not {"T12", "T18"} & set(running(case, on(PAID, "09:00")))


def test_closing_names_its_ground_and_waits_for_the_head(case2: Ordinary) -> None:
    case2.paid().stepped("O_CLOSE", at=on(PAID, "16:10")).ask("D58", on(PAID, "16:12"))
    found = case2.judged(case2.answer("D58"), on(PAID, "16:20"), ZHU)
    assert {each.facts.get("field") for each in found.blocking} == {"close.ground"}
    assert blocked(case2.step("O_ARCHIVE", on(PAID, "17:00"), "officer-dang")) == {"approval.missing"}
    assert "role.not_allowed" in blocked(case2.step("O_ARCHIVE", on(PAID, "17:00"), JIA))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (MoneyHandedIn("sha256:x", 10_000, "officer-dang"), "field.missing"),
        (MoneyHandedIn("", 9_000, "officer-dang"), "cash.amount_differs"),
        (MoneyHandedIn("", 10_000, ""), "field.missing"),
        (MoneyBanked("", 10_000, "回单"), "cash.not_handed_in"),
        (MoneyBanked("", 10_000, ""), "field.missing"),
    ],
)
def test_R06_R07_cash_goes_whole_to_the_agency_and_then_to_the_bank(
    journey: Journey, body: bodies.Body, code: str
) -> None:
    journey.collected()
    taken = journey.state.money[0].entry
    named = replace(body, money=taken) if getattr(body, "money", "") == "" else body
    found = journey.judged(named, "2026-08-07T09:00:00+08:00")
    assert code in found.codes


def test_R06_R07_the_same_cash_is_not_handed_in_twice_nor_before_it_was_taken(journey: Journey) -> None:
    journey.collected()
    taken = journey.state.money[0].entry
    handed = MoneyHandedIn(taken, 10_000, "officer-dang")
    assert "time.out_of_order" in journey.judged(handed, "09:00").codes
    assert journey.judged(handed, "2026-08-07T09:00:00+08:00").codes == ()
    journey.say(handed, "2026-08-07T09:00:00+08:00")
    assert "cash.twice" in journey.judged(handed, "2026-08-07T10:00:00+08:00").codes


def test_nothing_is_served_before_it_was_issued_and_nothing_performed_before_it_was_served(
    case2: Ordinary,
) -> None:
    assert blocked(deciding(case2).step("O_SERVE", NOW, ZHU)) == {"penalty.not_issued"}
    case2.say(paper("D35", "d-1"), NOW).stepped("O_SERVE", at=NOW)
    assert "penalty.not_served" in blocked(case2.step("O_PERFORM", on(WED, "11:00")))


@pytest.mark.parametrize(
    ("reason", "codes"), [("", {"service.refusal_without_reason"}), ("不认可处罚", set())]
)
def test_a_refusal_to_sign_stands_on_the_proof_with_its_reason(
    case2: Ordinary, reason: str, codes: set[str]
) -> None:
    case2.decided().say(paper("D40", "r-1"), on(WED, "10:05")).say(photo("p-1", "service"), on(WED, "15:00"))
    refused = bodies.DocumentServed("d-1", "LEAVE", "x", True, reason, ("p-1",))
    case2.say(refused, on(WED, "15:00")).confirm(on(WED, "15:01"))
    assert blocked(case2.step("O_PERFORM", on(WED, "15:10"))) == codes
