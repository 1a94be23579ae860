"""A disk that loses power: after the n-th operation nothing more is done, and what was not synced is lost."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from app.vault.disk import Disk

Aftermath = Literal["forgets", "keeps", "tears"]


class PowerCut(BaseException):
    """The power is gone. No program catches this."""


class FailingDisk(Disk):
    """The real disk, counting every operation that changes it; can cut the power at one of them.

    It keeps a record of what has certainly reached the medium: bytes by their last sync, names by the last
    sync of their folder.
    """

    def __init__(self, root: Path) -> None:
        self.root, self.operations, self.cut_at = root, 0, 0
        self._bytes: dict[int, bytes] = {}
        self._names: dict[Path, int | None] = {root: None}

    def create(self, path: Path, mode: int) -> io.FileIO:
        self._count()
        return super().create(path, mode)

    def write(self, file: io.FileIO, data: Any) -> None:
        half = memoryview(data)[: len(data) // 2]
        self._count(lambda: super(FailingDisk, self).write(file, half))
        super().write(file, data)

    def sync(self, file: io.FileIO) -> None:
        self._count()
        super().sync(file)
        path = Path(str(self._path_of(file)))
        self._bytes[path.stat().st_ino] = path.read_bytes()

    def rename(self, source: Path, target: Path) -> None:
        self._count()
        super().rename(source, target)

    def sync_folder(self, folder: Path) -> None:
        self._count()
        super().sync_folder(folder)
        for path in [path for path in self._names if path.parent == folder and path != self.root]:
            del self._names[path]
        for path in folder.iterdir():
            self._names[path] = None if path.is_dir() else path.stat().st_ino

    def make_folder(self, folder: Path) -> None:
        self._count()
        super().make_folder(folder)

    def remove(self, path: Path) -> None:
        self._count()
        super().remove(path)

    def power_returns(self, aftermath: Aftermath) -> None:
        """Leave the folder as the medium has it after the cut."""
        live = {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}
        inodes = {path: path.stat().st_ino for path in live}
        if aftermath == "keeps":
            return
        if aftermath == "tears":
            for path, data in live.items():
                if self._bytes.get(inodes[path]) != data:
                    path.write_bytes(data[: len(data) // 2])
            return
        kept = [(path, inode) for path, inode in self._names.items() if self._reachable(path)]
        shutil.rmtree(self.root)
        for path, inode in sorted(kept):
            if inode is None:
                path.mkdir()
            else:
                path.write_bytes(self._bytes.get(inode, b""))

    def _reachable(self, path: Path) -> bool:
        return path == self.root or (path in self._names and self._reachable(path.parent))

    def _path_of(self, file: io.FileIO) -> object:
        return Path(f"/proc/self/fd/{file.fileno()}").readlink()

    def _count(self, half_done: Callable[[], object] = lambda: None) -> None:
        self.operations += 1
        if self.cut_at and self.operations >= self.cut_at:
            if self.operations == self.cut_at:
                half_done()
            raise PowerCut


@pytest.fixture
def failing_disk(tmp_path: Path) -> Callable[[], FailingDisk]:
    """A fresh failing disk over a fresh folder, as often as asked for."""
    made = 0

    def make() -> FailingDisk:
        nonlocal made
        made += 1
        root = tmp_path / f"disk-{made}"
        root.mkdir()
        return FailingDisk(root)

    return make


@pytest.fixture
def until_power_cut() -> Callable[[], Any]:
    """``with until_power_cut() as cut:`` runs the block; ``cut`` is non-empty when the power went."""

    @contextmanager
    def guard() -> Iterator[list[str]]:
        seen: list[str] = []
        try:
            yield seen
        except PowerCut:
            seen.append("cut")

    return guard
