"""Enrolment: the signed statements of the district become the store's roster, grants and number blocks.

The formats are those of real enrolment; a demonstration differs only in whose key is the district's.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.crypto.signing import SigningKey, device_id, verify
from app.domain.canonical import canonical_bytes
from app.domain.entry import base64url
from app.domain.errors import AppError
from app.domain.numbers import NumberBlock
from app.domain.roster import Grant, Officer, Roster
from app.ports.keys import KeyMalformed, SignatureTag, SlotHeader
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
    """What the district answers to an enrolment, as signed bytes, and the district's public key.

    ``devices`` are the certificates of all devices of the street, whose entries this laptop will see.
    """

    district: str
    certificate: bytes
    roster: bytes
    grants: tuple[bytes, ...]
    blocks: tuple[bytes, ...]
    devices: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A checked bundle."""

    district: str
    certificate: DeviceCertificate
    roster: Roster
    blocks: tuple[NumberBlock, ...]
    devices: Mapping[str, str] = field(default_factory=dict)
    """Public keys by the ids of devices, this laptop's own among them."""


def check_bundle(bundle: Bundle) -> Enrolment:
    """Check every statement against the district's key.

    Raises:
        StatementRefused, SignatureWrong, RecordRefused: one statement is not the district's or has no shape.
    """
    district = bundle.district
    certificate, *others = (_certificate(raw, district) for raw in (bundle.certificate, *bundle.devices))
    grants: tuple[Grant, ...] = tuple(
        grant(read_statement(raw, SignatureTag.GRANT, district, verify)) for raw in bundle.grants
    )
    people = roster(read_statement(bundle.roster, SignatureTag.ROSTER, district, verify), grants)
    blocks = tuple(
        number_block(read_statement(raw, SignatureTag.NUMBER_BLOCK, district, verify), certificate.device)
        for raw in bundle.blocks
    )
    devices = {each.device: each.public_key for each in (certificate, *others)}
    return Enrolment(district, certificate, people, blocks, devices)


def _certificate(raw: bytes, district: str) -> DeviceCertificate:
    found = device_certificate(read_statement(raw, SignatureTag.DEVICE_CERTIFICATE, district, verify))
    if found.device != device_id(found.public_key):
        raise NotEnrolled(part="certificate")
    return found


def store_bundle(work: UnitOfWork, bundle: Bundle, device_key: SigningKey) -> Enrolment:
    """Check a bundle and keep it; the bytes are kept as they came.

    Raises:
        NotEnrolled: the certificate is made out to another key than ``device_key``.
    """
    enrolment = check_bundle(bundle)
    if enrolment.certificate.public_key != device_key.public:
        raise NotEnrolled(part="device_key")
    work.settings.put(DISTRICT, bundle.district)
    work.settings.put(DEVICE_KEY, base64url(device_key.private_bytes()))
    _keep_statements(work, bundle, enrolment)
    return enrolment


def renew_bundle(work: UnitOfWork, bundle: Bundle, device: str) -> Enrolment:
    """Check the district's newest statements for this laptop and keep them in place of the older ones.

    Raises:
        NotEnrolled: the certificate is made out to another device.
        StatementRefused, SignatureWrong, RecordRefused: one statement is not the district's; nothing changes.
    """
    enrolment = check_bundle(bundle)
    if enrolment.certificate.device != device:
        raise NotEnrolled(part="certificate")
    _keep_statements(work, bundle, enrolment)
    return enrolment


def _keep_statements(work: UnitOfWork, bundle: Bundle, enrolment: Enrolment) -> None:
    statements = {
        "certificate": bundle.certificate.decode("utf-8"),
        "roster": bundle.roster.decode("utf-8"),
        "grants": [raw.decode("utf-8") for raw in bundle.grants],
        "blocks": [raw.decode("utf-8") for raw in bundle.blocks],
        "devices": [raw.decode("utf-8") for raw in bundle.devices],
    }
    work.settings.put(STATEMENTS, canonical_bytes(statements).decode("utf-8"))
    for block in enrolment.blocks:
        work.numbers.add_block(block)


def load_enrolment(queries: Queries, district: str) -> tuple[Enrolment, SigningKey]:
    """Read back the enrolment and prove it again against the district's key that this laptop was given.

    Raises:
        NotEnrolled: there is none that can be read, or it is not made out to this laptop's device key.
        StatementRefused, SignatureWrong, RecordRefused: what is stored is not the district's.
    """
    text, key = queries.setting(STATEMENTS), queries.setting(DEVICE_KEY)
    if text is None or key is None:
        raise NotEnrolled(part="statements" if text is None else "device_key")
    enrolment, device_key = check_bundle(_bundle(text, district)), _device_key(key)
    if enrolment.certificate.public_key != device_key.public:
        raise NotEnrolled(part="device_key")
    return enrolment, device_key


def grant_for(roster: Roster, officer: str, public_key: str) -> Grant | None:
    """The newest grant that names officer and key; None for a key that the district has not certified."""
    fitting = [each for each in roster.grants if (each.officer, each.public_key) == (officer, public_key)]
    return fitting[-1] if fitting else None


def slot_header(officer: Officer, store: str) -> SlotHeader:
    """What the sign-in page shows of an officer, as the roster says it: with the card that lasts longest."""
    card = max(officer.cards, key=lambda each: each.valid_until, default=None)
    return SlotHeader(
        store=store,
        officer=officer.id,
        name=officer.name,
        roles=officer.roles,
        card="" if card is None else card.number,
        card_valid_until="" if card is None else card.valid_until.isoformat(),
    )


def _bundle(text: str, district: str) -> Bundle:
    try:
        return read_bundle(json.loads(text), district)
    except ValueError as error:
        raise NotEnrolled(part="statements") from error


def read_bundle(told: object, district: str) -> Bundle:
    """The statements of a JSON object, as they are stored and as the district tells them.

    Raises:
        NotEnrolled: a part is missing or no text.
    """
    found = told if isinstance(told, Mapping) else {}
    try:
        return Bundle(
            district,
            found["certificate"].encode("utf-8"),
            found["roster"].encode("utf-8"),
            tuple(raw.encode("utf-8") for raw in found["grants"]),
            tuple(raw.encode("utf-8") for raw in found["blocks"]),
            tuple(raw.encode("utf-8") for raw in found.get("devices", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise NotEnrolled(part="statements") from error


def _device_key(text: str) -> SigningKey:
    try:
        return SigningKey.load(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (ValueError, KeyMalformed) as error:
        raise NotEnrolled(part="device_key") from error
