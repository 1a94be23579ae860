"""The journey through the real windows: case 1 from sign-in to 待备案, with pictures and papers.

``python -m tests.flows.journey --out build/journey`` plays it off-screen. After each act that the screen
calls saved, a line ``saved <what>`` goes to standard output, so that a test can pull the plug and look.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from app.bootstrap import LaptopDoor, Machine, set_up_demonstration_laptop
from app.documents.client import PaperWorker
from app.places import resources_dir
from app.services.office import LaptopOffice
from app.ui import theme
from app.ui.desktop import Desktop
from app.ui.window import MainWindow
from tests.fakes.clock import SetClock
from tests.flows.demo_laptop import JIA, JOURNEY_DAY, PASSPHRASES, YI
from tests.flows.summary_case import PHOTO, RECEIPT, SECOND_PHOTO, VIDEO, at
from tests.pages.driver import STRAINED, Driver, spin, wait_until
from tests.pages.sign_in_page import SignInPage
from tests.pages.spot_page import SpotPage

SLOW_S = 30.0
OFFSCREEN = "This plugin does not support "
"""Every new window asks the off-screen plugin for hints and masks, and it says this each time."""


@dataclass(frozen=True)
class Words:
    """What the officer types, and the files of his camera."""

    party: Mapping[str, str] = field(
        default_factory=lambda: {
            "name": "王𬭎",
            "phone": "000-00000000",
            "identity": "000000199107010000",
            "address": "上海市示范区示范路00弄0号",
        }
    )
    place: str = "示范路00弄投放点西侧首组桶"
    facts: str = "投放点管理员张珺在场，当事人将剩饭菜等湿垃圾一袋投入干垃圾收集容器。"
    scene_answer: str = "已核对街镇事项和现行基准"
    refusal: str = "当事人明确表示不愿改正，湿垃圾仍在干垃圾收集容器内。"
    reason: str = "首次查处，当事人拒不改正，未造成其他危害后果"
    decision_answer: str = "已核对，适用公布的基准"
    receipt: str = RECEIPT
    photos: tuple[Path, Path] = (PHOTO, SECOND_PHOTO)
    film: Path = VIDEO


@dataclass
class Journey:
    """One run: the windows, the clock, and what is left behind."""

    home: Path
    out: Path
    machine: Machine
    clock: SetClock
    words: Words = field(default_factory=Words)
    steps: list[dict[str, object]] = field(default_factory=list)
    pictures: int = 0
    case: str = ""

    def __post_init__(self) -> None:
        (self.out / "pictures").mkdir(parents=True, exist_ok=True)
        (self.out / "papers").mkdir(parents=True, exist_ok=True)
        self.desktop = Desktop(LaptopDoor(self.home, self.machine), lambda: None)
        self.desktop.start()

    @property
    def office(self) -> LaptopOffice:
        """The open office behind the windows."""
        office = self.desktop.office
        assert isinstance(office, LaptopOffice)
        return office

    @property
    def driver(self) -> Driver:
        """Hands and eyes on the window that is shown."""
        assert self.desktop.window is not None
        return Driver(self.desktop.window)

    def step(self, name: str, moment: datetime, act: Callable[[], object], *saved: str) -> None:
        """Do one step at its time of day, note how long it took and what is saved by it.

        It begins at rest: a person types into what he sees, not into what is just being shown anew.
        """
        self.rest()
        self.clock.advance_to(moment)
        started = time.monotonic()
        act()
        self.steps.append({"step": name, "seconds": round(time.monotonic() - started, 3)})
        for what in saved:
            print(f"saved {what}", flush=True)

    def rest(self) -> None:
        """Wait until everything that was asked is shown."""
        window = self.desktop.window
        if isinstance(window, MainWindow):
            wait_until(lambda: window.work.at_rest, "everything asked is shown", SLOW_S)

    def picture(self, name: str) -> None:
        """A picture of the window as it is now, once it is at rest."""
        self.rest()
        for _ in range(3):
            spin()
        self.pictures += 1
        self.driver.grab(self.out / "pictures" / f"{self.pictures:02d}-{name}.png")


def play(journey: Journey) -> None:
    """Play case 1, Thursday 2026-08-06."""
    sign_in(journey)
    found(journey)
    ordered(journey)
    refused(journey)
    decided(journey)
    looked_at(journey)


def sign_in(journey: Journey) -> None:
    """Officer 甲 signs in."""
    assert journey.desktop.window is not None
    page = SignInPage(journey.desktop.window)
    page.choose(JIA)
    journey.picture("sign-in")
    journey.step("sign in", at(9, 2), lambda: page.give(PASSPHRASES[JIA]))
    wait_until(lambda: journey.desktop.office is not None, "the office is open", SLOW_S)
    journey.driver.wait_for("workbench", SLOW_S)
    print("saved open", flush=True)
    journey.picture("workbench-empty")


def found(journey: Journey) -> None:
    """The finding: who, what, evidence, confirmed by 乙, recorded in D10."""
    driver, words = journey.driver, journey.words
    driver.press("Ctrl+N")
    driver.wait_for("field_act_item")
    page = SpotPage(driver.window)
    page.choose_assist(YI)
    page.choose_party_kind("person")
    page.fill_party(**words.party)
    page.fill_act(at="2026-08-06 09:10", place=words.place, facts=words.facts)
    journey.step("docket the clue", at(9, 12), lambda: page.choose_item("SH-CG-0002"))
    wait_until(lambda: journey.office.queries.search(words.party["name"]), "the case is listed", SLOW_S)
    journey.case = journey.office.queries.search(words.party["name"])[0].case
    print(f"saved case {journey.case}", flush=True)
    for flag in ("card_shown", "rights_told"):
        page._tick(f"field_scene_{flag}")
    journey.step("seal photos and video", at(9, 16), lambda: page.add_files([*words.photos, words.film]))
    for item in journey.office.queries.case(journey.case).evidence:
        print(f"saved evidence {item.id}", flush=True)
    page.wait_for_preview()
    journey.picture("on-the-spot-scene")
    journey.step(
        "confirm the scene", at(9, 19), lambda: page.confirm_second(YI, PASSPHRASES[YI]), "confirmed"
    )
    journey.step("answer the warnings", at(9, 19), lambda: page.answer_warnings(words.scene_answer))
    journey.step("issue the scene record", at(9, 20), page.issue_record)
    say_documents(journey)


def ordered(journey: Journey) -> None:
    """The correction order D08 is printed and handed over."""
    page = SpotPage(journey.driver.window)
    journey.step("hand over the correction order", at(9, 25), page.order_correction)
    say_documents(journey)
    journey.picture("on-the-spot-ordered")


def refused(journey: Journey) -> None:
    """Refusal to correct, with video, confirmed by 乙, recorded in D09; the party is told and heard."""
    page, words = SpotPage(journey.driver.window), journey.words
    journey.driver.wait_for("reinspection_result", SLOW_S)
    journey.step("film the re-inspection", at(9, 36), lambda: page.add_files([words.film], "reinspection"))
    for flag in ("card_shown", "party_present"):
        page._tick(f"field_reinspection_{flag}")
    journey.step(
        "record the refusal",
        at(9, 40),
        lambda: page.record_refusal(words.refusal, [words.photos[1]]),
        "re-inspection refused",
    )
    journey.step("confirm the refusal", at(9, 41), lambda: page.confirm_second(YI, PASSPHRASES[YI]))
    journey.step("issue the re-inspection record", at(9, 42), page.issue_reinspection_record)
    say_documents(journey)
    journey.step("tell and hear the party", at(9, 45), page.tell, "told")
    journey.picture("on-the-spot-told")


def decided(journey: Journey) -> None:
    """Level, amount and receipt; D20 previewed, issued, handed over and paid on the spot."""
    page, words = SpotPage(journey.driver.window), journey.words
    journey.step("choose the level", at(9, 46), lambda: page.choose_level("BM-0002:1"))
    journey.step("set the fine", at(9, 46), lambda: page.set_fine("100.00"))
    journey.step("give the reason", at(9, 47), lambda: page.give_reason(words.reason))
    journey.step("write the receipt number", at(9, 47), lambda: page.set_receipt(words.receipt))
    journey.step("confirm the telling", at(9, 47), lambda: page.confirm_second(YI, PASSPHRASES[YI]))
    journey.step("answer the warnings", at(9, 48), lambda: page.answer_warnings(words.decision_answer))
    page.show_paper("D20")
    page.wait_for_preview()
    journey.picture("on-the-spot-decision")
    journey.step("print and hand over the decision", at(9, 52), page.print_and_hand_over)
    say_documents(journey)
    journey.step("take the money", at(9, 55), page.take_money, "money taken")
    wait_until(lambda: "当罚" in journey.driver.text("paper_caption"), "the frozen paper is shown", SLOW_S)
    journey.picture("on-the-spot-done")


def looked_at(journey: Journey) -> None:
    """What the officer sees afterwards: the case, the list, the workbench and the other pages."""
    driver = journey.driver
    SpotPage(driver.window).open_case()
    driver.wait_for("case", SLOW_S)
    wait_until(lambda: driver.sees("timeline"), "the record is shown", SLOW_S)
    journey.picture("case")
    for key in ("cases", "authority", "papers", "workbench"):
        driver.click(f"nav_{key}")
        driver.wait_for(key, SLOW_S)
        journey.picture(key)
    case = journey.office.queries.case(journey.case)
    assert case.step == "S_COLLECTED", case.step
    assert case.recorded_at is None


def say_documents(journey: Journey) -> None:
    """Say which papers the store holds now."""
    for paper in journey.office.queries.case(journey.case).documents:
        print(f"saved document {paper.id}", flush=True)


def leave_behind(journey: Journey, started: float) -> None:
    """Papers, and a summary that names every file, the chain's head and the projections."""
    case = journey.office.queries.case(journey.case)
    for paper in case.documents:
        (journey.out / "papers" / f"{paper.form}.pdf").write_bytes(
            journey.office.paper_bytes(case.id, paper.id)
        )
    newest = journey.office.queries.timeline(case.id)[-1].entry
    faults = journey.office.doctor.check()
    files = sorted(path for path in journey.out.rglob("*") if path.suffix in (".pdf", ".png"))
    summary = {
        "case": case.clue_number,
        "step": case.step,
        "steps": journey.steps,
        "seconds": round(time.monotonic() - started, 1),
        "files": {
            str(path.relative_to(journey.out)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in files
        },
        "chain": {"seq": newest.header.seq, "id": newest.id},
        "projections": journey.office.doctor.projections_digest(),
        "faults": len(faults),
    }
    text = json.dumps(summary, ensure_ascii=False, indent=2)
    (journey.out / "summary.json").write_text(text + "\n", encoding="utf-8")
    assert not faults, faults
    assert journey.office.doctor.rebuild(), "a rebuild makes other projections"


def run(home: Path, out: Path) -> None:
    """Set a demonstration laptop up in ``home``, play, and leave everything in ``out``."""
    started = time.monotonic()
    clock = SetClock(JOURNEY_DAY)
    machine = Machine(clock=clock, paperwork=lambda: PaperWorker(resources_dir(), seconds=SLOW_S * STRAINED))
    set_up_demonstration_laptop(home, machine)
    qInstallMessageHandler(tell)
    theme.install(theme.application("fieldcase"), resources_dir())
    journey = Journey(home, out, machine, clock)
    try:
        play(journey)
        leave_behind(journey, started)
    except AssertionError:
        journey.picture("stopped-here")
        raise
    finally:
        journey.desktop.close()
    print("saved end", flush=True)


def tell(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Pass on what Qt complains of, but for what a screen that nobody sees cannot do."""
    if not text.startswith(OFFSCREEN):
        print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the journey; the store lies in a folder of its own, away from what is left behind."""
    parser = argparse.ArgumentParser(prog="journey", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("build/journey"))
    parser.add_argument("--home", type=Path, help="data folder; otherwise one that is thrown away")
    asked = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shutil.rmtree(asked.out, ignore_errors=True)
    if asked.home is not None:
        run(asked.home, asked.out)
    else:
        with tempfile.TemporaryDirectory(prefix="fieldcase-journey-") as folder:
            run(Path(folder), asked.out)
    papers, pictures = (len(list((asked.out / part).iterdir())) for part in ("papers", "pictures"))
    print(f"{papers} papers in {asked.out}/papers, {pictures} pictures in {asked.out}/pictures")
    print(f"the whole run in {asked.out}/summary.json")
    return 0


if __name__ == "__main__":
    sys.exit(main())
