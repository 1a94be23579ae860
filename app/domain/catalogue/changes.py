"""What a newer release may not do to the list: rows are closed with a day, never dropped."""

from __future__ import annotations

from app.domain.catalogue.catalogue import Catalogue


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
