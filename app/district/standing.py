"""What a laptop must know of its street: certificates, roster, grants, its blocks (contract, section 4)."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import Connection, select

from app.district.devices import KnownDevice
from app.district.leases import blocks_of
from app.district.people import Streets
from app.district.schema import device as device_table


def standing_of(connection: Connection, streets: Streets, device: KnownDevice) -> bytes:
    """The standing of a device as JSON; every statement as the text that was signed."""
    street = streets.get(connection, device.street)
    certificate = connection.execute(
        select(device_table.c.certificate).where(device_table.c.id == device.id)
    ).scalar_one()
    whole = {
        "certificate": certificate,
        "roster": street.roster_statement,
        "grants": list(street.grant_statements),
        "devices": list(street.certificates),
        "blocks": list(blocks_of(connection, device.id)),
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def etag_of(body: bytes) -> str:
    """The strong entity tag of an answer."""
    return f'"{hashlib.sha256(body).hexdigest()}"'
