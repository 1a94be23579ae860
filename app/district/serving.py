"""Serving a district: TLS with its own certificate, plain HTTP on loopback alone."""

from __future__ import annotations

import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from app.district.authority import SERVER_CERTIFICATE, SERVER_KEY, has_certificate
from app.district.envelope import Application
from app.district.errors import DistrictUnusable
from app.district.keys import read_private

KEEP_ALIVE_SECONDS = 30
QUEUE = 128


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself and nothing else."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def serve(
    application: Application,
    home: Path,
    host: str,
    port: int,
    *,
    plain: bool,
    listening: Callable[[str], None],
) -> None:
    """Serve until the process is told to end.

    Args:
        port: 0 takes a free one.
        plain: HTTP without TLS, which loopback alone may have; it is also what a district without a
            certificate speaks.
        listening: told the address once requests are taken.

    Raises:
        DistrictUnusable: plain HTTP beyond loopback (``plain_http``), or an address that cannot be had
            (``address``).
    """
    plain = plain or not has_certificate(home)
    if plain and not is_loopback(host):
        raise DistrictUnusable(reason="plain_http", host=host)
    config = uvicorn.Config(
        application,
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        ssl_certfile=None if plain else home / SERVER_CERTIFICATE,
        ssl_keyfile=None if plain else _key(home),
    )
    with _bound(host, port) as bound:
        listening(f"{'http' if plain else 'https'}://{_shown(host)}:{bound.getsockname()[1]}")
        uvicorn.Server(config).run(sockets=[bound])


def _key(home: Path) -> Path:
    read_private(home / SERVER_KEY)
    return home / SERVER_KEY


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family, backlog=QUEUE)
    except (OSError, OverflowError) as error:
        raise DistrictUnusable(reason="address", host=host, port=port) from error


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
