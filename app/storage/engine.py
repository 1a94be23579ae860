"""Connections to the encrypted store: one recipe for all of them, and one place where trouble gets its name.

The key is given to SQLCipher as a raw 256-bit key through its own call, so it stands in no address, no SQL
text, no log line and no exception. Connections come from a pool; one serves a single thread at a time.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from app.domain.errors import AppError
from app.ports.vault import DiskFull
from app.ports.work import StoreBusy
from app.storage.errors import StoreDamaged, StoreMissing, StoreUnusable
from app.storage.pages import why_unreadable

KEY_BYTES = 32
BUSY_SECONDS = 5.0
SAVE_ROOM = 16 * 1024 * 1024
"""Bytes that one action may need beside the store for its write-ahead log (16 MiB, generous)."""

_BEGIN = "begin"
_PRAGMAS = (
    "cipher_compatibility = 4",
    "synchronous = FULL",
    "foreign_keys = ON",
    "temp_store = MEMORY",
    "secure_delete = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "cache_size = -16000",
    "journal_size_limit = 67108864",
    # Some 32 MiB of log between two checkpoints: hardly a save waits for one.
    "wal_autocheckpoint = 8000",
)


class Connector:
    """Opens connections to one store; it alone holds the key."""

    __slots__ = ("_key", "path")

    def __init__(self, path: Path, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("a store's key has 32 bytes")
        self.path, self._key = path, key

    def __repr__(self) -> str:
        return f"Connector({self.path.name!r})"

    def __call__(self) -> dbapi2.Connection:
        """Open a connection to a file that exists; nothing is read from it yet."""
        return self.open(self.path)

    def open(self, path: Path) -> dbapi2.Connection:
        """Open another file of the same key, such as a backup."""
        connection = dbapi2.connect(
            path.absolute().as_uri() + "?mode=rw",
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,
            uri=True,
        )
        try:
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.set_key(f"x'{self._key.hex()}'")
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    def named(self, error: BaseException) -> AppError | None:
        """The foreseen trouble behind an error of SQLCipher, or None when it is a bug."""
        if not isinstance(error, dbapi2.Error):
            return None
        match getattr(error, "sqlite_errorcode", None):
            case dbapi2.SQLITE_BUSY | dbapi2.SQLITE_LOCKED:
                return StoreBusy()
            case dbapi2.SQLITE_FULL:
                return self._disk_full()
            case dbapi2.SQLITE_IOERR:
                return self._disk_full() if self._free() < SAVE_ROOM else StoreUnusable(reason="disk")
            case dbapi2.SQLITE_NOTADB:
                return why_unreadable(self.path, self._key)
            case dbapi2.SQLITE_CORRUPT:
                return StoreDamaged(reason="page")
            case dbapi2.SQLITE_CANTOPEN | dbapi2.SQLITE_PERM:
                return self._cannot_open()
            case dbapi2.SQLITE_READONLY:
                return StoreUnusable(reason="read_only")
            case _:
                return None

    def _cannot_open(self) -> AppError:
        return StoreUnusable(reason="open") if self.path.exists() else StoreMissing(name=self.path.name)

    def _free(self) -> int:
        return shutil.disk_usage(self.path.parent).free

    def _disk_full(self) -> DiskFull:
        return DiskFull(free=self._free(), needed=SAVE_ROOM, kept_free=0)


def make_engine(connector: Connector, *, foreign_keys: bool = True) -> Engine:
    """An engine whose transactions begin as SQLite needs it, and whose errors speak of the store.

    A transaction is DEFERRED, that is a snapshot for reading, unless it was asked for with :func:`writing`.

    Args:
        foreign_keys: off for a migration alone, which may take a table away and put it back.
    """
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=connector,
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=28,
        hide_parameters=True,
    )

    if not foreign_keys:

        @event.listens_for(engine, "connect")
        def free_keys(connection: dbapi2.Connection, _: object) -> None:
            connection.execute("PRAGMA foreign_keys = OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get(_BEGIN, "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")

    @event.listens_for(engine, "handle_error")
    def name_trouble(context: ExceptionContext) -> None:
        trouble = connector.named(context.original_exception)
        if trouble is None:
            return
        # On a full disk SQLite may have undone the transaction by itself, and would save each further
        # statement at once; on a wrong page SQLCipher answers nothing more. The connection is given up.
        context.is_disconnect = not isinstance(trouble, StoreBusy)
        raise trouble from None

    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A connection that writes: ``begin()`` locks the store at once; leaving undoes what is not committed.

    Raises:
        StoreBusy: another action holds the store for longer than five seconds.
    """
    with engine.connect().execution_options(**{_BEGIN: "IMMEDIATE"}) as connection:
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection in one snapshot."""
    with engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def named_trouble(connector: Connector) -> Iterator[None]:
    """Give errors of bare connections the names that an engine gives them."""
    try:
        yield
    except dbapi2.Error as error:
        trouble = connector.named(error)
        if trouble is None:
            raise
        raise trouble from None
