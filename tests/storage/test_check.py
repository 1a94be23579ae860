"""One changed byte anywhere in the record is found and named; what is whole is not accused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.crypto.entries import entry_verifier
from app.domain.entry import Entry
from app.storage.check import StoreFault
from app.storage.engine import writing
from app.storage.errors import StoreDamaged
from app.storage.files import STORE, Store, damaged_pages, open_store
from tests.domain.make import ChainMaker
from tests.storage.make import KEY, docketed, index_case, named, new_store, save


@pytest.fixture
def verify(maker: ChainMaker) -> Callable[[Entry], str | None]:
    """The check of both signatures with the keys of the test."""
    return entry_verifier(lambda _: maker.device_key.public, lambda _: maker.officer_key.public)


@pytest.fixture
def five(store: Store, maker: ChainMaker) -> Store:
    """A store with five entries."""
    save(store, maker, [docketed(), *(named(f"甲{number}") for number in range(4))])
    return store


def change(store: Store, statement: str) -> None:
    with writing(store.engine) as connection, connection.begin():
        connection.exec_driver_sql(statement)


def test_a_whole_store_has_no_fault(five: Store, verify: Callable[[Entry], str | None]) -> None:
    assert five.check(verify) == ()


def flipped(column: str) -> str:
    """SQL that changes one byte of the third entry's column, whatever stands there."""
    return (
        f"UPDATE entry SET {column} = CAST(substr({column}, 1, 9) || "
        f"CASE substr({column}, 10, 1) WHEN x'31' THEN x'32' ELSE x'31' END || "
        f"substr({column}, 11) AS BLOB) WHERE seq = 3"
    )


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        (flipped("header"), "header"),
        (flipped("body"), "body"),
        (flipped("salt"), "body"),
        (flipped("device_signature"), "device_signature"),
        (flipped("officer_signature"), "officer_signature"),
        (
            "UPDATE entry SET header = CAST(replace(CAST(header AS TEXT), '-08-06', '-08-07') AS BLOB) "
            "WHERE seq = 3",
            "header",
        ),
        ("UPDATE entry SET header = x'ff' WHERE seq = 3", "header"),
        ("UPDATE entry SET kind = 'case.docketed' WHERE seq = 3", "columns"),
        ("UPDATE entry SET case_id = NULL WHERE seq = 3", "columns"),
        ("UPDATE entry SET act_at = '2026-08-06T09:12:01+08:00' WHERE seq = 3", "columns"),
    ],
)
def test_one_change_in_an_entry_is_named_and_nothing_else_is(
    five: Store,
    maker: ChainMaker,
    verify: Callable[[Entry], str | None],
    statement: str,
    part: str,
) -> None:
    change(five, statement)
    (fault,) = five.check(verify)
    assert (fault.part, fault.device, fault.seq) == (part, maker.device, 3)
    assert fault.id == maker.entries[2].id


def test_an_entry_under_another_name_is_found_and_its_own_name_too(
    five: Store, maker: ChainMaker, verify: Callable[[Entry], str | None]
) -> None:
    change(five, "UPDATE entry SET id = 'sha256:00' WHERE seq = 3")
    faults = [(fault.part, fault.seq, fault.id) for fault in five.check(verify)]
    assert faults == [("header", 3, "sha256:00"), ("judgement", None, maker.entries[2].id)]


def test_a_lost_entry_leaves_a_gap_and_the_judgement_that_names_it(
    five: Store, maker: ChainMaker, verify: Callable[[Entry], str | None]
) -> None:
    change(five, "DELETE FROM entry WHERE seq = 3")
    faults = [(fault.part, fault.seq, fault.id) for fault in five.check(verify)]
    assert faults == [("gap", 4, maker.entries[3].id), ("judgement", None, maker.entries[2].id)]


