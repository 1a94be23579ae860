"""A page of the pull: verdicts in the district's order, each with its entry where it is not known yet."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from app.domain.canonical import Json
from app.domain.codec import RecordRefused, from_json
from app.wire.entries import SentEntry, entry_json, sent_entry


@dataclass(frozen=True, slots=True)
class Change:
    """One verdict as its signed text, and the entry; None where the device knows it or none is kept."""

    verdict: str
    entry: SentEntry | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Changes in order, the cursor after them, whether there are more, and how far the backup reaches."""

    changes: tuple[Change, ...]
    cursor: str
    more: bool
    watermark: int
    epoch: str


@dataclass(frozen=True, slots=True)
class _ChangeRecord:
    verdict: str
    entry: object


@dataclass(frozen=True, slots=True)
class _PageRecord:
    changes: tuple[_ChangeRecord, ...]
    cursor: str
    more: bool
    watermark: int
    epoch: str


@dataclass(frozen=True, slots=True)
class _FetchRecord:
    changes: tuple[_ChangeRecord, ...]


def changes_json(changes: tuple[Change, ...]) -> list[Json]:
    """Changes as JSON values."""
    return [
        {"verdict": each.verdict, "entry": None if each.entry is None else entry_json(each.entry)}
        for each in changes
    ]


def write_page(page: ChangePage) -> bytes:
    """The body of an answer to the pull."""
    whole = {
        "changes": changes_json(page.changes),
        "cursor": page.cursor,
        "more": page.more,
        "watermark": page.watermark,
        "epoch": page.epoch,
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read_page(data: bytes) -> ChangePage:
    """Read an answer to the pull; verdicts and entries are not checked yet. Raises RecordRefused."""
    read = from_json(_PageRecord, _loaded(data))
    return ChangePage(_changes(read.changes), read.cursor, read.more, read.watermark, read.epoch)


def read_fetched(data: bytes) -> tuple[Change, ...]:
    """Read an answer to a fetch by ids. Raises RecordRefused."""
    return _changes(from_json(_FetchRecord, _loaded(data)).changes)


def _changes(records: tuple[_ChangeRecord, ...]) -> tuple[Change, ...]:
    return tuple(
        Change(each.verdict, None if each.entry is None else sent_entry(each.entry)) for each in records
    )


def _loaded(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RecordRefused(record="Page", field="", reason="no_json") from error
