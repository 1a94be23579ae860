"""Reading YAML strictly: a line for every place, nothing that says two things at once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import AppError
from app.releases.errors import SheetRefused
from app.releases.sheets import read_sheet


def test_values_keep_their_kind_and_their_line() -> None:
    sheet = read_sheet(
        "a.yaml", b"a: 1\nb:\n- 1.6\n- '2026-08-15'\n- 2026-08-15\n- null\n- true\n- yes\n- 0o7\n"
    )
    assert sheet.value == {
        "a": 1,
        "b": [Decimal("1.6"), "2026-08-15", "2026-08-15", None, True, "yes", "0o7"],
    }
    assert sheet.line_of(("b", 1)) == 4
    assert sheet.line_of(("b", 99, "x")) == 3


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [
        (b"a: 1\na: 2\n", 2, "sheet.key_repeated"),
        (b"b: 1\na: &x 1\nc: 1\nb2: *x\n", 2, "sheet.alias"),
        (b"a: 1\n2: b\n", 2, "sheet.key_not_text"),
        (b"a: 1\nb: [1\n", 3, "sheet.not_yaml"),
        (b"a: 1\nb: \xff\n", 2, "sheet.not_utf8"),
        (b"a: 1\n---\nb: 2\n", 2, "sheet.not_yaml"),
        (b"a: 0x10\n", 1, "sheet.value_refused"),
        (b"a: .inf\n", 1, "sheet.value_refused"),
        (b"a: 1e3\nb: 1.0e+3\n", 2, "sheet.value_refused"),
        (b"a: !!python/object:os.system x\n", 1, "sheet.value_refused"),
        (b"", 1, "sheet.empty"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(data: bytes, line: int, code: str) -> None:
    with pytest.raises(SheetRefused) as refused:
        read_sheet("a.yaml", data)
    (problem,) = refused.value.problems
    assert (problem.file, problem.line, problem.code) == ("a.yaml", line, code)


def test_a_nest_that_is_too_deep_is_refused() -> None:
    with pytest.raises(SheetRefused, match="too_deep"):
        read_sheet("a.yaml", b"a: " + b"[" * 40 + b"]" * 40)


def test_a_giant_is_refused_before_it_is_read() -> None:
    with pytest.raises(SheetRefused, match="too_large"):
        read_sheet("a.yaml", b"#" * (8 * 1024 * 1024 + 1))


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_bring_the_reader_down(data: bytes) -> None:
    try:
        read_sheet("a.yaml", data)
    except AppError as refused:
        assert isinstance(refused, SheetRefused)
