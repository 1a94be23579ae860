"""The main window as a person uses it: the rail, the search, the workbench, the list and the case page."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QMenu, QTableView, QWidget

from tests.pages.driver import Driver, NotSeen, wait_until

SLOW_S = 20.0


class MainWindowPage:
    """Goes from page to page and reads what stands there."""

    def __init__(self, window: QWidget) -> None:
        self.driver = Driver(window)

    def go_to(self, page: str) -> None:
        """Click a page in the rail and wait until it is shown."""
        self.driver.click(f"nav_{page}")
        self.driver.wait_for(page)

    def search(self, words: str) -> None:
        """Ctrl+K, type, and wait for the list."""
        self.driver.press("Ctrl+K")
        wait_until(lambda: self.driver.focused_name() == "search", "the search has the focus")
        self.driver.type_text(words)
        self.driver.wait_for("search_options", SLOW_S)

    def take_hit(self) -> None:
        """Open what the search found first."""
        self.driver.press("Return")

    def pill(self) -> str:
        """What is not yet with the district."""
        return self.driver.find("pill").accessibleName()

    def saved(self) -> str:
        """What the foot of the rail says."""
        return self.driver.text("saved")

    def choose_from_officer_menu(self, key: str) -> None:
        """cover, theme or lock."""
        self.driver.click("officer")
        choose_from_menu("officer_menu", key)

    def duties(self) -> list[str]:
        """What the workbench lists, from the top."""
        found = []
        for number in range(1, 100):
            if not self.driver.sees(f"duty_{number}_title"):
                break
            found.append(self.driver.text(f"duty_{number}_title"))
        return found

    def open_duty(self, number: int) -> None:
        """Open the case of a row of the workbench."""
        self.driver.click(f"duty_{number}_title")
        self.driver.wait_for("case")

    def do_duty(self, number: int) -> str:
        """Press the verb of a row of the workbench; returns the word that stood on it."""
        word = self.driver.text(f"duty_{number}_act")
        self.driver.click(f"duty_{number}_act")
        return word

    def case_rows(self) -> list[str]:
        """The numbers in the case list, once its rows are there."""
        table = self.driver.find_as("case_table", QTableView)
        model = table.model()
        wait_until(lambda: model.rowCount() > 0, "the list has rows", SLOW_S)
        count = model.rowCount()
        wait_until(
            lambda: all(model.index(row, 0).data() != "…" for row in range(count)),
            "the rows are there",
            SLOW_S,
        )
        return [str(model.index(row, 0).data()) for row in range(count)]

    def filter_words(self, words: str) -> None:
        """Type into the list's own search."""
        self.driver.fill("cases_words", words)

    def open_row(self, row: int) -> None:
        """Open a case of the list with Enter."""
        self.driver.click_cell("case_table", row)
        self.driver.press("Return")
        self.driver.wait_for("case")

    def case_title(self) -> str:
        """Item and party in the head of the case page."""
        return self.driver.text("case_head_title")

    def case_stage(self) -> str:
        """The chip in the head of the case page."""
        return self.driver.text("case_stage")

    def next_step(self) -> str:
        """The next lawful step of the case page."""
        return self.driver.text("next_step_word")

    def case_reasons(self) -> list[str]:
        """Everything that stands against the next step."""
        found = []
        for number in range(1, 50):
            name = f"case_reason{number}_sentence"
            try:
                found.append(self.driver.text(name))
            except NotSeen:
                break
        return found

    def cure(self, number: int) -> None:
        """Press the button that cures a reason."""
        self.driver.click(f"case_reason{number}_cure")


def choose_from_menu(menu: str, key: str) -> None:
    """Choose an entry of the open menu of that name."""

    def opened() -> QMenu | None:
        found = QApplication.activePopupWidget()
        return found if isinstance(found, QMenu) and found.objectName() == menu else None

    wait_until(opened, f"the menu {menu} is open")
    shown = opened()
    assert shown is not None
    for action in shown.actions():
        if action.objectName() == f"{menu}_{key}":
            shown.setActiveAction(action)
            action.trigger()
            shown.close()
            return
    raise NotSeen(f"{menu} offers {[action.objectName() for action in shown.actions()]}, not {key}")
