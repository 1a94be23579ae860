"""Enrolment codes survive paper and typing, and tell one district from another."""

from __future__ import annotations

import hashlib
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.wire.codes import (
    ALPHABET,
    CodeMistyped,
    EnrolmentCode,
    is_secret,
    letters_of,
    mark_of,
    proof_digest,
    read_code,
)

LETTERS = st.text(ALPHABET, min_size=20, max_size=20)
KEY = "ed25519:" + "A" * 43


@given(LETTERS, LETTERS)
def test_a_code_comes_back_however_it_is_typed(secret: str, mark: str) -> None:
    code = EnrolmentCode(secret, mark)
    assert read_code(str(code)) == code
    assert read_code(str(code).lower().replace("-", " ")) == code
    assert read_code(str(code).replace("1", "l").replace("0", "o")) == code


def test_a_code_is_ten_groups_of_four() -> None:
    code = str(EnrolmentCode("0123456789ABCDEFGHJK", "MNPQRSTVWXYZ01234567"))
    assert code == "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ-0123-4567"


@pytest.mark.parametrize(("typed", "reason"), [("0123", "length"), ("", "length"), ("U" * 40, "character")])
def test_what_is_no_code_is_named(typed: str, reason: str) -> None:
    with pytest.raises(CodeMistyped) as refused:
        read_code(typed)
    assert refused.value.facts["reason"] == reason


def test_the_mark_is_the_first_hundred_bits_of_the_hash() -> None:
    der = b"certificate"
    told = f"{KEY}\n{hashlib.sha256(der).hexdigest()}".encode()
    bits = f"{int.from_bytes(hashlib.sha256(told).digest(), 'big'):0256b}"[:100]
    expected = "".join(ALPHABET[int(bits[place : place + 5], 2)] for place in range(0, 100, 5))
    assert mark_of(KEY, der) == expected


def test_the_mark_tells_key_and_authority() -> None:
    assert len({mark_of(KEY, None), mark_of(KEY, b"x"), mark_of(KEY[:-1] + "B", b"x")}) == 3


def test_a_secret_has_one_form() -> None:
    assert is_secret(letters_of(os.urandom(13), 20))
    assert not is_secret("I" * 20) and not is_secret("0" * 19) and not is_secret("0" * 20 + "\n")


def test_the_proof_is_over_secret_and_key() -> None:
    assert proof_digest("S", KEY) == hashlib.sha256(f"S\n{KEY}".encode()).digest()
