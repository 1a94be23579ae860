"""Around every request: bounds on what comes in, and who answered and when on everything that goes out.

A body is read whole, within its size and time, before anything else looks at it, and unpacked within its
limit. Bodies below :data:`STREAMED` are left to their handlers. Every answer, a refusal and a wrong address
too, says which district it is from.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias

from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.responses import Response

from app.district.database import RETRY_SECONDS
from app.ports.clock import Clock
from app.wire.limits import MAX_SMALL, MAX_UNPACKED
from app.wire.packing import ZSTD, PackedTooLarge, PackedUnreadable, pack, unpack
from app.wire.problems import (
    MEDIA_TYPE,
    DistrictProblem,
    RequestMalformed,
    RequestTooLarge,
    ServerBusy,
    ServerFault,
    write_problem,
)

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

BODY = "fieldcase.body"
"""Where the read body stands in the scope of a request."""
STREAMED = ("/v1/uploads/", "/v1/evidence/")
"""Addresses whose bodies and answers are files."""
LARGE = "/v1/entries"
STALL_SECONDS = 30
"""How long a sender may send nothing."""
LONGEST_SECONDS = 600
MOST_AT_ONCE = 256
_WORTH_PACKING = 512

_log = logging.getLogger(__name__)


class Disconnected(Exception):
    """The client went away in the middle of its request."""


class Envelope:
    """Wraps the application of a district."""

    def __init__(self, inner: Application, district: str, clock: Clock) -> None:
        """``district``: the public key that every answer names."""
        self._inner, self._district, self._clock = inner, district, clock
        self._open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        headers = _headers(scope)
        answer = Answering(send, self._marks(), packs=_may_pack(scope, headers))
        self._open += 1
        try:
            if self._open > MOST_AT_ONCE:
                raise ServerBusy(seconds=RETRY_SECONDS)
            if not str(scope["path"]).startswith(STREAMED):
                scope[BODY] = await read_body(receive, headers, _limit(scope))
                receive = _read_already
            await self._inner(scope, receive, answer)
        except Disconnected:
            return
        except DistrictProblem as problem:
            await answer.refuse(problem)
        except PoolTimeout:
            await answer.refuse(ServerBusy(seconds=RETRY_SECONDS))
        except Exception:
            # Only the kind of request is logged: an address or a body may tell of a case.
            _log.exception("a fault while answering %s", scope["method"])
            await answer.refuse(ServerFault())
        finally:
            self._open -= 1

    def _marks(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"fieldcase-district", self._district.encode("ascii")),
            (b"fieldcase-time", str(self._clock.read().wall_ms).encode("ascii")),
            (b"cache-control", b"no-store"),
        ]


class Answering:
    """Sends an answer with the marks of the district, packed where that was asked for."""

    def __init__(self, send: Send, marks: list[tuple[bytes, bytes]], packs: bool) -> None:
        self._send, self._marks, self._packs = send, marks, packs
        self._start: Message | None = None
        self._parts: list[bytes] = []
        self._begun = False

    async def __call__(self, message: Message) -> None:
        """Take a message of the application."""
        if message["type"] == "http.response.start":
            self._start = message
            if not self._packs:
                await self._begin(list(message.get("headers", [])))
            return
        if not self._packs or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            await self._send_packed(b"".join(self._parts))

    async def refuse(self, problem: DistrictProblem) -> None:
        """Answer with a refusal; nothing happens when an answer has begun."""
        if self._begun:
            return
        response = refusal_of(problem)
        self._start = {"type": "http.response.start", "status": response.status_code}
        await self._begin(response.raw_headers)
        await self._send({"type": "http.response.body", "body": response.body})

    async def _send_packed(self, body: bytes) -> None:
        start = self._start or {}
        headers = [pair for pair in start.get("headers", []) if pair[0].lower() != b"content-length"]
        if len(body) >= _WORTH_PACKING:
            body = pack(body)
            headers.append((b"content-encoding", ZSTD.encode()))
        headers += [(b"vary", b"Accept-Encoding"), (b"content-length", str(len(body)).encode())]
        await self._begin(headers)
        await self._send({"type": "http.response.body", "body": body})

    async def _begin(self, headers: list[tuple[bytes, bytes]]) -> None:
        self._begun = True
        await self._send({**(self._start or {}), "headers": [*headers, *self._marks]})


def refusal_of(problem: DistrictProblem) -> Response:
    """The answer that tells a refusal."""
    response = Response(write_problem(problem), problem.status, media_type=MEDIA_TYPE)
    if isinstance(problem, ServerBusy):
        response.headers["Retry-After"] = str(problem.facts.get("seconds", RETRY_SECONDS))
    return response


async def read_body(receive: Receive, headers: dict[str, str], limit: int) -> bytes:
    """Read a whole body and unpack it.

    Raises:
        RequestTooLarge: it is, or would unpack to, more than ``limit`` bytes.
        RequestMalformed: it is packed in a way that is not of the contract, or cannot be unpacked.
        ServerBusy: nothing came for half a minute.
        Disconnected: the client went away.
    """
    told = headers.get("content-length", "")
    if told.isdecimal() and int(told) > limit:
        raise RequestTooLarge(limit=limit)
    try:
        async with asyncio.timeout(LONGEST_SECONDS):
            body = await _read_parts(receive, limit)
    except TimeoutError as error:
        raise ServerBusy(seconds=RETRY_SECONDS) from error
    packed = headers.get("content-encoding", "identity").strip().lower()
    if packed in ("", "identity"):
        return body
    if packed != ZSTD:
        raise RequestMalformed(field="Content-Encoding")
    try:
        # Unpacking takes a moment for some megabytes; the others are served meanwhile.
        return await asyncio.to_thread(unpack, body, limit)
    except PackedTooLarge as error:
        raise RequestTooLarge(limit=limit) from error
    except PackedUnreadable as error:
        raise RequestMalformed(field="body") from error


async def _read_parts(receive: Receive, limit: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    while True:
        async with asyncio.timeout(STALL_SECONDS):
            message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected()
        part = message.get("body", b"")
        size += len(part)
        if size > limit:
            raise RequestTooLarge(limit=limit)
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


async def _read_already() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def _limit(scope: Scope) -> int:
    return MAX_UNPACKED if scope["path"] == LARGE else MAX_SMALL


def _may_pack(scope: Scope, headers: dict[str, str]) -> bool:
    accepted = (each.split(";")[0].strip().lower() for each in headers.get("accept-encoding", "").split(","))
    return ZSTD in accepted and not str(scope["path"]).startswith(STREAMED)
