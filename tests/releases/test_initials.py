"""Pinyin initials: one letter for each character, so that a hit points at its character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.releases.initials import initials_for, initials_of


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("混合投放", "hhtf"),
        ("重建", "cj"),
        ("重量", "zl"),
        ("银行", "yh"),
        ("行为", "xw"),
        ("违法建筑Ab、12", "wfjzab、12"),
        ("", ""),
    ],
)
def test_the_reading_follows_the_word(text: str, letters: str) -> None:
    assert initials_of(text) == letters


@given(st.text(max_size=40))
def test_there_is_one_letter_for_each_character(text: str) -> None:
    assert len(initials_of(text)) == len(text)


def test_each_name_is_read_once_and_in_order() -> None:
    assert list(initials_for(["乙", "甲", "乙"])) == sorted({"甲", "乙"})
