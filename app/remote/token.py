"""The laptop's token: an assertion signed with the device key for a bearer token of minutes (RFC 7523).

The assertion carries the district's time, not the laptop's: the offset is learnt from the last
answer, so that a laptop with a wrong clock still comes in.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from urllib.parse import urlencode

from joserfc import jwt
from joserfc.jwk import OKPKey

from app.crypto.signing import SigningKey
from app.domain.entry import base64url
from app.ports.district import AnswerUnreadable
from app.remote.link import Link, json_of
from app.wire.problems import TokenClock

ASSERTION_SECONDS = 60
SPARE_SECONDS = 30
"""A token is renewed so long before it ends."""
FORM = "application/x-www-form-urlencoded"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Tokens:
    """Keeps one good token; threads that need a new one at the same moment wait for the same."""

    def __init__(
        self,
        link: Link,
        key: SigningKey,
        identity: tuple[str, str],
        since: Callable[[], float] = time.monotonic,
    ) -> None:
        """``identity``: id of the device, and the district's public key that it speaks to."""
        self._link, self._since = link, since
        self._device, self._district = identity
        self._key = OKPKey.import_key(
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "x": key.public.partition(":")[2],
                "d": base64url(key.private_bytes()),
            }
        )
        self._lock = threading.Lock()
        self._token, self._until = "", 0.0

    def current(self, refused: str = "") -> str:
        """A token that should be good; ``refused`` is one that was not."""
        with self._lock:
            if self._token and self._token != refused and self._since() < self._until:
                return self._token
            try:
                self._renew()
            except TokenClock:
                self._renew()
            return self._token

    def _renew(self) -> None:
        form = urlencode(
            {
                "grant_type": "client_credentials",
                "client_assertion_type": ASSERTION_TYPE,
                "client_assertion": self._assertion(),
            }
        )
        answer = self._link.ask("POST", "/v1/token", body=form.encode("ascii"), media_type=FORM)
        told = json_of(answer)
        token = told.get("access_token") if isinstance(told, dict) else None
        seconds = told.get("expires_in") if isinstance(told, dict) else None
        if not isinstance(token, str) or not isinstance(seconds, int) or not token.isascii():
            raise AnswerUnreadable(field="access_token")
        self._token, self._until = token, self._since() + max(0, seconds - SPARE_SECONDS)

    def _assertion(self) -> str:
        now = int(self._link.time.now())
        claims = {
            "iss": self._device,
            "sub": self._device,
            "aud": self._district,
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
            "jti": secrets.token_urlsafe(16),
        }
        return jwt.encode({"alg": "Ed25519"}, claims, self._key, algorithms=["Ed25519"])
