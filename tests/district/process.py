"""A district served by a process of its own, which can be killed, and connections that break off."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.district.laptop import Laptop
from tests.district.sending import Sending, chunk_fields

SECONDS = 60
SETTINGS = """format: fieldcase-district-settings/1
settings:
- {id: upload_stall_seconds, value: 1}
"""
"""A district of which a claim gives way soon."""


@dataclass
class Serving:
    """A running server."""

    process: subprocess.Popen[str]
    address: str

    def kill(self) -> None:
        """SIGKILL: nothing is closed, nothing is finished."""
        self.process.kill()
        self.process.communicate(timeout=SECONDS)


@dataclass
class Home:
    """A made district: its folder and, if it is not SQLite's, the address of its database."""

    folder: Path
    database: str | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def start(self) -> Serving:
        """Start a server; it takes requests when this returns."""
        told = {"FIELDCASE_DISTRICT_HOME": str(self.folder), **self.environment}
        if self.database is not None:
            told["FIELDCASE_DISTRICT_DATABASE"] = self.database
        process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "app.district", "serve", "--plain", "--port", "0"],
            env={**os.environ, **told},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address, process.communicate(timeout=SECONDS)[1]
        return Serving(process, address)

    @contextmanager
    def serving(self) -> Iterator[Serving]:
        """A server that is ended as an administrator ends it, and has complained of nothing."""
        running = self.start()
        try:
            yield running
        finally:
            running.process.send_signal(signal.SIGTERM)
            _, err = running.process.communicate(timeout=SECONDS)
        assert err.strip() == "", err


@contextmanager
def reached(laptop: Laptop, running: Serving) -> Iterator[None]:
    """Let a laptop speak with a running server."""
    with httpx.Client(base_url=running.address, trust_env=False) as http:
        laptop.http = http
        laptop.sign_in()
        yield


def half_sent(sending: Sending, address: str, offset: int, data: bytes, count: int) -> socket.socket:
    """A connection over which a chunk was begun: its fields were read, its first ``count`` bytes are sent."""
    place = urlsplit(address)
    assert place.hostname is not None and place.port is not None
    fields = {
        "Host": place.netloc,
        "Authorization": f"Bearer {sending.laptop.token}",
        "Content-Length": str(len(data)),
        "Expect": "100-continue",
        **chunk_fields(offset, data),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    connection = socket.create_connection((place.hostname, place.port), timeout=SECONDS)
    connection.sendall(f"PATCH {sending.place} HTTP/1.1\r\n{head}\r\n".encode("ascii"))
    assert connection.recv(4096).startswith(b"HTTP/1.1 100 ")
    connection.sendall(data[:count])
    return connection


def patched(sending: Sending, offset: int, data: bytes) -> httpx.Response:
    """Send a chunk as soon as another connection's claim on the file gives way."""
    until = time.monotonic() + SECONDS
    while True:
        answer = sending.patch(offset, data)
        if answer.status_code != 423:
            return answer
        assert time.monotonic() < until, "the claim never gave way"
        time.sleep(0.02)
