"""The bytes of a slot file: canonical JSON (sorted keys, ASCII, no floats) with a version and a checksum.

``{"checksum", "fields", "format", "kind", "nonce", "sealed", "version"}``. Everything in ``fields`` is
public and authenticated by the seal; the checksum (SHA-256 over the rest) finds accidents only. Format,
version and checksum keep their meaning in all later versions, so that damage is never taken for news.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.ports.keys import SlotDamaged, SlotTooNew

FORMAT = "fieldcase-slot"
VERSION = 1
LARGEST = 64 * 1024
"""Bytes; a slot has about one thousand."""
NONCE_BYTES = 12

Fields: TypeAlias = Mapping[str, object]


class SlotKind(StrEnum):
    """Whose slot it is."""

    OFFICER = "officer"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class StoredSlot:
    """A slot as read: public fields, nonce and sealed bytes; nothing of it is proven yet."""

    fields: Fields
    nonce: bytes
    sealed: bytes


def write(kind: SlotKind, fields: Fields, nonce: bytes, sealed: bytes) -> bytes:
    """The bytes of a slot file."""
    slot: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "kind": kind.value,
        "fields": fields,
        "nonce": text(nonce),
        "sealed": text(sealed),
    }
    return _canonical({**slot, "checksum": _checksum(slot)})


def read(slot: bytes, kind: SlotKind) -> StoredSlot:
    """Take a slot file apart.

    Raises:
        SlotDamaged: its bytes are not what :func:`write` made, or it is of another kind.
        SlotTooNew: a later format.
    """
    parts = _parsed(slot)
    checksum = string(parts, "checksum")
    rest = {name: value for name, value in parts.items() if name != "checksum"}
    if checksum != _checksum(rest) or _canonical(parts) != slot:
        raise SlotDamaged(part="checksum")
    version = number(parts, "version") if parts.get("format") == FORMAT else 0
    if version > VERSION:
        raise SlotTooNew(version=version, known=VERSION)
    if version != VERSION:
        raise SlotDamaged(part="format")
    if string(parts, "kind") != kind.value:
        raise SlotDamaged(part="format")
    return StoredSlot(section(parts, "fields"), raw(parts, "nonce", NONCE_BYTES), raw(parts, "sealed"))


def associated(kind: SlotKind, fields: Fields) -> bytes:
    """What the seal binds: format, version, kind and all public fields."""
    return _canonical({"format": FORMAT, "version": VERSION, "kind": kind.value, "fields": fields})


def text(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def raw(fields: Fields, name: str, length: int | None = None) -> bytes:
    """The bytes of a base64url field."""
    word = string(fields, name)
    try:
        data = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise SlotDamaged(part="field", field=name) from error
    if length is not None and len(data) != length:
        raise SlotDamaged(part="field", field=name)
    return data


def string(fields: Fields, name: str) -> str:
    """A text field."""
    value = fields.get(name)
    if not isinstance(value, str):
        raise SlotDamaged(part="field", field=name)
    return value


def number(fields: Fields, name: str) -> int:
    """A whole number field."""
    value = fields.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise SlotDamaged(part="field", field=name)
    return value


def section(fields: Fields, name: str) -> Fields:
    """A field that holds fields."""
    value = fields.get(name)
    if not isinstance(value, dict):
        raise SlotDamaged(part="field", field=name)
    return value


def _parsed(slot: bytes) -> Fields:
    if len(slot) > LARGEST:
        raise SlotDamaged(part="json")
    try:
        parts: object = json.loads(slot.decode("ascii"), parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise SlotDamaged(part="json") from error
    if not isinstance(parts, dict):
        raise SlotDamaged(part="json")
    return parts


def _refuse(word: str) -> object:
    raise ValueError(f"no floats in a slot: {word}")


def _canonical(value: Fields) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _checksum(slot: Fields) -> str:
    return "sha256:" + hashlib.sha256(_canonical(slot)).hexdigest()
