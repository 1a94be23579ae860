"""What was done, when, and whose it is (R42-R44, R47, R48): limitation, correction first, the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from app.domain import bodies
from app.domain.catalogue import Catalogue, Usability
from app.domain.findings import Severity
from app.domain.law.running import deadlines_of
from app.releases.law import Law
from tests.domain.catalogue.make import branch, catalogue_of, fine, holder
from tests.domain.law.ask import DEMO, WIDE, blocked, decision, wide
from tests.domain.law.make import Journey, issued, photo


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


def test_an_act_that_touches_another_item_too_is_asked_about(shipped: Law, catalogue: Catalogue) -> None:
    pair = catalogue.rows.concurrences[0]
    journey = Journey(shipped, catalogue).found().set({"act.item": pair.items[0]}, "09:18")
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"))
    assert pair.items[1] in {each.facts.get("other") for each in found if each.code == "item.concurs"}


@pytest.mark.parametrize(
    ("taken_at", "noted"),
    [
        ("2026-08-05T23:59:00+08:00", True),
        ("2008-10-22T16:28:39", True),
        ("2026-08-06T08:00:00+08:00", False),
        ("2026-08-06T09:16:00", False),
        ("gestern", False),
        (None, False),
    ],
)
def test_a_file_that_is_older_than_act_and_clue_is_noted_with_its_day(
    journey: Journey, taken_at: str | None, noted: bool
) -> None:
    journey.docket().set({"act.at": "2026-08-06T09:10:00+08:00"}, "09:15")
    found = journey.judged(photo("e-1", taken_at=taken_at), "09:16")
    named = [each.facts["since"] for each in found if each.code == "evidence.from_elsewhere"]
    assert named == (["2026-08-06"] if noted else [])
    assert found.blocking == ()
