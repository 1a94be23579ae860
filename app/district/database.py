"""Connections to the district's database: SQLite for one squad or a trial, PostgreSQL for a district.

One recipe for both. Whoever writes entries first takes the lock of the order (:func:`lock_order`), so that
places become visible in the order in which they are given; on SQLite the transaction itself is that lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    ExceptionContext,
    create_engine,
    event,
    make_url,
    select,
    update,
)
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import QueuePool

from app.district.errors import DistrictUnusable
from app.district.schema import counter
from app.domain.errors import AppError
from app.wire.problems import ServerBusy, ServerFull

FILE = "district.db"
POOL = 8
SPARE = 8
BUSY_SECONDS = 15
RETRY_SECONDS = 2
COMMIT_SEQ, PEOPLE, WATERMARK = "commit_seq", "people", "watermark"

_BEGIN = "begin"
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "trusted_schema = OFF",
    "cache_size = -32000",
    "journal_size_limit = 67108864",
)
_PG_OPTIONS = f"-c lock_timeout={BUSY_SECONDS}s -c statement_timeout=60s -c timezone=UTC"
_PG_FULL = "53100"
_PG_BUSY = frozenset({"40001", "40P01", "53200", "53300", "55P03", "57014", "57P01", "57P02", "57P03"})


def address_of(home: Path, told: str | None) -> URL:
    """The database: what was told (``FIELDCASE_DISTRICT_DATABASE``), else a file in the district's folder.

    Raises:
        DistrictUnusable: the address is none, or of a database that is not spoken here.
    """
    if not told:
        return URL.create("sqlite+pysqlite", database=str(home / FILE))
    try:
        url = make_url(told)
    except ArgumentError as error:
        raise DistrictUnusable(reason="database_address") from error
    family = url.drivername.split("+")[0]
    if family in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if family == "sqlite" and url.database:
        return url.set(drivername="sqlite+pysqlite")
    raise DistrictUnusable(reason="database_address")


def make_engine(url: URL) -> Engine:
    """An engine whose errors speak of the district."""
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    event.listen(engine, "handle_error", _name_trouble)
    return engine


def is_sqlite(engine: Engine) -> bool:
    """Whether this is the embedded database."""
    return engine.dialect.name == "sqlite"


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; leaving it without an error makes it durable.

    Raises:
        ServerBusy: others write for longer than fifteen seconds.
    """
    with engine.connect().execution_options(**{_BEGIN: "IMMEDIATE"}) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection in one snapshot that changes nothing."""
    options = {} if is_sqlite(engine) else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def lock_order(connection: Connection) -> int:
    """Take the lock of the order and tell the newest place; it is let go when the transaction ends."""
    wanted = select(counter.c.value).where(counter.c.name == COMMIT_SEQ).with_for_update()
    return int(connection.execute(wanted).scalar_one())


def counted(connection: Connection, name: str) -> int:
    """The value of a counter."""
    return int(connection.execute(select(counter.c.value).where(counter.c.name == name)).scalar_one())


def set_counter(connection: Connection, name: str, value: int) -> None:
    """Set a counter."""
    connection.execute(update(counter).where(counter.c.name == name).values(value=value))


def raise_counter(connection: Connection, name: str) -> None:
    """Add one to a counter; on PostgreSQL whoever comes second waits for the first."""
    connection.execute(update(counter).where(counter.c.name == name).values(value=counter.c.value + 1))


def _sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=POOL,
        max_overflow=SPARE,
        pool_timeout=BUSY_SECONDS,
        hide_parameters=True,
        connect_args={"check_same_thread": False, "isolation_level": None, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    return engine


def _postgresql(url: URL) -> Engine:
    return create_engine(
        url,
        pool_size=POOL,
        max_overflow=SPARE,
        pool_timeout=BUSY_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={"options": _PG_OPTIONS},
    )


def _name_trouble(context: ExceptionContext) -> None:
    trouble = _named(context.original_exception)
    if trouble is not None:
        raise trouble from None


def _named(error: BaseException) -> AppError | None:
    """The foreseen trouble behind a driver's error, or None when it is a bug."""
    state, name = getattr(error, "sqlstate", None), getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL") or state == _PG_FULL:
        return ServerFull()
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in _PG_BUSY:
        return ServerBusy(seconds=RETRY_SECONDS)
    if (
        type(error).__module__.startswith("psycopg")
        and state is None
        and type(error).__name__ == "OperationalError"
    ):
        return ServerBusy(seconds=RETRY_SECONDS)  # the server of the database does not answer
    return None
