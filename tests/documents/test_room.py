"""The decision has one page: what does not fit is refused with the count of characters."""

from __future__ import annotations

import pytest

from app.documents.printing import PLENTY, Press
from app.ports.paperwork import TextTooLong
from tests.documents.conftest import Issue, Read
from tests.documents.demo import SOLE_TRADER, VALUES


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


def test_a_value_too_long_for_its_cell_is_refused_and_never_cut(press: Press) -> None:
    values = {**VALUES["D20"], "party.name": "演示" * 20}
    with pytest.raises(TextTooLong) as refused:
        press.preview("D20", values, 1)
    assert (refused.value.facts["field"], refused.value.facts["label"]) == ("party.name", "个人姓名")
    assert press.room("D20", values, "party.name") < 0


def test_a_credit_code_is_never_parted(press: Press, read: Read) -> None:
    values = {**VALUES["D20"], **SOLE_TRADER}
    assert "91310000MA1FL00000" in read(
        press.preview("D20", {**values, "party.credit_code": "91310000MA1FL00000"}, 1).pdf
    )
    with pytest.raises(TextTooLong) as refused:
        press.preview("D20", {**values, "party.credit_code": "W" * 18}, 1)
    assert refused.value.facts["field"] == "party.credit_code"
