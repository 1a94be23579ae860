"""The record: entries as rows, and the order in which a case folds them."""

from __future__ import annotations

from typing import Any, Protocol

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select
from sqlalchemy.sql import ColumnElement

from app.domain.canonical import parse_canonical
from app.domain.chain import EMPTY, ChainHead
from app.domain.codec import from_json
from app.domain.entry import SIGNATURE_BYTES, ClockReading, Entry, EntryDamaged, Header, within_limit
from app.domain.errors import AppError
from app.domain.findings import Judgement
from app.ports.work import StoreReadOnly
from app.storage.schema import entry as entry_table
from app.storage.schema import judgement as judgement_table
from app.storage.schema import store_state, unsent, verdict
from app.wire.findings import write_findings

OWN_DEVICE = select(store_state.c.device).scalar_subquery()
PARTS = (
    entry_table.c.key,
    entry_table.c.id,
    entry_table.c.seq,
    entry_table.c.header,
    entry_table.c.body,
    entry_table.c.salt,
    entry_table.c.device_signature,
    entry_table.c.officer_signature,
)
"""The columns that :func:`entry_of` needs."""

_NEWEST_VERDICT = (
    select(verdict.c.key)
    .where(verdict.c.entry == entry_table.c.id)
    .order_by(verdict.c.commit_seq.desc())
    .limit(1)
    .correlate(entry_table)
    .scalar_subquery()
)
FOLD_ORDER: tuple[ColumnElement[Any], ...] = (
    verdict.c.commit_seq.is_(None),
    verdict.c.commit_seq,
    entry_table.c.key,
)
"""Entries with a verdict in the order of their newest verdicts, then own ones without, as they were made."""

_HEAD = (
    select(entry_table.c.seq, entry_table.c.id)
    .where(entry_table.c.device == OWN_DEVICE)
    .order_by(entry_table.c.seq.desc())
    .limit(1)
)


_OWN = select(OWN_DEVICE)
_INSERT_ENTRY, _INSERT_UNSENT = insert(entry_table), insert(unsent)
_INSERT_JUDGEMENT = insert(judgement_table)


class Folds(Protocol):
    """Whoever keeps the cases up to date."""

    def fold(self, entry: Entry) -> None:
        """Bring the entry's case to the state after it."""


class Queue(Protocol):
    """Whoever keeps the files that are to go to the district."""

    def want(self, entry: Entry) -> None:
        """Put the file that an own entry names into the queue."""


def with_verdicts() -> Select[*tuple[Any, ...]]:
    """Entries joined to the newest verdict of each, if there is one."""
    joined = entry_table.outerjoin(verdict, and_(verdict.c.key == _NEWEST_VERDICT))
    return select(*PARTS, verdict.c.outcome).select_from(joined)


def entry_of(row: Row[*tuple[object, ...]]) -> Entry:
    """Read an entry from its row.

    Raises:
        EntryDamaged: the bytes are not those that were stored; ``seq``, ``id`` and ``part`` say which.
    """
    try:
        entry = Entry.from_bytes(row.header, row.body, row.salt, row.device_signature, row.officer_signature)
    except AppError as error:
        raise EntryDamaged(seq=row.seq, id=row.id, part=error.facts.get("part", "body")) from error
    if entry.id != row.id:
        raise EntryDamaged(seq=row.seq, id=row.id, part="header")
    return entry


def folded_entries(connection: Connection, case: str) -> tuple[Entry, ...]:
    """The entries of a case that are folded, in that order; held and refused ones are not.

    Raises:
        EntryDamaged: one of them cannot be read.
    """
    folded = or_(verdict.c.outcome.is_(None), verdict.c.outcome == "applied")
    wanted = with_verdicts().where(entry_table.c.case_id == case, folded).order_by(*FOLD_ORDER)
    return tuple(entry_of(row) for row in connection.execute(wanted))


def chain_head(connection: Connection) -> ChainHead:
    """The newest place of this device's own chain."""
    row = connection.execute(_HEAD).one_or_none()
    return EMPTY if row is None else ChainHead(row.seq, row.id)


def newest_clock(connection: Connection) -> ClockReading | None:
    """The clock reading of the newest own entry, or None.

    Raises:
        EntryDamaged: that entry's header cannot be read.
    """
    row = connection.execute(_HEAD.add_columns(entry_table.c.header)).one_or_none()
    if row is None:
        return None
    try:
        return from_json(Header, parse_canonical(row.header)).clock
    except AppError as error:
        raise EntryDamaged(seq=row.seq, id=row.id, part="header") from error


