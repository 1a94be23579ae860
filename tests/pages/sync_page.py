"""The sync page as a person reads it."""

from __future__ import annotations

from tests.pages.driver import Driver, NotSeen


class SyncPageObject:
    """Reads sentences, lanes, cases and numbers."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def sentences(self) -> list[str]:
        """What, what it means for the data, what to do."""
        return [self.driver.text(f"sync_banner_part{number}") for number in (1, 2, 3)]

    def cases(self) -> list[str]:
        """The numbers of the cases that wait, from the top."""
        found = []
        for number in range(1, 500):
            try:
                found.append(self.driver.text(f"sync_case_{number}_number"))
            except NotSeen:
                break
        return found

    def open_case(self, number: int) -> None:
        """Open the case of a row."""
        self.driver.click(f"sync_case_{number}")

    def numbers(self) -> list[tuple[str, str]]:
        """Title and rest of each class of numbers."""
        found = []
        for number in range(1, 20):
            try:
                title = self.driver.text(f"sync_number_{number}_title")
            except NotSeen:
                break
            found.append((title, self.driver.text(f"sync_number_{number}")))
        return found

    def show_numbers(self) -> None:
        """In a narrow window: turn to the numbers."""
        self.driver.click("sync_columns_tab_rest")
