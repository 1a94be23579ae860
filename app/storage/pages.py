"""Telling a wrong key from a damaged file, page by page.

SQLCipher 4 answers both with "file is not a database". Each of its pages ends in an HMAC-SHA512 under a
key derived from the store's key, so one page that verifies proves the key (SQLCipher, "Security Design").
"""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import AppError
from app.storage.errors import StoreDamaged, StoreMissing, WrongKey

PAGE_BYTES = 4096
SALT_BYTES = 16
MAC_BYTES = 64
_MASK = 0x3A
_PROBES = 64
PLAIN_HEADER = b"SQLite format 3\0"


def why_unreadable(path: Path, key: bytes) -> AppError:
    """Say why SQLCipher calls this file no database."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            return _diagnose(file, size, key)
    except FileNotFoundError:
        return StoreMissing(name=path.name)


def wrong_pages(path: Path, key: bytes) -> tuple[int, ...]:
    """The numbers of all pages whose HMAC does not fit; it reads the whole file.

    Raises:
        StoreMissing.
    """
    try:
        with path.open("rb") as file:
            pages = range(1, path.stat().st_size // PAGE_BYTES + 1)
            mac_key = page_key(key, file.read(SALT_BYTES))
            return tuple(number for number in pages if not _page_fits(file, number, mac_key))
    except FileNotFoundError as error:
        raise StoreMissing(name=path.name) from error


def page_key(key: bytes, salt: bytes) -> bytes:
    """The key of the page HMACs of a file with this salt."""
    return hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ _MASK for byte in salt), 2, 32)


def page_is_whole(page: bytes, number: int, mac_key: bytes) -> bool:
    """Whether the HMAC of page ``number`` (from 1) fits; in page 1 it does not cover the salt."""
    start = SALT_BYTES if number == 1 else 0
    covered = page[start:-MAC_BYTES] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(mac_key, covered, "sha512"), page[-MAC_BYTES:])


def _diagnose(file: BinaryIO, size: int, key: bytes) -> AppError:
    if size == 0:
        return StoreDamaged(reason="empty")
    salt = file.read(SALT_BYTES)
    if salt == PLAIN_HEADER:
        return StoreDamaged(reason="not_encrypted")
    pages = size // PAGE_BYTES
    if pages == 0:
        return StoreDamaged(reason="too_short")
    mac_key = page_key(key, salt)
    if any(_page_fits(file, number, mac_key) for number in range(1, pages + 1, max(1, pages // _PROBES))):
        return StoreDamaged(reason="page")
    return WrongKey()


def _page_fits(file: BinaryIO, number: int, mac_key: bytes) -> bool:
    file.seek((number - 1) * PAGE_BYTES)
    return page_is_whole(file.read(PAGE_BYTES), number, mac_key)
