"""An officer works; then the lid is closed and a fresh process takes this one's place.

Reads lines of JSON: home, secret, officer and passphrase first, then anything to lock. Says one line when the
store is open and something was done.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from app.bootstrap import replace_process
from app.crypto.memory import forbid_core_dumps
from app.services.office import LaptopOffice
from tests.flows import summary_case as journey
from tests.flows.demo_laptop import YI, DemoLaptop


def main() -> None:
    """Unlock, work, wait, lock."""
    told = json.loads(sys.stdin.readline())
    if told["hardened"]:
        forbid_core_dumps()
    laptop = DemoLaptop(Path(told["home"]), secrets={told["store"]: bytes.fromhex(told["secret"])})
    way = through_the_window if told["windows"] else by_the_services
    lock = way(laptop, told["officer"], told["passphrase"])
    print("open", flush=True)
    sys.stdin.readline()
    lock()


def by_the_services(laptop: DemoLaptop, officer: str, passphrase: str) -> Callable[[], None]:
    """Unlock and work without a window."""
    office = laptop.door().unlock(officer, passphrase)
    work(office)

    def lock() -> None:
        office.close()
        replace(laptop)

    return lock


def through_the_window(laptop: DemoLaptop, officer: str, passphrase: str) -> Callable[[], None]:
    """Sign in as a person does, work, and lock as the window does."""
    from PySide6.QtWidgets import QApplication

    from app.places import resources_dir
    from app.ui import theme
    from app.ui.desktop import Desktop
    from tests.pages.driver import wait_until
    from tests.pages.sign_in_page import PATIENCE_S, SignInPage

    app = QApplication([])
    theme.install(app, resources_dir())
    desktop = Desktop(laptop.door(), lambda: replace(laptop))
    desktop.start()
    assert desktop.window is not None
    SignInPage(desktop.window).sign_in(officer, passphrase)
    wait_until(lambda: desktop.office is not None, "the office is open", PATIENCE_S)
    assert isinstance(desktop.office, LaptopOffice)
    work(desktop.office)
    return desktop.lock


def work(office: LaptopOffice) -> None:
    """What touches keys: entries, sealed files, a paper."""
    case = office.docket("巡查发现", YI, journey.at(9, 10))
    for values in (journey.PARTY, journey.ACT, journey.SCENE):
        office.set_fields(case, values, journey.at(9, 15))
    office.add_evidence(case, journey.PHOTO, act="scene", at=journey.at(9, 16))
    office.preview(case, "D10")


def replace(laptop: DemoLaptop) -> None:
    """What the program's own command gives to its window."""
    replace_process(["--home", str(laptop.home)])


if __name__ == "__main__":
    main()
