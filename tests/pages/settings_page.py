"""The settings as a person uses them."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from tests.pages.driver import Driver, NotSeen, wait_until


class SettingsPageObject:
    """Turns to a part, reads it, starts the examination."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def open_part(self, key: str, pane: str) -> None:
        """Turn to a part and wait until its pane is in sight."""
        if self.driver.sees(f"settings_section_{key}"):
            self.driver.click(f"settings_section_{key}")
        else:
            self.driver.pick("settings_section", key)
        self.driver.wait_for(pane)

    def people(self) -> list[tuple[str, str]]:
        """Name and state of each officer."""
        found = []
        for number in range(1, 100):
            try:
                name = self.driver.text(f"settings_person_{number}_name")
            except NotSeen:
                break
            found.append((name, self.driver.text(f"settings_person_{number}_state")))
        return found

    def check_now(self) -> None:
        """Start the examination."""
        self.driver.click("settings_check_now")

    def check_words(self) -> str:
        """What the examination says."""
        return self.driver.text("settings_check_words")

    def figures(self) -> list[str]:
        """The figures of the law that are listed."""
        model = self.driver.find_as("figures_table", QTableView).model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def find_figure(self, words: str, count: int) -> None:
        """Type into the search and wait for so many hits."""
        self.driver.fill("figures_words", words)
        wait_until(lambda: len(self.figures()) == count, f"{count} figures are found")

    def choose_scheme(self, key: str) -> None:
        """light or dark."""
        self.driver.click(f"settings_scheme_{key}")

    def choose_text_size(self, percent: int) -> None:
        """One of the sizes on offer, in percent."""
        self.driver.click(f"settings_text_size_{percent}")

    def open_passphrase(self) -> None:
        """Open the dialog for one's own passphrase."""
        self.driver.click("settings_passphrase")
        self.driver.wait_for("passphrase_old")

    def change_passphrase(self, old: str, new: str, again: str) -> None:
        """Type all three and press the button; whether it worked is another question."""
        self.open_passphrase()
        for name, words in (("old", old), ("new", new), ("again", again)):
            self.driver.fill(f"passphrase_{name}", words)
        self.driver.click("passphrase_change_deed")
