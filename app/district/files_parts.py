"""Files that are still coming: one part for each device and address, in a folder of the district.

A chunk is written aside while it comes, in a file without a name that no crash leaves behind. Only once its
checksum holds is it added to the part: what lies behind the durable bytes is cut off first, and the part is
on the medium before anybody is told. Whoever adds holds the lock of the part's row.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO, FileIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from app.durable import is_out_of_room, sync_folder
from app.wire.limits import MIB
from app.wire.problems import ServerFull

FOLDER = "uploads"
_DAY_SECONDS = 24 * 60 * 60
_DEVICE = "sha256:"
"""How the id of a device begins; the name of a part does without."""


class Chunk:
    """Bytes that come over one connection; nothing of them stays unless they are added to a part."""

    def __init__(self, file: FileIO) -> None:
        self._file, self._hash = file, hashlib.sha256()
        self.size = 0

    @property
    def sha256(self) -> bytes:
        """The hash of what came, 32 bytes."""
        return self._hash.digest()

    def write(self, data: bytes | bytearray) -> None:
        """Take more bytes. Raises ServerFull."""
        left = memoryview(data)
        with named_room():
            while left:
                left = left[self._file.write(left) :]
        self._hash.update(data)
        self.size += len(data)

    def pieces(self) -> Iterator[bytes]:
        """What came, from its beginning."""
        self._file.seek(0)
        return iter(lambda: self._file.read(MIB), b"")


class Parts:
    """The folder of parts; shared by all threads and processes."""

    def __init__(self, home: Path) -> None:
        self._folder = home / FOLDER

    @contextmanager
    def chunk(self) -> Iterator[Chunk]:
        """A place for a chunk that comes.

        Raises:
            ServerFull: the disk takes no more.
        """
        with named_room():
            self._folder.mkdir(exist_ok=True, mode=0o750)
            with TemporaryFile(dir=self._folder, buffering=0) as file:
                yield Chunk(file)

    def size(self, address: str, device: str) -> int:
        """How many bytes lie there."""
        try:
            return self._path(address, device).stat().st_size
        except FileNotFoundError:
            return 0

    def add(self, address: str, device: str, durable: int, chunk: Chunk) -> None:
        """Cut off what lies behind the durable bytes, add a chunk, and return once it is on the medium.

        Raises:
            ServerFull: the disk takes no more; the durable bytes are as before.
        """
        path = self._path(address, device)
        is_new = not path.exists()
        with named_room(), path.open("ab") as part:
            part.truncate(durable)
            try:
                for piece in chunk.pieces():
                    part.write(piece)
                part.flush()
                os.fsync(part.fileno())
            except OSError:
                with suppress(OSError):
                    os.ftruncate(part.fileno(), durable)
                raise
        if is_new:
            sync_folder(self._folder)

    def open(self, address: str, device: str) -> BinaryIO:
        """A part for reading; an empty one where there is none."""
        try:
            return self._path(address, device).open("rb")
        except FileNotFoundError:
            return BytesIO()

    def remove(self, address: str, device: str) -> None:
        """Throw a part away; nothing happens where there is none."""
        self._path(address, device).unlink(missing_ok=True)

    def old(self) -> list[tuple[str, str]]:
        """(address, device) of parts that nobody has touched for a day."""
        if not self._folder.is_dir():
            return []
        before = time.time() - _DAY_SECONDS
        names = [each.name for each in os.scandir(self._folder) if each.stat().st_mtime < before]
        return [_read_name(name) for name in names if name.count(".") == 1]

    def _path(self, address: str, device: str) -> Path:
        return self._folder / f"{address}.{device.removeprefix(_DEVICE)}"


def _read_name(name: str) -> tuple[str, str]:
    address, _, device = name.partition(".")
    return address, _DEVICE + device


@contextmanager
def named_room() -> Iterator[None]:
    """Name a full disk. Raises ServerFull."""
    try:
        yield
    except OSError as error:
        if is_out_of_room(error):
            raise ServerFull() from error
        raise
