"""The vault keeps evidence whole or not at all, and says what it found."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import secrets
import stat
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from app.ports.vault import (
    BlobMissing,
    DiskFull,
    EvidenceAltered,
    SealedBlob,
    SealingCancelled,
    SourceChanged,
    SourceUnreadable,
    VaultUnusable,
)
from app.vault.disk import Disk
from app.vault.files import FileVault

KEY = bytes(range(32))
PHOTO = hashlib.shake_256(b"a photo").digest(1_200_000)


@pytest.fixture
def vault(tmp_path: Path) -> FileVault:
    return FileVault(tmp_path / "vault", KEY, kept_free=0)


def path_of(vault: FileVault, blob: SealedBlob) -> Path:
    return vault._folder / blob.name[:2] / blob.name[2:4] / blob.name


def files_beneath(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_what_was_sealed_is_read_back_with_its_hash(vault: FileVault) -> None:
    blob = vault.seal(io.BytesIO(PHOTO))
    assert blob.sha256 == "sha256:" + hashlib.sha256(PHOTO).hexdigest()
    assert (blob.size, blob.sealed_size) == (len(PHOTO), path_of(vault, blob).stat().st_size)
    vault.verify(blob.name, blob.sha256)
    with vault.open(blob.name, blob.size) as reader:
        assert reader.read() == PHOTO


def test_name_and_folder_tell_nothing_and_bytes_are_not_plain(vault: FileVault, tmp_path: Path) -> None:
    blobs = [vault.seal(io.BytesIO(PHOTO)) for _ in range(2)]
    assert blobs[0].name != blobs[1].name
    assert files_beneath(tmp_path / "vault") == {f"{b.name[:2]}/{b.name[2:4]}/{b.name}" for b in blobs}
    for blob in blobs:
        assert PHOTO[:16] not in path_of(vault, blob).read_bytes()
        assert stat.S_IMODE(path_of(vault, blob).stat().st_mode) == 0o600


def test_sealing_starts_at_the_sources_position(vault: FileVault) -> None:
    source = io.BytesIO(PHOTO)
    source.seek(1000)
    with vault.open(vault.seal(source).name) as reader:
        assert reader.read() == PHOTO[1000:]


def test_a_changed_byte_of_a_vault_file_is_found_and_the_file_named(vault: FileVault) -> None:
    blob = vault.seal(io.BytesIO(PHOTO))
    data = bytearray(path_of(vault, blob).read_bytes())
    data[500_000] ^= 1
    path_of(vault, blob).write_bytes(data)
    with pytest.raises(EvidenceAltered) as caught:
        vault.verify(blob.name, blob.sha256)
    assert caught.value.facts == {"name": blob.name, "reason": "segment", "segment": 0, "segments": 2}


def test_two_files_in_each_others_place_are_found(vault: FileVault) -> None:
    one, two = vault.seal(io.BytesIO(b"first photo")), vault.seal(io.BytesIO(b"second photo"))
    path_of(vault, one).write_bytes(path_of(vault, two).read_bytes())
    with pytest.raises(EvidenceAltered) as caught:
        vault.open(one.name)
    assert caught.value.facts["name"] == one.name


def test_a_whole_file_with_another_hash_or_size_than_its_row_is_found(vault: FileVault) -> None:
    blob = vault.seal(io.BytesIO(b"photo"))
    with pytest.raises(EvidenceAltered) as caught:
        vault.verify(blob.name, "sha256:" + "0" * 64)
    assert caught.value.facts["reason"] == "hash"
    with pytest.raises(EvidenceAltered) as caught:
        vault.open(blob.name, size=6)
    assert caught.value.facts["reason"] == "size"


@pytest.mark.parametrize("name", ["0" * 32, "../../etc/passwd", "", "A" * 32, "0" * 32 + "\n"])
def test_a_name_without_a_file_is_missing_whatever_it_looks_like(vault: FileVault, name: str) -> None:
    with pytest.raises(BlobMissing):
        vault.open(name)


class NarrowDisk(Disk):
    """A disk with ``room`` bytes to give, that says it has ``said`` bytes."""

    def __init__(self, room: int, said: int) -> None:
        self.room, self.said = room, said

    def free(self, _folder: Path) -> int:
        return self.said

    def write(self, file: io.FileIO, data: Any) -> None:
        self.room -= len(data)
        if self.room < 0:
            super().write(file, memoryview(data)[:1000])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        super().write(file, data)


def test_too_little_room_is_said_before_anything_is_written_F19(tmp_path: Path) -> None:
    vault = FileVault(tmp_path / "vault", KEY, disk=NarrowDisk(10**9, said=500_000_000))
    with pytest.raises(DiskFull) as caught:
        vault.seal(io.BytesIO(PHOTO))
    assert caught.value.facts["free"] == 500_000_000
    assert caught.value.facts["kept_free"] == 500_000_000
    assert caught.value.facts["needed"] == len(PHOTO) + 40 + 2 * 16
    assert files_beneath(tmp_path) == set()


def test_a_disk_that_fills_up_in_mid_write_leaves_nothing_behind_F19(tmp_path: Path) -> None:
    disk = NarrowDisk(1_100_000, said=10**12)
    vault = FileVault(tmp_path / "vault", KEY, disk=disk)
    with pytest.raises(DiskFull):
        vault.seal(io.BytesIO(PHOTO))
    assert files_beneath(tmp_path) == set()
    disk.room = 10**9
    assert vault.seal(io.BytesIO(PHOTO)).size == len(PHOTO)


@pytest.mark.parametrize("operation", ["create", "write", "sync", "rename", "sync_folder"])
def test_a_broken_disk_is_said_and_leaves_nothing_behind(
    vault: FileVault, tmp_path: Path, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Disk, operation, broken)
    with pytest.raises(VaultUnusable) as caught:
        vault.seal(io.BytesIO(b"photo"))
    assert caught.value.facts["reason"] == "EIO"
    assert files_beneath(tmp_path) == set()


def test_a_file_whose_name_may_not_last_is_taken_back(tmp_path: Path) -> None:
    class ForgetfulFolders(Disk):
        def sync_folder(self, folder: Path) -> None:
            if any(path.is_file() for path in folder.iterdir()):
                raise OSError(errno.EIO, "Input/output error")
            super().sync_folder(folder)

    with pytest.raises(VaultUnusable):
        FileVault(tmp_path / "vault", KEY, disk=ForgetfulFolders(), kept_free=0).seal(io.BytesIO(b"photo"))
    assert files_beneath(tmp_path) == set()


def test_power_cut_while_mending_loses_no_bytes_F03(
    failing_disk: Callable[[], Any], until_power_cut: Callable[[], Any]
) -> None:
    for cut_at in range(1, 40):
        disk, told = failing_disk(), []
        seal_two(disk.root, disk, told)
        disk.operations, disk.cut_at = 0, cut_at
        with until_power_cut() as cut:
            FileVault(disk.root / "vault", KEY, disk=disk, kept_free=0).mend(set())
        disk.power_returns("forgets")
        vault = FileVault(disk.root / "vault", KEY, kept_free=0)
        assert vault.mend({blob.name for blob in told}).missing == ()
        for blob in told:
            vault.verify(blob.name, blob.sha256)
        if not cut:
            return
    raise AssertionError("mending never came to its end")


def test_a_cancelled_import_leaves_nothing_behind(vault: FileVault, tmp_path: Path) -> None:
    with pytest.raises(SealingCancelled):
        vault.seal(io.BytesIO(PHOTO), cancelled=lambda: True)
    assert files_beneath(tmp_path) == set()


class WornCard(io.RawIOBase):
    """A camera card that gives ``first`` and, once read to its end, ``second`` (None: it dies)."""

    def __init__(self, first: bytes, second: bytes | None) -> None:
        self._reading: io.BytesIO | None = io.BytesIO(first)
        self._second, self._read_out = second, False

    def readinto(self, buffer: Any, /) -> int:
        count = self._current().readinto(buffer)
        self._read_out |= not count
        return count

    def seek(self, offset: int, whence: int = 0, /) -> int:
        if self._read_out:
            self._reading = None if self._second is None else io.BytesIO(self._second)
        return self._current().seek(offset, whence)

    def tell(self) -> int:
        return self._current().tell()

    def seekable(self) -> bool:
        return True

    def _current(self) -> io.BytesIO:
        if self._reading is None:
            raise OSError(errno.EIO, "Input/output error")
        return self._reading


def test_a_card_that_gives_the_same_bytes_twice_is_taken_F04(vault: FileVault, tmp_path: Path) -> None:
    (tmp_path / "DSC0001.JPG").write_bytes(PHOTO)
    with (tmp_path / "DSC0001.JPG").open("rb") as source:
        blob = vault.seal(source, read_twice=True)
    assert blob.sha256 == "sha256:" + hashlib.sha256(PHOTO).hexdigest()
    assert (tmp_path / "DSC0001.JPG").read_bytes() == PHOTO


def test_a_card_that_gives_other_bytes_the_second_time_is_not_taken_F04(
    vault: FileVault, tmp_path: Path
) -> None:
    with pytest.raises(SourceChanged) as caught:
        vault.seal(WornCard(PHOTO, second=PHOTO[:-1] + b"?"), read_twice=True)
    assert caught.value.facts["first"] != caught.value.facts["second"]
    assert files_beneath(tmp_path) == set()


def test_a_card_that_dies_before_the_second_reading_is_not_taken_F04(
    vault: FileVault, tmp_path: Path
) -> None:
    with pytest.raises(SourceUnreadable):
        vault.seal(WornCard(PHOTO, second=None), read_twice=True)
    assert files_beneath(tmp_path) == set()


def test_mending_finds_nothing_wrong_in_a_sound_vault(vault: FileVault) -> None:
    blob = vault.seal(io.BytesIO(b"photo"))
    assert not vault.mend({blob.name})
    assert vault.orphans({blob.name}) == ()


def test_bytes_without_a_row_are_set_aside_and_never_deleted_F03(vault: FileVault, tmp_path: Path) -> None:
    blob = vault.seal(io.BytesIO(b"photo"))
    assert vault.orphans(set()) == (blob.name,)
    report = vault.mend(set())
    assert report.quarantined == (blob.name,)
    assert files_beneath(tmp_path / "vault") == {f"lost+found/{blob.name}"}
    with pytest.raises(BlobMissing):
        vault.open(blob.name)


def test_a_row_without_bytes_is_named_F03(vault: FileVault) -> None:
    assert vault.mend({"0" * 32}).missing == ("0" * 32,)


def test_bytes_set_aside_come_back_when_a_row_names_them_F03(vault: FileVault) -> None:
    blob = vault.seal(io.BytesIO(b"photo"))
    vault.mend(set())
    report = vault.mend({blob.name})
    assert (report.restored, report.missing) == ((blob.name,), ())
    vault.verify(blob.name, blob.sha256)


def test_half_written_files_are_removed_and_strange_ones_left_alone_F03(
    vault: FileVault, tmp_path: Path
) -> None:
    (tmp_path / "vault/incoming" / ("a" * 32)).write_bytes(b"half")
    (tmp_path / "vault/ab/cd").mkdir(parents=True)
    (tmp_path / "vault/ab/cd/desktop.ini").write_bytes(b"not ours")
    (tmp_path / "vault/ab/cd" / ("f" * 32)).write_bytes(b"not in its folder")
    report = vault.mend(set())
    assert (report.removed, report.quarantined) == (("a" * 32,), ())
    assert files_beneath(tmp_path / "vault") == {"ab/cd/desktop.ini", "ab/cd/" + "f" * 32}


def test_young_files_wait_for_their_row(vault: FileVault) -> None:
    blob = vault.seal(io.BytesIO(b"photo"))
    assert not vault.mend(set(), grace=60)
    hour_ago = path_of(vault, blob).stat().st_mtime - 3600
    os.utime(path_of(vault, blob), (hour_ago, hour_ago))
    assert vault.mend(set(), grace=60).quarantined == (blob.name,)


def test_a_clock_set_back_sets_no_evidence_aside_F13(vault: FileVault) -> None:
    blob = vault.seal(io.BytesIO(b"photo"))
    next_year = path_of(vault, blob).stat().st_mtime + 365 * 86_400
    os.utime(path_of(vault, blob), (next_year, next_year))
    assert not vault.mend(set(), grace=60)


def test_mending_during_an_import_leaves_the_import_alone(vault: FileVault) -> None:
    reports: list[object] = []
    blob = vault.seal(io.BytesIO(PHOTO), progress=lambda _: reports.append(vault.mend(set())))
    assert not any(reports)
    vault.verify(blob.name, blob.sha256)


def seal_two(root: Path, disk: Disk, told: list[SealedBlob]) -> None:
    vault = FileVault(root / "vault", KEY, disk=disk, kept_free=0)
    told.append(vault.seal(io.BytesIO(b"first photo")))
    told.append(vault.seal(io.BytesIO(b"second photo")))


@pytest.mark.parametrize("aftermath", ["forgets", "keeps", "tears"])
def test_power_cut_at_every_operation_leaves_each_file_whole_or_absent_F01_F03(
    aftermath: Any,
    failing_disk: Callable[[], Any],
    until_power_cut: Callable[[], Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The same names in every run: two that share a folder by chance take one operation less.
    names = cycle(("a1" * 16, "b2" * 16))
    monkeypatch.setattr(secrets, "token_hex", lambda _: next(names))
    whole_run = failing_disk()
    seal_two(whole_run.root, whole_run, [])
    assert whole_run.operations > 20
    for cut_at in range(1, whole_run.operations + 1):
        disk, told = failing_disk(), []
        disk.cut_at = cut_at
        names = cycle(("a1" * 16, "b2" * 16))
        with until_power_cut() as cut:
            seal_two(disk.root, disk, told)
        assert cut
        disk.power_returns(aftermath)
        vault = FileVault(disk.root / "vault", KEY, kept_free=0)
        report = vault.mend({blob.name for blob in told})
        assert report.missing == (), f"said to be kept, but lost after operation {cut_at}"
        for blob in told:
            vault.verify(blob.name, blob.sha256)
        for name in report.quarantined:
            assert vault.mend({name}).restored == (name,)
            with vault.open(name) as reader:
                assert reader.read() in (b"first photo", b"second photo")
        assert not [name for name in files_beneath(disk.root) if "incoming" in name]
