"""Reading requests: who asks, what he has seen, and plain values of a JSON body by name."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping

from fastapi import Request

from app.district.devices import KnownDevice
from app.district.district import District
from app.district.envelope import BODY
from app.domain.canonical import MAX_INTEGER
from app.domain.codec import RecordRefused
from app.wire.cursors import Seen, read_seen
from app.wire.problems import RequestMalformed

SEEN = "Fieldcase-Seen"
_LONGEST_TEXT = 4096


def caller_of(request: Request, district: District) -> KnownDevice:
    """The device that asks; what it has seen is compared with the store.

    Raises:
        TokenMissing, TokenExpired, TokenRefused, DeviceBlocked: it may ask nothing.
        RequestMalformed: ``Fieldcase-Seen`` is not of its form.
        EpochNew: the store was put back from a copy.
    """
    with district.reading() as connection:
        device = district.tokens.device_of(connection, request.headers.get("authorization"))
    district.epochs.check(device.street, _seen(request))
    return device


def body_of(request: Request) -> bytes:
    """The body as the envelope has read it."""
    body: bytes = request.scope[BODY]
    return body


def object_of(request: Request) -> Mapping[str, object]:
    """The body as a JSON object.

    Raises:
        RequestMalformed: it is none.
    """
    try:
        found = json.loads(body_of(request))
    except (ValueError, RecursionError) as error:
        raise RequestMalformed(field="body") from error
    if not isinstance(found, dict):
        raise RequestMalformed(field="body")
    return found


def text_of(values: Mapping[str, object], name: str) -> str:
    """A text of a body.

    Raises:
        RequestMalformed: it is missing, none, too long, or not UTF-8.
    """
    value = values.get(name)
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT or "\0" in value:
        raise RequestMalformed(field=name)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RequestMalformed(field=name) from error
    return value


def number_of(values: Mapping[str, object], name: str) -> int:
    """A whole number of a body. Raises RequestMalformed: it is missing or none."""
    value = values.get(name)
    if type(value) is not int or abs(value) > MAX_INTEGER:
        raise RequestMalformed(field=name)
    return value


def bytes_of(values: Mapping[str, object], name: str) -> bytes:
    """Bytes in base64url. Raises RequestMalformed: it is missing or none."""
    text = text_of(values, name)
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise RequestMalformed(field=name) from error


def asked_number(request: Request, name: str, least: int, most: int, otherwise: int | None) -> int | None:
    """A whole number of the address. Raises RequestMalformed: it is none, or out of its bounds."""
    text = request.query_params.get(name)
    if text is None:
        return otherwise
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(MAX_INTEGER)):
        raise RequestMalformed(field=name)
    if not least <= int(text) <= most:
        raise RequestMalformed(field=name)
    return int(text)


def _seen(request: Request) -> Seen | None:
    text = request.headers.get(SEEN)
    if text is None:
        return None
    try:
        return read_seen(text)
    except RecordRefused as error:
        raise RequestMalformed(field=SEEN) from error
