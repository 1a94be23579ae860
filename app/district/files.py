"""Files of cases on the server: taken in chunk by chunk, proven as a whole, kept once, and read again.

How far a file has come stands in the store, so that any process goes on where another ended. A connection
that writes holds a claim on the file; the claim gives way once it has not moved for half a minute. Bytes are
on the medium before the store calls them durable, and whatever lies behind that is cut off.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
import secrets
import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sqlalchemy import Engine

from app.district import files_rows as rows
from app.district.database import reading, writing
from app.district.devices import KnownDevice
from app.district.files_blobs import Blobs
from app.district.files_parts import Chunk, Parts
from app.district.files_rows import SentFile
from app.district.keys import DistrictKeys
from app.district.settings import Policies
from app.domain.canonical import canonical_bytes
from app.domain.clock import moment, rfc3339
from app.ports.clock import Clock
from app.wire.limits import MAX_CHUNK, MIB
from app.wire.problems import (
    EvidenceNotFound,
    ServerFault,
    UploadBusy,
    UploadHash,
    UploadOffset,
    UploadUnknown,
)
from app.wire.verdicts import Receipt, sign_receipt

_SECOND_MS = 1000
_HOUR_MS = 60 * 60 * _SECOND_MS
_DAY_MS = 24 * _HOUR_MS
_PROVERS = 2
"""Files that one process proves at once."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a device wants to send: a file of a case by hash (``sha256:<hex>``) and size in bytes."""

    case: str
    sha256: str
    size: int
    kind: str


@dataclass(frozen=True, slots=True)
class Claim:
    """The right of one connection to add a chunk to a file behind its durable bytes."""

    file: SentFile
    offset: int
    writer: str

    @property
    def most(self) -> int:
        """The largest chunk in bytes that may follow."""
        return min(MAX_CHUNK, self.file.size - self.offset)


