"""``fieldcase release``: a release from a stick becomes the law of the next sign-in, or changes nothing."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.__main__ import main
from app.bootstrap import _held_law
from app.crypto.signing import SigningKey
from app.laptop import read_laptop, write_laptop
from app.releases.build import build_release
from tests.flows.demo_laptop import JIA, PASSPHRASES, YI, DemoLaptop
from tests.releases.make import RESOURCES, change, copy_of_resources, sign

DISTRICT = SigningKey.make()
RULES = "law/deadlines.yaml"


@pytest.fixture
def laptop(tmp_path: Path) -> DemoLaptop:
    """A laptop whose district's key is the test's."""
    made = DemoLaptop(tmp_path / "home").make()
    write_laptop(made.home, replace(read_laptop(made.home), district=DISTRICT.public))
    return made


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """The next release: one figure of the law is another one, and the number is higher."""
    folder = copy_of_resources(RESOURCES, tmp_path / "stick")
    change(folder / "law" / "parameters.yaml", "value: 60", "value: 61", after="id: reconsideration.days")
    build_release(folder, version="2026-12-01", number=1_000)
    return folder


def held(laptop: DemoLaptop) -> tuple[str, int]:
    """The newest release as a fresh start of the program reads it, and its days for reconsideration."""
    _held_law.cache_clear()
    law = _held_law(laptop.home)
    _held_law.cache_clear()
    (days,) = [each.value for each in law.parameters if each.id == "reconsideration.days"]
    return law.newest_release, days


def test_a_signed_release_is_the_law_from_the_next_start_on(
    laptop: DemoLaptop, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, days = held(laptop)
    sign(stick, DISTRICT)
    assert main(["--home", str(laptop.home), "release", str(stick)]) == 0
    assert "2026-12-01" in capsys.readouterr().out
    now, now_days = held(laptop)
    assert (days, now_days) == (60, 61)
    assert now != before == json.loads((RESOURCES / "release.json").read_text("utf-8"))["id"]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda stick: None, "签名不符合要求"),
        (lambda stick: sign(stick, SigningKey.make()), "签名不符合要求"),
        (lambda stick: change(sign(stick, DISTRICT) / RULES, "T18", "T19"), RULES),
        (lambda stick: change(sign(stick, DISTRICT) / "release.json", "1000", "1001"), "release.json"),
        (lambda stick: shutil.rmtree(stick), "没有找到权责清单和参数"),
    ],
)
def test_what_is_not_the_districts_or_not_whole_changes_nothing_and_is_named(
    laptop: DemoLaptop, stick: Path, capsys: pytest.CaptureFixture[str], spoil: object, said: str
) -> None:
    before = held(laptop)
    assert callable(spoil)
    spoil(stick)
    assert main(["--home", str(laptop.home), "release", str(stick)]) == 1
    assert said in capsys.readouterr().err
    assert held(laptop) == before


def test_a_law_that_cannot_be_read_does_not_come_onto_the_shelf_though_it_is_signed(
    laptop: DemoLaptop, stick: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = held(laptop)
    change(stick / "law" / "parameters.yaml", "unit: days", "unit: dayz", after="id: reconsideration.days")
    build_release(stick)
    assert main(["--home", str(laptop.home), "release", str(sign(stick, DISTRICT))]) == 1
    assert "parameters.yaml" in capsys.readouterr().err
    assert held(laptop) == before


def test_a_release_of_an_older_program_takes_what_it_lacks_from_this_program(
    laptop: DemoLaptop, stick: Path
) -> None:
    sheet = stick / "law" / "parameters.yaml"
    rows = sheet.read_text("utf-8").split("\n- id: ")
    sheet.write_text(
        "\n- id: ".join(row for row in rows if not row.startswith("window.cover_minutes")), "utf-8"
    )
    build_release(stick)
    assert main(["--home", str(laptop.home), "release", str(sign(stick, DISTRICT))]) == 0
    _held_law.cache_clear()
    parameters = _held_law(laptop.home).parameters
    _held_law.cache_clear()
    today = date(2026, 8, 6)
    assert (
        parameters.value("window.cover_minutes", today),
        parameters.value("reconsideration.days", today),
    ) == (
        10,
        61,
    )


def test_a_case_keeps_the_list_under_which_it_was_docketed(tmp_path: Path, stick: Path) -> None:
    laptop = DemoLaptop(tmp_path / "worked").make()
    office = laptop.door().unlock(JIA, PASSPHRASES[JIA])
    case = office.docket("巡查发现", YI)
    pinned = office.queries.case(case).release
    office.close()
    own = read_laptop(laptop.home)
    write_laptop(laptop.home, replace(own, district=DISTRICT.public))
    assert main(["--home", str(laptop.home), "release", str(sign(stick, DISTRICT))]) == 0
    write_laptop(laptop.home, own)
    _held_law.cache_clear()
    office = laptop.door().unlock(JIA, PASSPHRASES[JIA])
    assert office.catalogue.version == "2026-12-01"
    assert office.queries.case(case).release == pinned != office.catalogue.release
    assert {step.end for step in office.outlook(case)}, "the old list is still read for the old case"
    office.close()
    _held_law.cache_clear()


def test_a_folder_without_laptop_is_told(tmp_path: Path, stick: Path) -> None:
    assert main(["--home", str(tmp_path / "nobody"), "release", str(stick)]) == 1
    assert not (tmp_path / "nobody").exists()
