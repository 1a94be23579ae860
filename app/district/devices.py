"""Devices that the district knows, as every request asks for them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, update

from app.district.people import REGISTER
from app.district.schema import device


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A device of a street; ``blocked`` devices are given nothing."""

    id: str
    public_key: str
    street: str
    laptop: str
    blocked: bool


def find_device(connection: Connection, id_: str) -> KnownDevice | None:
    """A laptop by its id; None for one that is not known, and for a register, which never calls."""
    wanted = select(
        device.c.id, device.c.public_key, device.c.street, device.c.laptop, device.c.blocked_at
    ).where(device.c.id == id_)
    row = connection.execute(wanted).one_or_none()
    if row is None or row.laptop == REGISTER:
        return None
    return KnownDevice(row.id, row.public_key, row.street, row.laptop, row.blocked_at is not None)


def block_device(connection: Connection, id_: str, at: str | None) -> bool:
    """Block a device from a time on, or let it in again (None); False where there is none."""
    changed = connection.execute(update(device).where(device.c.id == id_).values(blocked_at=at))
    return changed.rowcount == 1
