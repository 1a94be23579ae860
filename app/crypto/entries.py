"""Signing and checking entries: the device's key for the place in the chain, the officer's for who acted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.crypto.signing import verify
from app.domain.entry import Entry, Header, commitment
from app.domain.errors import AppError
from app.ports.keys import SignatureTag, Signer


def sign_entry(header: Header, body: bytes, salt: bytes, device: Signer, officer: Signer) -> Entry:
    """Complete a header with its commitment and sign the id with both keys.

    Raises:
        RecordRefused: the salt is not 16 bytes long.
        NotCanonical, EntryTooLarge: the header has no canonical form within 64 KiB.
    """
    whole = replace(header, body_commit=commitment(salt, body))
    unsigned = Entry(whole, whole.to_bytes(), body, salt, b"", b"")
    return Entry(
        whole,
        unsigned.header_bytes,
        body,
        salt,
        device.sign(SignatureTag.ENTRY_DEVICE, unsigned.digest),
        officer.sign(SignatureTag.ENTRY_OFFICER, unsigned.digest),
    )


def entry_verifier(
    device_key: Callable[[str], str | None], officer_key: Callable[[str], str | None]
) -> Callable[[Entry], str | None]:
    """Make the check of both signatures.

    Args:
        device_key: the public key of a device id, None when unknown.
        officer_key: the public key of a grant id, None when unknown.

    Returns:
        A function that names the wrong signature (``device_signature``, ``officer_signature``) or None.
    """

    def check(entry: Entry) -> str | None:
        header = entry.header
        pairs = (
            (
                "device_signature",
                device_key(header.device),
                SignatureTag.ENTRY_DEVICE,
                entry.device_signature,
            ),
            (
                "officer_signature",
                officer_key(header.grant),
                SignatureTag.ENTRY_OFFICER,
                entry.officer_signature,
            ),
        )
        for part, public, tag, signature in pairs:
            if public is None or not _fits(public, tag, entry.digest, signature):
                return part
        return None

    return check


def _fits(public: str, tag: SignatureTag, digest: bytes, signature: bytes) -> bool:
    try:
        verify(public, tag, digest, signature)
    except AppError:
        return False
    return True
