"""Officers work; then the lid is closed, or nobody comes back, and a fresh process takes this one's place.

Reads lines of JSON: home, secret, passphrases by officer and the way first, then anything to lock. Says one
line when the store was open and something was done.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import replace_process
from app.crypto.memory import forbid_core_dumps
from app.services.office import LaptopOffice
from tests.flows import summary_case as journey
from tests.flows.demo_laptop import JIA, YI, DemoLaptop

if TYPE_CHECKING:
    from app.ui.desktop import Desktop


def main() -> None:
    """Unlock, work, wait, lock."""
    told = json.loads(sys.stdin.readline())
    if told["hardened"]:
        forbid_core_dumps()
    laptop = DemoLaptop(Path(told["home"]), secrets={told["store"]: bytes.fromhex(told["secret"])})
    lock = WAYS[told["way"]](laptop, told["passphrases"])
    print("open", flush=True)
    sys.stdin.readline()
    lock()


def by_the_services(laptop: DemoLaptop, passphrases: Mapping[str, str]) -> Callable[[], None]:
    """Unlock and work without a window; the second officer confirms."""
    office = laptop.door().unlock(JIA, passphrases[JIA])
    work(office, passphrases[YI])

    def lock() -> None:
        office.close()
        replace(laptop)

    return lock


def through_the_window(laptop: DemoLaptop, passphrases: Mapping[str, str]) -> Callable[[], None]:
    """Sign in as a person does, work, and lock as the window does."""
    desktop = opened(laptop)
    sign_in(desktop, JIA, passphrases[JIA])
    work(office_of(desktop), passphrases[YI])
    return desktop.lock


def covered(laptop: DemoLaptop, passphrases: Mapping[str, str]) -> Callable[[], None]:
    """The same; the officers change behind a cover, one of them mistypes, and after a long cover it locks."""
    from tests.pages.sign_in_page import SignInPage

    desktop = opened(laptop)
    sign_in(desktop, JIA, passphrases[JIA])
    work(office_of(desktop), passphrases[YI])
    desktop.cover()
    assert desktop.window is not None
    page = SignInPage(desktop.window)
    page.sign_in(YI, passphrases[JIA])
    page.refusal()
    page.give(passphrases[YI])
    wait_for_office(desktop)
    desktop.cover()
    return desktop._covered.timeout.emit


def opened(laptop: DemoLaptop) -> Desktop:
    """The program on the screen."""
    from app.places import resources_dir
    from app.ui import theme
    from app.ui.desktop import Desktop

    theme.install(theme.application("fieldcase"), resources_dir())
    desktop = Desktop(laptop.door(), lambda: replace(laptop))
    desktop.start()
    return desktop


def sign_in(desktop: Desktop, officer: str, passphrase: str) -> None:
    """Type the passphrase and wait for the office."""
    from tests.pages.sign_in_page import SignInPage

    assert desktop.window is not None
    SignInPage(desktop.window).sign_in(officer, passphrase)
    wait_for_office(desktop)


def wait_for_office(desktop: Desktop) -> None:
    """Until somebody is signed in."""
    from tests.pages.driver import wait_until
    from tests.pages.sign_in_page import PATIENCE_S

    wait_until(lambda: desktop.office is not None, "the office is open", PATIENCE_S)


def office_of(desktop: Desktop) -> LaptopOffice:
    """The open office behind the window."""
    assert isinstance(desktop.office, LaptopOffice)
    return desktop.office


def work(office: LaptopOffice, second: str) -> None:
    """What touches keys: entries, sealed files, a paper, and the second officer with his passphrase."""
    case = office.docket("巡查发现", YI, journey.at(9, 10))
    for values in (journey.PARTY, journey.ACT, journey.SCENE):
        office.set_fields(case, values, journey.at(9, 15))
    office.add_evidence(case, journey.PHOTO, act="scene", at=journey.at(9, 16))
    office.preview(case, "D10")
    office.confirm(case, YI, second, journey.at(9, 19))


def replace(laptop: DemoLaptop) -> None:
    """What the program's own command gives to its window."""
    replace_process(["--home", str(laptop.home)])


WAYS: Mapping[str, Callable[[DemoLaptop, Mapping[str, str]], Callable[[], None]]] = {
    "services": by_the_services,
    "windows": through_the_window,
    "covered": covered,
}

if __name__ == "__main__":
    main()
