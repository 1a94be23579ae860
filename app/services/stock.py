"""The stock of the vault: the same bytes lie in it once; bringing a damaged original again cures it."""

from __future__ import annotations

import io

from app.domain.errors import AppError
from app.ports.vault import ByteSource, Progress, SealedBlob, Vault
from app.ports.work import Queries


class Stock:
    """Seals files and knows which of them the vault holds already."""

    def __init__(self, vault: Vault, queries: Queries) -> None:
        self._vault, self._queries = vault, queries

    def seal(
        self, source: ByteSource, *, progress: Progress | None = None, read_twice: bool = False
    ) -> SealedBlob:
        """Seal a source; where the vault holds the same bytes whole already, that file is given back.

        Raises:
            DiskFull, VaultUnusable, SourceUnreadable, SourceChanged.
        """
        sealed = self._vault.seal(source, progress=progress, read_twice=read_twice)
        known = self._queries.blob(sealed.sha256)
        if known is None or not self._is_whole(known):
            return sealed
        self._vault.discard(sealed)
        return known

    def seal_bytes(self, data: bytes) -> SealedBlob:
        """Seal bytes that are in memory, such as a paper or a thumbnail."""
        return self.seal(io.BytesIO(data))

    def _is_whole(self, blob: SealedBlob) -> bool:
        try:
            self._vault.verify(blob.name, blob.sha256)
        except AppError:
            return False
        return True
