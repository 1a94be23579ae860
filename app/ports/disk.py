"""What a disk may refuse. Alone here, since the first window needs these two and nothing of the vault."""

from __future__ import annotations

from typing import ClassVar

from app.domain.errors import AppError


class DiskFull(AppError):
    """Too little room: ``free`` bytes are left, ``needed`` are wanted and ``kept_free`` must stay free."""

    code: ClassVar[str] = "disk.full"


class VaultUnusable(AppError):
    """The disk of the vault refuses to work; ``reason`` is the system's name of the error."""

    code: ClassVar[str] = "vault.unusable"
