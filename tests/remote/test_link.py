"""What the laptop takes for an answer of its district, and what it makes of everything else."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable

import httpx
import pytest

from app.domain.errors import AppError, Transient
from app.ports.district import (
    AnswerUnreadable,
    CertificateRefused,
    DistrictSilent,
    DistrictUnreachable,
    NotTheDistrict,
)
from app.remote.link import AddressRefused, DistrictPlace, Link
from app.wire.limits import MAX_UNPACKED
from app.wire.packing import pack, unpack
from app.wire.problems import DeviceBlocked, DistrictProblem, EpochNew, RequestTooLarge, ServerBusy

KEY = "ed25519:" + "A" * 43
PROBLEM = "application/problem+json"
Answering = Callable[[httpx.Request], httpx.Response]


def link(answer: Answering) -> Link:
    return Link(DistrictPlace("http://127.0.0.1:1", KEY), transport=httpx.MockTransport(answer))


def told(status: int = 200, body: bytes = b"{}", **fields: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in fields.items()}
    headers = {"Fieldcase-District": KEY, "Fieldcase-Time": "1786000000000", **named}
    return httpx.Response(status, headers=headers, stream=httpx.ByteStream(body))


def refused(status: int, code: str, **facts: object) -> httpx.Response:
    body = json.dumps({"code": code, "facts": facts}).encode()
    return told(status, body, Content_Type=PROBLEM)


def test_an_answer_that_names_the_district_is_read_and_teaches_its_time() -> None:
    asked = link(lambda _: told(body=b'{"more":true}'))
    assert asked.ask("GET", "/v1/changes").body == b'{"more":true}'
    assert asked.time.now() == pytest.approx(1_786_000_000, abs=5)


@pytest.mark.parametrize("key", ["", "ed25519:" + "B" * 43])
def test_f28_an_answer_of_somebody_else_is_never_read(key: str) -> None:
    def portal(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, html="<html>请先登录</html>", headers={"Fieldcase-District": key})

    with pytest.raises(NotTheDistrict):
        link(portal).ask("GET", "/v1/changes")


@pytest.mark.parametrize(
    ("raised", "expected"),
    [
        (httpx.ConnectError("no route"), DistrictUnreachable),
        (httpx.ConnectTimeout("slow"), DistrictUnreachable),
        (httpx.ReadError("cut"), DistrictUnreachable),
        (httpx.ReadTimeout("nothing moves"), DistrictSilent),
        (httpx.WriteTimeout("nothing moves"), DistrictSilent),
        (httpx.RemoteProtocolError("half an answer"), AnswerUnreadable),
    ],
)
def test_trouble_of_the_connection_has_a_name_and_is_tried_again(
    raised: httpx.HTTPError, expected: type[Transient]
) -> None:
    def fail(_: httpx.Request) -> httpx.Response:
        raise raised

    with pytest.raises(expected):
        link(fail).ask("GET", "/v1/changes")
    assert issubclass(expected, Transient)


@pytest.mark.parametrize(("code", "reason"), [(10, "clock"), (9, "clock"), (62, "name"), (19, "authority")])
def test_a_certificate_that_is_not_the_districts_is_told_with_its_reason(code: int, reason: str) -> None:
    wrong = ssl.SSLCertVerificationError("certificate verify failed")
    wrong.verify_code = code

    def fail(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("verify failed", request=request) from wrong

    with pytest.raises(CertificateRefused) as raised:
        link(fail).ask("GET", "/v1/changes")
    assert raised.value.facts["reason"] == reason


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (refused(403, "device.blocked"), DeviceBlocked),
        (refused(409, "epoch.new", epoch="e2"), EpochNew),
        (refused(418, "tea.pot"), DistrictProblem),
        (told(503, b"", Retry_After="7"), ServerBusy),
        (told(413, b""), RequestTooLarge),
        (told(500, b"<html>"), DistrictProblem),
    ],
)
def test_a_refusal_has_the_type_of_its_code(answer: httpx.Response, expected: type[AppError]) -> None:
    with pytest.raises(expected) as raised:
        link(lambda _: answer).ask("GET", "/v1/changes")
    if expected is ServerBusy:
        assert raised.value.facts["seconds"] == 7


def test_long_bodies_travel_packed_both_ways() -> None:
    long = b'{"entries":[' + b'"a",' * 2000 + b'"a"]}'

    def answer(request: httpx.Request) -> httpx.Response:
        assert request.headers["Content-Encoding"] == "zstd"
        return told(body=pack(unpack(request.read(), MAX_UNPACKED)), Content_Encoding="zstd")

    assert link(answer).ask("POST", "/v1/entries", body=long).body == long


@pytest.mark.parametrize(
    "answer",
    [
        told(body=pack(b" " * (MAX_UNPACKED + 1)), Content_Encoding="zstd"),
        told(body=b" " * (MAX_UNPACKED + 1)),
        told(body=b"no frame", Content_Encoding="zstd"),
        told(body=b"", Content_Encoding="br"),
    ],
)
def test_an_answer_that_is_too_large_or_packed_otherwise_is_not_taken(answer: httpx.Response) -> None:
    with pytest.raises(AnswerUnreadable):
        link(lambda _: answer).ask("GET", "/v1/changes")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://district.example", "plain"),
        ("http://10.0.0.8:8443", "plain"),
        ("ftp://district.example", "form"),
        ("district.example", "form"),
        ("https://", "form"),
        ("https://district.example/v1", "form"),
        ("https://district.example:port", "form"),
        ("https://[::1", "form"),
    ],
)
def test_an_address_is_encrypted_or_of_this_machine(address: str, reason: str) -> None:
    with pytest.raises(AddressRefused) as raised:
        Link(DistrictPlace(address, KEY))
    assert raised.value.facts["reason"] == reason


@pytest.mark.parametrize("address", ["http://127.0.0.1:8443", "http://localhost", "https://[::1]:8443"])
def test_plain_http_serves_on_loopback(address: str) -> None:
    Link(DistrictPlace(address, KEY)).close()


def test_an_authority_that_is_no_certificate_is_refused_before_any_request() -> None:
    with pytest.raises(CertificateRefused):
        Link(DistrictPlace("https://district.example", KEY, authority="no certificate"))
