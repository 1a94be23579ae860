"""The entry: one act, appended to its device's chain and never changed.

The header carries who, when, where in the chain and a salted commitment to the body; the id is the hash
of the header alone, so that a body can be erased while header and chain stay whole (个人信息保护法第四十七条
asks for erasure, 行政处罚法第四十七条 for a full-process record).
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from typing import ClassVar

from app.domain.canonical import MAX_BYTES, Json, canonical_bytes, parse_canonical
from app.domain.clock_reading import ClockReading as ClockReading
from app.domain.codec import RecordRefused, from_json, to_json
from app.domain.errors import AppError

FORMAT = 1
SALT_BYTES = 16
SIGNATURE_BYTES = 64


class EntryDamaged(AppError):
    """An entry is not what its hash, commitment, chain or signature says; ``seq`` and ``part`` name it."""

    code: ClassVar[str] = "entry.damaged"


class EntryTooLarge(AppError):
    """A header or body is larger than 64 KiB; ``size`` in bytes."""

    code: ClassVar[str] = "entry.too_large"


@dataclass(frozen=True, slots=True)
class Algorithms:
    """The names of the hash and of both signatures, so that SM2 and SM3 can follow."""

    hash: str = "sha256"
    device: str = "ed25519"
    officer: str = "ed25519"


@dataclass(frozen=True, slots=True)
class Header:
    """What the id of an entry is the hash of. Ids are written ``sha256:<hex>``.

    Attributes:
        device: SHA-256 of the device's public key.
        seq: place in the device's chain, from 1 without gaps.
        prev: id of the device's entry ``seq - 1``; None for the first.
        case: UUIDv7 of the case, or None where none is concerned.
        base: id of the last entry of this case that the author had seen; None for the first.
        actor: roster id of the person who acts; ``officers`` is (lead, assist).
        grant: SHA-256 of the signed grant under which the actor signs.
        act_at: time of the act as the officer states it, RFC 3339 with seconds and +08:00.
        release: id of the catalogue release that the case pins.
        body_commit: SHA-256 over the 16 salt bytes followed by the body's bytes.
    """

    device: str
    seq: int
    prev: str | None
    case: str | None
    base: str | None
    kind: str
    actor: str
    officers: tuple[str, ...]
    grant: str
    act_at: str
    clock: ClockReading
    release: str
    body_commit: str
    v: int = FORMAT
    alg: Algorithms = field(default_factory=Algorithms)

    def to_bytes(self) -> bytes:
        """The canonical bytes that are hashed, stored and sent."""
        return within_limit(canonical_bytes(to_json(self)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A header with its body, salt and two signatures; bytes are kept exactly as they came."""

    header: Header
    header_bytes: bytes = field(repr=False)
    body: bytes | None = field(repr=False)
    salt: bytes | None = field(repr=False)
    device_signature: bytes = field(repr=False)
    officer_signature: bytes = field(repr=False)
    id: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", sha256_id(self.header_bytes))

    @classmethod
    def from_bytes(
        cls, header: bytes, body: bytes | None, salt: bytes | None, device: bytes, officer: bytes
    ) -> Entry:
        """Read an entry as it was stored or received and check everything but the signatures.

        Raises:
            EntryDamaged: header or body is not canonical, or the body is not the committed one.
        """
        try:
            parsed = from_json(Header, parse_canonical(header))
        except (AppError, ValueError) as error:
            raise EntryDamaged(seq=None, part="header") from error
        entry = cls(parsed, header, body, salt, device, officer)
        entry.check_body()
        return entry

    @property
    def digest(self) -> bytes:
        """The 32 raw bytes of the id: what device and officer sign behind a domain tag."""
        return bytes.fromhex(self.id.removeprefix("sha256:"))

    def check_body(self) -> None:
        """See that the body is the one that the header commits to; an erased body is no damage.

        Raises:
            EntryDamaged: the body or salt was changed (``part`` is ``body``).
        """
        if self.body is None:
            return
        if self.salt is None or commitment(self.salt, self.body) != self.header.body_commit:
            raise EntryDamaged(seq=self.header.seq, id=self.id, part="body")

    def body_json(self) -> Json:
        """The body as JSON values; None when it was erased.

        Raises:
            EntryDamaged: the committed bytes are not canonical JSON.
        """
        if self.body is None:
            return None
        try:
            return parse_canonical(self.body)
        except AppError as error:
            raise EntryDamaged(seq=self.header.seq, id=self.id, part="body") from error


def sha256_id(data: bytes) -> str:
    """Name bytes by their hash: ``sha256:<hex>``."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def commitment(salt: bytes, body: bytes) -> str:
    """The salted commitment that a header carries: SHA-256(salt ‖ body) as ``sha256:<hex>``.

    Raises:
        RecordRefused: the salt is not 16 bytes long.
    """
    if len(salt) != SALT_BYTES:
        raise RecordRefused(record="Entry", field="salt", reason="length")
    return sha256_id(salt + body)


def within_limit(data: bytes) -> bytes:
    """Pass the bytes on when they are at most 64 KiB.

    Raises:
        EntryTooLarge: they are more.
    """
    if len(data) > MAX_BYTES:
        raise EntryTooLarge(size=len(data), limit=MAX_BYTES)
    return data


def base64url(data: bytes) -> str:
    """Base64url without padding (RFC 4648, section 5): the form of keys and signatures in JSON."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
