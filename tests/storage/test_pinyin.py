"""Names are found and sorted by their reading; a character with several readings by each of them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from app.storage.pinyin import initials, order_key, ways_of_initials


def test_the_initials_of_a_place_are_its_usual_reading() -> None:
    assert initials("示范路12号A座") == "sfl12haz"


@pytest.mark.parametrize(("name", "asked"), [("单某", "sm"), ("单某", "dm"), ("长宁", "cn"), ("曾乐", "zl")])
def test_a_surname_with_two_readings_is_found_by_each(name: str, asked: str) -> None:
    assert asked in ways_of_initials(name)


def test_a_name_full_of_double_readings_has_at_most_eight_ways() -> None:
    assert len(ways_of_initials("长乐单长乐单长乐单")) == 8
    assert ways_of_initials("") == ("",)


def test_a_rare_character_has_a_reading_or_stands_for_itself() -> None:
    assert initials("王𬭎") == "wh"
    assert initials("\uf000") == "\uf000"


def test_names_sort_by_reading_as_in_a_directory() -> None:
    names = ["张伟", "安宁", "陈静", "陈安", "ABC公司", "王𬭎"]
    assert sorted(names, key=order_key) == ["ABC公司", "安宁", "陈安", "陈静", "王𬭎", "张伟"]


def test_pypinyin_is_not_imported_before_a_name_is_read() -> None:
    code = "import sys, app.storage.files; sys.exit('pypinyin' in sys.modules or 'alembic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
