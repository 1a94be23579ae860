"""What whoever runs a district does: streets, officers, codes, devices."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from app.district.authority import der_of
from app.district.devices import block_device
from app.district.district import District
from app.district.enrolment import LAPTOP, OFFICER, code_until, make_code, put_grant
from app.district.errors import DistrictUnusable
from app.district.people import (
    REGISTER,
    Street,
    note_change,
    officers_of,
    put_officer,
    sign_roster,
)
from app.district.schema import device as device_table
from app.district.schema import street as street_table
from app.district.state import AUTHORITY, setting_of
from app.district.street_file import OfficerFacts, StreetFacts, check_officer
from app.domain.canonical import canonical_bytes
from app.domain.clock import moment, rfc3339
from app.domain.codec import to_json
from app.domain.roster import Grant
from app.wire.codes import EnrolmentCode, mark_of

FOREVER = "2999-12-31"
"""The end of the grant of a register, which ends with its street."""


def put_street(district: District, facts: StreetFacts) -> None:
    """Enter a street, or change what is known of it; officers of the file are added to its roster."""
    id_, text = facts.agency.id, canonical_bytes(to_json(facts)).decode("utf-8")
    with district.writing() as connection:
        changed = connection.execute(update(street_table).where(street_table.c.id == id_).values(facts=text))
        if changed.rowcount == 0:
            connection.execute(insert(street_table).values(id=id_, facts=text, roster="", roster_version=0))
            put_officer(
                connection, id_, OfficerFacts(REGISTER, "备案登记", (REGISTER.upper(),), facts.agency.squad)
            )
            payload = {
                "officer": REGISTER,
                "public_key": district.keys.register_officer(id_).public,
                "roles": [REGISTER.upper()],
                "agency": id_,
                "valid_from": _today(district),
                "valid_until": FOREVER,
            }
            put_grant(connection, district.keys, id_, payload)
        for officer in facts.officers:
            put_officer(connection, id_, _no_register(officer))
        sign_roster(connection, id_, _today(district), district.keys.signing)


def put_person(district: District, street: str, officer: OfficerFacts, until: str | None = None) -> None:
    """Enter an officer or change him; his keys get new grants when roles or the end of his rights changed.

    Args:
        until: the last day of his grants (ISO), when his rights end.

    Raises:
        DistrictUnusable: no such street (``reason`` is ``street``), or the name of the register.
        StreetFileRefused: a card's day is none, or a name is missing.
    """
    check_officer(officer)
    with district.writing() as connection:
        known = _street(district, connection, street)
        put_officer(connection, street, _no_register(officer))
        sign_roster(connection, street, _today(district), district.keys.signing)
        newest = {each.public_key: each for each in known.roster.grants if each.officer == officer.id}
        for grant in newest.values():
            if grant.roles != officer.roles or until is not None:
                put_grant(connection, district.keys, street, _renewed(district, grant, officer, until))


def person(district: District, street: str, id_: str) -> OfficerFacts | None:
    """An officer as the roster names him, or None.

    Raises:
        DistrictUnusable: no such street.
    """
    with district.reading() as connection:
        _street(district, connection, street)
        return next((each for each in officers_of(connection, street) if each.id == id_), None)


def laptop_code(district: District, street: str, laptop: str) -> str:
    """A code for a laptop, as it is printed.

    Raises:
        DistrictUnusable: no such street, or no name for a laptop.
    """
    if not laptop or laptop == REGISTER:
        raise DistrictUnusable(reason="laptop_name")
    return _code(district, street, LAPTOP, laptop)


def officer_code(district: District, street: str, officer: str) -> str:
    """A code for an officer's key, as it is printed.

    Raises:
        DistrictUnusable: no such street, or nobody of this id on its roster (``reason`` is ``officer``).
    """
    if officer == REGISTER or person(district, street, officer) is None:
        raise DistrictUnusable(reason="officer", officer=officer)
    return _code(district, street, OFFICER, officer)


def block(district: District, device: str, blocked: bool = True) -> str:
    """Block a device by its id or the name of its laptop, or let it in again; its id comes back.

    Raises:
        DistrictUnusable: no such device, or several of that name (``reason`` is ``device``).
    """
    at = rfc3339(moment(district.clock.read().wall_ms)) if blocked else None
    with district.writing() as connection:
        wanted = select(device_table.c.id).where(
            (device_table.c.id == device) | (device_table.c.laptop == device),
            device_table.c.laptop != REGISTER,
        )
        found = list(connection.execute(wanted).scalars())
        if len(found) != 1:
            raise DistrictUnusable(reason="device", device=device, found=len(found))
        block_device(connection, found[0], at)
        note_change(connection)
    return str(found[0])


def street_ids(district: District) -> tuple[str, ...]:
    """All streets, sorted."""
    with district.reading() as connection:
        return tuple(connection.execute(select(street_table.c.id).order_by(street_table.c.id)).scalars())


def _street(district: District, connection: Connection, id_: str) -> Street:
    if connection.execute(select(street_table.c.id).where(street_table.c.id == id_)).first() is None:
        raise DistrictUnusable(reason="street", street=id_)
    return district.streets.get(connection, id_)


def _code(district: District, street: str, purpose: str, subject: str) -> str:
    until = code_until(district.policies, district.clock.read().wall_ms)
    with district.writing() as connection:
        _street(district, connection, street)
        secret = make_code(connection, street, purpose, subject, until)
        authority = setting_of(connection, AUTHORITY)
    der = None if not authority else der_of(authority)
    return str(EnrolmentCode(secret, mark_of(district.key, der)))


def _renewed(district: District, grant: Grant, officer: OfficerFacts, until: str | None) -> dict[str, object]:
    return {
        "officer": grant.officer,
        "public_key": grant.public_key,
        "roles": list(officer.roles),
        "agency": grant.agency,
        "valid_from": grant.valid_from.isoformat(),
        "valid_until": until or grant.valid_until.isoformat(),
    }


def _no_register(officer: OfficerFacts) -> OfficerFacts:
    if officer.id == REGISTER:
        raise DistrictUnusable(reason="officer", officer=officer.id)
    return officer


def _today(district: District) -> str:
    return moment(district.clock.read().wall_ms).date().isoformat()
