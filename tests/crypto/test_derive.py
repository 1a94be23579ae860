"""One root key, one key for each purpose."""

from __future__ import annotations

import hashlib
import hmac

import pytest

from app.crypto.derive import Purpose, derive

ROOT = bytes(range(32))


def test_every_purpose_has_a_key_of_its_own() -> None:
    keys = {derive(ROOT, purpose) for purpose in Purpose}
    assert len(keys) == len(Purpose)
    assert all(len(key) == 32 for key in keys)
    assert ROOT not in keys


def test_the_store_key_is_hkdf_as_rfc_5869_writes_it() -> None:
    extracted = hmac.digest(bytes(32), ROOT, hashlib.sha256)
    expected = hmac.digest(extracted, b"fieldcase/1/key/store" + b"\x01", hashlib.sha256)
    assert derive(ROOT, Purpose.STORE) == expected


def test_another_root_gives_other_keys() -> None:
    assert derive(ROOT, Purpose.VAULT) != derive(bytes(32), Purpose.VAULT)


def test_a_root_of_wrong_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        derive(b"short", Purpose.STORE)
