"""What can be said of a pushed entry before any lock is taken: is it readable, whole, and rightly signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.crypto.signing import verify
from app.domain.canonical import MAX_BYTES, parse_canonical
from app.domain.codec import from_json
from app.domain.entry import Entry, Header, commitment
from app.domain.errors import AppError
from app.domain.findings import Finding, Severity
from app.domain.law.articles import RECORD
from app.domain.verdict import Verdict
from app.ports.keys import SignatureTag
from app.wire.answers import Rejection
from app.wire.entries import SentEntry
from app.wire.limits import MAX_ORDINARY_BODY
from app.wire.verdicts import read_verdict

MAX_NAME = 200
"""Characters of any id, kind or time in a header."""
MAX_OFFICERS = 16


@dataclass(frozen=True, slots=True)
class Arrival:
    """A pushed entry with everything that can be known without the store.

    Attributes:
        entry: None where the header cannot be read. Of a refused entry it is the header with its signatures
            alone; what else came stays in ``sent``.
        rejected: why it does not belong into the chain, whatever comes before it: ``header`` or ``device``.
        device_signed: the device's signature fits.
        refused: why it is refused, all reasons.
        before: the verdict of an earlier epoch that came with it and that this district signed.
    """

    sent: SentEntry
    entry: Entry | None = None
    rejected: Rejection | None = None
    device_signed: bool = False
    refused: tuple[Finding, ...] = ()
    before: Verdict | None = field(default=None, repr=False)

    @property
    def id(self) -> str:
        """The id of the entry; empty where there is none."""
        return "" if self.entry is None else self.entry.id


def look_at(
    sent: SentEntry, device: str, device_key: str, grant_keys: Mapping[str, str], district: str
) -> Arrival:
    """Check an entry of one device: header, both signatures, body.

    Args:
        grant_keys: the public key of every grant of the street by its id.
        district: the public key of this district, for the verdict of an earlier epoch.
    """
    header = _header(sent.header)
    if header is None:
        return Arrival(sent, rejected=Rejection.HEADER)
    whole = Entry(header, sent.header, sent.body, sent.salt, sent.device_signature, sent.officer_signature)
    if header.device != device:
        return Arrival(sent, whole, Rejection.DEVICE)
    signed = _fits(device_key, SignatureTag.ENTRY_DEVICE, whole, sent.device_signature)
    before = _before(sent, whole.id, district)
    refused = (*_officer(whole, grant_keys), *_body(whole)) if signed else ()
    if before is not None:
        # The district checked it once and signed what it found; only what came anew is looked at again.
        refused = tuple(each for each in _body(whole) if each.code != "entry.body_missing")
    if refused:
        whole = Entry(header, sent.header, None, None, sent.device_signature, sent.officer_signature)
    return Arrival(sent, whole, None, signed, refused, before)


def refusal(code: str, entry: Entry, **facts: object) -> Finding:
    """Why an entry is refused, with what the header says of it."""
    header = entry.header
    told = {"kind": header.kind, "case": header.case or "", "actor": header.actor, "at": header.act_at}
    return Finding(code, Severity.BLOCK, (RECORD,), "P", {**told, **facts})


def _header(data: bytes) -> Header | None:
    if len(data) > MAX_BYTES:
        return None
    try:
        header = from_json(Header, parse_canonical(data))
    except (AppError, ValueError):
        return None
    return header if _is_sane(header) else None


def _is_sane(header: Header) -> bool:
    """Whether a header names things by names of an ordinary length, so that every store can look them up."""
    names = (header.device, header.kind, header.actor, header.grant, header.act_at, header.release)
    optional = (header.prev, header.case, header.base)
    given = [name for name in optional if name is not None]
    return (
        header.seq >= 1
        and all(0 < len(name) <= MAX_NAME for name in (*names, *given))
        and len(header.officers) <= MAX_OFFICERS
        and all(len(name) <= MAX_NAME for name in header.officers)
    )


def _before(sent: SentEntry, entry: str, district: str) -> Verdict | None:
    """The verdict that came with an entry, when it is one of this district on this entry."""
    if sent.verdict is None:
        return None
    try:
        verdict = read_verdict(sent.verdict, district, verify)
    except AppError:
        return None
    return verdict if verdict.entry == entry else None


def _officer(entry: Entry, grant_keys: Mapping[str, str]) -> tuple[Finding, ...]:
    key = grant_keys.get(entry.header.grant)
    if key is None:
        return (refusal("entry.grant", entry, grant=entry.header.grant),)
    if not _fits(key, SignatureTag.ENTRY_OFFICER, entry, entry.officer_signature):
        return (refusal("entry.officer_signature", entry),)
    return ()


def _body(entry: Entry) -> tuple[Finding, ...]:
    body, salt = entry.body, entry.salt
    if body is None:
        return (refusal("entry.body_missing", entry),)
    found = []
    if len(body) > MAX_ORDINARY_BODY:
        found.append(refusal("entry.too_large", entry, size=len(body), limit=MAX_ORDINARY_BODY))
    if not _committed(entry.header, salt, body):
        found.append(refusal("entry.commitment", entry))
    elif not found and not _canonical(body):
        found.append(refusal("entry.body", entry))
    return tuple(found)


def _committed(header: Header, salt: bytes | None, body: bytes) -> bool:
    try:
        return salt is not None and commitment(salt, body) == header.body_commit
    except AppError:
        return False


def _canonical(body: bytes) -> bool:
    try:
        parse_canonical(body)
    except (AppError, ValueError):
        return False
    return True


def _fits(public: str, tag: SignatureTag, entry: Entry, signature: bytes) -> bool:
    try:
        verify(public, tag, entry.digest, signature)
    except AppError:
        return False
    return True
