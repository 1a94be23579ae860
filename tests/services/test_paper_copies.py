"""A copy in a file is whole or not there, and counted when it is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.office import LaptopOffice
from app.services.papers import CopyNotWritten
from tests.flows.summary_case import at
from tests.services.conftest import Laptop
from tests.services.test_refusals import confirmed, prepared


@pytest.fixture
def issued(laptop: Laptop) -> tuple[LaptopOffice, str, str]:
    office = laptop.sign_in()
    case = prepared(office)
    confirmed(office, case)
    return office, case, office.issue(case, "D08", at(9, 25))


def counted(office: LaptopOffice, case: str) -> int:
    (paper,) = office.queries.case(case).papers("D08")
    return paper.printed


def test_a_copy_holds_the_frozen_bytes_and_is_counted(
    issued: tuple[LaptopOffice, str, str], tmp_path: Path
) -> None:
    office, case, document = issued
    target = tmp_path / "stick" / "责改.pdf"
    target.parent.mkdir()
    target.write_bytes(b"older copy")
    office.save_paper(case, document, target)
    assert target.read_bytes() == office.paper_bytes(case, document)
    assert list(target.parent.iterdir()) == [target]
    assert counted(office, case) == 1


def test_a_folder_that_is_gone_is_told_and_nothing_is_counted(
    issued: tuple[LaptopOffice, str, str], tmp_path: Path
) -> None:
    office, case, document = issued
    with pytest.raises(CopyNotWritten) as refused:
        office.save_paper(case, document, tmp_path / "gone" / "责改.pdf")
    assert refused.value.facts["name"] == "责改.pdf"
    assert counted(office, case) == 0


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_older_copy_whole_and_nothing_beside_it(
    issued: tuple[LaptopOffice, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    office, case, document = issued
    target = tmp_path / "stick" / "责改.pdf"
    target.parent.mkdir()
    target.write_bytes(b"older copy")

    def refuse(*asked: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("os.fsync" if step == "fsync" else "pathlib.Path.replace", refuse)
        with pytest.raises(CopyNotWritten):
            office.save_paper(case, document, target)
    assert target.read_bytes() == b"older copy"
    assert list(target.parent.iterdir()) == [target]
    assert counted(office, case) == 0
