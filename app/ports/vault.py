"""The vault: evidence sealed as it comes in, read back only through a key, never as plaintext on a disk."""

from __future__ import annotations

import io
from abc import abstractmethod
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Protocol, TypeAlias

from app.domain.errors import AppError
from app.ports.disk import DiskFull as DiskFull
from app.ports.disk import VaultUnusable as VaultUnusable

Progress: TypeAlias = Callable[[int], None]
"""Called with the number of plaintext bytes that are done; from the thread that does the work."""

Cancelled: TypeAlias = Callable[[], bool]
"""Asked after every mebibyte; True stops the work and leaves nothing behind."""


class EvidenceAltered(AppError):
    """A sealed file is not what was sealed: stop, show, write to the audit log.

    ``name`` is the vault's name of the file; ``reason`` is ``header``, ``segment`` (with ``segment``, from
    0, and ``segments``), ``truncated``, ``size`` or ``hash``.
    """

    code: ClassVar[str] = "evidence.altered"


class BlobMissing(AppError):
    """The vault holds no file with the name ``name``."""

    code: ClassVar[str] = "evidence.missing"


class SourceUnreadable(AppError):
    """The file that is brought in (a camera card, a stick) cannot be read on; ``reason`` as above."""

    code: ClassVar[str] = "source.unreadable"


class SourceChanged(AppError):
    """Two readings of one source gave two hashes, ``first`` and ``second``; nothing was kept (F04)."""

    code: ClassVar[str] = "source.changed"


class SealingCancelled(AppError):
    """The officer stopped the import; nothing was kept."""

    code: ClassVar[str] = "vault.cancelled"


class MediaDamaged(AppError):
    """A photo or video cannot be shown; ``kind`` says what it is, ``trouble`` what is wrong with it."""

    code: ClassVar[str] = "media.damaged"


@dataclass(frozen=True, slots=True)
class SealedBlob:
    """A file of the vault.

    Attributes:
        name: 32 hexadecimal digits, random; it tells nothing of the content.
        sha256: hash of the plaintext, ``sha256:<hex>``.
        size: bytes of the plaintext.
        sealed_size: bytes on the disk.
    """

    name: str
    sha256: str
    size: int
    sealed_size: int


