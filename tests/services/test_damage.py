"""One changed byte in an entry, a body, a signature or a vault file is found and named."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from app.bootstrap import store_key
from app.crypto.slots import open_slot
from app.ports.vault import EvidenceAltered
from app.services.office import LaptopOffice
from app.vault.slot_files import SlotFolder
from tests.flows.demo_laptop import JIA, PASSPHRASES
from tests.flows.summary_case import VIDEO, play
from tests.services.conftest import Laptop


def raw_store(laptop: Laptop) -> dbapi2.Connection:
    """The store's file, opened behind the program's back."""
    secret = next(iter(laptop.demo.secrets.values()))
    key = store_key(open_slot(SlotFolder(laptop.demo.home).read(JIA), PASSPHRASES[JIA], secret))
    connection = dbapi2.connect(str(laptop.demo.home / "store.db"))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


@pytest.mark.parametrize(
    ("column", "part"),
    [
        ("header", "header"),
        ("body", "body"),
        ("salt", "body"),
        ("device_signature", "device_signature"),
        ("officer_signature", "officer_signature"),
    ],
)
def test_a_changed_byte_of_an_entry_is_found_and_named(laptop: Laptop, column: str, part: str) -> None:
    office = laptop.sign_in()
    play(office)
    office.close()
    laptop.opened.clear()
    dice = random.Random(column)
    seq = dice.randint(1, 40)
    with raw_store(laptop) as connection:
        query = f"SELECT {column} FROM entry WHERE seq = ?"
        (old,) = connection.execute(query, (seq,)).fetchone()
        changed = bytearray(old)
        changed[dice.randrange(len(changed))] ^= 1
        connection.execute(f"UPDATE entry SET {column} = ? WHERE seq = ?", (bytes(changed), seq))
        connection.commit()
    connection.close()
    faults = laptop.sign_in().doctor.check()
    assert faults, f"a changed {column} went unseen"
    assert seq in {fault.seq for fault in faults}
    assert part in {fault.part for fault in faults} or column == "header"


def sealed_files(laptop: Laptop) -> list[Path]:
    return sorted(path for path in (laptop.demo.home / "vault").rglob("*") if path.is_file())


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_changed_byte_of_a_sealed_file_is_found_and_named(laptop: Laptop, place: str) -> None:
    office = laptop.sign_in()
    play(office)
    victim = max(sealed_files(laptop), key=lambda path: path.stat().st_size)
    data = bytearray(victim.read_bytes())
    offset = {"first": 0, "middle": len(data) // 2, "last": len(data) - 1}[place]
    data[offset] ^= 1
    victim.write_bytes(data)
    assert [(fault.where, fault.name) for fault in office.doctor.check()] == [("vault", victim.name)]


def test_a_paper_whose_file_was_changed_is_not_shown(office: LaptopOffice, laptop: Laptop) -> None:
    journey = play(office)
    paper = office.queries.case(journey.case).papers("D20")[0]
    blob = office.queries.blob(paper.pdf_sha256)
    assert blob is not None
    (victim,) = [path for path in sealed_files(laptop) if path.name == blob.name]
    data = bytearray(victim.read_bytes())
    data[-1] ^= 1
    victim.write_bytes(data)
    with pytest.raises(EvidenceAltered):
        office.paper_bytes(journey.case, paper.id)


def test_a_sealed_file_that_is_gone_is_named(office: LaptopOffice, laptop: Laptop) -> None:
    play(office)
    victim = sealed_files(laptop)[0]
    victim.unlink()
    assert [(fault.name, fault.part) for fault in office.doctor.check()] == [(victim.name, "missing")]


def test_bringing_the_original_again_cures_a_damaged_file(office: LaptopOffice, laptop: Laptop) -> None:
    journey = play(office)
    victim = max(sealed_files(laptop), key=lambda path: path.stat().st_size)
    victim.write_bytes(b"gone")
    assert office.doctor.check()
    office.add_evidence(journey.case, VIDEO, act="other")
    assert office.doctor.check() == ()


def test_the_same_video_twice_lies_in_the_vault_once(office: LaptopOffice, laptop: Laptop) -> None:
    journey = play(office)
    before = sealed_files(laptop)
    office.add_evidence(journey.case, VIDEO, act="other")
    assert sealed_files(laptop) == before
