"""Migrations of a laptop's store: one line of versions, whole steps, and a way back for every failure."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, text
from sqlcipher3 import dbapi2

from app.ports.vault import DiskFull
from app.storage import durable
from app.storage.check import check_pages
from app.storage.engine import Connector, make_engine, reading
from app.storage.errors import MigrationFailed, StoreDamaged, StoreNewer
from app.storage.files import STORE, Store, open_store
from app.storage.migrate import BACKUPS, known_versions, migrate, version_of
from app.storage.schema import SEARCH_TABLES, VERSION, metadata
from tests.domain.make import CASE, ChainMaker
from tests.storage.make import KEY, SCRIPTS, docketed, index_case, named, new_store, save

REPO = Path(__file__).parents[2]


def later(steps: int) -> str:
    """The version so many steps after the newest one."""
    return f"{int(VERSION) + steps:04d}"


BACKUP = f"store-{VERSION}.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a store with one case, closed."""
    maker = ChainMaker()
    store = new_store(tmp_path, maker)
    save(store, maker, [docketed(), *(named(f"演示当事人{number}") for number in range(30))])
    store.close()
    return tmp_path


@pytest.fixture
def connector(folder: Path) -> Connector:
    """The way into that store."""
    return Connector(folder / STORE, KEY)


@pytest.fixture
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the migrations to which steps can be added."""
    copy = tmp_path_factory.mktemp("migrations") / "client"
    shutil.copytree(SCRIPTS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def add_step(scripts: Path, steps: int, *upgrade: str) -> None:
    """Add the migration so many steps after the newest one, which runs these lines."""
    revision, after = later(steps), later(steps - 1)
    lines = "\n".join(upgrade)
    (scripts / "versions" / f"{revision}_step.py").write_text(
        f"import time\nfrom alembic import op\nrevision = {revision!r}\ndown_revision = {after!r}\n"
        f"branch_labels = None\ndepends_on = None\n\ndef upgrade():\n{textwrap.indent(lines, '    ')}\n",
        encoding="utf-8",
    )


def content(connector: Connector) -> tuple[object, ...]:
    """Schema and rows of the record: what a failed migration must leave alone."""
    engine = make_engine(connector)
    with reading(engine) as connection:
        found = (
            tuple(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master ORDER BY name").all()),
            tuple(connection.exec_driver_sql("SELECT * FROM entry ORDER BY key").all()),
            tuple(connection.exec_driver_sql("SELECT * FROM case_state ORDER BY key").all()),
        )
    engine.dispose()
    return found


def shape(connection: Connection) -> dict[str, object]:
    """Tables as the database itself describes them."""
    found: dict[str, object] = {}
    for table in inspect(connection).get_table_names():
        if table == "alembic_version":
            continue
        indexes = connection.exec_driver_sql(f"PRAGMA index_list('{table}')").all()
        found[table] = (
            connection.exec_driver_sql(f"PRAGMA table_xinfo('{table}')").all(),
            connection.exec_driver_sql(f"PRAGMA foreign_key_list('{table}')").all(),
            sorted(
                (
                    index.name,
                    index.unique,
                    index.origin,
                    index.partial,
                    tuple(connection.exec_driver_sql(f"PRAGMA index_xinfo('{index.name}')").all()),
                )
                for index in indexes
            ),
            connection.exec_driver_sql(
                "SELECT wr, strict FROM pragma_table_list WHERE name = ?", (table,)
            ).one(),
            inspect(connection).get_check_constraints(table),
        )
    return found


def test_there_is_one_head_and_the_program_knows_it() -> None:
    assert known_versions(SCRIPTS)[-1] == VERSION
    assert list(known_versions(SCRIPTS)) == sorted(known_versions(SCRIPTS))


def test_the_migrated_schema_equals_the_tables_in_code(connector: Connector) -> None:
    in_code = create_engine("sqlite+pysqlite://", module=dbapi2)
    migrated = make_engine(connector)
    with in_code.connect() as wanted, reading(migrated) as found:
        metadata.create_all(wanted)
        for statement in SEARCH_TABLES.values():
            wanted.execute(text(statement))
        assert shape(found) == shape(wanted)
        assert search_tables(found) == search_tables(wanted)
    migrated.dispose()


def search_tables(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE sql LIKE '%fts5(%'")
    return sorted((str(name), str(sql)) for name, sql in rows)


def test_a_store_of_the_newest_version_is_left_alone(connector: Connector, folder: Path) -> None:
    before = (folder / STORE).read_bytes()
    assert migrate(connector, SCRIPTS).backup is None
    assert (folder / STORE).read_bytes() == before


def test_a_step_forward_keeps_all_and_leaves_a_backup_of_before(
    connector: Connector, scripts: Path, folder: Path
) -> None:
    before = content(connector)
    add_step(scripts, 1, "op.execute('ALTER TABLE entry ADD COLUMN note TEXT')")
    done = migrate(connector, scripts)
    assert (done.before, done.after) == (VERSION, later(1))
    assert version_of(connector) == later(1)
    backup = Connector(folder / BACKUPS / BACKUP, KEY)
    assert done.backup == backup.path
    assert content(backup) == before


def test_a_store_of_a_newer_program_is_refused_untouched(
    connector: Connector, scripts: Path, folder: Path
) -> None:
    add_step(scripts, 1, "op.execute('CREATE TABLE later (a INTEGER)')")
    migrate(connector, scripts)
    before = (folder / STORE).read_bytes()
    with pytest.raises(StoreNewer) as newer:
        migrate(connector, SCRIPTS)
    assert newer.value.facts == {"version": later(1), "known": VERSION}
    with pytest.raises(StoreNewer):
        open_store(folder, KEY, index_case)
    assert (folder / STORE).read_bytes() == before


@pytest.mark.parametrize(
    "failure",
    [
        "raise ZeroDivisionError",
        "op.execute('SELECT * FROM nowhere')",
        "op.execute('DROP TABLE case_row'); raise OSError('disk')",
        "op.execute('CREATE TABLE child (a INTEGER REFERENCES entry (key)) STRICT'); "
        "op.execute('INSERT INTO child VALUES (999)')",
    ],
)
@pytest.mark.parametrize("good_steps", [0, 1, 2])
def test_F22_a_failed_step_leaves_the_old_version_the_old_schema_and_a_backup(
    connector: Connector, scripts: Path, folder: Path, failure: str, good_steps: int
) -> None:
    before = content(connector)
    for step in range(1, good_steps + 1):
        add_step(scripts, step, f"op.execute('CREATE TABLE t{step} (a INTEGER)')")
    add_step(scripts, good_steps + 1, "op.execute('DELETE FROM entry')", failure)
    with pytest.raises(MigrationFailed) as failed:
        migrate(connector, scripts)
    assert failed.value.facts == {"version": VERSION, "backup": BACKUP}
    assert version_of(connector) == VERSION
    assert content(connector) == before
    assert content(Connector(folder / BACKUPS / BACKUP, KEY)) == before
    store = open_store(folder, KEY, index_case)
    assert store.queries().case(CASE).text("party.name") == "演示当事人29"
    assert check_pages(store.engine) == ()
    store.close()


def test_F22_a_second_try_after_the_failure_succeeds(connector: Connector, scripts: Path) -> None:
    add_step(scripts, 1, "raise ZeroDivisionError")
    with pytest.raises(MigrationFailed):
        migrate(connector, scripts)
    shutil.rmtree(scripts / "versions" / "__pycache__", ignore_errors=True)
    add_step(scripts, 1, "op.execute('CREATE TABLE later (a INTEGER)')")
    assert migrate(connector, scripts).after == later(1)


KILLED = """
import sys
from pathlib import Path
from app.storage.engine import Connector
from app.storage.migrate import migrate
from tests.storage.make import KEY
print("begun", flush=True)
migrate(Connector(Path(sys.argv[1]), KEY), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("attempt", range(8))
def test_F22_a_killed_migration_leaves_a_whole_version_and_the_next_start_ends_it(
    connector: Connector, scripts: Path, attempt: int
) -> None:
    before = content(connector)[1:]
    for step in (1, 2, 3):
        add_step(
            scripts,
            step,
            f"op.execute('CREATE TABLE t{later(step)} AS SELECT * FROM entry')",
            f"op.execute('UPDATE entry SET received_at = \"{later(step)}\"')",
            "op.execute('UPDATE entry SET received_at = NULL')",
        )
    command = [sys.executable, "-c", KILLED, str(connector.path), str(scripts)]
    with subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE) as migrating:
        assert migrating.stdout is not None
        migrating.stdout.readline()
        time.sleep(random.uniform(0, 0.5))
        migrating.kill()
    version = version_of(connector)
    assert version in (VERSION, later(1), later(2), later(3))
    tables = {name for name, _ in content(connector)[0]}
    assert {name for name in tables if name.startswith("t0")} == {
        f"t{later(step)}" for step in (1, 2, 3) if later(step) <= version
    }
    assert content(connector)[1:] == before
    assert migrate(connector, scripts).after == later(3)
    assert content(connector)[1:] == before


