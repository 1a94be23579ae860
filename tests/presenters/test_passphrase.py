"""改口令: the old one proves who asks, the new one is typed twice, and each refusal says what still holds."""

from __future__ import annotations

import pytest

from app.domain.errors import AppError
from app.ports.keys import KeyringLocked, MemoryShort
from app.ports.vault import DiskFull
from app.presenters.passphrase import change_passphrase
from tests.fakes.office import JIA, PASSPHRASES, FakeOffice

OLD, NEW = PASSPHRASES[JIA], "another-passphrase-2026"


def test_the_right_one_and_a_new_one_typed_twice_change_it(office: FakeOffice) -> None:
    assert change_passphrase(office, OLD, NEW, NEW).changed
    assert office.passphrases[JIA] == NEW


@pytest.mark.parametrize(
    ("old", "new", "again", "field", "words"),
    [
        ("wrong", NEW, NEW, "old", "现在的口令不对"),
        (OLD, NEW, NEW + "x", "again", "不一样"),
        (OLD, OLD, OLD, "new", "一样"),
        (OLD, "short", "short", "new", "太短"),
        (OLD, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "new", "单一"),
    ],
)
def test_a_refusal_stands_at_its_field_and_the_old_passphrase_holds(
    office: FakeOffice, old: str, new: str, again: str, field: str, words: str
) -> None:
    answer = change_passphrase(office, old, new, again)
    assert answer.field == field
    assert answer.message is not None and words in answer.message.what
    assert "仍然有效" in answer.message.data
    assert answer.message.remedy
    assert office.passphrases[JIA] == OLD


@pytest.mark.parametrize(
    "trouble",
    [
        KeyringLocked(name="gnome"),
        MemoryShort(needed_kib=65536),
        DiskFull(free=1 << 20, needed=1 << 20, kept_free=0),
    ],
)
def test_trouble_of_the_machine_names_no_field_and_says_that_the_old_passphrase_holds(
    office: FakeOffice, trouble: AppError
) -> None:
    office.fails["change_passphrase"] = trouble
    answer = change_passphrase(office, OLD, NEW, NEW)
    assert answer.field == ""
    assert answer.message is not None and answer.message.code == trouble.code
    assert "仍然有效" in answer.message.data
