"""Verdicts, receipts and beacons: what the district signs of entries, evidence and time."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.canonical import Json
from app.domain.codec import RecordRefused, from_json, to_json
from app.domain.verdict import Outcome, Verdict
from app.ports.keys import SignatureTag, Signer, Verify
from app.wire.findings import findings_json, findings_of
from app.wire.statements import Statement, read_statement, sign_statement


@dataclass(frozen=True, slots=True)
class _VerdictRecord:
    entry: str
    epoch: str
    commit_seq: int
    outcome: Outcome
    findings: object
    cause: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The district holds these bytes, all of which this device sent.

    Attributes:
        sha256: hash of the original, ``sha256:<hex>``; ``size`` in bytes.
        address: address of the upload.
    """

    street: str
    case: str
    sha256: str
    size: int
    address: str
    device: str
    at: str


@dataclass(frozen=True, slots=True)
class BeaconRecord:
    """The district's clock (ms since 1970) at the moment when it was asked with ``nonce`` (32 hex digits)."""

    server_ms: int
    nonce: str


def sign_verdict(verdict: Verdict, district: Signer) -> bytes:
    """Write and sign a verdict.

    Raises:
        NotCanonical, RecordRefused: a finding holds what has no place in canonical JSON.
    """
    payload: dict[str, Json] = {
        "entry": verdict.entry,
        "epoch": verdict.epoch,
        "commit_seq": verdict.commit_seq,
        "outcome": verdict.outcome.value,
        "findings": findings_json(verdict.findings),
        "cause": verdict.cause,
        "at": verdict.at,
    }
    return sign_statement(SignatureTag.VERDICT, payload, district)


def read_verdict(raw: bytes, district: str, verify: Verify) -> Verdict:
    """Read a verdict and check that this district signed it.

    Raises:
        StatementRefused, SignatureWrong, RecordRefused: it is not the district's, or has no such shape.
    """
    return verdict_of(read_statement(raw, SignatureTag.VERDICT, district, verify))


def verdict_of(statement: Statement) -> Verdict:
    """Read the payload of a verdict. Raises RecordRefused."""
    record = from_json(_VerdictRecord, statement.payload)
    findings = findings_of(statement.payload["findings"])
    if record.commit_seq < 1:
        raise RecordRefused(record="Verdict", field="commit_seq", reason="range")
    return Verdict(
        record.entry, record.epoch, record.commit_seq, record.outcome, findings, record.cause, record.at
    )


def sign_receipt(receipt: Receipt, district: Signer) -> bytes:
    """Write and sign a receipt. Raises NotCanonical."""
    return sign_statement(SignatureTag.RECEIPT, _object(receipt), district)


def read_receipt(raw: bytes, district: str, verify: Verify) -> Receipt:
    """Read a receipt and check that this district signed it.

    Raises:
        StatementRefused, SignatureWrong, RecordRefused: it is not the district's, or has no such shape.
    """
    return from_json(Receipt, read_statement(raw, SignatureTag.RECEIPT, district, verify).payload)


def sign_beacon(beacon: BeaconRecord, district: Signer) -> bytes:
    """Write and sign a beacon. Raises NotCanonical."""
    return sign_statement(SignatureTag.BEACON, _object(beacon), district)


def read_beacon(raw: bytes, district: str, verify: Verify) -> BeaconRecord:
    """Read a beacon and check that this district signed it.

    Raises:
        StatementRefused, SignatureWrong, RecordRefused: it is not the district's, or has no such shape.
    """
    return from_json(BeaconRecord, read_statement(raw, SignatureTag.BEACON, district, verify).payload)


def _object(record: object) -> dict[str, Json]:
    found = to_json(record)
    if not isinstance(found, dict):
        raise RecordRefused(record=type(record).__name__, field="", reason="no_object")
    return found
