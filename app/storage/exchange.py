"""The record on its way to and from the district: the port ``Exchange`` within one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, func, literal, select
from sqlalchemy.dialects.sqlite import insert

from app.domain.entry import Entry, EntryDamaged
from app.domain.verdict import Verdict
from app.ports.sync import Arrival, NewestVerdict, Outgoing, VerdictLine
from app.storage.cases import SqlCases
from app.storage.journal import OWN_DEVICE, PARTS, entry_columns, entry_of
from app.storage.schema import entry as entry_table
from app.storage.schema import unsent, verdict
from app.wire.findings import write_findings

_ADD_ENTRY = insert(entry_table).on_conflict_do_nothing()
_ADD_VERDICT = insert(verdict).on_conflict_do_nothing()


class SqlExchange:
    """The port ``Exchange``; the cases that it changes are written when the unit of work commits."""

    def __init__(self, connection: Connection, cases: SqlCases) -> None:
        self._connection, self._cases = connection, cases

    def outgoing(self, limit: int) -> tuple[Outgoing, ...]:
        """The oldest own entries without a verdict, in the order of the chain."""
        found = (
            select(*PARTS, literal(None).label("statement"))
            .join(unsent, unsent.c.entry == entry_table.c.key)
            .where(entry_table.c.device == OWN_DEVICE)
            .order_by(entry_table.c.seq)
            .limit(limit)
        )
        return tuple(_outgoing(row) for row in self._connection.execute(found))

    def outgoing_again(self, epoch: str, after: int, limit: int) -> tuple[Outgoing, ...]:
        """Own entries above seq ``after`` without a verdict of an epoch, each with its newest older one."""
        of_epoch = select(verdict.c.key).where(verdict.c.entry == entry_table.c.id, verdict.c.epoch == epoch)
        older = (
            select(verdict.c.statement)
            .where(verdict.c.entry == entry_table.c.id)
            .order_by(verdict.c.commit_seq.desc())
            .limit(1)
            .scalar_subquery()
        )
        found = (
            select(*PARTS, older.label("statement"))
            .where(entry_table.c.device == OWN_DEVICE, entry_table.c.seq > after, ~of_epoch.exists())
            .order_by(entry_table.c.seq)
            .limit(limit)
        )
        return tuple(_outgoing(row) for row in self._connection.execute(found))

    def knows(self, entry: str) -> bool:
        """Whether the store holds an entry."""
        found = select(entry_table.c.key).where(entry_table.c.id == entry)
        return self._connection.scalar(found) is not None

    def receive(self, arrivals: Iterable[Arrival], at: str) -> tuple[str, ...]:
        """Keep verdicts and entries and bring their cases to the state after them; see the port."""
        changed: dict[str, None] = {}
        for arrival in arrivals:
            if arrival.entry is not None:
                self._connection.execute(_ADD_ENTRY, {**entry_columns(arrival.entry), "received_at": at})
            if self._keep(arrival) or arrival.entry is not None:
                case = self._judged(arrival.verdict.entry)
                if case is not None:
                    changed[case] = None
        for case in changed:
            self._cases.refold(case)
        return tuple(changed)

    def lines(self, upto: int) -> tuple[VerdictLine, ...]:
        """For each entry with a verdict up to a commit_seq the newest of them."""
        newest = (
            select(verdict.c.entry, func.max(verdict.c.commit_seq).label("commit_seq"))
            .where(verdict.c.commit_seq <= upto)
            .group_by(verdict.c.entry)
            .subquery()
        )
        same = and_(verdict.c.entry == newest.c.entry, verdict.c.commit_seq == newest.c.commit_seq)
        found = (
            select(verdict.c.entry, entry_table.c.case_id, verdict.c.commit_seq, verdict.c.outcome)
            .join(newest, same)
            .join(entry_table, entry_table.c.id == verdict.c.entry)
        )
        return tuple(
            VerdictLine(row.entry, row.case_id, row.commit_seq, row.outcome)
            for row in self._connection.execute(found)
        )

    def _keep(self, arrival: Arrival) -> bool:
        """Add a verdict; False when it was known."""
        columns = _verdict_columns(arrival.verdict, arrival.statement)
        return self._connection.execute(_ADD_VERDICT, columns).rowcount == 1

    def _judged(self, entry: str) -> str | None:
        """Take an entry off the list of those that wait for a verdict; its case, if it has one."""
        row = self._connection.execute(
            select(entry_table.c.key, entry_table.c.case_id).where(entry_table.c.id == entry)
        ).one_or_none()
        if row is None:
            return None
        self._connection.execute(delete(unsent).where(unsent.c.entry == row.key))
        return str(row.case_id) if row.case_id is not None else None


def newest_verdict(connection: Connection) -> NewestVerdict | None:
    """The newest verdict, or None before the first."""
    found = (
        select(verdict.c.epoch, verdict.c.commit_seq, verdict.c.statement)
        .order_by(verdict.c.commit_seq.desc())
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else NewestVerdict(row.epoch, row.commit_seq, row.statement)


def _verdict_columns(said: Verdict, statement: bytes) -> dict[str, object]:
    return {
        "entry": said.entry,
        "epoch": said.epoch,
        "commit_seq": said.commit_seq,
        "outcome": said.outcome.value,
        "findings": write_findings(said.findings),
        "statement": statement,
    }


def _outgoing(row: Row[*tuple[Any, ...]]) -> Outgoing:
    """The stored bytes; without the body where it is no longer the one that the header commits to.

    Raises:
        EntryDamaged: the header itself is not what was stored.
    """
    body, salt = row.body, row.salt
    try:
        whole: Entry | None = entry_of(row)
    except EntryDamaged as error:
        if error.facts.get("part") != "body":
            raise
        whole = None
    if whole is None:
        body = salt = None
    return Outgoing(
        row.id, row.seq, row.header, body, salt, row.device_signature, row.officer_signature, row.statement
    )
