"""The migrations make exactly the tables that the program expects, on either database, once."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from app.district.database import address_of, is_sqlite, make_engine
from app.district.errors import DistrictUnusable
from app.district.migrate import migrate
from app.district.schema import VERSION, metadata
from app.places import migrations_dir

SCRIPTS = migrations_dir() / "district"


def test_the_tables_are_those_of_the_schema(tmp_path: Path, database: str | None) -> None:
    engine = make_engine(address_of(tmp_path / "district", database))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        found = inspect(connection)
        for table in metadata.tables.values():
            indexes = {index["name"]: index["column_names"] for index in found.get_indexes(table.name)}
            for index in table.indexes:
                assert indexes[index.name] == [column.name for column in index.columns]
    engine.dispose()


def test_a_second_run_changes_nothing(tmp_path: Path, database: str | None) -> None:
    engine = make_engine(address_of(tmp_path / "district", database))
    assert migrate(engine, SCRIPTS) == migrate(engine, SCRIPTS) == VERSION
    engine.dispose()


def test_a_store_of_a_newer_program_is_left_alone(tmp_path: Path, database: str | None) -> None:
    engine = make_engine(address_of(tmp_path / "district", database))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DistrictUnusable) as refused:
        migrate(engine, SCRIPTS)
    assert refused.value.facts["reason"] == "newer"
    engine.dispose()


def test_sqlite_is_durable_and_strict(tmp_path: Path, sqlite_template: Path) -> None:
    engine = make_engine(address_of(sqlite_template.parent, None))
    assert is_sqlite(engine)
    with engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
        strict = dict(
            connection.exec_driver_sql(
                "SELECT name, strict FROM pragma_table_list WHERE schema = 'main'"
            ).all()
        )
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    assert {strict[name] for name in metadata.tables} == {1}
    engine.dispose()


@pytest.mark.parametrize("address", ["nonsense", "mysql://x/y", "sqlite://"])
def test_another_database_is_refused_by_name(tmp_path: Path, address: str) -> None:
    with pytest.raises(DistrictUnusable) as refused:
        address_of(tmp_path, address)
    assert refused.value.facts["reason"] == "database_address"


def test_the_address_as_every_tool_writes_it_is_understood(tmp_path: Path) -> None:
    assert address_of(tmp_path, "postgres://x@y/z").drivername == "postgresql+psycopg"
    assert address_of(tmp_path, None).database == str(tmp_path / "district.db")


def test_a_password_of_the_database_stands_in_no_error(tmp_path: Path) -> None:
    engine = make_engine(address_of(tmp_path, "postgresql://someone:hidden-word@127.0.0.1:1/nowhere"))
    with pytest.raises(Exception) as refused:
        engine.connect()
    assert "hidden-word" not in f"{refused.value!r} {engine!r} {engine.url}"
    engine.dispose()
