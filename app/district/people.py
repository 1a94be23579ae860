"""A street as the district knows it: roster, grants, devices; read once and again after every change."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, insert, select, update

from app.crypto.signing import SigningKey, verify
from app.district.database import PEOPLE, counted, raise_counter
from app.district.schema import device, grant_given, officer, street
from app.district.street_file import OfficerFacts, StreetFacts, street_facts
from app.domain.canonical import canonical_bytes
from app.domain.codec import from_json, to_json
from app.domain.roster import Grant, Roster
from app.ports.keys import SignatureTag
from app.wire.statements import grant as read_grant
from app.wire.statements import read_statement, sign_statement
from app.wire.statements import roster as read_roster

REGISTER = "register"
"""Roster id, laptop name and role (in capitals) of a street's register."""


@dataclass(frozen=True, slots=True)
class Street:
    """One street: everything that its entries are judged by and its laptops are given.

    Attributes:
        change: the count of changes of people when this was read.
        roster: as judgements see it: an older grant of a key ends when the newest one of that key ends.
        roster_statement, grant_statements, certificates: the signed texts, the older first.
        keys: the public key of every grant by its id.
    """

    id: str
    change: int
    facts: StreetFacts
    roster: Roster
    roster_statement: str = field(repr=False)
    grant_statements: tuple[str, ...] = field(repr=False)
    certificates: tuple[str, ...] = field(repr=False)
    keys: Mapping[str, str] = field(repr=False)


class Streets:
    """Reads streets and keeps them until somebody changes people; shared by all threads."""

    def __init__(self, district: str) -> None:
        """``district``: the public key that signed everything."""
        self._district = district
        self._read: dict[str, Street] = {}
        self._lock = threading.Lock()

    def get(self, connection: Connection, id_: str) -> Street:
        """One street as it is in this transaction."""
        change = counted(connection, PEOPLE)
        with self._lock:
            known = self._read.get(id_)
        if known is not None and known.change == change:
            return known
        fresh = self._load(connection, id_, change)
        with self._lock:
            self._read[id_] = fresh
        return fresh

    def _load(self, connection: Connection, id_: str, change: int) -> Street:
        row = connection.execute(select(street).where(street.c.id == id_)).one()
        given = (
            select(grant_given.c.statement).where(grant_given.c.street == id_).order_by(grant_given.c.place)
        )
        statements = tuple(connection.execute(given).scalars())
        grants = tuple(self._grant(text) for text in statements)
        whole = read_statement(row.roster.encode("utf-8"), SignatureTag.ROSTER, self._district, verify)
        devices = connection.execute(
            select(device.c.certificate).where(device.c.street == id_).order_by(device.c.place)
        ).scalars()
        return Street(
            id=id_,
            change=change,
            facts=street_facts(json.loads(row.facts)),
            roster=read_roster(whole, _ended(grants)),
            roster_statement=row.roster,
            grant_statements=statements,
            certificates=tuple(devices),
            keys={each.id: each.public_key for each in grants},
        )

    def _grant(self, text: str) -> Grant:
        return read_grant(read_statement(text.encode("utf-8"), SignatureTag.GRANT, self._district, verify))


def _ended(grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """What the newest grant of a key says of its end holds for the older ones too: rights can be taken."""
    ends = {(each.officer, each.public_key): each.valid_until for each in grants}
    return tuple(
        replace(each, valid_until=min(each.valid_until, ends[each.officer, each.public_key]))
        for each in grants
    )


def note_change(connection: Connection) -> None:
    """Tell every process that people have changed; on PostgreSQL changes follow one another by this row."""
    raise_counter(connection, PEOPLE)


def officers_of(connection: Connection, street_id: str) -> tuple[OfficerFacts, ...]:
    """The officers of a street in the order of its roster."""
    wanted = select(officer.c.facts).where(officer.c.street == street_id).order_by(officer.c.place)
    return tuple(from_json(OfficerFacts, json.loads(text)) for text in connection.execute(wanted).scalars())


def put_officer(connection: Connection, street_id: str, facts: OfficerFacts) -> None:
    """Enter an officer, or change what is known of him; the roster is signed anew by :func:`sign_roster`."""
    text = canonical_bytes(to_json(facts)).decode("utf-8")
    known = connection.execute(
        update(officer).where(officer.c.street == street_id, officer.c.id == facts.id).values(facts=text)
    )
    if known.rowcount == 0:
        place = len(officers_of(connection, street_id)) + 1
        connection.execute(insert(officer).values(street=street_id, id=facts.id, place=place, facts=text))


def sign_roster(connection: Connection, street_id: str, day: str, key: SigningKey) -> None:
    """Sign the roster of a street as it is now; every signing is a version of its own."""
    row = connection.execute(
        select(street.c.facts, street.c.roster_version).where(street.c.id == street_id)
    ).one()
    number = row.roster_version + 1
    payload = {
        "version": f"{day}/{number}",
        "agency": to_json(street_facts(json.loads(row.facts)).agency),
        "officers": [to_json(each) for each in officers_of(connection, street_id)],
    }
    text = sign_statement(SignatureTag.ROSTER, payload, key).decode("utf-8")
    connection.execute(
        update(street).where(street.c.id == street_id).values(roster=text, roster_version=number)
    )
    note_change(connection)
