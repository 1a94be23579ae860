"""What is known before anything is unlocked is read with care: a damaged or newer file harms nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.laptop import (
    FACTS,
    Laptop,
    LaptopFactsDamaged,
    LaptopNewer,
    LaptopNotSetUp,
    data_home,
    is_set_up,
    keep_look,
    last_sign_ins,
    note_sign_in,
    read_laptop,
    shown_look,
    write_laptop,
)

LAPTOP = Laptop(
    "store-1", "ed25519:AAAA", "上海市示范区示范街道办事处", "示范中队", "SF-01", {"a": "晴天去巡查"}
)


def test_the_facts_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    assert not is_set_up(tmp_path)
    write_laptop(tmp_path, LAPTOP)
    assert is_set_up(tmp_path)
    assert read_laptop(tmp_path) == LAPTOP


def test_an_empty_folder_says_that_the_laptop_is_not_set_up(tmp_path: Path) -> None:
    with pytest.raises(LaptopNotSetUp):
        read_laptop(tmp_path)


@pytest.mark.parametrize("bytes_", [b"", b"\xff\xfe", b"[]", b'{"v":1}', b'{"v":1,"store":7}'])
def test_damaged_facts_are_named_and_left_as_they_are(tmp_path: Path, bytes_: bytes) -> None:
    (tmp_path / FACTS).write_bytes(bytes_)
    with pytest.raises(LaptopFactsDamaged):
        read_laptop(tmp_path)
    assert (tmp_path / FACTS).read_bytes() == bytes_


def test_a_laptop_of_a_newer_program_is_refused_by_its_version(tmp_path: Path) -> None:
    (tmp_path / FACTS).write_bytes(b'{"v":2,"new":true}')
    with pytest.raises(LaptopNewer) as refused:
        read_laptop(tmp_path)
    assert refused.value.facts == {"version": 2, "known": 1}


def test_the_last_sign_in_of_each_officer_is_remembered(tmp_path: Path) -> None:
    note_sign_in(tmp_path, "a", "2026-08-05T08:00:00+08:00")
    note_sign_in(tmp_path, "b", "2026-08-06T08:00:00+08:00")
    note_sign_in(tmp_path, "a", "2026-08-07T08:00:00+08:00")
    assert last_sign_ins(tmp_path) == {"a": "2026-08-07T08:00:00+08:00", "b": "2026-08-06T08:00:00+08:00"}


def test_an_unreadable_list_of_sign_ins_keeps_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "sign-ins.json").write_bytes(b"\x00")
    assert last_sign_ins(tmp_path) == {}


def test_the_data_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FIELDCASE_HOME", str(tmp_path))
    assert data_home() == tmp_path
    monkeypatch.delenv("FIELDCASE_HOME")
    assert data_home() == Path("/var/lib/fieldcase")


def test_the_last_look_is_remembered_and_an_unreadable_one_keeps_nobody_out(tmp_path: Path) -> None:
    assert shown_look(tmp_path) == {}
    keep_look(tmp_path, {"scheme": "dark", "text": "125"})
    assert shown_look(tmp_path) == {"scheme": "dark", "text": "125"}
    (tmp_path / "look.json").write_bytes(b"\xff")
    assert shown_look(tmp_path) == {}
