"""Questions to the store about files: how far each device has sent one, who is writing, what a case names."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.sql import ColumnElement

from app.district.schema import entry as entry_table
from app.district.schema import upload
from app.domain.verdict import Outcome

_NAMED_BY = {"evidence.added": "sha256", "document.issued": "pdf_sha256"}
"""The kinds of entry that name a file of their case, and the field that does."""


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as one device sends it.

    Attributes:
        sha256: what the whole must hash to, ``sha256:<hex>``; ``size`` in bytes.
        received: how many bytes the store calls durable.
        writer: who is writing; None while nobody is.
        receipt: the signed text once all is proven and kept.
    """

    address: str
    device: str
    street: str
    case: str
    sha256: str
    size: int
    kind: str
    received: int = 0
    writer: str | None = None
    receipt: str | None = field(default=None, repr=False)


def add_file(connection: Connection, file: SentFile, now_ms: int) -> None:
    """Enter a file that a device is about to send; one that is there is left alone."""
    row = {
        "address": file.address,
        "device": file.device,
        "street": file.street,
        "case_id": file.case,
        "sha256": file.sha256,
        "size": file.size,
        "kind": file.kind,
        "received": 0,
        "moved_ms": now_ms,
    }
    dialect = sqlite_insert if connection.dialect.name == "sqlite" else postgresql_insert
    connection.execute(dialect(upload).values(row).on_conflict_do_nothing())


def find_file(connection: Connection, address: str, device: str, *, lock: bool = False) -> SentFile | None:
    """A device's file at an address; ``lock`` keeps every other transaction from changing it."""
    wanted = select(upload).where(*_this(address, device))
    row = connection.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    return None if row is None else _file(row)


def claim_file(
    connection: Connection, address: str, device: str, writer: str, now_ms: int, stall_ms: int
) -> bool:
    """Let a connection write, unless another does and has moved within the time; whether it may."""
    free = or_(
        upload.c.writer.is_(None),
        upload.c.writer_ms <= now_ms - stall_ms,
        upload.c.writer_ms > now_ms + stall_ms,  # the clock was put back
    )
    claim = update(upload).where(*_this(address, device), free).values(writer=writer, writer_ms=now_ms)
    return connection.execute(claim).rowcount == 1


def move_file(connection: Connection, address: str, device: str, writer: str, now_ms: int) -> bool:
    """Note that a connection still moves; False where another has taken its place."""
    moved = update(upload).where(*_this(address, device), upload.c.writer == writer)
    return connection.execute(moved.values(writer_ms=now_ms)).rowcount == 1


def release_file(connection: Connection, address: str, device: str, writer: str) -> None:
    """Let others write, where this connection still may."""
    mine = update(upload).where(*_this(address, device), upload.c.writer == writer)
    connection.execute(mine.values(writer=None, writer_ms=None))


def advance_file(connection: Connection, address: str, device: str, received: int, now_ms: int) -> None:
    """Note that more bytes are durable, and let others write."""
    values = {"received": received, "moved_ms": now_ms, "writer": None, "writer_ms": None}
    connection.execute(update(upload).where(*_this(address, device)).values(values))


def begin_file_anew(connection: Connection, address: str, device: str) -> None:
    """Forget all bytes and the receipt of a file."""
    values = {"received": 0, "receipt": None}
    connection.execute(update(upload).where(*_this(address, device)).values(values))


def close_file(connection: Connection, address: str, device: str, receipt: str) -> None:
    """Keep the receipt of a file."""
    connection.execute(update(upload).where(*_this(address, device)).values(receipt=receipt))


def drop_file(connection: Connection, address: str, device: str) -> None:
    """Forget a file."""
    connection.execute(delete(upload).where(*_this(address, device)))


def forgotten_files(connection: Connection, before_ms: int) -> list[tuple[str, str]]:
    """(address, device) of unfinished files to which nothing was added since a moment."""
    wanted = select(upload.c.address, upload.c.device).where(
        upload.c.receipt.is_(None), upload.c.moved_ms < before_ms
    )
    return [(row.address, row.device) for row in connection.execute(wanted)]


def is_forgotten(connection: Connection, address: str, device: str, before_ms: int) -> bool:
    """Whether a file is still unfinished and nothing was added since a moment; it is locked."""
    wanted = select(upload.c.address).where(
        *_this(address, device), upload.c.receipt.is_(None), upload.c.moved_ms < before_ms
    )
    return connection.execute(wanted.with_for_update()).first() is not None


def original_of(connection: Connection, street: str, case: str, sha256: str) -> tuple[str, int] | None:
    """(address, size) of a kept original that an applied entry of a case of the street names.

    Both questions are asked whatever the first one finds, and both by the street: of another street's case
    nothing is found, by the same way and in the same time as of a case that does not exist.
    """
    bodies = select(entry_table.c.kind, entry_table.c.body).where(
        entry_table.c.street == street,
        entry_table.c.case_id == case,
        entry_table.c.outcome == Outcome.APPLIED.value,
        entry_table.c.kind.in_(_NAMED_BY),
    )
    named = [row for row in connection.execute(bodies) if _names(row.kind, row.body, sha256)]
    kept = select(upload.c.address, upload.c.size).where(
        upload.c.street == street,
        upload.c.case_id == case,
        upload.c.sha256 == sha256,
        upload.c.receipt.is_not(None),
    )
    found = connection.execute(kept.limit(1)).one_or_none()
    return (found.address, found.size) if named and found is not None else None


def kept_originals(connection: Connection) -> list[tuple[str, str, int]]:
    """(address, sha256, size) of every original that is kept, each address once."""
    wanted = select(upload.c.address, upload.c.sha256, upload.c.size).where(upload.c.receipt.is_not(None))
    rows = connection.execute(wanted.distinct().order_by(upload.c.address))
    return [(row.address, row.sha256, row.size) for row in rows]


def _names(kind: str, body: bytes | None, sha256: str) -> bool:
    if body is None or sha256.encode("utf-8") not in body:
        return False
    whole = json.loads(body)
    return isinstance(whole, dict) and whole.get(_NAMED_BY[kind]) == sha256


def _this(address: str, device: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return upload.c.address == address, upload.c.device == device


def _file(row: Row[Any]) -> SentFile:
    return SentFile(
        address=row.address,
        device=row.device,
        street=row.street,
        case=row.case_id,
        sha256=row.sha256,
        size=row.size,
        kind=row.kind,
        received=row.received,
        writer=row.writer,
        receipt=row.receipt,
    )
