"""Plays the case through the real windows with invented values in every field and file, then dies.

    python -m tests.flows.planted_windows CARD

``FIELDCASE_HOME`` is set up anew. ``CARD`` stands for all that lies outside the laptop: the camera's card,
the printer, the stick that takes a copy. Pages are previewed, photos and films looked at, a paper is
printed, the window is covered and opened again, and a case is left half typed. Says one line of JSON as
:mod:`tests.flows.planted` does, and kills itself, so that every file stays as a power cut would leave it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from app.places import resources_dir
from app.presenters.spot_base import NEW
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.pages.papers_page_printing import prepare
from app.ui.window import MainWindow
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.flows.journey import SLOW_S, Journey, Words, decided, found, looked_at, ordered, refused, sign_in
from tests.flows.leaks import planted_values
from tests.flows.planted import note_writing, photo, video
from tests.pages.driver import Driver, wait_until
from tests.pages.evidence_viewer_page import EvidenceViewerPageObject
from tests.pages.main_window import MainWindowPage
from tests.pages.papers_page import PapersPageObject
from tests.pages.sign_in_page import SignInPage

HALF_TYPED = {"field_party_address": 9, "field_act_place": 9, "field_act_facts": 50}
"""Fields of a case that is not registered yet, and how many values each takes."""


def main() -> None:
    """Plant all values and die."""
    written: list[str] = []
    sys.addaudithook(lambda event, facts: note_writing(written, event, facts))
    home, card = Path(os.environ["FIELDCASE_HOME"]), Path(sys.argv[1])
    for folder in ("files", "printed", "copies"):
        (card / folder).mkdir(parents=True)
    laptop = DemoLaptop(home).make()
    theme.install(theme.application("fieldcase"), resources_dir())
    left = iter(planted_values())
    journey = Journey(home, card / "pictures", laptop.machine, laptop.clock, words(left, card / "files"))
    try:
        play(journey, card, left)
    except AssertionError:
        journey.picture("stopped-here")
        raise
    (secret,) = laptop.secrets.values()
    print(json.dumps({"secret": secret.hex(), "written": sorted(set(written))}), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)


def play(journey: Journey, card: Path, left: Iterator[str]) -> None:
    """The case, and then everything that shows or hands out what is in it."""
    for part in (sign_in, found, ordered, refused, decided, looked_at):
        part(journey)
    look_at_evidence(journey)
    print_and_copy(journey, card)
    search(journey)
    cover(journey.desktop)
    leave_half_typed(journey, left)


def words(left: Iterator[str], files: Path) -> Words:
    """An invented value wherever an officer types, in the names of his files and in their bytes."""

    def many(count: int) -> str:
        return "，".join(islice(left, count)) + "。"

    own = Words()
    return Words(
        party={**own.party, "name": next(left), "address": next(left)},
        place=next(left),
        facts=many(8),
        refusal=many(8),
        reason=many(4),
        decision_answer=many(110),
        receipt=next(left),
        photos=(named(photo, files, ".jpg", next(left)), named(photo, files, ".jpg", next(left))),
        film=named(video, files, ".mp4", next(left)),
    )


def named(make: Callable[[Path, str], Path], files: Path, ending: str, value: str) -> Path:
    """A file of the camera with the value in its name too."""
    return make(files / f"{value}{ending}", value)


def look_at_evidence(journey: Journey) -> None:
    """A photo closely, two side by side, and a film that plays."""
    MainWindowPage(journey.driver.window).go_to("evidence")
    viewer = EvidenceViewerPageObject(journey.driver)
    wait_until(viewer.shots, "files are listed", SLOW_S)
    film = next(number for number, shot in enumerate(viewer.shots(), start=1) if "录像" in shot)
    viewer.choose(1 if film != 1 else 2)
    viewer.photo()
    viewer.choose(film)
    viewer.film()
    before = viewer.time()
    viewer.play()
    wait_until(lambda: viewer.time() != before, "the film runs", SLOW_S)
    viewer.play()
    viewer.verify()
    journey.rest()


def print_and_copy(journey: Journey, card: Path) -> None:
    """The paper that is shown goes to a printer, and as a copy to a stick."""
    window = main_window(journey.desktop)
    window.papers_join._printer = lambda _: printer_into(card / "printed" / "page.pdf")
    window.papers_join._target = lambda _, name: card / "copies" / name
    MainWindowPage(window).go_to("papers")
    papers = PapersPageObject(journey.driver)
    wait_until(papers.rows, "papers are listed", SLOW_S)
    papers.choose(1)
    for act, folder in ((papers.print, "printed"), (papers.save, "copies")):
        act()
        journey.rest()
        assert list((card / folder).iterdir()), f"nothing was {folder}"


def printer_into(path: Path) -> QPrinter:
    """A printer whose paper is a file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    prepare(printer)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def search(journey: Journey) -> None:
    """By the party's name, from everywhere and in the list."""
    page = MainWindowPage(journey.driver.window)
    page.search(journey.words.party["name"])
    page.take_hit()
    page.driver.wait_for("case", SLOW_S)
    page.go_to("cases")
    page.filter_words(journey.words.place)
    journey.rest()


def cover(desktop: Desktop) -> None:
    """Ctrl+L, and in again."""
    Driver(main_window(desktop)).press("Ctrl+L")
    wait_until(lambda: desktop.office is None and desktop.window is not None, "the pages are covered", SLOW_S)
    assert desktop.window is not None
    SignInPage(desktop.window).sign_in(JIA, PASSPHRASES[JIA])
    wait_until(lambda: isinstance(desktop.window, MainWindow), "the window is open again", SLOW_S)


def leave_half_typed(journey: Journey, left: Iterator[str]) -> None:
    """The rest of the values stands in a case that was not registered."""
    driver = Driver(main_window(journey.desktop))
    driver.wait_for("workbench", SLOW_S)
    driver.press("Ctrl+N")
    for name, count in HALF_TYPED.items():
        driver.wait_for(name, SLOW_S)
        if text := "，".join(islice(left, count)):
            driver.fill(name, text)
            wait_until(
                lambda text=text: text in (journey.office.queries.draft(NEW) or ""), "it is kept", SLOW_S
            )
    assert not list(left), "every value stands somewhere"


def main_window(desktop: Desktop) -> MainWindow:
    """The window behind the sign-in."""
    assert isinstance(desktop.window, MainWindow)
    return desktop.window


if __name__ == "__main__":
    main()
