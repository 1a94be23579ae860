"""A sample of what ``make faults`` does at length, and proof that its predicates find what is wrong."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.bootstrap import LaptopDoor
from app.services.office import LaptopOffice
from tests.faults.facts import TYPED, what_is_wrong
from tests.faults.kill import quick
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.flows.summary_case import play

ROOT = Path(__file__).resolve().parents[2]
FORGETFUL_STORE = """
import random, sys
from pathlib import Path
from app.storage import engine
from tests.faults.disk import LONG_LOG, Moment
from tests.faults.kill import Rig
engine._PRAGMAS = tuple(line.replace("synchronous = FULL", sys.argv[2]) for line in engine._PRAGMAS)
with Rig(Path(sys.argv[1])) as rig:
    moment = Moment(6, "rename numbers.mark$")
    print(rig.cut(moment, LONG_LOG, random.Random(1), forgets=True))
"""


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.stderr == ""
    return done.stdout


def test_F01_F02_F03_six_kills_lose_nothing_that_was_called_saved() -> None:
    seed = str(random.randint(0, 10**6))
    said = run("-m", "tests.faults", "--kills", "2", "--aimed", "4", "--seed", seed)
    assert said.splitlines()[-1] == "6 passed, 0 failed", said


def test_F01_a_set_up_that_is_cut_off_begins_anew() -> None:
    said = run("-m", "tests.faults", "--set-up", "4", "--seed", str(random.randint(0, 10**6)))
    assert said.splitlines()[-1] == "4 passed, 0 failed", said


@pytest.mark.parametrize(("pragma", "found"), [("synchronous = FULL", False), ("synchronous = NORMAL", True)])
def test_F01_a_store_that_does_not_sync_its_saves_is_found_out(
    tmp_path: Path, pragma: str, found: bool
) -> None:
    said = run("-c", FORGETFUL_STORE, str(tmp_path), pragma)
    assert ("lost: case" in said) == found, said


@dataclass(frozen=True)
class Played:
    """An office in which the journey was played, and what was called saved."""

    office: LaptopOffice
    saved: list[str]

    def wrong(self, *lies: str, typed: Mapping[str, object] = TYPED) -> list[str]:
        return what_is_wrong(self.office, [*self.saved, *lies], typed)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    laptop = DemoLaptop(tmp_path_factory.mktemp("played") / "home").make()
    office = LaptopDoor(laptop.home, quick(laptop.machine)).unlock(JIA, PASSPHRASES[JIA])
    saved: list[str] = []
    play(office, saved.append)
    yield Played(office, saved)
    office.close()


def test_nothing_is_wrong_after_a_journey_that_ended_well(played: Played) -> None:
    assert played.wrong() == []


@pytest.mark.parametrize(
    "lie",
    [
        "fields party.name party.unit_name",
        "evidence 019f0000-0000-7000-8000-000000000000",
        "document D21",
        "step S_CLOSED",
        "confirmed",
        "told",
        "money taken",
    ],
)
def test_whatever_was_called_saved_and_is_not_there_is_found(played: Played, lie: str) -> None:
    wrong = played.wrong(*[lie] * 4)
    assert wrong
    assert {tuple(line.split()[:2]) for line in wrong} <= {
        ("lost:", lie.split()[0]),
        ("lost:", f"{lie.split()[0]},"),
    }


def test_a_field_that_holds_another_value_than_was_typed_is_found(played: Played) -> None:
    wrong = played.wrong(typed={**TYPED, "party.name": "演示当事人丙"})
    assert [line.split()[:2] for line in wrong] == [["lost:", "fields"]]


def test_a_lost_case_is_found(played: Played) -> None:
    assert what_is_wrong(played.office, ["case 019f0000"], TYPED) == ["lost: case 019f0000"]
