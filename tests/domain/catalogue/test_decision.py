"""No unusable figure reaches a decision; what is unconfirmed is asked once; correction comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.catalogue import Catalogue, Currency, Usability
from app.domain.catalogue.decision import (
    concurrence_findings,
    decision_blockers,
    decision_warnings,
    item_blockers,
    needs_refusal,
    refusal_findings,
)
from app.domain.findings import Finding, Severity
from tests.domain.catalogue import make

JOURNEY = date(2026, 8, 6)


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in found]


def test_every_item_that_the_list_calls_unusable_is_stopped(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        stopped = [
            f for f in item_blockers(catalogue, item, item.effective_from) if f.code != "item.not_in_force"
        ]
        words = item.usability.value
        unusable = words.startswith(("不得使用", "须补条号后使用", "仅供查询"))
        assert bool(stopped) == unusable, f"{item.code} {words}"
        assert all(finding.severity is Severity.BLOCK for finding in stopped)


def test_no_branch_of_an_unusable_item_gets_through(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        for branch in item.branches:
            if not item.usability.usable:
                assert decision_blockers(catalogue, item, branch, branch.conduct_from), branch.id


def test_every_branch_of_a_usable_item_gets_through_on_its_own_days(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        for branch in item.branches:
            if item.usability.usable:
                for day in (branch.conduct_from, branch.conduct_to or JOURNEY.replace(year=2027)):
                    assert decision_blockers(catalogue, item, branch, day) == (), branch.id


@pytest.mark.parametrize(
    ("usability", "code"),
    [
        (Usability.LOOKUP_HOLDER_OPEN, "item.lookup_only"),
        (Usability.LOOKUP_FIGURE_OPEN, "item.lookup_only"),
        (Usability.FIGURE_UNCHECKED, "figure.unchecked"),
        (Usability.ARTICLE_MISSING, "citation.article_missing"),
    ],
)
def test_the_reason_why_an_item_is_unusable_is_said_once(usability: Usability, code: str) -> None:
    item = make.item(usability=usability)
    assert codes(decision_blockers(make.catalogue_of(item), item, item.branches[0], JOURNEY)) == [code]


def test_an_unchecked_figure_is_stopped_even_where_the_item_is_called_usable() -> None:
    item = make.item(make.branch(checked=False))
    assert codes(decision_blockers(make.catalogue_of(item), item, item.branches[0], JOURNEY)) == [
        "figure.unchecked"
    ]


def test_an_article_without_number_never_reaches_paper() -> None:
    clause = make.item(make.branch(citation=make.cited(None)))
    norm = make.item(violated=(make.cited(None),))
    for item in (clause, norm):
        found = decision_blockers(make.catalogue_of(item), item, item.branches[0], JOURNEY)
        assert codes(found) == ["citation.article_missing"]


def test_a_law_that_nobody_read_gives_no_fine() -> None:
    item = make.item()
    unread = replace(make.LAW, text_read="none")
    found = decision_blockers(make.catalogue_of(item, laws=[unread]), item, item.branches[0], JOURNEY)
    assert codes(found) == ["law.text_not_read"]


def test_a_clause_of_another_time_is_refused_on_both_sides_of_its_days() -> None:
    branch = make.branch(since=date(2026, 1, 1), until=date(2026, 8, 14))
    item = make.item(branch)
    list_ = make.catalogue_of(item)
    for day in (branch.conduct_from - timedelta(days=1), date(2026, 8, 15)):
        assert codes(decision_blockers(list_, item, branch, day)) == ["branch.not_on_act_date"]
    for day in (branch.conduct_from, date(2026, 8, 14)):
        assert decision_blockers(list_, item, branch, day) == ()


def test_a_clause_of_another_item_is_refused() -> None:
    item = make.item()
    stranger = make.branch(number=7)
    assert "branch.of_other_item" in codes(
        decision_blockers(make.catalogue_of(item), item, stranger, JOURNEY)
    )


def test_an_item_closed_before_the_act_is_refused() -> None:
    item = make.item(effective_to=date(2026, 8, 5))
    assert codes(item_blockers(make.catalogue_of(item), item, JOURNEY)) == ["item.not_in_force"]
    assert item_blockers(make.catalogue_of(item), item, date(2026, 8, 5)) == ()


def test_an_act_that_no_cited_norm_covers_is_refused() -> None:
    old = replace(make.cited(), until=date(2026, 8, 5))
    item = make.item(violated=(old,))
    assert codes(item_blockers(make.catalogue_of(item), item, JOURNEY)) == ["citation.none_on_act_date"]


def test_a_text_that_may_have_changed_warns_and_does_not_block(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        if item.usability is Usability.CHECK_TEXT_FIRST:
            found = decision_warnings(catalogue, item, JOURNEY)
            assert "text.unconfirmed" in codes(found), item.code
            assert {finding.severity for finding in found} == {Severity.WARN}


def test_an_item_whose_text_is_the_newest_asks_for_nothing() -> None:
    item = make.item(currency=Currency.CURRENT)
    assert decision_warnings(make.catalogue_of(item), item, JOURNEY) == ()


def test_a_norm_that_was_not_read_is_confirmed_by_name(catalogue: Catalogue) -> None:
    (finding,) = decision_warnings(catalogue, catalogue.item("SH-CG-0062"), JOURNEY)
    assert finding.code == "citation.unconfirmed"
    assert finding.facts["citations"] == "《上海市市容环境卫生管理条例》第二十条第二款"


def test_the_currency_of_a_published_benchmark_is_asked_only_where_it_is_used(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0002")
    used = catalogue.benchmark("BM-0002")
    (finding,) = decision_warnings(catalogue, item, JOURNEY, used)
    assert (finding.code, finding.severity) == ("benchmark.currency_unconfirmed", Severity.WARN)
    assert finding.facts["title"] == "《上海市生活垃圾管理条例》行政处罚裁量基准"
    assert decision_warnings(catalogue, item, JOURNEY) == ()


def test_r47_without_served_order_and_recorded_refusal_a_fine_is_impossible(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0002")
    (branch,) = item.branches
    both = ["correction.order_missing", "correction.refusal_missing"]
    assert codes(refusal_findings(item, branch, order_served=False, refusal_recorded=False)) == both
    assert codes(refusal_findings(item, branch, order_served=True, refusal_recorded=False)) == both[1:]
    assert codes(refusal_findings(item, branch, order_served=False, refusal_recorded=True)) == both[:1]
    assert refusal_findings(item, branch, order_served=True, refusal_recorded=True) == ()


def test_r47_the_missing_refusal_names_the_clause(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0002")
    found = refusal_findings(item, item.branches[0], order_served=True, refusal_recorded=False)
    assert found[0].articles[0] == "《上海市生活垃圾管理条例》第五十七条第二款"
    assert found[0].severity is Severity.BLOCK


def test_r47_thirty_five_items_come_after_correction_only(catalogue: Catalogue) -> None:
    first = [item for item in catalogue.items if item.correction.precondition]
    assert len(first) == 35
    for item in first:
        assert all(needs_refusal(branch) for branch in item.branches if branch.conduct_to is None), item.code


def test_the_second_step_of_a_clause_alone_needs_refusal(catalogue: Catalogue) -> None:
    first_step, second_step = catalogue.branches_on(catalogue.item("SH-CG-0022"), date(2026, 9, 1))
    assert (needs_refusal(first_step), needs_refusal(second_step)) == (False, True)


def test_a_known_pair_of_items_warns_from_both_sides(catalogue: Catalogue) -> None:
    for code, other in (("SH-CG-0017", "SH-CG-0066"), ("SH-CG-0066", "SH-CG-0017")):
        (finding,) = concurrence_findings(catalogue, catalogue.item(code))
        assert (finding.code, finding.facts["other"]) == ("item.concurs", other)
