"""Packed bodies: zstd (RFC 8878), never unpacked beyond a limit, whatever the sender claims."""

from __future__ import annotations

import io
from typing import ClassVar

import zstandard

from app.domain.errors import AppError

ZSTD = "zstd"
_WINDOW = 8 * 1024 * 1024
"""Bytes of memory that a frame may ask for (RFC 8878, 3.1.1.1.2 recommends this much)."""
_LEVEL = 3


class PackedTooLarge(AppError):
    """What was packed is larger than ``limit`` bytes; no more than that was unpacked."""

    code: ClassVar[str] = "packed.too_large"


class PackedUnreadable(AppError):
    """The bytes are no zstd frame that can be read with 8 MiB of memory."""

    code: ClassVar[str] = "packed.unreadable"


def pack(data: bytes) -> bytes:
    """Compress."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(data)


def unpack(data: bytes, limit: int) -> bytes:
    """Decompress at most ``limit`` bytes.

    Raises:
        PackedTooLarge: there is more; memory was used for ``limit`` bytes and one window alone.
        PackedUnreadable: no frame, a damaged one, or one that asks for a larger window.
    """
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with unpacker.stream_reader(io.BytesIO(data)) as reader:
            found: bytes = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise PackedUnreadable() from error
    if len(found) > limit:
        raise PackedTooLarge(limit=limit)
    return found
