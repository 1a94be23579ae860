"""Buttons and chips: pressed by mouse and keys, spoken aloud, never by colour alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ui.kit.buttons import (
    Button,
    DangerButton,
    IconButton,
    Kind,
    PrimaryButton,
    SecondaryButton,
    TextButton,
)
from app.ui.kit.chips import DUES, MARKS, Confirmed, Due, DueChip, FilterChip, Mark, StatusChip
from app.ui.kit.pill import PILLS, Pill, PillState
from app.ui.theme import Tone, px
from tests.pages.driver import NotSeen
from tests.ui.kit.conftest import Stage


def _clicks(button: Button | FilterChip | Pill) -> list[str]:
    seen: list[str] = []
    button.clicked.connect(lambda: seen.append(button.objectName()))
    return seen


@pytest.mark.parametrize("made", [PrimaryButton, SecondaryButton, TextButton, DangerButton])
def test_a_button_is_pressed_by_mouse_and_by_space(made: type[Button], stage: Stage) -> None:
    button = made("办理", name="act")
    seen = _clicks(button)
    driver = stage(button)
    driver.click("act")
    button.setFocus()
    driver.press("Space")
    assert seen == ["act", "act"]


def test_every_button_is_as_high_as_a_finger_needs() -> None:
    made = [PrimaryButton("甲"), SecondaryButton("甲"), TextButton("甲"), IconButton("x", "关闭")]
    assert {button.height() for button in made} == {px("control")}
    assert min(button.sizeHint().width() for button in made) >= px("control")
    assert PrimaryButton("解锁", tall=True).height() == px("control-tall")


def test_an_icon_button_is_named_by_its_meaning() -> None:
    button = IconButton("ellipsis", "更多")
    assert (button.accessibleName(), "更多" in button.toolTip()) == ("更多", True)


def test_an_ampersand_in_a_word_is_no_shortcut() -> None:
    button = SecondaryButton("作废 A&B 的决定")
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "作废 A&B 的决定"


def test_icon_and_shortcut_hint_take_room_of_their_own() -> None:
    bare = PrimaryButton("打印").sizeHint().width()
    with_icon = PrimaryButton("打印", icon="printer").sizeHint().width()
    with_both = PrimaryButton("打印", icon="printer", hint="Ctrl+P").sizeHint().width()
    assert bare < with_icon < with_both


def test_a_locked_button_shows_its_lock_while_it_is_shut(stage: Stage) -> None:
    button = PrimaryButton("生成报告", locked=True, name="report")
    wide = button.sizeHint().width()
    button.setEnabled(False)
    driver = stage(button)
    assert button.sizeHint().width() > wide
    with pytest.raises(NotSeen, match="shut"):
        driver.click("report")


def test_the_kind_of_a_button_can_change() -> None:
    button = SecondaryButton("添加证明")
    button.set_kind(Kind.PRIMARY)
    assert button.kind is Kind.PRIMARY


@pytest.mark.parametrize("due", [due for due in Due if due is not Due.NONE])
def test_every_due_chip_has_an_icon_beside_its_words(due: Due) -> None:
    assert DUES[due][2]
    chip = DueChip("还剩 2 个工作日·10-08", due)
    assert (chip.text(), chip.due) == ("还剩 2 个工作日·10-08", due)
    assert chip.height() == px("chip")


def test_due_chips_of_different_urgency_look_different() -> None:
    chip = DueChip("10-08", Due.OVERDUE)
    pictures = []
    for due in (Due.OVERDUE, Due.TODAY, Due.SOON, Due.LATER, Due.PROVISIONAL):
        chip.show_due("10-08", due)
        pictures.append(chip.grab().toImage())
    assert all(a != b for place, a in enumerate(pictures) for b in pictures[place + 1 :])


def test_every_mark_has_a_word_and_an_icon_of_its_own() -> None:
    assert {Mark(mark).text() for mark in Confirmed} == {"已核", "推定", "未核"}
    assert len({icon for _, _, icon in MARKS.values()}) == len(MARKS)
    assert Mark(Confirmed.DERIVED, prefix="街镇").text() == "街镇 推定"


def test_a_chip_too_long_for_its_room_is_told_whole(stage: Stage) -> None:
    chip = StatusChip("先行登记保存 还剩 3 个工作日·10-09", Tone.WARN, "clock")
    stage(chip, width=120).window.grab()
    assert "10-09" in chip.toolTip()


def test_every_pill_state_has_an_icon_of_its_own_and_speaks(stage: Stage) -> None:
    assert len({icon for _, icon in PILLS.values()}) == len(PillState)
    pill = Pill("离线·待传 12 项 3.4 GB", PillState.OFFLINE)
    seen = _clicks(pill)
    driver = stage(pill)
    assert pill.accessibleName() == "离线·待传 12 项 3.4 GB"
    driver.click("pill")
    assert seen == ["pill"]


def test_a_pill_without_a_sentence_is_not_shown(stage: Stage) -> None:
    driver = stage(Pill("", PillState.SAFE))
    assert not driver.sees("pill")


def test_a_filter_is_opened_by_click_and_cleared_by_its_cross(stage: Stage) -> None:
    chip = FilterChip("阶段", name="stage_filter")
    seen, cleared = _clicks(chip), []
    chip.cleared.connect(lambda: cleared.append(chip.value()))
    driver = stage(chip)
    driver.click("stage_filter")
    chip.set_value("阶段：调查")
    QTest.mouseClick(
        chip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(px("l"), px("l"))
    )
    assert (seen, cleared, chip.accessibleName()) == (["stage_filter"], ["阶段：调查"], "阶段：调查")


def test_a_chosen_filter_is_cleared_by_the_delete_key(stage: Stage) -> None:
    chip = FilterChip("阶段", name="stage_filter")
    chip.set_value("阶段：调查")
    cleared: list[bool] = []
    chip.cleared.connect(lambda: cleared.append(True))
    driver = stage(chip)
    chip.setFocus()
    driver.press("Del")
    assert cleared == [True]


def test_focus_is_drawn_around_a_button(stage: Stage) -> None:
    driver = stage(SecondaryButton("甲", name="a"), SecondaryButton("乙", name="b"))
    ring = driver.window.findChild(QWidget, "focus_ring")
    assert ring is not None
    for name in ("a", "b"):
        button = driver.find(name)
        button.setFocus()
        out = px("ring") + px("ring-gap")
        around = button.geometry().adjusted(-out, -out, out, out)
        assert ring.isVisible() and ring.geometry() == around & driver.window.rect()


def test_the_focus_ring_goes_with_its_button(stage: Stage) -> None:
    button = SecondaryButton("甲", name="a")
    driver = stage(button)
    button.setFocus()
    ring = driver.window.findChild(QWidget, "focus_ring")
    assert ring is not None and ring.isVisible()
    button.hide()
    assert not ring.isVisible()
