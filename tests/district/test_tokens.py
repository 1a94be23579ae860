"""Tokens: only for a device's own fresh assertion, once, for ten minutes, on the district's clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from app.crypto.signing import SigningKey
from app.district import administration
from app.domain.clock import moment
from tests.district.conftest import MORNING, Setting
from tests.district.laptop import ASSERTION, Laptop
from tests.fakes.clock import SetClock


def refused(laptop: Laptop, **claims: object) -> tuple[int, str]:
    answer = laptop.ask_token(laptop.assertion(**claims))
    return answer.status_code, answer.json().get("code", "")


def test_a_good_assertion_gets_a_token_for_ten_minutes(laptop: Laptop) -> None:
    answer = laptop.ask_token(laptop.assertion())
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in ("token_type", "expires_in")} == {
        "token_type": "Bearer",
        "expires_in": 600,
    }


def test_a_token_ends_after_ten_minutes(laptop: Laptop, clock: SetClock) -> None:
    clock.advance_to(MORNING + timedelta(seconds=590))
    laptop.sign_in()
    clock.advance_to(MORNING + timedelta(seconds=590 + 598))
    assert laptop.call("GET", "/v1/changes").status_code == 200
    clock.advance_to(MORNING + timedelta(seconds=590 + 601))
    answer = laptop.call("GET", "/v1/changes")
    assert (answer.status_code, answer.json()["code"]) == (401, "token.expired")


def test_an_assertion_is_good_once(laptop: Laptop) -> None:
    assertion = laptop.assertion()
    assert laptop.ask_token(assertion).status_code == 200
    again = laptop.ask_token(assertion)
    assert (again.status_code, again.json()["code"]) == (401, "token.refused")


def test_a_used_assertion_is_remembered_as_long_as_it_could_be_used(laptop: Laptop, clock: SetClock) -> None:
    now = clock.read().wall_ms // 1000
    assertion = laptop.assertion(iat=now, exp=now + 120)
    assert laptop.ask_token(assertion).status_code == 200
    clock.advance_to(moment((now + 149) * 1000))
    laptop.sign_in()
    assert laptop.ask_token(assertion).json()["code"] == "token.refused"
    clock.advance_to(moment((now + 160) * 1000))
    laptop.sign_in()
    assert laptop.ask_token(assertion).json()["code"] == "token.clock"


@pytest.mark.parametrize(
    ("issued", "expires", "code"),
    [
        (-149, -29, ""),  # thirty seconds of grace after its end
        (-152, -32, "token.clock"),
        (29, 100, ""),  # thirty seconds of grace before its beginning
        (33, 100, "token.clock"),
        (-3_600, -3_500, "token.clock"),
        (94_608_000, 94_608_060, "token.clock"),
        (0, 121, "token.refused"),
        (0, 0, "token.refused"),
        (10, 5, "token.refused"),
    ],
)
def test_F13_an_assertion_is_good_in_its_time_give_or_take_thirty_seconds(
    laptop: Laptop, clock: SetClock, issued: int, expires: int, code: str
) -> None:
    now = clock.read().wall_ms // 1000
    answer = laptop.ask_token(laptop.assertion(iat=now + issued, exp=now + expires))
    assert answer.json().get("code", "") == code
    assert abs(int(answer.headers["Fieldcase-Time"]) - now * 1000) < 5_000


@pytest.mark.parametrize(
    "claims",
    [
        {"sub": "sha256:" + "0" * 64},
        {"aud": "ed25519:" + "A" * 43},
        {"aud": ["x"]},
        {"iss": 7},
        {"jti": "short"},
        {"jti": "x" * 65},
        {"jti": "with blank in it"},
        {"iat": "now"},
        {"exp": None},
        {"iat": True},
        {"exp": 1e12},
    ],
)
def test_a_wrong_claim_is_refused_without_a_reason(laptop: Laptop, claims: dict[str, object]) -> None:
    assert refused(laptop, **claims) == (401, "token.refused")


def test_another_key_proves_nothing(laptop: Laptop) -> None:
    device = laptop.device
    laptop.key = SigningKey.make()
    assert refused(laptop, iss=device, sub=device) == (401, "token.refused")


def test_an_unsigned_or_symmetric_assertion_is_refused(laptop: Laptop) -> None:
    claims = jwt.decode(laptop.assertion(), _public(laptop), algorithms=["Ed25519"]).claims
    forged = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(laptop.key.public.encode()))
    header, payload, _ = laptop.assertion().split(".")
    none = "eyJhbGciOiJub25lIn0." + payload + "."
    for assertion in (forged, none, "", "x", "....", "é", "a" * 9000, f"{header}.{payload}"):
        assert laptop.ask_token(assertion).json()["code"] == "token.refused"


def _public(laptop: Laptop) -> object:
    from joserfc.jwk import OKPKey

    from app.crypto.signing import public_raw
    from app.domain.entry import base64url

    return OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": base64url(public_raw(laptop.key.public))})


def test_the_older_name_of_the_algorithm_is_taken_too(laptop: Laptop) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from app.domain.entry import base64url

    payload = laptop.assertion().split(".")[1]
    signed = base64url(b'{"alg":"EdDSA","typ":"JWT"}') + "." + payload
    key = Ed25519PrivateKey.from_private_bytes(laptop.key.private_bytes())
    assertion = signed + "." + base64url(key.sign(signed.encode("ascii")))
    assert laptop.ask_token(assertion).status_code == 200


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"grant_type": "password"},
        {"grant_type": "client_credentials", "client_assertion": "x"},
        {"grant_type": "client_credentials", "client_assertion_type": ASSERTION},
    ],
)
def test_another_kind_of_grant_is_refused(laptop: Laptop, form: dict[str, str]) -> None:
    answer = laptop.http.post("/v1/token", data=form)
    assert answer.status_code in (400, 401)
    assert answer.json()["code"] in ("request.malformed", "token.refused")


def test_a_laptop_of_the_demonstration_is_told_so(setting: Setting) -> None:
    demo = Laptop(setting.http, setting.clock, SigningKey.make().public, "")
    answer = demo.ask_token(demo.assertion())
    assert (answer.status_code, answer.json()["code"]) == (403, "device.demonstration")
    unknown = Laptop(setting.http, setting.clock, setting.district.key, "")
    assert unknown.ask_token(unknown.assertion()).json()["code"] == "token.refused"


def test_F21_a_blocked_device_gets_nothing_from_that_moment_on(setting: Setting, laptop: Laptop) -> None:
    administration.block(setting.district, "SF-SFJD-01")
    for answer in (laptop.call("GET", "/v1/changes"), laptop.ask_token(laptop.assertion())):
        assert (answer.status_code, answer.json()["code"]) == (403, "device.blocked")
    administration.block(setting.district, laptop.device, blocked=False)
    laptop.sign_in()
    assert laptop.call("GET", "/v1/changes").status_code == 200


def test_a_token_of_another_district_opens_nothing(laptop: Laptop) -> None:
    claims = {"sub": laptop.device, "exp": 9_999_999_999, "jti": "x" * 16}
    laptop.token = jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(b"k" * 32))
    assert laptop.call("GET", "/v1/changes").json()["code"] == "token.refused"
