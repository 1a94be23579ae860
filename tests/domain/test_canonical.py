"""Canonical bytes, a subset of RFC 8785: one value gives one sequence of bytes, and only that is read."""

from __future__ import annotations

import math
import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from app.domain.canonical import MAX_INTEGER, NotCanonical, canonical_bytes, parse_canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).map(
    lambda text: unicodedata.normalize("NFC", text)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_the_bytes_equal_those_of_the_rfc_8785_library(value: object) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_was_written_is_read_back_equal(value: object) -> None:
    assert parse_canonical(canonical_bytes(value)) == value


def test_keys_are_sorted_by_utf_16_code_units_as_the_rfc_demands() -> None:
    written = canonical_bytes({"\U0001f600": 1, "\uff61": 2})
    assert written.index("\U0001f600".encode()) < written.index("\uff61".encode())


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.0, "type"),
        (math.nan, "type"),
        (MAX_INTEGER + 1, "integer_too_large"),
        (-MAX_INTEGER - 1, "integer_too_large"),
        ("a\0b", "nul"),
        ("\ud800", "lone_surrogate"),
        ("e\u0301", "not_nfc"),
        ({1: "x"}, "key_type"),
        ({"e\u0301": 1}, "not_nfc"),
        (b"bytes", "type"),
    ],
)
def test_what_has_no_one_form_is_refused_with_its_place(value: object, reason: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        canonical_bytes({"outer": [value]})
    assert refused.value.facts["reason"] == reason
    assert str(refused.value.facts["path"]).startswith("$.outer[0]")


def test_a_nesting_without_end_is_refused_and_does_not_crash() -> None:
    deep: object = None
    for _ in range(2_000):
        deep = [deep]
    with pytest.raises(NotCanonical, match="too_deep"):
        canonical_bytes(deep)
    with pytest.raises(NotCanonical):
        parse_canonical(b"[" * 100_000 + b"]" * 100_000)


@pytest.mark.parametrize(
    "data",
    [
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'{"a":1,"a":1}',
        b'{"a":1.0}',
        b'{"a":NaN}',
        b'{"a":1}\n',
        b'"\\u0041"',
        b"\xff",
        b"",
        b'{"a":1e3}',
    ],
)
def test_bytes_in_any_other_form_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        parse_canonical(data)
