"""Enrolment: codes on paper become certified laptops and officers' grants (contract, section 3)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, insert, select, update

from app.crypto.signing import device_id, public_raw, verify
from app.district.database import lock_order, writing
from app.district.devices import KnownDevice, find_device
from app.district.keys import DistrictKeys
from app.district.leases import first_blocks
from app.district.people import Street, Streets, note_change
from app.district.register import put_device
from app.district.schema import code as code_table
from app.district.schema import grant_given
from app.district.settings import Policies
from app.domain.clock import moment
from app.domain.entry import sha256_id
from app.domain.errors import AppError
from app.domain.roster import Officer
from app.ports.clock import Clock
from app.ports.keys import SignatureTag
from app.wire.codes import SECRET_LETTERS, is_secret, letters_of, proof_digest
from app.wire.problems import CodeUnknown, CodeUsed, DeviceBlocked, EnrolmentProof, RequestMalformed
from app.wire.statements import sign_statement

LAPTOP, OFFICER = "laptop", "officer"
_SECRET_BYTES = 13
_DAY_MS = 24 * 60 * 60 * 1000
_LONGEST_NAME = 100


def make_code(connection: Connection, street: str, purpose: str, subject: str, until_ms: int) -> str:
    """A new secret for a laptop or an officer; only its hash is kept."""
    secret = letters_of(os.urandom(_SECRET_BYTES), SECRET_LETTERS)
    connection.execute(
        insert(code_table).values(
            secret_hash=_hash(secret),
            street=street,
            purpose=purpose,
            subject=subject,
            expires_ms=until_ms,
            used_by=None,
        )
    )
    return secret


def code_until(policies: Policies, now_ms: int) -> int:
    """When a code that is made now expires."""
    return now_ms + policies.code_days * _DAY_MS


@dataclass(frozen=True, slots=True)
class Enrolment:
    """Turns codes into devices and grants; shared by all threads."""

    engine: Engine
    keys: DistrictKeys
    policies: Policies
    streets: Streets
    clock: Clock

    def laptop(self, secret: str, public_key: str, calls_itself: str, proof: bytes) -> KnownDevice:
        """Make a laptop a device of the street that its code was printed for.

        The same request of the same key changes nothing. The certificate bears the name that the district
        gave with the code; ``calls_itself`` is kept beside it.

        Raises:
            RequestMalformed, EnrolmentProof: key, name or proof are not good.
            CodeUnknown, CodeUsed: the code is none, has expired, or has served another key.
        """
        if len(calls_itself) > _LONGEST_NAME:
            raise RequestMalformed(field="laptop")
        _check_proof(secret, public_key, proof)
        now_ms = self.clock.read().wall_ms
        with writing(self.engine) as connection:
            lock_order(connection)
            row = _code(connection, secret, LAPTOP, public_key, now_ms)
            if row.used_by is None:
                if find_device(connection, device_id(public_key)) is not None:
                    raise CodeUsed()
                device = put_device(
                    connection, self.keys, row.street, public_key, row.subject, now_ms, calls_itself
                )
                street = self.streets.get(connection, row.street)
                first_blocks(connection, self.keys, self.policies, street, device, now_ms)
                _use(connection, row.secret_hash, public_key)
            found = find_device(connection, device_id(public_key))
        if found is None:
            raise CodeUsed()
        if found.blocked:
            raise DeviceBlocked()
        return found

    def officer(self, device: KnownDevice, secret: str, public_key: str, proof: bytes) -> str:
        """The signed grant of an officer's key; the same request of the same key gets the same one.

        Raises:
            RequestMalformed, EnrolmentProof: key or proof are not good.
            CodeUnknown, CodeUsed: the code is none of this street, has expired, or has served another key.
        """
        _check_proof(secret, public_key, proof)
        now_ms = self.clock.read().wall_ms
        with writing(self.engine) as connection:
            lock_order(connection)
            row = _code(connection, secret, OFFICER, public_key, now_ms)
            street = self.streets.get(connection, device.street)
            if row.street != device.street or not street.roster.knows(row.subject):
                raise CodeUnknown()
            if row.used_by is not None:
                return newest_grant(connection, row.street, row.subject, public_key)
            _use(connection, row.secret_hash, public_key)
            until = now_ms + self.policies.grant_days * _DAY_MS
            officer = street.roster.officer(row.subject)
            return give_grant(connection, self.keys, street, officer, public_key, now_ms, until)


def give_grant(
    connection: Connection,
    keys: DistrictKeys,
    street: Street,
    officer: Officer,
    public_key: str,
    now_ms: int,
    until_ms: int,
) -> str:
    """Sign that a key speaks for an officer in his present roles; from and until as the street's file says.

    Args:
        until_ms: the end where the street's file tells none.
    """
    days = street.facts.grants
    payload = {
        "officer": officer.id,
        "public_key": public_key,
        "roles": list(officer.roles),
        "agency": street.id,
        "valid_from": moment(now_ms).date().isoformat() if days is None else days.valid_from,
        "valid_until": moment(until_ms).date().isoformat() if days is None else days.valid_until,
    }
    return put_grant(connection, keys, street.id, payload)


def put_grant(connection: Connection, keys: DistrictKeys, street: str, payload: Mapping[str, object]) -> str:
    """Sign a grant and enter it; one that is there word for word is left as it is."""
    raw = sign_statement(SignatureTag.GRANT, payload, keys.signing)
    id_ = sha256_id(raw)
    if connection.execute(select(grant_given.c.id).where(grant_given.c.id == id_)).first() is None:
        place = connection.execute(select(func.count()).select_from(grant_given)).scalar_one() + 1
        connection.execute(
            insert(grant_given).values(
                id=id_,
                place=place,
                street=street,
                officer=payload["officer"],
                public_key=payload["public_key"],
                statement=raw.decode("utf-8"),
            )
        )
        note_change(connection)
    return raw.decode("utf-8")


def newest_grant(connection: Connection, street: str, officer: str, public_key: str) -> str:
    """The newest grant of an officer's key.

    Raises:
        CodeUnknown: there is none.
    """
    wanted = (
        select(grant_given.c.statement)
        .where(
            grant_given.c.street == street,
            grant_given.c.officer == officer,
            grant_given.c.public_key == public_key,
        )
        .order_by(grant_given.c.place.desc())
        .limit(1)
    )
    found = connection.execute(wanted).scalar_one_or_none()
    if found is None:
        raise CodeUnknown()
    return str(found)


def _check_proof(secret: str, public_key: str, proof: bytes) -> None:
    if not is_secret(secret):
        raise RequestMalformed(field="secret")
    try:
        public_raw(public_key)
    except (AppError, ValueError) as error:
        raise RequestMalformed(field="public_key") from error
    try:
        verify(public_key, SignatureTag.ENROLMENT, proof_digest(secret, public_key), proof)
    except AppError as error:
        raise EnrolmentProof() from error


def _code(
    connection: Connection, secret: str, purpose: str, public_key: str, now_ms: int
) -> Row[*tuple[Any, ...]]:
    wanted = select(code_table).where(
        code_table.c.secret_hash == _hash(secret), code_table.c.purpose == purpose
    )
    row = connection.execute(wanted).one_or_none()
    if row is None or (row.used_by is None and row.expires_ms <= now_ms):
        raise CodeUnknown()
    if row.used_by is not None and row.used_by != public_key:
        raise CodeUsed()
    return row


def _use(connection: Connection, secret_hash: str, public_key: str) -> None:
    connection.execute(
        update(code_table).where(code_table.c.secret_hash == secret_hash).values(used_by=public_key)
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("ascii")).hexdigest()