class Files:
    """Everything that a district does with files; shared by all threads."""

    def __init__(
        self, engine: Engine, keys: DistrictKeys, policies: Policies, clock: Clock, home: Path, blobs: Blobs
    ) -> None:
        self._engine, self._keys, self._policies, self._clock = engine, keys, policies, clock
        self._parts, self._blobs = Parts(home), blobs
        self._provers = ThreadPoolExecutor(_PROVERS, "files")
        self._lock = threading.Lock()
        self._proving: dict[tuple[str, str], Future[str]] = {}
        self._cleared_ms: int | None = None

    @property
    def stall_seconds(self) -> int:
        """How long a connection may send nothing."""
        return self._policies.upload_stall_seconds

    @property
    def blobs(self) -> Blobs:
        """The store of originals."""
        return self._blobs

    def close(self) -> None:
        """Wait for what is being proven."""
        self._provers.shutdown()

    def begin(self, device: KnownDevice, wanted: Wanted) -> tuple[SentFile, int]:
        """Find or make the place of a file of a device; the place and how many bytes are durable."""
        file = SentFile(
            address=self._address(device.street, wanted),
            device=device.id,
            street=device.street,
            case=wanted.case,
            sha256=wanted.sha256,
            size=wanted.size,
            kind=wanted.kind,
        )
        with writing(self._engine) as connection:
            rows.add_file(connection, file, self._now_ms())
        found = self._found(file.address, device.id)
        if found.receipt is not None and not self._blobs.holds(found.address, found.size):
            # The store of originals was put back from an older copy: the device must send them again.
            with writing(self._engine) as connection:
                rows.begin_file_anew(connection, found.address, device.id)
            found = self._found(file.address, device.id)
        self._clear_now_and_then()
        return found, self._durable(found)

    def look(self, device: KnownDevice, address: str) -> tuple[SentFile, int]:
        """A device's file at an address and how many of its bytes are durable.

        Raises:
            UploadUnknown: this device sends nothing there.
        """
        found = self._found(address, device.id)
        return found, self._durable(found)

    def claim(self, device: KnownDevice, address: str, offset: int) -> Claim:
        """Let one connection add a chunk at an offset.

        Raises:
            UploadUnknown, UploadBusy: another connection writes and moves.
            UploadOffset: the durable bytes end elsewhere.
        """
        writer = secrets.token_hex(16)
        with writing(self._engine) as connection:
            found = rows.find_file(connection, address, device.id, lock=True)
            if found is None:
                raise UploadUnknown()
            if not rows.claim_file(
                connection, address, device.id, writer, self._now_ms(), self.stall_seconds * _SECOND_MS
            ):
                raise UploadBusy()
            durable = self._durable(found)
            if durable != offset:
                raise UploadOffset(offset=durable)
        return Claim(found, durable, writer)

    def chunk(self) -> AbstractContextManager[Chunk]:
        """A place for a chunk that comes. Raises ServerFull."""
        return self._parts.chunk()

    def still(self, claim: Claim) -> None:
        """Note that the chunk of a claim still moves. Raises UploadBusy: another has taken its place."""
        with writing(self._engine) as connection:
            file = claim.file
            if not rows.move_file(connection, file.address, file.device, claim.writer, self._now_ms()):
                raise UploadBusy()

    def keep(self, claim: Claim, chunk: Chunk) -> int:
        """Add a chunk whose checksum holds; the new durable offset. The claim ends.

        Raises:
            UploadUnknown, UploadBusy, UploadOffset: the claim was lost meanwhile.
            ServerFull: nothing was kept.
        """
        address, device = claim.file.address, claim.file.device
        with writing(self._engine) as connection:
            found = rows.find_file(connection, address, device, lock=True)
            if found is None:
                raise UploadUnknown()
            if found.writer != claim.writer:
                raise UploadBusy()
            if self._durable(found) != claim.offset:
                raise UploadOffset(offset=self._durable(found))
            if chunk.size:
                self._parts.add(address, device, claim.offset, chunk)
            received = claim.offset + chunk.size
            rows.advance_file(connection, address, device, received, self._now_ms())
        return received

    def release(self, claim: Claim) -> None:
        """End a claim without adding anything."""
        with writing(self._engine) as connection:
            rows.release_file(connection, claim.file.address, claim.file.device, claim.writer)

    def end(self, device: KnownDevice, address: str) -> None:
        """Throw an unfinished file away.

        Raises:
            UploadUnknown: there is none of this device, or it is finished.
            UploadBusy: a connection writes it and moves.
        """
        writer = secrets.token_hex(16)
        with writing(self._engine) as connection:
            found = rows.find_file(connection, address, device.id, lock=True)
            if found is None or found.receipt is not None:
                raise UploadUnknown()
            stall_ms = self.stall_seconds * _SECOND_MS
            if not rows.claim_file(connection, address, device.id, writer, self._now_ms(), stall_ms):
                raise UploadBusy()
            rows.drop_file(connection, address, device.id)
            self._parts.remove(address, device.id)

    def prove(self, device: KnownDevice, address: str) -> Future[str]:
        """Prove a file of which every byte is durable, and keep it; the receipt comes when that is done.

        The future raises:
            UploadUnknown.
            UploadOffset: bytes are still missing.
            UploadHash: it is not the file that was announced; all bytes were thrown away.
            ServerFull, ServerBusy: it cannot be kept now; the bytes stay.
        """
        this = (address, device.id)
        with self._lock:
            running = self._proving.get(this)
            if running is None:
                running = self._provers.submit(self._prove, *this)
                self._proving[this] = running
                running.add_done_callback(lambda _: self._proving.pop(this, None))
        return running

    def original(self, device: KnownDevice, case: str, sha256: str) -> tuple[str, int]:
        """(address, size) of an original of a case of the device's street.

        Raises:
            EvidenceNotFound: there is none, or none for this device: nobody can tell which.
        """
        with reading(self._engine) as connection:
            found = rows.original_of(connection, device.street, case, sha256)
        if found is None:
            raise EvidenceNotFound()
        if not self._blobs.holds(*found):
            _log.error("an original that has a receipt is not in the store: %s", found[0])
            raise ServerFault()
        return found

    def read(self, address: str, start: int, stop: int) -> Iterator[bytes]:
        """Bytes of an original."""
        return self._blobs.read(address, start, stop)

    def clear(self) -> int:
        """Clear unfinished files to which nothing was added for days, and what nobody knows; how many."""
        before_ms = self._now_ms() - self._policies.upload_days * _DAY_MS
        with reading(self._engine) as connection:
            forgotten = rows.forgotten_files(connection, before_ms)
        for address, device in forgotten:
            with writing(self._engine) as connection:
                if rows.is_forgotten(connection, address, device, before_ms):
                    rows.drop_file(connection, address, device)
                    self._parts.remove(address, device)
        for address, device in self._parts.old():
            with writing(self._engine) as connection:
                found = rows.find_file(connection, address, device, lock=True)
                if found is None or found.receipt is not None:
                    self._parts.remove(address, device)
        self._blobs.clear()
        return len(forgotten)

    def _prove(self, address: str, device: str) -> str:
        found = self._found(address, device)
        if found.receipt is not None:
            return found.receipt
        durable = self._durable(found)
        if durable != found.size:
            raise UploadOffset(offset=durable)
        # One and the same open file is proven and kept, whatever becomes of its name meanwhile.
        with self._parts.open(address, device) as part:
            if _hash(part) != found.sha256:
                return self._throw_away(found)
            if not self._blobs.holds(address, found.size):
                self._blobs.put(address, proven_pieces(part, found.sha256))
        return self._close(found)

    def _throw_away(self, file: SentFile) -> str:
        """The bytes are others than announced; unless another process has proven the file meanwhile."""
        with writing(self._engine) as connection:
            found = rows.find_file(connection, file.address, file.device, lock=True)
            if found is not None and found.receipt is not None:
                return found.receipt
            if found is not None and found.received == found.size:
                rows.begin_file_anew(connection, file.address, file.device)
                self._parts.remove(file.address, file.device)
        raise UploadHash()

    def _close(self, file: SentFile) -> str:
        """Sign the receipt once; the part is no longer needed."""
        now = rfc3339(moment(self._now_ms()))
        told = Receipt(file.street, file.case, file.sha256, file.size, file.address, file.device, now)
        with writing(self._engine) as connection:
            found = rows.find_file(connection, file.address, file.device, lock=True)
            if found is None:
                raise UploadUnknown()
            receipt = found.receipt or sign_receipt(told, self._keys.signing).decode("utf-8")
            rows.close_file(connection, file.address, file.device, receipt)
        self._parts.remove(file.address, file.device)
        return receipt

    def _found(self, address: str, device: str) -> SentFile:
        with reading(self._engine) as connection:
            found = rows.find_file(connection, address, device)
        if found is None:
            raise UploadUnknown()
        return found

    def _durable(self, file: SentFile) -> int:
        """How many bytes are there beyond doubt: what the store says, as far as the part holds it."""
        if file.receipt is not None:
            return file.size
        return min(file.received, self._parts.size(file.address, file.device))

    def _address(self, street: str, wanted: Wanted) -> str:
        parts = canonical_bytes([street, wanted.case, wanted.sha256, wanted.size])
        return hmac.digest(self._keys.upload_key(), parts, "sha256").hex()

    def _clear_now_and_then(self) -> None:
        """Clear in the background, once an hour."""
        now_ms = self._now_ms()
        with self._lock:
            if self._cleared_ms is not None and abs(now_ms - self._cleared_ms) < _HOUR_MS:
                return
            self._cleared_ms = now_ms
        self._provers.submit(self._clear_quietly)

    def _clear_quietly(self) -> None:
        try:
            self.clear()
        except Exception:
            _log.exception("unfinished uploads could not be cleared")

    def _now_ms(self) -> int:
        return self._clock.read().wall_ms


def proven_pieces(file: BinaryIO, sha256: str) -> Iterator[bytes]:
    """The bytes of a file from its beginning; whoever reads to the end knows that they have this hash.

    Raises:
        ServerFault: they have another: the medium changed them.
    """
    whole = hashlib.sha256()
    for piece in _pieces(file):
        whole.update(piece)
        yield piece
    if f"sha256:{whole.hexdigest()}" != sha256:
        raise ServerFault()


def _hash(file: BinaryIO) -> str:
    whole = hashlib.sha256()
    for piece in _pieces(file):
        whole.update(piece)
    return f"sha256:{whole.hexdigest()}"


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    return iter(lambda: file.read(MIB), b"")
