"""The compiled list: the sheets word for word, quick to read, refused where it was made from others."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from app.domain.catalogue import Catalogue, HolderLevel, Mark
from app.releases.build import build_manifest
from app.releases.catalogue import COMPILED, load_catalogue
from app.releases.errors import ReleaseDamaged, ReleaseFromTheFuture, ReleaseUnreadable
from app.releases.manifest import FILE_NAME, manifest_text
from app.releases.release import load_release
from app.releases.sheets import read_sheet
from tests.releases.make import RESOURCES


@pytest.fixture(scope="module")
def catalogue(shipped: Path) -> Catalogue:
    return load_catalogue(load_release(shipped))


def rows(name: str) -> Any:
    return read_sheet(name, (RESOURCES / "catalogue" / name).read_bytes()).value


def test_the_list_knows_which_release_it_is(catalogue: Catalogue, shipped: Path) -> None:
    release = load_release(shipped)
    assert (catalogue.release, catalogue.version) == (release.id, "2026-11-22")
    assert catalogue.snapshot is not None and catalogue.snapshot.isoformat() == "2026-11-22"


def test_every_row_of_the_sheets_is_there(catalogue: Catalogue) -> None:
    branches = [branch for item in catalogue.items for branch in item.branches]
    assert (len(catalogue.items), len(branches), len(catalogue.domains)) == (203, 307, 18)
    assert (len(catalogue.rows.laws), len(catalogue.rows.benchmarks)) == (55, 196)
    assert (len(catalogue.rows.practice), len(catalogue.rows.application_order)) == (5, 7)


def test_the_marks_are_kept(catalogue: Catalogue) -> None:
    branches = [branch for item in catalogue.items for branch in item.branches]
    norms = [citation for item in catalogue.items for citation in item.violated]
    tiers = [tier for one in catalogue.rows.benchmarks for tier in one.tiers if tier.fine is not None]
    assert sum(branch.checked for branch in branches) == 295
    assert sum(citation.checked for citation in norms) == 207
    assert sum(tier.quotable for tier in tiers) == 8
    assert sum(benchmark.published for benchmark in catalogue.rows.benchmarks) == 2
    assert {branch.mark for branch in branches} == {Mark.CHECKED, Mark.UNCHECKED}


def test_the_amounts_of_every_branch_are_those_of_the_sheet_in_fen(catalogue: Catalogue) -> None:
    for row in rows("authority.yaml")["items"]:
        item = catalogue.item(row["code"])
        for fine in row["fines"]:
            branch = item.branch(fine["id"])
            assert branch is not None
            scale = Fraction(100) if fine["unit"].startswith("元") else Fraction(1)
            scale = Fraction(1, 100) if fine["unit"] == "%" else scale
            assert branch.fine.high == Fraction(fine["max"]) * scale
            assert branch.fine.low == Fraction(fine["min"] or 0) * scale
            assert branch.fine.low_inclusive == (fine["min"] is not None)
            assert (branch.source, branch.when or None) == (fine["source"], fine.get("when"))
            assert str(branch.conduct_from) == fine["conduct_from"]
            assert (branch.conduct_to and str(branch.conduct_to)) == fine["conduct_to"]


def test_the_levels_are_those_of_the_sheet_with_their_ends(catalogue: Catalogue) -> None:
    for row in rows("benchmarks.yaml")["benchmarks"]:
        benchmark = catalogue.benchmark(row["id"])
        unit = row["statutory"]["unit"]
        for given, tier in zip(row["tiers"], benchmark.tiers, strict=True):
            assert (tier.label, list(tier.circumstances)) == (given["label"], given["circumstances"])
            assert tier.number == given["tier"]
            if given.get("no_fine"):
                assert tier.fine is None
                continue
            assert tier.fine is not None
            scale = 100 if unit.startswith("元") else 1
            ends = (tier.fine.low, tier.fine.high)
            assert ends == (Fraction(given["min"]) * scale, Fraction(given["max"]) * scale)
            inclusive = (tier.fine.low_inclusive, tier.fine.high_inclusive)
            assert inclusive == (given["min_inclusive"], given["max_inclusive"])


def test_a_ratio_of_one_and_six_tenths_stays_exact(catalogue: Catalogue) -> None:
    tier = catalogue.benchmark("BM-0094").tiers[0]
    assert tier.fine is not None
    assert tier.fine.high == Fraction(Decimal("1.6")) == Fraction(8, 5)


def test_holders_notes_and_usability_are_kept_word_for_word(catalogue: Catalogue) -> None:
    for row in rows("authority.yaml")["items"]:
        item = catalogue.item(row["code"])
        assert (item.name, item.usability.value, item.currency.value) == (
            row["name"],
            row["usability"],
            row["currency"],
        )
        assert (item.notes, item.holder.note) == (row.get("notes", ""), row["holder"].get("note", ""))
        assert item.holder.level is HolderLevel(row["holder"]["level"])
        assert [str(period.since) for period in item.holder.timeline] == [
            p["from"] for p in row["holder"]["timeline"]
        ]


def test_the_list_is_read_within_the_budget_of_the_unlock(shipped: Path) -> None:
    def seconds() -> float:
        begun = time.perf_counter()
        load_catalogue(load_release(shipped))
        return time.perf_counter() - begun

    assert min(seconds() for _ in range(3)) < 0.1


def test_reading_needs_neither_yaml_nor_pydantic_nor_pinyin() -> None:
    program = (
        "import sys, app.releases.catalogue, app.domain.catalogue.search;"
        "print([name for name in ('yaml', 'pydantic', 'pypinyin') if name in sys.modules])"
    )
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=RESOURCES.parent
    )
    assert said.stdout.strip() == "[]"


def rewritten(folder: Path, **changes: object) -> Path:
    """A release whose compiled file was changed and hashed again: its manifest is right."""
    path = folder / COMPILED
    compiled = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(compiled | changes, ensure_ascii=False), "utf-8")
    manifest = build_manifest(folder, "2026-11-22", 1, "2026-11-22T00:00:00+08:00")
    (folder / FILE_NAME).write_bytes(manifest_text(manifest))
    return folder


def test_a_compiled_list_made_from_other_sheets_is_refused(copied: Path) -> None:
    folder = copied
    (folder / "catalogue/laws.yaml").write_bytes((folder / "catalogue/laws.yaml").read_bytes() + b"\n")
    with pytest.raises(ReleaseUnreadable) as refused:
        load_catalogue(load_release(rewritten(folder)))
    assert refused.value.facts["source"] == "catalogue/laws.yaml"


def test_a_compiled_list_of_a_newer_program_is_named(copied: Path) -> None:
    folder = rewritten(copied, format="fieldcase-catalogue/2")
    with pytest.raises(ReleaseFromTheFuture):
        load_catalogue(load_release(folder))


OTHER_SHAPES: list[dict[str, object]] = [
    {"items": 1},
    {"items": [{}]},
    {"laws": None},
    {"benchmarks": [[]]},
    {"domains": [[1]]},
]


@pytest.mark.parametrize("changes", OTHER_SHAPES)
def test_a_compiled_list_of_another_shape_is_refused(copied: Path, changes: dict[str, object]) -> None:
    folder = rewritten(copied, **changes)
    with pytest.raises(ReleaseUnreadable):
        load_catalogue(load_release(folder))


def test_a_changed_byte_in_the_compiled_list_is_found(copied: Path) -> None:
    folder = copied
    release = load_release(folder)
    data = bytearray((folder / COMPILED).read_bytes())
    data[1_000] ^= 1
    (folder / COMPILED).write_bytes(data)
    with pytest.raises(ReleaseDamaged) as damaged:
        load_catalogue(release)
    assert damaged.value.facts["file"] == COMPILED
