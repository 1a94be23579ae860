"""Fields: labels, error sentences, amounts in fen, days and moments, choices by arrow keys."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.clock import SHANGHAI
from app.domain.money import Fen
from app.ui.kit.choices import Check, Radio, Segments, Select
from app.ui.kit.entries import AmountEdit, DateEdit, MomentEdit, day_of, moment_of, weekday_text
from app.ui.kit.fields import BoxState, Field, LineEdit, SecretEdit, TextArea, is_for_window
from app.ui.theme import px
from tests.ui.kit.conftest import Stage

TYPED_AMOUNTS = [("150", "150.00"), ("5,000", "5,000.00"), ("１２０．５", "120.50")]
PARTY = (("person", "个人"), ("unit", "单位"), ("trader", "个体工商户"))


def test_a_label_names_its_field_aloud() -> None:
    field = Field("当事人", LineEdit(name="party"))
    assert field.editor.accessibleName() == "当事人"
    assert field.label.buddy() is field.editor


def test_an_error_is_a_sentence_below_its_field(stage: Stage) -> None:
    edit = LineEdit(name="party")
    field = Field("当事人", edit)
    driver = stage(field)
    field.set_error("写明当事人姓名，才能打印")
    assert driver.text("party_error") == "写明当事人姓名，才能打印"
    assert (edit.is_wrong, edit.accessibleDescription()) == (True, "写明当事人姓名，才能打印")
    field.set_error("")
    assert not driver.sees("party_error")
    assert not edit.is_wrong


def test_a_field_shows_focus_error_and_read_only(stage: Stage) -> None:
    edit = LineEdit(name="party")
    driver = stage(edit, LineEdit(name="other"))
    driver.find("other").setFocus()
    states = [edit.box_state()]
    edit.set_wrong(True)
    states.append(edit.box_state())
    edit.setFocus()
    states.append(edit.box_state())
    edit.setReadOnly(True)
    states.append(edit.box_state())
    assert states == [BoxState.PLAIN, BoxState.ERROR, BoxState.FOCUS, BoxState.READ_ONLY]
    assert edit.height() == px("control")


def test_chinese_arrives_through_the_input_method(stage: Stage) -> None:
    driver = stage(LineEdit(name="party"), TextArea(name="facts"))
    driver.fill("party", "演示当事人丁 No.7")
    driver.fill("facts", "长 6 米、宽 0.7 米\n王𬭎")
    assert driver.text("party") == "演示当事人丁 No.7"
    assert driver.text("facts") == "长 6 米、宽 0.7 米\n王𬭎"


def test_tab_leaves_a_field_of_many_lines(stage: Stage) -> None:
    driver = stage(TextArea(name="facts"), LineEdit(name="next"))
    driver.fill("facts", "经过")
    assert driver.focused_name() == "next"


def test_a_field_of_many_lines_grows_with_its_text_and_then_scrolls(stage: Stage) -> None:
    area = TextArea(name="facts", least=2, most=4)
    stage(area, width=300)
    two = area.height()
    area.setPlainText("一\n二\n三")
    three = area.height()
    area.setPlainText("\n".join("一二三四五六七八"))
    assert two < three < area.height() <= 2 * two


def test_a_text_too_long_for_its_field_can_be_read_in_the_tool_tip(stage: Stage) -> None:
    edit = LineEdit("在树木、建（构）筑物或者其他设施上张贴、悬挂宣传品", name="item")
    stage(edit, width=200)
    assert "悬挂宣传品" in edit.toolTip()


def test_a_passphrase_is_hidden_until_the_eye_is_pressed(stage: Stage) -> None:
    driver = stage(SecretEdit(name="secret"))
    edit = driver.find_as("secret", QLineEdit)
    edit.setText("correct horse battery staple correct horse battery staple correct horse")
    assert edit.echoMode() is QLineEdit.EchoMode.Password
    assert "horse" not in edit.toolTip() + edit.displayText()
    driver.click("secret_eye")
    assert edit.echoMode() is QLineEdit.EchoMode.Normal
    assert driver.text("secret_eye") == "隐藏口令"


@pytest.mark.parametrize(("typed", "shown"), TYPED_AMOUNTS)
def test_an_amount_is_tidied_when_the_field_is_left(typed: str, shown: str, stage: Stage) -> None:
    driver = stage(AmountEdit(name="fine"), LineEdit(name="next"))
    driver.fill("fine", typed)
    assert driver.text("fine") == shown


@pytest.mark.parametrize("typed", ["", "abc", "-1", "1.234", "1,23", "一百"])
def test_what_is_no_amount_stays_as_it_was_typed(typed: str, stage: Stage) -> None:
    driver = stage(AmountEdit(name="fine"), LineEdit(name="next"))
    driver.fill("fine", typed)
    assert driver.text("fine") == typed
    assert driver.find_as("fine", AmountEdit).fen() is None


@given(st.integers(min_value=0, max_value=10**13))
def test_an_amount_shown_is_the_amount_read(fen: int) -> None:
    edit = AmountEdit(Fen(fen))
    assert edit.fen() == fen


def test_an_amount_tells_each_change(stage: Stage) -> None:
    edit, seen = AmountEdit(name="fine"), []
    edit.fen_changed.connect(seen.append)
    driver = stage(edit, LineEdit(name="next"))
    driver.fill("fine", "15")
    assert seen == [100, 1500]
    assert driver.text("fine") == "15.00"


@pytest.mark.parametrize("typed", ["2026-9-29 8:05", "2026/09/29 08:05", "2026年9月29日 8：05"])
def test_a_moment_is_read_as_people_write_it(typed: str, stage: Stage) -> None:
    driver = stage(MomentEdit(name="act_at"), LineEdit(name="next"))
    driver.fill("act_at", typed)
    assert driver.text("act_at") == "2026-09-29 08:05"
    edit = driver.find_as("act_at", MomentEdit)
    assert edit.moment() == datetime(2026, 9, 29, 8, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize("typed", ["2026-02-30 08:00", "2026-09-29 24:00", "2026-09-29", "昨天"])
def test_what_is_no_moment_is_none(typed: str) -> None:
    assert moment_of(typed) is None


@given(st.dates())
def test_a_day_shown_is_the_day_read(day: date) -> None:
    assert day_of(day.isoformat()) == day
    assert DateEdit(day).day() == day


def test_the_weekday_of_a_day_is_its_tool_tip(stage: Stage) -> None:
    edit = DateEdit(date(2026, 9, 29))
    stage(edit)
    assert edit.toolTip() == weekday_text(date(2026, 9, 29)) == "周二"


def test_segments_are_chosen_by_arrow_keys_with_one_tab_stop(stage: Stage) -> None:
    segments, seen = Segments(PARTY, "person", accessible="当事人类型", name="kind"), []
    segments.chosen.connect(seen.append)
    driver = stage(LineEdit(name="before"), segments, LineEdit(name="after"))
    driver.find("before").setFocus()
    driver.press("Tab")
    assert driver.focused_name() == "kind_person"
    driver.press("Right")
    driver.press("Right")
    assert (segments.key(), seen) == ("trader", ["unit", "trader"])
    driver.press("Tab")
    assert driver.focused_name() == "after"


def test_segments_are_chosen_by_mouse_and_silently_by_program(stage: Stage) -> None:
    segments, seen = Segments(PARTY, name="kind"), []
    segments.chosen.connect(seen.append)
    driver = stage(segments)
    assert segments.key() == ""
    driver.click("kind_unit")
    segments.choose("trader")
    assert (segments.key(), seen) == ("trader", ["unit"])
    assert driver.text("kind_unit") == "单位"


def test_a_shut_segment_cannot_be_chosen_and_says_why(stage: Stage) -> None:
    segments = Segments(PARTY, "person", name="kind")
    segments.enable("unit", False, "本事项只对个人")
    driver = stage(segments)
    driver.find("kind_person").setFocus()
    driver.press("Right")
    assert segments.key() == "trader"
    assert "只对个人" in driver.find("kind_unit").toolTip()


def test_a_list_is_picked_with_the_arrow_keys(stage: Stage) -> None:
    select, seen = Select((("5", "5 分钟"), ("10", "10 分钟"), ("15", "15 分钟")), "5", name="idle"), []
    select.chosen.connect(seen.append)
    driver = stage(select)
    driver.pick("idle", "15")
    assert (select.key(), seen[-1], driver.text("idle")) == ("15", "15", "15 分钟")


def test_check_and_radio_are_hit_beside_their_mark_and_by_space(stage: Stage) -> None:
    check = Check("同步缩放 A&B", name="check")
    one, two = Radio("较轻", name="one"), Radio("一般", name="two")
    driver = stage(check, one, two)
    driver.click("check")
    one.setFocus()
    driver.press("Space")
    driver.press("Down")
    assert (check.isChecked(), one.isChecked(), two.isChecked()) == (True, False, True)
    assert {part.height() for part in (check, one, two)} == {px("control")}
    assert driver.text("check") == check.accessibleName() == "同步缩放 A&B"


@pytest.mark.parametrize("made", [LineEdit, TextArea])
def test_a_field_leaves_the_keys_of_the_window_to_the_window(made: type[QWidget], stage: Stage) -> None:
    field = made(name="field")
    stage(field)
    taken = {}
    for key in (Qt.Key.Key_E, Qt.Key.Key_K, Qt.Key.Key_A):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        assert is_for_window(event) == (key is not Qt.Key.Key_A)
        QCoreApplication.sendEvent(field, event)
        taken[key.name] = event.isAccepted()
    assert taken == {"Key_E": False, "Key_K": False, "Key_A": True}


def test_every_part_to_type_into_or_choose_has_a_name(stage: Stage) -> None:
    driver = stage(
        Field("金额", AmountEdit(name="fine")),
        Field("经过", TextArea(name="facts"), side="left"),
        Select(PARTY, accessible="类型", name="select"),
        Segments(PARTY, accessible="类型", name="kind"),
    )
    stops = [w for w in driver.window.findChildren(QWidget) if w.focusPolicy().value & 1 and w.objectName()]
    assert len(stops) >= 6
    assert [
        w.objectName() for w in stops if not w.accessibleName() and not w.objectName().startswith("qt_")
    ] == []


@pytest.mark.parametrize("kind", [DateEdit, MomentEdit])
def test_an_empty_day_cannot_be_taken_for_one_that_is_filled_in(kind: type[DateEdit | MomentEdit]) -> None:
    edit = kind()
    assert not any(character.isdigit() for character in edit.placeholderText())
    assert "年" in edit.placeholderText()
