"""Verdicts, receipts and beacons say what was signed, and nothing else is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crypto.signing import SigningKey, verify
from app.domain.codec import RecordRefused
from app.domain.errors import AppError
from app.domain.findings import Finding, Findings, Severity
from app.domain.verdict import Outcome, Verdict
from app.ports.keys import SignatureTag
from app.wire.statements import StatementRefused, sign_statement
from app.wire.verdicts import (
    BeaconRecord,
    Receipt,
    read_beacon,
    read_receipt,
    read_verdict,
    sign_beacon,
    sign_receipt,
    sign_verdict,
)

DISTRICT = SigningKey.make()
ENTRY = "sha256:" + "a" * 64
HELD = Finding(
    "merge.field",
    Severity.BLOCK,
    ("《中华人民共和国行政处罚法》第四十七条",),
    "P",
    {"field": "act.place", "ours": "甲地", "theirs": "乙地", "of": ("一", "二"), "count": 2},
)
VERDICT = Verdict(ENTRY, "epoch-1", 7, Outcome.HELD, Findings((HELD,)), None, "2026-08-07T09:00:00+08:00")


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("cause", [None, "sha256:" + "b" * 64])
def test_a_verdict_comes_back_with_its_findings(outcome: Outcome, cause: str | None) -> None:
    said = Verdict(ENTRY, "e", 1, outcome, Findings((HELD,)), cause, "2026-08-07T09:00:00+08:00")
    assert read_verdict(sign_verdict(said, DISTRICT), DISTRICT.public, verify) == said


def test_only_applied_and_refused_are_final() -> None:
    assert [each for each in Outcome if each.is_final] == [Outcome.APPLIED, Outcome.REFUSED]


@given(st.data())
def test_one_changed_byte_of_a_verdict_is_never_believed(data: st.DataObject) -> None:
    raw = bytearray(sign_verdict(VERDICT, DISTRICT))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(AppError):
        read_verdict(bytes(raw), DISTRICT.public, verify)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("commit_seq", 0),
        ("commit_seq", True),
        ("outcome", "settled"),
        ("findings", {}),
        ("findings", [{"code": "x"}]),
        ("cause", 3),
        ("entry", None),
    ],
)
def test_a_verdict_of_another_shape_is_refused(name: str, value: object) -> None:
    payload = {
        "entry": ENTRY,
        "epoch": "e",
        "commit_seq": 1,
        "outcome": "applied",
        "findings": [],
        "cause": None,
        "at": "2026-08-07T09:00:00+08:00",
    }
    raw = sign_statement(SignatureTag.VERDICT, payload | {name: value}, DISTRICT)
    with pytest.raises(RecordRefused):
        read_verdict(raw, DISTRICT.public, verify)


def test_another_districts_verdict_is_not_believed() -> None:
    with pytest.raises(StatementRefused):
        read_verdict(sign_verdict(VERDICT, SigningKey.make()), DISTRICT.public, verify)


def test_a_receipt_names_street_case_hash_size_and_sender() -> None:
    receipt = Receipt("DEMO", "case", ENTRY, 5, "address", "sha256:" + "1" * 64, "2026-08-07T09:00:00+08:00")
    assert read_receipt(sign_receipt(receipt, DISTRICT), DISTRICT.public, verify) == receipt


def test_a_receipt_never_passes_for_a_beacon() -> None:
    receipt = Receipt("DEMO", "case", ENTRY, 5, "address", "sha256:" + "1" * 64, "2026-08-07T09:00:00+08:00")
    with pytest.raises(StatementRefused):
        read_beacon(sign_receipt(receipt, DISTRICT), DISTRICT.public, verify)


def test_a_beacon_brings_the_nonce_back() -> None:
    beacon = BeaconRecord(1_786_000_000_000, "0" * 32)
    assert read_beacon(sign_beacon(beacon, DISTRICT), DISTRICT.public, verify) == beacon
