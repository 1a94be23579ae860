"""Tink's streaming format AES256_GCM_HKDF_1MB, sealed in one pass and read at random.

Written after the published format ("Streaming AEAD", AES-GCM-HKDF, of Tink's documentation): a header of one
length byte, 32 salt bytes and 7 nonce prefix bytes; the key of the file is HKDF-SHA256(key, salt, associated
data as info); segments of 1 MiB with a 16-byte tag each, the first one shorter by the header; the nonce is
prefix, segment number (4 bytes, big-endian) and a byte that is 1 for the last segment alone. So a segment
that was changed, moved, doubled or cut off does not open. Any Tink reads these files.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.durable import system_name
from app.ports.vault import (
    BlobReader,
    ByteSource,
    Cancelled,
    EvidenceAltered,
    Progress,
    SealingCancelled,
    SourceUnreadable,
    VaultUnusable,
)

if TYPE_CHECKING:
    from typing_extensions import Buffer

KEY_BYTES = 32
SEGMENT = 1024 * 1024
TAG = 16
SALT = 32
PREFIX = 7
HEADER = 1 + SALT + PREFIX
FIRST_PLAIN = SEGMENT - HEADER - TAG
NEXT_PLAIN = SEGMENT - TAG
CACHED_SEGMENTS = 4


@dataclass(frozen=True, slots=True)
class SealedStream:
    """What sealing counted: the plaintext's hash (``sha256:<hex>``) and both sizes in bytes."""

    sha256: str
    size: int
    sealed_size: int


