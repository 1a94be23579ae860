"""What was called saved is there after a kill, whole, and the store is sound; what was not saved is not."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import PendingRollbackError
from sqlcipher3 import dbapi2

from app.ports.vault import DiskFull
from app.ports.work import StoreBusy
from app.storage import engine as engine_module
from app.storage.check import check_pages, check_store
from app.storage.engine import writing
from app.storage.files import STORE, Store, open_store
from tests.domain.make import CASE, UNOPPOSED, ChainMaker
from tests.storage.make import KEY, docketed, index_case, named, new_store, save

REPO = Path(__file__).parents[2]
SAVER = """
import sys
from pathlib import Path
from app.crypto.signing import SigningKey
from app.storage.files import open_store
from tests.domain.make import UNOPPOSED, ChainMaker
from tests.storage.make import KEY, docketed, index_case, named
maker = ChainMaker(SigningKey.load(bytes.fromhex(sys.argv[2])))
store = open_store(Path(sys.argv[1]), KEY, index_case)
for pragma in sys.argv[3:]:
    with store.engine.connect() as connection:
        connection.connection.driver_connection.execute(pragma)
number = 0
while True:
    with store.work() as work:
        for body in ([docketed()] if number == 0 else [named(f"甲{number}"), named(f"乙{number}")]):
            work.journal.append(maker.add(body), UNOPPOSED)
        work.commit()
    print(len(maker.entries), flush=True)
    number += 1
