"""A PostgreSQL server of the tests' own: a private folder and port, gone at the end.

Its binaries are Debian's (package ``postgresql``). It refuses to run as root, so root lends it the system's
user ``postgres``.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

USER = "postgres"
START_SECONDS = 60
_NUMBERS = count(1)


def binaries() -> Path:
    """The folder of the newest server on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise RuntimeError(
            "PostgreSQL is not installed: installer/setup.sh installs Debian's package postgresql"
        )
    return found[-1].parent if found else Path(on_path or "").parent


class Server:
    """A running server; databases are made as copies of a template that is made once."""

    def __init__(self, port: int) -> None:
        self._port = port

    def url(self, name: str) -> str:
        """The address of a database."""
        return f"postgresql://{USER}@127.0.0.1:{self._port}/{name}"

    def create(self, template: str = "template1") -> str:
        """A new database; its address."""
        name = f"test{next(_NUMBERS)}"
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return self.url(name)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected to it."""
        name = url.rpartition("/")[2]
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@contextmanager
def server() -> Iterator[Server]:
    """Start a server and stop it again."""
    folder = Path(tempfile.mkdtemp(prefix="fieldcase-pg-"))
    try:
        as_user = _as_user(folder)
        run = binaries()
        data, port = folder / "data", _free_port()
        _call(
            [
                *as_user,
                run / "initdb",
                "-D",
                data,
                "-U",
                USER,
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "-N",
            ]
        )
        settings = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder} -c fsync=off -c max_connections=100"
        log = folder / "server.log"
        control = [*as_user, run / "pg_ctl", "-D", data, "-w", "-t", str(START_SECONDS)]
        _call([*control, "-l", log, "-o", settings, "start"])
        try:
            yield Server(port)
        finally:
            _call([*control, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_user(folder: Path) -> list[str]:
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam(USER)
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups", "--"]


def _call(command: list[str | Path]) -> None:
    # pg_ctl leaves the server with our pipes, so its words go nowhere: the log is in its folder.
    subprocess.run(
        [str(part) for part in command],
        check=True,
        timeout=2 * START_SECONDS,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
