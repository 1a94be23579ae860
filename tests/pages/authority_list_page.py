"""The authority list as a person uses it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QTreeView

from app.presenters.authority_list import ItemRow
from app.ui.pages.authority_list_items import ROW_ROLE
from tests.pages.driver import Driver, NotSeen, wait_until


class AuthorityListPageObject:
    """Searches, chooses fields and items, reads the details, begins a case."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def rows(self) -> list[ItemRow]:
        """The items that are listed."""
        if not self.driver.sees("items"):
            return []
        model = self.driver.find_as("items", QListView).model()
        found = [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]
        return [row for row in found if isinstance(row, ItemRow)]

    def wait_for_rows(self, count: int) -> None:
        """Wait until so many items are listed."""
        wait_until(lambda: len(self.rows()) == count, f"{count} items are listed")

    def search(self, words: str) -> None:
        """Type into the search field, and stay in it."""
        self.driver.find("authority_words").setFocus()
        self.driver.press("Ctrl+A")
        self.driver.type_text(words)

    def domains(self) -> list[tuple[str, str]]:
        """Field and count, the whole list first."""
        view = self.driver.find_as("domains", QTreeView)
        model, count = view.model(), Qt.ItemDataRole.UserRole + 6
        return [
            (str(model.index(row, 0).data()), str(model.index(row, 0).data(count)))
            for row in range(model.rowCount())
        ]

    def open_domain(self, row: int) -> None:
        """Click a field."""
        self.driver.click_cell("domains", row)

    def choose(self, code: str) -> None:
        """Click an item and wait for its details."""
        place = next(place for place, row in enumerate(self.rows()) if row.code == code)
        self.driver.click_cell("items", place)
        self.wait_for_item(code)

    def wait_for_item(self, code: str) -> None:
        """Wait until that item stands in detail."""
        wait_until(lambda: self.item() == code, f"{code} is shown")

    def item(self) -> str:
        """The item that is shown in detail; empty for none."""
        try:
            return self.driver.text("item_code")
        except NotSeen:
            return ""

    def set_day(self, day: str) -> None:
        """Type another day of the act."""
        self.driver.fill("authority_day", day)

    def amounts(self) -> dict[str, str]:
        """Party and amount of each range."""
        return dict(self._ranges("amount"))

    def procedures(self) -> dict[str, str]:
        """Party and procedure of each range."""
        return dict(self._ranges("procedure"))

    def _ranges(self, part: str) -> list[tuple[str, str]]:
        found = []
        for number in range(1, 30):
            try:
                party = self.driver.text(f"item_range_{number}_party")
            except NotSeen:
                break
            found.append((party, self.driver.text(f"item_range_{number}_{part}")))
        return found

    def begin(self) -> None:
        """Press 当场处罚."""
        self.driver.click("item_ask")

    def may_begin(self) -> bool:
        """Whether a case may be begun with the item."""
        return self.driver.find("item_ask").isEnabled()

    def reason(self) -> str:
        """Why no case may be begun."""
        return self.driver.text("item_ask_reason")

    def key_in_search(self, key: Qt.Key) -> None:
        """Press a key in the search field."""
        QTest.keyClick(self.driver.find("authority_words"), key)
