"""Hearing, legal review, collective discussion: worked out and shown; where due, no decision (R36, R38)."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.law.ordinary_stages import Stage, stages_of
from app.domain.ordinary_bodies import HearingAnswered
from app.releases.law import Law
from tests.domain.catalogue.make import branch, catalogue_of, fine
from tests.domain.law.ask import switched
from tests.domain.law.make import photo
from tests.domain.law.ordinary.make import (
    BROAD,
    PERSON,
    TUE,
    UNIT,
    WED,
    Ordinary,
    blocked,
    broad,
    noted,
    on,
    warned,
)

TRADER = {**PERSON, "party.kind": "sole_trader"}


def stages(case: Ordinary) -> dict[str, Stage]:
    return {stage.id: stage for stage in stages_of(case.state, case.context(on(TUE, "10:00")))}


@pytest.mark.parametrize(
    ("party", "fen", "due"),
    [
        (PERSON, 499_999, False),
        (PERSON, 500_000, True),
        (PERSON, 500_001, True),
        (UNIT, 4_999_900, False),
        (UNIT, 5_000_000, True),
        (TRADER, 500_000, True),
        (TRADER, 499_999, False),
    ],
)
def test_R36_the_hearing_right_begins_at_the_threshold_itself(
    shipped: Law, party: dict[str, object], fen: int, due: bool
) -> None:
    case = broad(shipped, {"decision.amount": fen}, party).investigated()
    hearing = stages(case)["hearing"]
    assert hearing.is_due is due
    assert (hearing.article, hearing.tag) == ("《中华人民共和国行政处罚法》第六十三条", "UNVERIFIED")
    assert hearing.inputs["amount"] == fen
    assert hearing.inputs["limit"] == (5_000_000 if party is UNIT else 500_000)


@pytest.mark.parametrize(
    ("values", "ground"),
    [
        ({"decision.other_kind": "permit"}, "kind_of_penalty"),
        ({"decision.other_kind": "closure"}, "kind_of_penalty"),
        ({"decision.other_kind": "other"}, "kind_of_penalty"),
        ({"decision.other_kind": "criticism"}, None),
        ({"decision.other_kind": "confiscation", "decision.confiscated_value": 500_000}, "confiscated_value"),
        ({"decision.other_kind": "confiscation", "decision.confiscated_value": 499_999}, None),
        ({"decision.other_kind": "confiscation"}, "confiscated_value"),
    ],
)
def test_other_heavy_penalties_open_a_hearing_too(
    shipped: Law, values: dict[str, object], ground: str | None
) -> None:
    hearing = stages(broad(shipped, values).investigated())["hearing"]
    assert hearing.grounds == ((ground,) if ground else ())


def test_a_case_without_any_of_the_three_is_told_so_with_amount_and_threshold(case2: Ordinary) -> None:
    found = case2.at_decision().judged(case2.answer("D33"), on(WED, "10:00"), "officer-zhu")
    assert blocked(found) == set()
    assert noted(found, "hearing.not_due") == {
        "party": "unit",
        "amount": 800_000,
        "limit": 5_000_000,
        "source": "《上海市行政处罚听证程序规定》第四条",
    }
    assert {"review.not_due", "discussion.not_due"} <= set(found.codes)


def test_R38_a_major_case_needs_legal_review_even_if_the_hearing_was_waived(shipped: Law) -> None:
    case = broad(shipped, {"decision.amount": 600_000}).notified("D24").waived()
    case.say(photo("e-h", "waiver"), on(TUE, "16:10"))
    case.say(HearingAnswered("n-1", "waived", ("e-h",)), on(TUE, "16:11")).confirm(on(TUE, "16:12"))
    found = case.step("O_DECIDE", on(WED, "09:00"))
    assert blocked(found) == {"review.due", "discussion.due"}
    assert noted(found, "review.due")["grounds"] == ("hearing_right",)
    assert next(each.articles for each in found if each.code == "review.due") == (
        "《中华人民共和国行政处罚法》第五十八条",
    )


def test_R38_no_approval_and_no_paper_gets_around_the_review(shipped: Law) -> None:
    case = broad(shipped, {"decision.amount": 600_000}).at_decision()
    assert "review.due" in blocked(case.judged(case.answer("D33"), on(WED, "10:00"), "officer-zhu"))
    case.approve("D33", on(WED, "10:00"))
    assert "review.due" in blocked(case.step("O_PENALTY", on(WED, "10:00"), "officer-zhu"))


@pytest.mark.parametrize(
    ("values", "review", "discussion"),
    [
        ({}, (), ()),
        ({"decision.major": True}, ("flagged",), ("flagged",)),
        ({"decision.complex": True}, (), ("complex",)),
        (
            {"decision.mitigation": "《中华人民共和国行政处罚法》第三十二条第一项"},
            ("mitigated",),
            ("mitigated",),
        ),
        ({"decision.amount": 500_000}, ("hearing_right",), ("hearing_right",)),
    ],
)
def test_what_makes_a_case_major(
    shipped: Law, values: dict[str, object], review: tuple[str, ...], discussion: tuple[str, ...]
) -> None:
    found = stages(broad(shipped, values).investigated())
    assert (found["review"].grounds, found["discussion"].grounds) == (review, discussion)


def test_below_the_range_is_mitigated_needs_a_ground_and_goes_to_review(shipped: Law) -> None:
    case = broad(shipped, {"decision.amount": 4_000}).investigated()
    assert "amount.below_range" in blocked(case.step("O_INV_DONE", on(TUE, "09:10")))
    case.set({"decision.mitigation": "《中华人民共和国行政处罚法》第三十二条第一项"}, on(TUE, "09:05"))
    found = case.step("O_INV_DONE", on(TUE, "09:10"))
    assert "amount.mitigated" in warned(found) and "amount.below_range" not in found.codes
    assert stages(case)["review"].grounds == ("mitigated",)


def test_outside_the_level_of_a_published_benchmark_goes_to_review_and_discussion(case2: Ordinary) -> None:
    case2.penalty = {**case2.penalty, "decision.amount": 1_200_000}
    case2.investigated()
    found = stages(case2)
    assert (found["review"].grounds, found["discussion"].grounds) == (("deviation",), ("deviation",))
    off = switched(case2.law.parameters, "review.deviation", enabled=False)
    case2.context_changes = {"parameters": off}
    assert stages(case2)["review"].grounds == ()


def test_a_newer_lighter_law_is_judged_by_a_person(shipped: Law) -> None:
    from dataclasses import replace

    old = branch(1, until=date(2026, 8, 14), fine=fine(50, 900_000))
    new = branch(2, since=date(2026, 8, 15), fine=fine(50, 1_000))
    case = broad(shipped, {"decision.branch": old.id})
    row = replace(BROAD, branches=(old, new))
    case.catalogue = catalogue_of(row)
    case.notified()
    found = case.step("O_DECIDE", on(WED, "09:00"))
    assert "review.due" in blocked(found)
    assert "version" in noted(found, "review.due")["grounds"]


def test_a_threshold_that_is_switched_off_is_asked_of_a_person(case2: Ordinary) -> None:
    off = switched(case2.law.parameters, "hearing.unit", enabled=False)
    case2.at_decision().context_changes = {"parameters": off}
    found = case2.judged(case2.answer("D33"), on(WED, "10:00"), "officer-zhu")
    assert "hearing.threshold_off" in warned(found)


def test_old_law_stays_where_the_new_one_is_heavier_and_both_are_named(case2: Ordinary) -> None:
    found = case2.at_decision().judged(case2.answer("D33"), on(WED, "10:00"), "officer-zhu")
    facts = noted(found, "version.old_applies")
    assert (facts["old"], facts["new"], facts["effects"]) == ("SH-CG-0001-1", "SH-CG-0001-2", "加重")
    assert stages(case2)["review"].grounds == ()
