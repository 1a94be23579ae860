"""An amount against its level: published rows bind, derived ones advise, missing ones are never invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.catalogue import Benchmark, Catalogue, Mark, PartyKind, Usability
from app.domain.catalogue.amounts import FineKind
from app.domain.discretion import Choice, Level, Standing, circumstances_found, weigh
from app.domain.findings import Severity
from app.domain.money import Fen
from tests.domain.catalogue import make

JOURNEY = date(2026, 8, 6)
WET, HAZARD = "湿垃圾混投", "有害垃圾混投"


def weighed(
    catalogue: Catalogue,
    amount: int | None,
    tier: int | None = 1,
    kind: str = WET,
    repeated: bool = False,
    reason: str = "",
    mitigation: str = "",
) -> Level:
    item = catalogue.item("SH-CG-0002")
    (branch,) = catalogue.branches_on(item, JOURNEY, PartyKind.PERSON)
    found = circumstances_found(catalogue.benchmark("BM-0002"), kind, repeated, refused=True)
    fen = None if amount is None else Fen(amount)
    return weigh(catalogue, Choice(item, branch, JOURNEY, fen, tier, found, reason, mitigation=mitigation))


def blocking(level: Level) -> list[str]:
    return [finding.code for finding in level.findings if finding.severity is Severity.BLOCK]


def codes(level: Level) -> list[str]:
    return [finding.code for finding in level.findings]


def test_the_journey_s_fine_lies_in_the_first_published_level(catalogue: Catalogue) -> None:
    level = weighed(catalogue, 10_000)
    assert (level.standing, level.mark, level.quotable) == (Standing.IN_LEVEL, Mark.CHECKED, True)
    assert level.tier is not None and level.tier.label == "湿垃圾混投·首次查处"
    assert blocking(level) == []
    assert codes(level) == ["benchmark.currency_unconfirmed"]


@pytest.mark.parametrize(
    ("amount", "standing"),
    [
        (4_999, Standing.BELOW_RANGE),
        (5_000, Standing.IN_LEVEL),
        (10_000, Standing.IN_LEVEL),
        (10_001, Standing.OUTSIDE_LEVEL),
        (20_000, Standing.OUTSIDE_LEVEL),
        (20_001, Standing.ABOVE_RANGE),
        (None, Standing.OPEN),
    ],
)
def test_where_an_amount_lies(catalogue: Catalogue, amount: int | None, standing: Standing) -> None:
    assert weighed(catalogue, amount).standing is standing


def test_outside_a_published_level_a_written_reason_is_needed(catalogue: Catalogue) -> None:
    assert blocking(weighed(catalogue, 15_000)) == ["amount.deviates_without_reason"]
    assert blocking(weighed(catalogue, 15_000, reason="  ")) == ["amount.deviates_without_reason"]
    reasoned = weighed(catalogue, 15_000, reason="混投数量大，堵塞投放点")
    assert blocking(reasoned) == []
    assert "amount.deviates" in codes(reasoned)


def test_above_the_clause_no_reason_helps(catalogue: Catalogue) -> None:
    assert blocking(weighed(catalogue, 20_001, reason="情节严重")) == ["amount.above_range"]


def test_below_the_clause_needs_a_ground_of_mitigation_and_a_reason(catalogue: Catalogue) -> None:
    ground = "《中华人民共和国行政处罚法》第三十二条第一项"
    assert blocking(weighed(catalogue, 4_000, reason="主动清理")) == ["amount.below_range"]
    assert blocking(weighed(catalogue, 4_000, mitigation=ground)) == ["amount.below_range"]
    assert "amount.mitigated" in codes(weighed(catalogue, 4_000, reason="主动清理", mitigation=ground))


def test_the_first_time_row_is_refused_for_a_repeat(catalogue: Catalogue) -> None:
    level = weighed(catalogue, 10_000, tier=1, repeated=True)
    assert blocking(level) == ["tier.circumstances_differ"]
    assert level.findings[-1].facts["lacking"] == "首次查处"
    assert [tier.number for tier in level.fitting] == [2]


def test_where_a_published_row_fits_it_must_be_chosen(catalogue: Catalogue) -> None:
    assert blocking(weighed(catalogue, 10_000, tier=None, reason="首次")) == ["tier.not_chosen"]


def test_a_row_missing_in_the_source_falls_back_to_the_clause_with_reasons(catalogue: Catalogue) -> None:
    silent = weighed(catalogue, 15_000, tier=None, kind=HAZARD)
    assert (silent.standing, silent.level_range, silent.fitting) == (Standing.IN_RANGE, None, ())
    assert blocking(silent) == ["reason.missing"]
    reasoned = weighed(catalogue, 15_000, tier=None, kind=HAZARD, reason="混投废电池")
    assert blocking(reasoned) == []
    assert "benchmark.row_missing" in codes(reasoned)
    assert not reasoned.quotable


def test_the_incomplete_benchmark_offers_the_missing_kind_without_figures(catalogue: Catalogue) -> None:
    benchmark = catalogue.benchmark("BM-0002")
    assert benchmark.incomplete
    assert benchmark.act_kinds == (WET, HAZARD)
    assert benchmark.row(HAZARD, "首次查处") is None


def test_what_the_benchmark_does_not_name_at_all_fits_no_row(catalogue: Catalogue) -> None:
    assert blocking(weighed(catalogue, 10_000, tier=None, kind="可回收物与干垃圾混投", reason="首次")) == [
        "tier.none_fits"
    ]


def test_overlapping_ranges_are_told_apart_by_kind_then_by_count(catalogue: Catalogue) -> None:
    benchmark = catalogue.benchmark("BM-0001")
    assert benchmark.overlap_allowed
    assert benchmark.act_kinds == ("可回收物与干垃圾混投", WET, HAZARD)
    assert benchmark.counts == ("首次查处", "第二次及以上")
    cells = {
        (kind, count): benchmark.row(kind, count)
        for kind in benchmark.act_kinds
        for count in benchmark.counts
    }
    assert sorted(tier.number for tier in cells.values() if tier is not None) == [1, 2, 3, 4, 5, 6]
    for number, (kind, count) in enumerate(cells, start=1):
        repeated = count != "首次查处"
        found = circumstances_found(benchmark, kind, repeated, refused=True)
        assert [tier.number for tier in benchmark.fitting(found)] == [number]


def test_without_refusal_no_row_of_the_published_benchmark_fits(catalogue: Catalogue) -> None:
    benchmark = catalogue.benchmark("BM-0002")
    assert benchmark.fitting(circumstances_found(benchmark, WET, repeated=False, refused=False)) == ()


def derived(catalogue: Catalogue) -> list[Benchmark]:
    return [benchmark for benchmark in catalogue.rows.benchmarks if not benchmark.published]


def test_no_derived_level_is_quotable_whatever_it_says(catalogue: Catalogue) -> None:
    tiers = [tier for benchmark in derived(catalogue) for tier in benchmark.tiers]
    assert any(tier.checked for tier in tiers)
    assert not any(tier.quotable for tier in tiers)
    assert {tier.mark for tier in tiers} == {Mark.ASSUMED}


def test_outside_a_derived_level_is_noted_and_needs_no_permission(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0003")
    (branch,) = item.branches
    choice = Choice(item, branch, JOURNEY, Fen(400_000), 1, frozenset(), "长期未设置")
    level = weigh(catalogue, choice)
    assert blocking(level) == []
    assert {"tier.reference_only", "amount.outside_reference"} <= set(codes(level))
    assert blocking(weigh(catalogue, replace(choice, reason=""))) == ["reason.missing"]


def test_an_open_end_belongs_to_the_next_level(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0003")
    (branch,) = item.branches
    lower, upper = (
        weigh(catalogue, Choice(item, branch, JOURNEY, Fen(185_000), tier, reason="复查未改正"))
        for tier in (1, 2)
    )
    assert (lower.standing, upper.standing) == (Standing.OUTSIDE_LEVEL, Standing.IN_LEVEL)


@given(st.data())
def test_every_lawful_amount_lies_in_exactly_one_level_of_a_ladder(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    benchmark = data.draw(st.sampled_from(derived(catalogue)))
    ranges = [tier.fine.in_fen(100_000) for tier in benchmark.tiers if tier.fine is not None]
    item = catalogue.item(benchmark.item)
    branch = item.branch(benchmark.branch)
    assert branch is not None
    law = branch.fine.in_fen(100_000)
    fen = data.draw(st.integers(law.low, law.high).filter(law.contains))
    assert sum(found.contains(fen) for found in ranges) == 1


def test_a_level_without_fine_takes_no_amount(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0023")
    branch = item.branches[0]
    choice = Choice(item, branch, JOURNEY, Fen(50_000), 0, reason="情节显著轻微并已改正")
    assert "amount.on_no_fine_level" in blocking(weigh(catalogue, choice))
    level = weigh(catalogue, replace(choice, amount=None))
    assert (level.standing, blocking(level)) == (Standing.NO_FINE, [])


def test_an_unusable_item_stays_unusable_at_any_amount(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        if item.usability is Usability.FIGURE_UNCHECKED:
            branch = item.branches[0]
            low = Fen(int(branch.fine.high))
            level = weigh(catalogue, Choice(item, branch, branch.conduct_from, low, reason="试"))
            assert level.unusable and level.unusable[0].code == "figure.unchecked"


def test_a_fine_of_nothing_and_no_amount_at_all_are_two_reasons() -> None:
    item = make.item(make.branch(fine=make.fine(None, 200)))
    list_ = make.catalogue_of(item)
    zero = weigh(list_, Choice(item, item.branches[0], JOURNEY, Fen(0), reason="试"))
    none = weigh(list_, Choice(item, item.branches[0], JOURNEY, None, reason="试"))
    assert (blocking(zero), blocking(none)) == (["amount.zero"], ["amount.missing"])


def test_a_ratio_waits_for_its_base() -> None:
    item = make.item(make.branch(fine=make.fine(1, 3, FineKind.MULTIPLE, base="赔偿费")))
    list_ = make.catalogue_of(item)
    choice = Choice(item, item.branches[0], JOURNEY, Fen(15_000), reason="试")
    assert blocking(weigh(list_, choice)) == ["amount.base_missing"]
    assert blocking(weigh(list_, replace(choice, base=Fraction(10_000)))) == []


def test_a_level_that_the_benchmark_has_not_is_refused(catalogue: Catalogue) -> None:
    assert "tier.unknown" in blocking(weighed(catalogue, 10_000, tier=9))


def test_the_lighter_new_text_is_applied_where_a_person_chose_it(catalogue: Catalogue) -> None:
    item = catalogue.item("SH-CG-0022")
    new = item.branch("SH-CG-0022-2")
    assert new is not None
    act, decided = date(2026, 8, 1), date(2026, 9, 1)
    choice = Choice(item, new, act, Fen(60_000), reason="首次，当场停止")
    assert "branch.not_on_act_date" in blocking(weigh(catalogue, choice))
    assert blocking(weigh(catalogue, replace(choice, new_law_on=decided))) == []
