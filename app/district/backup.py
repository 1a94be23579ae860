"""Backups that are proven: a copy is opened again and compared before any laptop may rely on it.

What the copy holds is compared with the live store by one digest over every verdict up to its place. Only
then is the watermark moved, which allows laptops to free their own copies of evidence: so whoever keeps
evidence hands in how it is copied too.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sqlalchemy import URL, Connection, Engine, insert, select, text

from app.district.database import COMMIT_SEQ, WATERMARK, counted, is_sqlite, make_engine, reading, set_counter
from app.district.district import District
from app.district.errors import DistrictUnusable
from app.district.schema import backup as backup_table
from app.district.schema import verdict
from app.district.state import EPOCH, setting_of
from app.domain.clock import moment, rfc3339
from app.durable import sync_folder

FOLDER = "backups"
_SECONDS = 4 * 60 * 60
_PART = ".part"

KeepEvidence: TypeAlias = Callable[[Path, Connection], None]
"""Copies the evidence that the copied store (the connection) names into a folder and proves it.

Raises:
    DistrictUnusable: a piece could not be copied or proven; the watermark stays where it is.
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A proven backup: its file, and the newest place that it holds."""

    path: Path
    commit_seq: int


def back_up(district: District, folder: Path, evidence: Iterable[KeepEvidence] = ()) -> Kept:
    """Copy the store while it goes on serving, open the copy, compare it, and move the watermark.

    Raises:
        DistrictUnusable: there is no proven copy; ``reason`` is ``backup`` (with ``step``), or ``pg_dump``
            where PostgreSQL's own programs are missing.
    """
    now = moment(district.clock.read().wall_ms)
    name = f"district-{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o750)
    except OSError as error:
        raise DistrictUnusable(reason="backup", step="folder") from error
    if is_sqlite(district.engine):
        path = folder / f"{name}.db"
        place = _copy_sqlite(district, path, evidence)
    else:
        path = folder / f"{name}.dump"
        place = _copy_postgresql(district, path, evidence)
    _note(district, path.name, place)
    return Kept(path, place)


def digest_of_store(connection: Connection, upto: int) -> str:
    """SHA-256 over every verdict up to a place, in their order, as the bytes that were signed."""
    found = hashlib.sha256()
    wanted = select(verdict.c.statement).where(verdict.c.commit_seq <= upto).order_by(verdict.c.commit_seq)
    for statement in connection.execution_options(yield_per=1000).execute(wanted).scalars():
        found.update(statement.encode("utf-8") + b"\n")
    return found.hexdigest()


def _copy_sqlite(district: District, path: Path, evidence: Iterable[KeepEvidence]) -> int:
    aside = path.with_name(path.name + _PART)
    source = district.engine.url.database or ""
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(aside)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
            if copy.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise DistrictUnusable(reason="backup", step="integrity")
        place = _prove(district, URL.create("sqlite+pysqlite", database=str(aside)), path, evidence)
        _rename(aside, path)
    except (OSError, sqlite3.Error) as error:
        raise DistrictUnusable(reason="backup", step="copy", error=type(error).__name__) from error
    finally:
        for left in path.parent.glob(f"{aside.name}*"):
            left.unlink()
    return place


def _copy_postgresql(district: District, path: Path, evidence: Iterable[KeepEvidence]) -> int:
    url, aside = district.engine.url, path.with_name(path.name + _PART)
    scratch = f"fieldcase_proof_{secrets.token_hex(6)}"
    try:
        _run("pg_dump", url, "--format=custom", f"--file={aside}", f"--dbname={url.database}")
        _admin(district.engine, f'CREATE DATABASE "{scratch}"')
        try:
            _run("pg_restore", url, "--no-owner", "--exit-on-error", f"--dbname={scratch}", str(aside))
            place = _prove(district, url.set(database=scratch), path, evidence)
        finally:
            _admin(district.engine, f'DROP DATABASE IF EXISTS "{scratch}" WITH (FORCE)')
        _rename(aside, path)
    except OSError as error:
        raise DistrictUnusable(reason="backup", step="copy", error=type(error).__name__) from error
    finally:
        aside.unlink(missing_ok=True)
    return place


def _prove(district: District, copy: URL, path: Path, evidence: Iterable[KeepEvidence]) -> int:
    """Open a copy and compare it with the live store up to the copy's own place."""
    engine = make_engine(copy)
    try:
        with reading(engine) as connection:
            place = counted(connection, COMMIT_SEQ)
            held = digest_of_store(connection, place)
            for keep in evidence:
                keep(path.with_suffix(".evidence"), connection)
    finally:
        engine.dispose()
    with district.reading() as connection:
        if digest_of_store(connection, place) != held:
            raise DistrictUnusable(reason="backup", step="digest")
    return place


def _note(district: District, name: str, place: int) -> None:
    now = rfc3339(moment(district.clock.read().wall_ms))
    with district.writing() as connection:
        epoch = setting_of(connection, EPOCH)
        connection.execute(insert(backup_table).values(name=name, made_at=now, epoch=epoch, commit_seq=place))
        set_counter(connection, WATERMARK, max(place, counted(connection, WATERMARK)))


def _rename(aside: Path, path: Path) -> None:
    with aside.open("rb") as file:
        os.fsync(file.fileno())
    aside.rename(path)
    sync_folder(path.parent)


def _admin(engine: Engine, statement: str) -> None:
    """Run a statement that no transaction may hold."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(statement))


def _run(program: str, url: URL, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; the password travels in its environment, not in its arguments."""
    at = ["--host", url.host or "", "--port", str(url.port or ""), "--username", url.username or ""]
    told = [part for pair in zip(at[::2], at[1::2], strict=True) if pair[1] for part in pair]
    environment = {**os.environ, **({"PGPASSWORD": url.password} if url.password else {})}
    try:
        subprocess.run(
            [_program(program), *told, *arguments],
            check=True,
            timeout=_SECONDS,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise DistrictUnusable(reason="backup", step=program, error=type(error).__name__) from error


def _program(name: str) -> str:
    """Where one of PostgreSQL's programs lies: on the path, or where Debian keeps the newest."""
    found = shutil.which(name)
    if found is not None:
        return found
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3]))
    if not debian:
        raise DistrictUnusable(reason="pg_dump", program=name)
    return str(debian[-1])
