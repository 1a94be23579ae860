"""Named keys from the store's one root key, by HKDF-SHA256 (RFC 5869)."""

from __future__ import annotations

from enum import StrEnum

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

ROOT_BYTES = 32
KEY_BYTES = 32


class Purpose(StrEnum):
    """What a key is for. The words are part of the format: a changed word is another key."""

    STORE = "store"
    VAULT = "vault"
    INDEX = "index"
    DEVICE = "device"
    NUMBERS = "numbers"
    BACKUP = "backup"


def derive(root: bytes, purpose: Purpose) -> bytes:
    """The 32-byte key for one purpose. ``root`` is uniformly random, so no salt is needed (RFC 5869, 3.1)."""
    if len(root) != ROOT_BYTES:
        raise ValueError("a root key has 32 bytes")
    return expand(root, f"fieldcase/1/key/{purpose.value}")


def expand(secret: bytes, info: str, *, salt: bytes | None = None) -> bytes:
    """32 bytes of HKDF-SHA256 output; ``info`` names format, version and purpose."""
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info.encode("ascii"))
    return hkdf.derive(secret)
