"""Ed25519 signatures over the ids of entries, grants, verdicts and their like (RFC 8032).

What is signed is a domain tag followed by the 32 raw bytes of a SHA-256 id. The tag ends with a zero byte,
so that none is the beginning of another and a signature made for one purpose never passes for another.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.ports.keys import KeyMalformed, SignatureTag, SignatureWrong

PUBLIC_PREFIX = "ed25519:"
KEY_BYTES = 32
DIGEST_BYTES = 32
SIGNATURE_BYTES = 64


class SigningKey:
    """A private Ed25519 key; its text forms show the public half alone, and it cannot be pickled."""

    __slots__ = ("_key", "_public")

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self._public = public_text(key.public_key().public_bytes_raw())

    @classmethod
    def make(cls) -> SigningKey:
        """A new key from the system's random source."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def load(cls, private: bytes) -> SigningKey:
        """The key whose 32 private bytes :meth:`private_bytes` gave.

        Raises:
            KeyMalformed: there are not 32 bytes.
        """
        if len(private) != KEY_BYTES:
            raise KeyMalformed(reason="length")
        return cls(Ed25519PrivateKey.from_private_bytes(private))

    @property
    def public(self) -> str:
        """The public key in wire form, ``ed25519:<base64url without padding>``."""
        return self._public

    def private_bytes(self) -> bytes:
        """The 32 private bytes, for wrapping and nothing else."""
        return self._key.private_bytes_raw()

    def sign(self, tag: SignatureTag, digest: bytes) -> bytes:
        """Sign the 32 raw bytes of an id for the purpose ``tag``; 64 bytes come back."""
        return self._key.sign(_message(tag, digest))

    def __repr__(self) -> str:
        return f"SigningKey({self._public})"

    def __reduce__(self) -> str | tuple[object, ...]:
        raise TypeError("a private key is not pickled")


def verify(public: str, tag: SignatureTag, digest: bytes, signature: bytes) -> None:
    """Check that ``signature`` is that key's over ``digest`` for the purpose ``tag``.

    Raises:
        SignatureWrong: it is not.
        KeyMalformed: ``public`` is no Ed25519 key in wire form.
    """
    try:
        _public_key(public).verify(signature, _message(tag, digest))
    except InvalidSignature as error:
        raise SignatureWrong(public=public, tag=str(tag)) from error


def public_text(raw: bytes) -> str:
    """The wire form of a raw public key."""
    return PUBLIC_PREFIX + base64.urlsafe_b64encode(raw).rstrip(b"=").decode("ascii")


def public_raw(public: str) -> bytes:
    """The 32 raw bytes of a public key in wire form, which has exactly one spelling.

    Raises:
        KeyMalformed: another algorithm, another spelling or another length.
    """
    if not public.startswith(PUBLIC_PREFIX):
        raise KeyMalformed(reason="algorithm", public=public)
    text = public.removeprefix(PUBLIC_PREFIX)
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyMalformed(reason="encoding", public=public) from error
    if len(raw) != KEY_BYTES:
        raise KeyMalformed(reason="length", public=public)
    if public_text(raw) != public:
        raise KeyMalformed(reason="encoding", public=public)
    return raw


def device_id(public: str) -> str:
    """The id of a device: ``sha256:<hex>`` of its raw public key.

    Raises:
        KeyMalformed: ``public`` is no Ed25519 key in wire form.
    """
    return "sha256:" + hashlib.sha256(public_raw(public)).hexdigest()


@lru_cache(maxsize=256)
def _public_key(public: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public_raw(public))


def _message(tag: SignatureTag, digest: bytes) -> bytes:
    if len(digest) != DIGEST_BYTES:
        raise ValueError("what is signed is the 32 bytes of an id")
    return f"fieldcase/1/{tag.value}\0".encode("ascii") + digest
