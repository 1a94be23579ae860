"""The window around the pages: rail, search, shortcuts, officer menu, and work that ends with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from app.ports.vault import MendReport
from app.ports.work import StoreBusy
from app.services.limits import Limits, Refusal
from app.ui import theme
from app.ui.kit.chips import DueChip, StatusChip
from app.ui.theme import Scheme
from app.ui.window import MainWindow
from tests.fakes.office import FakeOffice
from tests.fakes.story import play
from tests.pages.driver import spin, wait_until
from tests.pages.main_window import MainWindowPage
from tests.pages.spot_page import SpotPage
from tests.ui.pages.conftest import DOUBLED, LAPTOP, Show

PAGES = ("workbench", "cases", "authority", "papers", "evidence", "sync", "settings")
INNER = ("spot", "case")


def test_every_page_of_the_rail_opens_and_is_marked(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "collected", photos)
    stand = show(office)
    page = MainWindowPage(stand.window)
    for key in PAGES:
        page.go_to(key)
        assert stand.window.page() == key
        assert stand.window.rail.item(key).isChecked()


def test_ctrl_n_begins_a_case_and_esc_goes_back(show: Show) -> None:
    stand = show()
    stand.driver.press("Ctrl+N")
    SpotPage(stand.window).wait_open()
    assert stand.window.page() == "spot"
    stand.driver.press("Esc")
    wait_until(lambda: stand.window.page() == "workbench", "back on the workbench")


def test_ctrl_k_finds_a_case_by_its_party_and_enter_opens_it(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "collected", photos, "演示当事人丁")
    page = MainWindowPage(show(office).window)
    page.search("演示当事人丁")
    page.take_hit()
    page.driver.wait_for("case")
    wait_until(lambda: "演示当事人丁" in page.case_title(), "the case is shown")


def test_a_search_that_finds_nothing_says_so_and_leads_nowhere(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "collected", photos)
    stand = show(office)
    page = MainWindowPage(stand.window)
    page.search("没有这个人")
    rows = page.driver.find_as("search_options_rows", QTableView).model()
    assert rows.index(0, 0).data() == "没有找到“没有这个人”"
    page.take_hit()
    assert page.driver.sees("search_options") and stand.window.page() == "workbench"
    page.driver.press("Esc")
    assert not page.driver.sees("search_options")


def test_ctrl_l_and_the_officer_menu_ask_for_the_cover_and_the_lock(show: Show) -> None:
    stand = show()
    asked: list[str] = []
    stand.window.cover_asked.connect(lambda: asked.append("cover"))
    stand.window.lock_asked.connect(lambda: asked.append("lock"))
    stand.driver.press("Ctrl+L")
    page = MainWindowPage(stand.window)
    page.choose_from_officer_menu("cover")
    page.choose_from_officer_menu("lock")
    assert asked == ["cover", "cover", "lock"]


def test_the_look_changes_at_once_and_is_remembered_for_the_officer(show: Show) -> None:
    stand = show()
    MainWindowPage(stand.window).choose_from_officer_menu("theme")
    assert theme.current().scheme is Scheme.DARK
    wait_until(lambda: stand.office.queries.settings, "the choice is kept")
    assert json.loads(next(iter(stand.office.queries.settings.values()))) == "dark"


def test_after_an_act_the_foot_of_the_rail_says_saved(show: Show) -> None:
    stand = show()
    stand.window.open_spot()
    page = SpotPage(stand.window)
    page.wait_open()
    page.choose_item("SH-CG-0002")
    wait_until(lambda: "本机已保存" in MainWindowPage(stand.window).saved(), "it is told")


def test_the_badge_of_the_workbench_follows_what_is_done_on_another_page(
    show: Show, photos: list[Path]
) -> None:
    office = FakeOffice()
    case = play(office, "scene", photos).case
    stand = show(office)
    wait_until(lambda: stand.window.work.at_rest, "the workbench is read")
    assert stand.window.rail.item("workbench").badge == ""
    stand.window.open_spot(case)
    page = SpotPage(stand.window)
    page.wait_open()
    page.order_correction()
    wait_until(lambda: stand.window.rail.item("workbench").badge == "1", "the term of the order is counted")


def test_closing_the_window_first_saves_what_is_being_typed(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "docketed", photos).case
    stand = show(office)
    stand.window.open_spot(case)
    page = SpotPage(stand.window)
    page.wait_open()
    page.driver.find("field_act_place").setFocus()
    page.driver.type_text("演示路8号")
    stand.window.close()
    assert office.queries.case(case).text("act.place") == "演示路8号"


def test_a_busy_store_is_told_on_the_page_and_the_window_stays(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    play(office, "collected", photos)
    stand = show(office)
    office.fails["deadlines"] = StoreBusy()
    stand.window.open_page("workbench")
    stand.driver.wait_for("workbench_banner")
    assert "存储" in stand.driver.text("workbench_banner_part1")


@pytest.mark.parametrize("scheme", [Scheme.LIGHT, Scheme.DARK])
@pytest.mark.parametrize("size", [LAPTOP, DOUBLED])
def test_on_every_page_nothing_hangs_out_of_the_window(
    show: Show, photos: list[Path], size: tuple[int, int], scheme: Scheme
) -> None:
    theme.current().switch(scheme)
    office = FakeOffice()
    case = play(office, "collected", photos).case
    stand = show(office, size)
    for key in (*PAGES, *INNER):
        if key == "spot":
            stand.window.open_spot(case)
            SpotPage(stand.window).wait_open()
        elif key == "case":
            stand.window.open_case(case)
        else:
            stand.window.open_page(key)
        stand.driver.wait_for(key)
        wait_until(
            lambda: not _outside(stand.window), f"nothing hangs out of {key}: {_outside(stand.window)}"
        )


class _Windows(QObject):
    """Remembers what was shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


