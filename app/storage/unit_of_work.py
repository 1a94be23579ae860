"""The unit of work over SQL: one write transaction, and the one moment when it becomes durable."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, RootTransaction

from app.domain.errors import AppError
from app.ports.sync import Exchange, Uploads
from app.ports.work import Blobs, Cases, Drafts, Indexer, Journal, Numbers, Settings
from app.storage.cases import SqlCases
from app.storage.engine import writing
from app.storage.exchange import SqlExchange
from app.storage.journal import SqlJournal
from app.storage.number_marks import MarkFile
from app.storage.numbers import SqlNumbers
from app.storage.small_tables import SqlBlobs, SqlDrafts, SqlSettings
from app.storage.uploads import SqlUploads


class SqlUnitOfWork:
    """The port ``UnitOfWork``; made by :func:`sql_work`."""

    journal: Journal
    cases: Cases
    blobs: Blobs
    numbers: Numbers
    settings: Settings
    drafts: Drafts
    exchange: Exchange
    uploads: Uploads

    def __init__(
        self,
        connection: Connection,
        transaction: RootTransaction,
        indexer: Indexer,
        marks: MarkFile,
        refusal: str | None,
    ) -> None:
        self._connection, self._transaction = connection, transaction
        self._cases = SqlCases(connection, indexer)
        self._numbers = SqlNumbers(connection, marks, refusal)
        self._tried = False
        self.cases, self.numbers = self._cases, self._numbers
        queue = SqlUploads(connection)
        self.journal = SqlJournal(connection, self._cases, queue, refusal)
        self.exchange, self.uploads = SqlExchange(connection, self._cases), queue
        self.blobs = SqlBlobs(connection)
        self.settings = SqlSettings(connection)
        self.drafts = SqlDrafts(connection)

    def commit(self) -> None:
        """Make everything durable (WAL, synchronous=FULL) or raise; afterwards the screen may say saved.

        Raises:
            DiskFull, StoreUnusable: nothing of it is saved.
        """
        self._cases.flush()
        self._tried = True
        self._transaction.commit()
        if self._numbers.moved:
            self._settle_numbers()

    def give_up(self) -> None:
        """Undo what was not committed. After a commit that failed a number is not given a second time."""
        if not self._transaction.is_active:
            return
        if self._numbers.moved and not self._tried:
            self._numbers.undo()
        self._transaction.rollback()

    def _settle_numbers(self) -> None:
        try:
            with self._connection.begin():
                self._numbers.settle()
        except AppError:
            # The numbers are used and the store knows it; the next unit of work reads the mark rightly.
            return


@contextmanager
def sql_work(
    engine: Engine, indexer: Indexer, marks: MarkFile, refusal: str | None = None
) -> Iterator[SqlUnitOfWork]:
    """One transaction over everything; leaving it without ``commit()`` undoes all.

    Args:
        indexer: says what list and search know of a case.
        marks: the mark of the numbers outside the store.
        refusal: why the store opens for reading and sending only, or None.

    Raises:
        StoreBusy: another action holds the store for longer than five seconds.
    """
    with writing(engine) as connection:
        work = SqlUnitOfWork(connection, connection.begin(), indexer, marks, refusal)
        try:
            yield work
        finally:
            work.give_up()
