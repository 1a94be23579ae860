"""fieldcase doctor: every byte of record and evidence is proven, and projections are made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from app.domain.entry import Entry
from app.domain.errors import AppError
from app.ports.vault import BlobMissing, EvidenceAltered, SealedBlob, Vault
from app.ports.work import Queries


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was saved.

    Attributes:
        where: ``entry`` or ``vault``.
        name: the entry's id, or the vault's name of the file.
        seq: the entry's place in its chain, where known.
        part: header, body, gap, prev, device, a signature; for a file missing, segment, truncated, hash …
    """

    where: str
    name: str
    part: str
    seq: int | None = None


class StoreCare(Protocol):
    """What the store can do for its own health; bootstrap gives it."""

    def check(self, verify: Callable[[Entry], str | None]) -> Iterable[Fault]:
        """Walk every chain, body and signature; name what is damaged."""

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Make all projections anew from entries and verdicts, in one transaction."""

    def projections_digest(self) -> str:
        """SHA-256 over all projections in canonical form, ``sha256:<hex>``."""


class Doctor:
    """Examines store and vault; changes nothing but projections, and those only when asked."""

    def __init__(
        self, store: StoreCare, queries: Queries, vault: Vault, verify: Callable[[Entry], str | None]
    ) -> None:
        self._store, self._queries, self._vault, self._verify = store, queries, vault, verify

    def check(self, progress: Callable[[int, int], None] | None = None) -> tuple[Fault, ...]:
        """All faults; ``progress(done, total)`` counts sealed bytes.

        Raises:
            StoreDamaged: the list of sealed files cannot be read, and no fault says why.
        """
        faults = list(self._store.check(self._verify))
        try:
            blobs = self._queries.blobs()
        except AppError:
            if faults:
                return tuple(faults)
            raise
        total, done = sum(blob.size for blob in blobs), 0
        for blob in blobs:
            faults += self._file_faults(blob)
            done += blob.size
            if progress is not None:
                progress(done, total)
        return tuple(faults)

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> bool:
        """Make all projections anew; True when they equal the ones before."""
        before = self._store.projections_digest()
        self._store.rebuild(progress)
        return self._store.projections_digest() == before

    def projections_digest(self) -> str:
        """SHA-256 over all projections, ``sha256:<hex>``."""
        return self._store.projections_digest()

    def _file_faults(self, blob: SealedBlob) -> list[Fault]:
        try:
            self._vault.verify(blob.name, blob.sha256)
        except BlobMissing:
            return [Fault("vault", blob.name, "missing")]
        except EvidenceAltered as error:
            return [Fault("vault", blob.name, str(error.facts.get("reason", "altered")))]
        except AppError as error:
            return [Fault("vault", blob.name, error.code)]
        return []