@pytest.mark.parametrize("stage", ["docketed", "collected"])
def test_no_part_of_a_page_flashes_up_as_a_window_and_takes_the_keys_away(
    show: Show, photos: list[Path], stage: str
) -> None:
    office = FakeOffice()
    case = play(office, stage, photos).case
    watch, app = _Windows(), QCoreApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        stand = show(office)
        for key in PAGES:
            stand.window.open_page(key)
            wait_until(lambda: stand.window.work.at_rest, f"{key} is read")
        stand.window.open_case(case)
        stand.window.open_spot(case)
        wait_until(lambda: stand.window.work.at_rest, "everything is read")
    finally:
        app.removeEventFilter(watch)
    assert watch.shown == ["MainWindow frame"]
    assert stand.window.isActiveWindow()


PARTY_KEPT = ("duty_1_case", "duty_2_case", "sync_case_1_words", "evidence_head_caption", "top_title")
"""Lines in which a long item gives way, so that the party behind it is seen."""


@pytest.mark.parametrize("size", [LAPTOP, DOUBLED])
@pytest.mark.parametrize("stage", ["docketed", "ordered", "collected"])
def test_no_text_is_cut_but_an_item_before_its_party(
    show: Show, photos: list[Path], stage: str, size: tuple[int, int]
) -> None:
    office = FakeOffice()
    office.queries.items = {item.code: item.name for item in office.catalogue.items}
    case = play(office, stage, photos).case
    stand = show(office, size)
    found: dict[str, str] = {}
    for key in ("workbench", "cases", "papers", "sync", "evidence"):
        stand.window.open_page(key)
        found |= _cut(stand.window)
    stand.window.open_case(case)
    for tab in ("next", "record", "evidence", "papers", "deadlines"):
        stand.window.case_page.columns.show_column(tab)
        found |= _cut(stand.window)
    assert {name: text for name, text in found.items() if name not in PARTY_KEPT} == {}
    assert all(text.endswith("·王𬭎") for text in found.values())


def _cut(window: MainWindow) -> dict[str, str]:
    """Names and texts of what is in sight and ends before its end, chips included."""
    wait_until(lambda: window.work.at_rest, "everything asked is shown")
    spin()
    labels = [label for label in window.findChildren(QLabel) if label.isVisible()]
    cut = [label for label in labels if getattr(label, "is_cut", False)]
    cut += [label for label in labels if isinstance(label, StatusChip | DueChip) and _too_narrow(label)]
    return {label.objectName() or label.text(): label.text() for label in cut}


