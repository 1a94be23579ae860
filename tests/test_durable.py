"""Replacing a file is all or nothing, wherever the power goes."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from app.durable import is_out_of_room, replace_whole, sync_folder, system_name

OLD, NEW = b"old", b"new and longer"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    path = tmp_path / "mark"
    path.write_bytes(OLD)
    return path


def _replace(path: Path) -> None:
    replace_whole(path, NEW, aside=path.with_name("mark.new"))


def test_the_new_content_takes_the_place_of_the_old_and_leaves_nothing_beside_it(place: Path) -> None:
    _replace(place)
    assert place.read_bytes() == NEW
    assert [path.name for path in place.parent.iterdir()] == ["mark"]


def test_content_is_on_the_medium_before_it_bears_the_name_and_the_name_before_the_end(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(descriptor: int) -> None:
        fsync(descriptor)
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "content")

    def renamed(path: Path, target: Path) -> Path:
        steps.append("name")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", renamed)
    _replace(place)
    assert steps == ["content", "name", "folder"]


@pytest.mark.parametrize("operation", ["fsync", "replace"])
def test_a_disk_that_refuses_leaves_the_old_content_whole(
    place: Path, operation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os if operation == "fsync" else Path, operation, refuse)
    with pytest.raises(OSError, match="broken"):
        _replace(place)
    assert place.read_bytes() == OLD


def test_what_a_cut_left_aside_is_written_over(place: Path) -> None:
    place.with_name("mark.new").write_bytes(b"half of something much longer than the new content")
    _replace(place)
    assert place.read_bytes() == NEW


def test_an_opener_decides_who_may_read_the_new_file(place: Path) -> None:
    replace_whole(
        place,
        NEW,
        aside=place.with_name("mark.new"),
        opener=lambda path, flags: os.open(path, flags, 0o600),
    )
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_folder_that_is_gone_is_not_called_synced(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "gone")


def test_a_full_disk_and_a_used_up_quota_are_told_from_a_broken_disk() -> None:
    found = [is_out_of_room(OSError(number, "")) for number in (errno.ENOSPC, errno.EDQUOT, errno.EIO)]
    assert found == [True, True, False]


def test_an_error_has_the_systems_short_name_or_else_that_of_its_class() -> None:
    assert system_name(OSError(errno.EROFS, "")) == "EROFS"
    assert system_name(TimeoutError("no number")) == "TimeoutError"
