"""Slots: the store's root key wrapped for one officer.

An officer's slot opens with two things: his passphrase, stretched by Argon2id, and the 32-byte secret of
this laptop's keyring. HKDF joins both to the key that wraps root key and signing key. The stored cost
defaults to t=3, m=64 MiB, p=2: RFC 9106, section 4, gives t=3 and 64 MiB as its second recommended choice
for machines with less memory, with four lanes; ours are two because the squads' laptops have two cores,
so that more lanes would slow the officer and not the attacker. A slot keeps its own cost, so the default
can rise later and old slots still open.

What a failed opening can tell apart: bytes changed by accident fail the checksum (SlotDamaged) before the
slow part; another laptop's secret fails its own check (LaptopSecretWrong), which tells nothing about 256
random bits; what remains is WrongPassphrase. Somebody who changes a slot on purpose and mends its checksum
gets WrongPassphrase as well: AES-GCM refuses a wrong key and changed bytes alike.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import asdict

from argon2.exceptions import HashingError
from argon2.low_level import ARGON2_VERSION, Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.crypto import slot_format
from app.crypto.derive import ROOT_BYTES, expand
from app.crypto.signing import KEY_BYTES, SigningKey
from app.crypto.slot_format import Fields, SlotKind
from app.crypto.slot_header import DEFAULT_COST as DEFAULT_COST
from app.crypto.slot_header import Argon2Cost as Argon2Cost
from app.crypto.slot_header import header_of
from app.crypto.slot_header import read_header as read_header
from app.ports.keys import (
    PASSPHRASE_MIN,
    LaptopSecretWrong,
    MemoryShort,
    SlotDamaged,
    SlotHeader,
    UnlockedSlot,
    WeakPassphrase,
    WrongPassphrase,
)

LAPTOP_SECRET_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12


def weaknesses(passphrase: str, officer_words: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Every reason against a new passphrase; empty means that it will do.

    Args:
        officer_words: name, card number and the like, which must not be the passphrase.

    Returns:
        some of ``too_short``, ``too_uniform`` (hardly any different characters), ``own_name``.
    """
    typed = normalise(passphrase)
    words = {normalise(word).casefold() for word in officer_words if word}
    found = {
        "too_short": len(typed) < PASSPHRASE_MIN,
        "too_uniform": len(set(typed)) < 4,
        "own_name": typed.casefold().strip() in words,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def normalise(passphrase: str) -> str:
    """One form for one passphrase, however the input method spelled it (NFKC: full-width letters too)."""
    return unicodedata.normalize("NFKC", passphrase)


def make_slot(
    header: SlotHeader,
    passphrase: str,
    laptop_secret: bytes,
    root_key: bytes,
    officer_key: SigningKey,
    cost: Argon2Cost = DEFAULT_COST,
) -> bytes:
    """Wrap root key and signing key for one officer.

    Raises:
        WeakPassphrase: :func:`weaknesses` has reasons against it.
    """
    if reasons := weaknesses(passphrase, (header.name, header.card, header.officer)):
        raise WeakPassphrase(reasons=reasons)
    if len(root_key) != ROOT_BYTES or not cost.is_sane():
        raise ValueError("a root key has 32 bytes, and a cost stays within its limits")
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    fields: Fields = {
        "holder": {**asdict(header), "roles": list(header.roles)},
        "stretch": {
            "name": "argon2id",
            "version": ARGON2_VERSION,
            **asdict(cost),
            "salt": slot_format.text(salt),
        },
        "join": "hkdf-sha256",
        "laptop_check": _laptop_check(laptop_secret, salt),
        "cipher": "aes-256-gcm",
        "officer_public": officer_key.public,
    }
    key = _wrapping_key(passphrase, laptop_secret, salt, cost)
    secret = root_key + officer_key.private_bytes()
    sealed = AESGCM(key).encrypt(nonce, secret, slot_format.associated(SlotKind.OFFICER, fields))
    return slot_format.write(SlotKind.OFFICER, fields, nonce, sealed)


def open_slot(slot: bytes, passphrase: str, laptop_secret: bytes) -> UnlockedSlot:
    """Unwrap root key and signing key; takes as long as the slot's cost says.

    Raises:
        WrongPassphrase, LaptopSecretWrong, SlotDamaged, SlotTooNew.
    """
    stored = slot_format.read(slot, SlotKind.OFFICER)
    header, (salt, cost) = header_of(stored.fields), _stretch(stored.fields)
    if slot_format.string(stored.fields, "laptop_check") != _laptop_check(laptop_secret, salt):
        raise LaptopSecretWrong(store=header.store)
    key = _wrapping_key(passphrase, laptop_secret, salt, cost)
    try:
        secret = AESGCM(key).decrypt(
            stored.nonce, stored.sealed, slot_format.associated(SlotKind.OFFICER, stored.fields)
        )
    except InvalidTag as error:
        raise WrongPassphrase(officer=header.officer) from error
    if len(secret) != ROOT_BYTES + KEY_BYTES:
        raise SlotDamaged(part="field", field="sealed")
    return UnlockedSlot(header, secret[:ROOT_BYTES], SigningKey.load(secret[ROOT_BYTES:]))


def change_passphrase(
    slot: bytes, old: str, new: str, laptop_secret: bytes, cost: Argon2Cost = DEFAULT_COST
) -> bytes:
    """A slot for the same officer and keys under a new passphrase; the old bytes stay as they are.

    Raises:
        WrongPassphrase, WeakPassphrase, LaptopSecretWrong, SlotDamaged, SlotTooNew.
    """
    return _remake(open_slot(slot, old, laptop_secret), new, laptop_secret, cost)


def change_header(
    slot: bytes, header: SlotHeader, passphrase: str, laptop_secret: bytes, cost: Argon2Cost = DEFAULT_COST
) -> bytes:
    """A slot with a new public header (a renewed card, another role) for the same officer and keys.

    Raises:
        WrongPassphrase, WeakPassphrase, LaptopSecretWrong, SlotDamaged, SlotTooNew.
    """
    opened = open_slot(slot, passphrase, laptop_secret)
    if (header.officer, header.store) != (opened.header.officer, opened.header.store):
        raise ValueError("a slot keeps its officer and its store")
    return _remake(UnlockedSlot(header, opened.root_key, opened.officer_key), passphrase, laptop_secret, cost)


def _remake(opened: UnlockedSlot, passphrase: str, laptop_secret: bytes, cost: Argon2Cost) -> bytes:
    if not isinstance(opened.officer_key, SigningKey):
        raise TypeError("a slot holds a signing key")
    return make_slot(opened.header, passphrase, laptop_secret, opened.root_key, opened.officer_key, cost)


def _wrapping_key(passphrase: str, laptop_secret: bytes, salt: bytes, cost: Argon2Cost) -> bytes:
    if len(laptop_secret) != LAPTOP_SECRET_BYTES:
        raise ValueError("a laptop secret has 32 bytes")
    try:
        stretched = hash_secret_raw(
            normalise(passphrase).encode("utf-8", "surrogatepass"),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except HashingError as error:
        raise MemoryShort(needed_kib=cost.memory_kib) from error
    return expand(stretched + laptop_secret, "fieldcase/1/slot/officer", salt=salt)


def _laptop_check(laptop_secret: bytes, salt: bytes) -> str:
    return slot_format.text(expand(laptop_secret, "fieldcase/1/slot/laptop-check", salt=salt)[:8])


def _stretch_fields(cost: Argon2Cost, salt: bytes) -> Fields:
    return {
        "name": "argon2id",
        "version": ARGON2_VERSION,
        **asdict(cost),
        "salt": slot_format.text(salt),
    }


def _stretch(fields: Fields) -> tuple[bytes, Argon2Cost]:
    stretch = slot_format.section(fields, "stretch")
    names = [stretch.get("name"), stretch.get("version"), fields.get("join"), fields.get("cipher")]
    if names != ["argon2id", ARGON2_VERSION, "hkdf-sha256", "aes-256-gcm"]:
        raise SlotDamaged(part="field", field="algorithms")
    cost = Argon2Cost(*(slot_format.number(stretch, name) for name in ("passes", "memory_kib", "lanes")))
    if not cost.is_sane():
        raise SlotDamaged(part="cost")
    return slot_format.raw(stretch, "salt", SALT_BYTES), cost
