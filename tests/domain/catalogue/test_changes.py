"""What a newer release changes for a case (F26): shown before a case is moved, never applied by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from app.domain.catalogue import Catalogue, Rows, Usability
from app.domain.catalogue.changes import Change, changes_for, rows_removed
from tests.domain.catalogue import make


def with_rows(catalogue: Catalogue, rows: Rows) -> Catalogue:
    return Catalogue(rows, "sha256:" + "1" * 64, "2026-12-01")


def test_f26_the_same_list_changes_nothing(catalogue: Catalogue) -> None:
    for item in catalogue.items:
        assert changes_for(catalogue, catalogue, item.code) == ()


def test_f26_a_raised_range_is_shown_before_and_after() -> None:
    old = make.catalogue_of(make.item())
    new = make.catalogue_of(make.item(make.branch(fine=make.fine(50, 500))))
    (change,) = changes_for(old, new, make.CODE)
    assert change == Change("branch", f"{make.CODE}-1", "fine", "50元以上200元以下", "50元以上500元以下")


def test_f26_a_new_branch_and_a_closed_one_are_both_shown() -> None:
    old = make.catalogue_of(make.item())
    closed = make.branch(until=date(2026, 12, 31))
    new = make.catalogue_of(make.item(closed, make.branch(2, date(2027, 1, 1))))
    changes = changes_for(old, new, make.CODE)
    assert Change("branch", f"{make.CODE}-1", "conduct_to", None, "2026-12-31") in changes
    assert Change("branch", f"{make.CODE}-2", "", None, "50元以上200元以下") in changes


def test_f26_a_holder_and_a_usability_that_change_are_named_by_their_fields() -> None:
    old = make.catalogue_of(make.item())
    new = make.catalogue_of(make.item(usability=Usability.ARTICLE_MISSING, holder=make.holder(checked=False)))
    fields = {change.field for change in changes_for(old, new, make.CODE)}
    assert {"usability", "holder.checked", "holder.timeline"} <= fields


def test_f26_an_item_that_another_release_does_not_know_is_shown_as_new() -> None:
    old, new = make.catalogue_of(), make.catalogue_of(make.item())
    assert Change("item", make.CODE, "", None, "对示范行为的处罚") in changes_for(old, new, make.CODE)


def test_rows_that_a_newer_release_dropped_are_found(catalogue: Catalogue) -> None:
    rows = catalogue.rows
    shorter = with_rows(catalogue, replace(rows, items=rows.items[1:], benchmarks=rows.benchmarks[1:]))
    gone = set(rows_removed(catalogue, shorter))
    assert {("item", "SH-CG-0001"), ("branch", "SH-CG-0001-1"), ("benchmark", "BM-0001")} <= gone
    assert rows_removed(shorter, catalogue) == ()
