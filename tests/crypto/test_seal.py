"""A sealed object opens whole, in its own place, or not at all."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.seal import SealBroken, SealUnknown, seal, unseal

KEY, OTHER_KEY = bytes(range(32)), bytes(range(1, 33))
PLACE = b"case 0198/reporter"


@given(plaintext=st.binary(max_size=200), place=st.binary(min_size=1, max_size=40))
def test_what_was_sealed_comes_back(plaintext: bytes, place: bytes) -> None:
    assert unseal(KEY, seal(KEY, plaintext, place), place) == plaintext


@given(data=st.data())
def test_one_changed_bit_anywhere_is_found(data: st.DataObject) -> None:
    envelope = bytearray(seal(KEY, "举报人电话".encode(), PLACE))
    place = data.draw(st.integers(0, len(envelope) - 1))
    envelope[place] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises((SealBroken, SealUnknown)):
        unseal(KEY, bytes(envelope), PLACE)


@given(length=st.integers(0, 60))
def test_a_shortened_envelope_is_found(length: int) -> None:
    with pytest.raises(SealBroken):
        unseal(KEY, seal(KEY, b"secret of a reporter", PLACE)[:length], PLACE)


def test_an_envelope_moved_to_another_place_does_not_open() -> None:
    with pytest.raises(SealBroken):
        unseal(KEY, seal(KEY, b"x", PLACE), b"case 0199/reporter")


def test_another_key_does_not_open() -> None:
    with pytest.raises(SealBroken):
        unseal(OTHER_KEY, seal(KEY, b"x", PLACE), PLACE)


def test_two_seals_of_one_text_differ() -> None:
    assert seal(KEY, b"same", PLACE) != seal(KEY, b"same", PLACE)


def test_the_envelope_names_its_version_and_algorithm() -> None:
    envelope = seal(KEY, b"text", PLACE)
    heading, rest = envelope.split(b"\n", 1)
    assert heading == b"fieldcase-seal:1:aes-256-gcm"
    assert AESGCM(KEY).decrypt(rest[:12], rest[12:], heading + b"\n" + PLACE) == b"text"


def test_a_newer_envelope_is_called_unknown_not_broken() -> None:
    with pytest.raises(SealUnknown) as caught:
        unseal(KEY, b"fieldcase-seal:2:sm4-gcm\n" + bytes(64), PLACE)
    assert caught.value.facts["heading"] == "fieldcase-seal:2:sm4-gcm"


def test_the_place_is_mandatory_and_the_key_has_full_length() -> None:
    with pytest.raises(ValueError, match="belongs"):
        seal(KEY, b"x", b"")
    with pytest.raises(ValueError, match="32 bytes"):
        seal(KEY[:16], b"x", PLACE)
