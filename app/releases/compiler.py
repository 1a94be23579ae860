"""From the YAML sheets to one compact file that a laptop reads at the unlock; run when a release is built."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from app.domain.catalogue.amounts import FineKind, fen_of
from app.releases.catalogue import COMPILED_FORMAT, SOURCES
from app.releases.checks import check_authority, check_laws, items_of, known_rows
from app.releases.errors import Problem, SheetRefused
from app.releases.initials import initials_for
from app.releases.level_checks import check_benchmarks, check_effects, check_supplement
from app.releases.manifest import hash_of
from app.releases.shapes import (
    AuthoritySheet,
    BenchmarkRow,
    BenchmarkSheet,
    CitationRow,
    FineRow,
    HolderRow,
    ItemRow,
    LawRow,
    LawSheet,
    ScopeRow,
    SupplementSheet,
    TierRow,
    shaped,
)
from app.releases.sheets import Sheet, read_sheet

_SINGLE = {
    FineKind.UPPER: FineKind.RANGE,
    FineKind.FIXED: FineKind.RANGE,
    FineKind.MULTIPLE_UPPER: FineKind.MULTIPLE,
    FineKind.PERCENT_UPPER: FineKind.PERCENT,
}
"""A level always has two ends, whatever its clause names."""


def compile_catalogue(resources: Path) -> bytes:
    """Check the sheets of ``resources/catalogue`` and compile them; the same sheets give the same bytes.

    Raises:
        SheetRefused: every fault, each with file and line.
    """
    data = {path: (resources / path).read_bytes() for path in SOURCES}
    sheets = {path: read_sheet(path, content) for path, content in data.items()}
    authority_path, benchmarks_path, laws_path, supplement_path = SOURCES
    laws = shaped(sheets[laws_path], LawSheet)
    authority = shaped(sheets[authority_path], AuthoritySheet)
    benchmarks = shaped(sheets[benchmarks_path], BenchmarkSheet)
    supplement = shaped(sheets[supplement_path], SupplementSheet)
    if problems := _problems(sheets, laws, authority, benchmarks, supplement):
        raise SheetRefused(problems)
    compiled = {
        "format": COMPILED_FORMAT,
        "sources": {path: hash_of(content) for path, content in data.items()},
        "snapshot": str(authority.meta["snapshot"]),
        "domains": [[row.id, row.name] for row in authority.domains],
        "batches": [_plain(row.model_dump()) for row in authority.batches],
        "laws": [_law(row) for row in laws.laws],
        "items": [_item(row, supplement) for row in authority.items],
        "benchmarks": [_benchmark(row, supplement) for row in benchmarks.benchmarks],
        "concurrences": [[*row.items, row.note, row.source] for row in supplement.concurrences],
        "practice": [
            _plain(row.model_dump() | {"fine": None if row.fine is None else fen_of(row.fine)})
            for row in benchmarks.practice_calibration
        ],
        "application_order": benchmarks.application_order,
        "initials": initials_for(_names(laws, authority)),
    }
    return (json.dumps(compiled, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _problems(
    sheets: Mapping[str, Sheet],
    laws: LawSheet,
    authority: AuthoritySheet,
    benchmarks: BenchmarkSheet,
    supplement: SupplementSheet,
) -> list[Problem]:
    authority_sheet, benchmark_sheet, law_sheet, supplement_sheet = (sheets[path] for path in SOURCES)
    known = known_rows(laws, authority)
    return [
        *check_laws(law_sheet, laws),
        *check_authority(authority_sheet, authority, known),
        *check_effects(authority_sheet, authority, known),
        *check_benchmarks(benchmark_sheet, benchmarks, known),
        *check_supplement(supplement_sheet, supplement, benchmarks, authority, known),
    ]


def _names(laws: LawSheet, authority: AuthoritySheet) -> Iterable[str]:
    yield from (law.title for law in laws.laws)
    yield from (row.name for row in authority.domains)
    yield from (item.name for item in authority.items)


def _law(row: LawRow) -> object:
    checked = sorted(name for name, read in row.checked.items() if read)
    return _plain(row.model_dump() | {"checked": checked})


def _item(row: ItemRow, supplement: SupplementSheet) -> object:
    added = {(one.old, one.new): one.measures for one in supplement.added_measures}
    plain = row.model_dump(
        exclude={"fines", "violated", "basis", "holder", "version_effect", "summary_procedure"}
    )
    return _plain(
        plain
        | {
            "violated": [_citation(one) for one in row.violated],
            "basis": [_citation(one) for one in row.basis],
            "branches": [_branch(one) for one in row.fines],
            "holder": _holder(row.holder),
            "version_effect": [
                one.model_dump() | {"added": added.get((one.old, one.new), [])} for one in row.version_effect
            ],
        }
    )


def _holder(row: HolderRow) -> dict[str, object]:
    plain = row.model_dump(exclude={"timeline", "scope_basis"})
    plain["timeline"] = [[one.level.value, one.since, one.to, one.checked] for one in row.timeline]
    if row.scope_basis is not None:
        plain["scope"] = _scope(row.scope_basis)
    return plain


def _scope(row: ScopeRow) -> list[object]:
    return [row.law, row.article, row.paragraph, row.item, row.checked, row.note]


def _citation(row: CitationRow | FineRow) -> list[object]:
    first, last = items_of(row.item)
    days = [row.conduct_from, row.conduct_to] if isinstance(row, CitationRow) else [None, None]
    return [row.cite, row.law, row.article, row.paragraph, first, last, row.checked, *days]


def _branch(row: FineRow) -> dict[str, object]:
    fine = _fine(row.kind, row.min, row.max, row.unit, row.base, low_inclusive=row.min is not None)
    return {
        "id": row.id,
        "subject": row.subject,
        "subject_class": row.subject_class.value,
        "fine": fine,
        "optional": row.optional,
        "requires_refusal": row.requires_refusal,
        "conduct_from": row.conduct_from,
        "conduct_to": row.conduct_to,
        "citation": _citation(row),
        "checked": row.checked,
        "source": row.source,
        "when": row.when,
    }


def _fine(
    kind: FineKind,
    low: Decimal | None,
    high: Decimal,
    unit: str,
    base: str | None,
    low_inclusive: bool = True,
    high_inclusive: bool = True,
) -> list[object]:
    ends = [_scaled(kind, low or Decimal(0)), _scaled(kind, high)]
    return [kind.value, *ends, low_inclusive, high_inclusive, unit, base]


def _scaled(kind: FineKind, number: Decimal) -> int | str:
    """Money in fen; a ratio as a whole number or as a fraction written 8/5."""
    if kind.is_money or kind is FineKind.PER_UNIT:
        return fen_of(number)
    ratio = Fraction(number) / (100 if kind in (FineKind.PERCENT, FineKind.PERCENT_UPPER) else 1)
    return ratio.numerator if ratio.denominator == 1 else f"{ratio.numerator}/{ratio.denominator}"


def _benchmark(row: BenchmarkRow, supplement: SupplementSheet) -> object:
    missing = [kind for one in supplement.missing_rows if one.benchmark == row.id for kind in one.kinds]
    plain = row.model_dump(exclude={"tiers", "statutory", "unit_note", "item_key", "domain"})
    return _plain(plain | {"missing": missing, "tiers": [_tier(row, tier) for tier in row.tiers]})


def _tier(row: BenchmarkRow, tier: TierRow) -> dict[str, object]:
    statutory, fine = row.statutory, None
    if not tier.no_fine:
        kind = _SINGLE.get(statutory.kind, statutory.kind)
        inclusive = (tier.min_inclusive, tier.max_inclusive)
        fine = _fine(kind, tier.min, tier.max, statutory.unit, statutory.base, *inclusive)
    plain = tier.model_dump(include={"label", "match", "circumstances", "checked", "source"})
    plain |= {"number": tier.tier, "fine": fine}
    if row.overlap_allowed:
        plain |= {"act_kind": tier.circumstances[0], "count": tier.circumstances[1]}
    return plain


def _empty(value: object) -> bool:
    return value is None or value is False or value == "" or value == []


def _plain(value: object) -> object:
    """Days and enumerations as text; what is empty is left out, for the reader knows the defaults."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if not _empty(one)}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return getattr(value, "value", value)
