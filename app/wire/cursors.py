"""Where a laptop stands in the district's order: the opaque cursor of the pull, and ``Fieldcase-Seen``."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass

from app.domain.canonical import MAX_INTEGER, canonical_bytes, parse_canonical
from app.domain.codec import RecordRefused, from_json, to_json
from app.domain.entry import base64url
from app.domain.errors import AppError

MAX_CURSOR = 1024
"""Characters of a cursor."""
_SEEN = re.compile(r"([0-9A-Za-z_-]{1,64}) ([1-9][0-9]{0,15}) (sha256:[0-9a-f]{64})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a device has pulled: the epoch, what it may see, and the newest commit_seq that it has."""

    epoch: str
    scope: str
    commit_seq: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What a client says it has seen: the newest verdict that it holds, by place and id."""

    epoch: str
    commit_seq: int
    verdict: str


def write_cursor(cursor: Cursor) -> str:
    """A cursor as text; nobody but the district reads it."""
    return base64url(canonical_bytes(to_json(cursor)))


def read_cursor(text: str) -> Cursor:
    """Read back a cursor.

    Raises:
        RecordRefused: this is none that the district wrote.
    """
    if len(text) > MAX_CURSOR or not text.isascii():
        raise RecordRefused(record="Cursor", field="", reason="form")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        cursor = from_json(Cursor, parse_canonical(data))
    except (ValueError, AppError) as error:
        raise RecordRefused(record="Cursor", field="", reason="form") from error
    if cursor.commit_seq < 0:
        raise RecordRefused(record="Cursor", field="commit_seq", reason="range")
    return cursor


def write_seen(seen: Seen) -> str:
    """The value of ``Fieldcase-Seen``."""
    return f"{seen.epoch} {seen.commit_seq} {seen.verdict}"


def read_seen(text: str) -> Seen:
    """Read ``Fieldcase-Seen``.

    Raises:
        RecordRefused: it is not of the form ``<epoch> <commit_seq> <verdict id>``.
    """
    found = _SEEN.fullmatch(text)
    if found is None or int(found[2]) > MAX_INTEGER:
        raise RecordRefused(record="Seen", field="", reason="form")
    return Seen(found[1], int(found[2]), found[3])
