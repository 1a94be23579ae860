"""The frame: pages, way back, badges, pill, shortcuts, and a window half as wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.ui.frame import Frame, page_layout
from app.ui.kit.bars import PageHead
from app.ui.kit.fields import LineEdit, TextArea
from app.ui.kit.pill import PillState
from app.ui.theme import Scheme, Theme, Tone, px
from tests.pages.driver import Driver, spin

PAGES = (
    ("workbench", "工作台", "layout-dashboard"),
    ("cases", "案件", "folder-open"),
    ("sync", "同步", "refresh-cw"),
)


@pytest.fixture
def frame(qtbot: QtBot) -> Iterator[Frame]:
    made = Frame()
    for key, title, icon in PAGES:
        page = QWidget()
        page_layout(page).addWidget(PageHead(title, name=f"{key}_head"))
        page.layout().addWidget(LineEdit(name=f"{key}_field"))
        page.layout().addWidget(TextArea(name=f"{key}_area"))
        made.add_page(key, title, icon, page)
    made.show_officer("示范街道中队·演示员甲", "演示员甲")
    made.show_pill("离线·待传 12 项 3.4 GB", PillState.OFFLINE)
    made.show_saved("本机已保存 16:42")
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


@pytest.fixture
def driver(frame: Frame) -> Driver:
    return Driver(frame)


def _told(signal: SignalInstance) -> list[object]:
    seen: list[object] = []
    signal.connect(lambda *words: seen.append(words[0] if words else True))
    return seen


def test_the_first_page_is_shown(frame: Frame, driver: Driver) -> None:
    assert frame.page() == "workbench"
    assert driver.text("workbench_head_title") == "工作台"
    assert frame.rail.item("workbench").isChecked()


def test_the_frame_only_tells_which_page_was_asked(frame: Frame, driver: Driver) -> None:
    asked = _told(frame.page_asked)
    driver.click("nav_cases")
    assert (asked, frame.page()) == (["cases"], "workbench")
    frame.show_page("cases")
    assert frame.rail.item("cases").isChecked() and not frame.rail.item("workbench").isChecked()
    assert not driver.sees("workbench_head")


def test_an_inner_page_keeps_the_mark_of_its_parent_and_leads_back(frame: Frame, driver: Driver) -> None:
    frame.add_inner("case", LineEdit(name="case_field"), under="cases")
    frame.show_page("cases")
    frame.show_page("case")
    assert driver.sees("case_field") and frame.rail.item("cases").isChecked()
    assert frame.go_back() and frame.page() == "cases"
    assert frame.go_back() and frame.page() == "workbench"
    assert not frame.go_back()


def test_a_page_that_was_dropped_is_gone_from_the_way_back(frame: Frame) -> None:
    frame.add_inner("case", QWidget(), under="cases")
    frame.show_page("case")
    frame.remove_page("case")
    assert frame.page() == "workbench"
    with pytest.raises(KeyError):
        frame.show_page("case")
    with pytest.raises(ValueError, match="cases"):
        frame.add_inner("cases", QWidget(), under="cases")


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("Ctrl+N", lambda frame: frame.new_case_asked),
        ("Ctrl+E", lambda frame: frame.evidence_asked),
        ("Ctrl+P", lambda frame: frame.print_asked),
        ("Ctrl+L", lambda frame: frame.cover_asked),
        ("F5", lambda frame: frame.sync_asked),
        ("F1", lambda frame: frame.help_asked),
        ("Esc", lambda frame: frame.back_asked),
    ],
)
def test_shortcuts_work_from_inside_a_page(
    keys: str, told: Callable[[Frame], SignalInstance], frame: Frame, driver: Driver
) -> None:
    seen = _told(told(frame))
    for field in ("workbench_field", "workbench_area"):
        driver.find(field).setFocus()
        driver.press(keys)
    assert len(seen) == 2


def test_search_takes_the_cursor_asks_and_gives_it_back(frame: Frame, driver: Driver) -> None:
    asked, typed = _told(frame.search_asked), _told(frame.search_typed)
    driver.find("workbench_field").setFocus()
    driver.press("Ctrl+K")
    assert driver.focused_name() == "search"
    driver.type_text("王𬭎 12")
    driver.press("Return")
    assert asked == ["王𬭎 12"] and typed[-1] == "王𬭎 12"
    back = _told(frame.back_asked)
    driver.press("Esc")
    assert (driver.text("search"), back) == ("", [])
    assert driver.focused_name() == "workbench_field"


def test_pill_officer_and_lock_tell_what_was_asked(frame: Frame, driver: Driver) -> None:
    sync, menu, cover = (
        _told(frame.sync_page_asked),
        _told(frame.officer_menu_asked),
        _told(frame.cover_asked),
    )
    for name in ("pill", "officer", "nav_cover"):
        driver.click(name)
    assert (sync, menu, cover) == ([True], [True], [True])
    assert driver.text("officer") == "示范街道中队·演示员甲"
    assert driver.text("saved") == "本机已保存 16:42"


def test_the_officers_menu_opens_below_the_name(frame: Frame) -> None:
    menu = QMenu(frame)
    menu.addAction("换人")
    frame.open_officer_menu(menu)
    spin()
    button = frame.top.officer
    assert (
        menu.isVisible() and menu.y() >= button.mapToGlobal(button.rect().topLeft()).y() + button.height() - 1
    )
    menu.close()


def test_a_badge_is_spoken_and_can_go(frame: Frame) -> None:
    frame.set_badge("workbench", "8", Tone.DANGER)
    assert frame.rail.item("workbench").accessibleName() == "工作台 8"
    frame.set_badge("workbench", "")
    assert frame.rail.item("workbench").accessibleName() == "工作台"


def test_arrow_keys_walk_the_rail_to_the_lock(frame: Frame, driver: Driver) -> None:
    driver.find("nav_workbench").setFocus()
    walked = []
    for key in ("Down", "Down", "Down", "Down", "Up"):
        driver.press(key)
        walked.append(driver.focused_name())
    assert walked == ["nav_cases", "nav_sync", "nav_cover", "nav_cover", "nav_sync"]


def test_the_rail_folds_to_icons_with_tool_tips(frame: Frame, driver: Driver) -> None:
    assert frame.rail.width() == px("rail")
    frame.resize(px("fold-below") - 1, 700)
    spin()
    assert frame.rail.width() == px("rail-folded")
    assert "工作台" in frame.rail.item("workbench").toolTip()
    assert not driver.sees("saved") and driver.sees("saved_icon")


def test_at_200_percent_nothing_of_the_frame_is_cut_off(frame: Frame, driver: Driver) -> None:
    frame.resize(px("window-min-width"), px("window-min-height"))
    spin()
    assert (frame.width(), frame.height()) == (683, 384)
    assert not driver.sees("search") and driver.sees("search_open")
    for name in ("search_open", "pill", "officer", "nav_workbench", "nav_cover"):
        part = driver.find(name)
        place = part.mapTo(frame, part.rect().bottomRight())
        assert frame.rect().contains(place)
    driver.press("Ctrl+K")
    assert driver.focused_name() == "search"


def test_every_control_of_the_frame_has_both_names(frame: Frame) -> None:
    stops = [part for part in frame.findChildren(QWidget) if part.focusPolicy().value & 1]
    nameless = [part for part in stops if not (part.objectName() and part.accessibleName())]
    assert stops and [part for part in nameless if not part.objectName().endswith(("_field", "_area"))] == []


def test_shortcuts_are_not_given_twice(frame: Frame) -> None:
    keys = [shortcut.key().toString() for shortcut in frame.findChildren(QShortcut)]
    assert len(keys) == len(set(keys)) == len([QKeySequence(key) for key in keys])


@pytest.mark.parametrize("scheme", Scheme)
def test_the_frame_is_drawn_in_both_schemes(scheme: Scheme, frame: Frame, look: Theme) -> None:
    look.switch(scheme)
    picture = frame.grab().toImage()
    ratio = picture.devicePixelRatio()
    surface = look.color("surface").name()
    assert picture.pixelColor(round(80 * ratio), round(400 * ratio)).name() == surface
    assert picture.pixelColor(round(700 * ratio), round(700 * ratio)).name() == look.color("ground").name()


def test_closing_the_window_is_told(frame: Frame) -> None:
    told = _told(frame.close_asked)
    frame.close()
    assert told == [True]
    assert QApplication.activePopupWidget() is None


def test_a_narrow_window_calls_its_page_in_the_top_bar_and_gives_the_room_below(
    frame: Frame, driver: Driver
) -> None:
    frame.set_title("cases", "占用道路设摊经营·演示当事人午", "·演示当事人午", back=True)
    frame.show_page("cases")
    assert not driver.sees("top_title")
    frame.resize(683, 384)
    spin()
    assert driver.text("top_title") == "占用道路设摊经营·演示当事人午"
    told = _told(frame.back_asked)
    driver.click("top_back")
    assert told == [True]
    frame.show_page("sync")
    assert not driver.sees("top_title") and not driver.sees("top_back")


def test_in_a_narrow_window_the_search_takes_the_place_of_the_title_and_gives_it_back(
    frame: Frame, driver: Driver
) -> None:
    frame.set_title("workbench", "今日要办")
    frame.resize(683, 384)
    spin()
    driver.click("search_open")
    assert driver.sees("search") and not driver.sees("top_title")
    driver.press("Esc")
    assert driver.sees("top_title") and not driver.sees("search")


def test_the_pill_of_a_narrow_window_speaks_shortly_and_tells_the_whole_in_its_tip(
    frame: Frame, driver: Driver
) -> None:
    frame.show_pill("离线·待传 12 项 3.4 GB", PillState.OFFLINE, "离线·待传 12")
    wide = frame.top.pill.width()
    frame.resize(683, 384)
    spin()
    frame.grab()
    assert frame.top.pill.width() < wide
    assert "3.4 GB" in frame.top.pill.toolTip()
    assert frame.top.pill.accessibleName() == "离线·待传 12 项 3.4 GB"


def test_keys_that_went_to_one_page_go_to_the_next_and_not_to_the_search(
    frame: Frame, driver: Driver
) -> None:
    driver.find("workbench_field").setFocus()
    frame.show_page("cases")
    assert QApplication.focusWidget() is driver.find("cases_area").parentWidget()
    told = _told(frame.back_asked)
    driver.press("Esc")
    assert told == [True]
    driver.press("Tab")
    assert driver.focused_name() == "cases_field"


def test_who_walks_the_rail_stays_in_it(frame: Frame, driver: Driver) -> None:
    driver.find("nav_cases").setFocus()
    frame.show_page("cases")
    assert driver.focused_name() == "nav_cases"
