"""A laptop as the district sees one: keys, a chain, and requests made as the contract says."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import OKPKey

from app.crypto.entries import sign_entry
from app.crypto.signing import SigningKey, device_id, public_raw, verify
from app.domain.bodies import Body, body_bytes
from app.domain.entry import ClockReading, Entry, Header, base64url
from app.domain.verdict import Outcome, Verdict
from app.ports.clock import Clock
from app.ports.keys import SignatureTag
from app.wire.answers import Answer, Kind, read_answers
from app.wire.changes import Change, ChangePage, read_page
from app.wire.codes import proof_digest, read_code
from app.wire.entries import entry_json, write_batch
from app.wire.verdicts import read_verdict

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
TEAM = ("demo-jia", "demo-yi")


@dataclass
class Person:
    """An officer with his key and the id of his grant."""

    id: str
    key: SigningKey
    grant: str


@dataclass
class Laptop:
    """One laptop; ``case`` remembers the newest entry of each case, ``release`` what its cases pin."""

    http: httpx.Client
    clock: Clock
    district: str
    release: str
    key: SigningKey = field(default_factory=SigningKey.make)
    people: dict[str, Person] = field(default_factory=dict)
    chain: list[Entry] = field(default_factory=list)
    heads: dict[str, str] = field(default_factory=dict)
    token: str = ""
    seen: str | None = None

    @property
    def device(self) -> str:
        return device_id(self.key.public)

    # Requests

    def call(self, method: str, path: str, **more: Any) -> httpx.Response:
        """A request with this laptop's token."""
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        if self.seen is not None:
            headers.setdefault("Fieldcase-Seen", self.seen)
        answer = self.http.request(method, path, headers=headers, **more)
        assert answer.headers["Fieldcase-District"] == self.district
        return answer

    def enrol(self, code: str, name: str = "SF-SFJD-01") -> httpx.Response:
        """Enrol with a printed code and get a token."""
        secret = read_code(code).secret
        request = {"secret": secret, "laptop": name, **proven(self.key, secret)}
        answer = self.http.post("/v1/enrolment", json=request)
        if answer.status_code == 201:
            self.sign_in()
        return answer

    def assertion(self, **claims: Any) -> str:
        """A signed assertion; claims given here replace the right ones."""
        now = self.clock.read().wall_ms // 1000
        right = {
            "iss": self.device,
            "sub": self.device,
            "aud": self.district,
            "iat": now,
            "exp": now + 60,
            "jti": secrets.token_hex(16),
        }
        key = OKPKey.import_key(
            {
                "kty": "OKP",
                "crv": "Ed25519",
                "x": base64url(public_raw(self.key.public)),
                "d": base64url(self.key.private_bytes()),
            }
        )
        return jwt.encode({"alg": "Ed25519"}, {**right, **claims}, key, algorithms=["Ed25519"])

    def ask_token(self, assertion: str) -> httpx.Response:
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": assertion,
        }
        return self.http.post("/v1/token", data=form)

    def sign_in(self) -> None:
        answer = self.ask_token(self.assertion())
        assert answer.status_code == 200, answer.text
        self.token = answer.json()["access_token"]

    def become(self, officer: str, code: str, key: SigningKey | None = None) -> Person:
        """Get the grant of an officer's key with a printed code."""
        key, secret = key or SigningKey.make(), read_code(code).secret
        answer = self.call("POST", "/v1/grants", json={"secret": secret, **proven(key, secret)})
        assert answer.status_code == 201, answer.text
        from app.domain.entry import sha256_id

        person = Person(officer, key, sha256_id(answer.json()["grant"].encode("utf-8")))
        self.people[officer] = person
        return person

    def standing(self) -> Mapping[str, Any]:
        answer = self.call("GET", "/v1/standing")
        assert answer.status_code == 200, answer.text
        found: Mapping[str, Any] = answer.json()
        return found

    # Entries

    def make(
        self,
        body: Body,
        of: str | None,
        at: str,
        actor: str = "demo-jia",
        officers: tuple[str, ...] = TEAM,
        **header: Any,
    ) -> Entry:
        """The next entry of the chain, of a case or none; it is appended, not pushed."""
        person = self.people[actor]
        plain = Header(
            device=self.device,
            seq=len(self.chain) + 1,
            prev=self.chain[-1].id if self.chain else None,
            case=of,
            base=self.heads.get(of or ""),
            kind=body.kind,
            actor=actor,
            officers=officers,
            grant=person.grant,
            act_at=at,
            clock=self.reading(at),
            release=self.release,
            body_commit="",
        )
        entry = sign_entry(
            replace(plain, **header), body_bytes(body), secrets.token_bytes(16), self.key, person.key
        )
        self.append(entry)
        return entry

    def append(self, entry: Entry) -> None:
        self.chain.append(entry)
        if entry.header.case is not None:
            self.heads[entry.header.case] = entry.id

    def reading(self, at: str) -> ClockReading:
        from datetime import datetime

        wall = int(datetime.fromisoformat(at).timestamp() * 1000)
        return ClockReading(wall, "laptop-boot", wall - 1_785_000_000_000)

    def push(self, *entries: Entry | Mapping[str, Any]) -> tuple[Answer, ...]:
        """Push entries; every answer."""
        answer = self.send(*entries)
        assert answer.status_code == 200, answer.text
        return read_answers(answer.content).answers

    def send(self, *entries: Entry | Mapping[str, Any]) -> httpx.Response:
        """Push entries; the raw answer."""
        parts = [entry_json(each) if isinstance(each, Entry) else dict(each) for each in entries]
        return self.call("POST", "/v1/entries", content=write_batch(parts))

    def said(self, *entries: Entry | Mapping[str, Any]) -> tuple[Verdict, ...]:
        """Push entries that all get verdicts; what they say."""
        answers = self.push(*entries)
        assert all(each.answer is Kind.VERDICT for each in answers), answers
        return tuple(self.read(each.verdict) for each in answers)

    def outcomes(self, *entries: Entry | Mapping[str, Any]) -> list[Outcome]:
        return [each.outcome for each in self.said(*entries)]

    def read(self, statement: str | None) -> Verdict:
        assert statement is not None
        return read_verdict(statement.encode("utf-8"), self.district, verify)

    def page(self, cursor: str | None = None, limit: int = 1000) -> ChangePage:
        params = {"limit": str(limit)} | ({} if cursor is None else {"cursor": cursor})
        answer = self.call("GET", "/v1/changes", params=params)
        assert answer.status_code == 200, answer.text
        return read_page(answer.content)

    def pull(self) -> tuple[Change, ...]:
        """Everything, page by page."""
        found: list[Change] = []
        page = self.page()
        while True:
            found += page.changes
            if not page.more:
                return tuple(found)
            page = self.page(page.cursor)

    def verdicts(self) -> list[Verdict]:
        return [self.read(each.verdict) for each in self.pull()]


def proven(key: SigningKey, secret: str) -> dict[str, str]:
    """A key with the proof that whoever asks holds it."""
    proof = key.sign(SignatureTag.ENROLMENT, proof_digest(secret, key.public))
    return {"public_key": key.public, "proof": base64url(proof)}


def altered(entry: Entry, **parts: Any) -> dict[str, Any]:
    """An entry as it travels, with some parts replaced."""
    return {**json.loads(json.dumps(entry_json(entry))), **parts}


def other_signature(text: str) -> str:
    """Another signature of the same length."""
    raw = bytearray(base64.b64decode(text + "==", altchars=b"-_"))
    raw[0] ^= 1
    return base64url(bytes(raw))
