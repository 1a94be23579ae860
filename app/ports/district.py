"""The district server as a port: what a laptop asks of it, in the bytes that ``docs/sync.md`` lays down.

Bodies pass through as they came: reading and checking them is the work of ``app.wire`` and of whoever asked.
Refusals of the district are raised by their own types (``app.wire.problems``); what the link itself meets
is one of the errors below, and the queue tries again by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import ClassVar, Protocol, TypeAlias

from app.domain.errors import Transient


class DistrictUnreachable(Transient):
    """No connection: no network, no name, nobody answers there; ``reason`` is the system's word."""

    code: ClassVar[str] = "district.unreachable"


class DistrictSilent(Transient):
    """The connection stands and nothing moves on it for ``seconds``."""

    code: ClassVar[str] = "district.silent"


class NotTheDistrict(Transient):
    """Somebody else answered: a captive portal, a proxy, another server; ``status`` is the HTTP status."""

    code: ClassVar[str] = "district.foreign"


class CertificateRefused(Transient):
    """The server's certificate is not one of the district's; ``reason``: clock, name, authority or other."""

    code: ClassVar[str] = "district.certificate"


class AnswerUnreadable(Transient):
    """The district's answer broke off or is not as laid down; ``field`` names the part."""

    code: ClassVar[str] = "district.answer"


SeenSource: TypeAlias = Callable[[], str | None]
"""Gives the newest verdict that this laptop holds, as ``Fieldcase-Seen`` says it; None before the first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The signed statements of the district about this laptop's world, and the tag that names their state."""

    body: bytes = field(repr=False)
    tag: str


@dataclass(frozen=True, slots=True)
class UploadPlace:
    """Where an upload goes and how many of its bytes the district holds durably."""

    address: str
    offset: int


class District(Protocol):
    """One enrolled laptop's link to its district, safe to use from several threads.

    Every method may raise the errors above and the refusals of ``app.wire.problems``; none repeats by itself
    but for one fresh token.
    """

    def push(self, batch: bytes) -> bytes:
        """Send a batch of entries; the answer's body."""

    def changes(self, cursor: str | None, limit: int) -> bytes:
        """One page of the pull."""

    def digests(self, upto: int) -> bytes:
        """The digests of all buckets up to a commit_seq."""

    def bucket(self, name: str, upto: int) -> bytes:
        """The lines of one bucket."""

    def fetch(self, ids: tuple[str, ...]) -> bytes:
        """Entries with their newest verdicts, by id."""

    def standing(self, known: str | None) -> Standing | None:
        """Certificates, roster, grants and blocks; None when nothing changed since the tag ``known``."""

    def block(self, request: str, number_class: str, year: int) -> bytes:
        """Lease numbers; the same ``request`` gets the same block."""

    def beacon(self, nonce: str) -> bytes:
        """The district's signed time."""

    def grant(self, secret: str, public_key: str, proof: str) -> bytes:
        """Have an officer's key certified by his code."""

    def begin_upload(self, case: str, sha256: str, size: int, kind: str) -> UploadPlace:
        """Find or make the place of an upload; ``sha256`` is ``sha256:<hex>``."""

    def upload_offset(self, address: str) -> int:
        """How many bytes of an upload are durable."""

    def send_chunk(self, address: str, offset: int, chunk: bytes) -> int:
        """Send one chunk with its checksum; the new durable offset."""

    def receipt(self, address: str) -> bytes:
        """The signed receipt of a complete upload."""

    def download(
        self, case: str, sha256: str, start: int, size: int
    ) -> AbstractContextManager[Iterator[bytes]]:
        """The original's bytes from ``start`` on, of ``size`` bytes in all."""

    def time_offset_ms(self) -> int | None:
        """How far the district's clock was ahead of this machine's when it last answered, or None."""

    def close(self) -> None:
        """Let go of all connections."""
