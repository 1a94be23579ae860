"""Questions of a sitting to the store: what of a case waits, what was refused, what an entry said."""

from __future__ import annotations

from sqlalchemy import Connection, select
from sqlalchemy.sql import ColumnElement

from app.district.cases import ENTRY, entry_of
from app.district.record import Record
from app.district.schema import entry as entry_table
from app.district.schema import quarantine, verdict
from app.domain.canonical import parse_canonical
from app.domain.codec import from_json
from app.domain.entry import ClockReading, Entry, Header
from app.domain.errors import AppError
from app.domain.findings import Findings
from app.domain.verdict import Outcome
from app.wire.findings import findings_of


class Waiting:
    """Everything is asked within the transaction, after what was gathered is written."""

    def __init__(self, connection: Connection, street: str, record: Record) -> None:
        self._connection, self._street, self._record = connection, street, record

    def refused_of(self, case: str) -> tuple[str, ...]:
        """The refused entries that keep a case from going on, the oldest first."""
        self._record.write()
        wanted = (
            select(quarantine.c.entry)
            .join(entry_table, entry_table.c.id == quarantine.c.entry)
            .where(
                quarantine.c.street == self._street,
                quarantine.c.case_id == case,
                quarantine.c.settled_by.is_(None),
            )
            .order_by(entry_table.c.first_seq)
        )
        return tuple(self._connection.execute(wanted).scalars())

    def held_of(self, case: str, before: int | None) -> tuple[tuple[str, str], ...]:
        """(entry, actor) of the held entries of a case whose first place is before one; the oldest first."""
        self._record.write()
        wanted = (
            select(entry_table.c.id, entry_table.c.actor)
            .where(*self._held(case))
            .order_by(entry_table.c.first_seq)
        )
        if before is not None:
            wanted = wanted.where(entry_table.c.first_seq < before)
        return tuple((row.id, row.actor) for row in self._connection.execute(wanted))

    def waiting_of(self, case: str) -> tuple[tuple[str, int], ...]:
        """(entry, first place) of the entries that are held for another's sake; the oldest first."""
        self._record.write()
        wanted = (
            select(entry_table.c.id, entry_table.c.first_seq)
            .where(*self._held(case), entry_table.c.waits == 1)
            .order_by(entry_table.c.first_seq)
        )
        return tuple((row.id, row.first_seq) for row in self._connection.execute(wanted))

    def stored(self, id_: str, case: str, outcome: Outcome | None = None) -> Entry | None:
        """An entry of a case of this street, of one outcome if told; None where there is none."""
        self._record.write()
        wanted = select(*ENTRY).where(
            entry_table.c.id == id_, entry_table.c.street == self._street, entry_table.c.case_id == case
        )
        if outcome is not None:
            wanted = wanted.where(entry_table.c.outcome == outcome.value)
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None else entry_of(row)

    def findings_on(self, entry: str) -> Findings:
        """What the newest verdict said of an entry."""
        self._record.write()
        wanted = (
            select(verdict.c.statement)
            .where(verdict.c.entry == entry)
            .order_by(verdict.c.commit_seq.desc())
            .limit(1)
        )
        whole = parse_canonical(self._connection.execute(wanted).scalar_one().encode("utf-8"))
        payload = whole.get("payload") if isinstance(whole, dict) else None
        return findings_of(payload.get("findings") if isinstance(payload, dict) else None)

    def clock_before(self, entry: Entry) -> ClockReading | None:
        """The clock reading of the entry before one in its chain."""
        header = entry.header
        wanted = select(entry_table.c.header).where(
            entry_table.c.device == header.device, entry_table.c.seq == header.seq - 1
        )
        data = self._connection.execute(wanted).scalar_one_or_none()
        try:
            return None if data is None else from_json(Header, parse_canonical(data)).clock
        except AppError:
            return None

    def _held(self, case: str) -> tuple[ColumnElement[bool], ...]:
        return (
            entry_table.c.street == self._street,
            entry_table.c.case_id == case,
            entry_table.c.outcome == Outcome.HELD.value,
        )
