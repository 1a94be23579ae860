"""The correction order as a machine of its own: order, service, re-inspection, and the fine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import bodies
from app.domain.catalogue import Item
from app.domain.findings import Findings
from app.domain.law.correction import CORRECTING, correction_state
from app.releases.law import Law
from tests.domain.catalogue.make import branch, catalogue_of, item
from tests.domain.law.make import Journey, issued, photo

SERVED = bodies.DocumentServed("D08", "DIRECT", "演示当事人丙")
DUE = "2026-08-07T09:00:00+08:00"
BY_DATE = {"correction.demand": "清理", "correction.term": "by_date", "correction.due": DUE}


def blocked(found: Findings) -> set[str]:
    return {each.code for each in found.blocking}


def test_the_state_follows_order_service_and_result(journey: Journey) -> None:
    journey.found()
    seen = [correction_state(journey.state)]
    journey.say(issued("D08"), "09:25")
    seen.append(correction_state(journey.state))
    journey.say(SERVED, "09:25")
    seen.append(correction_state(journey.state))
    for result in ("refused", "overdue", "corrected"):
        journey.say(bodies.ReinspectionRecorded("D08", result, "复查"), "09:40")
        seen.append(correction_state(journey.state))
    journey.say(issued("D08", "D08-2", 2), "09:50")
    seen.append(correction_state(journey.state))
    assert seen == ["K_NONE", "K_ORDERED", "K_SERVED", "K_REFUSED", "K_OVERDUE", "K_CORRECTED", "K_ORDERED"]


def test_every_state_of_the_table_is_reached_by_a_line_of_it() -> None:
    ends = {line.end for line in CORRECTING.transitions}
    assert {state.id for state in CORRECTING.states} == ends | {"K_NONE"}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({}, {"correction.demand", "correction.term"}),
        ({"correction.demand": "清理", "correction.term": "by_date"}, {"correction.due"}),
        ({"correction.demand": "清理", "correction.term": "at_once"}, set()),
        (BY_DATE, set()),
    ],
)
def test_an_order_says_what_and_by_when(
    journey: Journey, values: dict[str, object], fields: set[str]
) -> None:
    found = journey.found().set(values, "09:22").judged(issued("D08"), "09:25")
    assert {each.facts["field"] for each in found.blocking if each.code == "field.missing"} == fields


def test_a_term_that_is_over_before_the_order_is_refused(journey: Journey) -> None:
    journey.found().set({**BY_DATE, "correction.due": "2026-08-06T09:20:00+08:00"}, "09:22")
    assert blocked(journey.judged(issued("D08"), "09:25")) == {"correction.due_in_past"}


def test_an_order_needs_an_item_and_a_proven_scene(journey: Journey) -> None:
    journey.docket().set({"correction.demand": "清理", "correction.term": "at_once"}, "09:15")
    found = journey.judged(issued("D08"), "09:25")
    assert "evidence.scene_missing" in blocked(found)
    assert "act.item" in {each.facts.get("field") for each in found.blocking}


def test_a_record_of_re_inspection_needs_order_and_re_inspection(journey: Journey) -> None:
    journey.found()
    assert blocked(journey.judged(issued("D09"), "09:42")) == {
        "correction.order_missing",
        "reinspection.missing",
    }
    journey.ordered()
    assert blocked(journey.judged(issued("D09"), "09:42")) == {"reinspection.missing"}
    journey.refused()
    assert blocked(journey.judged(issued("D09"), "09:42")) == set()


def test_a_re_inspection_before_the_service_is_marked(journey: Journey) -> None:
    journey.found().ordered().say(photo("e-3", "reinspection"), "09:20")
    early = bodies.ReinspectionRecorded("D08", "refused", "仍未改正", ("e-3",))
    found = journey.judged(early, "09:24")
    assert "time.out_of_order" in {each.code for each in found.warnings}
    assert "time.out_of_order" not in journey.judged(early, "09:25").codes


def test_evidence_that_is_not_of_the_case_is_marked(journey: Journey) -> None:
    found = (
        journey.found()
        .ordered()
        .judged(bodies.ReinspectionRecorded("D08", "refused", "x", ("e-404",)), "09:40")
    )
    assert {"evidence.unknown", "correction.refusal_unproven"} <= {each.code for each in found.warnings}


OVERDUE = item(branch(requires_refusal=True, when="逾期不改正"))
REFUSAL = item(branch(requires_refusal=True, when="拒不改正"))
PLAIN = item()


@pytest.mark.parametrize(
    ("row", "result", "at", "codes"),
    [
        (OVERDUE, "overdue", "2026-08-07T09:01:00+08:00", set()),
        (OVERDUE, "overdue", "2026-08-07T09:00:00+08:00", {"correction.term_running"}),
        (OVERDUE, "refused", "2026-08-06T12:00:00+08:00", {"correction.term_running"}),
        (OVERDUE, "refused", "2026-08-08T09:00:00+08:00", set()),
        (REFUSAL, "refused", "2026-08-06T12:00:00+08:00", set()),
        (REFUSAL, "overdue", "2026-08-07T09:01:00+08:00", {"correction.overdue_not_refusal"}),
    ],
)
def test_overdue_and_refusal_are_what_the_clause_says(
    shipped: Law, row: Item, result: str, at: str, codes: set[str]
) -> None:
    journey = Journey(shipped, catalogue_of(row)).found()
    journey.set({"act.item": OVERDUE.code, **BY_DATE}, "09:22").say(issued("D08"), "09:25").say(
        SERVED, "09:25"
    )
    journey.say(photo("e-3", "reinspection"), at).say(
        bodies.ReinspectionRecorded("D08", result, "复查", ("e-3",)), at
    )
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"), "2026-08-09T09:00:00+08:00")
    assert {each.code for each in found if each.code.startswith("correction.")} == codes


def test_where_it_is_no_condition_a_missing_order_is_only_warned_of(shipped: Law) -> None:
    journey = Journey(shipped, catalogue_of(PLAIN)).found().set({"act.item": PLAIN.code}, "09:18")
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"))
    assert "correction.order_absent" in {each.code for each in found.warnings}
    assert not any(each.code.startswith("correction.") for each in found.blocking)


def test_a_second_order_begins_the_way_anew(journey: Journey) -> None:
    journey.found().ordered().refused().say(issued("D08", "D08-2", 2), "09:50")
    journey.say(replace(SERVED, document="D08-2"), "09:51").confirm("09:52")
    found = journey.judged(bodies.StepTaken("S_FOUND", "S_ELIGIBLE"), "09:55")
    assert "correction.refusal_missing" in blocked(found)
