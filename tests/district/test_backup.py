"""A backup counts only once it was opened and compared; then, and only then, the watermark moves."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from app.district.backup import back_up, digest_of_store
from app.district.database import FILE
from app.district.district import District, open_district
from app.district.errors import DistrictUnusable
from app.district.law import DistrictLaw
from app.district.schema import backup as backup_table
from app.district.schema import verdict
from tests.district.laptop import Laptop
from tests.district.story import Story


def watermark(laptop: Laptop) -> int:
    return laptop.page().watermark


def test_before_any_backup_nothing_may_be_relied_upon(laptop: Laptop) -> None:
    laptop.push(*Story(laptop).begin())
    assert watermark(laptop) == 0


def test_I7_a_proven_backup_moves_the_watermark_to_its_place(
    laptop: Laptop, district: District, tmp_path: Path
) -> None:
    entries = Story(laptop).begin()
    laptop.push(*entries)
    kept = back_up(district, tmp_path / "copies")
    assert kept.commit_seq == len(entries) == watermark(laptop)
    assert kept.path.exists() and [path for path in kept.path.parent.iterdir() if path != kept.path] == []
    later = Story(laptop, 2).begin()
    answer = laptop.send(*later)
    assert answer.json()["watermark"] == len(entries)
    with district.reading() as connection:
        row = connection.execute(select(backup_table)).one()
    assert (row.name, row.commit_seq) == (kept.path.name, len(entries))


def test_a_backup_of_sqlite_opens_as_a_district(
    laptop: Laptop, district: District, tmp_path: Path, database: str | None, shipped_law: DistrictLaw
) -> None:
    laptop.push(*Story(laptop).begin())
    kept = back_up(district, tmp_path / "copies")
    if database is not None:
        assert kept.path.suffix == ".dump" and kept.path.stat().st_size > 1000
        return
    home = tmp_path / "again"
    home.mkdir()
    kept.path.rename(home / FILE)
    (home / "keys.json").write_bytes((district.home / "keys.json").read_bytes())
    (home / "keys.json").chmod(stat.S_IRUSR | stat.S_IWUSR)
    again = open_district(home, None, district.clock, shipped_law)
    with again.reading() as one, district.reading() as other:
        assert digest_of_store(one, 10**9) == digest_of_store(other, 10**9)
    again.close()


def test_a_copy_that_differs_moves_nothing_and_leaves_no_file(
    laptop: Laptop, district: District, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.push(*Story(laptop).begin())
    digests = iter(["one", "another"])
    monkeypatch.setattr("app.district.backup.digest_of_store", lambda connection, upto: next(digests))
    with pytest.raises(DistrictUnusable) as refused:
        back_up(district, tmp_path / "copies")
    assert refused.value.facts["step"] == "digest"
    assert watermark(laptop) == 0 and list((tmp_path / "copies").iterdir()) == []


def test_the_digest_sees_one_changed_byte_of_one_verdict(laptop: Laptop, district: District) -> None:
    laptop.push(*Story(laptop).begin())
    with district.reading() as connection:
        before = digest_of_store(connection, 100)
    with district.writing() as connection:
        connection.execute(
            update(verdict).where(verdict.c.commit_seq == 3).values(statement=verdict.c.statement + " ")
        )
        assert digest_of_store(connection, 100) != before
        assert digest_of_store(connection, 2) == digest_of_store(connection, 2)


def test_evidence_that_could_not_be_kept_moves_nothing(
    laptop: Laptop, district: District, tmp_path: Path
) -> None:
    laptop.push(*Story(laptop).begin())
    asked: list[Path] = []

    def lost(folder: Path, connection: object) -> None:
        asked.append(folder)
        raise DistrictUnusable(reason="backup", step="evidence")

    with pytest.raises(DistrictUnusable):
        back_up(district, tmp_path / "copies", [lost])
    assert asked and watermark(laptop) == 0 and list((tmp_path / "copies").iterdir()) == []


def test_no_database_of_the_proof_is_left_behind(
    laptop: Laptop, district: District, tmp_path: Path, database: str | None
) -> None:
    laptop.push(Story(laptop).docket())
    back_up(district, tmp_path / "copies")
    if database is None:
        return
    with district.reading() as connection:
        names = connection.execute(text("SELECT datname FROM pg_database")).scalars().all()
    assert not [name for name in names if name.startswith("fieldcase_proof")]


def test_a_folder_that_takes_no_backup_is_told(district: District, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DistrictUnusable) as refused:
        back_up(district, tmp_path / "file" / "copies")
    assert refused.value.facts["reason"] == "backup"
