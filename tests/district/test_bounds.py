"""Hostile requests: too large, too slow, packed into a bomb, or at an address that there is not."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from app.district.envelope import Envelope, Message, Scope
from app.wire.packing import pack, unpack
from app.wire.problems import ServerFull
from tests.district.conftest import MORNING
from tests.district.laptop import Laptop
from tests.district.story import Story
from tests.fakes.clock import SetClock

DISTRICT = "ed25519:" + "A" * 43


def test_every_answer_says_which_district_and_when(laptop: Laptop) -> None:
    for method, path in (
        ("GET", "/v1/district"),
        ("GET", "/v1/changes"),
        ("GET", "/nothing"),
        ("GET", "/"),
        ("PATCH", "/v1/entries"),
        ("DELETE", "/v1/standing"),
        ("GET", "/v1/openapi.json"),
        ("OPTIONS", "/v1/entries"),
        ("GET", "/docs"),
    ):
        answer = laptop.call(method, path)
        assert answer.headers["Fieldcase-District"] == laptop.district
        assert abs(int(answer.headers["Fieldcase-Time"]) - laptop.clock.read().wall_ms) < 5_000
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/nothing"),
        ("GET", "/v2/changes"),
        ("PUT", "/v1/entries"),
        ("GET", "/v1/entries"),
        ("GET", "/docs"),
    ],
)
def test_another_address_or_method_is_refused_in_the_form_of_refusals(
    laptop: Laptop, method: str, path: str
) -> None:
    answer = laptop.call(method, path)
    assert (answer.status_code, answer.json()) == (404, {"code": "path.unknown", "facts": {}})
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_description_names_every_address_of_the_contract(laptop: Laptop) -> None:
    told = laptop.http.get("/v1/openapi.json").json()["paths"]
    assert {
        path: sorted(each) for path, each in told.items() if "upload" not in path and "evidence" not in path
    } == {
        "/v1/district": ["get"],
        "/v1/enrolment": ["post"],
        "/v1/token": ["post"],
        "/v1/standing": ["get"],
        "/v1/grants": ["post"],
        "/v1/blocks": ["post"],
        "/v1/beacon": ["post"],
        "/v1/entries": ["post"],
        "/v1/changes": ["get"],
        "/v1/entries/fetch": ["post"],
        "/v1/digests": ["get"],
        "/v1/buckets/{bucket}": ["get"],
    }


def test_a_packed_push_is_taken(laptop: Laptop) -> None:
    from app.wire.entries import entry_json, write_batch

    raw = pack(write_batch([entry_json(Story(laptop).docket())]))
    answer = laptop.call("POST", "/v1/entries", content=raw, headers={"Content-Encoding": "zstd"})
    assert answer.json()["answers"][0]["answer"] == "verdict"


def test_an_answer_is_packed_where_that_is_asked_for(laptop: Laptop) -> None:
    laptop.push(*Story(laptop).begin())
    plain = laptop.call("GET", "/v1/changes")
    with laptop.http.stream(
        "GET",
        "/v1/changes",
        headers={"Authorization": f"Bearer {laptop.token}", "Accept-Encoding": "gzip, zstd;q=0.5"},
    ) as answer:
        assert answer.headers["Content-Encoding"] == "zstd" and answer.headers["Vary"] == "Accept-Encoding"
        raw = b"".join(answer.iter_raw())
    assert int(answer.headers["Content-Length"]) == len(raw) < len(plain.content) / 2
    assert unpack(raw, 1 << 20) == plain.content


def test_a_bomb_is_refused_before_it_is_unpacked_whole(laptop: Laptop) -> None:
    bomb = pack(bytes(64 * 1024 * 1024))
    assert len(bomb) < 100_000
    answer = laptop.call("POST", "/v1/entries", content=bomb, headers={"Content-Encoding": "zstd"})
    assert (answer.status_code, answer.json()) == (
        413,
        {"code": "request.too_large", "facts": {"limit": 8 * 1024 * 1024}},
    )


@pytest.mark.parametrize("encoding", ["gzip", "br", "zstd, zstd"])
def test_another_packing_is_malformed(laptop: Laptop, encoding: str) -> None:
    answer = laptop.call("POST", "/v1/entries", content=b"{}", headers={"Content-Encoding": encoding})
    assert (answer.status_code, answer.json()["facts"]) == (400, {"field": "Content-Encoding"})


def test_what_is_said_to_be_packed_and_is_not_is_malformed(laptop: Laptop) -> None:
    answer = laptop.call("POST", "/v1/entries", content=b"{}", headers={"Content-Encoding": "zstd"})
    assert (answer.status_code, answer.json()["facts"]) == (400, {"field": "body"})


@pytest.mark.parametrize("path", ["/v1/token", "/v1/blocks", "/v1/enrolment", "/v1/entries/fetch"])
def test_a_request_without_entries_is_small(laptop: Laptop, path: str) -> None:
    answer = laptop.call("POST", path, content=b"x" * (64 * 1024 + 1))
    assert (answer.status_code, answer.json()["facts"]) == (413, {"limit": 64 * 1024})


@pytest.mark.parametrize("seen", ["", "x", "e 0 sha256:" + "0" * 64, "e 1 x"])
def test_what_was_seen_has_its_form(laptop: Laptop, seen: str) -> None:
    answer = laptop.call("GET", "/v1/changes", headers={"Fieldcase-Seen": seen})
    assert (answer.status_code, answer.json()["facts"]) == (400, {"field": "Fieldcase-Seen"})


# The envelope by itself, with senders that no honest client is.


def serve(
    inner: Callable[..., Awaitable[None]],
    messages: list[Message | float],
    path: str = "/v1/entries",
    **headers: str,
) -> list[Message]:
    """Serve one request whose parts come as given; a number is seconds of silence."""
    sent: list[Message] = []
    waiting = iter(messages)

    async def receive() -> Message:
        found = next(waiting, None)
        if isinstance(found, int | float):
            await asyncio.sleep(found)
            return await receive()
        return found or {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    asyncio.run(Envelope(inner, DISTRICT, SetClock(MORNING))(scope, receive, send))
    return sent


async def never(*_: object) -> None:
    raise AssertionError("this request must not come so far")


def part(body: bytes, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_length_beyond_the_limit_is_refused_before_a_byte_is_read() -> None:
    sent = serve(never, [], content_length=str(8 * 1024 * 1024 + 1))
    assert sent[0]["status"] == 413


def test_a_body_that_tells_no_length_is_cut_off_at_the_limit() -> None:
    endless = [part(b"x" * 1024 * 1024, more=True) for _ in range(100)]
    assert serve(never, [*endless])[0]["status"] == 413


def test_a_lie_about_the_length_changes_nothing() -> None:
    endless = [part(b"x" * 1024 * 1024, more=True) for _ in range(100)]
    assert serve(never, [*endless], content_length="5")[0]["status"] == 413


def test_F28_a_sender_that_falls_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.district.envelope.STALL_SECONDS", 0.05)
    sent = serve(never, [part(b"{", more=True), 5.0])
    assert sent[0]["status"] == 503 and (b"retry-after", b"2") in sent[0]["headers"]


def test_a_sender_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.district.envelope.LONGEST_SECONDS", 0.05)
    drips: list[Message | float] = []
    for _ in range(100):
        drips += [part(b" ", more=True), 0.01]
    assert serve(never, drips)[0]["status"] == 503


def test_nothing_is_answered_to_whom_went_away() -> None:
    assert serve(never, [part(b"{", more=True), {"type": "http.disconnect"}]) == []


def test_a_fault_of_the_program_is_told_as_such_and_logged_without_the_request(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    with caplog.at_level(logging.ERROR):
        sent = serve(broken, [part(b"{}")], path="/v1/buckets/secret")
    assert sent[0]["status"] == 500 and b'"server.fault"' in sent[1]["body"]
    assert (b"fieldcase-district", DISTRICT.encode()) in sent[0]["headers"]
    assert "secret" not in caplog.text and "ZeroDivisionError" in caplog.text


def test_too_many_at_once_are_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.district.envelope.MOST_AT_ONCE", 0)
    assert serve(never, [part(b"{}")])[0]["status"] == 503


def test_F19_a_full_disk_of_the_district_is_told_as_such() -> None:
    async def full(*_: object) -> None:
        raise ServerFull()

    sent = serve(full, [part(b"{}")])
    assert sent[0]["status"] == 507 and b'"server.full"' in sent[1]["body"]
