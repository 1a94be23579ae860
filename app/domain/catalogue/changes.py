"""What a newer release changes for an item: shown to an officer before a case is moved to it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TypeAlias

from app.domain.catalogue.amounts import FineRange
from app.domain.catalogue.catalogue import Catalogue
from app.domain.catalogue.citation import Citation
from app.domain.catalogue.wording import range_words

Plain: TypeAlias = bool | int | str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: which row (item, branch, benchmark, level or law), which field, before and after.

    A row that is new or gone has an empty ``field`` and None on one side.
    """

    row: str
    id: str
    field: str
    before: Plain
    after: Plain


def changes_for(old: Catalogue, new: Catalogue, code: str) -> tuple[Change, ...]:
    """Everything that differs for an item, its branches, levels and cited laws; empty where nothing does."""
    before, after = _rows_of(old, code), _rows_of(new, code)
    found: list[Change] = []
    for key in dict.fromkeys((*before, *after)):
        kind, row_id = key
        if key not in before or key not in after:
            found.append(Change(kind, row_id, "", _name(before.get(key)), _name(after.get(key))))
        elif before[key] != after[key]:
            found.extend(_differences(kind, row_id, before[key], after[key]))
    return tuple(found)


def rows_removed(old: Catalogue, new: Catalogue) -> tuple[tuple[str, str], ...]:
    """Rows of an older release that a newer one lacks: releases only close rows, they never drop them."""
    return tuple(sorted(_ids(old) - _ids(new)))


def _ids(catalogue: Catalogue) -> set[tuple[str, str]]:
    rows = catalogue.rows
    return {
        *(("item", item.code) for item in rows.items),
        *(("branch", branch.id) for item in rows.items for branch in item.branches),
        *(("benchmark", benchmark.id) for benchmark in rows.benchmarks),
        *(("law", law.id) for law in rows.laws),
        *(("batch", batch.id) for batch in rows.batches),
    }


def _rows_of(catalogue: Catalogue, code: str) -> dict[tuple[str, str], object]:
    item = next((item for item in catalogue.items if item.code == code), None)
    if item is None:
        return {}
    rows: dict[tuple[str, str], object] = {("item", code): item}
    rows |= {("branch", branch.id): branch for branch in item.branches}
    for benchmark in catalogue.rows.benchmarks:
        if benchmark.item == code:
            rows[("benchmark", benchmark.id)] = benchmark
            rows |= {("level", f"{benchmark.id}.{tier.number}"): tier for tier in benchmark.tiers}
    cited = [*item.violated, *(branch.citation for branch in item.branches)]
    rows |= {("law", citation.law): catalogue.law(citation.law) for citation in cited}
    return rows


def _differences(kind: str, row_id: str, before: object, after: object) -> Iterator[Change]:
    old, new = dict(_fields(before)), dict(_fields(after))
    for name in dict.fromkeys((*old, *new)):
        if old.get(name) != new.get(name):
            yield Change(kind, row_id, name, old.get(name), new.get(name))


_ROWS_OF_THEIR_OWN = {"branches", "tiers"}


def _fields(row: object, prefix: str = "") -> Iterator[tuple[str, Plain]]:
    if not dataclasses.is_dataclass(row) or isinstance(row, type):
        return
    for field in dataclasses.fields(row):
        value, name = getattr(row, field.name), f"{prefix}{field.name}"
        if field.name in _ROWS_OF_THEIR_OWN:
            continue
        if dataclasses.is_dataclass(value) and not isinstance(value, FineRange | Citation):
            yield from _fields(value, f"{name}.")
        else:
            yield name, _plain(value)


def _plain(value: object) -> Plain:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, FineRange):
        return range_words(value)
    if isinstance(value, Citation):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple | frozenset):
        parts = sorted(value) if isinstance(value, frozenset) else value
        return "；".join(str(_plain(one)) for one in parts)
    return "，".join(f"{name} {one}" for name, one in _fields(value))


def _name(row: object) -> Plain:
    if row is None:
        return None
    named: Mapping[str, Plain] = dict(_fields(row))
    return next(
        (str(named[key]) for key in ("name", "title", "label", "fine", "version") if key in named), ""
    )
