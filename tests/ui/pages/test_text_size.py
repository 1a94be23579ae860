"""At every size of texts nothing of the pages is cut at 1366×768, and the next step stays in sight."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from app.ui import theme
from app.ui.kit.choices import Segment
from app.ui.theme import TEXT_SIZES
from tests.fakes.office import FakeOffice
from tests.fakes.story import play
from tests.pages.driver import spin, wait_until
from tests.pages.spot_page import SpotPage
from tests.ui.pages.conftest import Show, Stand

MAY_BE_CUT = ("_caption", "spot_number", "authority_release", "item_ask_reason", "item_scale_note")
"""What is said elsewhere too, or whole in its tool tip."""


def cut(page: QWidget) -> list[str]:
    """Words that end in an ellipsis, and controls narrower than what they say."""
    labels = [
        label.objectName() or label.text()
        for label in page.findChildren(QLabel)
        if label.isVisible()
        and getattr(label, "is_cut", False)
        and not label.objectName().endswith(MAY_BE_CUT)
    ]
    buttons = [
        button.objectName() or button.text()
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and isinstance(button, Segment) and button.width() < button.sizeHint().width()
    ]
    sideways = [
        area.objectName()
        for area in page.findChildren(QScrollArea)
        if area.isVisible() and area.horizontalScrollBar().maximum() > 0
    ]
    return [*labels, *buttons, *sideways]


def at_rest(stand: Stand) -> None:
    wait_until(lambda: stand.window.work.at_rest, "everything asked is shown")
    for _ in range(5):
        spin()


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_nothing_of_the_on_the_spot_page_is_cut(show: Show, photos: list[Path], percent: int) -> None:
    theme.current().set_text_size(percent)
    office = FakeOffice()
    told, filled = play(office, "told", photos).case, play(office, "filled", photos).case
    stand = show(office)
    for case in ("", filled, told):
        stand.window.open_spot(case)
        page = SpotPage(stand.window)
        page.wait_open()
        at_rest(stand)
        assert cut(stand.window.spot_page) == []
        primary = page.driver.find("spot_primary")
        assert primary.visibleRegion().boundingRect() == primary.rect()


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_nothing_of_the_authority_list_is_cut(show: Show, percent: int) -> None:
    theme.current().set_text_size(percent)
    stand = show()
    for code in ("SH-CG-0001", "SH-CG-0011", "SH-CG-0013"):
        stand.window.open_item(code)
        wait_until(
            lambda code=code: stand.driver.sees("item_code") and stand.driver.text("item_code") == code,
            f"{code} is shown",
        )
        at_rest(stand)
        assert cut(stand.window.authority_page) == []


@pytest.mark.parametrize("percent", TEXT_SIZES)
def test_nothing_of_the_settings_is_cut(show: Show, percent: int) -> None:
    theme.current().set_text_size(percent)
    stand = show()
    for part in ("people", "look", "store", "releases", "about"):
        stand.window.open_settings(part)
        at_rest(stand)
        assert cut(stand.window.settings_page) == []
