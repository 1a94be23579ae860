"""What was said to an entry gets a place; entries from before say that nobody kept it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.storage.engine import Connector
from app.storage.files import MARKS, STORE
from app.storage.migrate import BACKUPS, migrate, run_steps
from tests.migrations.golden import FOLDER
from tests.storage.make import KEY, SCRIPTS

OTHERS = (
    "INSERT INTO entry (id, device, seq, kind, header, device_signature, officer_signature, act_at) "
    "VALUES ('sha256:from-elsewhere', 'sha256:other', 1, 'field.set', x'7b7d', x'00', x'00', "
    "'2026-08-06T09:12:00+08:00')"
)


@pytest.fixture
def old(tmp_path: Path) -> Connector:
    """A store of version 0001 with own entries and one of another laptop."""
    shutil.copy(FOLDER / "0001.store", tmp_path / STORE)
    shutil.copy(FOLDER / "0001.mark", tmp_path / MARKS)
    connector = Connector(tmp_path / STORE, KEY)
    run(connector, OTHERS)
    return connector


@pytest.fixture
def to_0002(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrations as they were when this one was the newest."""
    copy = tmp_path_factory.mktemp("to") / "client"
    shutil.copytree(SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for step in (copy / "versions").glob("0*.py"):
        if step.name[:4] > "0002":
            step.unlink()
    return copy


def run(connector: Connector, statement: str) -> list[tuple[object, ...]]:
    connection: dbapi2.Connection = connector()
    try:
        return list(connection.execute(statement).fetchall())
    finally:
        connection.commit()
        connection.close()


def test_every_own_entry_from_before_has_a_row_that_admits_to_hold_nothing(
    old: Connector, to_0002: Path
) -> None:
    own = run(
        old,
        "SELECT id, act_at FROM entry WHERE device = (SELECT device FROM store_state) ORDER BY id",
    )
    run_steps(old, to_0002)
    rows = run(old, "SELECT entry, judged_at, findings, program, law, roster FROM judgement ORDER BY entry")
    assert rows == [(id_, act_at, None, "", "", "") for id_, act_at in own]
    assert len(rows) == 21


def test_the_record_itself_is_not_touched_and_a_backup_lies_beside_it(old: Connector, to_0002: Path) -> None:
    before = run(old, "SELECT * FROM entry ORDER BY key")
    assert migrate(old, to_0002).backup == old.path.parent / BACKUPS / "store-0001.db"
    assert run(old, "SELECT * FROM entry ORDER BY key") == before
    backup = Connector(old.path.parent / BACKUPS / "store-0001.db", KEY)
    assert run(backup, "SELECT name FROM sqlite_master WHERE name = 'judgement'") == []
