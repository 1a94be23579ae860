"""The rules of the dossier that the summary procedure must keep, each with its example and its neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from app.domain import bodies
from app.domain.catalogue import Catalogue, Item, SubjectClass, Usability
from app.domain.context import PastPenalty
from app.domain.findings import Findings, Severity
from app.domain.law.guards.steps import PROCEDURES
from app.domain.law.parameters import LawParameters, Parameter
from app.domain.law.running import deadlines_of
from app.domain.numbers import NumberState
from app.releases.law import Law
from tests.domain.catalogue.make import branch, catalogue_of, fine, holder, item
from tests.domain.law.make import (
    AGENCY,
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

WIDE = item(
    branch(fine=fine(50, 5_000), subject=SubjectClass.ANY), penalty_kinds=("警告", "罚款", "通报批评")
)
"""An invented item with a range that crosses every limit of the summary procedure."""
DEMO = {"act.item": WIDE.code, "decision.branch": "", "decision.benchmark": "", "decision.tier": ""}
UNIT = {"party.kind": "unit", "party.unit_name": "演示公司", "party.credit_code": "00000000000000000X"}


def wide(law: Law, row: Item = WIDE) -> Journey:
    """A case of the invented item, ready for the decision."""
    journey = Journey(law, catalogue_of(row)).found().set(DEMO, "09:18")
    chosen = {name: value for name, value in DEMO.items() if name != "act.item"}
    return journey.told().set(chosen, "09:46").stepped("S_ELIGIBLE", "S_TOLD")


def decision(journey: Journey, values: Mapping[str, object] | None = None, at: str = "09:52") -> Findings:
    """What the law says to the decision after the given fields changed."""
    return journey.set(values or {}, "09:47").judged(issued("D20"), at)


def blocked(found: Findings) -> set[str]:
    return {each.code for each in found.blocking}


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


def switched(law: LawParameters, id_: str, enabled: bool) -> LawParameters:
    rows: list[Parameter] = [replace(each, enabled=enabled) if each.id == id_ else each for each in law]
    return LawParameters(rows, law.rules)


@pytest.mark.parametrize("others", ["没收违法所得", "通报批评", "吊销许可证件", "责令停产停业"])
def test_R03_any_other_penalty_excludes_the_summary_procedure(journey: Journey, others: str) -> None:
    found = decision(journey.ready(), {"decision.other_penalties": others})
    assert blocked(found) == {"summary.other_penalty"}


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
    ("ended", "found_on", "allowed"),
    [
        ("2024-11-20", "2026-11-20", True),
        ("2024-11-20", "2026-11-23", False),
        ("2024-11-20", "2026-11-21", False),
        ("2024-11-20", "2026-11-19", True),
        ("2024-02-29", "2026-02-28", True),
        ("2024-02-29", "2026-03-01", False),
    ],
)
def test_R42_the_limitation_is_two_years_from_the_end_of_the_act(
    journey: Journey, ended: str, found_on: str, allowed: bool
) -> None:
    assert passes_limitation(journey, {"act.at": f"{ended}T10:00:00+08:00"}, found_on) is allowed


@pytest.mark.parametrize(
    ("ended", "found_on", "allowed"),
    [
        ("2026-10-01", "2026-11-01", True),
        ("2026-10-01", "2028-10-01", True),
        ("2026-10-01", "2028-10-02", False),
        ("2023-01-05", "2026-11-01", False),
    ],
)
def test_R43_a_continuing_act_counts_from_its_end(
    journey: Journey, ended: str, found_on: str, allowed: bool
) -> None:
    act = {"act.at": "2023-01-05T10:00:00+08:00", "act.ended_at": f"{ended}T10:00:00+08:00"}
    assert passes_limitation(journey, act, found_on) is allowed


def test_R43_the_limit_is_shown_and_does_not_roll_over_a_rest_day(journey: Journey) -> None:
    journey.docket().set({"act.ended_at": "2026-10-01T10:00:00+08:00"})
    limit = deadlines_of(journey.state, journey.context("10:00"))[0]
    assert (limit.rule, limit.day) == ("T40", date(2028, 10, 1))


@pytest.mark.parametrize(
    ("harm", "found_on", "allowed"),
    [
        (False, "2026-11-20", False),
        (True, "2026-11-20", True),
        (True, "2028-11-20", True),
        (True, "2028-11-21", False),
    ],
)
def test_R44_five_years_only_with_the_special_field_and_harm(
    journey: Journey, harm: bool, found_on: str, allowed: bool
) -> None:
    act = {"act.at": "2023-11-20T10:00:00+08:00", "act.harm_to_life_or_health": harm}
    assert passes_limitation(journey, act, found_on) is allowed


def passes_limitation(journey: Journey, act: Mapping[str, object], found_on: str) -> bool:
    journey.day = found_on
    journey.docket().set(act, "09:20")
    return "limitation.passed" not in journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE")).codes


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


def test_R47_without_order_and_refusal_a_fine_is_refused_with_both_reasons(journey: Journey) -> None:
    found = decision(journey.found().told())
    assert {"correction.order_missing", "correction.refusal_missing"} <= blocked(found)
    reason = next(each for each in found if each.code == "correction.order_missing")
    assert reason.articles[0] == "《上海市生活垃圾管理条例》第五十七条第二款"


def test_R47_a_served_order_alone_is_not_enough(journey: Journey) -> None:
    found = decision(journey.found().ordered().told())
    assert "correction.refusal_missing" in blocked(found)
    assert "correction.order_missing" not in found.codes


def test_R47_an_order_that_was_not_served_does_not_count(journey: Journey) -> None:
    journey.found().set({"correction.demand": "x", "correction.term": "at_once"}).say(issued("D08"), "09:25")
    assert "correction.order_missing" in blocked(decision(journey.told()))


def test_R47_who_corrected_at_once_is_not_fined(journey: Journey) -> None:
    found = decision(journey.found().ordered().refused("corrected").told())
    assert {"correction.corrected", "correction.refusal_missing"} <= blocked(found)


@pytest.mark.parametrize(
    ("seen", "named", "proven"),
    [(True, ("e-3",), True), (True, (), True), (False, (), False), (False, ("e-404",), False)],
)
def test_R47_refusal_needs_evidence(
    journey: Journey, seen: bool, named: tuple[str, ...], proven: bool
) -> None:
    journey.found().ordered()
    if seen:
        journey.say(photo("e-3", "reinspection"), "09:38")
    journey.say(bodies.ReinspectionRecorded("D08", "refused", "仍未改正", named), "09:40").confirm("09:41")
    found = decision(journey.told().stepped("S_ELIGIBLE", "S_TOLD"))
    assert blocked(found) == (set() if proven else {"correction.refusal_unproven"})


@pytest.mark.parametrize(
    ("filed", "holder_checked", "code", "severity"),
    [
        ("2025-10-09", True, "item.taken_back", Severity.BLOCK),
        ("2025-10-01", True, "item.taken_back", Severity.BLOCK),
        ("2025-09-30", True, None, None),
        ("2025-10-09", False, "withdrawal.unconfirmed", Severity.WARN),
    ],
)
def test_R48_an_item_taken_back_is_refused_from_that_day(
    shipped: Law, filed: str, holder_checked: bool, code: str | None, severity: Severity | None
) -> None:
    taken = holder(withdrawal="W-DEMO", withdrawal_checked=holder_checked)
    journey = Journey(shipped, catalogue_of(replace(WIDE, holder=taken)))
    journey.day = filed
    journey.docket().set({"act.item": WIDE.code, "act.at": f"{filed}T09:00:00+08:00"}, "09:15")
    found = [each for each in journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE")) if each.code == code]
    assert [each.severity for each in found] == ([severity] if severity else [])
    if severity is Severity.BLOCK:
        assert "区城管执法部门" in str(found[0].facts["receivers"])


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


def test_after_a_served_decision_there_is_no_other_way_out(journey: Journey) -> None:
    journey.ready().say(issued("D20"), "09:52")
    leave = bodies.StepTaken("S_TOLD", "CLUE_TO_FILE")
    assert blocked(journey.judged(leave, "09:53")) == set()
    journey.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "09:53")
    assert blocked(journey.judged(leave, "09:54")) == {"decision.made"}


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


def test_an_item_for_lookup_only_is_refused_before_a_clause_is_chosen(shipped: Law) -> None:
    row = replace(WIDE, usability=Usability.LOOKUP_FIGURE_OPEN, branches=(branch(1), branch(2)))
    journey = Journey(shipped, catalogue_of(row)).found().set(DEMO, "09:18")
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"))
    assert "item.lookup_only" in blocked(found)


def test_a_law_that_changed_after_the_act_is_compared(shipped: Law) -> None:
    old = branch(1, until=date(2026, 8, 7), fine=fine(50, 5_000))
    new = branch(2, since=date(2026, 8, 8), fine=fine(50, 500))
    journey = wide(shipped, replace(WIDE, branches=(old, new))).set({"decision.branch": ""})
    later = journey.judged(issued("D20"), "2026-08-10T10:00:00+08:00")
    assert any(each.code.startswith("version.") for each in later)
    same_day = journey.judged(issued("D20"), "09:52")
    assert not any(each.code.startswith("version.") for each in same_day)


def test_who_paid_on_the_spot_is_not_sent_to_the_bank_and_a_fine_does_not_skip_payment(
    journey: Journey,
) -> None:
    journey.decided()
    skip = bodies.StepTaken("S_ISSUED", "S_RECORDED")
    assert "payment.open" in blocked(journey.judged(skip, "09:54"))
    journey.say(bodies.MoneyTaken("D20", 10_000, "演示票据1", "at_most_limit"), "09:55")
    to_pay = bodies.StepTaken("S_ISSUED", "S_TO_PAY")
    assert blocked(journey.judged(to_pay, "09:56")) == {"money.already_taken"}


def test_a_warning_goes_to_the_register_without_payment(journey: Journey) -> None:
    journey.decided().set({"decision.kind": "warning"})
    to_pay = bodies.StepTaken("S_ISSUED", "S_TO_PAY")
    assert blocked(journey.judged(to_pay, "09:56")) == {"payment.nothing_due"}
    journey.say(bodies.SummaryRecorded("D20"), "10:00")
    assert blocked(journey.judged(bodies.StepTaken("S_ISSUED", "S_RECORDED"), "10:01")) == set()


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


def test_an_act_that_touches_another_item_too_is_asked_about(shipped: Law, catalogue: Catalogue) -> None:
    pair = catalogue.rows.concurrences[0]
    journey = Journey(shipped, catalogue).found().set({"act.item": pair.items[0]}, "09:18")
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"))
    assert pair.items[1] in {each.facts.get("other") for each in found if each.code == "item.concurs"}
