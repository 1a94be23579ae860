"""Enrolment: the signed statements of the district become the store's roster, grants and number blocks.

The formats are those of real enrolment; a demonstration differs only in whose key is the district's.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass

from app.crypto.signing import SigningKey, device_id, verify
from app.domain.canonical import canonical_bytes
from app.domain.entry import base64url
from app.domain.errors import AppError
from app.domain.numbers import NumberBlock
from app.domain.roster import Grant, Roster
from app.ports.keys import SignatureTag
from app.ports.work import Queries, UnitOfWork
from app.wire.statements import (
    DeviceCertificate,
    device_certificate,
    grant,
    number_block,
    read_statement,
    roster,
)

DISTRICT = "enrolment.district"
STATEMENTS = "enrolment.statements"
DEVICE_KEY = "enrolment.device_key"


class NotEnrolled(AppError):
    """The store holds no enrolment, or one of another device; ``part`` says what is missing or wrong."""

    code = "enrolment.missing"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What the district answers to an enrolment, as signed bytes, and the district's public key."""

    district: str
    certificate: bytes
    roster: bytes
    grants: tuple[bytes, ...]
    blocks: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A checked bundle."""

    district: str
    certificate: DeviceCertificate
    roster: Roster
    blocks: tuple[NumberBlock, ...]


def check_bundle(bundle: Bundle) -> Enrolment:
    """Check every statement against the district's key.

    Raises:
        StatementRefused, SignatureWrong, RecordRefused: one statement is not the district's or has no shape.
    """
    district = bundle.district
    certificate = device_certificate(
        read_statement(bundle.certificate, SignatureTag.DEVICE_CERTIFICATE, district, verify)
    )
    if certificate.device != device_id(certificate.public_key):
        raise NotEnrolled(part="certificate")
    grants: tuple[Grant, ...] = tuple(
        grant(read_statement(raw, SignatureTag.GRANT, district, verify)) for raw in bundle.grants
    )
    people = roster(read_statement(bundle.roster, SignatureTag.ROSTER, district, verify), grants)
    blocks = tuple(
        number_block(read_statement(raw, SignatureTag.NUMBER_BLOCK, district, verify), certificate.device)
        for raw in bundle.blocks
    )
    return Enrolment(district, certificate, people, blocks)


def store_bundle(work: UnitOfWork, bundle: Bundle, device_key: SigningKey) -> Enrolment:
    """Check a bundle and keep it; the bytes are kept as they came.

    Raises:
        NotEnrolled: the certificate is made out to another key than ``device_key``.
    """
    enrolment = check_bundle(bundle)
    if enrolment.certificate.public_key != device_key.public:
        raise NotEnrolled(part="device_key")
    statements = {
        "certificate": bundle.certificate.decode("utf-8"),
        "roster": bundle.roster.decode("utf-8"),
        "grants": [raw.decode("utf-8") for raw in bundle.grants],
        "blocks": [raw.decode("utf-8") for raw in bundle.blocks],
    }
    work.settings.put(DISTRICT, bundle.district)
    work.settings.put(STATEMENTS, canonical_bytes(statements).decode("utf-8"))
    work.settings.put(DEVICE_KEY, base64url(device_key.private_bytes()))
    for block in enrolment.blocks:
        work.numbers.add_block(block)
    return enrolment


def load_enrolment(queries: Queries, district: str) -> tuple[Enrolment, SigningKey]:
    """Read back the enrolment and prove it again against the district's key that this laptop was given.

    Raises:
        NotEnrolled: there is none.
        StatementRefused, SignatureWrong: what is stored is not the district's.
    """
    text, key = queries.setting(STATEMENTS), queries.setting(DEVICE_KEY)
    if text is None or key is None:
        raise NotEnrolled(part="statements" if text is None else "device_key")
    stored = json.loads(text)
    bundle = Bundle(
        district,
        stored["certificate"].encode("utf-8"),
        stored["roster"].encode("utf-8"),
        tuple(raw.encode("utf-8") for raw in stored["grants"]),
        tuple(raw.encode("utf-8") for raw in stored["blocks"]),
    )
    device_key = SigningKey.load(base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)))
    enrolment = check_bundle(bundle)
    if enrolment.certificate.public_key != device_key.public:
        raise NotEnrolled(part="device_key")
    return enrolment, device_key