"""


def kill_while_saving(
    folder: Path, maker: ChainMaker, seconds: float, *pragmas: str, at_least: int = 1
) -> int:
    """Let another process save pair after pair of entries and kill it; the last seq that it called saved."""
    key = maker.device_key.private_bytes().hex()
    command = [sys.executable, "-c", SAVER, str(folder), key, *pragmas]
    saver = subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True)
    assert saver.stdout is not None
    saved = 0
    while saved < at_least:
        saved = int(saver.stdout.readline())
    killer = threading.Timer(seconds, saver.kill)
    killer.start()
    for line in saver.stdout:
        saved = int(line) if line.endswith("\n") else saved
    saver.wait()
    saver.stdout.close()
    return saved


def expect_whole(store: Store, saved: int) -> None:
    """All that was called saved is there, nothing by halves, and store and projections are sound."""
    assert check_pages(store.engine) == ()
    assert check_store(store.engine, lambda entry: None) == ()
    entries = [line.entry for line in store.queries().timeline(CASE)]
    assert [entry.header.seq for entry in entries] == list(range(1, len(entries) + 1))
    assert len(entries) >= saved
    assert len(entries) % 2 == 1
    case = store.queries().case(CASE)
    assert case.head == entries[-1].id
    assert len(case.acts) == len(entries)
    before = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == before


@pytest.fixture
def folder(tmp_path: Path, maker: ChainMaker) -> Iterator[Path]:
    """A folder with an empty store."""
    new_store(tmp_path, maker).close()
    yield tmp_path


@pytest.mark.parametrize("attempt", range(8))
def test_F01_a_kill_at_any_moment_leaves_whole_saves(folder: Path, maker: ChainMaker, attempt: int) -> None:
    saved = kill_while_saving(folder, maker, random.uniform(0, 0.15))
    store = open_store(folder, KEY, index_case)
    expect_whole(store, saved)
    store.close()


@pytest.mark.parametrize("attempt", range(4))
def test_F02_a_kill_during_checkpoints_leaves_whole_saves(
    folder: Path, maker: ChainMaker, attempt: int
) -> None:
    saved = kill_while_saving(folder, maker, random.uniform(0, 0.15), "PRAGMA wal_autocheckpoint = 2")
    store = open_store(folder, KEY, index_case)
    expect_whole(store, saved)
    store.close()


def test_F02_a_lost_shm_file_does_no_harm(folder: Path, maker: ChainMaker) -> None:
    saved = kill_while_saving(folder, maker, 0.05)
    (folder / f"{STORE}-shm").unlink()
    store = open_store(folder, KEY, index_case)
    expect_whole(store, saved)
    store.close()


def test_F01_a_torn_end_of_the_log_takes_back_the_last_save_alone(folder: Path, maker: ChainMaker) -> None:
    kill_while_saving(folder, maker, 0.05, at_least=5)
    log = folder / f"{STORE}-wal"
    log.write_bytes(log.read_bytes()[:-100])
    store = open_store(folder, KEY, index_case)
    expect_whole(store, 1)
    store.close()


@dataclass
class Disk:
    """A disk on which the store can grow by ``room`` pages, or without end."""

    room: int | None = None

    def limit(self, connection: dbapi2.Connection, *_: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone() or (0,)
        most = 4_294_967_294 if self.room is None else pages + self.room
        connection.execute(f"PRAGMA max_page_count = {most}")


@pytest.fixture
def disk(store: Store) -> Disk:
    """The disk of the store."""
    disk = Disk()
    event.listen(store.engine, "checkout", disk.limit)
    return disk


@pytest.mark.parametrize("room", [0, 1, 2, 4, 8, 16])
def test_F19_a_save_without_room_is_refused_whole_and_goes_on_after_room_is_made(
    store: Store, maker: ChainMaker, disk: Disk, room: int
) -> None:
    save(store, maker, [docketed()])
    before = store.queries().case(CASE)
    disk.room = room
    entries = [maker.add(named(f"甲{number}" * 15)) for number in range(60)]
    with pytest.raises(DiskFull) as full, store.work() as work:
        for entry in entries:
            work.journal.append(entry, UNOPPOSED)
        work.commit()
    assert {"free", "needed", "kept_free"} == full.value.facts.keys()
    assert store.queries().case(CASE) == before
    assert store.queries().totals().entries == 1
    disk.room = None
    with store.work() as work:
        for entry in entries:
            work.journal.append(entry, UNOPPOSED)
        work.commit()
    assert len(store.queries().timeline(CASE)) == 61
    assert check_pages(store.engine) == ()


def test_F19_an_action_that_goes_on_after_a_full_disk_saves_nothing_by_halves(
    store: Store, maker: ChainMaker, disk: Disk
) -> None:
    disk.room = 8
    with pytest.raises(PendingRollbackError), store.work() as work:
        work.journal.append(maker.add(docketed()), UNOPPOSED)
        with pytest.raises(DiskFull):
            work.drafts.put("big", "x" * 400_000)
        work.drafts.put("small", "x")
    disk.room = None
    assert store.queries().draft("small") is None
    assert store.queries().totals().entries == 0


def test_two_threads_write_in_turn_and_lose_nothing(store: Store, maker: ChainMaker) -> None:
    lock = threading.Lock()
    troubles: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(20):
                with store.work() as work:
                    work.drafts.put(f"{name}{number}", name)
                    with lock:
                        work.journal.append(maker.add(named(f"{name}{number}")), UNOPPOSED)
                    work.commit()
        except BaseException as error:
            troubles.append(error)

    save(store, maker, [docketed()])
    threads = [threading.Thread(target=write, args=(name,)) for name in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert len(store.queries().timeline(CASE)) == 41


def test_a_reader_sees_the_last_save_while_another_one_is_under_way(store: Store, maker: ChainMaker) -> None:
    save(store, maker, [docketed(), named("甲")])
    with store.work() as work:
        work.journal.append(maker.add(named("乙")), UNOPPOSED)
        assert store.queries().case(CASE).text("party.name") == "甲"
        work.commit()
    assert store.queries().case(CASE).text("party.name") == "乙"


def test_a_store_held_by_another_action_is_busy_and_not_waited_for_without_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_module, "BUSY_SECONDS", 0.05)
    store = open_store(folder, KEY, index_case)
    start = time.monotonic()
    with writing(store.engine) as held, held.begin(), pytest.raises(StoreBusy), store.work():
        pass
    assert time.monotonic() - start < 2
    store.close()
