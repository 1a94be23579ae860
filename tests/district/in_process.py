"""Requests to an application in the same process: a transport for httpx, without any network."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from app.district.envelope import Application, Message

ANSWER_SECONDS = 60
PART = 64 * 1024


class InProcess(httpx.BaseTransport):
    """Runs the application in an event loop of its own thread."""

    def __init__(self, application: Application) -> None:
        self._application = application
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="district", daemon=True)
        self._thread.start()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = request.read()
        answered = asyncio.run_coroutine_threadsafe(self._serve(request, body), self._loop)
        status, headers, parts = answered.result(ANSWER_SECONDS)
        return httpx.Response(status, headers=headers, stream=httpx.ByteStream(parts), request=request)

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(ANSWER_SECONDS)
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    async def _serve(
        self, request: httpx.Request, body: bytes
    ) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        pieces = [body[at : at + PART] for at in range(0, len(body), PART)] or [b""]
        waiting = iter(pieces)
        left = len(pieces)
        status, headers, parts = 0, [], []

        async def receive() -> Message:
            nonlocal left
            left -= 1
            return {"type": "http.request", "body": next(waiting), "more_body": left > 0}

        async def send(message: Message) -> None:
            nonlocal status, headers
            if message["type"] == "http.response.start":
                status, headers = message["status"], list(message["headers"])
            else:
                parts.append(message.get("body", b""))

        await self._application(_scope(request), receive, send)
        # Of an answer to HEAD a server sends the head alone.
        return status, headers, b"" if request.method == "HEAD" else b"".join(parts)


def _scope(request: httpx.Request) -> dict[str, Any]:
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": request.url.path,
        "raw_path": request.url.raw_path.split(b"?")[0],
        "query_string": request.url.query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("127.0.0.1", 1),
        "server": ("district", 80),
        "state": {},
    }


@contextmanager
def client_of(application: Application) -> Iterator[httpx.Client]:
    """A client whose requests go to the application."""
    transport = InProcess(application)
    # Answers are packed only where a test asks for it: httpx would ask for it always.
    headers = {"Accept-Encoding": "identity"}
    with httpx.Client(transport=transport, base_url="http://district", headers=headers) as client:
        yield client
