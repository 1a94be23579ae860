"""``make shots``: a picture of every page, light and dark, at 1366×768 and at 200 % (683×384 logical)."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from app.domain.clock import rfc3339
from app.places import resources_dir
from app.presenters.office import Office
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.theme import Scheme
from app.ui.window import MainWindow
from tests.fakes.clock import SetClock
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI, DemoLaptop
from tests.flows.summary_case import ACT, PARTY, PHOTO, at, play
from tests.pages.driver import Driver, spin, wait_until
from tests.pages.sign_in_page import SignInPage
from tests.pages.spot_page import SpotPage

SIZES = {"1366x768": (1366, 768, "1"), "200pct": (683, 384, "2")}
SLOW_S = 30.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures; each size in a process of its own, since Qt fixes the scale at its start."""
    parser = argparse.ArgumentParser(prog="shots", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/shots"))
    parser.add_argument("--size", choices=SIZES)
    asked = parser.parse_args(arguments)
    if asked.size is not None:
        take(asked.out, asked.size)
        return 0
    shutil.rmtree(asked.out, ignore_errors=True)
    for size, (_, _, scale) in SIZES.items():
        surroundings = {**os.environ, "QT_SCALE_FACTOR": scale}
        surroundings.setdefault("QT_QPA_PLATFORM", "offscreen")
        command = [sys.executable, "-m", "tests.flows.shots", "--out", str(asked.out), "--size", size]
        subprocess.run(command, env=surroundings, check=True)
    print(f"{len(list(asked.out.glob('*.png')))} pictures in {asked.out}")
    return 0


def take(out: Path, size: str) -> None:
    """All pages of one size, light and dark."""
    app = QApplication.instance() or QApplication(["fieldcase"])
    assert isinstance(app, QApplication)
    shown = theme.install(app, resources_dir())
    with tempfile.TemporaryDirectory(prefix="fieldcase-shots-") as folder:
        laptop = DemoLaptop(Path(folder) / "home").make()
        done, begun = _cases(laptop)
        desktop = Desktop(laptop.door(), lambda: None)
        desktop.start()
        try:
            for scheme in (Scheme.LIGHT, Scheme.DARK):
                shown.switch(scheme)
                _Camera(desktop, out, f"{size}-{scheme.value}", SIZES[size][:2]).walk(done, begun)
                desktop.cover()
        finally:
            desktop.close()


def _cases(laptop: DemoLaptop) -> tuple[str, str]:
    """A finished case, and one that is just begun."""
    opened = laptop.door().unlock(JIA, PASSPHRASES[JIA])
    office = _OnTime(opened, laptop.clock)
    try:
        laptop.clock.advance_to(at(9, 10))
        done = play(office).case
        begun = office.docket("巡查发现", YI, at(13, 50))
        values = {**PARTY, **ACT, "party.name": "演示当事人丁", "act.at": rfc3339(at(13, 40))}
        del values["act.ended_at"]
        office.set_fields(begun, values, at(13, 52))
        office.add_evidence(begun, PHOTO, act="scene", at=at(13, 53))
        laptop.clock.advance_to(at(14, 0))
    finally:
        opened.close()
    return done, begun


class _OnTime:
    """An office at which every act is done at the time that is stated for it."""

    def __init__(self, office: Office, clock: SetClock) -> None:
        self._office, self._clock = office, clock

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._office, name)
        if not callable(call):
            return call

        def act(*arguments: Any, **named: Any) -> Any:
            for moment in (*arguments, *named.values()):
                if isinstance(moment, datetime):
                    self._clock.advance_to(moment)
            return call(*arguments, **named)

        return act


class _Camera:
    """Walks through the pages and takes their pictures."""

    def __init__(self, desktop: Desktop, out: Path, prefix: str, size: tuple[int, int]) -> None:
        self._desktop, self._out, self._prefix, self._size = desktop, out, prefix, size

    def walk(self, done: str, begun: str) -> None:
        """Sign-in, then every page of the rail, the pages within, and two dialogs."""
        window = self._desktop.window
        assert window is not None
        window.resize(*self._size)
        sign_in = SignInPage(window)
        sign_in.choose(JIA)
        self._take("01-sign-in")
        sign_in.give(PASSPHRASES[JIA])
        wait_until(lambda: isinstance(self._desktop.window, MainWindow), "the office is open", SLOW_S)
        main = self._main
        main.resize(*self._size)
        pages = [key for key in main.page_keys() if key not in ("spot", "case")]
        for number, key in enumerate(pages, start=2):
            main.open_page(key)
            self._take(f"{number:02d}-{key}")
        main.open_spot()
        self._take("20-on-the-spot-empty")
        main.open_spot(begun)
        page = SpotPage(main)
        page.wait_for_preview()
        self._take("21-on-the-spot")
        driver = Driver(main)
        driver.click("confirm_open")
        dialog = driver.wait_for("confirm_passphrase").window()
        driver.grab(self._out / f"{self._prefix}-22-confirm.png", dialog)
        driver.press("Esc")
        main.open_case(done)
        self._take("23-case")

    @property
    def _main(self) -> MainWindow:
        assert isinstance(self._desktop.window, MainWindow)
        return self._desktop.window

    def _take(self, name: str) -> None:
        window = self._desktop.window
        assert window is not None
        if isinstance(window, MainWindow):
            wait_until(lambda: window.work.at_rest, "everything asked is shown", SLOW_S)
        for _ in range(25):
            spin()
        Driver(window).grab(self._out / f"{self._prefix}-{name}.png")


if __name__ == "__main__":
    sys.exit(main())
