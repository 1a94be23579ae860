"""Small named values of a district's store."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from app.district.schema import setting

EPOCH, DISTRICT, NAME, AUTHORITY = "epoch", "district", "name", "authority"


def setting_of(connection: Connection, name: str) -> str:
    """A value; empty where none was set."""
    found = connection.execute(select(setting.c.value).where(setting.c.name == name)).scalar_one_or_none()
    return "" if found is None else str(found)


def put_setting(connection: Connection, name: str, value: str) -> None:
    """Set a value."""
    changed = connection.execute(update(setting).where(setting.c.name == name).values(value=value))
    if changed.rowcount == 0:
        connection.execute(insert(setting).values(name=name, value=value))
