"""Signatures say who acted and for what; nothing else passes for them."""

from __future__ import annotations

import hashlib
import pickle

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.signing import SigningKey, device_id, public_raw, public_text, verify
from app.ports.keys import KeyMalformed, SignatureTag, SignatureWrong

DIGEST = hashlib.sha256(b"an entry's header").digest()
TAGS = st.sampled_from(list(SignatureTag))


@given(tag=TAGS, digest=st.binary(min_size=32, max_size=32))
def test_what_a_key_signed_is_found_right(tag: SignatureTag, digest: bytes) -> None:
    key = SigningKey.make()
    verify(key.public, tag, digest, key.sign(tag, digest))


def test_the_signature_is_plain_ed25519_over_tag_and_raw_id() -> None:
    key = SigningKey.make()
    signature = key.sign(SignatureTag.ENTRY_OFFICER, DIGEST)
    stranger = Ed25519PublicKey.from_public_bytes(public_raw(key.public))
    stranger.verify(signature, b"fieldcase/1/entry-officer\x00" + DIGEST)


@given(made_for=TAGS, taken_for=TAGS)
def test_a_signature_for_one_purpose_never_passes_for_another(
    made_for: SignatureTag, taken_for: SignatureTag
) -> None:
    key = SigningKey.make()
    signature = key.sign(made_for, DIGEST)
    if made_for is taken_for:
        verify(key.public, taken_for, DIGEST, signature)
    else:
        with pytest.raises(SignatureWrong) as caught:
            verify(key.public, taken_for, DIGEST, signature)
        assert caught.value.facts["tag"] == taken_for.value


@given(place=st.integers(0, 63), bit=st.integers(0, 7))
def test_one_changed_bit_of_a_signature_is_found(place: int, bit: int) -> None:
    key = SigningKey.load(bytes(range(32)))
    signature = bytearray(key.sign(SignatureTag.GRANT, DIGEST))
    signature[place] ^= 1 << bit
    with pytest.raises(SignatureWrong):
        verify(key.public, SignatureTag.GRANT, DIGEST, bytes(signature))


def test_another_officers_key_does_not_pass() -> None:
    mine, yours = SigningKey.make(), SigningKey.make()
    with pytest.raises(SignatureWrong):
        verify(
            yours.public, SignatureTag.ENTRY_OFFICER, DIGEST, mine.sign(SignatureTag.ENTRY_OFFICER, DIGEST)
        )


def test_a_signature_of_wrong_length_is_wrong_and_no_bug() -> None:
    for signature in (b"", b"x" * 63, b"x" * 65):
        with pytest.raises(SignatureWrong):
            verify(SigningKey.make().public, SignatureTag.VERDICT, DIGEST, signature)


def test_only_an_id_of_32_bytes_is_signed() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        SigningKey.make().sign(SignatureTag.RELEASE, DIGEST + b"more")


def test_a_stored_key_comes_back_as_the_same_key() -> None:
    key = SigningKey.make()
    assert SigningKey.load(key.private_bytes()).public == key.public


def test_the_device_is_named_by_the_hash_of_its_raw_public_key() -> None:
    key = SigningKey.make()
    assert device_id(key.public) == "sha256:" + hashlib.sha256(public_raw(key.public)).hexdigest()


def test_a_private_key_shows_only_its_public_half_and_is_not_pickled() -> None:
    key = SigningKey.make()
    assert repr(key) == f"SigningKey({key.public})"
    assert key.private_bytes().hex() not in repr(key)
    with pytest.raises(TypeError):
        pickle.dumps(key)


@given(st.binary(min_size=32, max_size=32))
def test_a_public_key_has_one_spelling(raw: bytes) -> None:
    assert public_raw(public_text(raw)) == raw
    last = public_text(raw)[-1]
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other_spelling = public_text(raw)[:-1] + alphabet[alphabet.index(last) ^ 1]
    with pytest.raises(KeyMalformed):
        public_raw(other_spelling)


@pytest.mark.parametrize(
    ("public", "reason"),
    [
        ("sm2:AAAA", "algorithm"),
        ("", "algorithm"),
        ("ed25519:AAAA", "length"),
        ("ed25519:" + "A" * 43 + "=", "encoding"),
        ("ed25519:" + "A" * 42 + "/", "encoding"),
        ("ed25519:" + "张" * 43, "encoding"),
    ],
)
def test_a_malformed_public_key_is_refused_with_its_reason(public: str, reason: str) -> None:
    with pytest.raises(KeyMalformed) as caught:
        public_raw(public)
    assert caught.value.facts["reason"] == reason


def test_a_wrong_length_private_key_is_refused() -> None:
    with pytest.raises(KeyMalformed):
        SigningKey.load(b"short")
