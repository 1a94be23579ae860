"""Originals in a backup: each is copied once beside the copies of the store, and proven by its hash."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from sqlalchemy import Connection

from app.district.backup import KeepEvidence
from app.district.errors import DistrictUnusable
from app.district.files_blobs import FOLDER, Blobs, key_of
from app.district.files_rows import kept_originals
from app.domain.errors import AppError
from app.durable import sync_folder

_PART = ".part"


def keep_evidence(blobs: Blobs) -> KeepEvidence:
    """Copies every original that a copied store has a receipt for into ``evidence`` beside the copies.

    What an earlier backup has copied and proven stays as it is. A store elsewhere (S3) keeps its own copies:
    there it is seen that each original is in it.
    """

    def keep(folder: Path, copy: Connection) -> None:
        for address, sha256, size in kept_originals(copy):
            try:
                if blobs.folder is None:
                    there = blobs.holds(address, size)
                else:
                    there = _copied(blobs, folder.parent / FOLDER / key_of(address), address, sha256, size)
            except (OSError, AppError) as error:
                raise _not_kept(address, type(error).__name__) from error
            if not there:
                raise _not_kept(address, "missing")

    return keep


def _copied(blobs: Blobs, path: Path, address: str, sha256: str, size: int) -> bool:
    """Copy one original where it is not there yet; whether the copy has its hash."""
    if path.is_file() and path.stat().st_size == size:
        return True
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    aside, whole = path.with_name(path.name + _PART), hashlib.sha256()
    try:
        with aside.open("wb") as file:
            for piece in blobs.read(address, 0, size):
                whole.update(piece)
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        if f"sha256:{whole.hexdigest()}" != sha256:
            return False
        aside.rename(path)
    finally:
        aside.unlink(missing_ok=True)
    sync_folder(path.parent)
    sync_folder(path.parent.parent)
    return True


def _not_kept(address: str, error: str) -> DistrictUnusable:
    return DistrictUnusable(reason="backup", step="evidence", address=address, error=error)
