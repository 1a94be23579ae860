"""Any part of a name or number is found, however short; what is typed is never taken for a command."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, text
from sqlcipher3 import dbapi2

from app.storage.schema import SEARCH_TABLES
from app.storage.words import characters, indexed, match_expression

RARE = "珺𬭎龘㐀𠀀𰻞\ue863"
NAME = st.text(alphabet="张伟餐饮有限公司甲乙丙0123456789AbZ" + RARE, min_size=1, max_size=12)


@pytest.fixture(scope="module")
def index() -> Iterator[Connection]:
    """An empty search index in memory."""
    engine = create_engine("sqlite+pysqlite://", module=dbapi2)
    with engine.connect() as connection:
        connection.execute(text(SEARCH_TABLES["case_search"]))
        yield connection


def found(index: Connection, texts: list[str], asked: str) -> bool:
    """Whether a case with these words is found by what is asked."""
    expression = match_expression(asked)
    if expression is None:
        return False
    insert = text("INSERT INTO case_search (rowid, words) VALUES (1, :words)")
    index.execute(insert, {"words": indexed(texts)})
    query = text("SELECT rowid FROM case_search WHERE case_search MATCH :asked")
    rows = index.execute(query, {"asked": expression}).all()
    index.execute(text("DELETE FROM case_search WHERE rowid = 1"))
    return bool(rows)


@given(name=NAME, data=st.data())
def test_every_one_and_two_character_part_of_a_name_is_found(
    index: Connection, name: str, data: st.DataObject
) -> None:
    length = data.draw(st.integers(1, min(2, len(name))))
    start = data.draw(st.integers(0, len(name) - length))
    assert found(index, ["别的词", name, "12号"], name[start : start + length])


@given(name=NAME, data=st.data())
def test_every_longer_part_of_a_name_is_found_too(index: Connection, name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))
    assert found(index, [name], name[start:end])


@given(name=NAME, asked=NAME)
def test_nothing_is_found_that_does_not_stand_there(index: Connection, name: str, asked: str) -> None:
    assert found(index, [name], asked) == (asked.casefold() in name.casefold())


@given(asked=st.text(max_size=80))
def test_whatever_is_typed_is_a_question_and_no_command(index: Connection, asked: str) -> None:
    found(index, ["演示当事人"], asked)


@pytest.mark.parametrize("asked", ["", "  ", "()", '"', "*", "〔〕", "-", "^"])
def test_what_holds_no_letter_asks_nothing(asked: str) -> None:
    assert match_expression(asked) is None


@pytest.mark.parametrize(
    ("asked", "text_found"),
    [
        ("NEAR", "near"),
        ("title:张", "title张"),
        ("张 OR 李", "张or李"),
        ("沪Ａ１２３", "沪A123"),
        ("a12", "沪A123"),
        ("〔2026〕3号", "沪示示线〔2026〕3号"),
        ("2026 示示", "沪示示线〔2026〕3号"),
    ],
)
def test_operators_width_case_and_brackets_do_not_matter(
    index: Connection, asked: str, text_found: str
) -> None:
    assert found(index, [text_found], asked)


def test_a_word_does_not_reach_from_one_text_into_the_next(index: Connection) -> None:
    assert not found(index, ["演示甲", "乙路"], "甲乙")
    assert not found(index, ["演示甲", "乙路"], "甲z")


def test_all_asked_words_must_be_there(index: Connection) -> None:
    assert found(index, ["演示甲", "示范路"], "甲 路")
    assert not found(index, ["演示甲", "示范路"], "甲 街")


def test_a_very_long_question_is_cut_and_still_answered(index: Connection) -> None:
    assert found(index, ["甲" * 100], "甲" * 5000)
    assert len(match_expression("甲 " * 50) or "") < 100


def test_rare_and_private_characters_are_characters() -> None:
    assert characters("王𬭎\ue863") == ["王", "u2cb4e", "\ue863"]
