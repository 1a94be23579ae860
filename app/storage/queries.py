"""Read-only questions of the screens; each answer is one snapshot and holds no row of the database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, or_, select, text
from sqlalchemy.sql import ColumnElement

from app.domain.case import Case
from app.domain.entry import ClockReading
from app.domain.errors import AppError
from app.domain.findings import Findings
from app.ports.sync import NewestVerdict, Upload
from app.ports.vault import SealedBlob
from app.ports.work import CaseFilter, CaseRow, CaseUnknown, ItemUse, TimelineRow, Totals
from app.storage.cases import RECENT, read_state
from app.storage.engine import reading
from app.storage.exchange import newest_verdict
from app.storage.journal import FOLD_ORDER, entry_of, newest_clock, with_verdicts
from app.storage.numbers import numbers_left
from app.storage.schema import case_row, case_state, judgement, unsent, upload, verdict
from app.storage.schema import entry as entry_table
from app.storage.small_tables import all_blobs, find_blob, find_draft, find_setting
from app.storage.uploads import upload_of
from app.storage.words import match_expression
from app.wire.findings import read_findings

ORDERS: Mapping[str, ColumnElement[Any]] = {
    "number": case_row.c.number_order,
    "party": case_row.c.party_order,
    "item": case_row.c.item,
    "place": case_row.c.place,
    "step": case_row.c.step,
    "docketed_at": case_row.c.docketed_at,
    "due": case_row.c.due,
    "evidence": case_row.c.evidence,
    "unsent": case_row.c.unsent,
}
"""The orders of the case list; cases without a deadline stand behind all that have one, either way."""

_FOUND = text("SELECT rowid FROM case_search WHERE case_search MATCH :words").columns(case_row.c.key)
_SHOWN = (
    case_row.c.key,
    case_row.c.case_id,
    case_row.c.number,
    case_row.c.party,
    case_row.c.item,
    case_row.c.place,
    case_row.c.step,
    case_row.c.docketed_at,
    case_row.c.due,
    case_row.c.due_rule,
    case_row.c.provisional,
    case_row.c.evidence,
    case_row.c.unsent,
    case_row.c.officers,
)
"""The columns of a ``CaseRow``, in its order."""


_SAID = (
    with_verdicts()
    .outerjoin(judgement, judgement.c.entry == entry_table.c.id)
    .add_columns(judgement.c.findings.label("said"), verdict.c.findings.label("answered"))
)
"""Entries with what their author's laptop said to them before the act, and what the district answered."""
_STATES = select(case_state.c.state, case_state.c.digest).join(case_row, case_row.c.key == case_state.c.key)


def _newest_in(table: str) -> Select[*tuple[Any, ...]]:
    found = (
        text(f'SELECT rowid AS "key" FROM {table} WHERE {table} MATCH :words ORDER BY rowid DESC LIMIT :most')
        .columns(case_row.c.key)
        .subquery()
    )
    return select(*_SHOWN).join(found, found.c.key == case_row.c.key).order_by(case_row.c.key.desc())


_NEWEST, _NEWEST_TITLED = _newest_in("case_search"), _newest_in("case_title")


