"""Rare names: a value is set in one face, whole, or not at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.documents.faces import FontBook
from app.documents.facts import Facts
from app.documents.form_schema import Form
from app.documents.forms import FormLibrary
from app.documents.setting import glyphs_of
from app.documents.wording import Wording
from app.ports.paperwork import MissingGlyph
from tests.documents.conftest import Issue, Read
from tests.documents.demo import RESOURCES, VALUES
from tests.documents.marks import words

BOOK = FontBook(RESOURCES / "fonts", FormLibrary(RESOURCES / "forms").furniture.roles)
FANG, SONG = "FandolFang-Regular", "NotoSerifSC_400Regular"


@pytest.fixture
def form(library: FormLibrary) -> Form:
    return library.form("D20")


def faces_of(fonts: FontBook, form: Form, text: str, values: dict[str, object]) -> list[tuple[str, str]]:
    spans = Wording(form, Facts(form, values)).spans(text, "fill")
    return [(glyph.char, glyph.face.name) for glyph in glyphs_of(spans, fonts, 12, 12)]


def test_a_common_name_is_set_in_fangsong(fonts: FontBook) -> None:
    assert fonts.choose("fill", "演示当事人丙").han.name == FANG


@pytest.mark.parametrize("name", ["王𬭎", "张珺", "李堃"])
def test_a_name_with_one_rare_character_is_set_whole_in_the_next_face(fonts: FontBook, name: str) -> None:
    assert fonts.choose("fill", name).han.name == SONG


def test_only_the_name_changes_its_face_and_not_the_sentence_around_it(fonts: FontBook, form: Form) -> None:
    values = {"party.name": "王𬭎", "act.facts": "王𬭎将湿垃圾投入容器。"}
    found = faces_of(fonts, form, "{act.facts}以上事实", values)
    assert [face for char, face in found if char in "王𬭎"] == [SONG, SONG]
    assert {face for char, face in found if char not in "王𬭎"} == {FANG}


def test_a_rare_character_outside_a_name_changes_the_face_of_its_clause(fonts: FontBook, form: Form) -> None:
    found = faces_of(fonts, form, "查明{act.facts}", {"act.facts": "店招为珺字。"})
    assert {face for char, face in found if char in "店招为珺字。"} == {SONG}
    assert {face for char, face in found if char in "查明"} == {FANG}


def test_of_a_sentence_only_the_clause_with_the_rare_character_changes_its_face(
    fonts: FontBook, form: Form
) -> None:
    text = "执法人员巡查至上述地点，投放点管理员张珺（女）在场。容器标识清楚。"
    found = faces_of(fonts, form, "{act.facts}", {"act.facts": text})
    assert "".join(char for char, face in found if face == SONG) == "投放点管理员张珺"
    assert {face for _, face in found} == {FANG, SONG}


@pytest.mark.parametrize("form_code", ["D08", "D09", "D10", "D20"])
def test_a_rare_name_in_a_printed_sentence_changes_its_own_face_alone(issue: Issue, form_code: str) -> None:
    """Every cell of every form: what is set in the next face is the name, wherever it stands."""
    text = {
        "D08": "act.facts",
        "D09": "reinspection.narrative",
        "D10": "scene.narrative",
        "D20": "decision.reason",
    }
    sentence = "当事人王𬭎将湿垃圾投入干垃圾收集容器，王𬭎当场承认。"
    rare = issue(form_code, {"party.name": "王𬭎", text[form_code]: sentence})
    plain = issue(form_code, {"party.name": "王丙", text[form_code]: sentence.replace("𬭎", "丙")})
    assert in_face(rare.pdf, SONG) == sorted(in_face(plain.pdf, SONG) + ["王𬭎"] * times(rare.pdf, "𬭎"))
    assert times(rare.pdf, "𬭎") >= 3


def in_face(pdf: bytes, face: str) -> list[str]:
    """The Han texts of the first page that are set in a face, those of the foot left out."""
    runs = (run for run in words(pdf) if run.face.startswith(face.split("_")[0]) and run.y < 265)
    return sorted(run.text for run in runs if re.search("[㐀-鿿𠀀-𯿿]", run.text))


def times(pdf: bytes, char: str) -> int:
    return sum(run.text.count(char) for run in words(pdf))


def test_a_character_in_no_face_is_refused_before_printing_and_named(issue: Issue) -> None:
    with pytest.raises(MissingGlyph) as refused:
        issue("D20", {"party.name": "演示🙂"})
    assert refused.value.facts == {
        "field": "party.name",
        "label": "个人姓名",
        "character": "🙂",
        "codepoint": "U+1F642",
    }


@pytest.mark.parametrize(
    "character", ["\u202e", "\u200b", "\x07", "\ue000", "\ud800", "\U000e0041", "\u0378"], ids=ascii
)
def test_invisible_private_and_broken_characters_never_reach_paper(issue: Issue, character: str) -> None:
    with pytest.raises(MissingGlyph) as refused:
        issue("D20", {"party.address": f"示范路{character}00号"})
    assert refused.value.facts["codepoint"] == f"U+{ord(character):04X}"


def test_characters_that_no_single_face_holds_together_are_refused(fonts: FontBook) -> None:
    with pytest.raises(MissingGlyph):
        fonts.choose("fill", "珺\u3402\u4dbf\U0002b4ee\U00030000")


@given(st.text(max_size=30))
def test_any_text_is_either_set_in_one_face_or_refused_with_its_character(text: str) -> None:
    try:
        choice = BOOK.choose("fill", text, "act.facts", "违法事实")
    except MissingGlyph as refused:
        assert refused.facts["field"] == "act.facts"
    else:
        assert all(choice.han.has(char) or choice.latin.has(char) for char in text)


def test_the_name_comes_back_from_the_pdf_in_one_face(issue: Issue, read: Read) -> None:
    for name in ("王𬭎", "张珺"):
        pdf = issue("D20", {"party.name": name, "act.facts": f"{name}将湿垃圾投入干垃圾收集容器。"}).pdf
        assert read(pdf).count(name) == 2


def test_every_demonstration_value_can_be_set(fonts: FontBook) -> None:
    for values in VALUES.values():
        for value in values.values():
            if isinstance(value, str):
                fonts.choose("fill", value.replace("\n", ""))
