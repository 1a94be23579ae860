"""The sign-in window as a person uses it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from tests.pages.driver import Driver, wait_until

PATIENCE_S = 20.0
"""Deriving a key takes its time on purpose."""


class SignInPage:
    """Chooses an officer and gives a passphrase."""

    def __init__(self, window: QWidget) -> None:
        self.driver = Driver(window)

    def officers(self) -> list[str]:
        """Roster ids of the officers on offer, as they stand."""
        rows = [
            widget
            for widget in self.driver.window.findChildren(QWidget)
            if widget.objectName().startswith("officer_")
            and not widget.objectName().endswith(("_name", "_warning"))
        ]
        rows.sort(key=lambda row: row.mapTo(self.driver.window, row.rect().topLeft()).y())
        return [row.objectName().removeprefix("officer_") for row in rows]

    def choose(self, officer: str) -> None:
        """Click an officer and wait until his passphrase is asked."""
        name = self.driver.text(f"officer_{officer}_name")
        self.driver.click(f"officer_{officer}")
        wait_until(lambda: self.driver.text("sign_in_name") == name, f"{name} is asked")

    def give(self, passphrase: str) -> None:
        """Type the passphrase and press Enter."""
        self.driver.find("passphrase").setFocus()
        self.driver.press("Ctrl+A")
        self.driver.type_text(passphrase)
        self.driver.press("Return")

    def sign_in(self, officer: str, passphrase: str) -> None:
        """Choose an officer and give his passphrase."""
        self.choose(officer)
        self.give(passphrase)

    def recover(self, code: str, passphrase: str) -> None:
        """Open with the recovery code and set a new passphrase for the chosen officer."""
        self.driver.click("recovery")
        self.driver.wait_for("recovery_code")
        self.driver.fill("recovery_code", code)
        self.driver.fill("recovery_passphrase", passphrase)
        self.driver.fill("recovery_again", passphrase)
        self.driver.click("recover")

    def in_sight(self, name: str) -> bool:
        """Whether a part is seen whole: nothing of it is scrolled away or covered."""
        if not self.driver.sees(name):
            return False
        widget = self.driver.find(name)
        return widget.visibleRegion().boundingRect() == widget.rect()

    def demonstration_passphrase(self) -> str:
        """What the notice of a demonstration store shows; empty on any other."""
        if not self.driver.sees("sign_in_demonstration"):
            return ""
        return self.driver.find("sign_in_demonstration").accessibleName().partition("：")[2]

    def refusal(self) -> str:
        """What the banner says after a refusal, waiting for it."""
        wait_until(lambda: self.driver.sees("sign_in_banner"), "a refusal is told", PATIENCE_S)
        return self.driver.text("sign_in_banner_part1")
