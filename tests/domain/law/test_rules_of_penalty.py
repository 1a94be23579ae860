"""Which penalty on the spot (R01-R05): warning or small fine, inside clause and level, and its payment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from app.domain import bodies
from app.domain.catalogue import Catalogue
from app.domain.findings import Severity
from app.domain.law.running import deadlines_of
from app.domain.ordinary_bodies import PaymentRecorded
from app.releases.law import Law
from tests.domain.catalogue.make import branch, fine
from tests.domain.law.ask import UNIT, WIDE, blocked, decision, switched, wide
from tests.domain.law.make import WU, Journey, issued


@pytest.mark.parametrize(
    ("fen", "allowed"), [(20_000, True), (20_001, False), (19_999, True), (5_000, True), (100_000, False)]
)
def test_R01_a_citizen_is_fined_on_the_spot_up_to_and_including_the_limit(
    shipped: Law, fen: int, allowed: bool
) -> None:
    bank = {"decision.amount": fen, "payment.mode": "bank"}
    assert ("summary.fine_above_limit" not in decision(wide(shipped), bank).codes) is allowed


@pytest.mark.parametrize(
    ("fen", "allowed"), [(300_000, True), (300_100, False), (300_001, False), (299_999, True)]
)
def test_R02_a_unit_is_fined_on_the_spot_up_to_and_including_its_limit(
    shipped: Law, fen: int, allowed: bool
) -> None:
    values = {**UNIT, "decision.amount": fen, "payment.mode": "bank"}
    assert ("summary.fine_above_limit" not in decision(wide(shipped), values).codes) is allowed


def test_R01_the_reason_names_amount_limit_and_article(shipped: Law) -> None:
    found = decision(wide(shipped), {"decision.amount": 20_001, "payment.mode": "bank"})
    reason = next(each for each in found.blocking if each.code == "summary.fine_above_limit")
    assert reason.articles == ("《中华人民共和国行政处罚法》第五十一条",)
    assert (reason.facts["amount"], reason.facts["limit"]) == (20_001, 20_000)


@pytest.mark.parametrize(("enabled", "allowed"), [(True, False), (False, True)])
def test_R02_a_sole_trader_counts_as_a_citizen_while_the_policy_is_on(
    shipped: Law, enabled: bool, allowed: bool
) -> None:
    law = replace(shipped, parameters=switched(shipped.parameters, "summary.sole_trader_as_person", enabled))
    values = {"party.kind": "sole_trader", "decision.amount": 30_000, "payment.mode": "bank"}
    found = decision(wide(law), values)
    assert ("summary.fine_above_limit" not in found.codes) is allowed
    assert all(each.tag == "P" for each in found if each.code == "summary.fine_above_limit")


@pytest.mark.parametrize("others", ["没收违法所得", "通报批评", "吊销许可证件", "责令停产停业"])
def test_R03_any_other_penalty_excludes_the_summary_procedure(journey: Journey, others: str) -> None:
    found = decision(journey.ready(), {"decision.other_penalties": others})
    assert blocked(found) == {"summary.other_penalty"}


@pytest.mark.parametrize(
    ("kinds", "others"),
    [
        (("警告", "罚款"), None),
        (("罚款",), None),
        (("罚款", "没收违法所得"), ("没收违法所得",)),
        (("警告", "罚款", "通报批评"), ("通报批评",)),
    ],
)
def test_R03_an_item_that_also_knows_other_penalties_is_asked_about(
    shipped: Law, kinds: tuple[str, ...], others: tuple[str, ...] | None
) -> None:
    found = decision(wide(shipped, replace(WIDE, penalty_kinds=kinds)), {"payment.mode": "bank"})
    named = [each.facts["others"] for each in found.warnings if each.code == "summary.other_kinds"]
    assert named == ([others] if others else [])


@pytest.mark.parametrize("kind", ["", "通报批评", "confiscation"])
def test_R03_only_warning_and_fine_are_kinds_of_the_summary_procedure(journey: Journey, kind: str) -> None:
    assert "field.missing" in blocked(decision(journey.ready(), {"decision.kind": kind}))


@pytest.mark.parametrize(
    ("fen", "ground", "reason", "refusal"),
    [
        (10_000, "at_most_limit", "", None),
        (10_001, "at_most_limit", "", "collection.no_ground"),
        (15_000, "", "", "collection.no_ground"),
        (15_000, "at_most_limit", "", "collection.no_ground"),
        (15_000, "hard_later", "流动摊贩，无固定住所", None),
        (15_000, "hard_later", "", "collection.ground_without_reason"),
        (15_000, "remote", "当事人提出", None),
        (15_000, "remote", "", "collection.ground_without_reason"),
    ],
)
def test_R04_collecting_on_the_spot_needs_a_small_fine_or_a_recorded_ground(
    shipped: Law, fen: int, ground: str, reason: str, refusal: str | None
) -> None:
    values = {"decision.amount": fen, "payment.ground": ground, "payment.ground_reason": reason}
    assert blocked(decision(wide(shipped), values)) == ({refusal} if refusal else set())


def test_R04_taking_a_fine_in_parts_does_not_make_it_a_small_one(shipped: Law) -> None:
    journey = wide(shipped)
    values = {"decision.amount": 15_000, "payment.ground": "hard_later", "payment.ground_reason": "流动摊贩"}
    journey.set(values, "09:47").say(issued("D20"), "09:52")
    journey.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "09:52").stepped(
        "S_ISSUED", at="09:52"
    )
    for receipt in ("演示票据1", "演示票据2"):
        journey.say(bodies.MoneyTaken("D20", 7_500, receipt, "at_most_limit"), "09:55")
    found = journey.judged(bodies.StepTaken("S_ISSUED", "S_COLLECTED"), "09:56")
    assert blocked(found) == {"collection.no_ground"}


@pytest.mark.parametrize(("receipt", "stopped"), [("", True), ("演示票据00000001", False), ("1", False)])
def test_R05_cash_is_not_recorded_without_the_number_of_a_treasury_receipt(
    journey: Journey, receipt: str, stopped: bool
) -> None:
    cash = bodies.MoneyTaken("D20", 10_000, receipt, "at_most_limit")
    found = journey.decided().judged(cash, "09:55")
    assert blocked(found) == ({"money.receipt_missing"} if stopped else set())
    assert all("第七十条" in each.articles[0] for each in found.blocking)


def test_R05_the_step_of_collecting_needs_the_receipt_too(journey: Journey) -> None:
    journey.decided().say(bodies.MoneyTaken("D20", 10_000, "", "at_most_limit"), "09:55")
    found = journey.judged(bodies.StepTaken("S_ISSUED", "S_COLLECTED"), "09:55")
    assert blocked(found) == {"money.receipt_missing"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"decision.amount": 4_999}, "amount.below_range"),
        ({"decision.amount": 5_000}, None),
        ({"decision.amount": 10_001, "decision.reason": ""}, "amount.deviates_without_reason"),
        ({"decision.amount": 15_000, "payment.mode": "bank"}, None),
        ({"decision.amount": 20_001, "payment.mode": "bank"}, "amount.above_range"),
        ({"decision.amount": 0}, "amount.zero"),
        ({"decision.amount": None}, "field.missing"),
        ({"decision.tier": "99"}, "tier.unknown"),
        ({"decision.tier": "", "decision.reason": ""}, "tier.not_chosen"),
        ({"decision.benchmark": "BM-0001"}, "level.unknown"),
        ({"decision.benchmark": "BM-9999"}, "level.unknown"),
        ({"decision.tier": "2"}, "tier.circumstances_differ"),
        ({"decision.branch": "SH-CG-0001-1"}, "branch.unknown"),
        ({"act.repeat": ""}, "field.missing"),
    ],
)
def test_the_amount_lies_in_clause_and_level_or_has_a_written_reason(
    journey: Journey, values: Mapping[str, object], code: str | None
) -> None:
    found = decision(journey.ready(), values)
    assert (code in blocked(found)) if code else (blocked(found) == set())


def test_a_derived_level_is_shown_as_reference_and_never_quoted(
    journey: Journey, catalogue: Catalogue
) -> None:
    code = "SH-CG-0001"
    assert catalogue.item(code).branches
    journey.ready().set({**UNIT, "act.item": code, "act.at": "2026-08-20T09:00:00+08:00"}, "09:44")
    values = {"decision.branch": "SH-CG-0001-2", "decision.benchmark": "BM-0003", "decision.tier": "1"}
    journey.set(values, "09:47")
    quoting = replace(issued("D20"), values={"reasons": "依据裁量基准确定。"})
    silent = replace(issued("D20"), values={"reasons": "在法定幅度内确定罚款数额。"})
    assert "level.quoted" in blocked(journey.judged(quoting, "2026-08-21T10:00:00+08:00"))
    found = journey.judged(silent, "2026-08-21T10:00:00+08:00")
    assert "level.quoted" not in found.codes
    assert "tier.reference_only" in {each.code for each in found if each.severity is Severity.NOTE}


def test_a_figure_that_was_not_checked_never_reaches_a_decision(shipped: Law) -> None:
    unchecked = wide(shipped, replace(WIDE, branches=(branch(fine=fine(50, 5_000), checked=False),)))
    assert "figure.unchecked" in blocked(decision(unchecked))


def test_who_paid_on_the_spot_is_not_sent_to_the_bank_and_a_fine_does_not_skip_payment(
    journey: Journey,
) -> None:
    journey.decided()
    skip = bodies.StepTaken("S_ISSUED", "S_RECORDED")
    assert "payment.open" in blocked(journey.judged(skip, "09:54"))
    journey.say(bodies.MoneyTaken("D20", 10_000, "演示票据1", "at_most_limit"), "09:55")
    to_pay = bodies.StepTaken("S_ISSUED", "S_TO_PAY")
    assert blocked(journey.judged(to_pay, "09:56")) == {"money.already_taken"}


@pytest.mark.parametrize(("fen", "closed"), [(10_000, True), (9_999, False)])
def test_R10_what_was_printed_as_cash_and_came_to_the_bank_meets_the_term_and_closes_the_case(
    journey: Journey, fen: int, closed: bool
) -> None:
    journey.decided().stepped("S_TO_PAY", at="09:56")
    paid = PaymentRecorded("D20", fen, "2026-08-10", "演示回单1")
    journey.say(paid, "2026-08-10T10:00:00+08:00").say(bodies.SummaryRecorded("D20"), "14:00")
    journey.stepped("S_RECORDED", at="14:00").confirm("14:01")
    close = journey.judged(bodies.StepTaken("S_RECORDED", "S_CLOSED"), "2026-08-11T10:00:00+08:00", WU)
    assert blocked(close) == (set() if closed else {"payment.open"})
    term = next(each for each in deadlines_of(journey.state, journey.context("15:00")) if each.rule == "T18")
    assert (term.met_at is not None) is closed


def test_a_warning_goes_to_the_register_without_payment(journey: Journey) -> None:
    journey.decided().set({"decision.kind": "warning"})
    to_pay = bodies.StepTaken("S_ISSUED", "S_TO_PAY")
    assert blocked(journey.judged(to_pay, "09:56")) == {"payment.nothing_due"}
    journey.say(bodies.SummaryRecorded("D20"), "10:00")
    assert blocked(journey.judged(bodies.StepTaken("S_ISSUED", "S_RECORDED"), "10:01")) == set()
