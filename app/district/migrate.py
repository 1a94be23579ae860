"""Bringing a district's database to the newest version, in one transaction, one process at a time.

Whoever comes second waits for the lock and then finds nothing left to do. Alembic is imported only when there
is something to do.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from app.district.database import is_sqlite, writing
from app.district.errors import DistrictUnusable
from app.district.schema import VERSION

_LOCK = 0x0F1E1DCA5E
"""The advisory lock of PostgreSQL under which versions change; an arbitrary number of this program's."""


def migrate(engine: Engine, scripts: Path) -> str:
    """Run every step that the database lacks; the newest version comes back.

    Args:
        scripts: the folder ``migrations/district``.

    Raises:
        DistrictUnusable: the database is of a newer program (``reason`` is ``newer``); nothing was touched.
        ServerBusy, ServerFull: another process changes it for too long, or its disk is full.
    """
    with writing(engine) as connection:
        if not is_sqlite(engine):
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        found = _version(connection)
        if found != VERSION:
            _run(connection, scripts, found)
    return VERSION


def _run(connection: Connection, scripts: Path, found: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    known = [step.revision for step in ScriptDirectory(str(scripts)).walk_revisions()]
    if found is not None and found not in known:
        raise DistrictUnusable(reason="newer", version=found, known=VERSION)
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    return None if found is None else str(found)