def _too_narrow(label: QLabel) -> bool:
    return label.width() < label.sizeHint().width()


def _outside(window: QWidget) -> list[str]:
    """Buttons that reach over the window's right or lower edge and stand in no scroll area."""
    found = []
    for button in window.findChildren(QAbstractButton):
        if not button.isVisible() or _scrolls(button, window):
            continue
        corner = button.mapTo(window, button.rect().bottomRight())
        if corner.x() >= window.width() or corner.y() >= window.height():
            found.append(button.objectName())
    return found


def _scrolls(widget: QWidget, window: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def test_every_control_of_every_page_has_a_name_and_says_what_it_is(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "told", photos).case
    stand = show(office)
    nameless: list[str] = []
    wait_until(lambda: stand.driver.find("officer").accessibleName(), "the frame has its words")
    stand.window.open_spot(case)
    SpotPage(stand.window).wait_open()
    nameless += _nameless(stand.window)
    stand.window.open_case(case)
    stand.driver.wait_for("case_reason1")
    nameless += _nameless(stand.window)
    for key in PAGES:
        stand.window.open_page(key)
        stand.driver.wait_for(key)
        nameless += _nameless(stand.window)
    assert nameless == []


def _nameless(window: QWidget) -> list[str]:
    return [
        f"{window.objectName()} {type(widget).__name__} {widget.objectName()!r} {_spoken(widget)!r}"
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
        for widget in window.findChildren(kind)
        if widget.isVisible() and not _is_qts_own(widget) and not (widget.objectName() and _spoken(widget))
    ]


def _is_qts_own(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return widget.objectName().startswith("qt_") or (
        parent is not None and parent.objectName().startswith("qt_")
    )


def _spoken(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or widget.toolTip()


def test_f1_tells_what_the_page_is_for_and_esc_takes_it_away(show: Show) -> None:
    stand = show()
    stand.driver.press("F1")
    stand.driver.wait_for("help")
    assert stand.driver.text("help_title") == "帮助·工作台"
    stand.driver.press("Esc")
    wait_until(lambda: not stand.driver.sees("help"), "the help is gone")
    assert stand.window.page() == "workbench"


def test_what_start_put_right_is_told_on_every_page_until_it_was_read(show: Show) -> None:
    office = FakeOffice(report=MendReport(("a.part",), (), (), ()))
    stand = show(office)
    stand.driver.wait_for("standing_mended_notice")
    stand.window.open_page("cases")
    assert "没有正常关闭" in stand.driver.find("standing_mended_notice").accessibleName()
    stand.driver.click("standing_mended_notice_action")
    wait_until(lambda: not stand.driver.sees("standing_mended_notice"), "it is put away")


def test_a_lease_that_ran_out_stays_in_sight_on_every_page(show: Show) -> None:
    stand = show(FakeOffice(bounds=Limits(refusal=Refusal.LEASE)))
    stand.driver.wait_for("standing_limit_banner")
    for key in ("cases", "papers"):
        stand.window.open_page(key)
        assert stand.driver.sees("standing_limit_banner")


def test_a_paper_of_the_case_opens_beside_the_list_of_papers(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "collected", photos).case
    stand = show(office)
    stand.window.open_case(case)
    stand.driver.wait_for("case_reason1")
    stand.driver.click("case_tab_papers")
    document = office.queries.case(case).papers("D08")[0].id
    stand.driver.click(f"paper_{document}")
    stand.driver.wait_for("papers")


def test_a_tile_of_the_case_opens_in_the_viewer(show: Show, photos: list[Path]) -> None:
    office = FakeOffice()
    case = play(office, "filled", photos).case
    stand = show(office)
    stand.window.open_case(case)
    evidence = office.queries.case(case).evidence[0].id
    stand.driver.wait_for(f"tile_{evidence}")
    stand.driver.click(f"tile_{evidence}")
    stand.driver.wait_for("evidence")
