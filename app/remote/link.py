"""The connection to the district: whom it trusts, how long it waits, and what it takes for an answer.

A captive portal answers 200 with HTML, a proxy answers for a dead server, a wrong host has a fine
certificate: an answer is read only when it carries the key of the district that this laptop belongs to.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import ClassVar
from urllib.parse import urlsplit

import httpx

from app.domain.errors import AppError
from app.ports.district import (
    AnswerUnreadable,
    CertificateRefused,
    DistrictSilent,
    DistrictUnreachable,
    NotTheDistrict,
)
from app.remote.district_time import DistrictTime
from app.wire.limits import MAX_UNPACKED
from app.wire.packing import ZSTD, PackedTooLarge, PackedUnreadable, pack, unpack
from app.wire.problems import (
    MEDIA_TYPE,
    DistrictProblem,
    RequestTooLarge,
    ServerBusy,
    TokenRefused,
    read_problem,
)

DISTRICT_FIELD = "Fieldcase-District"
TIME_FIELD = "Fieldcase-Time"
CONNECT_SECONDS = 10.0
"""[P] How long a connection may take to stand."""
STALL_SECONDS = 30.0
"""[P] How long nothing may move on a standing connection; there is no limit to the whole."""
PACK_FROM = 1024
"""Bytes of a body from which packing pays."""
_CLOCK_CODES = (9, 10)
"""OpenSSL: X509_V_ERR_CERT_NOT_YET_VALID and X509_V_ERR_CERT_HAS_EXPIRED."""
_NAME_CODES = (62, 64)
"""OpenSSL: X509_V_ERR_HOSTNAME_MISMATCH and X509_V_ERR_IP_ADDRESS_MISMATCH."""


class AddressRefused(AppError):
    """The district's address cannot be used; ``reason``: ``form`` or ``plain`` (HTTP off loopback)."""

    code: ClassVar[str] = "district.address"


