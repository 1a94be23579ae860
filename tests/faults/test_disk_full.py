"""F19: told before the act, refused whole, and done after room was made, without a new start."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import LaptopDoor
from app.ports.vault import DiskFull
from app.presenters.messages import message_for
from app.services.office import LaptopOffice
from app.vault.disk import Disk
from tests.faults.kill import quick
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI, DemoLaptop
from tests.flows.summary_case import ACT, PARTY, PHOTO, at

ROOT = Path(__file__).resolve().parents[2]
LITTLE = 400_000_000


def test_F19_a_disk_that_fills_up_at_any_write_refuses_whole_acts_and_loses_nothing() -> None:
    seed = str(random.randint(0, 10**6))
    said = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--full", "4", "--seed", seed],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert (said.stderr, said.stdout.splitlines()[-1]) == ("", "4 passed, 0 failed"), said.stdout
    assert "refused: " in said.stdout


@pytest.fixture
def office(tmp_path: Path) -> Iterator[LaptopOffice]:
    laptop = DemoLaptop(tmp_path / "home").make()
    office = LaptopDoor(laptop.home, quick(laptop.machine)).unlock(JIA, PASSPHRASES[JIA])
    yield office
    office.close()


def test_F19_evidence_is_refused_before_the_act_when_little_room_is_left(
    office: LaptopOffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.docket("巡查发现", YI, at(9, 10))
    sealed = list((tmp_path / "home" / "vault").rglob("*"))
    with monkeypatch.context() as nearly_full, pytest.raises(DiskFull) as full:
        nearly_full.setattr(Disk, "free", lambda self, folder: LITTLE)
        office.add_evidence(case, PHOTO, act="scene", at=at(9, 16))
    assert (full.value.facts["free"], full.value.facts["kept_free"]) == (LITTLE, 500_000_000)
    assert "空间" in message_for(full.value).what
    assert list((tmp_path / "home" / "vault").rglob("*")) == sealed, "nothing was begun"
    office.add_evidence(case, PHOTO, act="scene", at=at(9, 16))
    assert len(office.queries.case(case).evidence) == 1


def test_F19_what_was_typed_can_still_be_saved_when_evidence_finds_no_room(
    office: LaptopOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = office.docket("巡查发现", YI, at(9, 10))
    monkeypatch.setattr(Disk, "free", lambda self, folder: LITTLE)
    office.set_fields(case, {**PARTY, **ACT}, at(9, 15))
    office.save_draft("scene.narrative", "写到一半")
    assert office.queries.case(case).text("party.name") == PARTY["party.name"]
    assert office.queries.draft("scene.narrative") == "写到一半"
