"""The on-the-spot page as an officer uses it: fill, add files, and press the one next step."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.ui.kit.choices import Check, Select
from app.ui.kit.evidence import DropPlace
from app.ui.pages.options import KEY_ROLE, OptionsList
from app.ui.theme import px
from tests.pages.driver import Driver, spin, wait_until

SLOW_S = 20.0
"""Sealing a film, setting a paper and deriving a key take longer than a click."""
FIELDS = {
    "name": "field_party_name",
    "identity": "field_party_identity",
    "phone": "field_party_phone",
    "address": "field_party_address",
    "unit_name": "field_party_unit_name",
    "credit_code": "field_party_credit_code",
    "representative": "field_party_representative",
    "unit_address": "field_party_unit_address",
}


class SpotPage:
    """Verbs of the page. Each waits until the window shows what it did."""

    def __init__(self, window: QWidget) -> None:
        self.driver = Driver(window)

    def wait_open(self) -> None:
        """Wait until the page shows its case and can be filled."""
        wait_until(
            lambda: self.driver.sees("spot") and self.driver.find("spot").isEnabled(), "the page is open"
        )

    def primary(self) -> str:
        """The word of the one next step."""
        return self.driver.text("spot_primary")

    def primary_is_open(self) -> bool:
        """Whether it can be pressed now."""
        return self.driver.find("spot_primary").isEnabled()

    def wait_for_primary(self, word: str, *, open_: bool = True) -> None:
        """Wait until the next step is this one."""
        wait_until(
            lambda: word in self.primary() and (self.primary_is_open() or not open_),
            f"the next step is {word!r}; it is {self.primary()!r}; {self.against()}",
            SLOW_S,
        )

    def press_primary(self) -> None:
        """Do the next step."""
        self.driver.click("spot_primary")

    def block_state(self, key: str) -> str:
        """What a block says of itself: 已齐, 未齐 or 还不能办, with the words behind it."""
        return self.driver.find(f"block_{key}").accessibleDescription()

    def is_shut(self, key: str) -> bool:
        """Whether a block shows its head alone."""
        return self.block_state(key).startswith("还不能办")

    def choose_assist(self, officer: str) -> None:
        """Name the second officer."""
        self._pick("assist", officer)

    def choose_party_kind(self, kind: str) -> None:
        """person, unit or sole_trader."""
        self.driver.click(f"field_party_kind_{kind}")

    def fill_party(self, **fields: str) -> None:
        """Fill the party; see ``FIELDS`` for the names."""
        for name, text in fields.items():
            self.driver.wait_for(FIELDS[name])
            self.driver.fill(FIELDS[name], text)

    def choose_item(self, code: str) -> None:
        """Find an item by its code and take the first hit; this dockets the clue."""
        self.driver.find("field_act_item").setFocus()
        self.driver.press("Ctrl+A")
        self.driver.type_text(code)
        self.driver.wait_for("field_act_item_options")
        wait_until(lambda: self.first_option() == code, f"{code} is the first option", SLOW_S)
        self.driver.press("Return")
        wait_until(lambda: self.number() != "", "the clue has its number", SLOW_S)

    def first_option(self) -> str:
        """The code of the first item on offer; empty when there is none."""
        index = self.driver.find_as("field_act_item_options", OptionsList).table.model().index(0, 0)
        return str(index.data(KEY_ROLE) or "")

    def number(self) -> str:
        """The clue number of the head, in a narrow window of its tool tip; empty before the docketing."""
        return self.driver.text("spot_head_caption") or self.driver.find("spot_head_title").toolTip()

    def fill_act(self, *, at: str = "", place: str = "", facts: str = "") -> None:
        """When, where and what."""
        for name, text in (("field_act_at", at), ("field_act_place", place), ("field_act_facts", facts)):
            if text:
                self.driver.fill(name, text)

    def fill_field(self, field: str, text: str) -> None:
        """Fill any field that is in sight, such as ``decision.reason``."""
        self.driver.fill("field_" + field.replace(".", "_"), text)

    def add_files(self, paths: list[Path], act: str = "scene") -> None:
        """Drop files on the evidence of an act and wait until all are sealed."""
        strip = {"scene": "evidence_scene", "reinspection": "evidence_reinspection"}[act]
        before = self.tiles(strip)
        self.driver.find_as(f"{strip}_drop", DropPlace).dropped.emit(tuple(paths))
        wanted = before + len(paths)
        wait_until(lambda: self.tiles(strip) == wanted, f"{len(paths)} files are sealed", SLOW_S)

    def tiles(self, strip: str) -> int:
        """How many files stand in a strip."""
        return sum(1 for tile in self.driver.find(strip).findChildren(QWidget) if _is_tile(tile))

    def confirm_second(self, officer: str, passphrase: str) -> None:
        """The second officer confirms what is open."""
        self.open_confirmation()
        self.driver.pick("confirm_officer", officer)
        self.driver.find("confirm_passphrase").setFocus()
        self.driver.type_text(passphrase)
        self.driver.click("confirm_deed")
        self._gone("confirm_deed")

    def open_confirmation(self) -> None:
        """Open the dialog in which the second officer confirms."""
        wait_until(lambda: self.driver.sees("confirm_open"), "something is to be confirmed", SLOW_S)
        self.driver.click("confirm_open")
        self.driver.wait_for("confirm_passphrase")

    def answer_warnings(self, reason: str) -> None:
        """Answer all open warnings with one reason; nothing happens when there are none."""
        if not self.driver.sees("warnings_open"):
            return
        self.driver.click("warnings_open")
        self.driver.wait_for("answer_reason")
        self.driver.fill("answer_reason", reason)
        self.driver.click("answer_deed")
        self._gone("answer_deed")
        wait_until(lambda: not self.driver.sees("warnings_open"), "no warning is open", SLOW_S)

    def issue_record(self) -> None:
        """Issue the scene record (D10)."""
        self._do("出具现场检查笔录", "D10")

    def order_correction(self, recipient: str = "", refused: str = "") -> None:
        """Print and hand over the correction order (D08)."""
        self.wait_for_primary("责令改正")
        self.press_primary()
        self._hand_over(recipient, refused)
        self._issued("D08")

    def record_refusal(self, narrative: str, files: list[Path]) -> None:
        """Record that the party refused to correct, with evidence."""
        self.record_reinspection("refused", narrative, files)

    def record_reinspection(self, result: str, narrative: str, files: list[Path]) -> None:
        """Record what was found after the order: corrected, refused or overdue."""
        self.driver.wait_for("reinspection_result")
        self.add_files(files, "reinspection")
        self.driver.click(f"reinspection_result_{result}")
        self.driver.fill("reinspection_narrative", narrative)
        self.wait_for_primary("记录复查结果")
        self.press_primary()
        self.driver.wait_for("reinspection_recorded", SLOW_S)

    def issue_reinspection_record(self) -> None:
        """Issue the record of the re-inspection (D09)."""
        self._do("出具复查记录", "D09")

    def tell(self, *, defence: str = "", new_fact: bool = False) -> None:
        """Cards shown, everything told; a defence is written down when there was one."""
        self.driver.wait_for("telling_card")
        for name in ("telling_card", "telling_rights"):
            self._tick(name)
        self.driver.click("telling_defence_made" if defence else "telling_defence_none")
        if defence:
            self.driver.wait_for("telling_words")
            self.driver.fill("telling_words", defence)
        if new_fact:
            self._tick("telling_new_fact")
        self.wait_for_primary("记录告知与申辩")
        self.press_primary()
        self.driver.wait_for("telling_recorded", SLOW_S)

    def choose_level(self, key: str) -> None:
        """Choose a level, such as ``BM-0002:1``."""
        self._pick("decision_level", key)

    def set_fine(self, yuan: str) -> None:
        """Type the amount and leave the field."""
        self.driver.fill("field_decision_amount", yuan)

    def give_reason(self, words: str) -> None:
        """Say why this level and this amount, and leave the field."""
        self.driver.wait_for("field_decision_reason", SLOW_S)
        self.driver.fill("field_decision_reason", words)

    def set_receipt(self, receipt: str) -> None:
        """Type the number of the treasury receipt."""
        self.driver.wait_for("field_payment_receipt", SLOW_S)
        self.driver.fill("field_payment_receipt", receipt)

    def pay_by(self, mode: str) -> None:
        """on_spot or bank."""
        self.driver.click(f"payment_mode_{mode}")

    def print_and_hand_over(self, recipient: str = "", refused: str = "") -> None:
        """打印并交付 of the decision (D20)."""
        self.wait_for_primary("打印并交付")
        self.press_primary()
        self._hand_over(recipient, refused)
        self._issued("D20")

    def take_money(self, receipt: str = "") -> None:
        """Record the cash against its receipt."""
        if receipt:
            self.set_receipt(receipt)
        self.wait_for_primary("登记当场收缴")
        self.press_primary()
        self.wait_for_primary("打开案件")

    def open_case(self) -> None:
        """Go to the case page."""
        self.driver.click("spot_case" if self.driver.sees("spot_case") else "spot_primary")

    def show_paper(self, form: str) -> None:
        """Show another paper beside the form, or behind its tab in a narrow window."""
        self.turn_to("paper")
        self.driver.click(f"paper_form_{form}")

    def preview_is_shown(self) -> bool:
        """Whether a page stands beside the form."""
        return self.driver.sees("paper_pdf_pages")

    def wait_for_preview(self) -> None:
        """Wait until a page stands beside the form; a narrow window shows the form again afterwards."""
        self.wait_open()
        self.turn_to("paper")
        wait_until(self.preview_is_shown, "a paper is shown", SLOW_S)
        self.turn_to("form")

    def turn_to(self, column: str) -> None:
        """Where form and paper stand behind tabs, turn to one of them; nothing happens side by side."""
        tab = f"spot_columns_tab_{column}"
        if self.driver.sees(tab):
            self.driver.click(tab)

    def tab_stops(self) -> list[QWidget]:
        """What Tab leads through, from the first field of the page until it comes round."""
        printed = not self.driver.sees("field_party_kind_person")
        self.driver.find("field_party_name" if printed else "field_party_kind_person").setFocus()
        found: list[QWidget] = []
        while (here := QApplication.focusWidget()) is not None and here not in found:
            found.append(here)
            self.driver.press("Tab")
        return found

    @staticmethod
    def place_in(widget: QWidget, area: QScrollArea) -> tuple[int, int]:
        """Where a widget is read: line by line, from left to right."""
        corner = widget.mapTo(area.widget(), QPoint())
        return corner.y() // px("s"), corner.x()

    def reasons(self) -> list[str]:
        """All blocking sentences that stand in the blocks."""
        found = []
        for key in ("who", "what", "evidence", "telling", "penalty"):
            for number in range(1, 20):
                name = f"block_{key}_reason{number}_sentence"
                if not self.driver.sees(name):
                    break
                found.append(self.driver.text(name))
        return found

    def against(self) -> str:
        """Every sentence that speaks against the next step, and what the banner says."""
        tip = self.driver.find("spot_reasons").toolTip() if self.driver.sees("spot_reasons") else ""
        return f"{tip} {self.trouble()}".strip()

    def trouble(self) -> str:
        """What the banner says; empty when it is not there."""
        return self.driver.text("spot_banner_part1") if self.driver.sees("spot_banner") else ""

    def _do(self, word: str, form: str) -> None:
        self.wait_for_primary(word)
        self.press_primary()
        self._issued(form)

    def _issued(self, form: str) -> None:
        def tip() -> str:
            tab = self.driver.window.findChild(QWidget, f"paper_form_{form}")  # perhaps behind the form
            return "" if tab is None else tab.toolTip()

        wait_until(lambda: "已出具" in tip() or "送达" in tip(), f"{form} is issued", SLOW_S)

    def _hand_over(self, recipient: str, refused: str) -> None:
        self.driver.wait_for("hand_over_recipient")
        if recipient:
            self.driver.fill("hand_over_recipient", recipient)
        if refused:
            self.driver.click("hand_over_way_refused")
            self.driver.wait_for("hand_over_reason")
            self.driver.fill("hand_over_reason", refused)
        self.driver.click("hand_over_deed")
        self._gone("hand_over_deed")

    def _pick(self, name: str, key: str) -> None:
        wait_until(
            lambda: self.driver.sees(name) and self.driver.find_as(name, Select).findData(key) >= 0,
            f"{name} offers {key}",
            SLOW_S,
        )
        self.driver.pick(name, key)

    def _tick(self, name: str) -> None:
        box = self.driver.find_as(name, Check)
        if not box.isChecked():
            self.driver.click(name)
        wait_until(box.isChecked, f"{name} is ticked")

    def _gone(self, name: str) -> None:
        wait_until(lambda: not self.driver.sees(name), f"{name} is gone", SLOW_S)
        # Without a window manager nobody gives the focus back to the window behind a dialog.
        self.driver.window.activateWindow()
        spin()


def _is_tile(widget: QWidget) -> bool:
    name = widget.objectName()
    return name.startswith("tile_") and widget.isVisible()
