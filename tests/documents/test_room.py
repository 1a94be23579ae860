"""The decision has one page: what does not fit is refused with the count of characters."""

from __future__ import annotations

import re

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from app.documents.printing import Press
from app.documents.room import ENOUGH, PLENTY, largest
from app.ports.paperwork import TextTooLong
from tests.documents.conftest import Issue, Read
from tests.documents.demo import BANK, SOLE_TRADER, UNIT, VALUES
from tests.documents.marks import words

FRAME_LEFT, LABEL_WIDTH = 28.0, 24.0


@pytest.mark.parametrize(
    ("form", "field"), [("D20", "act.facts"), ("D20", "decision.reason"), ("D08", "correction.demand")]
)
def test_the_room_is_exact_to_the_character(press: Press, form: str, field: str) -> None:
    values = VALUES[form]
    room = press.room(form, values, field)
    assert 0 < room < PLENTY
    full = {**values, field: str(values[field]) + "字" * room}
    assert press.preview(form, full, 1).pages == 1
    assert press.room(form, full, field) == 0
    with pytest.raises(TextTooLong) as refused:
        press.preview(form, {**values, field: str(values[field]) + "字" * (room + 1)}, 1)
    assert refused.value.facts["over"] >= 1


TEXTS = st.lists(
    st.sampled_from(
        ("当事人投放湿垃圾，", "数量约1.2千克；", "王𬭎承认。", "于2026年8月6日", "“Demo Tea House”")
    ),
    min_size=1,
    max_size=14,
).map("".join)


@settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    facts=TEXTS,
    reason=TEXTS,
    answer=TEXTS,
    key=st.sampled_from(("act.facts", "decision.reason", "told.answer")),
)
def test_the_room_of_any_text_is_exact_whatever_else_the_page_says(
    press: Press, facts: str, reason: str, answer: str, key: str
) -> None:
    values = {**VALUES["D20"], "act.facts": facts, "decision.reason": reason}
    values |= {"told.defence": "made", "told.words": "请求从轻", "told.answer": answer}
    left = press.room("D20", values, key)
    text = str(values[key])
    longer, count = text + "字" * PLENTY, len(text) + left
    if count:
        assert press.preview("D20", {**values, key: longer[:count]}, 1).pages == 1
    with pytest.raises(TextTooLong):
        press.preview("D20", {**values, key: longer[: count + 1]}, 1)


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(facts=TEXTS, reason=TEXTS, place=st.integers(1, 150))
def test_the_count_of_all_texts_promises_nothing_and_is_exact_where_little_is_left(
    press: Press, facts: str, reason: str, place: int
) -> None:
    values = {**VALUES["D20"], "act.facts": facts, "decision.reason": reason, "act.place": "示" * place}
    for key, left in press.rooms("D20", values).items():
        exact = press.room("D20", values, key)
        assert left <= exact or left == 0
        assert left == exact or left > ENOUGH or left == 0


def test_every_text_of_an_overfull_page_says_what_it_must_lose(press: Press) -> None:
    values = {**VALUES["D20"], "act.place": "示范" * 150, "act.facts": "当事人投放湿垃圾。" * 222}
    rooms = press.rooms("D20", values)
    assert rooms["decision.reason"] == 0, "no other text helps"
    values["act.facts"] = str(values["act.facts"])[: rooms["act.facts"]]
    values["act.place"] = str(values["act.place"])[: rooms["act.place"]]
    again = press.rooms("D20", values)
    assert again["act.facts"] < 0, "place and facts share the page"
    values["act.facts"] = str(values["act.facts"])[: again["act.facts"]]
    assert press.preview("D20", values, 1).pages == 1


def test_a_value_too_long_for_its_cell_says_so_beside_the_texts(press: Press) -> None:
    values = {**VALUES["D20"], "party.address": "示" * 300}
    rooms = press.rooms("D20", values)
    assert set(rooms) == {"act.place", "act.facts", "decision.reason", "party.address"}
    assert -300 < rooms["party.address"] < 0 < rooms["act.facts"]
    values["party.address"] = "示" * (300 + rooms["party.address"])
    assert press.preview("D20", values, 1).pages == 1


def test_an_empty_paper_has_no_text_to_measure(press: Press) -> None:
    assert press.rooms("D20", {}) == {}
    assert press.rooms("D10", VALUES["D10"]) == {}


def test_a_unit_that_defends_itself_and_pays_at_the_bank_leaves_room_for_the_facts(press: Press) -> None:
    """The fullest decision of the street still takes a few sentences."""
    person = {key for key in VALUES["D20"] if key.startswith("party.")}
    values = {key: value for key, value in BANK.items() if value is not None and key not in person} | UNIT
    values |= {
        "told.defence": "made",
        "told.words": "首次投错，请求从轻",
        "told.answer": "已在确定数额时考虑",
    }
    assert len(str(values["act.facts"])) + press.room("D20", values, "act.facts") >= 100


@given(st.integers(0, 60), st.integers(-3, 60), st.integers(0, 70))
def test_the_largest_good_count_is_found_from_any_guess(limit: int, good: int, guess: int) -> None:
    tried: list[int] = []
    assert largest(limit, lambda count: bool(tried.append(count)) or count <= good, guess) == max(
        0, min(limit, good)
    )
    assert all(0 <= count <= limit for count in tried)


def test_the_refusal_names_the_texts_that_share_the_room_and_the_longest(issue: Issue) -> None:
    with pytest.raises(TextTooLong) as refused:
        issue("D20", {"act.facts": "当事人投放湿垃圾。" * 80})
    facts = refused.value.facts
    assert (facts["field"], facts["label"]) == ("act.facts", "违法事实")
    assert facts["fields"] == ("act.place", "act.facts", "decision.reason")


