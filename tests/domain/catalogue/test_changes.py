"""A newer release closes rows with a day and drops none (F26)."""

from __future__ import annotations

from dataclasses import replace

from app.domain.catalogue import Catalogue, Rows
from app.domain.catalogue.changes import rows_removed


def with_rows(catalogue: Catalogue, rows: Rows) -> Catalogue:
    return Catalogue(rows, "sha256:" + "1" * 64, "2026-12-01")


def test_f26_rows_that_a_newer_release_dropped_are_found(catalogue: Catalogue) -> None:
    rows = catalogue.rows
    shorter = with_rows(catalogue, replace(rows, items=rows.items[1:], benchmarks=rows.benchmarks[1:]))
    gone = set(rows_removed(catalogue, shorter))
    assert {("item", "SH-CG-0001"), ("branch", "SH-CG-0001-1"), ("benchmark", "BM-0001")} <= gone
    assert rows_removed(shorter, catalogue) == ()