@dataclass(frozen=True, slots=True)
class DistrictPlace:
    """Where the district is and how it is known.

    Attributes:
        address: such as ``https://district.example:8443``; plain ``http`` on loopback alone.
        key: the district's public key, which every answer must name.
        authority: the district's certificate authority as PEM; empty on plain HTTP.
    """

    address: str
    key: str
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the district: its fields and its whole body, unpacked."""

    status: int
    fields: Mapping[str, str]
    body: bytes = field(repr=False)


class Link:
    """HTTP to one district. Safe to use from several threads."""

    def __init__(
        self,
        place: DistrictPlace,
        transport: httpx.BaseTransport | None = None,
        time: DistrictTime | None = None,
    ) -> None:
        """
        Args:
            transport: stands in for the network in tests.
            time: learns the district's time from every answer.

        Raises:
            AddressRefused: the address is none, or plain HTTP beyond this machine.
        """
        self._place = place
        self.time = time or DistrictTime()
        self._client = httpx.Client(
            base_url=checked_address(place.address),
            verify=_trust(place.authority) if place.authority else True,
            timeout=httpx.Timeout(STALL_SECONDS, connect=CONNECT_SECONDS),
            follow_redirects=False,
            transport=transport,
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        fields: Mapping[str, str] | None = None,
        body: bytes | None = None,
        media_type: str = "application/json",
    ) -> Answer:
        """Send a request and read the whole answer; a JSON body is packed where that pays.

        Raises:
            DistrictProblem: the district refused.
            DistrictUnreachable, DistrictSilent, NotTheDistrict, CertificateRefused, AnswerUnreadable.
        """
        sent = {"Accept-Encoding": ZSTD, **(fields or {})}
        if body is not None:
            sent["Content-Type"] = media_type
            if media_type == "application/json" and len(body) >= PACK_FROM:
                sent["Content-Encoding"], body = ZSTD, pack(body)
        with self._opened(method, path, sent, body) as response:
            answer = Answer(response.status_code, dict(response.headers), whole_body(response))
        if answer.status >= 400:
            raise _refusal(answer)
        return answer

    @contextmanager
    def stream(self, path: str, fields: Mapping[str, str]) -> Iterator[tuple[Answer, Iterator[bytes]]]:
        """Ask for a long body and read it in pieces as they come. Raises as :meth:`ask` does."""
        with self._opened("GET", path, {"Accept-Encoding": "identity", **fields}, None) as response:
            if response.status_code >= 400:
                raise _refusal(Answer(response.status_code, dict(response.headers), whole_body(response)))
            head = Answer(response.status_code, dict(response.headers), b"")
            yield head, response.iter_raw()

    @contextmanager
    def _opened(
        self, method: str, path: str, fields: Mapping[str, str], body: bytes | None
    ) -> Iterator[httpx.Response]:
        with (
            named_link_trouble(),
            self._client.stream(method, path, headers=fields, content=body) as response,
        ):
            if response.headers.get(DISTRICT_FIELD) != self._place.key:
                raise NotTheDistrict(status=response.status_code)
            self.time.note(response.headers.get(TIME_FIELD))
            yield response


def checked_address(address: str) -> str:
    """The address of a district as it may be used.

    Raises:
        AddressRefused: no ``https`` address with a host, or ``http`` beyond loopback.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise AddressRefused(reason="form", address=address) from error
    if parts.scheme not in ("http", "https") or not host or parts.path.rstrip("/") or parts.query:
        raise AddressRefused(reason="form", address=address)
    if parts.scheme == "http" and not _is_loopback(host):
        raise AddressRefused(reason="plain", address=address)
    return f"{parts.scheme}://{parts.netloc}"


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _trust(authority: str) -> ssl.SSLContext:
    """TLS that believes the district's own authority and no other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        context.load_verify_locations(cadata=authority)
    except (ssl.SSLError, ValueError) as error:
        raise CertificateRefused(reason="authority") from error
    return context


@contextmanager
def named_link_trouble() -> Iterator[None]:
    """Give the troubles of a connection their names.

    Raises:
        DistrictUnreachable, DistrictSilent, CertificateRefused, AnswerUnreadable.
    """
    try:
        yield
    except httpx.ConnectError as error:
        wrong = _certificate_trouble(error)
        raise (wrong or DistrictUnreachable(reason=type(error).__name__)) from error
    except (httpx.ReadTimeout, httpx.WriteTimeout) as error:
        raise DistrictSilent(seconds=int(STALL_SECONDS)) from error
    except (httpx.ConnectTimeout, httpx.PoolTimeout, httpx.NetworkError) as error:
        raise DistrictUnreachable(reason=type(error).__name__) from error
    except httpx.HTTPError as error:
        raise AnswerUnreadable(field=type(error).__name__) from error


def _certificate_trouble(error: BaseException) -> CertificateRefused | None:
    """Find the refused certificate among the causes of a failed connection."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            names = {**dict.fromkeys(_CLOCK_CODES, "clock"), **dict.fromkeys(_NAME_CODES, "name")}
            return CertificateRefused(reason=names.get(cause.verify_code, "authority"))
        if isinstance(cause, ssl.SSLError):
            return CertificateRefused(reason="other")
        cause = cause.__cause__ or cause.__context__
    return None


def whole_body(response: httpx.Response) -> bytes:
    """The body of an answer, unpacked; never more of it than the contract allows.

    Raises:
        AnswerUnreadable: it is longer, or packed in another way.
    """
    raw = bytearray()
    for piece in response.iter_raw():
        raw += piece
        if len(raw) > MAX_UNPACKED:
            raise AnswerUnreadable(field="length")
    packing = response.headers.get("Content-Encoding", "identity")
    if packing == "identity":
        return bytes(raw)
    if packing != ZSTD:
        raise AnswerUnreadable(field="Content-Encoding")
    try:
        return unpack(bytes(raw), MAX_UNPACKED)
    except (PackedTooLarge, PackedUnreadable) as error:
        raise AnswerUnreadable(field="body") from error


def _refusal(answer: Answer) -> AppError:
    """The refusal that an answer tells, by its code; some by the status alone, as of an answer to HEAD."""
    if answer.fields.get("content-type", "").startswith(MEDIA_TYPE):
        problem = read_problem(answer.body)
        if problem is not None:
            return problem
    if answer.status in (429, 502, 503, 504):
        return ServerBusy(seconds=_seconds(answer.fields.get("retry-after", "")))
    if answer.status == 413:
        return RequestTooLarge(limit=0)
    if answer.status == 401:
        return TokenRefused()
    return DistrictProblem(told=str(answer.status))


def _seconds(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def json_of(answer: Answer) -> object:
    """The JSON value of an answer.

    Raises:
        AnswerUnreadable: the body is no JSON.
    """
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError) as error:
        raise AnswerUnreadable(field="body") from error
