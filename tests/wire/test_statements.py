"""Statements of the district are believed only when its key signed them, for this purpose, unchanged."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.signing import SigningKey, verify
from app.domain.codec import RecordRefused
from app.domain.errors import AppError
from app.ports.keys import SignatureTag, SignatureWrong
from app.wire.statements import (
    StatementRefused,
    grant,
    number_block,
    read_statement,
    sign_statement,
)

DISTRICT = SigningKey.make()
GRANT = {
    "officer": "demo-jia",
    "public_key": SigningKey.make().public,
    "roles": ["OFFICER"],
    "agency": "DEMO-SFJD",
    "valid_from": "2026-01-01",
    "valid_until": "2026-12-31",
}
BLOCK = {
    "device": "sha256:" + "1" * 64,
    "number_class": "当罚",
    "year": 2026,
    "first": 1,
    "last": 50,
    "template": "沪示示城管当罚字〔{year}〕第{seq:04d}号",
}


def test_a_grant_says_whose_key_it_is_and_is_named_by_its_bytes() -> None:
    raw = sign_statement(SignatureTag.GRANT, GRANT, DISTRICT)
    read = grant(read_statement(raw, SignatureTag.GRANT, DISTRICT.public, verify))
    assert (read.officer, read.public_key, read.valid_until) == (
        "demo-jia",
        GRANT["public_key"],
        date(2026, 12, 31),
    )
    assert read.id == read_statement(raw, SignatureTag.GRANT, DISTRICT.public, verify).id


@given(st.data())
def test_one_changed_byte_is_never_believed(data: st.DataObject) -> None:
    raw = bytearray(sign_statement(SignatureTag.GRANT, GRANT, DISTRICT))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(AppError):
        read_statement(bytes(raw), SignatureTag.GRANT, DISTRICT.public, verify)


def test_a_statement_signed_by_someone_else_is_refused() -> None:
    raw = sign_statement(SignatureTag.GRANT, GRANT, SigningKey.make())
    with pytest.raises(StatementRefused) as refused:
        read_statement(raw, SignatureTag.GRANT, DISTRICT.public, verify)
    assert refused.value.facts["reason"] == "signer"


def test_a_stranger_who_writes_the_districts_name_under_his_signature_is_refused() -> None:
    raw = sign_statement(SignatureTag.GRANT, GRANT, SigningKey.make())
    stranger = raw.split(b'"signer":"')[1][:-2]
    forged = raw.replace(stranger, DISTRICT.public.encode())
    with pytest.raises(SignatureWrong):
        read_statement(forged, SignatureTag.GRANT, DISTRICT.public, verify)


def test_a_grant_does_not_pass_as_a_lease_of_numbers() -> None:
    raw = sign_statement(SignatureTag.GRANT, GRANT, DISTRICT)
    with pytest.raises(StatementRefused) as refused:
        read_statement(raw, SignatureTag.NUMBER_BLOCK, DISTRICT.public, verify)
    assert refused.value.facts["reason"] == "kind"


def test_a_lease_writes_numbers_as_they_stand_on_paper() -> None:
    raw = sign_statement(SignatureTag.NUMBER_BLOCK, BLOCK, DISTRICT)
    block = number_block(
        read_statement(raw, SignatureTag.NUMBER_BLOCK, DISTRICT.public, verify), str(BLOCK["device"])
    )
    assert block.written(12) == "沪示示城管当罚字〔2026〕第0012号"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"device": "sha256:" + "2" * 64}, "device"),
        ({"first": 0}, "payload"),
        ({"first": 51}, "payload"),
        ({"template": "第号"}, "payload"),
        ({"template": "第{nothing}号"}, "payload"),
        ({"template": "第{seq.__class__.__init__}号"}, "payload"),
    ],
)
def test_a_lease_of_another_device_or_without_sense_is_refused(
    change: dict[str, object], reason: str
) -> None:
    raw = sign_statement(SignatureTag.NUMBER_BLOCK, {**BLOCK, **change}, DISTRICT)
    statement = read_statement(raw, SignatureTag.NUMBER_BLOCK, DISTRICT.public, verify)
    with pytest.raises(StatementRefused) as refused:
        number_block(statement, str(BLOCK["device"]))
    assert refused.value.facts["reason"] == reason


@pytest.mark.parametrize("change", [{"officer": 7}, {"roles": "OFFICER"}, {"valid_from": 20260101}])
def test_a_signed_grant_of_the_wrong_shape_names_its_field(change: dict[str, object]) -> None:
    raw = sign_statement(SignatureTag.GRANT, {**GRANT, **change}, DISTRICT)
    with pytest.raises(RecordRefused) as refused:
        grant(read_statement(raw, SignatureTag.GRANT, DISTRICT.public, verify))
    assert refused.value.facts["field"] == next(iter(change))


def test_a_statement_over_a_mebibyte_is_not_even_read() -> None:
    with pytest.raises(StatementRefused) as refused:
        read_statement(b"{" + b" " * 1024 * 1024, SignatureTag.ROSTER, DISTRICT.public, verify)
    assert refused.value.facts["reason"] == "size"
