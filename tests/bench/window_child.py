"""The process that :mod:`tests.bench.window` measures; it reads one line of JSON and says one.

At its top it imports no more than the program has imported when its sign-in page is on the screen: what an
unlock imports belongs to the unlock.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QTableView

from app.bootstrap import LaptopDoor, Machine
from app.domain.clock import SHANGHAI
from app.places import resources_dir
from app.ui import theme
from app.ui.desktop import Desktop
from tests.fakes.clock import SetClock
from tests.pages.driver import Driver, spin, wait_until
from tests.pages.sign_in_page import SignInPage

if TYPE_CHECKING:
    from app.ui.window import MainWindow

MIB = 1 << 20
BEAT_MS = 1
REST_S = 2.0
PATIENCE_S = 60.0
SCROLLED_TO = (0.1, 0.5, 0.9, 1.0, 0.3)
TO_FIND = "王伟"
DAY = datetime(2026, 8, 6, 9, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Secret:
    """The laptop's secret, as it was handed over."""

    kept: bytes

    def get(self) -> bytes:
        """Read it."""
        return self.kept

    create = renew = get


class Heartbeat(QObject):
    """Beats in the window's thread and notes the longest gap."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._last = self._longest = 0.0

    def longest_ms(self, during: Callable[[], object]) -> float:
        """The longest gap while something is done."""
        self._last, self._longest = perf_counter(), 0.0
        self._timer.start(BEAT_MS)
        during()
        self._beat()
        self._timer.stop()
        return self._longest * 1_000

    def _beat(self) -> None:
        now = perf_counter()
        self._last, self._longest = now, max(self._longest, now - self._last)


def main() -> None:
    """Sign in, look around, seal; say what was measured."""
    told = json.loads(sys.stdin.readline())
    secrets = {store: Secret(bytes.fromhex(secret)) for store, secret in told["secrets"].items()}
    theme.install(theme.application("fieldcase"), resources_dir())
    desktop = Desktop(
        LaptopDoor(Path(told["home"]), Machine(SetClock(DAY), secrets.__getitem__)), lambda: None
    )
    desktop.start()
    found = {"unlock_ms": _milliseconds(lambda: _unlock(desktop, told["officer"], told["passphrase"]))}
    window = _main_window(desktop)
    _rest(window)
    found["list_ms"] = _milliseconds(lambda: _list(window))
    _scroll(window)
    found["find_ms"] = _milliseconds(lambda: _find(window))
    found |= _seal(window, told)
    found["memory_mb"] = _most_memory()
    desktop.close()
    print(json.dumps(found), flush=True)


def _unlock(desktop: Desktop, officer: str, passphrase: str) -> None:
    assert desktop.window is not None
    SignInPage(desktop.window).sign_in(officer, passphrase)
    wait_until(lambda: desktop.office is not None, "the office is open", PATIENCE_S)
    window = _main_window(desktop)
    wait_until(lambda: window.workbench.state.today, "the workbench is read", PATIENCE_S)
    spin()


def _main_window(desktop: Desktop) -> MainWindow:
    from app.ui.window import MainWindow

    assert isinstance(desktop.window, MainWindow)
    return desktop.window


def _list(window: MainWindow) -> None:
    window.open_page("cases")
    table = window.cases_page.table
    wait_until(lambda: table.model().rowCount() > 0 and _is_filled(table, 0), "the list is shown", PATIENCE_S)


def _scroll(window: MainWindow) -> None:
    """To many places of the list, as somebody does who looks for a case by its year."""
    table = window.cases_page.table
    for share in SCROLLED_TO:
        row = int((table.model().rowCount() - 1) * share)
        table.scrollTo(table.model().index(row, 0))
        wait_until(lambda row=row: _is_filled(table, row), f"row {row} is shown", PATIENCE_S)


def _find(window: MainWindow) -> None:
    before = window.cases_page.table.model().rowCount()
    Driver(window).fill("cases_words", TO_FIND)
    wait_until(lambda: window.cases_page.table.model().rowCount() < before, "it is narrowed", PATIENCE_S)
    _rest(window)


def _is_filled(table: QTableView, row: int) -> bool:
    return bool(table.model().index(row, 0).data())


def _seal(window: MainWindow, told: Mapping[str, str]) -> dict[str, float]:
    from tests.flows.journey import Words
    from tests.pages.spot_page import SpotPage

    window.open_spot()
    Driver(window).wait_for("field_act_item", PATIENCE_S)
    page, words = SpotPage(window), Words()
    page.choose_assist(told["assist"])
    page.choose_party_kind("person")
    page.fill_party(**words.party)
    page.fill_act(at="2026-08-06 09:00", place=words.place, facts=words.facts)
    page.choose_item("SH-CG-0002")
    _rest(window)
    heart = Heartbeat()
    with tempfile.TemporaryDirectory(prefix="fieldcase-film-") as folder:
        film = _film(Path(folder) / "film.mp4", int(told["mebibytes"]))
        at_rest = heart.longest_ms(lambda: _wait(REST_S))
        began = perf_counter()
        while_sealing = heart.longest_ms(lambda: page.add_files([film]))
        seconds = perf_counter() - began
    return {"rest_stall_ms": at_rest, "seal_stall_ms": while_sealing, "seal_s": seconds}


def _film(path: Path, mebibytes: int) -> Path:
    """A film that plays, and after it an empty box that makes it so large; it takes no room on the disk."""
    from tests.flows.summary_case import VIDEO

    head = VIDEO.read_bytes()
    rest = mebibytes * MIB - len(head)
    path.write_bytes(head + (1).to_bytes(4, "big") + b"free" + rest.to_bytes(8, "big"))
    with path.open("r+b") as file:
        file.truncate(mebibytes * MIB)
    return path


def _wait(seconds: float) -> None:
    end = perf_counter() + seconds
    wait_until(lambda: perf_counter() > end, "the time has passed", seconds * 2)


def _rest(window: MainWindow) -> None:
    wait_until(lambda: window.work.at_rest, "everything asked is shown", PATIENCE_S)


def _milliseconds(act: Callable[[], None]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1_000


def _most_memory() -> float:
    """The peak of this process's memory in MB (``VmHWM`` of proc(5), there in kibibytes)."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:"))


if __name__ == "__main__":
    main()
