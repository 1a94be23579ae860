"""Slots on the disk are whole at every moment; one damaged file hides no other officer."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.crypto.recovery import make_recovery_code, make_recovery_slot, open_recovery_slot
from app.crypto.signing import SigningKey
from app.crypto.slots import Argon2Cost, change_passphrase, make_slot, open_slot
from app.ports.keys import SlotDamaged, SlotHeader, SlotMissing, WrongPassphrase
from app.vault.disk import Disk
from app.vault.slot_files import SlotFolder

QUICK = Argon2Cost(passes=1, memory_kib=64, lanes=1)
LAPTOP, ROOT = b"L" * 32, b"R" * 32
ONE = SlotHeader("store-1", "officer-a", "演示员甲", ("officer",), "示09-0001", "2027-12-31")
TWO = replace(ONE, officer="officer-b", name="演示员乙", card="示09-0002")
OLD, NEW = "the old passphrase", "the new passphrase"


def slot_of(header: SlotHeader) -> bytes:
    return make_slot(header, OLD, LAPTOP, ROOT, SigningKey.make(), QUICK)


@pytest.fixture
def slots(tmp_path: Path) -> SlotFolder:
    return SlotFolder(tmp_path)


def test_before_provisioning_there_is_no_slot(slots: SlotFolder) -> None:
    assert slots.list().headers == ()
    with pytest.raises(SlotMissing) as caught:
        slots.read("officer-a")
    assert caught.value.facts == {"officer": "officer-a"}
    with pytest.raises(SlotMissing):
        slots.read_recovery()
    slots.delete("officer-a")


def test_the_sign_in_page_lists_all_officers_by_name(slots: SlotFolder) -> None:
    slots.write("officer-b", slot_of(TWO))
    slots.write("officer-a", slot_of(ONE))
    assert slots.list().headers == tuple(sorted((ONE, TWO), key=lambda header: header.name))
    assert slots.list().troubles == ()


def test_a_slot_comes_back_byte_for_byte_and_opens(slots: SlotFolder) -> None:
    slot = slot_of(ONE)
    slots.write("officer-a", slot)
    assert slots.read("officer-a") == slot
    assert open_slot(slots.read("officer-a"), OLD, LAPTOP).root_key == ROOT


def test_only_the_owner_of_the_data_may_read_slots(slots: SlotFolder, tmp_path: Path) -> None:
    slots.write("officer-a", slot_of(ONE))
    (file,) = (tmp_path / "slots").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_deleted_slot_is_gone_and_the_others_stay(slots: SlotFolder) -> None:
    slots.write("officer-a", slot_of(ONE))
    slots.write("officer-b", slot_of(TWO))
    slots.delete("officer-a")
    assert slots.list().headers == (TWO,)


def test_one_damaged_slot_is_named_and_hides_no_other(slots: SlotFolder, tmp_path: Path) -> None:
    slots.write("officer-a", slot_of(ONE))
    (file,) = (tmp_path / "slots").iterdir()
    file.write_bytes(file.read_bytes()[:-30])
    slots.write("officer-b", slot_of(TWO))
    listing = slots.list()
    assert listing.headers == (TWO,)
    assert [(trouble.file, trouble.code) for trouble in listing.troubles] == [(file.name, "slot.damaged")]


def test_a_slot_copied_under_another_officers_name_is_named(slots: SlotFolder, tmp_path: Path) -> None:
    slots.write("officer-a", slot_of(ONE))
    (file,) = (tmp_path / "slots").iterdir()
    file.rename(file.with_name("0" * 32 + ".slot"))
    assert slots.list().headers == ()
    assert [trouble.code for trouble in slots.list().troubles] == ["slot.damaged"]


def test_bytes_that_are_no_slot_of_this_officer_never_replace_one(slots: SlotFolder) -> None:
    slot = slot_of(ONE)
    slots.write("officer-a", slot)
    for other in (slot_of(TWO), b"", slot[:-1]):
        with pytest.raises(SlotDamaged):
            slots.write("officer-a", other)
    assert slots.read("officer-a") == slot


@pytest.mark.parametrize("officer", ["../../etc/passwd", "CON", "甲" * 300, "a/b", "", "\udcff"])
def test_no_roster_id_becomes_a_path(slots: SlotFolder, tmp_path: Path, officer: str) -> None:
    header = replace(ONE, officer=officer)
    slots.write(officer, slot_of(header))
    assert slots.list().headers == (header,)
    assert [path.parent for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "slots"]


def test_the_recovery_slot_is_kept_beside_the_officers_F20(slots: SlotFolder) -> None:
    code = make_recovery_code()
    slots.write_recovery(make_recovery_slot("store-1", code, ROOT))
    slots.write("officer-a", slot_of(ONE))
    assert slots.list().headers == (ONE,)
    assert open_recovery_slot(slots.read_recovery(), code) == ROOT


@pytest.mark.parametrize("aftermath", ["forgets", "keeps", "tears"])
def test_power_cut_while_changing_a_passphrase_leaves_the_old_or_the_new_slot_F01(
    aftermath: Any, failing_disk: Callable[[], Any], until_power_cut: Callable[[], Any]
) -> None:
    old = slot_of(ONE)
    new = change_passphrase(old, OLD, NEW, LAPTOP, QUICK)
    cut_at, finished = 0, False
    while not finished:
        cut_at += 1
        disk = failing_disk()
        SlotFolder(disk.root, disk=disk).write("officer-a", old)
        disk.operations, disk.cut_at = 0, cut_at
        with until_power_cut() as cut:
            SlotFolder(disk.root, disk=disk).write("officer-a", new)
        finished = not cut
        disk.power_returns(aftermath)
        after = SlotFolder(disk.root, disk=Disk())
        assert after.read("officer-a") == new if finished else after.read("officer-a") in (old, new)
        assert after.list().troubles == ()
        after.write("officer-a", new)
        with pytest.raises(WrongPassphrase):
            open_slot(after.read("officer-a"), OLD, LAPTOP)
    assert cut_at > 4
