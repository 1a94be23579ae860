"""What benchmarks, comparisons and the supplement owe the list: true copies and levels without gaps."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from app.domain.catalogue.benchmark import Match, Source
from app.domain.catalogue.item import Effect
from app.releases.checks import Known, repeated
from app.releases.errors import Problem
from app.releases.shapes import (
    AuthoritySheet,
    BenchmarkRow,
    BenchmarkSheet,
    FineRow,
    SupplementSheet,
    TierRow,
)
from app.releases.sheets import Path, Sheet


def check_effects(sheet: Sheet, authority: AuthoritySheet, known: Known) -> Iterator[Problem]:
    """Each comparison joins two branches of its item, one closed before the other, and counts right."""
    for n, item in enumerate(authority.items):
        own = {fine.id: fine for fine in item.fines}
        for m, row in enumerate(item.version_effect):
            path: Path = ("items", n, "version_effect", m)
            old, new = own.get(row.old), own.get(row.new)
            if old is None or new is None:
                yield sheet.problem(path, "branch.unknown", f"{row.old} {row.new}")
            elif old.conduct_to is None or new.conduct_from <= old.conduct_to:
                yield sheet.problem((*path, "new"), "effect.versions_overlap", row.new)
            elif effect_of(old, new) is not row.effect:
                yield sheet.problem((*path, "effect"), "effect.counts_otherwise", effect_of(old, new).value)


def effect_of(old: FineRow, new: FineRow) -> Effect:
    """Compare both ends of two ranges as the sheet does: mechanically."""
    if old.unit != new.unit or old.kind.is_money != new.kind.is_money:
        return Effect.CROSSED
    ends = ((old.min or Decimal(0), new.min or Decimal(0)), (old.max, new.max))
    ways = {Effect.HEAVIER if after > before else Effect.LIGHTER for before, after in ends if before != after}
    if not ways:
        return Effect.SAME
    return Effect.CROSSED if len(ways) > 1 else ways.pop()


def check_benchmarks(sheet: Sheet, benchmarks: BenchmarkSheet, known: Known) -> Iterator[Problem]:
    """References, copies of the range, one set of levels for each branch and mode, and the levels."""
    rows = list(enumerate(benchmarks.benchmarks))
    yield from repeated(sheet, ((("benchmarks", n, "id"), row.id) for n, row in rows), "benchmark.repeated")
    once = ((("benchmarks", n, "branch"), (row.branch, row.mode, row.conduct_from)) for n, row in rows)
    yield from repeated(sheet, once, "benchmark.second_for_branch")
    for n, code in enumerate(benchmarks.fixed_amount_items):
        if code not in known.items:
            yield sheet.problem(("fixed_amount_items", n), "item.unknown", code)
    for n, case in enumerate(benchmarks.practice_calibration):
        if case.item not in known.items:
            yield sheet.problem(("practice_calibration", n, "item"), "item.unknown", case.item)
    rules = {rule.id for rule in benchmarks.rules}
    for n, row in rows:
        path: Path = ("benchmarks", n)
        if row.rule not in rules:
            yield sheet.problem((*path, "rule"), "rule.unknown", row.rule)
        if row.law is not None and row.law not in known.laws:
            yield sheet.problem((*path, "law"), "law.unknown", row.law)
        if row.branch not in known.fines:
            yield sheet.problem((*path, "branch"), "branch.unknown", row.branch)
            continue
        item, fine = known.fines[row.branch]
        if row.item != item.code:
            yield sheet.problem((*path, "item"), "benchmark.of_other_item", row.item)
        yield from _check_copies(sheet, path, row, fine)
        yield from _check_tiers(sheet, path, row, fine)


def _check_copies(sheet: Sheet, path: Path, row: BenchmarkRow, fine: FineRow) -> Iterator[Problem]:
    copied = (row.statutory.kind, row.statutory.min, row.statutory.max, row.statutory.unit)
    if copied != (fine.kind, fine.min, fine.max, fine.unit):
        yield sheet.problem((*path, "statutory"), "benchmark.range_differs", row.branch)
    if row.conduct_to is not None and row.conduct_to < row.conduct_from:
        yield sheet.problem((*path, "conduct_to"), "days.order", row.id)
    outlives = fine.conduct_to is not None and (row.conduct_to is None or row.conduct_to > fine.conduct_to)
    if row.conduct_from < fine.conduct_from or outlives:
        yield sheet.problem((*path, "conduct_from"), "benchmark.outside_branch", row.id)
    if row.source is Source.DERIVED and (row.conduct_from, row.conduct_to) != (
        fine.conduct_from,
        fine.conduct_to,
    ):
        yield sheet.problem((*path, "conduct_from"), "benchmark.window_differs", row.id)
    if row.source is Source.PUBLISHED and row.law is None:
        yield sheet.problem((*path, "source"), "benchmark.published_without_law", row.id)


def _check_tiers(sheet: Sheet, path: Path, row: BenchmarkRow, fine: FineRow) -> Iterator[Problem]:
    numbers = ((((*path, "tiers", n, "tier")), tier.tier) for n, tier in enumerate(row.tiers))
    yield from repeated(sheet, numbers, "tier.repeated")
    if sum(tier.match is Match.OTHERWISE for tier in row.tiers) > 1:
        yield sheet.problem((*path, "tiers"), "tier.two_otherwise", row.id)
    low, high = fine.min or Decimal(0), fine.max
    fined = []
    for n, tier in enumerate(row.tiers):
        here: Path = (*path, "tiers", n)
        yield from _check_tier(sheet, here, row, tier)
        if tier.no_fine:
            if tier.min or tier.max or not fine.optional:
                yield sheet.problem((*here, "no_fine"), "tier.no_fine_but_amount", tier.label)
            continue
        if not low <= tier.min < tier.max <= high:
            yield sheet.problem((*here, "min"), "tier.outside_range", tier.label)
        fined.append((here, tier))
    if not row.incomplete:
        yield from _check_coverage(sheet, path, row, fine, fined)


def _check_tier(sheet: Sheet, here: Path, row: BenchmarkRow, tier: TierRow) -> Iterator[Problem]:
    if row.source is Source.DERIVED and tier.checked and not tier.no_fine:
        yield sheet.problem((*here, "checked"), "tier.derived_but_checked", tier.label)
    if row.source is Source.PUBLISHED and not (tier.checked and tier.source):
        yield sheet.problem((*here, "checked"), "tier.published_without_source", tier.label)
    if row.overlap_allowed and tier.label != "·".join(tier.circumstances[:2]):
        yield sheet.problem((*here, "label"), "tier.axes_differ_from_label", tier.label)


def _check_coverage(
    sheet: Sheet, path: Path, row: BenchmarkRow, fine: FineRow, fined: list[tuple[Path, TierRow]]
) -> Iterator[Problem]:
    """Sweep from the floor to the ceiling: no gap, no open point, and where forbidden no overlap."""
    edge, closed = fine.min or Decimal(0), False
    for n, (here, tier) in enumerate(sorted(fined, key=lambda pair: (pair[1].min, pair[1].max))):
        if n == 0 and fine.min is not None and not tier.min_inclusive:
            yield sheet.problem((*here, "min_inclusive"), "tier.floor_not_reached", tier.label)
        if tier.min > edge:
            yield sheet.problem((*here, "min"), "tier.gap", f"{edge}-{tier.min}")
        elif n and tier.min == edge and not closed and not tier.min_inclusive:
            yield sheet.problem((*here, "min_inclusive"), "tier.gap", str(edge))
        if (
            n
            and not row.overlap_allowed
            and (tier.min < edge or (tier.min == edge and closed and tier.min_inclusive))
        ):
            yield sheet.problem((*here, "min"), "tier.overlap", f"{tier.min}-{edge}")
        if tier.max > edge:
            edge, closed = tier.max, tier.max_inclusive
        elif tier.max == edge:
            closed = closed or tier.max_inclusive
    if edge != fine.max or not closed:
        yield sheet.problem((*path, "tiers"), "tier.ceiling_not_reached", row.id)


def check_supplement(
    sheet: Sheet,
    supplement: SupplementSheet,
    benchmarks: BenchmarkSheet,
    authority: AuthoritySheet,
    known: Known,
) -> Iterator[Problem]:
    """The supplement only joins rows that exist and repeats nothing that a benchmark already has."""
    compared = {(row.old, row.new) for item in authority.items for row in item.version_effect}
    for n, added in enumerate(supplement.added_measures):
        if (added.old, added.new) not in compared:
            yield sheet.problem(("added_measures", n), "effect.unknown", f"{added.old} {added.new}")
    for n, pair in enumerate(supplement.concurrences):
        for m, code in enumerate(pair.items):
            if code not in known.items:
                yield sheet.problem(("concurrences", n, "items", m), "item.unknown", code)
    rows = {row.id: row for row in benchmarks.benchmarks}
    for n, missing in enumerate(supplement.missing_rows):
        row = rows.get(missing.benchmark)
        if row is None or not row.incomplete:
            yield sheet.problem(
                ("missing_rows", n, "benchmark"), "benchmark.not_incomplete", missing.benchmark
            )
        elif {tier.circumstances[0] for tier in row.tiers} & set(missing.kinds):
            yield sheet.problem(("missing_rows", n, "kinds"), "benchmark.row_not_missing", missing.benchmark)
