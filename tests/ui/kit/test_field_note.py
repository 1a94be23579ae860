"""A few muted words below a field, such as how much may still be written."""

from __future__ import annotations

from app.presenters.spot_fields import FieldState
from app.ui.kit.fields import Field, TextArea
from app.ui.pages.bound import Bound
from tests.ui.kit.conftest import Stage


def test_a_note_stands_below_its_field_and_is_no_error(stage: Stage) -> None:
    edit = TextArea(name="facts")
    field = Field("经过", edit)
    driver = stage(field)
    assert not driver.sees("facts_note")
    field.set_note("还能写 12 字")
    assert driver.text("facts_note") == "还能写 12 字"
    assert not edit.is_wrong
    field.set_note("")
    assert not driver.sees("facts_note")


def test_a_bound_field_shows_the_count_and_keeps_what_is_typed(stage: Stage) -> None:
    edit = TextArea(name="facts")
    bound = Bound("act.facts", Field("经过", edit))
    driver = stage(bound.holder)
    bound.show_field(FieldState("act.facts", "经过", "经过。", note="还能写 3 字"))
    assert driver.text("facts_note") == "还能写 3 字"
    bound.show_field(FieldState("act.facts", "经过", "经过。" * 90, error="写不下，超出 20 字。"))
    assert driver.text("facts_error") == "写不下，超出 20 字。"
    assert not driver.sees("facts_note")
    assert edit.toPlainText() == "经过。" * 90