def test_taking_away_what_is_over_makes_it_fit(press: Press) -> None:
    values = {**VALUES["D20"], "act.facts": "当事人投放湿垃圾。" * 60}
    with pytest.raises(TextTooLong) as refused:
        press.preview("D20", values, 1)
    over = refused.value.facts["over"]
    assert isinstance(over, int)
    values["act.facts"] = str(values["act.facts"])[:-over]
    assert press.preview("D20", values, 1).pages == 1


def test_a_record_has_room_enough(press: Press) -> None:
    assert press.room("D10", VALUES["D10"], "scene.narrative") == PLENTY


@pytest.mark.parametrize("form", ["D09", "D10"])
def test_a_record_whose_head_fills_the_page_says_what_the_head_must_lose(press: Press, form: str) -> None:
    values = {**VALUES[form], "act.place": "示" * 2500}
    with pytest.raises(TextTooLong) as refused:
        press.preview(form, values, 1)
    assert refused.value.facts["field"] == "act.place"
    over = refused.value.facts["over"]
    assert isinstance(over, int) and 0 < over < 2500
    assert press.preview(form, {**values, "act.place": "示" * (2500 - over)}, 1).pages >= 1
    with pytest.raises(TextTooLong):
        press.preview(form, {**values, "act.place": "示" * (2500 - over + 1)}, 1)
    assert (
        press.room(form, values, "scene.narrative" if form == "D10" else "reinspection.narrative") == PLENTY
    )


def test_a_value_too_long_for_its_cell_is_refused_and_never_cut(press: Press) -> None:
    values = {**VALUES["D20"], "party.name": "演示" * 100}
    with pytest.raises(TextTooLong) as refused:
        press.preview("D20", values, 1)
    assert (refused.value.facts["field"], refused.value.facts["label"]) == ("party.name", "个人姓名")
    assert press.room("D20", values, "party.name") < 0


def test_a_credit_code_is_never_parted(press: Press, read: Read) -> None:
    values = {**VALUES["D20"], **SOLE_TRADER}
    for code in ("91310000MA1FL00000", "W" * 18):
        assert code in read(press.preview("D20", {**values, "party.credit_code": code}, 1).pdf)
    with pytest.raises(TextTooLong) as refused:
        press.preview("D20", {**values, "party.credit_code": "W" * 60}, 1)
    assert refused.value.facts["field"] == "party.credit_code"


@pytest.mark.parametrize("form", ["D08", "D20"])
@pytest.mark.parametrize(
    ("field", "label"),
    [
        ("act.place", "违法地点"),
        ("party.name", "个人姓名"),
        ("party.unit_name", "单位名称"),
        ("party.unit_address", "单位地址"),
    ],
)
def test_a_value_too_long_beside_others_gets_a_row_of_its_own_in_the_usual_type(
    press: Press, form: str, field: str, label: str
) -> None:
    values = {**VALUES[form], **SOLE_TRADER, "act.facts": "事实。", "decision.reason": "理由。"}
    pdf = press.preview(form, {**values, field: "测" * 60}, 1).pdf
    lines = [run for run in words(pdf) if set(run.text) == {"测"}]
    assert [(len(run.text), run.size) for run in lines] == [(30, 12.0), (30, 12.0)]
    assert all(run.x0 < FRAME_LEFT + LABEL_WIDTH + 3 for run in lines), (
        "its row begins beside the first label"
    )
    first = [run.text for run in words(pdf) if FRAME_LEFT < run.x0 < FRAME_LEFT + LABEL_WIDTH]
    assert first.count(label) == 1


def test_a_value_takes_two_lines_then_smaller_type_then_further_lines(press: Press) -> None:
    """In the order of the forms' rules: the type gets smaller before a third line is taken."""
    values = {**VALUES["D20"], "act.facts": "事实。", "benchmark.published": False}
    found = []
    for count in (20, 50, 68, 100):
        pdf = press.preview("D20", {**values, "party.address": "示" * count}, 1).pdf
        runs = [run for run in words(pdf) if set(run.text) == {"示"}]
        assert sum(len(run.text) for run in runs) == count
        found.append((len(runs), runs[0].size))
    assert found == [(1, 12.0), (2, 12.0), (2, 10.5), (3, 10.5)]


@pytest.mark.parametrize("count", [10, 11, 19, 31, 61])
def test_no_value_leaves_a_single_character_on_its_last_line(press: Press, count: int) -> None:
    pdf = press.preview("D20", {**VALUES["D20"], "act.place": "示" * count}, 1).pdf
    assert min(len(run.text) for run in words(pdf) if set(run.text) == {"示"}) > 1


@pytest.mark.parametrize("form", sorted(VALUES))
def test_a_place_of_any_length_that_is_accepted_stands_on_the_paper_whole(
    press: Press, read: Read, form: str
) -> None:
    accepted = 0
    for count in (1, 24, 47, 60, 90, 120, 300):
        place = ("示范路00号门前向北" * 40)[:count]
        try:
            pdf = press.preview(form, {**VALUES[form], "act.place": place, "act.facts": "事实。"}, 1).pdf
        except TextTooLong as refused:
            assert count > 120, "a place can be described at some length on every form"
            assert refused.facts["field"] == "act.place"
            continue
        accepted += 1
        assert place in re.sub(r"\s", "", read(pdf, "-l", "1"))
    assert accepted >= 6
