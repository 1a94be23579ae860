"""Making all projections anew from entries and verdicts, and proving that this changes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from app.domain.case import Case
from app.domain.fold import fold_all
from app.ports.work import Indexer
from app.storage.cases import INSERT_WORDS, row_columns, search_words, state_columns
from app.storage.engine import reading, writing
from app.storage.journal import entry_of, entry_weight, with_verdicts
from app.storage.schema import (
    PROJECTED,
    PROJECTIONS,
    SEARCH_TABLES,
    case_row,
    case_state,
    store_state,
    unsent,
    verdict,
)
from app.storage.schema import entry as entry_table

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of entries that are done, and of all."""

BATCH = 500
"""Cases that are written at once."""


@dataclass(frozen=True, slots=True)
class _Folded:
    """One case out of its entries; ``case`` is None when nothing docketed it."""

    key: int
    case: Case | None
    entries: int
    unsent: int


def rebuild(engine: Engine, indexer: Indexer, progress: Progress | None = None) -> None:
    """Make all projections anew, in one transaction: a kill leaves the old ones.

    Raises:
        EntryDamaged: an entry cannot be read; the old projections stay.
        StoreBusy, DiskFull, StoreDamaged.
    """
    with writing(engine) as connection, connection.begin():
        total = connection.scalar(select(func.count()).select_from(entry_table)) or 0
        _clear(connection)
        _list_unsent(connection)
        done = 0
        batch: list[_Folded] = []
        for folded in _fold_cases(connection):
            batch.append(folded)
            done += folded.entries
            if len(batch) == BATCH:
                _write(connection, batch, indexer)
                batch.clear()
                if progress is not None:
                    progress(done, total)
        _write(connection, batch, indexer)
        connection.execute(update(store_state).values(projections=PROJECTIONS))
    if progress is not None:
        progress(total, total)


def projections_digest(engine: Engine) -> str:
    """SHA-256 over the content of all projections, ``sha256:<hex>``; the same entries give the same one.

    It reads every word of the search index, so it takes about as long as a rebuild.
    """
    whole = hashlib.sha256()
    with reading(engine) as connection:
        for table in PROJECTED:
            whole.update(f"{table.name}\n".encode())
            for row in connection.execute(select(table).order_by(*table.primary_key)):
                whole.update(_line(row))
        for name in SEARCH_TABLES:
            whole.update(f"{name}\n".encode())
            for row in _search_content(connection, name):
                whole.update(_line(row))
    return "sha256:" + whole.hexdigest()


def _clear(connection: Connection) -> None:
    for table in PROJECTED:
        connection.execute(delete(table))
    for name in SEARCH_TABLES:
        connection.exec_driver_sql(f"INSERT INTO {name} ({name}) VALUES ('delete-all')")


def _list_unsent(connection: Connection) -> None:
    judged = select(verdict.c.key).where(verdict.c.entry == entry_table.c.id)
    waiting = select(entry_table.c.key, entry_table.c.case_id, entry_weight()).where(~judged.exists())
    connection.execute(insert(unsent).from_select(["entry", "case_id", "bytes"], waiting))


def _fold_cases(connection: Connection) -> Iterator[_Folded]:
    query = (
        with_verdicts()
        .add_columns(entry_table.c.case_id, verdict.c.commit_seq)
        .where(entry_table.c.case_id.is_not(None))
        .order_by(entry_table.c.case_id, entry_table.c.key)
    )
    for _, group in groupby(connection.execute(query), attrgetter("case_id")):
        rows = list(group)
        # The index gives the rows by key; sorting the few of a case here spares the database a sort of all.
        folded = sorted((row for row in rows if row.outcome in (None, "applied")), key=_place)
        yield _Folded(
            key=rows[0].key,
            case=fold_all([entry_of(row) for row in folded]),
            entries=len(rows),
            unsent=sum(row.outcome is None for row in rows),
        )


def _place(row: Any) -> tuple[bool, int, int]:
    return row.outcome is None, row.commit_seq or 0, row.key


def _write(connection: Connection, batch: list[_Folded], indexer: Indexer) -> None:
    rows, states, words = [], [], []
    for folded in batch:
        if folded.case is None:
            continue
        index = indexer(folded.case)
        found = search_words(index)
        rows.append(row_columns(folded.case, index, folded.key, folded.unsent))
        states.append(state_columns(folded.case, folded.key, found))
        words.append(found.columns(folded.key))
    if rows:
        connection.execute(insert(case_row), rows)
        connection.execute(insert(case_state), states)
        for statement in INSERT_WORDS:
            connection.execute(statement, words)


def _search_content(connection: Connection, table: str) -> Iterator[Any]:
    connection.exec_driver_sql(
        f"CREATE VIRTUAL TABLE temp.search_content USING fts5vocab(main, {table}, instance)"
    )
    try:
        yield from connection.exec_driver_sql(
            "SELECT term, doc, offset FROM temp.search_content ORDER BY term, doc, offset"
        )
    finally:
        connection.exec_driver_sql("DROP TABLE temp.search_content")


def _line(row: Any) -> bytes:
    values = [value.hex() if isinstance(value, bytes) else value for value in row]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"
