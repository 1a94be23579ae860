"""Where originals lie: a folder or a store that speaks S3; and how they come into a backup."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.district.backup import back_up
from app.district.district import District
from app.district.errors import DistrictUnusable
from app.district.files import proven_pieces
from app.district.files_backup import keep_evidence
from app.district.files_blobs import Blobs, key_of, open_blobs
from app.wire.limits import MIB
from app.wire.problems import ServerBusy, ServerFault
from tests.district.laptop import Laptop
from tests.district.object_store import BUCKET, ObjectStore, object_store
from tests.district.sending import FILM, Sending, hex_of, kept
from tests.district.story import new_case

ADDRESS = "ab" * 32
FILE = random.Random(4).randbytes(17 * MIB + 5)


@pytest.fixture
def elsewhere() -> Iterator[ObjectStore]:
    with object_store() as running:
        yield running


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Blobs]:
    if request.param == "folder":
        yield open_blobs(tmp_path, None)
        return
    running: ObjectStore = request.getfixturevalue("elsewhere")
    yield open_s3(running, tmp_path, monkeypatch)


def open_s3(running: ObjectStore, home: Path, monkeypatch: pytest.MonkeyPatch) -> Blobs:
    for name, value in (
        ("ENDPOINT", running.address),
        ("ALLOW_HTTP", "true"),
        ("ACCESS_KEY_ID", "demonstration"),
        ("SECRET_ACCESS_KEY", "demonstration"),
        ("REGION", "here"),
    ):
        monkeypatch.setenv(f"AWS_{name}", value)
    return open_blobs(home, f"s3://{BUCKET}/district")


def pieces(data: bytes) -> Iterator[bytes]:
    return (data[start : start + MIB] for start in range(0, len(data), MIB))


def test_an_original_is_kept_and_read_from_any_byte_to_any_byte(blobs: Blobs) -> None:
    assert not blobs.holds(ADDRESS, len(FILE))
    blobs.put(ADDRESS, pieces(FILE))
    assert blobs.holds(ADDRESS, len(FILE))
    assert not blobs.holds(ADDRESS, len(FILE) + 1)
    for start, stop in (
        (0, len(FILE)),
        (0, 1),
        (5, 5),
        (9 * MIB - 1, 9 * MIB + 1),
        (len(FILE) - 1, len(FILE)),
    ):
        assert b"".join(blobs.read(ADDRESS, start, stop)) == FILE[start:stop]
    with pytest.raises(FileNotFoundError):
        next(blobs.read("cd" * 32, 0, 1))


def test_an_original_that_turns_out_to_be_another_is_kept_nowhere(blobs: Blobs, tmp_path: Path) -> None:
    path = tmp_path / "part"
    path.write_bytes(FILE)
    with path.open("rb") as part, pytest.raises(ServerFault):
        blobs.put(ADDRESS, proven_pieces(part, f"sha256:{hex_of(FILM)}"))
    assert not blobs.holds(ADDRESS, len(FILE))
    with path.open("rb") as part:
        blobs.put(ADDRESS, proven_pieces(part, f"sha256:{hex_of(FILE)}"))
    assert blobs.holds(ADDRESS, len(FILE))


def test_what_a_killed_writer_left_in_the_folder_goes_after_a_day(tmp_path: Path) -> None:
    blobs = open_blobs(tmp_path, None)
    blobs.put(ADDRESS, pieces(FILM))
    folder = tmp_path / "evidence" / ADDRESS[:2]
    old, new = folder / f"{'ab' * 31}cd#1", folder / f"{'ab' * 31}ef#1"
    for path in (old, new):
        path.write_bytes(b"half")
    for path in (old, folder / ADDRESS):
        os.utime(path, (1, 1))
    blobs.clear()
    assert {path.name for path in folder.iterdir()} == {new.name, ADDRESS}


def test_a_store_that_does_not_answer_is_asked_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with object_store() as running:
        blobs = open_s3(running, tmp_path, monkeypatch)
    with pytest.raises(ServerBusy):
        blobs.holds(ADDRESS, 1)


@pytest.mark.parametrize("told", ["memory:///", "https://somewhere", "s3://", "://", "/proc/nowhere"])
def test_a_place_that_is_none_is_refused(tmp_path: Path, told: str) -> None:
    with pytest.raises(DistrictUnusable) as refused:
        open_blobs(tmp_path, told)
    assert refused.value.facts["reason"] == "evidence"


def test_a_folder_of_the_districts_choice_is_used(tmp_path: Path) -> None:
    open_blobs(tmp_path, str(tmp_path / "disk")).put(ADDRESS, pieces(FILM))
    assert (tmp_path / "disk" / key_of(ADDRESS)).read_bytes() == FILM


# Backups


@pytest.fixture
def film(laptop: Laptop) -> Sending:
    sending = Sending(laptop, new_case(), FILM)
    sending.send()
    return sending


def test_I7_a_backup_holds_every_original_that_has_a_receipt(
    district: District, film: Sending, tmp_path: Path
) -> None:
    keep = [keep_evidence(district.files.blobs)]
    copies = tmp_path / "copies"
    unfinished = Sending(film.laptop, film.case, FILM[1:])
    unfinished.begin()
    back_up(district, copies, keep)
    copy = copies / "evidence" / key_of(film.address)
    assert copy.read_bytes() == FILM
    before = copy.stat()
    unfinished.send()
    back_up(district, copies, keep)
    assert copy.stat().st_mtime_ns == before.st_mtime_ns
    assert (copies / "evidence" / key_of(unfinished.address)).read_bytes() == FILM[1:]
    assert not list(copies.rglob("*.part"))


@pytest.mark.parametrize("damage", ["altered", "lost", "shorter"])
def test_I7_an_original_that_cannot_be_proven_moves_no_watermark(
    district: District, film: Sending, tmp_path: Path, damage: str
) -> None:
    path = kept(district, film)
    path.chmod(0o600)
    if damage == "lost":
        path.unlink()
    else:
        path.write_bytes(FILM[::-1] if damage == "altered" else FILM[:-1])
    with pytest.raises(DistrictUnusable) as refused:
        back_up(district, tmp_path / "copies", [keep_evidence(district.files.blobs)])
    assert refused.value.facts["step"] == "evidence"
    assert film.laptop.page().watermark == 0
    assert [each for each in (tmp_path / "copies").rglob("*") if each.is_file()] == []


def test_a_store_elsewhere_is_seen_to_hold_what_the_copy_names(
    district: District, film: Sending, tmp_path: Path, elsewhere: ObjectStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = open_s3(elsewhere, tmp_path, monkeypatch)
    with pytest.raises(DistrictUnusable):
        back_up(district, tmp_path / "copies", [keep_evidence(blobs)])
    blobs.put(film.address, pieces(FILM))
    back_up(district, tmp_path / "copies", [keep_evidence(blobs)])
