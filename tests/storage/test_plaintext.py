"""Nothing that officers or parties said stands readable in any file of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.bodies import FieldSet
from app.domain.numbers import NumberBlock
from app.storage.engine import Connector
from app.storage.files import STORE, Store
from app.storage.migrate import back_up
from tests.domain.make import UNOPPOSED, ChainMaker
from tests.storage.make import BLOCK, KEY, docketed, named, save

PLANTED = (
    "演示当事人王𬭎",
    "310101199001011234",
    "上海市示范区示范路12弄3号",
    "planted-passphrase-0001",
    "第三次混投湿垃圾不听劝阻",
)
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")
SEEN = {"SQLite format 3\0": b"SQLite format 3\0", "key": KEY, "key in hex": KEY.hex().encode()}


def readable(folder: Path) -> set[tuple[str, str]]:
    """Which planted values stand in which files, in any encoding."""
    wanted = {f"{word} {name}": word.encode(name) for word in PLANTED for name in ENCODINGS} | SEEN
    return {
        (path.name, what)
        for path in folder.rglob("*")
        if path.is_file()
        for what, value in wanted.items()
        if value in path.read_bytes()
    }


@pytest.fixture
def planted(store: Store, maker: ChainMaker) -> Store:
    """A store that knows all planted values in every table that could hold them."""
    fields = ("party.name", "party.identity", "act.place", "act.facts", "scene.narrative")
    save(store, maker, [docketed(PLANTED[0]), *(named(word) for word in PLANTED)])
    save(store, maker, [FieldSet(name, None, word) for name, word in zip(fields, PLANTED, strict=True)])
    with store.work() as work:
        for word in PLANTED:
            work.settings.put(word, word)
            work.drafts.put(word, word * 2000)
        work.numbers.add_block(NumberBlock(BLOCK.id, "责改", 2026, 1, 9, PLANTED[0] + "{seq}"))
        work.numbers.take("责改", 2026)
        work.commit()
    return store


def test_no_planted_value_is_readable_in_store_log_index_mark_or_backup(planted: Store) -> None:
    back_up(Connector(planted.folder / STORE, KEY), "0001")
    names = {path.name for path in planted.folder.rglob("*") if path.is_file()}
    assert names == {STORE, f"{STORE}-wal", f"{STORE}-shm", "numbers.mark", "store-0001.db"}
    assert readable(planted.folder) == set()
    planted.close()
    assert readable(planted.folder) == set()


def test_no_planted_value_is_readable_after_a_rebuild_and_an_undone_action(
    planted: Store, maker: ChainMaker
) -> None:
    planted.rebuild()
    with planted.work() as work:
        for word in PLANTED:
            work.journal.append(maker.add(named(word)), UNOPPOSED)
    assert readable(planted.folder) == set()


def test_the_scan_finds_what_is_written_unsealed_on_purpose(tmp_path: Path) -> None:
    for name in ENCODINGS:
        (tmp_path / name).write_bytes(b"\0".join(word.encode(name) for word in PLANTED))
    (tmp_path / "plain.db").write_bytes(b"SQLite format 3\0" + KEY + KEY.hex().encode())
    found = readable(tmp_path)
    assert len({what for _, what in found}) == len(PLANTED) * len(ENCODINGS) + len(SEEN)
