"""The stored state of a case is one text for one state, and reading it gives the same case again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.bodies import (
    ActConfirmed,
    DocumentIssued,
    EvidenceAdded,
    FieldSet,
    FindingConfirmed,
    MoneyTaken,
    PartyTold,
    ReinspectionRecorded,
    SummaryRecorded,
)
from app.domain.canonical import canonical_bytes
from app.domain.case import Case
from app.domain.codec import to_json
from app.domain.fold import fold_all
from app.storage.cases import RecentStates, read_state, row_columns, search_words, written_state
from tests.domain.make import ChainMaker
from tests.storage.make import docketed, index_case, named


@pytest.fixture
def full_case(maker: ChainMaker) -> Case:
    """A case with something in every part."""
    bodies = [
        docketed(),
        named("王𬭎"),
        FieldSet("decision.amount", None, 10_000),
        FieldSet("scene.party_present", None, True),
        FieldSet("later.kind", None, {"b": [1, None, {"a": "x"}], "a": False}),
        EvidenceAdded("e", "sha256:aa", 1, "image/jpeg", "照片", "scene", facts={"width": 4}),
        ActConfirmed(("sha256:x",), "passphrase"),
        PartyTold(True, True, "made", "我改", True, ("e",)),
        DocumentIssued(
            "d", "D08", "1号", "责改", 2026, 1, "ab", "sha256:b", 9, 1, 2, "C", {"z": 1, "a": "b"}
        ),
        ReinspectionRecorded("d", "refused", "没有改", ("e",)),
        MoneyTaken("d", 10_000, "票1", "at_most_limit"),
        FindingConfirmed("w", "已核对"),
        SummaryRecorded("d"),
    ]
    case = fold_all([maker.add(body) for body in bodies])
    assert case is not None
    return case


def test_the_text_is_the_canonical_form_of_the_codec(full_case: Case) -> None:
    assert written_state(full_case).encode() == canonical_bytes(to_json(full_case))


def test_the_text_gives_the_same_case_again(full_case: Case) -> None:
    assert read_state(written_state(full_case)) == full_case


def test_a_value_that_json_cannot_carry_is_a_bug(full_case: Case) -> None:
    with pytest.raises(TypeError):
        written_state(replace(full_case, clue_number=b"bytes"))


def test_only_the_newest_states_are_remembered(full_case: Case) -> None:
    recent = RecentStates(most=2)
    for digest in (b"a", b"b"):
        recent.put(digest, full_case)
    assert recent.get(b"a") is full_case
    recent.put(b"c", full_case)
    assert recent.get(b"b") is None
    assert recent.get(b"a") is recent.get(b"c") is full_case


def test_the_list_shows_the_present_team_and_sorts_nine_before_ten(full_case: Case) -> None:
    index = replace(index_case(full_case), number="沪示示线〔2026〕10号")
    assert row_columns(full_case, index, 1, 2)["officers"] == '["officer-a", "officer-b"]'
    nine = row_columns(full_case, replace(index, number="沪示示线〔2026〕9号"), 1, 2)
    assert str(nine["number_order"]) < str(row_columns(full_case, index, 1, 2)["number_order"])


def test_each_text_is_indexed_once_and_the_title_apart(full_case: Case) -> None:
    index = replace(
        index_case(full_case), number="1", party="甲乙", item="甲乙", place="丙", words=("丙", "甲乙")
    )
    words = search_words(index)
    assert words.title.startswith("1 zz 甲 乙 zz j")
    assert "丙" not in words.title
    assert words.words.startswith("1 zz 甲 乙 zz 丙 zz j")
    assert (words.words.count("甲"), words.words.count("丙")) == (1, 1)
