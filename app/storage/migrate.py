"""Bringing a store to the newest version: a copy first, then step by step, and back to the copy on failure.

Each step is one transaction, so a kill leaves the store at some whole version and the next start goes on
from there. A step that fails takes the whole migration back. The copy is made and put back by SQLite's own
backup, page by page under the same key: it is encrypted, and putting it back is one transaction too. Every
page is proven before it is copied. Alembic is imported only when there is something to do.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import AppError
from app.durable import sync_folder
from app.storage.durable import make_shared_folder, named_disk_trouble, need_room, open_shared, sync_file
from app.storage.engine import SAVE_ROOM, Connector, make_engine, named_trouble, writing
from app.storage.errors import MigrationFailed, StoreDamaged, StoreNewer

BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration did: versions before and after, and the copy of the store from before (or None)."""

    before: str
    after: str
    backup: Path | None


def version_of(connector: Connector) -> str:
    """The version that a store notes.

    Raises:
        StoreMissing, WrongKey, StoreDamaged, StoreUnusable, StoreBusy.
    """
    if connector.path.exists() and connector.path.stat().st_size == 0:
        # SQLite would take it for a new database, and the work of months for something still to come.
        raise StoreDamaged(reason="empty")
    with named_trouble(connector), closing(connector()) as connection:
        tables = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master").fetchall()}
        if "alembic_version" not in tables:
            raise StoreDamaged(reason="schema")
        rows = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(rows) != 1 or not str(rows[0][0]).isdecimal():
        raise StoreDamaged(reason="version")
    return str(rows[0][0])


def migrate(connector: Connector, scripts: Path) -> Migrated:
    """Bring the store to the newest version that ``scripts`` (``migrations/client``) knows.

    Nobody else may have the store open.

    Raises:
        StoreNewer: the store is of a newer program; nothing was touched.
        DiskFull: no room for the copy or for a step; the store is as it was.
        MigrationFailed: a step failed; the store is as it was.
        StoreMissing, WrongKey, StoreDamaged, StoreUnusable, StoreBusy.
    """
    before, known = version_of(connector), known_versions(scripts)
    if before not in known:
        if before > known[-1]:
            raise StoreNewer(version=before, known=known[-1])
        raise StoreDamaged(reason="version")
    if before == known[-1]:
        return Migrated(before, before, None)
    backup = back_up(connector, before)
    try:
        run_steps(connector, scripts)
    except Exception as error:
        if version_of(connector) != before:
            _copy(connector, backup, connector.path)
        if isinstance(error, AppError):
            raise
        raise MigrationFailed(version=before, backup=backup.name) from error
    return Migrated(before, known[-1], backup)


def known_versions(scripts: Path) -> tuple[str, ...]:
    """All versions that a folder of migrations knows, the oldest first."""
    from alembic.script import ScriptDirectory

    steps = ScriptDirectory(str(scripts)).walk_revisions()
    return tuple(reversed([step.revision for step in steps]))


def run_steps(connector: Connector, scripts: Path) -> None:
    """Run all steps that the store lacks; an empty file takes all of them."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    engine = make_engine(connector, foreign_keys=False)
    try:
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def back_up(connector: Connector, version: str) -> Path:
    """Copy the store, encrypted under its own key, to ``backups/store-<version>.db``.

    An older copy of the same version gives way: every page of the store is proven before.

    Raises:
        DiskFull, StoreDamaged, StoreUnusable: there is no new copy.
    """
    folder = connector.path.parent / BACKUPS
    make_shared_folder(folder)
    # The copy, and as much again for the log of the steps and of putting the copy back.
    need_room(folder, 2 * connector.path.stat().st_size + SAVE_ROOM)
    target = folder / f"store-{version}.db"
    aside = target.with_suffix(".new")
    with named_disk_trouble(folder, SAVE_ROOM):
        aside.unlink(missing_ok=True)
        open(aside, "xb", opener=open_shared).close()
        _copy(connector, connector.path, aside)
        sync_file(aside)
        aside.replace(target)
        sync_folder(folder)
    return target


def _copy(connector: Connector, source: Path, target: Path) -> None:
    with (
        named_trouble(connector),
        closing(connector.open(source)) as whole,
        closing(connector.open(target)) as copy,
    ):
        whole.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        # SQLite copies a page that SQLCipher cannot prove as one of zeros and says nothing: prove them first.
        if whole.execute("PRAGMA cipher_integrity_check").fetchall():
            raise StoreDamaged(reason="page")
        whole.backup(copy)
        if copy.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise StoreDamaged(reason="page")
