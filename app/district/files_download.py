"""Originals on their way down: one range of bytes (RFC 9110, section 14), read piece by piece."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.types import Receive, Scope, Send

from app.district.envelope import STALL_SECONDS, Disconnected

OCTETS = "application/octet-stream"
_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """The bytes from ``start`` up to ``stop`` of a whole of ``size``; ``part``: they were asked for."""

    start: int
    stop: int
    size: int
    part: bool = False

    @property
    def told(self) -> str:
        """The field ``Content-Range``."""
        return f"bytes {self.start}-{self.stop - 1}/{self.size}"


def span_of(request: Request, size: int, etag: str) -> Span | None:
    """Which bytes are asked for; None where no byte of the range is there.

    A field that is none, or names several ranges, or is bound to another tag, is passed over, as RFC 9110
    allows (14.2) and asks for (13.1.5).
    """
    whole = Span(0, size, size)
    found = _RANGE.fullmatch(request.headers.get("range", ""))
    if found is None or request.headers.get("if-range", etag) != etag:
        return whole
    first, last = found.groups()
    if not first and not last:
        return whole
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start, stop = int(first), min(int(last) + 1, size) if last else size
        if last and int(last) < int(first):
            return whole
    return Span(start, stop, size, part=True) if start < stop else None


class FileAnswer(Response):
    """An answer whose body is read while it is sent."""

    def __init__(self, pieces: Iterator[bytes], span: Span, etag: str) -> None:
        super().__init__(status_code=206 if span.part else 200, media_type=OCTETS)
        self.headers["Content-Length"] = str(span.stop - span.start)
        self.headers["Accept-Ranges"] = "bytes"
        self.headers["ETag"] = etag
        if span.part:
            self.headers["Content-Range"] = span.told
        self._pieces = pieces

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it, until its reader takes nothing more.

        Raises:
            Disconnected: the reader stands still.
        """
        start = {"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers}
        piece = await run_in_threadpool(next, self._pieces, None)  # what cannot be read is told by its status
        await send(start)
        while piece is not None:
            try:
                async with asyncio.timeout(STALL_SECONDS):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            except TimeoutError as error:
                raise Disconnected() from error
            piece = await run_in_threadpool(next, self._pieces, None)
        await send({"type": "http.response.body", "body": b""})
