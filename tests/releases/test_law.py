"""Reading resources/law: what is wrong is named with file, line and key."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest

from app.releases.law import LawFileInvalid, read_calendar, read_law, read_parameters

SHIPPED = Path(__file__).parents[2] / "resources" / "law"

ROW = """format: fieldcase-law-parameters/1
parameters:
- id: payment.days
  what: 缴纳罚款
  value: 15
  unit: days
  source: 《中华人民共和国行政处罚法》第六十七条
  evidence: L
  effective_from: 2021-07-15
  effective_to: null
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "law"))


def change(path: Path, old: str, new: str, count: int = 1) -> int:
    """Replace text in a file; the number of the first changed line."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_shipped_law_is_read_whole() -> None:
    law = read_law(SHIPPED)
    assert law.calendar.years == (2024, 2025, 2026)
    assert len(law.parameters.rules) > 46


def test_reading_is_quick_enough_for_the_unlock() -> None:
    best = min(_seconds() for _ in range(3))
    assert best < 0.05


def _seconds() -> float:
    begin = time.perf_counter()
    read_law(SHIPPED)
    return time.perf_counter() - begin


@pytest.mark.parametrize(
    ("old", "new", "problem", "key"),
    [
        ("value: 15", "value: fifteen", "no_number", "value"),
        ("value: 15", "value: -15", "no_number", "value"),
        ("value: 15", "value: 1.5", "no_number", "value"),
        ("value: 15", "value: 0x15", "no_number", "value"),
        ("value: 15", "valeu: 15", "unknown_key", "valeu"),
        ("unit: days", "unit: day", "no_choice", "unit"),
        ("evidence: L", "evidence: sure", "no_choice", "evidence"),
        ("evidence: L", "evidence: P", "switch_missing", "enabled"),
        ("evidence: L", "evidence: L\n  enabled: true", "law_has_no_switch", "enabled"),
        ("2021-07-15", "2021-13-15", "no_date", "effective_from"),
        ("effective_to: null", "effective_to: 2020-01-01", "ends_before_it_begins", "effective_to"),
        ("id: payment.days", "id: 缴纳", "no_name", "id"),
        ("source: 《中华人民共和国行政处罚法》第六十七条", "source: ''", "no_text", "source"),
        ("  what: 缴纳罚款\n", "", "missing", "what"),
        ("  unit: days", "  unit: days\n  unit: days", "twice", "unit"),
        ("law-parameters/1", "law-parameters/2", "other_format", "format"),
        ("parameters:\n", "parameters: none\nrows:\n", "unknown_key", "rows"),
    ],
)
def test_a_wrong_row_is_refused_by_key_and_problem(
    tmp_path: Path, old: str, new: str, problem: str, key: str
) -> None:
    path = tmp_path / "parameters.yaml"
    path.write_text(ROW, "utf-8")
    change(path, old, new)
    with pytest.raises(LawFileInvalid) as caught:
        read_parameters(path)
    assert (caught.value.facts["problem"], caught.value.facts["key"]) == (problem, key)
    assert caught.value.facts["file"] == "parameters.yaml"


def test_the_line_of_the_mistake_is_named(folder: Path) -> None:
    line = change(folder / "parameters.yaml", "value: 15\n", "value: many\n")
    with pytest.raises(LawFileInvalid) as caught:
        read_law(folder)
    assert caught.value.facts["line"] == line


@pytest.mark.parametrize(
    ("text", "line"), [("format: [\n", 2), ("a: b\n\tc: d\n", 2), ("format: 'open\n", 2), ("[" * 5000, 0)]
)
def test_what_is_no_yaml_names_its_line(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "parameters.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(LawFileInvalid) as caught:
        read_parameters(path)
    assert caught.value.facts["problem"] == "no_yaml"
    assert line == 0 or caught.value.facts["line"] == line


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "empty"),
        (b"\xff\xfe", "no_yaml"),
        (b"# " + b"x" * (1 << 20), "too_large"),
        (b"- 1", "no_mapping"),
    ],
)
def test_a_hostile_file_is_refused(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "parameters.yaml"
    path.write_bytes(content)
    with pytest.raises(LawFileInvalid) as caught:
        read_parameters(path)
    assert caught.value.facts["problem"] == problem


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LawFileInvalid) as caught:
        read_law(tmp_path)
    assert caught.value.facts["problem"] == "unreadable"


def test_a_folder_without_calendars_is_refused(folder: Path) -> None:
    shutil.rmtree(folder / "calendars")
    with pytest.raises(LawFileInvalid) as caught:
        read_law(folder)
    assert caught.value.facts["file"] == "calendars"


def test_two_versions_of_one_figure_must_not_overlap(tmp_path: Path) -> None:
    path = tmp_path / "parameters.yaml"
    path.write_text(ROW + ROW.split("parameters:\n")[1], "utf-8")
    with pytest.raises(LawFileInvalid) as caught:
        read_parameters(path)
    assert caught.value.facts["problem"] == "overlaps"
    later = ROW.split("parameters:\n")[1].replace("2021-07-15", "2027-01-01")
    path.write_text(ROW.replace("effective_to: null", "effective_to: 2026-12-31") + later, "utf-8")
    assert len(read_parameters(path)) == 2


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("length: payment.days", "length: no.such", "no_such_parameter"),
        ("length: payment.days", "length: cash.hand_in_days", "wrong_unit"),
        ("- id: T18", "- id: T17", "twice"),
        ("direction: forward", "direction: backward\n  note: x", "unknown_key"),
    ],
)
def test_a_rule_must_fit_its_figure(folder: Path, old: str, new: str, problem: str) -> None:
    change(folder / "deadlines.yaml", old, new)
    with pytest.raises(LawFileInvalid) as caught:
        read_law(folder)
    assert caught.value.facts["problem"] == problem


def test_only_working_days_count_backward(folder: Path) -> None:
    rules = folder / "deadlines.yaml"
    head, tail = rules.read_text("utf-8").split("- id: T18\n")
    rules.write_text(head + "- id: T18\n" + tail.replace("forward", "backward", 1), "utf-8")
    with pytest.raises(LawFileInvalid) as caught:
        read_law(folder)
    assert caught.value.facts["problem"] == "backward_needs_working_days"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("year: 2026", "year: 2027", "other_year"),
        ("- 2026-10-10", "- 2026-10-09", "not_a_weekend"),
        ("- 2026-10-10", "- 2027-10-10", "other_year"),
        ("- 2026-10-10", "- 2026-10-04", "twice"),
        ("- 2026-10-10", "- 2026-09-20", "twice"),
        ("to: 2026-10-07", "to: 2026-09-30", "ends_before_it_begins"),
        ("from: 2026-10-01", "from: 2026-09-27", "twice"),
        ("to: 2026-01-03", "to: 2027-01-03", "other_year"),
        ("make_up:", "make_up: 0\nother:", "unknown_key"),
    ],
)
def test_a_calendar_that_contradicts_itself_is_refused(
    folder: Path, old: str, new: str, problem: str
) -> None:
    path = folder / "calendars" / "2026.yaml"
    change(path, old, new)
    with pytest.raises(LawFileInvalid) as caught:
        read_calendar(path)
    assert caught.value.facts["problem"] == problem


def test_a_notice_may_begin_in_the_december_before_its_year(folder: Path) -> None:
    path = folder / "calendars" / "2026.yaml"
    change(path, "from: 2026-01-01", "from: 2025-12-31")
    assert read_calendar(path).off[0][0].isoformat() == "2025-12-31"
