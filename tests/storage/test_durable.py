"""Files are on the disk before their name is, and their name before anything relies on it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from app.ports.vault import DiskFull
from app.storage import durable, files, migrate
from app.storage.durable import need_room, remove_durably, replace_durably
from app.storage.engine import Connector
from app.storage.errors import StoreUnusable
from app.storage.files import STORE
from tests.domain.make import ChainMaker
from tests.storage.make import KEY, new_store


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was synced and renamed, in order."""
    steps: list[str] = []
    fsync, rename, replace = os.fsync, Path.rename, Path.replace
    inodes: dict[int, str] = {}

    def synced(descriptor: int) -> None:
        fsync(descriptor)
        steps.append(f"sync {inodes.get(os.fstat(descriptor).st_ino, 'content')}")

    def renamed(path: Path, target: Path) -> Path:
        inodes[path.parent.stat().st_ino] = "folder"
        steps.append("rename")
        return rename(path, target)

    def replaced(path: Path, target: Path) -> Path:
        inodes[path.parent.stat().st_ino] = "folder"
        steps.append("rename")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "rename", renamed)
    monkeypatch.setattr(Path, "replace", replaced)
    return steps


def test_a_replaced_file_is_synced_renamed_and_its_folder_synced(tmp_path: Path, steps: list[str]) -> None:
    replace_durably(tmp_path / "mark", b"1")
    assert steps == ["sync content", "rename", "sync folder"]
    assert [path.name for path in tmp_path.iterdir()] == ["mark"]


def test_a_new_store_is_synced_before_it_takes_its_name(
    tmp_path: Path, maker: ChainMaker, steps: list[str]
) -> None:
    new_store(tmp_path, maker).close()
    assert steps == ["sync content", "rename", "sync folder"]


def test_a_backup_is_synced_before_it_takes_its_name(
    tmp_path: Path, maker: ChainMaker, steps: list[str]
) -> None:
    new_store(tmp_path, maker).close()
    steps.clear()
    migrate.back_up(Connector(tmp_path / STORE, KEY), "0001")
    assert steps == ["sync content", "rename", "sync folder"]


@pytest.mark.parametrize(("number", "trouble"), [(errno.ENOSPC, DiskFull), (errno.EIO, StoreUnusable)])
def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, trouble: type[Exception]
) -> None:
    replace_durably(tmp_path / "mark", b"old")

    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(trouble):
        replace_durably(tmp_path / "mark", b"new")
    assert (tmp_path / "mark").read_bytes() == b"old"


def test_removing_a_file_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    remove_durably(tmp_path / "mark")


def test_too_little_room_is_said_with_its_figures(tmp_path: Path) -> None:
    need_room(tmp_path, 0)
    with pytest.raises(DiskFull) as full:
        need_room(tmp_path, 2**60)
    assert full.value.facts["needed"] == 2**60


def test_a_store_that_cannot_be_made_leaves_no_store(
    tmp_path: Path, maker: ChainMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(files, "sync_file", fail)
    with pytest.raises(DiskFull):
        new_store(tmp_path, maker)
    assert not (tmp_path / STORE).exists()
    monkeypatch.setattr(files, "sync_file", durable.sync_file)
    new_store(tmp_path, maker).close()
