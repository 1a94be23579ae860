"""Signed statements of the district: who a device is, who may sign, which numbers are leased.

A statement is canonical JSON ``{"kind", "payload", "signature", "signer"}``; the signature is over the
SHA-256 of the canonical ``{"kind", "payload"}`` behind the domain tag of its kind. The id of a statement is
the hash of its bytes as they came.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from app.domain.canonical import Json, canonical_bytes, parse_canonical
from app.domain.codec import from_json
from app.domain.entry import base64url, sha256_id
from app.domain.errors import AppError
from app.domain.numbers import NumberBlock
from app.domain.roster import Agency, Card, Grant, Officer, Roster
from app.ports.keys import SignatureTag, Signer, Verify

MAX_STATEMENT = 1024 * 1024
"""The largest statement in bytes (1 MiB: a roster of thousands of officers)."""


class StatementRefused(AppError):
    """A statement cannot be used; ``kind`` and ``reason`` (size, form, kind, signer, payload) say why."""

    code: ClassVar[str] = "statement.refused"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement whose signature was checked against the district's key."""

    kind: SignatureTag
    payload: Mapping[str, Json]
    raw: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """SHA-256 of the bytes as they came."""
        return sha256_id(self.raw)


def sign_statement(kind: SignatureTag, payload: Mapping[str, object], signer: Signer) -> bytes:
    """Write and sign a statement.

    Raises:
        NotCanonical: the payload has no canonical form.
    """
    signature = signer.sign(kind, _digest(kind, payload))
    whole = {
        "kind": kind.value,
        "payload": payload,
        "signature": base64url(signature),
        "signer": signer.public,
    }
    return canonical_bytes(whole)


def read_statement(raw: bytes, kind: SignatureTag, district: str, verify: Verify) -> Statement:
    """Read a statement and check that the district signed it for this purpose.

    Raises:
        StatementRefused: too large, no canonical JSON, another kind, another signer, or a bad payload.
        SignatureWrong: the signature does not fit.
    """
    if len(raw) > MAX_STATEMENT:
        raise StatementRefused(kind=kind.value, reason="size", size=len(raw))
    whole = _parsed(raw, kind)
    payload, signature = whole.get("payload"), whole.get("signature")
    if whole.get("kind") != kind.value:
        raise StatementRefused(kind=kind.value, reason="kind")
    if whole.get("signer") != district:
        raise StatementRefused(kind=kind.value, reason="signer")
    if not isinstance(payload, Mapping) or not isinstance(signature, str):
        raise StatementRefused(kind=kind.value, reason="payload")
    verify(district, kind, _digest(kind, payload), _unbase64url(signature, kind))
    return Statement(kind, payload, raw)


def statement_in(answer: bytes, kind: SignatureTag) -> bytes:
    """The bytes of the statement that an answer of the district holds under the name of its kind.

    Raises:
        StatementRefused: the answer holds none (``reason`` is ``form``).
    """
    try:
        return bytes(json.loads(answer)[kind.value].encode("utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StatementRefused(kind=kind.value, reason="form") from error


def _parsed(raw: bytes, kind: SignatureTag) -> Mapping[str, Json]:
    try:
        whole = parse_canonical(raw)
    except AppError as error:
        raise StatementRefused(kind=kind.value, reason="form") from error
    if not isinstance(whole, Mapping):
        raise StatementRefused(kind=kind.value, reason="form")
    return whole


def _digest(kind: SignatureTag, payload: Mapping[str, object]) -> bytes:
    return hashlib.sha256(canonical_bytes({"kind": kind.value, "payload": payload})).digest()


def _unbase64url(text: str, kind: SignatureTag) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise StatementRefused(kind=kind.value, reason="form") from error


@dataclass(frozen=True, slots=True)
class DeviceCertificate:
    """The district knows this laptop's key as one of its own."""

    device: str
    public_key: str
    agency: str
    laptop: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class _CardRecord:
    number: str
    valid_from: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class _OfficerRecord:
    id: str
    name: str
    roles: tuple[str, ...]
    squad: str
    cards: tuple[_CardRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class _RosterRecord:
    version: str
    agency: Agency
    officers: tuple[_OfficerRecord, ...]


@dataclass(frozen=True, slots=True)
class _GrantRecord:
    officer: str
    public_key: str
    roles: tuple[str, ...]
    agency: str
    valid_from: str
    valid_until: str


@dataclass(frozen=True, slots=True)
class _BlockRecord:
    device: str
    number_class: str
    year: int
    first: int
    last: int
    template: str


def device_certificate(statement: Statement) -> DeviceCertificate:
    """Read the payload of a device certificate. Raises RecordRefused."""
    return from_json(DeviceCertificate, statement.payload)


def roster(statement: Statement, grants: tuple[Grant, ...]) -> Roster:
    """Read the payload of a roster and join the grants that were read beside it.

    Raises:
        RecordRefused, StatementRefused: a field or a date is not as it must be.
    """
    record = from_json(_RosterRecord, statement.payload)
    officers = tuple(
        Officer(
            each.id,
            each.name,
            each.roles,
            each.squad,
            tuple(Card(card.number, _day(card.valid_from), _day(card.valid_until)) for card in each.cards),
        )
        for each in record.officers
    )
    return Roster(record.version, record.agency, officers, grants)


def grant(statement: Statement) -> Grant:
    """Read the payload of a grant; its id is the statement's. Raises RecordRefused, StatementRefused."""
    record = from_json(_GrantRecord, statement.payload)
    return Grant(
        statement.id,
        record.officer,
        record.public_key,
        record.roles,
        record.agency,
        _day(record.valid_from),
        _day(record.valid_until),
    )


def number_block(statement: Statement, device: str) -> NumberBlock:
    """Read the payload of a lease; it must be made out to this device.

    Raises:
        RecordRefused: a field is not as it must be.
        StatementRefused: the lease is another device's (``reason`` is ``device``) or holds no number.
    """
    record = from_json(_BlockRecord, statement.payload)
    if record.device != device:
        raise StatementRefused(kind=statement.kind.value, reason="device")
    if not 1 <= record.first <= record.last:
        raise StatementRefused(kind=statement.kind.value, reason="payload", field="first")
    _check_template(record.template, statement.kind)
    return NumberBlock(
        statement.id, record.number_class, record.year, record.first, record.last, record.template
    )


def _check_template(template: str, kind: SignatureTag) -> None:
    try:
        same = template.format(year=2026, seq=1) == template.format(year=2026, seq=2)
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise StatementRefused(kind=kind.value, reason="payload", field="template") from error
    if same:
        raise StatementRefused(kind=kind.value, reason="payload", field="template")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise StatementRefused(kind="", reason="payload", field="date") from error