class SqlQueries:
    """The port ``Queries``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def case_keys(self, wanted: CaseFilter) -> tuple[int, ...]:
        """All keys of a filtered and sorted list (cheap: integers only)."""
        conditions = _conditions(wanted)
        words = match_expression(wanted.words)
        if wanted.words.strip():
            if words is None:
                return ()
            conditions.append(case_row.c.key.in_(_FOUND.bindparams(words=words)))
        query = select(case_row.c.key).where(*conditions).order_by(*_order(wanted))
        with reading(self._engine) as connection:
            return tuple(key for (key,) in connection.execute(query).all())

    def case_rows(self, keys: Iterable[int]) -> tuple[CaseRow, ...]:
        """The rows of some keys, in the order asked; a key that is no more is left out."""
        with reading(self._engine) as connection:
            return _rows(connection, tuple(keys))

    def items_used(self) -> tuple[ItemUse, ...]:
        """The items that the cases are about, the most frequent first."""
        count = func.count().label("cases")
        code, name = case_row.c.item_code, func.max(case_row.c.item)
        query = select(code, name, count).where(code != "").group_by(code).order_by(count.desc(), code)
        with reading(self._engine) as connection:
            return tuple(ItemUse(*row) for row in connection.execute(query).all())

    def search(self, words: str, limit: int = 20) -> tuple[CaseRow, ...]:
        """Cases by one- and more-character words or pinyin initials, best first.

        Best is what has the words in its number or party, then the newest.
        """
        asked = match_expression(words)
        if asked is None or limit < 1:
            return ()
        values = {"words": asked, "most": limit}
        with reading(self._engine) as connection:
            rows = connection.execute(_NEWEST_TITLED, values).all()
            if len(rows) < limit:
                rows = [*rows, *connection.execute(_NEWEST, values)]
        return tuple(map(_case_row, list(dict.fromkeys(rows))[:limit]))

    def case(self, case: str) -> Case:
        """One case.

        Raises:
            CaseUnknown: no such case.
        """
        query = _STATES.where(case_row.c.case_id == case)
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            raise CaseUnknown(case=case)
        return RECENT.get(row.digest) or RECENT.put(row.digest, read_state(row.state))

    def open_cases(self) -> tuple[Case, ...]:
        """All cases that are not yet closed, for the workbench."""
        query = _STATES.where(case_row.c.open == 1).order_by(case_row.c.key)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return tuple(RECENT.get(row.digest) or read_state(row.state) for row in rows)

    def timeline(self, case: str) -> tuple[TimelineRow, ...]:
        """All entries of a case in order, held and refused ones too.

        Raises:
            EntryDamaged: one of them cannot be read.
        """
        query = _SAID.where(entry_table.c.case_id == case).order_by(*FOLD_ORDER)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        return tuple(
            TimelineRow(entry_of(row), row.outcome is not None, _findings(row.said, row.answered))
            for row in rows
        )

    def newest_verdict(self) -> NewestVerdict | None:
        """The newest verdict that the store holds, or None before the first."""
        with reading(self._engine) as connection:
            return newest_verdict(connection)

    def uploads(self) -> tuple[Upload, ...]:
        """Files that the district does not hold yet, in the order in which they go."""
        waiting = select(upload).where(upload.c.receipt.is_(None))
        with reading(self._engine) as connection:
            rows = connection.execute(waiting.order_by(upload.c.first.desc(), upload.c.key))
            return tuple(upload_of(row) for row in rows)

    def totals(self) -> Totals:
        """What is not yet with the district."""
        with reading(self._engine) as connection:
            entries, entry_bytes = connection.execute(
                select(func.count(), func.coalesce(func.sum(unsent.c.bytes), 0)).select_from(unsent)
            ).one()
            waiting = select(func.count(), func.coalesce(func.sum(upload.c.size), 0))
            blobs, blob_bytes = connection.execute(waiting.where(upload.c.receipt.is_(None))).one()
        return Totals(entries, entry_bytes, blobs, blob_bytes)

    def blob(self, sha256: str) -> SealedBlob | None:
        """The sealed file that holds the original of this hash."""
        with reading(self._engine) as connection:
            return find_blob(connection, sha256)

    def blobs(self) -> tuple[SealedBlob, ...]:
        """All sealed files that a row names, by name."""
        with reading(self._engine) as connection:
            return all_blobs(connection)

    def draft(self, key: str) -> str | None:
        """A draft as JSON text."""
        with reading(self._engine) as connection:
            return find_draft(connection, key)

    def numbers_left(self, number_class: str, year: int) -> int:
        """How many numbers of a class and year are free."""
        with reading(self._engine) as connection:
            return numbers_left(connection, number_class, year)

    def setting(self, name: str) -> str | None:
        """A small named value of this store."""
        with reading(self._engine) as connection:
            return find_setting(connection, name)

    def newest_clock(self) -> ClockReading | None:
        """The clock reading of the newest own entry, or None.

        Raises:
            EntryDamaged: that entry's header cannot be read.
        """
        with reading(self._engine) as connection:
            return newest_clock(connection)


def _findings(said: str | None, answered: str | None) -> Findings | None:
    """The district's answer counts before the author's; None where there is none that can be read."""
    text = said if answered is None else answered
    try:
        return None if text is None else read_findings(text)
    except AppError:
        return None


def _conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.steps:
        conditions.append(case_row.c.step.in_(wanted.steps))
    if wanted.items:
        conditions.append(or_(case_row.c.item.in_(wanted.items), case_row.c.item_code.in_(wanted.items)))
    if wanted.officer is not None:
        quoted = json.dumps(wanted.officer, ensure_ascii=False)
        conditions.append(func.instr(case_row.c.officers, quoted) > 0)
    if wanted.open_only:
        conditions.append(case_row.c.open == 1)
    if wanted.unsent_only:
        conditions.append(case_row.c.unsent > 0)
    if wanted.due_from is not None:
        conditions.append(case_row.c.due >= wanted.due_from)
    if wanted.due_until is not None:
        conditions.append(case_row.c.due <= wanted.due_until)
    if wanted.undated:
        conditions.append(case_row.c.due.is_(None))
    return conditions


def _order(wanted: CaseFilter) -> tuple[ColumnElement[Any], ...]:
    column = ORDERS[wanted.order]
    if wanted.descending:
        return column.desc().nulls_last(), case_row.c.key.desc()
    return column.asc().nulls_last(), case_row.c.key.asc()


def _rows(connection: Connection, keys: tuple[int, ...]) -> tuple[CaseRow, ...]:
    found = connection.execute(select(*_SHOWN).where(case_row.c.key.in_(keys)))
    by_key = {row.key: row for row in map(_case_row, found)}
    return tuple(by_key[key] for key in keys if key in by_key)


def _case_row(row: Sequence[Any]) -> CaseRow:
    *plain, provisional, evidence, unsent_entries, officers = row
    values = [*plain, bool(provisional), evidence, unsent_entries, _officers(officers)]
    return CaseRow(*values)


@cache
def _officers(stored: str) -> tuple[str, ...]:
    """The squad's few pairs of officers, read once."""
    return tuple(json.loads(stored))
