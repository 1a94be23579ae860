"""The page of papers as a person uses it."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView

from tests.pages.driver import Driver, wait_until


class PapersPageObject:
    """Reads the list and the paper beside it, filters, saves and prints."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def rows(self) -> list[tuple[str, ...]]:
        """What stands in each row, heads of cases as one text; nothing while the list is not in sight."""
        if not self.driver.sees("papers_table"):
            return []
        model = self.driver.find_as("papers_table", QTableView).model()
        rows = []
        for row in range(model.rowCount()):
            texts = [str(model.index(row, column).data() or "") for column in range(1, model.columnCount())]
            rows.append((texts[0],) if not any(texts[1:]) else tuple(texts))
        return rows

    def wait_for_rows(self, count: int) -> None:
        """Wait until the list has so many rows, heads included."""
        wait_until(lambda: len(self.rows()) == count, f"the list has {count} rows")

    def choose(self, row: int) -> None:
        """Click a row and wait for its paper."""
        self.driver.click_cell("papers_table", row, 1)
        title = self.rows()[row][0]
        self.wait_for_paper(title)

    def wait_for_paper(self, title: str) -> None:
        """Wait until that paper stands at the right."""
        wait_until(lambda: self.driver.text("papers_preview_title") == title, f"{title} is shown")

    def tick(self, row: int) -> None:
        """Click the tick of a row."""
        self.driver.click_cell("papers_table", row, 0)

    def notice(self) -> str:
        """What stands below the list; empty for nothing."""
        name = "papers_notice_words"
        return self.driver.text(name) if self.driver.sees(name) else ""

    def filter(self, key: str) -> None:
        """Press a filter: today, print or serve."""
        self.driver.click(f"papers_only_{key}")

    def filter_words(self, key: str) -> str:
        """What a filter says."""
        return self.driver.text(f"papers_only_{key}")

    def find(self, words: str) -> None:
        """Type into the list's search."""
        self.driver.fill("papers_words", words)

    def save(self) -> None:
        """Save a copy of the paper shown."""
        self.driver.click("papers_copy")

    def print(self) -> None:
        """Print the paper shown."""
        self.driver.click("papers_print")

    def done(self) -> str:
        """What the bar says."""
        return self.driver.text("papers_done")

    def trouble(self) -> str:
        """What the banner says happened."""
        return self.driver.text("papers_banner_part1")
