"""A case prints the forms of the release that it pins, whatever came onto the shelf later."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import LaptopDoor
from app.documents.client import PaperWorker
from app.places import resources_dir
from app.releases.build import build_release
from app.releases.errors import ReleaseDamaged
from app.releases.shelf import ReleaseShelf
from app.services.office import LaptopOffice
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.flows.summary_case import at
from tests.releases.make import change, copy_of_resources
from tests.services.test_paper_room import Lasting
from tests.services.test_refusals import confirmed, prepared

LABEL, LATER = "缴纳方式", "缴款方式"


class TwoReleases:
    """A laptop that docketed one case before a newer release came, and one after it."""

    def __init__(self, folder: Path, worker: PaperWorker) -> None:
        self.demo, self._worker = DemoLaptop(folder / "home").make(), worker
        self.office = self.start()
        self.old = prepared(self.office)
        self.office.close()
        newer = copy_of_resources(resources_dir(), folder / "newer")
        for form in ("D20", "D08"):
            change(newer / f"forms/{form}.yaml", "title: ", "title: 新")
        change(newer / "forms/D20.yaml", f"[{LABEL}, 和期限]", f"[{LATER}, 和期限]")
        change(
            newer / "forms/D20.yaml",
            "  payment.receipt: {label: 财政票据号,",
            "  payment.receipt: {label: 票据,",
        )
        build_release(newer, "2026-12-01", 1_000)
        self.shelf = ReleaseShelf(self.demo.home / bootstrap.RELEASES, lambda release: True)
        self.newer = self.shelf.add(newer)
        self.office = self.start()
        self.new = prepared(self.office)

    def start(self) -> LaptopOffice:
        """A start of the program: it reads the shelf anew."""
        bootstrap._held_law.cache_clear()
        machine = replace(self.demo.machine, paperwork=lambda: Lasting(resources_dir(), self._worker))
        return LaptopDoor(self.demo.home, machine).unlock(JIA, PASSPHRASES[JIA])


@pytest.fixture(scope="module")
def laptop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TwoReleases]:
    with PaperWorker(resources_dir()) as worker:
        laptop = TwoReleases(tmp_path_factory.mktemp("two"), worker)
        yield laptop
        laptop.office.close()
        bootstrap._held_law.cache_clear()


def read(pdf: bytes, folder: Path) -> str:
    path = folder / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-l", "1", str(path), "-"], capture_output=True, text=True, check=True
    )
    return re.sub(r"\s", "", done.stdout)


def test_F26_each_case_keeps_the_forms_that_it_began_with(laptop: TwoReleases, tmp_path: Path) -> None:
    office = laptop.office
    assert (
        office.queries.case(laptop.old).release != office.queries.case(laptop.new).release == laptop.newer.id
    )
    old = read(office.preview(laptop.old, "D20").pdf, tmp_path)
    new = read(office.preview(laptop.new, "D20").pdf, tmp_path)
    assert f"{LABEL}和期限" in old and LATER not in old and "新当场行政处罚决定书" not in old
    assert f"{LATER}和期限" in new and LABEL not in new and "新当场行政处罚决定书" in new


def test_F26_an_issued_paper_is_set_with_the_forms_of_its_case(laptop: TwoReleases, tmp_path: Path) -> None:
    office, titles = laptop.office, []
    for case in (laptop.old, laptop.new):
        confirmed(office, case)
        document = office.issue(case, "D08", at(9, 25))
        titles.append("新责令改正通知书" in read(office.paper_bytes(case, document), tmp_path))
    assert titles == [False, True]


def test_what_a_paper_lacks_and_takes_is_asked_of_the_same_forms(laptop: TwoReleases) -> None:
    office = laptop.office
    law = office._desk.law
    folders = [law.forms(office.queries.case(case).release) for case in (laptop.old, laptop.new)]
    assert folders[1] == laptop.newer.folder / "forms" != folders[0]
    for case in (laptop.old, laptop.new):
        assert office.rooms(case), "both are measured"
        assert "field.missing" in office.check_issue(case, "D20").codes


def test_a_form_that_was_changed_on_the_shelf_is_named_and_not_printed(tmp_path: Path) -> None:
    with PaperWorker(resources_dir()) as worker:
        laptop = TwoReleases(tmp_path, worker)
        pinned = laptop.shelf.get(laptop.office.queries.case(laptop.old).release)
        change(pinned.folder / "forms/D20.yaml", "title: ", "title: 假")
        with pytest.raises(ReleaseDamaged) as refused:
            laptop.office.preview(laptop.old, "D20")
        assert refused.value.facts["file"] == "forms/D20.yaml"
        assert laptop.office.preview(laptop.new, "D20").pdf, "the other release is whole"
        laptop.office.close()
        bootstrap._held_law.cache_clear()