def sealed_size(size: int) -> int:
    """Bytes on the disk for ``size`` bytes of plaintext."""
    later = max(0, size - FIRST_PLAIN)
    return HEADER + size + TAG * (1 + -(-later // NEXT_PLAIN))


def seal_stream(
    source: ByteSource,
    write: Callable[[Buffer], None],
    key: bytes,
    associated: bytes,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> SealedStream:
    """Read ``source`` to its end, hash it and hand the sealed bytes to ``write``, one mebibyte at a time.

    Raises:
        SourceUnreadable: the source failed while being read.
        SealingCancelled: ``cancelled`` said so.
    """
    salt, prefix = os.urandom(SALT), os.urandom(PREFIX)
    cipher = _file_cipher(key, salt, associated)
    write(bytes([HEADER]) + salt + prefix)
    plain, ahead = memoryview(bytearray(NEXT_PLAIN)), memoryview(bytearray(NEXT_PLAIN))
    sealed = memoryview(bytearray(SEGMENT))
    digest, size, number = hashlib.sha256(), 0, 0
    length = fill(source, plain[:FIRST_PLAIN])
    while True:
        whole = length == (NEXT_PLAIN if number else FIRST_PLAIN)
        next_length = fill(source, ahead) if whole else 0
        digest.update(plain[:length])
        out = sealed[: length + TAG]
        cipher.encrypt_into(_nonce(prefix, number, last=not next_length), plain[:length], None, out)
        write(out)
        size += length
        if progress:
            progress(size)
        if cancelled and cancelled():
            raise SealingCancelled(done=size)
        if not next_length:
            return SealedStream("sha256:" + digest.hexdigest(), size, sealed_size(size))
        plain, ahead, length, number = ahead, plain, next_length, number + 1


def fill(source: ByteSource, buffer: memoryview) -> int:
    """Read until the buffer is full or the source ends; returns how much was read.

    Raises:
        SourceUnreadable: the source failed.
    """
    done = 0
    try:
        while done < len(buffer) and (count := source.readinto(buffer[done:])):
            done += count
    except OSError as error:
        raise SourceUnreadable(reason=system_name(error)) from error
    return done


class SealedReader(BlobReader):
    """A sealed file as a seekable stream of plaintext; reads may come from several threads.

    Opening proves the length: the last segment must open as the last one.
    """

    def __init__(self, file: io.FileIO, key: bytes, associated: bytes, name: str) -> None:
        """Take over ``file``; it is closed with the reader, also when this raises.

        Raises:
            EvidenceAltered: header or last segment were changed, or the file was cut off.
            VaultUnusable: the disk cannot read it.
        """
        super().__init__()
        self._file, self._blob = file, name
        self._lock, self._position = threading.RLock(), 0
        self._cache: OrderedDict[int, bytes] = OrderedDict()
        try:
            self._measure(self._read_raw(0, HEADER), key, associated)
        except BaseException:
            self.close()
            raise

    def _measure(self, header: bytes, key: bytes, associated: bytes) -> None:
        if len(header) < HEADER or header[0] != HEADER:
            raise EvidenceAltered(name=self._blob, reason="header")
        self._prefix = header[1 + SALT :]
        self._cipher = _file_cipher(key, header[1 : 1 + SALT], associated)
        length = self._file.seek(0, os.SEEK_END)
        self._segments = -(-length // SEGMENT)
        last_length = length - max(HEADER, (self._segments - 1) * SEGMENT)
        if last_length < TAG or (last_length == TAG and self._segments > 1):
            raise EvidenceAltered(name=self._blob, reason="truncated")
        self._size = length - HEADER - TAG * self._segments
        self._segment(self._segments - 1)

    @property
    def name(self) -> str:
        """The vault's name of the file."""
        return self._blob

    @property
    def size(self) -> int:
        """Bytes of the plaintext."""
        return self._size

    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``; see :class:`app.ports.vault.BlobReader`."""
        out = memoryview(bytearray(max(0, min(length, self._size - offset))))
        self._read_into(offset, out)
        return bytes(out)

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill ``buffer`` from the reader's position; fewer bytes only at the end."""
        with self._lock:
            view = memoryview(buffer).cast("B")
            view = view[: max(0, self._size - self._position)]
            self._read_into(self._position, view)
            self._position += len(view)
            return len(view)

    def readall(self) -> bytes:
        """All bytes from the reader's position to the end."""
        with self._lock:
            self._open_or_fail()
            data = self.read_at(self._position, self._size - self._position)
            self._position += len(data)
            return data

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        """Move the reader's position; it may lie behind the end, where nothing is read."""
        with self._lock:
            self._open_or_fail()
            start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
            if start + offset < 0:
                raise ValueError("a position before the beginning")
            self._position = start + offset
            return self._position

    def tell(self) -> int:
        """The reader's position."""
        return self._position

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def close(self) -> None:
        """Let the file and the decrypted segments go."""
        with self._lock:
            self._cache.clear()
            self._file.close()
            super().close()

    def _read_into(self, offset: int, out: memoryview) -> None:
        done = 0
        while done < len(out):
            number, inside = _place(offset + done)
            piece = self._segment(number)[inside : inside + len(out) - done]
            out[done : done + len(piece)] = piece
            done += len(piece)

    def _segment(self, number: int) -> bytes:
        with self._lock:
            self._open_or_fail()
            if number in self._cache:
                self._cache.move_to_end(number)
                return self._cache[number]
            plain = self._unseal(number)
            self._cache[number] = plain
            if len(self._cache) > CACHED_SEGMENTS:
                self._cache.popitem(last=False)
            return plain

    def _unseal(self, number: int) -> bytes:
        start = number * SEGMENT if number else HEADER
        sealed = self._read_raw(start, (number + 1) * SEGMENT - start)
        last = number == self._segments - 1
        try:
            return self._cipher.decrypt(_nonce(self._prefix, number, last=last), sealed, None)
        except InvalidTag as error:
            reason = "truncated" if last and self._opens_as_inner(number, sealed) else "segment"
            raise EvidenceAltered(
                name=self._blob, reason=reason, segment=number, segments=self._segments
            ) from error

    def _opens_as_inner(self, number: int, sealed: bytes) -> bool:
        try:
            self._cipher.decrypt(_nonce(self._prefix, number, last=False), sealed, None)
        except InvalidTag:
            return False
        return True

    def _read_raw(self, start: int, length: int) -> bytes:
        buffer = bytearray(length)
        try:
            self._file.seek(start)
            done = fill(self._file, memoryview(buffer))
        except (OSError, SourceUnreadable) as error:
            reason = error.facts["reason"] if isinstance(error, SourceUnreadable) else system_name(error)
            raise VaultUnusable(reason=reason, name=self._blob) from error
        return bytes(buffer[:done])

    def _open_or_fail(self) -> None:
        if self.closed:
            raise ValueError("the reader is closed")


def _place(offset: int) -> tuple[int, int]:
    """The segment that holds a byte of the plaintext, and its place in that segment."""
    if offset < FIRST_PLAIN:
        return 0, offset
    number, inside = divmod(offset - FIRST_PLAIN, NEXT_PLAIN)
    return number + 1, inside


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


def _file_cipher(key: bytes, salt: bytes, associated: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise ValueError("the vault's key has 32 bytes")
    return AESGCM(HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=associated).derive(key))