class ByteSource(Protocol):
    """What plaintext is read from: an open binary file, ``io.BytesIO``, or a :class:`BlobReader`."""

    def read(self, size: int = -1, /) -> bytes | None:
        """Up to ``size`` bytes; fewer than asked for do not mean the end, none do."""
        ...

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Fill the buffer as far as possible; 0 means the end."""
        ...

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """As for any file."""
        ...

    def tell(self) -> int:
        """As for any file."""
        ...

    def seekable(self) -> bool:
        """Whether :meth:`seek` works."""
        ...


class BlobReader(io.RawIOBase):
    """The plaintext of a sealed file: seekable, decrypted piece by piece, safe to share between threads."""

    @property
    @abstractmethod
    def size(self) -> int:
        """Bytes of the plaintext."""

    @abstractmethod
    def read_at(self, offset: int, length: int) -> bytes:
        """Up to ``length`` bytes from ``offset``, without moving the reader's own position.

        Raises:
            EvidenceAltered: the segment that holds them was changed, moved or cut off.
        """


@dataclass(frozen=True, slots=True)
class MendReport:
    """What mending found and did; all empty means that folder and rows agreed.

    Attributes:
        removed: half-written files, deleted.
        quarantined: whole files that no row names, moved to ``lost+found`` and kept there.
        restored: files that a row names, brought back from ``lost+found``.
        missing: names of rows without a file.
    """

    removed: Sequence[str]
    quarantined: Sequence[str]
    restored: Sequence[str]
    missing: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.removed or self.quarantined or self.restored or self.missing)


class Vault(Protocol):
    """Sealed files by random name."""

    def seal(
        self,
        source: ByteSource,
        *,
        progress: Progress | None = None,
        cancelled: Cancelled | None = None,
        read_twice: bool = False,
    ) -> SealedBlob:
        """Seal and hash ``source`` from its position to its end, in one pass; durable when this returns.

        Args:
            read_twice: read the source a second time and compare; for camera cards (F04). The source must
                be seekable.

        Raises:
            DiskFull, VaultUnusable, SourceUnreadable, SourceChanged, SealingCancelled.
        """
        ...

    def discard(self, blob: SealedBlob) -> None:
        """Take back a file that was just sealed and that no row will ever name.

        Raises:
            VaultUnusable: it cannot be removed; the next mending moves it aside.
        """
        ...

    def open(self, name: str, size: int | None = None) -> BlobReader:
        """Open the plaintext of a file; its length is proven before this returns.

        Args:
            size: the plaintext's size as its row says; another one is an alteration.

        Raises:
            BlobMissing, EvidenceAltered, VaultUnusable.
        """
        ...

    def verify(
        self, name: str, sha256: str, *, progress: Progress | None = None, cancelled: Cancelled | None = None
    ) -> None:
        """Read all of a file and compare its hash with ``sha256`` (``sha256:<hex>``).

        Raises:
            BlobMissing, EvidenceAltered, VaultUnusable, SealingCancelled.
        """
        ...

    def mend(self, known: Collection[str], grace: float = 0) -> MendReport:
        """Bring the folder into agreement with the rows; deletes nothing but half-written files.

        Args:
            known: names of all files that a row names.
            grace: seconds; younger files may belong to a row that is about to be saved and are left alone.
        """
        ...


class MediaKind(StrEnum):
    """What a file is by its first bytes, whatever its name says."""

    JPEG = "jpeg"
    PNG = "png"
    HEIC = "heic"
    MP4 = "mp4"
    PDF = "pdf"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Position:
    """A place in WGS 84, in 1e-7 degrees; north and east are positive."""

    latitude_e7: int
    longitude_e7: int


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """What a photo or video says of itself; a claim of the camera, not a fact about the case.

    Attributes:
        media_type: the IANA media type.
        readable: False when pictures cannot be shown; ``trouble`` then says why.
        width, height: pixels as an upright viewer sees them, after ``orientation`` is applied.
        orientation: EXIF 1-8; 1 is upright.
        taken_at: the camera's own time, ISO 8601 with seconds: with ``Z`` or an offset where the file
            states one, else without zone.
        camera: maker and model.
        duration_ms: of a video.
    """

    kind: MediaKind
    media_type: str
    size: int
    readable: bool = True
    trouble: str | None = None
    width: int | None = None
    height: int | None = None
    orientation: int = 1
    taken_at: str | None = None
    camera: str | None = None
    position: Position | None = None
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Pixels:
    """A photo as a viewer draws it, upright.

    Attributes:
        data: four bytes a pixel (blue, green, red, unused), rows from the top without gaps.
        reduced: the photo holds more pixels than are given here.
    """

    width: int
    height: int
    data: bytes = field(repr=False)
    reduced: bool = False


class Media(Protocol):
    """Reads what a photo or video says of itself and makes small pictures; writes no file."""

    def probe(self, source: ByteSource, *, keep_damaged: bool = False) -> MediaFacts:
        """Look at a seekable source; its position is put back.

        Args:
            keep_damaged: give facts with ``readable=False`` instead of an error, for the officer who
                insists on keeping the file.

        Raises:
            MediaDamaged: the content does not fit its kind, or is too large to be shown safely.
        """
        ...

    def thumbnail(self, source: ByteSource) -> bytes | None:
        """A WebP picture of at most 320 x 200 pixels without any metadata; None for other than photos.

        Raises:
            MediaDamaged: as above.
        """
        ...

    def pixels(self, source: ByteSource) -> Pixels | None:
        """A photo upright and as large as a viewer needs it; None for other than photos. Takes long.

        Raises:
            MediaDamaged: as above.
        """
        ...
