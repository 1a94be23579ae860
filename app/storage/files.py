"""The store of one laptop as files in its data folder: made once, opened with its key, used through ports."""

from __future__ import annotations

from contextlib import AbstractContextManager, closing
from pathlib import Path

from sqlalchemy import Engine, insert, select

from app.durable import sync_folder
from app.ports.work import Indexer, Queries, UnitOfWork
from app.storage.check import StoreFault, Verify, check_store
from app.storage.durable import named_disk_trouble, open_shared, sync_file
from app.storage.engine import Connector, make_engine, named_trouble, reading, writing
from app.storage.errors import StoreExists, StoreMissing, StoreNewer, StoreOlder
from app.storage.migrate import Migrated, migrate, run_steps, version_of
from app.storage.number_marks import MarkFile
from app.storage.pages import wrong_pages
from app.storage.queries import SqlQueries
from app.storage.rebuild import Progress, projections_digest, rebuild
from app.storage.schema import PROJECTIONS, VERSION, store_state
from app.storage.unit_of_work import sql_work

STORE = "store.db"
MARKS = "numbers.mark"


class Store:
    """An open store; every thread may use it. ``bootstrap`` is the only one who holds it."""

    def __init__(self, connector: Connector, version: str, indexer: Indexer) -> None:
        self._connector, self._version, self._indexer = connector, version, indexer
        self._engine: Engine = make_engine(connector)
        self._marks = MarkFile(self.folder / MARKS)
        self._refusal: str | None = None

    @property
    def engine(self) -> Engine:
        """The engine, for whoever looks into the store from beside it: doctor, tests and measurements."""
        return self._engine

    @property
    def folder(self) -> Path:
        """The data folder of this laptop."""
        return self._connector.path.parent

    @property
    def version(self) -> str:
        """The version that the store has now."""
        return self._version

    @property
    def needs_migration(self) -> bool:
        """Whether :meth:`migrate` must run before anything else."""
        return self._version != VERSION

    @property
    def needs_rebuild(self) -> bool:
        """Whether an older program made the projections; :meth:`rebuild` makes them anew."""
        with reading(self._usable()) as connection:
            return connection.scalar(select(store_state.c.projections)) != PROJECTIONS

    @property
    def read_only(self) -> str | None:
        """Why the store opens for reading and sending only, or None."""
        return self._refusal

    def restrict(self, reason: str | None) -> None:
        """Open it for reading and sending only (``reason`` such as ``lease``), or lift that with None."""
        self._refusal = reason

    def work(self) -> AbstractContextManager[UnitOfWork]:
        """The port ``StartWork``.

        Raises:
            StoreOlder: it must be migrated first.
            StoreBusy, DiskFull, StoreDamaged, StoreUnusable.
        """
        return sql_work(self._usable(), self._indexer, self._marks, self._refusal)

    def queries(self) -> Queries:
        """The port ``Queries``.

        Raises:
            StoreOlder: it must be migrated first.
        """
        return SqlQueries(self._usable())

    def migrate(self, scripts: Path) -> Migrated:
        """Bring the store to the newest version; see :func:`app.storage.migrate.migrate`."""
        self._engine.dispose()
        done = migrate(self._connector, scripts)
        self._version = done.after
        return done

    def rebuild(self, progress: Progress | None = None) -> None:
        """Make all projections anew; see :func:`app.storage.rebuild.rebuild`."""
        rebuild(self._usable(), self._indexer, progress)

    def projections_digest(self) -> str:
        """SHA-256 over all projections; see :func:`app.storage.rebuild.projections_digest`."""
        return projections_digest(self._usable())

    def check(self, verify: Verify) -> tuple[StoreFault, ...]:
        """Name everything that is damaged; see :func:`app.storage.check.check_store`."""
        return check_store(self._usable(), verify)

    def close(self) -> None:
        """Close all connections; the last one writes the log into the store and takes it away."""
        self._engine.dispose()

    def _usable(self) -> Engine:
        if self.needs_migration:
            raise StoreOlder(version=self._version, known=VERSION)
        return self._engine


def create_store(folder: Path, key: bytes, scripts: Path, *, store_id: str, device: str) -> None:
    """Make the store of a laptop in ``folder``, whole or not at all.

    Args:
        key: 32 random bytes.
        scripts: the folder of migrations, ``migrations/client``.
        store_id: who the store is; the mark of the numbers carries it too.
        device: id of this laptop's device key: its chain is the own one.

    Raises:
        StoreExists: there is one; it was not touched.
        DiskFull, StoreUnusable.
    """
    path = folder / STORE
    if path.exists():
        raise StoreExists(name=path.name)
    aside = folder / f"{STORE}.new"
    with named_disk_trouble(folder, 0):
        for leftover in (aside, *_logs(aside)):
            leftover.unlink(missing_ok=True)
        open(aside, "xb", opener=open_shared).close()
    connector = Connector(aside, key)
    with named_trouble(connector), closing(connector()) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchall()
    run_steps(connector, scripts)
    _fill(connector, store_id, device)
    with named_disk_trouble(folder, 0):
        sync_file(aside)
        aside.rename(path)
        sync_folder(folder)


def open_store(folder: Path, key: bytes, indexer: Indexer) -> Store:
    """Open the store of this laptop; nothing in it is changed.

    Args:
        indexer: says what case list and search know of a case.

    Raises:
        StoreMissing, WrongKey, StoreDamaged, StoreUnusable, StoreBusy.
        StoreNewer: a newer program wrote it.
    """
    path = folder / STORE
    if not path.is_file():
        raise StoreMissing(name=path.name)
    connector = Connector(path, key)
    version = version_of(connector)
    if version > VERSION:
        raise StoreNewer(version=version, known=VERSION)
    return Store(connector, version, indexer)


def damaged_pages(folder: Path, key: bytes) -> tuple[int, ...]:
    """The numbers (from 1) of all pages that were changed: for a store that is too damaged to be opened.

    Raises:
        StoreMissing.
    """
    return wrong_pages(folder / STORE, key)


def _fill(connector: Connector, store_id: str, device: str) -> None:
    engine = make_engine(connector)
    try:
        with writing(engine) as connection, connection.begin():
            connection.execute(
                insert(store_state),
                {
                    "one": 1,
                    "id": store_id,
                    "device": device,
                    "number_generation": 0,
                    "projections": PROJECTIONS,
                },
            )
    finally:
        engine.dispose()


def _logs(path: Path) -> tuple[Path, Path]:
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")
