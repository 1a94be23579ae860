"""Whom this laptop believes: every verdict, entry and receipt that comes down is proven before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.crypto.entries import entry_verifier
from app.crypto.signing import verify
from app.domain.errors import AppError
from app.domain.verdict import Outcome
from app.ports.sync import Arrival
from app.services.enrol import Enrolment
from app.wire.changes import Change
from app.wire.verdicts import Receipt, read_receipt, read_verdict


class ArrivalRefused(AppError):
    """What came down does not hold: ``entry`` names it, ``part`` says what is wrong; nothing was kept."""

    code: ClassVar[str] = "arrival.refused"


@dataclass(frozen=True, slots=True)
class Trust:
    """The keys of the district, of the street's devices and of its officers' grants."""

    district: str
    device: str
    street: str
    devices: Mapping[str, str] = field(repr=False)
    grants: Mapping[str, str] = field(repr=False)

    def arrival(self, change: Change, known: bool) -> Arrival:
        """Prove a change that came down.

        Args:
            known: the store holds the entry already, so that it need not come again.

        Raises:
            ArrivalRefused: ``part`` is ``device_signature`` or ``officer_signature`` (also where the key is
                unknown), ``entry``, ``missing``, ``own`` or ``body``.
            StatementRefused, SignatureWrong, RecordRefused: the verdict is not this district's.
        """
        verdict = read_verdict(change.verdict.encode("utf-8"), self.district, verify)
        statement = change.verdict.encode("utf-8")
        if change.entry is None:
            if not known:
                raise ArrivalRefused(entry=verdict.entry, part="missing")
            return Arrival(verdict, statement)
        try:
            entry = change.entry.entry()
        except AppError as error:
            raise ArrivalRefused(entry=verdict.entry, part=error.facts.get("part", "entry")) from error
        if entry.id != verdict.entry:
            raise ArrivalRefused(entry=verdict.entry, part="entry")
        wrong = entry_verifier(self.devices.get, self.grants.get)(entry)
        may_be_wrong = "officer_signature" if verdict.outcome is Outcome.REFUSED else None
        if wrong not in (None, may_be_wrong):
            raise ArrivalRefused(entry=verdict.entry, part=wrong)
        return Arrival(verdict, statement, None if known else entry)

    def receipt(self, raw: bytes, case: str, sha256: str, size: int) -> Receipt:
        """Prove a receipt: it must speak of this file of this case, sent by this laptop.

        Raises:
            ArrivalRefused: it speaks of another.
            StatementRefused, SignatureWrong, RecordRefused: it is not this district's.
        """
        found = read_receipt(raw, self.district, verify)
        told = (found.street, found.case, found.sha256, found.size, found.device)
        if told != (self.street, case, sha256, size, self.device):
            raise ArrivalRefused(entry=sha256, part="receipt")
        return found


def trust_of(enrolment: Enrolment) -> Trust:
    """Whom an enrolment lets this laptop believe."""
    return Trust(
        district=enrolment.district,
        device=enrolment.certificate.device,
        street=enrolment.roster.agency.id,
        devices=dict(enrolment.devices),
        grants={grant.id: grant.public_key for grant in enrolment.roster.grants},
    )
