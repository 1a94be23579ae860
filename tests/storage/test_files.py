"""Opening a store: each trouble has its own name, nothing is harmed, and the key shows nowhere."""

from __future__ import annotations

import stat
import sys
import traceback
from pathlib import Path

import pytest

from app.domain.errors import AppError
from app.ports.work import CaseFilter
from app.storage.engine import Connector, reading, writing
from app.storage.errors import (
    StoreDamaged,
    StoreExists,
    StoreMissing,
    StoreNewer,
    StoreOlder,
    StoreUnusable,
    WrongKey,
)
from app.storage.files import MARKS, STORE, Store, create_store, open_store
from app.storage.migrate import back_up
from app.storage.schema import VERSION
from tests.domain.make import CASE, ChainMaker
from tests.storage.make import BLOCK, KEY, SCRIPTS, docketed, index_case, named, new_store, save

OTHER_KEY = bytes(32)


@pytest.fixture
def closed(tmp_path: Path, maker: ChainMaker) -> Path:
    """The file of a store with one case, closed."""
    store = new_store(tmp_path, maker)
    save(store, maker, [docketed(), named("演示当事人")])
    store.close()
    return tmp_path / STORE


def refusal(path: Path, key: bytes = KEY) -> AppError:
    """What opening this file says; the file itself must stay as it is."""
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(AppError) as refused:
        open_store(path.parent, key, index_case)
    assert (path.read_bytes() if path.exists() else None) == before
    return refused.value


def test_a_closed_store_is_one_file_and_opens_again(closed: Path) -> None:
    assert sorted(path.name for path in closed.parent.iterdir()) == [STORE]
    store = open_store(closed.parent, KEY, index_case)
    assert store.queries().case(CASE).text("party.name") == "演示当事人"
    assert not store.needs_migration
    assert not store.needs_rebuild
    store.close()


def test_a_wrong_key_is_told_from_damage(closed: Path) -> None:
    assert isinstance(refusal(closed, OTHER_KEY), WrongKey)


@pytest.mark.parametrize("offset", [16, 300, 4095])
def test_a_changed_byte_of_the_first_page_is_damage_and_no_wrong_key(closed: Path, offset: int) -> None:
    flip(closed, offset)
    assert refusal(closed).facts == {"reason": "page"}


def test_a_changed_byte_further_in_is_damage_when_it_is_read(closed: Path) -> None:
    for page in range(1, closed.stat().st_size // 4096):
        flip(closed, page * 4096 + 100)
    assert isinstance(refusal(closed), StoreDamaged)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"SQLite format 3\0" + bytes(4080), "not_encrypted"),
        (b"\x17" * 100, "too_short"),
    ],
)
def test_what_is_no_store_is_named(closed: Path, content: bytes, reason: str) -> None:
    closed.write_bytes(content)
    refused = refusal(closed)
    assert isinstance(refused, StoreDamaged)
    assert refused.facts == {"reason": reason}


def test_garbage_cannot_be_told_from_a_wrong_key(closed: Path) -> None:
    closed.write_bytes(b"garbage " * 10_000)
    assert isinstance(refusal(closed), WrongKey)


def test_a_missing_store_is_not_made_by_opening_it(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path / STORE), StoreMissing)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_vanished_is_not_made_anew_behind_the_back(closed: Path) -> None:
    store = open_store(closed.parent, KEY, index_case)
    closed.unlink()
    with pytest.raises(StoreMissing):
        store.queries().totals()
    assert list(closed.parent.iterdir()) == []
    store.close()


def test_an_existing_store_is_never_overwritten(closed: Path, maker: ChainMaker) -> None:
    before = closed.read_bytes()
    with pytest.raises(StoreExists):
        create_store(closed.parent, OTHER_KEY, SCRIPTS, store_id="store-2", device=maker.device)
    assert closed.read_bytes() == before


def test_a_store_whose_making_was_killed_is_made_anew(tmp_path: Path, maker: ChainMaker) -> None:
    (tmp_path / f"{STORE}.new").write_bytes(b"half")
    (tmp_path / f"{STORE}.new-wal").write_bytes(b"half a log")
    new_store(tmp_path, maker).close()
    assert [path.name for path in tmp_path.iterdir()] == [STORE]


