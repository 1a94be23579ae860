"""Files on their way: originals of evidence and frozen papers up, what others sealed down.

Going up, the district's durable offset is the only truth: after any cut it is asked for, and at most one
chunk goes again. A file is the district's when its signed receipt is stored here.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from app.domain.errors import AppError, Transient
from app.jobs.trust import Trust
from app.ports.district import AnswerUnreadable, District
from app.ports.keys import SignatureTag
from app.ports.sync import Upload
from app.ports.vault import BlobMissing, BlobReader, Vault
from app.ports.work import Queries, StartWork
from app.wire.limits import MAX_CHUNK, MIB
from app.wire.problems import UploadChecksum, UploadHash, UploadOffset, UploadUnknown
from app.wire.statements import statement_in

CHUNK = 4 * MIB
"""Bytes that go at once: at most so much is sent again after a cut."""
TRIES_OF_A_CHUNK = 3
"""How often a chunk is sent while the district keeps nothing of it, before the file waits."""
TRIES_OF_A_PIECE = 3
"""How often a download is gone on with while no byte comes, before it is given up."""
assert CHUNK <= MAX_CHUNK


@dataclass(frozen=True, slots=True)
class FileSender:
    """Sends one file at a time."""

    district: District
    start_work: StartWork
    queries: Queries
    vault: Vault
    trust: Callable[[], Trust]
    told: Callable[[Upload], None] = lambda upload: None

    def send(self, upload: Upload) -> Upload:
        """Send a file to its end and store its receipt.

        Raises:
            Transient: the link failed; the next try goes on from the district's offset.
            BlobMissing, EvidenceAltered: the own file is not what was sealed; nothing more of it is sent.
            UploadHash, UploadOffset, DistrictProblem, ArrivalRefused, StatementRefused.
        """
        blob = self.queries.blob(upload.sha256)
        if blob is None:
            raise BlobMissing(name=upload.sha256)
        with self.vault.open(blob.name, upload.size) as reader:
            place = self.district.begin_upload(upload.case, upload.sha256, upload.size, upload.kind.value)
            offset, idle = place.offset, 0
            while offset < upload.size:
                before, offset = offset, self._send_chunk(place.address, offset, reader)
                idle = 0 if offset > before else idle + 1
                if idle == TRIES_OF_A_CHUNK:
                    raise UploadOffset(offset=offset)
                upload = self._keep(replace(upload, sent=offset, attempts=0))
        receipt = statement_in(self.district.receipt(place.address), SignatureTag.RECEIPT)
        self.trust().receipt(receipt, upload.case, upload.sha256, upload.size)
        return self._keep(replace(upload, sent=upload.size, trouble="", facts={}, receipt=receipt))

    def _send_chunk(self, address: str, offset: int, reader: BlobReader) -> int:
        """Send what follows ``offset``; the district's new offset, which is the only one that counts."""
        chunk = reader.read_at(offset, CHUNK)
        for left in reversed(range(TRIES_OF_A_CHUNK)):
            try:
                return self.district.send_chunk(address, offset, chunk)
            except UploadChecksum:
                if not left:
                    raise
            except UploadOffset:
                return self.district.upload_offset(address)
        raise AssertionError("a chunk was sent or its last trouble was raised")

    def _keep(self, upload: Upload) -> Upload:
        with self.start_work() as work:
            work.uploads.keep(upload)
            work.commit()
        self.told(upload)
        return upload


def begins_anew(error: AppError) -> bool:
    """Whether a file starts from its first byte at the next try."""
    return isinstance(error, UploadHash | UploadUnknown)


@dataclass(frozen=True, slots=True)
class FileFetcher:
    """Brings a file of another laptop into the vault: sealed as it comes, never as plaintext on the disk."""

    district: District
    start_work: StartWork
    vault: Vault

    def fetch(
        self,
        case: str,
        sha256: str,
        size: int,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> str:
        """Fetch an original and keep it; the vault's name of the file.

        Raises:
            FileAltered: what came is not the original of this hash; nothing of it was kept.
            Transient, EvidenceNotFound, DiskFull, VaultUnusable, SealingCancelled.
        """
        with closing(self._proven(case, sha256, size)) as pieces:
            blob = self.vault.seal(PieceSource(pieces), progress=progress, cancelled=cancelled)
        with self.start_work() as work:
            work.blobs.add(blob)
            work.commit()
        return blob.name

    def _proven(self, case: str, sha256: str, size: int) -> Generator[bytes, None, None]:
        """The pieces; whoever reads to the end knows that they are the original. Raises FileAltered."""
        whole = hashlib.sha256()
        for piece in self._pieces(case, sha256, size):
            whole.update(piece)
            yield piece
        if f"sha256:{whole.hexdigest()}" != sha256:
            raise FileAltered(sha256=sha256, size=size)

    def _pieces(self, case: str, sha256: str, size: int) -> Iterator[bytes]:
        """The pieces as they come; after a cut they go on from where they ended."""
        place, idle = 0, 0
        while place < size:
            idle += 1
            try:
                with self.district.download(case, sha256, place, size) as pieces:
                    for piece in pieces:
                        place, idle = place + len(piece), 0
                        yield piece
                if place < size:
                    raise AnswerUnreadable(field="length")
            except Transient:
                if idle >= TRIES_OF_A_PIECE:
                    raise


class FileAltered(AppError):
    """The bytes that came down are not those of ``sha256``; nothing of them was kept."""

    code = "download.altered"


class PieceSource:
    """Pieces that come one after the other, as a source for the vault; it is read once, forward."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held, self._place = pieces, memoryview(b""), 0

    def seekable(self) -> bool:
        """Never."""
        return False

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Refused: what was read is gone."""
        raise io.UnsupportedOperation("seek")

    def tell(self) -> int:
        """How many bytes were given."""
        return self._place

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes, no more than the rest of one piece."""
        self._fill()
        return bytes(self._take(len(self._held) if size < 0 else size))

    def readinto(self, buffer: memoryview, /) -> int:
        """Fill the buffer as far as one piece goes; 0 is the end."""
        self._fill()
        taken = self._take(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)

    def _fill(self) -> None:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return
            self._held = memoryview(piece)

    def _take(self, count: int) -> memoryview:
        taken, self._held = self._held[:count], self._held[count:]
        self._place += len(taken)
        return taken
