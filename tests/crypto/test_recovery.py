"""The printed code brings the store back however it was typed, and nothing near it does (F20)."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.recovery import (
    ALPHABET,
    make_recovery_code,
    make_recovery_slot,
    open_recovery_slot,
    read_recovery_code,
)
from app.ports.keys import RecoveryCodeMistyped, RecoveryCodeWrong, SlotDamaged

ROOT = b"R" * 32
CODE = make_recovery_code()
SLOT = make_recovery_slot("store-1", CODE, ROOT)
SIGNS = CODE.replace("-", "")


def test_the_printed_code_opens_the_root_key_F20() -> None:
    assert open_recovery_slot(SLOT, CODE) == ROOT


def test_the_code_is_seven_groups_of_four_with_at_least_128_random_bits() -> None:
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4] * 7
    assert (len(SIGNS) - 1) * 5 >= 128
    assert len({make_recovery_code() for _ in range(50)}) == 50


def sloppy(code: str) -> list[str]:
    full_width = code.translate({ord(sign): ord(sign) - 0x20 + 0xFF00 for sign in ALPHABET})
    return [
        code.lower(),
        code.replace("-", ""),
        code.replace("-", "  "),
        f"  {code}\n",
        code.replace("-", "\u2014"),
        code.replace("0", "O").replace("1", "l"),
        code.replace("0", "o").replace("1", "I"),
        full_width,
    ]


@pytest.mark.parametrize("number", range(len(sloppy(CODE))))
def test_the_code_is_read_however_it_was_typed_F20(number: int) -> None:
    code = make_recovery_code()
    assert read_recovery_code(sloppy(code)[number]) == code.replace("-", "")[:-1]


@given(place=st.integers(0, 27), sign=st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found_before_the_slot_is_tried(place: int, sign: str) -> None:
    typed = SIGNS[:place] + sign + SIGNS[place + 1 :]
    if typed == SIGNS:
        assert read_recovery_code(typed)
    else:
        with pytest.raises(RecoveryCodeMistyped) as caught:
            read_recovery_code(typed)
        assert caught.value.facts["reason"] == "check"


@given(one=st.integers(0, 27), other=st.integers(0, 27))
def test_any_two_characters_swapped_are_found(one: int, other: int) -> None:
    signs = list(SIGNS)
    signs[one], signs[other] = signs[other], signs[one]
    if signs == list(SIGNS):
        assert read_recovery_code("".join(signs))
    else:
        with pytest.raises(RecoveryCodeMistyped):
            read_recovery_code("".join(signs))


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "length"),
        (SIGNS[:-1], "length"),
        (SIGNS + "0", "length"),
        ("U" + SIGNS[1:], "character"),
        ("口令", "character"),
    ],
)
def test_what_is_no_code_is_told_with_its_reason(typed: str, reason: str) -> None:
    with pytest.raises(RecoveryCodeMistyped) as caught:
        open_recovery_slot(SLOT, typed)
    assert caught.value.facts["reason"] == reason


def test_the_code_of_another_store_is_told_apart_from_a_typing_error() -> None:
    with pytest.raises(RecoveryCodeWrong):
        open_recovery_slot(SLOT, make_recovery_code())


@given(place=st.integers(0, len(SLOT) - 1), bit=st.integers(0, 7))
def test_a_changed_bit_of_the_recovery_slot_is_damage(place: int, bit: int) -> None:
    damaged = bytearray(SLOT)
    damaged[place] ^= 1 << bit
    with pytest.raises(SlotDamaged):
        open_recovery_slot(bytes(damaged), CODE)


def test_the_slot_shows_neither_code_nor_root_key() -> None:
    shown = json.dumps(json.loads(SLOT))
    assert SIGNS not in shown
    assert CODE not in shown
    assert ROOT.decode() not in shown
