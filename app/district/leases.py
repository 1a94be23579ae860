"""Blocks of numbers leased to devices: of the street's classes, for this year and in time for the next."""

from __future__ import annotations

import re

from sqlalchemy import Connection, func, insert, select, update

from app.district.database import lock_order
from app.district.keys import DistrictKeys
from app.district.people import Street
from app.district.schema import lease, lease_counter, number_gap
from app.district.settings import Policies
from app.domain.clock import moment
from app.ports.keys import SignatureTag
from app.wire.problems import BlockClass, RequestMalformed
from app.wire.statements import sign_statement

_REQUEST = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
FIRST_BLOCK = "at enrolment"
"""The request of the blocks that a device gets with its certificate."""


def lease_block(
    connection: Connection,
    keys: DistrictKeys,
    policies: Policies,
    street: Street,
    device: str,
    request: str,
    number_class: str,
    year: int,
    now_ms: int,
) -> str:
    """Lease a block as a device asked for it; the same request gets the same block.

    Raises:
        RequestMalformed: the request has no name in the form of a UUID.
        BlockClass: the street gives laptops no such numbers, or not yet.
    """
    if not _REQUEST.fullmatch(request):
        raise RequestMalformed(field="request")
    lock_order(connection)
    known = connection.execute(
        select(lease.c.statement).where(lease.c.device == device, lease.c.request == request)
    ).scalar_one_or_none()
    if known is not None:
        return str(known)
    if year not in years_open(policies, now_ms):
        raise BlockClass(number_class=number_class, year=year)
    return _lease(connection, keys, policies, street, device, request, number_class, year)


def first_blocks(
    connection: Connection, keys: DistrictKeys, policies: Policies, street: Street, device: str, now_ms: int
) -> None:
    """Lease a new device a block of every class, for every year that is open."""
    for year in years_open(policies, now_ms):
        for number in street.facts.numbers:
            request = f"{FIRST_BLOCK} {number.number_class} {year}"
            _lease(connection, keys, policies, street, device, request, number.number_class, year)


def blocks_of(connection: Connection, device: str) -> tuple[str, ...]:
    """The blocks of a device as signed statements, the older first."""
    wanted = select(lease.c.statement).where(lease.c.device == device).order_by(lease.c.place)
    return tuple(connection.execute(wanted).scalars())


def years_open(policies: Policies, now_ms: int) -> tuple[int, ...]:
    """The years of which blocks are leased now: this one, and late in it the next."""
    today = moment(now_ms).date()
    return (today.year, today.year + 1) if today.month >= policies.next_year_month else (today.year,)


def jump(
    connection: Connection,
    policies: Policies,
    epoch: str,
    street: str,
    number_class: str,
    size: int,
    now_ms: int,
) -> None:
    """Pass over what a store that was put back may have leased of a class; each jump is one gap on record."""
    this_year = moment(now_ms).year
    for year in (this_year, this_year + 1):
        width = policies.block_jump * size
        first = take_numbers(connection, street, number_class, year, width)
        connection.execute(
            insert(number_gap).values(
                street=street,
                number_class=number_class,
                year=year,
                first=first,
                last=first + width - 1,
                epoch=epoch,
            )
        )


def _lease(
    connection: Connection,
    keys: DistrictKeys,
    policies: Policies,
    street: Street,
    device: str,
    request: str,
    number_class: str,
    year: int,
) -> str:
    number = street.facts.number(number_class)
    if number is None:
        raise BlockClass(number_class=number_class, year=year)
    first = take_numbers(connection, street.id, number_class, year, number.block or policies.block_size)
    payload = {
        "device": device,
        "number_class": number_class,
        "year": year,
        "first": first,
        "last": first + (number.block or policies.block_size) - 1,
        "template": number.template,
    }
    statement = sign_statement(SignatureTag.NUMBER_BLOCK, payload, keys.signing).decode("utf-8")
    place = connection.execute(select(func.count()).select_from(lease)).scalar_one() + 1
    connection.execute(
        insert(lease).values(
            id=f"{device} {request}",
            place=place,
            street=street.id,
            request=request,
            statement=statement,
            **payload,
        )
    )
    return statement


def take_numbers(connection: Connection, street: str, number_class: str, year: int, size: int) -> int:
    """Take the next numbers of a class and year under the lock of the order; the first of them comes back."""
    at = (
        lease_counter.c.street == street,
        lease_counter.c.number_class == number_class,
        lease_counter.c.year == year,
    )
    known = connection.execute(select(lease_counter.c.next).where(*at)).scalar_one_or_none()
    if known is None:
        connection.execute(
            insert(lease_counter).values(street=street, number_class=number_class, year=year, next=1 + size)
        )
        return 1
    connection.execute(update(lease_counter).where(*at).values(next=known + size))
    return int(known)
