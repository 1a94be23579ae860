"""An officer's slot opens with his passphrase on his laptop, and says clearly why it does not."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto import slots
from app.crypto.signing import SigningKey
from app.crypto.slots import Argon2Cost, change_header, change_passphrase, make_slot, open_slot, read_header
from app.ports.keys import (
    LaptopSecretWrong,
    SlotDamaged,
    SlotHeader,
    SlotTooNew,
    UnlockedSlot,
    WeakPassphrase,
    WrongPassphrase,
)

QUICK = Argon2Cost(passes=1, memory_kib=64, lanes=1)
HEADER = SlotHeader(
    store="store-1",
    officer="officer-a",
    name="演示员甲",
    roles=("officer", "leader"),
    card="示09-0001",
    card_valid_until="2027-12-31",
)
PASSPHRASE = "梧桐树下-2026-值班"
LAPTOP, ROOT = b"L" * 32, b"R" * 32
OFFICER = SigningKey.load(b"O" * 32)
SLOT = make_slot(HEADER, PASSPHRASE, LAPTOP, ROOT, OFFICER, QUICK)


def edited(change: Callable[[dict[str, Any]], object], slot: bytes = SLOT, mend: bool = True) -> bytes:
    """The slot as somebody with an editor leaves it; ``mend`` puts the checksum right again."""
    parts = json.loads(slot)
    change(parts)
    if mend:
        parts.pop("checksum")
        parts["checksum"] = slots.slot_format._checksum(parts)
    return json.dumps(parts, sort_keys=True, separators=(",", ":")).encode()


def test_the_officer_gets_root_key_and_own_key_back() -> None:
    opened = open_slot(SLOT, PASSPHRASE, LAPTOP)
    assert (opened.header, opened.root_key) == (HEADER, ROOT)
    assert opened.officer_key.public == OFFICER.public


def test_the_default_cost_is_the_documented_one_and_takes_noticeable_time() -> None:
    started = perf_counter()
    slot = make_slot(HEADER, PASSPHRASE, LAPTOP, ROOT, OFFICER)
    assert perf_counter() - started > 0.02
    stretch = json.loads(slot)["fields"]["stretch"]
    assert {name: stretch[name] for name in ("name", "passes", "memory_kib", "lanes")} == {
        "name": "argon2id",
        "passes": 3,
        "memory_kib": 65536,
        "lanes": 2,
    }
    assert open_slot(slot, PASSPHRASE, LAPTOP).root_key == ROOT


def test_a_wrong_passphrase_is_told_as_such() -> None:
    with pytest.raises(WrongPassphrase) as caught:
        open_slot(SLOT, PASSPHRASE + " ", LAPTOP)
    assert caught.value.facts == {"officer": "officer-a"}


def test_the_right_passphrase_on_another_laptop_is_told_as_such() -> None:
    with pytest.raises(LaptopSecretWrong):
        open_slot(SLOT, PASSPHRASE, b"M" * 32)


@pytest.mark.parametrize("typed", ["ABC123 abcdef１", "ＡＢＣ１２３　ａｂｃｄｅｆ1"])
def test_full_width_letters_of_an_input_method_are_the_same_passphrase(typed: str) -> None:
    slot = make_slot(HEADER, "ABC123 abcdef1", LAPTOP, ROOT, OFFICER, QUICK)
    assert open_slot(slot, typed, LAPTOP).root_key == ROOT


@given(place=st.integers(0, len(SLOT) - 1), bit=st.integers(0, 7))
def test_one_changed_bit_by_accident_is_damage_and_never_opens(place: int, bit: int) -> None:
    damaged = bytearray(SLOT)
    damaged[place] ^= 1 << bit
    with pytest.raises(SlotDamaged):
        open_slot(bytes(damaged), PASSPHRASE, LAPTOP)


@pytest.mark.parametrize(
    "change",
    [
        lambda parts: parts["fields"]["holder"].update(card_valid_until="2099-12-31"),
        lambda parts: parts["fields"]["holder"].update(roles=["officer", "agency_head"]),
        lambda parts: parts["fields"]["holder"].update(officer="officer-b"),
        lambda parts: parts["fields"].update(officer_public=SigningKey.make().public),
        lambda parts: parts["fields"]["stretch"].update(memory_kib=72),
        lambda parts: parts.update(nonce="A" * 16),
        lambda parts: parts.update(sealed=parts["sealed"][:-4] + "AAAA"),
    ],
)
def test_a_forged_slot_with_a_mended_checksum_does_not_open(
    change: Callable[[dict[str, Any]], object],
) -> None:
    with pytest.raises(WrongPassphrase):
        open_slot(edited(change), PASSPHRASE, LAPTOP)


def test_a_forged_slot_without_a_mended_checksum_is_damaged() -> None:
    forged = edited(lambda parts: parts["fields"]["holder"].update(name="演示员乙"), mend=False)
    with pytest.raises(SlotDamaged) as caught:
        read_header(forged)
    assert caught.value.facts["part"] == "checksum"


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (lambda parts: parts["fields"]["stretch"].update(memory_kib=2**31), "cost"),
        (lambda parts: parts["fields"]["stretch"].update(passes=10**9), "cost"),
        (lambda parts: parts["fields"]["stretch"].update(name="scrypt"), "field"),
        (lambda parts: parts["fields"]["stretch"].update(salt="AAAA"), "field"),
        (lambda parts: parts["fields"].update(stretch=[]), "field"),
        (lambda parts: parts["fields"].update(laptop_check=7), "field"),
        (lambda parts: parts["fields"]["holder"].update(roles=[1]), "field"),
        (lambda parts: parts["fields"]["holder"].pop("card"), "field"),
        (lambda parts: parts.update(format="something else"), "format"),
        (lambda parts: parts.update(kind="recovery"), "format"),
        (lambda parts: parts.update(version=True), "field"),
        (lambda parts: parts.update(version=0), "format"),
    ],
)
def test_a_hostile_slot_is_refused_before_any_work(
    change: Callable[[dict[str, Any]], object], part: str
) -> None:
    with pytest.raises(SlotDamaged) as caught:
        open_slot(edited(change), PASSPHRASE, LAPTOP)
    assert caught.value.facts["part"] == part


@pytest.mark.parametrize(
    "slot",
    [b"", b"[]", b"null", b"\xff", b"{" * 5000, b"1.5", b'{"version":1e3}', b"[NaN]", b" " * 70_000],
    ids=lambda slot: repr(slot[:8]),
)
def test_bytes_that_are_no_slot_are_damage(slot: bytes) -> None:
    with pytest.raises(SlotDamaged):
        read_header(slot)


def test_damage_to_the_version_is_not_taken_for_a_newer_program() -> None:
    with pytest.raises(SlotDamaged):
        read_header(edited(lambda parts: parts.update(version=3), mend=False))


def test_a_slot_of_a_newer_program_is_told_as_such() -> None:
    with pytest.raises(SlotTooNew) as caught:
        read_header(edited(lambda parts: parts.update(version=2)))
    assert caught.value.facts == {"version": 2, "known": 1}


def test_the_sign_in_page_reads_the_header_without_any_key() -> None:
    assert read_header(SLOT) == HEADER


def test_the_slot_is_canonical_ascii_and_shows_no_secret() -> None:
    assert SLOT.isascii()
    assert json.dumps(json.loads(SLOT), sort_keys=True, separators=(",", ":")).encode() == SLOT
    for secret in (ROOT, LAPTOP, OFFICER.private_bytes(), PASSPHRASE.encode()):
        assert secret not in SLOT
        assert secret.hex().encode() not in SLOT


def test_what_was_opened_shows_no_key_in_its_text_form() -> None:
    shown = repr(open_slot(SLOT, PASSPHRASE, LAPTOP))
    assert repr(ROOT)[2:-1] not in shown
    assert "ed25519" not in shown


def test_a_new_passphrase_opens_and_the_old_one_does_not() -> None:
    changed = change_passphrase(SLOT, PASSPHRASE, "另一句更长的口令 2027", LAPTOP, QUICK)
    opened = open_slot(changed, "另一句更长的口令 2027", LAPTOP)
    assert (opened.root_key, opened.officer_key.public) == (ROOT, OFFICER.public)
    with pytest.raises(WrongPassphrase):
        open_slot(changed, PASSPHRASE, LAPTOP)


def test_the_passphrase_is_changed_only_by_who_knows_the_old_one() -> None:
    with pytest.raises(WrongPassphrase):
        change_passphrase(SLOT, "not the passphrase", "另一句更长的口令 2027", LAPTOP, QUICK)


def test_a_renewed_card_is_written_into_the_same_officers_slot() -> None:
    renewed = replace(HEADER, card_valid_until="2032-12-31")
    changed = change_header(SLOT, renewed, PASSPHRASE, LAPTOP, QUICK)
    assert open_slot(changed, PASSPHRASE, LAPTOP).header == renewed
    with pytest.raises(ValueError, match="officer"):
        change_header(SLOT, replace(HEADER, officer="officer-b"), PASSPHRASE, LAPTOP, QUICK)


@pytest.mark.parametrize(
    ("passphrase", "reasons"),
    [
        ("", ("too_short", "too_uniform")),
        ("九个字符的口令啊呀", ("too_short",)),
        ("十个字符的口令就够了", ()),
        ("1111111111", ("too_uniform",)),
        ("示09-0001-card", ()),
        ("officer-a ", ("own_name",)),
    ],
)
def test_every_reason_against_a_passphrase_is_named(passphrase: str, reasons: tuple[str, ...]) -> None:
    assert slots.weaknesses(passphrase, (HEADER.name, HEADER.card, HEADER.officer)) == reasons


def test_no_slot_is_made_with_a_weak_passphrase() -> None:
    with pytest.raises(WeakPassphrase) as caught:
        make_slot(HEADER, "kurz", LAPTOP, ROOT, OFFICER, QUICK)
    assert caught.value.facts["reasons"] == ("too_short",)


def test_two_slots_of_one_officer_share_no_bytes_of_their_seal() -> None:
    again = json.loads(make_slot(HEADER, PASSPHRASE, LAPTOP, ROOT, OFFICER, QUICK))
    first = json.loads(SLOT)
    assert again["sealed"] != first["sealed"]
    assert again["fields"]["stretch"]["salt"] != first["fields"]["stretch"]["salt"]


def test_a_signer_that_is_no_key_cannot_be_wrapped() -> None:
    class Borrowed:
        public = OFFICER.public

        def sign(self, tag: object, digest: bytes) -> bytes:
            raise AssertionError(tag, digest)

    with pytest.raises(TypeError):
        slots._remake(UnlockedSlot(HEADER, ROOT, Borrowed()), PASSPHRASE, LAPTOP, QUICK)
