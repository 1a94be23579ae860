"""The first contact: a printed code tells a fresh laptop whom to trust, and the district who may come in."""

from __future__ import annotations

import json
import ssl
from typing import ClassVar

import httpx

from app.crypto.signing import SigningKey, public_raw
from app.domain.entry import base64url
from app.domain.errors import AppError
from app.ports.district import AnswerUnreadable
from app.ports.keys import KeyMalformed, SignatureTag
from app.remote.link import (
    CONNECT_SECONDS,
    STALL_SECONDS,
    DistrictPlace,
    Link,
    checked_address,
    named_link_trouble,
    whole_body,
)
from app.wire.codes import EnrolmentCode, mark_of, proof_digest


class DistrictNotOfCode(AppError):
    """What answers at this address is not the district that printed the code; nothing was told to it."""

    code: ClassVar[str] = "district.not_of_code"


def find_district(
    address: str, code: EnrolmentCode, transport: httpx.BaseTransport | None = None
) -> DistrictPlace:
    """Ask who the district is and believe it only when the code's mark says so.

    The certificate cannot be believed yet: its authority is part of what the mark covers.

    Raises:
        AddressRefused, DistrictNotOfCode, DistrictUnreachable, DistrictSilent, AnswerUnreadable.
    """
    base = checked_address(address)
    stranger = httpx.Client(
        base_url=base,
        verify=_believing_nobody(),
        timeout=httpx.Timeout(STALL_SECONDS, connect=CONNECT_SECONDS),
        transport=transport,
    )
    asked = stranger.stream("GET", "/v1/district", headers={"Accept-Encoding": "identity"})
    with stranger, named_link_trouble(), asked as response:
        key, authority = _told(whole_body(response))
    if mark_of(key, _der(authority)) != code.mark:
        raise DistrictNotOfCode(address=base)
    return DistrictPlace(base, key, authority)


def enrol_laptop(link: Link, code: EnrolmentCode, key: SigningKey, laptop: str) -> bytes:
    """Enrol a device key with a laptop's code; the standing as the district tells it.

    Raises:
        CodeUnknown, CodeUsed, EnrolmentProof, and what a :class:`Link` raises.
    """
    asked = {"secret": code.secret, "laptop": laptop, **proof_of(key, code.secret)}
    return link.ask("POST", "/v1/enrolment", body=json.dumps(asked).encode("utf-8")).body


def proof_of(key: SigningKey, secret: str) -> dict[str, str]:
    """A new key and the proof that whoever shows it holds it."""
    proof = key.sign(SignatureTag.ENROLMENT, proof_digest(secret, key.public))
    return {"public_key": key.public, "proof": base64url(proof)}


def _believing_nobody() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _told(body: bytes) -> tuple[str, str]:
    """Key and authority of an answer to ``GET /v1/district``."""
    try:
        told = json.loads(body)
        key, authority = told["district"], told["authority"]
        public_raw(key)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, KeyMalformed) as error:
        raise AnswerUnreadable(field="district") from error
    if not isinstance(authority, str):
        raise AnswerUnreadable(field="authority")
    return key, authority


def _der(authority: str) -> bytes | None:
    """The certificate behind the PEM; None on plain HTTP."""
    if not authority:
        return None
    try:
        return ssl.PEM_cert_to_DER_cert(authority)
    except ValueError as error:
        raise AnswerUnreadable(field="authority") from error
