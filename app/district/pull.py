"""The pull: changes of a street in the district's order, and digests to compare (contract, section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, func, select

from app.district.database import COMMIT_SEQ, WATERMARK, counted, reading
from app.district.devices import KnownDevice
from app.district.schema import entry as entry_table
from app.district.schema import verdict
from app.district.state import EPOCH, setting_of
from app.domain.codec import RecordRefused
from app.wire.changes import Change, ChangePage
from app.wire.cursors import Cursor, read_cursor, write_cursor
from app.wire.digests import Line, digest_of
from app.wire.entries import SentEntry
from app.wire.limits import MAX_PAGE_BYTES
from app.wire.problems import CursorStale, RequestMalformed

_SCOPE_VERSION = 1
"""Raised when what a device may see is reckoned in another way; every cursor is then stale."""
_COLUMNS = (
    verdict.c.commit_seq,
    verdict.c.statement,
    entry_table.c.id,
    entry_table.c.device,
    entry_table.c.first_seq,
    entry_table.c.header,
    entry_table.c.body,
    entry_table.c.salt,
    entry_table.c.device_signature,
    entry_table.c.officer_signature,
)


@dataclass(frozen=True, slots=True)
class Pull:
    """Answers pulls; shared by all threads."""

    engine: Engine

    def changes(self, device: KnownDevice, cursor: str | None, limit: int) -> ChangePage:
        """The next changes of a device's street after a cursor; from the beginning without one.

        Raises:
            RequestMalformed: the text is no cursor.
            CursorStale: it is of another epoch or scope.
        """
        with reading(self.engine) as connection:
            epoch, newest = setting_of(connection, EPOCH), counted(connection, COMMIT_SEQ)
            scope = f"{device.street}/{_SCOPE_VERSION}"
            after = _place(cursor, epoch, scope, newest)
            wanted = (
                _joined()
                .where(verdict.c.street == device.street, verdict.c.commit_seq > after)
                .order_by(verdict.c.commit_seq)
                .limit(limit + 1)
            )
            rows, more = _page(connection.execute(wanted), limit)
            watermark = counted(connection, WATERMARK)
        place = rows[-1].commit_seq if rows else after
        return ChangePage(
            tuple(_change(row, device) for row in rows),
            write_cursor(Cursor(epoch, scope, place)),
            more,
            watermark,
            epoch,
        )

    def fetch(self, device: KnownDevice, ids: Iterable[str]) -> tuple[Change, ...]:
        """Entries of the device's street by their ids, each with its newest verdict; others are left out."""
        wanted = _joined().where(
            entry_table.c.street == device.street,
            entry_table.c.id.in_(sorted(set(ids))),
            verdict.c.commit_seq == entry_table.c.newest_seq,
        )
        with reading(self.engine) as connection:
            rows = connection.execute(wanted.order_by(verdict.c.commit_seq)).all()
        return tuple(Change(row.statement, _sent(row)) for row in rows)

    def digests(self, device: KnownDevice, upto: int | None) -> tuple[str, int, dict[str, str]]:
        """The epoch, the place up to which is looked, and the digest of each bucket of the street."""
        with reading(self.engine) as connection:
            epoch, place = setting_of(connection, EPOCH), _upto(connection, upto)
            lines: dict[str, list[Line]] = {}
            for row in connection.execute(_newest(device.street, place)):
                lines.setdefault(row.bucket, []).append(Line(row.entry, row.commit_seq, row.outcome))
        return epoch, place, {bucket: digest_of(each) for bucket, each in sorted(lines.items())}

    def bucket(self, device: KnownDevice, bucket: str, upto: int | None) -> tuple[Line, ...]:
        """The lines of one bucket of the device's street, sorted."""
        with reading(self.engine) as connection:
            wanted = _newest(device.street, _upto(connection, upto), bucket)
            rows = connection.execute(wanted).all()
        return tuple(
            sorted((Line(row.entry, row.commit_seq, row.outcome) for row in rows), key=lambda line: line.text)
        )


def _joined() -> Select[*tuple[Any, ...]]:
    return select(*_COLUMNS).join_from(verdict, entry_table, verdict.c.entry == entry_table.c.id)


def _place(cursor: str | None, epoch: str, scope: str, newest: int) -> int:
    if not cursor:
        return 0
    try:
        read = read_cursor(cursor)
    except RecordRefused as error:
        raise RequestMalformed(field="cursor") from error
    if (read.epoch, read.scope) != (epoch, scope) or read.commit_seq > newest:
        raise CursorStale()
    return read.commit_seq


def _upto(connection: Connection, upto: int | None) -> int:
    newest = counted(connection, COMMIT_SEQ)
    return newest if upto is None else min(upto, newest)


def _page(found: Iterable[Row[*tuple[Any, ...]]], limit: int) -> tuple[list[Row[*tuple[Any, ...]]], bool]:
    """As many rows as fit a page, and whether there are more."""
    rows: list[Row[*tuple[Any, ...]]] = []
    size = 0
    for row in found:
        size += len(row.statement) + len(row.header) + len(row.body or b"")
        if len(rows) == limit or (rows and size > MAX_PAGE_BYTES):
            return rows, True
        rows.append(row)
    return rows, False


def _change(row: Row[*tuple[Any, ...]], device: KnownDevice) -> Change:
    is_first = row.commit_seq == row.first_seq
    return Change(row.statement, _sent(row) if is_first and row.device != device.id else None)


def _sent(row: Row[*tuple[Any, ...]]) -> SentEntry:
    """The entry of a row; of a refused one the header alone, so that every chain can be followed."""
    return SentEntry(row.header, row.body, row.salt, row.device_signature, row.officer_signature)


def _newest(street: str, upto: int, bucket: str | None = None) -> Select[*tuple[Any, ...]]:
    """The newest verdict up to a place of every entry of a street."""
    newest = (
        select(func.max(verdict.c.commit_seq).label("place"))
        .where(verdict.c.street == street, verdict.c.commit_seq <= upto)
        .group_by(verdict.c.entry)
    )
    if bucket is not None:
        newest = newest.where(verdict.c.bucket == bucket)
    places = newest.subquery()
    return select(verdict.c.bucket, verdict.c.entry, verdict.c.commit_seq, verdict.c.outcome).join(
        places, places.c.place == verdict.c.commit_seq
    )
