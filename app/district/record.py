"""The order of the district: every verdict takes the next place, in one transaction with its entry.

A record lives as long as one transaction and holds the lock of the order; what it gathers is written in a few
statements by :meth:`Record.write`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from app.district.database import COMMIT_SEQ, lock_order, set_counter
from app.district.schema import entry as entry_table
from app.district.schema import number_use, quarantine, verdict
from app.domain.entry import Entry, sha256_id
from app.domain.errors import AppError
from app.domain.findings import Finding, Findings
from app.domain.verdict import Outcome, Verdict
from app.ports.keys import Signer
from app.wire.digests import bucket_of
from app.wire.entries import SentEntry
from app.wire.findings import write_findings
from app.wire.verdicts import sign_verdict

_CHANGING = ("outcome", "newest_seq", "applied_seq", "waits")


@dataclass(frozen=True, slots=True)
class Office:
    """What every record of one process shares: the district's key, and the life of its store."""

    key: Signer
    epoch: str


class Record:
    """Entries and verdicts of one street in one transaction."""

    def __init__(self, connection: Connection, office: Office, street: str, at: str) -> None:
        """Take the lock of the order. ``at`` is the district's time, RFC 3339."""
        self._connection, self._office, self._street, self._at = connection, office, street, at
        self._newest = self._first = lock_order(connection)
        self._entries: dict[str, dict[str, Any]] = {}
        self._changed: dict[str, dict[str, Any]] = {}
        self._verdicts: list[dict[str, Any]] = []
        self._quarantined: list[dict[str, Any]] = []
        self._numbers: list[dict[str, Any]] = []

    @property
    def newest(self) -> int:
        """The newest place that was given."""
        return self._newest

    def take_in(self, entry: Entry) -> None:
        """Take a new entry in; its verdict must follow by :meth:`judge` before anything is written."""
        header = entry.header
        self._entries[entry.id] = {
            "id": entry.id,
            "street": self._street,
            "device": header.device,
            "seq": header.seq,
            "case_id": header.case,
            "kind": header.kind,
            "actor": header.actor,
            "header": entry.header_bytes,
            "body": entry.body,
            "salt": entry.salt,
            "device_signature": entry.device_signature,
            "officer_signature": entry.officer_signature,
            "outcome": Outcome.HELD.value,
            "first_seq": 0,
            "newest_seq": 0,
            "applied_seq": None,
            "waits": 0,
        }

    def set_aside(self, entry: Entry, sent: SentEntry) -> None:
        """Keep what came of a refused entry."""
        self._quarantined.append(
            {
                "entry": entry.id,
                "street": self._street,
                "case_id": entry.header.case,
                "body": sent.body,
                "salt": sent.salt,
                "settled_by": None,
            }
        )

    def judge(
        self,
        entry: Entry,
        outcome: Outcome,
        findings: Findings,
        *,
        cause: str | None = None,
        waits: bool = False,
    ) -> str:
        """Give an entry its verdict at the next place; the signed text comes back."""
        self._newest += 1
        said = Verdict(entry.id, self._office.epoch, self._newest, outcome, findings, cause, self._at)
        raw = self._signed(said)
        statement = raw.decode("utf-8")
        self._verdicts.append(
            {
                "commit_seq": self._newest,
                "id": sha256_id(raw),
                "epoch": self._office.epoch,
                "entry": entry.id,
                "street": self._street,
                "bucket": bucket_of(entry.header.case),
                "outcome": outcome.value,
                "statement": statement,
            }
        )
        self._note(entry.id, outcome, waits)
        return statement

    def use_number(self, entry: Entry, number: Mapping[str, Any]) -> None:
        """Remember that an applied entry uses or voids a number."""
        self._numbers.append(
            {"entry": entry.id, "street": self._street, "case_id": entry.header.case, **number}
        )

    def write(self) -> None:
        """Write what was gathered so far, so that questions to the store find it."""
        for table, rows in (
            (entry_table, list(self._entries.values())),
            (verdict, self._verdicts),
            (quarantine, self._quarantined),
            (number_use, self._numbers),
        ):
            if rows:
                self._connection.execute(insert(table), rows)
        if self._changed:
            self._connection.execute(_CHANGE, list(self._changed.values()))
        for gathered in (self._entries, self._changed, self._verdicts, self._quarantined, self._numbers):
            gathered.clear()
        if self._newest != self._first:
            set_counter(self._connection, COMMIT_SEQ, self._newest)
            self._first = self._newest

    def _signed(self, said: Verdict) -> bytes:
        """The signed bytes; a fact that has no canonical form is left out, never its finding."""
        try:
            return sign_verdict(said, self._office.key)
        except AppError:
            bare = Findings.of(_bare(each) for each in said.findings)
            return sign_verdict(replace(said, findings=bare), self._office.key)

    def _note(self, entry: str, outcome: Outcome, waits: bool) -> None:
        known = self._entries.get(entry)
        row = (
            known
            if known is not None
            else self._changed.setdefault(entry, {"of": entry, "applied_seq": None})
        )
        row["outcome"], row["newest_seq"], row["waits"] = outcome.value, self._newest, int(waits)
        if outcome is Outcome.APPLIED:
            row["applied_seq"] = self._newest
        if known is not None and not known["first_seq"]:
            known["first_seq"] = self._newest


_CHANGE = (
    update(entry_table)
    .where(entry_table.c.id == bindparam("of"))
    .values({name: bindparam(name) for name in _CHANGING})
)


def _bare(finding: Finding) -> Finding:
    try:
        write_findings(Findings((finding,)))
    except AppError:
        return Finding(finding.code, finding.severity, finding.articles, finding.tag)
    return finding