def test_F22_a_disk_that_fills_up_inside_a_step_leaves_the_old_version(
    connector: Connector, scripts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = content(connector)
    add_step(scripts, 1, "op.execute('CREATE TABLE t AS SELECT * FROM entry')")
    add_step(scripts, 2, "op.execute('CREATE TABLE u AS SELECT randomblob(9000000) AS a')")
    opened = Connector.open

    def open_on_a_small_disk(connector: Connector, path: Path) -> dbapi2.Connection:
        connection = opened(connector, path)
        connection.execute("PRAGMA max_page_count = 600")
        return connection

    monkeypatch.setattr(Connector, "open", open_on_a_small_disk)
    with pytest.raises(DiskFull):
        migrate(connector, scripts)
    assert content(connector) == before


def test_F22_without_room_for_the_backup_nothing_begins(
    connector: Connector, scripts: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_step(scripts, 1, "op.execute('DELETE FROM entry')")
    before = (folder / STORE).read_bytes()
    monkeypatch.setattr(durable.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(DiskFull) as full:
        migrate(connector, scripts)
    assert full.value.facts["free"] == 1
    assert (folder / STORE).read_bytes() == before
    assert list((folder / BACKUPS).iterdir()) == []


def test_a_damaged_store_is_not_migrated(connector: Connector, scripts: Path) -> None:
    add_step(scripts, 1, "op.execute('CREATE TABLE later (a INTEGER)')")
    changed = bytearray(connector.path.read_bytes())
    changed[-200] ^= 1
    connector.path.write_bytes(changed)
    with pytest.raises(StoreDamaged):
        migrate(connector, scripts)
    assert connector.path.read_bytes() == changed


@pytest.fixture
def older(connector: Connector, folder: Path) -> Iterator[Store]:
    """A store that notes an older version than the program's."""
    opened = connector()
    opened.execute("UPDATE alembic_version SET version_num = '0000'")
    opened.close()
    store = open_store(folder, KEY, index_case)
    yield store
    store.close()


def test_an_open_store_is_usable_after_its_migration(older: Store, scripts: Path) -> None:
    first = scripts / "versions" / "0001_first.py"
    first.write_text(first.read_text().replace("down_revision = None", 'down_revision = "0000"'))
    for step in (scripts / "versions").glob("0*.py"):
        step.write_text(step.read_text().partition("def upgrade")[0] + "def upgrade() -> None:\n    pass\n")
    (scripts / "versions" / "0000_zero.py").write_text(
        "revision = '0000'\ndown_revision = None\nbranch_labels = None\ndepends_on = None\n\n"
        "def upgrade():\n    pass\n"
    )
    assert older.needs_migration
    assert older.migrate(scripts).after == VERSION
    assert not older.needs_migration
    assert older.queries().case(CASE).text("party.name") == "演示当事人29"
