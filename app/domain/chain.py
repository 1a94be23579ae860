"""The chain of one device: gapless, each entry naming the one before it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.domain.entry import Entry
from app.domain.errors import AppError


@dataclass(frozen=True, slots=True)
class ChainHead:
    """The newest place of a chain: seq 0 and no id before the first entry."""

    seq: int
    id: str | None


EMPTY = ChainHead(0, None)


@dataclass(frozen=True, slots=True)
class ChainFault:
    """One thing that is wrong with a chain: ``part`` is ``header``, ``body``, ``gap``, ``prev``,
    ``device``, ``device_signature`` or ``officer_signature``."""

    seq: int
    id: str | None
    part: str


def check_chain(
    entries: Iterable[Entry], device: str, verify: Callable[[Entry], str | None]
) -> tuple[ChainHead, tuple[ChainFault, ...]]:
    """Walk a device's entries in order of seq and name everything that does not fit.

    Args:
        verify: checks both signatures of an entry and returns the name of the wrong one, or None.
    """
    head, faults = EMPTY, []
    for entry in entries:
        faults += [
            ChainFault(entry.header.seq, entry.id, part) for part in _faults(entry, head, device, verify)
        ]
        head = ChainHead(entry.header.seq, entry.id)
    return head, tuple(faults)


def _faults(
    entry: Entry, head: ChainHead, device: str, verify: Callable[[Entry], str | None]
) -> Iterable[str]:
    header = entry.header
    if header.device != device:
        yield "device"
    if header.seq != head.seq + 1:
        yield "gap"
    elif header.prev != head.id:
        yield "prev"
    try:
        entry.check_body()
    except AppError:
        yield "body"
    if wrong := verify(entry):
        yield wrong
