"""The vault's folder: sealed files under random names, durable before anybody is told of them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import secrets
import threading
from collections.abc import Collection, Iterator
from pathlib import Path

from app.durable import system_name
from app.ports.vault import (
    BlobMissing,
    ByteSource,
    Cancelled,
    DiskFull,
    EvidenceAltered,
    MendReport,
    Progress,
    SealedBlob,
    SealingCancelled,
    SourceChanged,
    SourceUnreadable,
    VaultUnusable,
)
from app.vault.disk import Disk, disk_trouble, make_durable_folder
from app.vault.tink_stream import SEGMENT, SealedReader, SealedStream, fill, seal_stream, sealed_size

NAME_BYTES = 16
NAME = re.compile(r"[0-9a-f]{32}")
INCOMING = "incoming"
LOST = "lost+found"
KEPT_FREE = 500_000_000
"""Bytes that stay free on the disk: below it no evidence is taken in (fault F19). [P] our own figure."""


class FileVault:
    """Sealed files in two levels of folders, named by the beginning of their random names.

    The name is the file's associated data, so that a file put in another one's place does not open.
    """

    def __init__(
        self,
        folder: Path,
        key: bytes,
        *,
        disk: Disk | None = None,
        kept_free: int = KEPT_FREE,
        mode: int = 0o600,
    ) -> None:
        """Use ``folder`` with the 32-byte vault ``key``; files get the permissions ``mode``.

        Raises:
            DiskFull, VaultUnusable: the folders cannot be made.
        """
        self._folder, self._key, self._mode = folder, key, mode
        self._disk, self._kept_free = disk or Disk(), kept_free
        self._busy: set[str] = set()
        self._lock = threading.Lock()
        with self._disk_errors():
            for part in (folder, folder / INCOMING, folder / LOST):
                make_durable_folder(self._disk, part)

    def seal(
        self,
        source: ByteSource,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
        read_twice: bool = False,
    ) -> SealedBlob:
        """Seal and hash ``source`` in one pass; see :class:`app.ports.vault.Vault`."""
        start, length = _extent(source)
        self._check_room(sealed_size(length))
        with self._new_name() as name:
            half = self._folder / INCOMING / name
            try:
                sealed = self._write_half(half, name, source, progress, cancelled)
                if read_twice:
                    _compare_second_reading(source, start, sealed.sha256, cancelled)
                self._publish(half, self._path(name), sealed.sealed_size)
            except Exception:
                with contextlib.suppress(OSError):
                    self._disk.remove(half)
                raise
        return SealedBlob(name, sealed.sha256, sealed.size, sealed.sealed_size)

    def discard(self, blob: SealedBlob) -> None:
        """Take back a file that was just sealed; see :class:`app.ports.vault.Vault`."""
        path = self._path(blob.name)
        with self._disk_errors():
            self._disk.remove(path)
            self._disk.sync_folder(path.parent)

    def open(self, name: str, size: int | None = None) -> SealedReader:
        """Open the plaintext of a file; see :class:`app.ports.vault.Vault`."""
        try:
            file = self._disk.open(self._path(name))
        except FileNotFoundError as error:
            raise BlobMissing(name=name) from error
        except OSError as error:
            raise VaultUnusable(reason=system_name(error), name=name) from error
        reader = SealedReader(file, self._key, name.encode("ascii"), name)
        if size is not None and reader.size != size:
            reader.close()
            raise EvidenceAltered(name=name, reason="size", size=reader.size, expected=size)
        return reader

    def verify(
        self, name: str, sha256: str, *, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> None:
        """Read all of a file and compare its hash; see :class:`app.ports.vault.Vault`."""
        with self.open(name) as reader:
            found = _hash(reader, progress, cancelled)
        if found != sha256:
            raise EvidenceAltered(name=name, reason="hash", found=found, expected=sha256)

    def orphans(self, known: Collection[str]) -> tuple[str, ...]:
        """Whole files that no row names, as :meth:`mend` would find them; nothing is changed."""
        with self._disk_errors():
            return tuple(sorted(set(self._whole()) - set(known) - self._in_work()))

    def mend(self, known: Collection[str], grace: float = 0) -> MendReport:
        """Bring folder and rows into agreement; see :class:`app.ports.vault.Vault`."""
        with self._disk_errors():
            removed = self._remove_halves(grace)
            quarantined = self._quarantine(self.orphans(known), grace)
            absent = sorted(set(known) - set(self._whole()))
            restored = [name for name in absent if self._bring_back(name)]
        missing = [name for name in absent if name not in restored]
        return MendReport(tuple(removed), tuple(quarantined), tuple(restored), tuple(missing))

    def _write_half(
        self,
        half: Path,
        name: str,
        source: ByteSource,
        progress: Progress | None,
        cancelled: Cancelled | None,
    ) -> SealedStream:
        with self._disk_errors(), self._disk.create(half, self._mode) as file:
            sealed = seal_stream(
                source,
                lambda data: self._disk.write(file, data),
                self._key,
                name.encode("ascii"),
                progress,
                cancelled,
            )
            self._disk.sync(file)
        return sealed

    def _publish(self, half: Path, target: Path, size: int) -> None:
        with self._disk_errors(size):
            make_durable_folder(self._disk, target.parent)
            self._disk.rename(half, target)
            try:
                self._disk.sync_folder(target.parent)
            except OSError:
                self._disk.remove(target)
                raise

    def _remove_halves(self, grace: float) -> list[str]:
        folder = self._folder / INCOMING
        halves = sorted(set(_names(folder)) - self._in_work())
        removed = [name for name in halves if self._is_old(folder / name, grace)]
        for name in removed:
            self._disk.remove(folder / name)
        return removed

    def _quarantine(self, orphans: Collection[str], grace: float) -> list[str]:
        moved = [name for name in orphans if self._is_old(self._path(name), grace)]
        for name in moved:
            self._move(self._path(name), self._folder / LOST / name)
        return moved

    def _bring_back(self, name: str) -> bool:
        lost = self._folder / LOST / name
        if not NAME.fullmatch(name) or not lost.is_file():
            return False
        make_durable_folder(self._disk, self._path(name).parent)
        self._move(lost, self._path(name))
        return True

    def _move(self, source: Path, target: Path) -> None:
        self._disk.rename(source, target)
        self._disk.sync_folder(target.parent)
        self._disk.sync_folder(source.parent)

    def _whole(self) -> Iterator[str]:
        for first in _names(self._folder):
            if len(first) == 2:
                for second in _names(self._folder / first):
                    names = _names(self._folder / first / second)
                    yield from (name for name in names if name[:4] == first + second and NAME.fullmatch(name))

    def _is_old(self, path: Path, grace: float) -> bool:
        return not grace or self._disk.age(path) >= grace

    def _path(self, name: str) -> Path:
        if not NAME.fullmatch(name):
            raise BlobMissing(name=name)
        return self._folder / name[:2] / name[2:4] / name

    def _in_work(self) -> frozenset[str]:
        with self._lock:
            return frozenset(self._busy)

    @contextlib.contextmanager
    def _new_name(self) -> Iterator[str]:
        name = secrets.token_hex(NAME_BYTES)
        with self._lock:
            self._busy.add(name)
        try:
            yield name
        finally:
            with self._lock:
                self._busy.discard(name)

    def _check_room(self, needed: int) -> None:
        with self._disk_errors():
            free = self._disk.free(self._folder)
        if free - needed < self._kept_free:
            raise DiskFull(free=free, needed=needed, kept_free=self._kept_free)

    @contextlib.contextmanager
    def _disk_errors(self, needed: int = 0) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise disk_trouble(error, self._disk, self._folder, needed) from error


def _names(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def _extent(source: ByteSource) -> tuple[int, int]:
    """Where a source stands and how many bytes are left; (0, 0) for one that only flows."""
    try:
        if not source.seekable():
            return 0, 0
        here = source.tell()
        length = source.seek(0, os.SEEK_END) - here
        source.seek(here)
    except OSError as error:
        raise SourceUnreadable(reason=system_name(error)) from error
    return here, max(0, length)


def _compare_second_reading(source: ByteSource, start: int, first: str, cancelled: Cancelled | None) -> None:
    _forget_cached_pages(source)
    try:
        source.seek(start)
    except OSError as error:
        raise SourceUnreadable(reason=system_name(error)) from error
    second = _hash(source, None, cancelled)
    if second != first:
        raise SourceChanged(first=first, second=second)


def _forget_cached_pages(source: ByteSource) -> None:
    """Ask the system to read from the card again and not from its memory, where it knows how to."""
    fileno, advise = getattr(source, "fileno", None), getattr(os, "posix_fadvise", None)
    if fileno is None or advise is None:
        return
    with contextlib.suppress(OSError):
        advise(fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _hash(source: ByteSource, progress: Progress | None, cancelled: Cancelled | None) -> str:
    buffer, digest, done = memoryview(bytearray(SEGMENT)), hashlib.sha256(), 0
    while count := fill(source, buffer):
        digest.update(buffer[:count])
        done += count
        if progress:
            progress(done)
        if cancelled and cancelled():
            raise SealingCancelled(done=done)
    return "sha256:" + digest.hexdigest()
