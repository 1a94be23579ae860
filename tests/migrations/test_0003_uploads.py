"""Files of old stores get their place in the queue to the district; nothing of the record is touched."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.storage.engine import Connector
from app.storage.files import MARKS, STORE
from app.storage.migrate import run_steps
from tests.migrations.golden import FOLDER
from tests.storage.make import KEY, SCRIPTS

DAMAGED = "UPDATE entry SET body = x'7b' WHERE kind = 'evidence.added' AND case_id = "


@pytest.fixture
def old(tmp_path: Path) -> Connector:
    """A store of version 0002: two cases that name the same photo, each with a paper of its own."""
    shutil.copy(FOLDER / "0002.store", tmp_path / STORE)
    shutil.copy(FOLDER / "0002.mark", tmp_path / MARKS)
    return Connector(tmp_path / STORE, KEY)


@pytest.fixture
def to_0003(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrations as they were when this one was the newest."""
    copy = tmp_path_factory.mktemp("to") / "client"
    shutil.copytree(SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for step in (copy / "versions").glob("0*.py"):
        if step.name[:4] > "0003":
            step.unlink()
    return copy


def run(connector: Connector, statement: str) -> list[tuple[object, ...]]:
    connection: dbapi2.Connection = connector()
    try:
        return list(connection.execute(statement).fetchall())
    finally:
        connection.commit()
        connection.close()


def test_every_file_of_every_case_waits_and_the_entries_are_as_they_were(
    old: Connector, to_0003: Path
) -> None:
    before = run(old, "SELECT * FROM entry ORDER BY key")
    run_steps(old, to_0003)
    waiting = run(old, "SELECT case_id, kind, sha256, size, sent, receipt FROM upload ORDER BY key")
    cases = sorted({str(row[0]) for row in waiting})
    photo, paper = "sha256:" + "a" * 64, "sha256:" + "b" * 64
    assert waiting == [
        row
        for case in cases
        for row in ((case, "evidence", photo, 10, 0, None), (case, "paper", paper, 100, 0, None))
    ]
    assert len(cases) == 2
    assert run(old, "SELECT * FROM entry ORDER BY key") == before


def test_a_damaged_body_does_not_stop_the_step(old: Connector, to_0003: Path) -> None:
    (case,) = run(old, "SELECT min(case_id) FROM entry")[0]
    run(old, f"{DAMAGED}'{case}'")
    run_steps(old, to_0003)
    assert run(old, "SELECT count(*) FROM upload") == [(3,)]
