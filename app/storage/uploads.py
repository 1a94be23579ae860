"""The stored queue of files that the district does not hold yet: the port ``Uploads``."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update
from sqlalchemy.dialects.sqlite import insert

from app.domain.bodies import DocumentIssued, EvidenceAdded, body_of
from app.domain.entry import Entry
from app.ports.sync import Upload, UploadKind
from app.storage.schema import upload

_ADD = insert(upload).on_conflict_do_nothing()
_WAITING = upload.c.receipt.is_(None)


class SqlUploads:
    """The port ``Uploads``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def want(self, entry: Entry) -> None:
        """Put the file that an own entry names into the queue; most entries name none."""
        file = _named_file(entry)
        if file is not None:
            self._connection.execute(_ADD, _columns(file))

    def next_due(self, now_ms: int, latest_ms: int, smallest: int, largest: int | None) -> Upload | None:
        """The next file of a lane that may be tried; see the port."""
        in_time = or_(upload.c.due_ms <= now_ms, upload.c.due_ms > latest_ms)
        due = select(upload).where(_WAITING, in_time, upload.c.size >= smallest)
        if largest is not None:
            due = due.where(upload.c.size <= largest)
        row = self._connection.execute(
            due.order_by(upload.c.first.desc(), upload.c.key).limit(1)
        ).one_or_none()
        return None if row is None else upload_of(row)

    def keep(self, file: Upload) -> None:
        """Write a row back."""
        self._connection.execute(update(upload).where(*_this(file.case, file.sha256)), _columns(file))

    def hurry(self, case: str | None, sha256: str | None) -> None:
        """Try one file, or all, at once."""
        again = {"due_ms": 0, "attempts": 0, "trouble": "", "facts": "{}"}
        if case is None or sha256 is None:
            self._connection.execute(update(upload).where(_WAITING), again)
        else:
            wanted = update(upload).where(_WAITING, *_this(case, sha256))
            self._connection.execute(wanted, {**again, "first": 1})


def upload_of(row: Row[Any]) -> Upload:
    """Read a row."""
    return Upload(
        case=row.case_id,
        sha256=row.sha256,
        kind=UploadKind(row.kind),
        size=row.size,
        sent=row.sent,
        attempts=row.attempts,
        due_ms=row.due_ms,
        first=bool(row.first),
        trouble=row.trouble,
        facts=json.loads(row.facts),
        receipt=row.receipt,
    )


def _this(case: str, sha256: str) -> tuple[Any, Any]:
    return upload.c.case_id == case, upload.c.sha256 == sha256


def _columns(file: Upload) -> dict[str, object]:
    return {
        "case_id": file.case,
        "sha256": file.sha256,
        "kind": file.kind.value,
        "size": file.size,
        "sent": file.sent,
        "attempts": file.attempts,
        "due_ms": file.due_ms,
        "first": int(file.first),
        "trouble": file.trouble,
        "facts": json.dumps(dict(file.facts), ensure_ascii=False, sort_keys=True),
        "receipt": file.receipt,
    }


def _named_file(entry: Entry) -> Upload | None:
    case = entry.header.case
    if case is None:
        return None
    match body_of(entry):
        case EvidenceAdded(sha256=sha256, size=size):
            return Upload(case, sha256, UploadKind.EVIDENCE, size)
        case DocumentIssued(pdf_sha256=sha256, size=size):
            return Upload(case, sha256, UploadKind.PAPER, size)
        case _:
            return None
