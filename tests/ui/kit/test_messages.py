"""Banners and dialogs: three parts, and a decision with its consequence in the button."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from app.ui.kit.banner import Banner, Notice
from app.ui.kit.dialog import DecisionDialog
from app.ui.kit.fields import Field, LineEdit
from app.ui.kit.menus import Menu
from app.ui.theme import Tone, px
from tests.pages.driver import wait_until
from tests.ui.kit.conftest import Stage

PARTS = (
    ("照片没有导入。", "记录仪在传输中被拔出。"),
    ("原片还在记录仪里。", "本机没有留下半张照片。"),
    ("重新插上记录仪再导入。", "已导入的 3 张不会重复。"),
)


def test_a_banner_tells_what_happened_what_of_the_data_and_what_to_do(stage: Stage) -> None:
    banner, asked = Banner(), []
    banner.action_asked.connect(lambda: asked.append(True))
    driver = stage(banner, width=1000)
    assert not driver.sees("banner")
    banner.show_message(PARTS, action="再次导入")
    assert [driver.text(f"banner_part{number}") for number in (1, 2, 3)] == [part for part, _ in PARTS]
    assert driver.text("banner_part2_more") == "本机没有留下半张照片。"
    driver.click("banner_action")
    banner.clear()
    assert asked == [True] and not driver.sees("banner")


def test_a_newer_message_replaces_the_older(stage: Stage) -> None:
    banner = Banner()
    driver = stage(banner, width=1000)
    banner.show_message(PARTS, action="再次导入")
    banner.show_message((("已保存。", ""),), Tone.OK)
    assert driver.text("banner_part1") == "已保存。"
    assert not driver.sees("banner_part2") and not driver.sees("banner_action")
    assert banner.accessibleName() == "已保存。"


def test_a_notice_without_words_is_not_shown(stage: Stage) -> None:
    notice, asked = (
        Notice("超过 100.00 元，不当场收缴。", "到期日 2026-10-14。", Tone.WARN, action="办理"),
        [],
    )
    notice.action_asked.connect(lambda: asked.append(True))
    driver = stage(notice)
    assert driver.text("notice_words") == "超过 100.00 元，不当场收缴。到期日 2026-10-14。"
    driver.click("notice_action")
    notice.show_notice("")
    assert asked == [True] and not driver.sees("notice")


def test_a_menu_tells_the_key_of_what_was_chosen(stage: Stage) -> None:
    menu, chosen = Menu("演示员甲", name="officer_menu"), []
    menu.chosen.connect(chosen.append)
    menu.add("switch", "换人登录 A&B", icon="undo-2")
    shut = menu.add("recovery", "恢复码", enabled=False, why="由区级下发")
    dark = menu.add("dark", "深色", checked=True, hint="Ctrl+D")
    driver = stage(LineEdit(name="behind"))
    menu.open_below(driver.find("behind"))
    driver.wait_for("officer_menu")
    driver.press("Down")
    driver.press("Return")
    assert chosen == ["switch"]
    assert not shut.isEnabled() and "由区级下发" in shut.toolTip()
    assert dark.isChecked() and menu.accessibleName() == "演示员甲"


def _dialog(parent: QWidget) -> DecisionDialog:
    dialog = DecisionDialog(
        "作废 沪示示城管罚字〔2026〕第0012号？",
        "文号作废后不再使用。",
        "作废第0012号",
        name="void",
        parent=parent,
    )
    dialog.add(Field("作废原因", LineEdit(name="void_reason")))
    return dialog


def test_a_decision_waits_for_its_reason_and_says_its_consequence(stage: Stage) -> None:
    driver = stage(LineEdit(name="behind"))
    dialog, outcome = _dialog(driver.window), []
    dialog.finished.connect(outcome.append)
    dialog.allow(False)
    dialog.open()
    driver.wait_for("void_deed")
    wait_until(lambda: driver.focused_name() == "void_reason", "the reason has the focus")
    assert (driver.text("void_deed"), driver.text("void_consequence")) == (
        "作废第0012号",
        "文号作废后不再使用。",
    )
    assert dialog.width() == px("dialog")
    assert not dialog.deed.isEnabled()
    driver.press("Return")
    assert outcome == []
    dialog.allow(True)
    driver.click("void_deed")
    assert outcome == [QDialog.DialogCode.Accepted.value]


def test_escape_and_cancel_change_nothing(stage: Stage) -> None:
    driver = stage(LineEdit(name="behind"))
    outcome: list[int] = []
    for leave in (lambda: driver.press("Esc"), lambda: driver.click("void_cancel")):
        dialog = _dialog(driver.window)
        dialog.finished.connect(outcome.append)
        dialog.open()
        driver.wait_for("void_cancel")
        leave()
    assert outcome == [QDialog.DialogCode.Rejected.value] * 2


def test_tab_walks_reason_cancel_deed(stage: Stage) -> None:
    driver = stage(LineEdit(name="behind"))
    dialog = _dialog(driver.window)
    dialog.open()
    driver.wait_for("void_reason").setFocus()
    walked = []
    for _ in range(3):
        walked.append(driver.focused_name())
        driver.press("Tab")
    dialog.reject()
    assert walked == ["void_reason", "void_cancel", "void_deed"]
