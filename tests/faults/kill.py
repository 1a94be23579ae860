"""kill -9 at a random moment: what was called saved is there, whole, and the next start mends the rest."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.domain.case import Case
from app.services.office import LaptopOffice
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60.0
"""Seconds after which a child is killed whatever it does."""


@dataclass
class Outcome:
    """One kill: when it came, what had been called saved, what start mended, and what was wrong."""

    after: float
    saved: Sequence[str]
    mended: str = ""
    wrong: list[str] = field(default_factory=list)


def template(folder: Path) -> DemoLaptop:
    """A freshly set up laptop, to be copied for each run."""
    return DemoLaptop(folder).make()


def run_child(laptop: DemoLaptop, kill_after: float | None) -> tuple[Sequence[str], float]:
    """Play in a child, kill it after some seconds since it opened the store; None lets it end.

    Returns:
        What the child called saved, and how long it ran after opening.
    """
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    secrets = {store: secret.hex() for store, secret in laptop.secrets.items()}
    child.stdin.write(json.dumps({"home": str(laptop.home), "secrets": secrets}).encode() + b"\n")
    child.stdin.flush()
    saved, opened = [], time.monotonic()
    timer = threading.Timer(LONGEST, child.kill)
    timer.start()
    for line in child.stdout:
        saved.append(line.decode().removeprefix("saved ").strip())
        if saved[-1] == "open":
            opened = time.monotonic()
            timer.cancel()
            timer = threading.Timer(LONGEST if kill_after is None else kill_after, child.kill)
            timer.start()
    child.wait()
    timer.cancel()
    child.stdin.close()
    child.stdout.close()
    return saved, time.monotonic() - opened


def kill_once(source: DemoLaptop, folder: Path, after: float) -> Outcome:
    """Copy the laptop, kill the journey in it, start again and look."""
    shutil.copytree(source.home, folder)
    laptop = DemoLaptop(folder, secrets=source.secrets)
    saved, _ = run_child(laptop, after)
    outcome = Outcome(after, saved)
    office = laptop.door().unlock(JIA, PASSPHRASES[JIA])
    try:
        outcome.mended = str(office.mended) if office.mended else ""
        outcome.wrong = what_is_wrong(office, saved)
    finally:
        office.close()
    return outcome


def what_is_wrong(office: LaptopOffice, saved: Sequence[str]) -> list[str]:
    """Everything that was called saved and is not there, and everything that is damaged."""
    wrong = [f"damage: {fault}" for fault in office.doctor.check()]
    if not office.doctor.rebuild():
        wrong.append("a rebuild made other projections")
    named = [line.removeprefix("case ") for line in saved if line.startswith("case ")]
    if not named:
        return wrong
    case = office.queries.case(named[0])
    for line in saved:
        if not _is_there(office, case, line):
            wrong.append(f"lost: {line}")
    return wrong


def _is_there(office: LaptopOffice, case: Case, line: str) -> bool:
    kind, _, rest = line.partition(" ")
    match kind:
        case "fields":
            return all(name in case.fields for name in rest.split())
        case "evidence":
            with office.open_evidence(case.id, rest) as reader:
                return len(reader.read_at(0, reader.size)) == reader.size
        case "document":
            return office.paper_bytes(case.id, rest).startswith(b"%PDF-")
        case "step":
            return any(act.kind == "step.taken" and act.subject == rest for act in case.acts)
        case "money":
            return bool(case.money)
        case "told":
            return bool(case.tellings)
        case "re-inspection":
            return bool(case.reinspections)
        case _:
            return True


def moments(count: int, duration: float, seed: int) -> list[float]:
    """Random moments of the journey, one in each equal part of it, so that none is forgotten."""
    dice = random.Random(seed)
    return [duration * (place + dice.random()) / count for place in range(count)]
