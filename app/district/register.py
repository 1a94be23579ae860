"""The street's register: a device of the server with a chain of its own, and whoever acts for it.

It receives the on-the-spot decisions for the agency (行政处罚法第五十二条第三款) and says where one number
stands in two cases. What it says is an entry like any other: judged, signed, pulled by every laptop.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, func, insert, select, update

from app.crypto.entries import sign_entry
from app.crypto.signing import device_id
from app.district.keys import DistrictKeys
from app.district.leases import take_numbers
from app.district.people import REGISTER, Street, note_change
from app.district.schema import device
from app.domain.bodies import Body, SummaryRecorded, body_bytes
from app.domain.case import Case, Document
from app.domain.clock import moment, rfc3339
from app.domain.codec import to_json
from app.domain.entry import ClockReading, Entry, Header
from app.domain.law.matter import DECISION
from app.domain.numbers import NumberBlock
from app.ports.clock import Ids
from app.ports.keys import SignatureTag
from app.wire.statements import sign_statement

SUMMARY = "summary"


class Register:
    """Writes the register's entries within one transaction that holds the lock of the order."""

    def __init__(
        self,
        connection: Connection,
        keys: DistrictKeys,
        street: Street,
        epoch: str,
        ids: Ids,
        now: ClockReading,
    ) -> None:
        self._connection, self._keys, self._street = connection, keys, street
        self._ids, self._now = ids, now
        self._device_key = keys.register_device(street.id, epoch)
        self._device = device_id(self._device_key.public)

    def receives(self, case: Case) -> Document | None:
        """The served on-the-spot decision of a summary case that is not yet on the register, or None."""
        if case.procedure != SUMMARY or case.recorded_at is not None:
            return None
        return case.served(DECISION)

    def record(self, case: Case, decision: Document) -> Entry:
        """The entry by which the agency has received a decision, with its number in the register."""
        return self.entry(case, SummaryRecorded(decision.id, self._next_number()))

    def entry(self, case: Case, body: Body) -> Entry:
        """The next entry of the register's chain; its head moves with it."""
        seq, head = self._head()
        header = Header(
            device=self._device,
            seq=seq + 1,
            prev=head,
            case=case.id,
            base=case.head,
            kind=body.kind,
            actor=REGISTER,
            officers=(REGISTER,),
            grant=self._grant(),
            act_at=rfc3339(moment(self._now.wall_ms)),
            clock=self._now,
            release=case.release,
            body_commit="",
        )
        officer_key = self._keys.register_officer(self._street.id)
        made = sign_entry(header, body_bytes(body), self._ids.salt(), self._device_key, officer_key)
        self._connection.execute(
            update(device)
            .where(device.c.id == self._device)
            .values(head_seq=seq + 1, head=made.id, clock=json.dumps(to_json(self._now)))
        )
        return made

    def _grant(self) -> str:
        grant = self._street.roster.grant_of(REGISTER)
        return "" if grant is None else grant.id

    def _head(self) -> tuple[int, str | None]:
        wanted = select(device.c.head_seq, device.c.head).where(device.c.id == self._device)
        row = self._connection.execute(wanted).one_or_none()
        if row is not None:
            return row.head_seq, row.head
        put_device(
            self._connection,
            self._keys,
            self._street.id,
            self._device_key.public,
            REGISTER,
            self._now.wall_ms,
        )
        return 0, None

    def _next_number(self) -> str:
        """The next number of the register in this year; empty where the street counts none."""
        number = self._street.facts.register
        if number is None:
            return ""
        year = moment(self._now.wall_ms).year
        seq = take_numbers(self._connection, self._street.id, number.number_class, year, 1)
        return NumberBlock("", number.number_class, year, seq, seq, number.template).written(seq)


def put_device(
    connection: Connection,
    keys: DistrictKeys,
    street: str,
    public_key: str,
    laptop: str,
    now_ms: int,
    calls_itself: str = "",
) -> str:
    """Enter a device of a street with its signed certificate; the id of the device comes back."""
    id_ = device_id(public_key)
    payload = {
        "device": id_,
        "public_key": public_key,
        "agency": street,
        "laptop": laptop,
        "issued_on": moment(now_ms).date().isoformat(),
    }
    certificate = sign_statement(SignatureTag.DEVICE_CERTIFICATE, payload, keys.signing).decode("utf-8")
    place = connection.execute(select(func.count()).select_from(device)).scalar_one() + 1
    connection.execute(
        insert(device).values(
            id=id_,
            place=place,
            street=street,
            public_key=public_key,
            laptop=laptop,
            calls_itself=calls_itself,
            certificate=certificate,
            blocked_at=None,
            head_seq=0,
            head=None,
            clock=None,
        )
    )
    note_change(connection)
    return id_
