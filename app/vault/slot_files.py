"""Slots on the disk: ``slots/`` beneath the data folder, a file for each officer and the recovery slot.

File names are hashes of roster ids, so that no id, however odd, becomes a path.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from app.crypto.slot_header import read_header
from app.domain.errors import AppError
from app.durable import system_name
from app.ports.disk import VaultUnusable
from app.ports.keys import SlotDamaged, SlotHeader, SlotListing, SlotMissing, SlotTrouble
from app.vault.disk import Disk, disk_trouble, write_whole

FOLDER = "slots"
SUFFIX = ".slot"
RECOVERY = "recovery.code-slot"
LARGEST = 64 * 1024


class SlotFolder:
    """Slot files, each replaced whole or not at all."""

    def __init__(self, home: Path, *, disk: Disk | None = None, mode: int = 0o600) -> None:
        """Keep slots beneath the data folder ``home``; ``mode`` is 0o660 where officers share by group."""
        self._folder, self._disk, self._mode = home / FOLDER, disk or Disk(), mode

    def list(self) -> SlotListing:
        """All slots by name and roster id; a file that cannot be read is named and hides no other."""
        headers: list[SlotHeader] = []
        troubles: list[SlotTrouble] = []
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            try:
                header = read_header(self._read(path, None))
                if path != self._path(header.officer):
                    raise SlotDamaged(part="name")
                headers.append(header)
            except AppError as error:
                troubles.append(SlotTrouble(path.name, error.code))
        headers.sort(key=lambda header: (header.name, header.officer))
        return SlotListing(tuple(headers), tuple(troubles))

    def read(self, officer: str) -> bytes:
        """An officer's slot.

        Raises:
            SlotMissing, VaultUnusable.
        """
        return self._read(self._path(officer), officer)

    def write(self, officer: str, slot: bytes) -> None:
        """Keep an officer's slot in place of the one before.

        Raises:
            SlotDamaged: these bytes are no slot of this officer; the one before is kept.
            SlotTooNew, DiskFull, VaultUnusable: the one before is kept.
        """
        if read_header(slot).officer != officer:
            raise SlotDamaged(part="name")
        write_whole(self._disk, self._path(officer), slot, self._mode)

    def delete(self, officer: str) -> None:
        """Forget an officer's slot.

        Raises:
            VaultUnusable.
        """
        try:
            self._disk.remove(self._path(officer))
            if self._folder.is_dir():
                self._disk.sync_folder(self._folder)
        except OSError as error:
            raise disk_trouble(error, self._disk, self._folder, 0) from error

    def read_recovery(self) -> bytes:
        """The recovery slot.

        Raises:
            SlotMissing, VaultUnusable.
        """
        return self._read(self._folder / RECOVERY, None)

    def write_recovery(self, slot: bytes) -> None:
        """Keep the recovery slot in place of the one before.

        Raises:
            DiskFull, VaultUnusable: the one before is kept.
        """
        write_whole(self._disk, self._folder / RECOVERY, slot, self._mode)

    def _path(self, officer: str) -> Path:
        name = hashlib.sha256(officer.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / (name + SUFFIX)

    def _read(self, path: Path, officer: str | None) -> bytes:
        try:
            with self._disk.open(path) as file:
                return file.read(LARGEST + 1)
        except FileNotFoundError as error:
            raise SlotMissing(officer=officer) from error
        except OSError as error:
            raise VaultUnusable(reason=system_name(error)) from error
