"""遮盖 and 锁定: each word means one thing wherever it is said, and its key does that thing."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from app.presenters.help import help_for
from app.presenters.shell import COMMANDS
from tests.pages.driver import wait_until
from tests.ui.pages.conftest import Show, Stand


def menu_words(stand: Stand) -> dict[str, str]:
    stand.driver.click("officer")
    menu = stand.driver.wait_for("officer_menu")
    assert isinstance(menu, QMenu)
    words = {action.objectName().removeprefix("officer_menu_"): action.text() for action in menu.actions()}
    menu.close()
    return words


def test_rail_menu_search_and_help_say_cover_and_lock_in_the_same_words(show: Show) -> None:
    stand = show()
    said = menu_words(stand)
    commands = {key: word for key, word, _ in COMMANDS}
    keys = dict(help_for("workbench").keys)
    assert stand.driver.text("nav_cover") == commands["cover"] == "遮盖"
    assert said["cover"].startswith("遮盖") and said["cover"].endswith("Ctrl+L")
    assert keys["Ctrl+L"].startswith("遮盖")
    assert said["lock"] == commands["lock"] == "锁定"
    told = (said["cover"], keys["Ctrl+L"], stand.driver.find("nav_cover").toolTip())
    assert not any("锁定" in words for words in told)


def test_ctrl_l_and_the_word_in_the_rail_cover(show: Show) -> None:
    stand = show()
    covered: list[str] = []
    stand.window.cover_asked.connect(lambda: covered.append("cover"))
    stand.driver.press("Ctrl+L")
    stand.driver.click("nav_cover")
    assert covered == ["cover", "cover"]


def test_what_search_calls_lock_locks(show: Show) -> None:
    stand = show()
    locked: list[str] = []
    stand.window.lock_asked.connect(lambda: locked.append("lock"))
    stand.window.go_to("command:lock")
    assert locked == ["lock"]


def test_the_menu_says_what_lock_does(show: Show) -> None:
    stand = show()
    stand.driver.click("officer")
    menu = stand.driver.wait_for("officer_menu")
    action = menu.findChild(QAction, "officer_menu_lock")
    assert action is not None and "密钥" in action.toolTip()
    menu.close()
    wait_until(lambda: not stand.driver.sees("officer_menu"), "the menu is closed")
