"""Old law or lighter new law: three real changes of 15 August 2026, and what the comparison asks for."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.catalogue import Catalogue, Effect, PartyKind, VersionEffect
from app.domain.catalogue.versions import Leaning, compare_versions, version_findings
from app.domain.findings import Finding, Severity
from tests.domain.catalogue import make

ACT, DECIDED = date(2026, 8, 1), date(2026, 9, 1)


def compared(catalogue: Catalogue, code: str, party: PartyKind = PartyKind.UNIT) -> tuple[Leaning, Finding]:
    item = catalogue.item(code)
    (branch,) = catalogue.branches_on(item, ACT, party)
    comparison = compare_versions(catalogue, item, branch, ACT, DECIDED, party)
    assert comparison is not None
    (finding,) = version_findings(comparison)
    return comparison.leaning, finding


def test_mixing_by_a_unit_became_heavier_so_the_old_range_stays(catalogue: Catalogue) -> None:
    leaning, finding = compared(catalogue, "SH-CG-0001")
    assert (leaning, finding.code, finding.severity) == (Leaning.OLD, "version.old_applies", Severity.NOTE)
    assert (finding.facts["old"], finding.facts["new"]) == ("SH-CG-0001-1", "SH-CG-0001-2")


def test_the_benchmark_of_2019_is_not_offered_for_new_acts_of_units(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0001")
    old, new = item.branches
    published = catalogue.benchmark_for(old, date(2026, 8, 14))
    derived = catalogue.benchmark_for(new, date(2026, 8, 15))
    assert published is not None and published.published
    assert derived is not None and not derived.published
    assert catalogue.benchmark_for(old, date(2026, 8, 15)) is None


def test_the_first_step_of_the_new_barbecue_clause_is_lighter_and_a_person_decides(
    catalogue: Catalogue,
) -> None:
    leaning, finding = compared(catalogue, "SH-CG-0022")
    assert (leaning, finding.code, finding.severity) == (Leaning.NEW, "version.new_lighter", Severity.WARN)
    assert (finding.facts["new"], finding.facts["further"]) == ("SH-CG-0022-2", "SH-CG-0022-3")
    assert finding.articles == ("《中华人民共和国行政处罚法》第三十七条",)


def test_dumping_by_a_contractor_costs_the_same_but_gained_a_measure_so_it_is_heavier(
    catalogue: Catalogue,
) -> None:
    leaning, finding = compared(catalogue, "SH-CG-0015")
    assert (leaning, finding.code) == (Leaning.OLD, "version.old_applies")
    assert finding.facts["effects"] == "相同"
    assert finding.facts["added"] == "情节严重的责令限制生产、停产整治"


def test_a_clause_that_now_asks_for_refusal_first_is_lighter_at_the_same_price(catalogue: Catalogue) -> None:
    leaning, finding = compared(catalogue, "SH-CG-0019")
    assert (leaning, finding.facts["refusal_added"]) == (Leaning.NEW, True)


def test_within_one_version_there_is_nothing_to_compare(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0001")
    (branch,) = catalogue.branches_on(item, ACT)
    same = compare_versions(catalogue, item, branch, ACT, date(2026, 8, 14), PartyKind.UNIT)
    assert same is None
    assert version_findings(same) == ()


def test_both_benchmarks_stand_in_the_comparison(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0001")
    (branch,) = catalogue.branches_on(item, ACT)
    comparison = compare_versions(catalogue, item, branch, ACT, DECIDED, PartyKind.UNIT)
    assert comparison is not None and comparison.old_benchmark is not None
    (successor,) = comparison.successors
    assert (comparison.old_benchmark.id, successor.benchmark and successor.benchmark.id) == (
        "BM-0001",
        "BM-0003",
    )


def test_an_act_that_the_new_text_no_longer_names_is_looked_at_by_a_person() -> None:
    old = make.branch(until=date(2026, 8, 14))
    item = make.item(old)
    comparison = compare_versions(make.catalogue_of(item), item, old, ACT, DECIDED, PartyKind.PERSON)
    (finding,) = version_findings(comparison)
    assert (finding.code, finding.severity) == ("version.no_successor", Severity.WARN)


def pair(effect: Effect, added: tuple[str, ...] = (), refusal: tuple[bool, bool] = (False, False)) -> Leaning:
    old = make.branch(1, until=date(2026, 8, 14), requires_refusal=refusal[0])
    new = make.branch(2, since=date(2026, 8, 15), requires_refusal=refusal[1])
    item = make.item(old, new, version_effects=(VersionEffect(old.id, new.id, effect, added=added),))
    comparison = compare_versions(make.catalogue_of(item), item, old, ACT, DECIDED, PartyKind.PERSON)
    assert comparison is not None
    return comparison.leaning


@pytest.mark.parametrize(
    ("effect", "added", "refusal", "leaning"),
    [
        (Effect.SAME, (), (False, False), Leaning.OLD),
        (Effect.HEAVIER, (), (False, False), Leaning.OLD),
        (Effect.LIGHTER, (), (False, False), Leaning.NEW),
        (Effect.CROSSED, (), (False, False), Leaning.REVIEW),
        (Effect.LIGHTER, ("责令停产",), (False, False), Leaning.REVIEW),
        (Effect.HEAVIER, (), (False, True), Leaning.REVIEW),
        (Effect.SAME, (), (True, False), Leaning.OLD),
        (Effect.LIGHTER, (), (True, False), Leaning.REVIEW),
    ],
)
def test_money_measures_and_conditions_are_weighed_together(
    effect: Effect, added: tuple[str, ...], refusal: tuple[bool, bool], leaning: Leaning
) -> None:
    assert pair(effect, added, refusal) is leaning
