"""Entries as they travel: the exact bytes of header and body as JSON texts, salt and signatures as base64url.

Who receives entries from a laptop reads them one by one and never fails for a whole batch: what is not
there or no text becomes an empty part, which no signature and no commitment fits.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from app.domain.canonical import Json
from app.domain.codec import RecordRefused
from app.domain.entry import Entry, base64url
from app.wire.limits import MAX_BATCH, MAX_ENTRIES, MAX_ORDINARY_BODY

_FRAME = len('{"entries":[]}') + 8
"""Bytes around the entries of a batch."""


@dataclass(frozen=True, slots=True)
class SentEntry:
    """The parts of an entry as they came; nothing of it is proven yet.

    Attributes:
        verdict: the newest verdict of an earlier epoch, as the signed bytes; None in ordinary times.
    """

    header: bytes
    body: bytes | None = field(repr=False)
    salt: bytes | None = field(repr=False)
    device_signature: bytes = field(repr=False)
    officer_signature: bytes = field(repr=False)
    verdict: bytes | None = field(default=None, repr=False)

    def entry(self) -> Entry:
        """The entry, with everything checked but the signatures.

        Raises:
            EntryDamaged: header or body is not canonical, or the body is not the committed one.
        """
        return Entry.from_bytes(
            self.header, self.body, self.salt, self.device_signature, self.officer_signature
        )


def entry_json(entry: Entry | SentEntry, verdict: bytes | None = None) -> dict[str, Json]:
    """One entry as the JSON object ``E`` of the contract."""
    header = entry.header_bytes if isinstance(entry, Entry) else entry.header
    whole: dict[str, Json] = {
        "header": _text(header),
        "body": None if entry.body is None else _text(entry.body),
        "salt": None if entry.salt is None else base64url(entry.salt),
        "device": base64url(entry.device_signature),
        "officer": base64url(entry.officer_signature),
    }
    if verdict is not None:
        whole["verdict"] = _text(verdict)
    return whole


def sent_entry(value: object) -> SentEntry:
    """Read one ``E``; a part that is not as it must be becomes empty, so that nothing fits it."""
    parts: Mapping[str, object] = value if isinstance(value, Mapping) else {}
    body, salt, verdict = parts.get("body"), parts.get("salt"), parts.get("verdict")
    return SentEntry(
        header=_bytes(parts.get("header")),
        body=None if body is None else _bytes(body),
        salt=None if salt is None else _unbase64url(salt),
        device_signature=_unbase64url(parts.get("device")),
        officer_signature=_unbase64url(parts.get("officer")),
        verdict=None if verdict is None else _bytes(verdict),
    )


def received_entry(value: object) -> Entry:
    """Read one ``E`` that came down, with everything checked but the signatures.

    Raises:
        EntryDamaged: a part is missing, not canonical, or not the committed one.
    """
    return sent_entry(value).entry()


def write_batch(entries: Iterable[Mapping[str, Json]]) -> bytes:
    """The body of a push."""
    return json.dumps({"entries": list(entries)}, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read_batch(data: bytes) -> tuple[SentEntry, ...]:
    """Read the body of a push.

    Raises:
        RecordRefused: it is no JSON object with a list ``entries``.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise RecordRefused(record="Batch", field="", reason="no_json") from error
    entries = found.get("entries") if isinstance(found, dict) else None
    if not isinstance(entries, list):
        raise RecordRefused(record="Batch", field="entries", reason="no_list")
    return tuple(sent_entry(each) for each in entries)


def batches(entries: Iterable[dict[str, Json]]) -> Iterator[tuple[dict[str, Json], ...]]:
    """Cut entries into pushes in order: at most 64 of them and 256 KiB; a large one goes alone."""
    held: list[dict[str, Json]] = []
    size = _FRAME
    for entry in entries:
        weight = len(write_batch((entry,)))
        alone = weight > MAX_BATCH or _is_large(entry)
        if held and (alone or len(held) == MAX_ENTRIES or size + weight > MAX_BATCH):
            yield tuple(held)
            held, size = [], _FRAME
        held.append(entry)
        size += weight
        if alone:
            yield tuple(held)
            held, size = [], _FRAME
    if held:
        yield tuple(held)


def _is_large(entry: Mapping[str, Json]) -> bool:
    body = entry.get("body")
    return isinstance(body, str) and len(body.encode("utf-8", "surrogatepass")) > MAX_ORDINARY_BODY


def _text(data: bytes) -> str:
    # Only what is no UTF-8 is changed, and such bytes are refused by whoever reads them.
    return data.decode("utf-8", "replace")


def _bytes(value: object) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else b""


def _unbase64url(value: object) -> bytes:
    """The bytes; empty for anything but their one spelling."""
    if not isinstance(value, str) or not value.isascii():
        return b""
    try:
        data = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if base64url(data) == value else b""
