"""The bytes of tus 1.0: its fields, its answers, and a chunk that comes over a connection.

https://tus.io/protocols/resumable-upload, version 1.0.0, with the extensions creation, checksum, termination.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from app.district.envelope import Disconnected, refusal_of
from app.district.files import Wanted
from app.district.files_parts import Chunk
from app.domain.canonical import MAX_INTEGER
from app.wire.limits import KIB, MAX_CHUNK
from app.wire.problems import DistrictProblem, RequestMalformed, RequestTooLarge, ServerBusy

VERSION = "1.0.0"
OCTETS = "application/offset+octet-stream"
MAX_NAME = 200
"""Characters of the id of a case."""
DRAIN_SECONDS = 5
"""How long the body of a refused chunk is read on, so that the refusal reaches its sender."""
_AT_ONCE = 512 * KIB
"""Bytes that are gathered before a thread writes them."""
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)
_KINDS = ("evidence", "paper")

Moved = Callable[[], Awaitable[None]]


class TusRoute(APIRoute):
    """Says the version of tus on every answer, a refusal too."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of an address."""
        plain = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                answer = await plain(request)
            except DistrictProblem as problem:
                answer = refusal_of(problem)
            answer.headers["Tus-Resumable"] = VERSION
            return answer

        return handle


def check_version(request: Request) -> None:
    """Raises RequestMalformed: the request is of another version of tus, or of none."""
    if request.headers.get("tus-resumable") != VERSION:
        raise RequestMalformed(field="Tus-Resumable")


def wanted_of(request: Request) -> Wanted:
    """What a device wants to send.

    Raises:
        RequestMalformed: a field is missing or not as it must be.
    """
    told = _metadata(request.headers.get("upload-metadata", ""))
    case, sha256, kind = (told.get(name, "") for name in ("case", "sha256", "kind"))
    if not 0 < len(case) <= MAX_NAME or "\0" in case or not _HEX.fullmatch(sha256) or kind not in _KINDS:
        raise RequestMalformed(field="Upload-Metadata")
    return Wanted(case, f"sha256:{sha256}", field_number(request, "Upload-Length"), kind)


def metadata_of(case: str, sha256: str, kind: str) -> str:
    """The field that tells a file, as it was told at its beginning."""
    told = {"case": case, "sha256": sha256.removeprefix("sha256:"), "kind": kind}
    return ",".join(f"{name} {_base64(value.encode('utf-8'))}" for name, value in told.items())


def field_number(request: Request, name: str) -> int:
    """A number of a field. Raises RequestMalformed: it is missing or none."""
    text = request.headers.get(name, "")
    if not text.isascii() or not text.isdecimal() or len(text) > len(str(MAX_INTEGER)):
        raise RequestMalformed(field=name)
    if int(text) > MAX_INTEGER:
        raise RequestMalformed(field=name)
    return int(text)


def checksum_of(request: Request) -> bytes:
    """What a chunk must hash to. Raises RequestMalformed: it is not told, or by another hash."""
    algorithm, _, text = request.headers.get("upload-checksum", "").partition(" ")
    checksum = _unbase64(text, "Upload-Checksum")
    if algorithm != "sha256" or len(checksum) != 32:
        raise RequestMalformed(field="Upload-Checksum")
    return checksum


async def receive(request: Request, chunk: Chunk, most: int, stall_seconds: float, moved: Moved) -> None:
    """Write a body into a chunk as it comes; ``moved`` is called after each part of it.

    Raises:
        RequestTooLarge: there is more than ``most`` bytes of it.
        ServerBusy: nothing came for a while.
        ServerFull: the disk takes no more.
        Disconnected: the client went away.
    """
    gathered = bytearray()
    size = 0
    async for piece in _pieces(request, stall_seconds):
        size += len(piece)
        if size > most:
            raise RequestTooLarge(limit=most)
        gathered += piece
        if len(gathered) >= _AT_ONCE:
            await run_in_threadpool(chunk.write, gathered)
            gathered = bytearray()
        await moved()
    await run_in_threadpool(chunk.write, gathered)


def check_length(request: Request, most: int) -> None:
    """Raises RequestTooLarge: the body says of itself that it is larger than ``most`` bytes."""
    told = request.headers.get("content-length", "0")
    if not told.isdecimal() or int(told) > most:
        raise RequestTooLarge(limit=most)


async def drain(request: Request) -> None:
    """Read on for a moment: a connection that is closed over unread bytes loses the answer."""
    left = MAX_CHUNK
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            async for piece in request.stream():
                left -= len(piece)
                if left < 0:
                    return
    except (TimeoutError, ClientDisconnect, RuntimeError):
        return


async def _pieces(request: Request, stall_seconds: float) -> AsyncIterator[bytes]:
    stream = aiter(request.stream())
    while True:
        try:
            async with asyncio.timeout(stall_seconds):
                piece = await anext(stream)
        except StopAsyncIteration:
            return
        except ClientDisconnect as error:
            raise Disconnected() from error
        except TimeoutError as error:
            raise ServerBusy(seconds=0) from error
        yield piece


def _metadata(text: str) -> dict[str, str]:
    told: dict[str, str] = {}
    for pair in text.split(","):
        name, _, value = pair.strip().partition(" ")
        if name in told:
            raise RequestMalformed(field="Upload-Metadata")
        try:
            told[name] = _unbase64(value, "Upload-Metadata").decode("utf-8")
        except UnicodeDecodeError as error:
            raise RequestMalformed(field="Upload-Metadata") from error
    return told


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _unbase64(text: str, field: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise RequestMalformed(field=field) from error