def test_a_lost_end_of_the_chain_is_named_by_the_judgement_that_stayed(
    five: Store, maker: ChainMaker, verify: Callable[[Entry], str | None]
) -> None:
    change(five, "DELETE FROM entry WHERE seq = 5")
    assert [(fault.part, fault.id) for fault in five.check(verify)] == [("judgement", maker.entries[4].id)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM judgement WHERE entry = ?",
        "UPDATE judgement SET findings = '[' WHERE entry = ?",
        "UPDATE judgement SET findings = '{}' WHERE entry = ?",
        "UPDATE judgement SET findings = '[{}]' WHERE entry = ?",
    ],
)
def test_an_own_entry_without_a_judgement_that_can_be_read_is_named(
    five: Store, maker: ChainMaker, verify: Callable[[Entry], str | None], statement: str
) -> None:
    with writing(five.engine) as connection, connection.begin():
        connection.exec_driver_sql(statement, (maker.entries[2].id,))
    faults = [(fault.part, fault.device, fault.seq, fault.id) for fault in five.check(verify)]
    assert faults == [("judgement", maker.device, 3, maker.entries[2].id)]


def test_a_re_signed_entry_in_the_middle_is_found_by_the_next_one(
    five: Store, maker: ChainMaker, verify: Callable[[Entry], str | None]
) -> None:
    forger = ChainMaker(maker.device_key, maker.officer_key, maker.entries[:2])
    forged = forger.add(named("另一人"))
    with writing(five.engine) as connection, connection.begin():
        connection.exec_driver_sql(
            "UPDATE entry SET id = ?, header = ?, body = ?, salt = ?, device_signature = ?, "
            "officer_signature = ? WHERE seq = 3",
            (
                forged.id,
                forged.header_bytes,
                forged.body,
                forged.salt,
                forged.device_signature,
                forged.officer_signature,
            ),
        )
    faults = [(fault.part, fault.seq, fault.id) for fault in five.check(verify)]
    assert faults == [
        ("prev", 4, maker.entries[3].id),
        ("judgement", 3, forged.id),
        ("judgement", None, maker.entries[2].id),
    ]


def test_an_erased_body_is_no_damage(five: Store, verify: Callable[[Entry], str | None]) -> None:
    change(five, "UPDATE entry SET body = NULL, salt = NULL WHERE seq = 3")
    assert five.check(verify) == ()


def test_gaps_in_another_devices_chain_are_no_damage_but_its_entries_are_proven(
    five: Store, verify: Callable[[Entry], str | None]
) -> None:
    other = ChainMaker()
    entries = [other.add(docketed()), other.add(named("乙")), other.add(named("丙"))]
    with writing(five.engine) as connection, connection.begin():
        for entry in (entries[0], entries[2]):
            connection.exec_driver_sql(
                "INSERT INTO entry (id, device, seq, case_id, kind, header, body, salt, device_signature, "
                "officer_signature, act_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    entry.id,
                    entry.header.device,
                    entry.header.seq,
                    entry.header.case,
                    entry.header.kind,
                    entry.header_bytes,
                    entry.body,
                    entry.salt,
                    entry.device_signature,
                    entry.officer_signature,
                    entry.header.act_at,
                ),
            )
    faults = five.check(lambda entry: None if entry in entries else verify(entry))
    assert faults == ()
    faults = five.check(verify)
    assert {(fault.part, fault.device) for fault in faults} == {("device_signature", other.device)}


def test_a_changed_byte_of_the_file_is_named_by_its_page_wherever_it_lies(
    tmp_path: Path, maker: ChainMaker, verify: Callable[[Entry], str | None]
) -> None:
    store = new_store(tmp_path, maker)
    save(store, maker, [docketed(), *(named("甲" * 60) for _ in range(80))])
    store.close()
    whole = (tmp_path / STORE).read_bytes()
    assert damaged_pages(tmp_path, KEY) == ()
    lost_rows: set[int] = set()
    for page in range(1, len(whole) // 4096 + 1, 3):
        changed = bytearray(whole)
        changed[page * 4096 - 1000] ^= 1
        (tmp_path / STORE).write_bytes(changed)
        assert damaged_pages(tmp_path, KEY) == (page,)
        try:
            damaged = open_store(tmp_path, KEY, index_case)
        except StoreDamaged:
            continue
        faults = damaged.check(verify)
        damaged.close()
        assert StoreFault("pages", detail=f"HMAC verification failed for page {page}") in faults
        assert {fault.part for fault in faults} <= {"pages", "row"}
        lost_rows |= {fault.seq for fault in faults if fault.seq is not None}
    assert lost_rows
