"""The whole on-the-spot case without a mouse: Tab, arrows, Space, Ctrl+E and Ctrl+Enter alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.fakes.office import PASSPHRASES, YI
from tests.fakes.story import ACT, PERSON, RECEIPT
from tests.pages.driver import wait_until
from tests.pages.spot_page import SpotPage
from tests.ui.pages.conftest import Show, Stand

MOST_TABS = 60


class Keys:
    """Two hands on the keyboard."""

    def __init__(self, stand: Stand) -> None:
        self.stand, self.driver = stand, stand.driver
        self.page = SpotPage(stand.window)

    def tab_to(self, name: str) -> None:
        """Press Tab until a control has the keys."""
        self.driver.wait_for(name)
        for _ in range(MOST_TABS):
            if self.driver.focused_name() == name:
                return
            self.driver.press("Tab")
        raise AssertionError(f"Tab never reaches {name}; it stays at {self.driver.focused_name()}")

    def write(self, name: str, text: str) -> None:
        """Reach a field, write, and leave it with Tab."""
        self.tab_to(name)
        self.driver.press("Ctrl+A")
        self.driver.type_text(text)
        self.driver.press("Tab")

    def tick(self, name: str) -> None:
        """Reach a choice and take it with Space."""
        self.tab_to(name)
        self.driver.press("Space")

    def onward(self, word: str) -> None:
        """Ctrl+Enter once the next step is this one."""
        self.page.wait_for_primary(word)
        self.driver.press("Ctrl+Return")

    def confirm(self) -> None:
        """乙 gives his passphrase and presses Enter."""
        self.onward("协办确认")
        self.driver.wait_for("confirm_passphrase")
        self.driver.type_text(PASSPHRASES[YI])
        self.driver.press("Return")
        self.closed("confirm_deed")

    def closed(self, name: str) -> None:
        """A dialog is gone; without a window manager its window takes the keys by itself."""
        wait_until(lambda: not self.driver.sees(name), f"{name} is gone", 20)
        self.stand.window.activateWindow()
        wait_until(lambda: QApplication.activeWindow() is self.stand.window, "the window has the keys")

    def hand_over(self) -> None:
        """The party signs: the deed is the last stop of the dialog."""
        self.driver.wait_for("hand_over_recipient")
        self.tick("hand_over_deed")
        self.closed("hand_over_deed")


def test_the_whole_case_needs_no_mouse(show: Show, photos: list[Path]) -> None:
    stand = show()
    keys = Keys(stand)
    stand.driver.press("Ctrl+N")
    keys.page.wait_open()
    _found(keys, photos)
    keys.confirm()
    keys.onward("现场检查笔录")
    keys.onward("责令改正")
    keys.hand_over()
    stand.chosen[:] = photos[2:3]
    stand.driver.wait_for("reinspection_result")
    stand.driver.press("Ctrl+E")
    wait_until(lambda: keys.page.tiles("evidence_reinspection") == 1, "the file is sealed", 20)
    keys.tick("reinspection_result_corrected")
    stand.driver.press("Right")
    keys.write("reinspection_narrative", "当事人明确表示不愿改正")
    keys.onward("记录复查结果")
    keys.confirm()
    keys.onward("复查记录")
    _told_and_decided(keys)
    case = stand.office.open_case()
    assert case.step == "S_COLLECTED"
    assert [paper.form for paper in case.documents] == ["D10", "D08", "D09", "D20"]


def _found(keys: Keys, photos: list[Path]) -> None:
    driver = keys.driver
    keys.tab_to("assist")
    driver.press("Down")
    keys.tick("field_party_kind_person")
    for name in ("name", "phone", "identity", "address"):
        keys.write(f"field_party_{name}", PERSON[f"party.{name}"])
    keys.tab_to("field_act_item")
    driver.type_text("SH-CG-0002")
    wait_until(lambda: driver.sees("field_act_item_options"), "items are on offer")
    wait_until(lambda: keys.page.first_option() == "SH-CG-0002", "this item is the first")
    driver.press("Return")
    wait_until(lambda: keys.page.number() != "", "the clue has its number", 20)
    keys.write("field_act_place", ACT["act.place"])
    keys.write("field_act_facts", ACT["act.facts"])
    keys.stand.chosen[:] = photos[:1]
    driver.press("Ctrl+E")
    wait_until(lambda: keys.page.tiles("evidence_scene") == 1, "the photo is sealed", 20)
    for flag in ("card_shown", "rights_told"):
        keys.tick(f"field_scene_{flag}")


def _told_and_decided(keys: Keys) -> None:
    driver = keys.driver
    keys.tick("telling_card")
    keys.tick("telling_rights")
    keys.tick("telling_defence_none")
    keys.onward("记录告知与申辩")
    keys.tab_to("decision_level")
    wait_until(lambda: driver.find("decision_level").isEnabled(), "the levels are on offer")
    driver.press("Down")
    keys.write("field_decision_amount", "100.00")
    keys.write("field_payment_receipt", RECEIPT)
    if "协办" in keys.page.primary():
        keys.confirm()
    if driver.sees("warnings_open"):
        keys.tick("warnings_open")
        driver.wait_for("answer_reason")
        driver.type_text("已核对公布的清单")
        keys.tick("answer_deed")
        keys.closed("answer_deed")
    keys.onward("打印并交付")
    keys.hand_over()
    keys.onward("登记当场收缴")
    keys.page.wait_for_primary("打开案件")
