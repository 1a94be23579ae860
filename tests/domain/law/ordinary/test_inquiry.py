"""Before the closing report: inspection code, identity, limitation, the list, the end of the act."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import bodies
from app.releases.law import Law
from tests.domain.catalogue.make import catalogue_of, holder
from tests.domain.law.ask import switched
from tests.domain.law.make import issued, photo
from tests.domain.law.ordinary.make import (
    ACT,
    BROAD,
    FRI,
    MON,
    ORDER,
    PERSON,
    TUE,
    UNIT,
    Ordinary,
    blocked,
    broad,
    noted,
    on,
    paper,
    warned,
)


@pytest.mark.parametrize(
    ("party", "values", "refused", "pending"),
    [
        (UNIT, {"inspection.code": None}, True, False),
        (UNIT, {"inspection.code": None, "inspection.code_reason": "断网，接投诉检查"}, False, True),
        (UNIT, {}, False, False),
        (PERSON, {"inspection.code": None}, False, False),
        ({**PERSON, "party.kind": "sole_trader"}, {"inspection.code": None}, True, False),
    ],
)
def test_a_business_is_inspected_with_a_code_or_a_reason(
    case2: Ordinary, party: dict[str, object], values: dict[str, object], refused: bool, pending: bool
) -> None:
    case2.docket().set({**party, **ACT, **values}, "09:15").say(photo("e-1"), "09:16").confirm("09:19")
    for found in (case2.step("O_FILING", on(FRI, "09:30")), case2.judged(paper("D10"), "09:20")):
        assert ("inspection.code_missing" in blocked(found)) is refused
        assert ("inspection.code_pending" in warned(found)) is pending


def test_a_code_for_later_is_a_policy_that_can_be_switched_off(case2: Ordinary) -> None:
    case2.found().set({"inspection.code": None, "inspection.code_reason": "断网"}, "09:25")
    off = switched(case2.law.parameters, "inspection.code_later", enabled=False)
    case2.context_changes = {"parameters": off}
    assert "inspection.code_missing" in blocked(case2.step("O_FILING", on(FRI, "09:30")))


@pytest.mark.parametrize(("day", "late"), [("2026-08-22", False), ("2026-08-23", True)])
def test_a_check_that_took_too_long_is_warned_of(case2: Ordinary, day: str, late: bool) -> None:
    found = case2.found().step("O_FILING", on(day, "10:00"))
    assert blocked(found) == set()
    assert ("filing.check_overdue" in warned(found)) is late


@pytest.mark.parametrize(
    ("ended", "found_on", "harm", "allowed"),
    [
        ("2024-11-20", "2026-11-20", False, True),
        ("2024-11-20", "2026-11-23", False, False),
        ("2026-10-01", "2026-11-01", False, True),
        ("2023-11-01", "2026-11-01", False, False),
        ("2023-11-01", "2026-11-01", True, True),
        ("2021-10-01", "2026-11-01", True, False),
    ],
)
def test_R42_R43_R44_what_is_too_old_is_not_filed(
    case2: Ordinary, ended: str, found_on: str, harm: bool, allowed: bool
) -> None:
    case2.day = found_on
    act = {"act.at": on("2021-01-05", "10:00"), "act.ended_at": on(ended, "10:00")}
    case2.docket().set({**act, "act.harm_to_life_or_health": harm}, "09:15")
    assert ("limitation.passed" in blocked(case2.step("O_FILING", on(found_on, "09:30")))) is not allowed


@pytest.mark.parametrize(
    ("filed", "code"), [("2025-09-30", "withdrawal.open_case"), ("2025-10-09", "item.taken_back")]
)
def test_R48_an_item_taken_back_is_not_filed_by_a_street_later(shipped: Law, filed: str, code: str) -> None:
    row = replace(BROAD, holder=holder(withdrawal="W-DEMO", withdrawal_checked=True))
    case = Ordinary(shipped, catalogue_of(row))
    case.day = filed
    case.docket().set({"act.item": BROAD.code, "act.at": on(filed, "09:00")}, "09:15")
    found = case.step("O_FILING", on("2025-10-09", "09:30"))
    assert code in found.codes
    assert ("item.taken_back" in blocked(found)) is (code == "item.taken_back")
    if code == "item.taken_back":
        assert "区城管执法部门" in str(noted(found, code)["receivers"])


def test_the_party_is_proven_by_a_document_and_named_whole(case2: Ordinary) -> None:
    case2.party = {**UNIT, "party.representative": None}
    case2.docket().set({**case2.party, **ACT}, "09:15").say(photo("e-1"), "09:16")
    found = case2.confirm("09:19").stepped("O_FILING", "O_INVEST").step("O_INV_DONE", on(TUE, "09:00"))
    assert "evidence.identity_missing" in blocked(found)
    assert "party.representative" in {each.facts.get("field") for each in found.blocking}


def test_the_refusal_ends_the_act_and_picks_the_law(case2: Ordinary) -> None:
    case2.investigated().set({"act.ended_at": on(FRI, "09:10")}, on(TUE, "09:05"))
    found = case2.step("O_INV_DONE", on(TUE, "09:10"))
    assert blocked(found) == {"act.end_before_refusal"}
    facts = noted(found, "act.end_before_refusal")
    assert (facts["refused"], facts["ended"]) == (MON, FRI)
    off = switched(case2.law.parameters, "refusal.ends_act", enabled=False)
    case2.context_changes = {"parameters": off}
    assert blocked(case2.step("O_INV_DONE", on(TUE, "09:10"))) == set()


@pytest.mark.parametrize(
    ("refused_on", "branch", "other"),
    [("2026-08-14", "SH-CG-0001-1", "SH-CG-0001-2"), ("2026-08-17", "SH-CG-0001-2", "SH-CG-0001-1")],
)
def test_the_day_of_the_refusal_decides_between_the_old_range_and_the_new(
    case2: Ordinary, refused_on: str, branch: str, other: str
) -> None:
    case2.filed().set(ORDER, on(FRI, "11:10")).say(issued("D08"), on(FRI, "11:20"))
    case2.say(bodies.DocumentServed("D08", "DIRECT", "x"), on(FRI, "11:25"))
    case2.say(photo("e-3", "reinspection"), on(refused_on, "09:58"))
    case2.say(bodies.ReinspectionRecorded("D08", "refused", "拒不改正", ("e-3",)), on(refused_on, "10:00"))
    case2.confirm(on(refused_on, "10:01"))
    ended = {"act.ended_at": on(refused_on, "10:00")}
    case2.set({**case2.penalty, **ended, "decision.branch": branch}, on(refused_on, "11:00"))
    assert "branch.not_on_act_date" not in case2.step("O_INV_DONE", on(refused_on, "11:10")).codes
    case2.set({"decision.branch": other}, on(refused_on, "11:20"))
    assert "branch.not_on_act_date" in blocked(case2.step("O_INV_DONE", on(refused_on, "11:30")))


def test_R47_no_fine_without_a_recorded_refusal(case2: Ordinary) -> None:
    case2.filed().set(case2.penalty, on(TUE, "09:00"))
    found = blocked(case2.step("O_INV_DONE", on(TUE, "09:10")))
    assert {"correction.order_missing", "correction.refusal_missing"} <= found


def test_the_closing_report_is_written_and_another_penalty_names_its_kind(shipped: Law) -> None:
    case = broad(shipped, {"report.course": None, "decision.other_penalties": "没收违法所得"}).investigated()
    found = case.step("O_INV_DONE", on(TUE, "09:10"))
    empty = {each.facts.get("field") for each in found.blocking if each.code == "field.missing"}
    assert {"report.course", "decision.other_kind"} == empty
    case.set({"report.course": "现场检查。", "decision.other_kind": "confiscation"}, on(TUE, "09:05"))
    empty = {each.facts.get("field") for each in case.step("O_INV_DONE", on(TUE, "09:10")).blocking}
    assert empty == {"decision.confiscated_value"}


def test_scans_and_slips_need_no_second_officer_and_field_evidence_does(case2: Ordinary) -> None:
    case2.found().say(photo("e-9", "approval"), "09:21").say(photo("e-8", "payment"), "09:22")
    assert "officers.not_confirmed" not in case2.step("O_FILING", on(FRI, "09:30")).codes
    case2.say(photo("e-7"), "09:23")
    assert "officers.not_confirmed" in blocked(case2.step("O_FILING", on(FRI, "09:30")))


def test_a_filing_says_on_which_grounds(case2: Ordinary) -> None:
    case2.found().set({"filing.grounds": None}, "09:25").stepped("O_FILING", at=on(FRI, "09:30"))
    found = case2.judged(case2.asking("D06"), on(FRI, "09:31"))
    assert [each.facts.get("field") for each in found.blocking] == ["filing.grounds"]
