"""Short-lived tokens against assertions that a device's key signed (RFC 7523); there is no other way in.

Tokens are sealed by the district's secret and name the device alone, so any of its processes can read them.
"""

from __future__ import annotations

import json
import re
import secrets
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwk import OctKey, OKPKey
from joserfc.jws import JWSRegistry, extract_compact
from sqlalchemy import Connection, Engine, delete, insert, select
from sqlalchemy.exc import IntegrityError

from app.crypto.signing import public_raw
from app.district.database import reading, writing
from app.district.devices import KnownDevice, find_device
from app.district.keys import DistrictKeys
from app.district.schema import assertion as assertion_table
from app.district.settings import ASSERTION_SECONDS, SKEW_SECONDS, TOKEN_SECONDS
from app.domain.entry import base64url
from app.domain.errors import AppError
from app.ports.clock import Clock
from app.wire.problems import (
    DeviceBlocked,
    DeviceDemonstration,
    TokenClock,
    TokenExpired,
    TokenMissing,
    TokenRefused,
)

_SIGNED_BY_DEVICES = ("Ed25519", "EdDSA")
"""RFC 9864 names the algorithm by its curve; RFC 8037 had the wider name."""
_SEALED_BY_US = ("HS256",)
_JTI = re.compile(r"[\x21-\x7e]{8,64}", re.ASCII)
_LARGEST = 8 * 1024


class _Algorithms(JWSRegistry):
    """Exactly the named algorithms; the library's opinion of their names is not asked."""

    def get_alg(self, name: str) -> Any:
        if not self.allowed or name not in self.allowed:
            raise UnsupportedAlgorithmError(name)
        return self.algorithms[name]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Gives tokens and reads them; shared by all threads."""

    engine: Engine
    keys: DistrictKeys
    clock: Clock

    def give(self, assertion: str) -> str:
        """A token for the device that signed an assertion.

        Raises:
            TokenClock: the assertion is of another time.
            TokenRefused: it is no good assertion, or was used before.
            DeviceBlocked, DeviceDemonstration: the device gets none.
        """
        claims = _claims_unproven(assertion)
        with reading(self.engine) as connection:
            device = find_device(connection, claims["iss"])
        district = self.keys.signing.public
        if device is None:
            raise DeviceDemonstration() if claims["aud"] != district else TokenRefused()
        _prove(assertion, device)
        if claims["aud"] != district:
            raise TokenRefused()
        now_ms = self.clock.read().wall_ms
        self._check_time(claims, now_ms)
        if device.blocked:
            raise DeviceBlocked()
        with writing(self.engine) as connection:
            _use_once(connection, device.id, claims["jti"], claims["exp"], now_ms)
        payload = {"sub": device.id, "exp": now_ms // 1000 + TOKEN_SECONDS, "jti": secrets.token_hex(8)}
        return jwt.encode(
            {"alg": "HS256"}, payload, self._own_key(), registry=_Algorithms(algorithms=_SEALED_BY_US)
        )

    def device_of(self, connection: Connection, header: str | None) -> KnownDevice:
        """The device that an ``Authorization`` header stands for.

        Raises:
            TokenMissing, TokenExpired, TokenRefused, DeviceBlocked.
        """
        scheme, _, token = (header or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise TokenMissing()
        try:
            registry = _Algorithms(algorithms=_SEALED_BY_US)
            claims = jwt.decode(token.strip(), self._own_key(), registry=registry).claims
        except (JoseError, ValueError) as error:
            raise TokenRefused() from error
        if self.clock.read().wall_ms // 1000 >= claims["exp"]:
            raise TokenExpired()
        device = find_device(connection, claims["sub"])
        if device is None:
            raise TokenRefused()
        if device.blocked:
            raise DeviceBlocked()
        return device

    def _own_key(self) -> OctKey:
        return OctKey.import_key(self.keys.token_key())

    def _check_time(self, claims: dict[str, Any], now_ms: int) -> None:
        issued, expires, now = claims["iat"], claims["exp"], now_ms // 1000
        if not issued < expires <= issued + ASSERTION_SECONDS:
            raise TokenRefused()
        if not issued - SKEW_SECONDS <= now <= expires + SKEW_SECONDS:
            raise TokenClock()


def _claims_unproven(assertion: str) -> dict[str, Any]:
    """What an assertion says of itself, to find the key that proves it.

    Raises:
        TokenRefused: it lacks a claim, or one is of another kind.
    """
    if len(assertion) > _LARGEST:
        raise TokenRefused()
    try:
        claims = _object(extract_compact(assertion.encode("ascii")).payload)
    except (JoseError, ValueError, RecursionError) as error:
        raise TokenRefused() from error
    texts = all(isinstance(claims.get(name), str) for name in ("iss", "sub", "aud", "jti"))
    whole = all(type(claims.get(name)) is int for name in ("iat", "exp"))
    if not texts or not whole or claims["iss"] != claims["sub"] or not _JTI.fullmatch(claims["jti"]):
        raise TokenRefused()
    return claims


def _object(payload: bytes) -> dict[str, Any]:
    found = json.loads(payload)
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def _prove(assertion: str, device: KnownDevice) -> None:
    try:
        raw = public_raw(device.public_key)
        key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": base64url(raw)})
        jwt.decode(assertion, key, registry=_Algorithms(algorithms=_SIGNED_BY_DEVICES))
    except (JoseError, ValueError, AppError) as error:
        raise TokenRefused() from error


def _use_once(connection: Connection, device: str, jti: str, expires: int, now_ms: int) -> None:
    """Use an assertion up; those whose time is long over are forgotten. Raises TokenRefused: it was used."""
    connection.execute(delete(assertion_table).where(assertion_table.c.expires_ms < now_ms))
    used = select(assertion_table.c.jti).where(
        assertion_table.c.device == device, assertion_table.c.jti == jti
    )
    if connection.execute(used).first() is not None:
        raise TokenRefused()
    until = (expires + SKEW_SECONDS + 1) * 1000
    try:
        connection.execute(insert(assertion_table).values(device=device, jti=jti, expires_ms=until))
    except IntegrityError as error:  # another process took it in between
        raise TokenRefused() from error
