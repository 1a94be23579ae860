"""Deliberately broken copies of the sheets: each is refused, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.releases.compiler import compile_catalogue
from app.releases.errors import SheetRefused
from tests.releases.make import RESOURCES, change, few_sheets

AUTHORITY, BENCHMARKS, LAWS, SUPPLEMENT = "authority", "benchmarks", "laws", "supplement"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return few_sheets(tmp_path)


def test_the_shipped_sheets_are_sound() -> None:
    assert compile_catalogue(RESOURCES) == (RESOURCES / "catalogue/compiled.json").read_bytes()


ITEM_2, ITEM_15, ITEM_1 = "SH-CG-0002\n", "SH-CG-0015\n", "SH-CG-0001\n"
ROW = "《上海市生活垃圾管理条例》行政"

SHAPES = [
    (AUTHORITY, "", "code: SH-CG-0001", "kode: SH-CG-0001", "sheet.extra_forbidden"),
    (AUTHORITY, "", "name_checked: true", "name_checked: 'true'", "sheet.bool_type"),
    (AUTHORITY, ITEM_2, "max: 200", "max: -200", "sheet.greater_than_equal"),
    (AUTHORITY, ITEM_2, "max: 200", "max: 二百", "sheet.is_instance_of"),
    (AUTHORITY, "", "conduct_from: '2019-07-01'", "conduct_from: '2019-13-01'", "sheet.value_error"),
    (AUTHORITY, "", "usability: 可用\n", "usability: 大概可用\n", "sheet.enum"),
    (LAWS, "", "text_read: full\n", "text_read: half\n", "sheet.literal_error"),
    (BENCHMARKS, "", "match: all\n", "match: most\n", "sheet.enum"),
]
LAW_ROWS = [
    (LAWS, "", "id: CN-ACL-2011", "id: CN-APL-2021", "law.repeated"),
    (LAWS, "", "repealed_by: CN-EEC-2026", "repealed_by: CN-EEC-2027", "law.unknown"),
    (LAWS, "", "  repealed_by: CN-EEC-2026\n", "", "law.repeal_without_law"),
    (LAWS, "CN-SW-2020\n", "repealed: '2026-08-15'", "repealed: '2020-09-01'", "days.order"),
    (LAWS, "CN-ACL-2011\n", "effective: '2012-01-01'", "effective: '2011-01-01'", "days.order"),
    (LAWS, "CN-ACL-2011\n", "    adopted: true", "    amended: true", "law.mark_without_field"),
]
ITEMS = [
    (AUTHORITY, "", "id: SW\n", "id: MSW\n", "domain.repeated"),
    (AUTHORITY, "", "id: W2025-1\n", "id: B2021-1\n", "batch.repeated"),
    (AUTHORITY, "", "law: SH-LIST-2021", "law: SH-LIST-2020", "law.unknown"),
    (AUTHORITY, "", "code: SH-CG-0002", "code: SH-CG-0001", "item.code_repeated"),
    (AUTHORITY, "", "key: msw_person", "key: msw_unit", "item.key_repeated"),
    (AUTHORITY, "", "domain: MSW", "domain: WSM", "domain.unknown"),
    (AUTHORITY, "", "law: SH-MSW-2019", "law: SH-MSW-2018", "law.unknown"),
    (AUTHORITY, "", "batch: B2021-1", "batch: B2022-1", "batch.unknown"),
    (AUTHORITY, "", "第二十四条第一款\n", "第二十四条\n", "citation.text_differs"),
    (AUTHORITY, "", "paragraph: 1\n", "paragraph: 2\n", "citation.text_differs"),
    (AUTHORITY, ITEM_2, "effective_to: null", "effective_to: '2019-06-30'", "days.order"),
    (AUTHORITY, ITEM_2, "precondition: true", "precondition: false", "correction.contradicts_branches"),
    (AUTHORITY, ITEM_2, "usability: 可用", "usability: 可用（无罚款）", "item.usability_contradicts_rows"),
    (AUTHORITY, ITEM_2, "  level: 街镇\n", "  level: 区\n", "holder.level_differs"),
]
BRANCHES = [
    (AUTHORITY, ITEM_2, "id: SH-CG-0002-1", "id: SH-CG-0003-9", "branch.of_other_item"),
    (AUTHORITY, ITEM_2, "max: 200", "max: 0", "amount.not_positive"),
    (AUTHORITY, ITEM_2, "min: 50\n", "min: 250\n", "amount.order"),
    (AUTHORITY, ITEM_2, "min: 50\n", "min: null\n", "amount.order"),
    (AUTHORITY, ITEM_2, "kind: range", "kind: upper", "amount.floor_in_ceiling"),
    (AUTHORITY, ITEM_2, "kind: range", "kind: fixed", "amount.fixed_differs"),
    (AUTHORITY, ITEM_2, "kind: range", "kind: multiple", "amount.base"),
    (AUTHORITY, ITEM_2, "conduct_to: null", "conduct_to: '2018-01-01'", "days.order"),
    (AUTHORITY, ITEM_2, "      个人: 可以", "      单位: 可以", "branch.summary_classes"),
    (AUTHORITY, ITEM_15, "conduct_to: '2026-08-14'", "conduct_to: null", "citation.outlives_law"),
    (
        AUTHORITY,
        ITEM_15,
        "conduct_from: '2026-08-15'",
        "conduct_from: '2026-08-16'",
        "citation.none_for_branch",
    ),
    (AUTHORITY, ITEM_1, "effect: 加重", "effect: 减轻", "effect.counts_otherwise"),
    (AUTHORITY, ITEM_1, "new: SH-CG-0001-2", "new: SH-CG-0001-1", "effect.versions_overlap"),
    (AUTHORITY, ITEM_1, "new: SH-CG-0001-2", "new: SH-CG-0002-1", "branch.unknown"),
]
LEVELS = [
    (BENCHMARKS, "", "id: BM-0002\n", "id: BM-0001\n", "benchmark.repeated"),
    (BENCHMARKS, "BM-0003\n", "branch: SH-CG-0001-2", "branch: SH-CG-0001-9", "branch.unknown"),
    (BENCHMARKS, "BM-0003\n", "rule: R-D3", "rule: R-D4", "rule.unknown"),
    (BENCHMARKS, "BM-0001\n", "law: SH-BM-MSW-2019", "law: SH-BM-MSW-2018", "law.unknown"),
    (BENCHMARKS, "BM-0002\n", "  law: SH-BM-MSW-2019\n", "", "benchmark.published_without_law"),
    (BENCHMARKS, "BM-0003\n", "item: SH-CG-0001", "item: SH-CG-0002", "benchmark.of_other_item"),
    (BENCHMARKS, "BM-0003\n", "    max: 500000", "    max: 500001", "benchmark.range_differs"),
    (BENCHMARKS, "BM-0003\n", "from: '2026-08-15'", "from: '2026-09-01'", "benchmark.window_differs"),
    (BENCHMARKS, "BM-0001\n", "conduct_to: '2026-08-14'", "conduct_to: null", "benchmark.outside_branch"),
    (BENCHMARKS, "BM-0003\n", "tier: 2", "tier: 1", "tier.repeated"),
    (BENCHMARKS, "BM-0003\n", "match: any", "match: otherwise", "tier.two_otherwise"),
    (BENCHMARKS, "tier: 1\n    label: 较轻", "min: 50000", "min: 40000", "tier.outside_range"),
    (BENCHMARKS, "BM-0003\n", "min: 185000", "min: 190000", "tier.gap"),
    (BENCHMARKS, "BM-0003\n", "min: 185000", "min: 180000", "tier.overlap"),
    (BENCHMARKS, "BM-0003\n", "min_inclusive: true", "min_inclusive: false", "tier.floor_not_reached"),
    (BENCHMARKS, "tier: 2\n    label: 一般", "min_inclusive: true", "min_inclusive: false", "tier.gap"),
    (BENCHMARKS, "BM-0003\n", "max_inclusive: false", "max_inclusive: true", "tier.overlap"),
    (BENCHMARKS, "BM-0003\n", "max_inclusive: true", "max_inclusive: false", "tier.ceiling_not_reached"),
    (BENCHMARKS, "tier: 1\n    label: 较轻", "checked: false", "checked: true", "tier.derived_but_checked"),
    (BENCHMARKS, "", f"    source: {ROW}", f"    notes: {ROW}", "sheet.extra_forbidden"),
    (BENCHMARKS, "label: 湿垃圾混投·首", "checked: true", "checked: false", "tier.published_without_source"),
    (
        BENCHMARKS,
        "BM-0002\n",
        "label: 湿垃圾混投·首次查处",
        "label: 湿垃圾混投",
        "tier.axes_differ_from_label",
    ),
    (BENCHMARKS, "BM-0040\n", "    no_fine: true\n", "", "tier.outside_range"),
    (BENCHMARKS, "", "- SH-CG-0106", "- SH-CG-9106", "item.unknown"),
    (BENCHMARKS, "", "- item: SH-CG-0090", "- item: SH-CG-9090", "item.unknown"),
    (SUPPLEMENT, "", "old: SH-CG-0015-1", "old: SH-CG-0016-1", "effect.unknown"),
    (SUPPLEMENT, "", "- SH-CG-0066", "- SH-CG-9066", "item.unknown"),
    (SUPPLEMENT, "", "benchmark: BM-0002", "benchmark: BM-0003", "benchmark.not_incomplete"),
    (SUPPLEMENT, "", "- 有害垃圾混投", "- 湿垃圾混投", "benchmark.row_not_missing"),
]
OF_A_WHOLE_ROW = {"benchmark.published_without_law", "tier.two_otherwise", "tier.ceiling_not_reached"}
"""Faults of a row as a whole are told at its head."""

BROKEN = [*SHAPES, *LAW_ROWS, *ITEMS, *BRANCHES, *LEVELS]


@pytest.mark.parametrize(
    ("sheet", "after", "old", "new", "code"), BROKEN, ids=[f"{row[4]}-{n}" for n, row in enumerate(BROKEN)]
)
def test_a_broken_sheet_is_refused(
    folder: Path, sheet: str, after: str, old: str, new: str, code: str
) -> None:
    path = folder / f"catalogue/{sheet}.yaml"
    line = change(path, old, new, after)
    with pytest.raises(SheetRefused) as refused:
        compile_catalogue(folder)
    named = {(problem.file, problem.code) for problem in refused.value.problems}
    assert (f"catalogue/{sheet}.yaml", code) in named, [str(problem) for problem in refused.value.problems]
    near = [p.line for p in refused.value.problems if p.code == code and p.file.endswith(f"{sheet}.yaml")]
    reach = 45 if code in OF_A_WHOLE_ROW else 5
    assert any(line - reach <= found <= line + 8 for found in near), (near, line)


def test_a_figure_from_a_law_that_nobody_read_is_refused(folder: Path) -> None:
    path = folder / "catalogue/laws.yaml"
    change(path, "text_read: full", "text_read: none", "id: SH-MSW-2019\n")
    with pytest.raises(SheetRefused) as refused:
        compile_catalogue(folder)
    assert {problem.code for problem in refused.value.problems} == {"branch.law_not_read"}
    assert [problem.where for problem in refused.value.problems] == [
        "SH-CG-0001-1",
        "SH-CG-0002-1",
        "SH-CG-0003-1",
    ]


def test_an_overlap_in_the_holder_s_timeline_is_refused(folder: Path) -> None:
    path = folder / "catalogue/authority.yaml"
    line = change(path, "to: '2025-09-30'", "to: '2025-10-01'")
    with pytest.raises(SheetRefused) as refused:
        compile_catalogue(folder)
    (problem,) = refused.value.problems
    assert (problem.code, problem.line) == ("holder.periods_overlap", line + 3)


def test_all_faults_are_told_at_once_in_the_order_of_their_lines(folder: Path) -> None:
    path = folder / "catalogue/laws.yaml"
    first = change(path, "text_read: full\n", "text_read: half\n")
    second = change(path, "text_read: full\n", "text_read: some\n")
    with pytest.raises(SheetRefused) as refused:
        compile_catalogue(folder)
    assert [problem.line for problem in refused.value.problems] == [first, second]
    assert refused.value.facts["count"] == 2