def noted_version(folder: Path, version: str) -> None:
    store = open_store(folder, KEY, index_case)
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (version,))
    store.close()


def test_a_store_of_a_newer_program_is_refused(closed: Path) -> None:
    noted_version(closed.parent, "0999")
    refused = refusal(closed)
    assert isinstance(refused, StoreNewer)
    assert refused.facts == {"version": "0999", "known": VERSION}


def test_a_store_of_an_older_program_waits_for_its_migration(closed: Path) -> None:
    noted_version(closed.parent, "0000")
    store = open_store(closed.parent, KEY, index_case)
    assert store.needs_migration
    for use in (store.work, store.queries, store.rebuild, store.projections_digest):
        with pytest.raises(StoreOlder):
            use()
    store.close()


def test_a_noted_version_that_never_was_is_damage(closed: Path) -> None:
    noted_version(closed.parent, "first")
    assert refusal(closed).facts == {"reason": "version"}


def test_a_store_without_its_tables_is_damage(closed: Path) -> None:
    store = open_store(closed.parent, KEY, index_case)
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql("DROP TABLE alembic_version")
    store.close()
    assert refusal(closed).facts == {"reason": "schema"}


def test_a_folder_in_the_place_of_the_store_is_refused(tmp_path: Path) -> None:
    (tmp_path / STORE).mkdir()
    with pytest.raises(StoreMissing):
        open_store(tmp_path, KEY, index_case)


def test_projections_of_an_older_program_ask_to_be_made_anew(closed: Path) -> None:
    store = open_store(closed.parent, KEY, index_case)
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql("UPDATE store_state SET projections = 0")
    assert store.needs_rebuild
    store.rebuild()
    assert not store.needs_rebuild
    store.close()


def test_every_file_belongs_to_owner_and_group_and_to_nobody_else(store: Store, maker: ChainMaker) -> None:
    with store.work() as work:
        work.numbers.add_block(BLOCK)
        work.numbers.take("责改", 2026)
        work.commit()
    back_up(Connector(store.folder / STORE, KEY), "0001")
    save(store, maker, [docketed()])
    files = [path for path in store.folder.rglob("*") if path.is_file()]
    names = {path.name: stat.S_IMODE(path.stat().st_mode) for path in files}
    shared = 0o666 if sys.platform == "win32" else 0o660
    wanted = (STORE, f"{STORE}-wal", f"{STORE}-shm", MARKS, "store-0001.db")
    assert names == dict.fromkeys(wanted, shared)


def test_the_key_shows_in_no_text_of_the_engine_and_no_error(closed: Path) -> None:
    secret = "planted " + "value"
    store = open_store(closed.parent, KEY, index_case)
    texts = [repr(store.engine), repr(store.engine.pool), str(store.engine.url), repr(Connector(closed, KEY))]
    texts.append("".join(traceback.format_exception(refusal(closed, bytes(range(1, 33))))))
    with pytest.raises(Exception, match="no such table") as bug, reading(store.engine) as connection:
        connection.exec_driver_sql("SELECT * FROM nowhere WHERE a = ?", (secret,))
    texts.append("".join(traceback.format_exception(bug.value)))
    store.close()
    for text in texts:
        for shown in (KEY.hex(), bytes(range(1, 33)).hex(), repr(KEY), secret):
            assert shown not in text


def test_a_key_of_another_length_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Connector(tmp_path / STORE, b"short")


def test_a_read_only_disk_is_named(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Connector.open

    def open_for_reading(connector: Connector, path: Path) -> object:
        connection = opened(connector, path)
        connection.execute("PRAGMA query_only = ON")
        return connection

    monkeypatch.setattr(Connector, "open", open_for_reading)
    store = open_store(closed.parent, KEY, index_case)
    assert len(store.queries().case_keys(CaseFilter())) == 1
    with pytest.raises(StoreUnusable) as refused, store.work() as work:
        work.settings.put("a", "1")
    assert refused.value.facts == {"reason": "read_only"}
    store.close()


def flip(path: Path, offset: int) -> None:
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[offset] ^= 1
    path.write_bytes(content)
