"""Chinese type on a measure: nothing is lost, no mark stands where it must not, the edges are straight."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents import setting
from app.documents.breaks import NOT_AT_END, NOT_AT_START
from app.documents.faces import FontBook
from app.documents.forms import FormLibrary
from app.documents.lettering import Lettering
from app.documents.setting import WIDEST_GAP, SetLine
from app.documents.spans import Span
from tests.documents.demo import RESOURCES

SIZE, COLUMNS = 16.0, 28
PITCH = 442.2 / COLUMNS
MEASURE = COLUMNS * PITCH
BOOK = FontBook(RESOURCES / "fonts", FormLibrary(RESOURCES / "forms").furniture.roles)
LETTERS = Lettering(BOOK)

HAN = st.text("当事人在路灯杆围墙上张贴宣传品本机关责令改正拒不改正执法人员出示证件", min_size=1, max_size=9)
CLAUSE = st.one_of(
    HAN,
    st.sampled_from(
        ["2026年8月6日", "9时35分", "46张", "1.2米", "第二十四条第一款", "L01", "00-000001", "210毫米"]
    ),
    st.builds("《{}》".format, HAN),
    st.builds("（{}）".format, HAN),
)
SENTENCES = st.lists(
    st.builds("".join, st.tuples(CLAUSE, CLAUSE, st.sampled_from("，。；、"))), min_size=1, max_size=24
).map("".join)
ORDINARY = st.lists(
    st.builds("{}{}{}{}".format, HAN, st.sampled_from(["", "46张", "L01"]), HAN, st.sampled_from("，。；、")),
    min_size=1,
    max_size=20,
).map("".join)


def lines_of(text: str, *, indent: int = 2) -> list[SetLine]:
    first = MEASURE - indent * PITCH
    return LETTERS.wrapped([Span(text, "fill", "act.facts", "事实")], SIZE, PITCH, MEASURE, first)


@given(SENTENCES)
def test_nothing_is_lost_and_nothing_is_added(text: str) -> None:
    assert "".join(line.text for line in lines_of(text)) == text


@given(SENTENCES)
def test_no_line_begins_or_ends_with_a_mark_that_must_not_stand_there(text: str) -> None:
    for line in lines_of(text):
        assert line.text[0] not in NOT_AT_START
        assert line.text[-1] not in NOT_AT_END


@given(SENTENCES)
def test_no_ink_stands_right_of_the_measure(text: str) -> None:
    for index, line in enumerate(lines_of(text)):
        last = line.glyphs[-1]
        ink = line.places[-1] + last.face.width(last.char) * last.size - last.after
        assert ink <= MEASURE - (0 if index else 2 * PITCH) + 0.2


@given(SENTENCES)
def test_both_edges_stand_straight_and_only_the_last_line_is_ragged(text: str) -> None:
    for index, line in enumerate(lines_of(text)[:-1]):
        measure = MEASURE - (0 if index else 2 * PITCH)
        assert measure - 0.01 <= line.width <= measure + line.glyphs[-1].after + 0.01


@given(ORDINARY)
def test_no_gap_grows_beyond_the_limit_in_ordinary_text(text: str) -> None:
    for line in lines_of(text):
        assert line.gap <= WIDEST_GAP * SIZE + 1e-6
        assert not line.broken


@given(SENTENCES)
def test_dates_amounts_and_numbers_with_their_units_are_never_parted(text: str) -> None:
    ends, at = set(), 0
    for line in lines_of(text)[:-1]:
        at += len(line.text)
        ends.add(at)
    for found in re.finditer(r"\d{4}年\d月\d日|\d时\d+分|[\d.]+(?:毫米|米|张)|00-000001|L01", text):
        assert not ends & set(range(found.start() + 1, found.end()))


@given(HAN, st.integers(1, 4))
def test_the_last_line_never_holds_a_single_character(word: str, more: int) -> None:
    text = (word * COLUMNS)[: COLUMNS * more - 2 + 1] + "。"
    last = lines_of(text)[-1].text
    assert len(last.rstrip("。")) > 1


def test_a_line_of_ideographs_alone_falls_exactly_on_the_cells() -> None:
    line = lines_of("示范" * 28, indent=0)[0]
    assert len(line.glyphs) == COLUMNS
    for cell, place in enumerate(line.places):
        assert place + SIZE / 2 == pytest.approx((cell + 0.5) * PITCH, abs=0.01)


def test_a_full_line_is_not_spread_for_the_sake_of_the_next() -> None:
    text = "如不服本决定可以自收到本决定书之日起六十日内向上海市示范区人民政府申请行政复议"
    assert len(lines_of(text, indent=0)[0].glyphs) == COLUMNS


def test_the_mark_at_the_end_gives_its_empty_half_to_stay() -> None:
    text = "示" * 8 + "《示范》、" + "范" * 15 + "。示范示范"
    first = lines_of(text, indent=0)[0]
    assert first.text.endswith("。") and len(first.glyphs) == COLUMNS + 1


def test_inner_marks_give_a_quarter_at_most_and_only_to_take_a_mark_in() -> None:
    squeezed = lines_of("示，范，示" + "范" * 23 + "。示范示范", indent=0)[0]
    assert squeezed.text.endswith("。")
    pitches = [right - left for left, right in zip(squeezed.places, squeezed.places[1:], strict=False)]
    assert min(pitches) >= PITCH - 0.25 * SIZE - 0.01
    unsqueezed = lines_of("示，范，示" + "范" * 23 + "示范示范", indent=0)[0]
    assert len(unsqueezed.glyphs) == COLUMNS


@pytest.mark.parametrize("pair", ["》。", "》《", "（《", "。）", "1.《"])
def test_neighbouring_marks_share_one_half_em(pair: str) -> None:
    left, right = (glyph for glyph in lines_of(f"示{pair}范", indent=0)[0].glyphs if glyph.char in pair[-2:])
    line = lines_of(f"示{pair}范", indent=0)[0]
    index = line.glyphs.index(right)
    step = line.places[index] - line.places[index - 1]
    assert step == pytest.approx(left.advance - 0.5 * SIZE + (right.shift - left.shift), abs=0.7)


def test_a_clause_of_law_stays_whole_when_the_gap_allows_it() -> None:
    text = "当事人的上述行为已经违反了上海市生活垃圾管理条例示范第二十四条第一款"
    first, second = lines_of(text, indent=0)
    assert (first.text[-1], second.text) == ("范", "第二十四条第一款")
    assert not first.loose


def test_a_clause_of_law_is_parted_where_the_gap_would_grow_too_wide() -> None:
    text = "示范" * 12 + "第一千一百六十九条第三款"
    first = lines_of(text, indent=0)[0]
    assert first.text.endswith("第一千一") and not first.loose


def test_an_endless_run_is_parted_rather_than_lost() -> None:
    lines = lines_of("0" * 200)
    assert "".join(line.text for line in lines) == "0" * 200
    assert any(line.broken for line in lines)


def test_a_paragraph_without_text_has_no_line() -> None:
    assert lines_of("") == []


def test_digits_and_letters_come_from_the_song_face_at_095_of_the_size() -> None:
    line = lines_of("共46张", indent=0)[0]
    assert [(glyph.face.name, glyph.size) for glyph in line.glyphs] == [
        ("FandolFang-Regular", SIZE),
        ("NotoSerifSC_400Regular", 0.95 * SIZE),
        ("NotoSerifSC_400Regular", 0.95 * SIZE),
        ("FandolFang-Regular", SIZE),
    ]


@given(st.one_of(SENTENCES, st.text("当事人0123456789AB《》，。 ", min_size=1, max_size=120)))
def test_lines_that_are_never_tried_would_never_have_been_chosen(text: str) -> None:
    """Short lines are left out while a paragraph is broken well without them: a matter of speed alone."""
    quick = lines_of(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(setting, "_FULL_ENOUGH", 0.0)
        assert lines_of(text) == quick


def test_a_short_line_is_taken_where_nothing_else_keeps_a_number_whole() -> None:
    lines = lines_of("当事人在示范路" + "A1" * 20 + "，当事人。")
    assert [line.text for line in lines] == ["当事人在示范路", "A1" * 20 + "，当事人。"]
