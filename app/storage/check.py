"""Finding what is damaged in a store, and naming it: page, row, entry and part."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Engine, Row, select

from app.domain.canonical import parse_canonical
from app.domain.chain import check_chain
from app.domain.codec import from_json
from app.domain.entry import Entry, Header
from app.domain.errors import AppError
from app.storage.engine import reading
from app.storage.errors import StoreDamaged
from app.storage.journal import OWN_DEVICE
from app.storage.schema import entry as entry_table
from app.storage.schema import judgement
from app.wire.findings import read_findings


@dataclass(frozen=True, slots=True)
class StoreFault:
    """One damage.

    Attributes:
        part: ``pages`` (``detail`` names them), ``row`` (cannot be read at all), ``header``, ``body``,
            ``columns`` (the columns of a row are not what its header says), ``gap``, ``prev``, ``device``,
            ``device_signature``, ``officer_signature`` or ``judgement`` (what was said to an own entry is
            missing, cannot be read, or belongs to no own entry).
        device, seq, id: the entry, as far as it is known.
    """

    part: str
    device: str | None = None
    seq: int | None = None
    id: str | None = None
    detail: str = ""


Verify: TypeAlias = Callable[[Entry], str | None]
"""Checks both signatures of an entry and names the wrong one, or gives None."""


@dataclass(slots=True)
class _Walk:
    """One walk along a chain: what was found, and after which places the chain cannot be followed."""

    device: str
    found: list[StoreFault] = field(default_factory=list)
    unreadable: set[int] = field(default_factory=set)

    def note(self, fault: StoreFault) -> None:
        """Note an entry that cannot be walked over."""
        self.found.append(fault)
        if fault.seq is not None:
            self.unreadable.add(fault.seq)


def check_store(engine: Engine, verify: Verify) -> tuple[StoreFault, ...]:
    """Prove all pages, every entry's header, body, columns and signatures, and this device's chain.

    Each own entry must have its judgement, which can be read. Chains of other devices come in part, so only
    their entries are proven. Nothing is changed.
    """
    found = list(check_pages(engine))
    try:
        with reading(engine) as connection:
            own = connection.scalar(select(OWN_DEVICE))
            devices = connection.scalars(select(entry_table.c.device).distinct()).all()
    except StoreDamaged:
        return (*found, StoreFault("row", detail="entry"))
    for device in sorted(devices):
        found += _check_device(engine, device, verify, whole=device == own)
    accused = {fault.seq for fault in found if fault.device == own}
    try:
        found += (fault for fault in _check_judgements(engine, own) if fault.seq not in accused - {None})
    except StoreDamaged:
        found.append(StoreFault("row", detail="judgement"))
    return tuple(found)


def check_pages(engine: Engine) -> tuple[StoreFault, ...]:
    """Prove the HMAC of every page and, when all fit, the structure of tables and indexes.

    It reads the whole file: minutes for a large store.
    """
    with reading(engine) as connection:
        wrong = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
    if not wrong:
        with reading(engine) as connection:
            answer = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        wrong = [line for line in answer if line != "ok"]
    return tuple(StoreFault("pages", detail=str(line)) for line in wrong)


def _check_judgements(engine: Engine, own: str | None) -> list[StoreFault]:
    of_entry = entry_table.c.id == judgement.c.entry
    asked = (entry_table.c.seq, entry_table.c.id, judgement.c.entry, judgement.c.findings)
    own_entries = select(*asked).outerjoin_from(entry_table, judgement, of_entry)
    strangers = select(judgement.c.entry).where(
        ~select(entry_table.c.key).where(of_entry, entry_table.c.device == own).exists()
    )
    with reading(engine) as connection:
        rows = connection.execute(own_entries.where(entry_table.c.device == own).order_by(entry_table.c.seq))
        wrong = [
            StoreFault("judgement", own, seq, id_)
            for seq, id_, judged, findings in rows
            if judged is None or not _is_readable(findings)
        ]
        wrong += [StoreFault("judgement", own, None, id_) for id_ in connection.scalars(strangers)]
    return wrong


def _is_readable(findings: str | None) -> bool:
    try:
        return findings is None or read_findings(findings) is not None
    except AppError:
        return False


def _check_device(engine: Engine, device: str, verify: Verify, *, whole: bool) -> Iterator[StoreFault]:
    walk = _Walk(device)
    _, faults = check_chain(_readable(engine, walk), device, verify)
    yield from walk.found
    for fault in faults:
        follows_damage = fault.seq - 1 in walk.unreadable
        if fault.part in ("gap", "prev") and (follows_damage or not whole):
            continue
        yield StoreFault(fault.part, device, fault.seq, fault.id)


def _readable(engine: Engine, walk: _Walk) -> Iterator[Entry]:
    """The entries of a chain that can be read, in order; the others are noted in the walk."""
    with reading(engine) as connection:
        places = connection.execute(
            select(entry_table.c.seq, entry_table.c.key)
            .where(entry_table.c.device == walk.device)
            .order_by(entry_table.c.seq)
        ).all()
    for seq, key in places:
        try:
            # A page that does not fit spoils its connection, so each row is asked for by itself.
            with reading(engine) as connection:
                row = connection.execute(select(entry_table).where(entry_table.c.key == key)).one()
        except StoreDamaged:
            walk.note(StoreFault("row", walk.device, seq))
            continue
        entry = _entry(row)
        if entry is None:
            walk.note(StoreFault("header", walk.device, seq, row.id))
            continue
        if not _columns_fit(row, entry.header):
            walk.found.append(StoreFault("columns", walk.device, seq, row.id))
        yield entry


def _entry(row: Row[*tuple[Any, ...]]) -> Entry | None:
    """The entry without its body's proof, which the chain's check gives; None when its header is not it."""
    try:
        header = from_json(Header, parse_canonical(row.header))
    except AppError:
        return None
    entry = Entry(header, row.header, row.body, row.salt, row.device_signature, row.officer_signature)
    return entry if entry.id == row.id else None


def _columns_fit(row: Row[*tuple[Any, ...]], header: Header) -> bool:
    said = (header.device, header.seq, header.case, header.kind, header.act_at)
    return said == (row.device, row.seq, row.case_id, row.kind, row.act_at)
