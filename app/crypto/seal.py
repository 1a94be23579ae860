"""Sealing of small objects (up to some MiB) with AES-256-GCM, in an envelope that says how it was made.

Envelope: one ASCII line ``fieldcase-seal:1:aes-256-gcm``, a line feed, 12 random nonce bytes, then
ciphertext and tag. The line is authenticated with the associated data. Random nonces allow 2^32 objects
under one key (NIST SP 800-38D, 8.3), far beyond what one laptop seals.
"""

from __future__ import annotations

import os
from typing import ClassVar

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.errors import AppError

FAMILY = b"fieldcase-seal:"
HEADING = FAMILY + b"1:aes-256-gcm\n"
NONCE_BYTES = 12
TAG_BYTES = 16


class SealBroken(AppError):
    """The envelope was changed, or sealed with another key or for another place."""

    code: ClassVar[str] = "seal.broken"


class SealUnknown(AppError):
    """The envelope names a version or algorithm that this program does not know; ``heading`` is its name."""

    code: ClassVar[str] = "seal.unknown"


def seal(key: bytes, plaintext: bytes, associated: bytes) -> bytes:
    """Seal ``plaintext`` under a 32-byte key.

    Args:
        associated: says where the object belongs (never empty), so that two objects cannot be swapped.
    """
    nonce = os.urandom(NONCE_BYTES)
    return HEADING + nonce + _cipher(key).encrypt(nonce, plaintext, _bound(associated))


def unseal(key: bytes, envelope: bytes, associated: bytes) -> bytes:
    """Open an envelope that :func:`seal` made with the same key and associated data.

    Raises:
        SealUnknown: a newer version or another algorithm.
        SealBroken: anything else that does not fit.
    """
    if not envelope.startswith(HEADING):
        line, end, _ = envelope[:80].partition(b"\n")
        if end and line.startswith(FAMILY) and line.isascii():
            raise SealUnknown(heading=line.decode("ascii"))
        raise SealBroken()
    nonce, sealed = envelope[len(HEADING) :][:NONCE_BYTES], envelope[len(HEADING) + NONCE_BYTES :]
    if len(sealed) < TAG_BYTES:
        raise SealBroken()
    try:
        return _cipher(key).decrypt(nonce, sealed, _bound(associated))
    except InvalidTag as error:
        raise SealBroken() from error


def _cipher(key: bytes) -> AESGCM:
    if len(key) != 32:
        raise ValueError("AES-256 takes a key of 32 bytes")
    return AESGCM(key)


def _bound(associated: bytes) -> bytes:
    if not associated:
        raise ValueError("a sealed object says where it belongs")
    return HEADING + associated