class SqlJournal:
    """The port ``Journal`` within one transaction."""

    def __init__(
        self, connection: Connection, cases: Folds, queue: Queue, refusal: str | None = None
    ) -> None:
        """``refusal`` says why this store only opens for reading and sending."""
        self._connection, self._cases, self._queue, self._refusal = connection, cases, queue, refusal
        self._head: ChainHead | None = None
        self._device: str | None = None

    def head(self) -> ChainHead:
        """The newest place of this device's own chain."""
        if self._head is None:
            self._head = chain_head(self._connection)
        return self._head

    def newest_clock(self) -> ClockReading | None:
        """The clock reading of the newest own entry, or None.

        Raises:
            EntryDamaged: that entry's header cannot be read.
        """
        return newest_clock(self._connection)

    def append(self, entry: Entry, judgement: Judgement) -> None:
        """Add an own entry at the head of the chain and fold it into its case, in this transaction.

        What the law said to it stays beside it.

        Raises:
            EntryDamaged: seq or prev do not continue the chain, the device is another, or a part is not
                what the header says.
            EntryTooLarge: header or body are larger than 64 KiB.
            StoreReadOnly: the store opens for reading and sending only.
        """
        if self._refusal is not None:
            raise StoreReadOnly(reason=self._refusal)
        self._check(entry)
        self._connection.execute(_INSERT_JUDGEMENT, judgement_columns(entry.id, judgement))
        result = self._connection.execute(_INSERT_ENTRY, entry_columns(entry))
        self._connection.execute(
            _INSERT_UNSENT,
            {
                "entry": result.lastrowid,
                "case_id": entry.header.case,
                "bytes": entry_bytes(entry),
            },
        )
        self._head = ChainHead(entry.header.seq, entry.id)
        self._queue.want(entry)
        self._cases.fold(entry)

    def get(self, entry: str) -> Entry | None:
        """One entry by its id.

        Raises:
            EntryDamaged: it cannot be read.
        """
        row = self._connection.execute(select(*PARTS).where(entry_table.c.id == entry)).one_or_none()
        return None if row is None else entry_of(row)

    def _check(self, entry: Entry) -> None:
        header, head = entry.header, self.head()
        if self._device is None:
            self._device = self._connection.scalar(_OWN)
        wrong = {
            "device": header.device != self._device,
            "seq": header.seq != head.seq + 1,
            "prev": header.prev != head.id,
            "header": header.to_bytes() != entry.header_bytes,
            "body": entry.body is None,
            "device_signature": len(entry.device_signature) != SIGNATURE_BYTES,
            "officer_signature": len(entry.officer_signature) != SIGNATURE_BYTES,
        }
        for part, is_wrong in wrong.items():
            if is_wrong:
                raise EntryDamaged(seq=header.seq, id=entry.id, part=part)
        entry.check_body()
        within_limit(entry.body or b"")


def entry_bytes(entry: Entry) -> int:
    """What an entry weighs on the way to the district."""
    parts = (entry.header_bytes, entry.body, entry.salt, entry.device_signature, entry.officer_signature)
    return sum(len(part) for part in parts if part is not None)


def entry_weight() -> ColumnElement[int]:
    """The same in SQL."""
    parts = (
        entry_table.c.header,
        entry_table.c.body,
        entry_table.c.salt,
        entry_table.c.device_signature,
        entry_table.c.officer_signature,
    )
    return sum((func.coalesce(func.length(part), 0) for part in parts[1:]), func.length(parts[0]))


def judgement_columns(entry: str, judgement: Judgement) -> dict[str, object]:
    """The row of what was said to an own entry."""
    return {
        "entry": entry,
        "program": judgement.program,
        "law": judgement.law,
        "roster": judgement.roster,
        "judged_at": judgement.at,
        "findings": write_findings(judgement.findings),
    }


def entry_columns(entry: Entry) -> dict[str, object]:
    """The row of an own entry."""
    header = entry.header
    return {
        "id": entry.id,
        "device": header.device,
        "seq": header.seq,
        "case_id": header.case,
        "kind": header.kind,
        "header": entry.header_bytes,
        "body": entry.body,
        "salt": entry.salt,
        "device_signature": entry.device_signature,
        "officer_signature": entry.officer_signature,
        "act_at": header.act_at,
    }
