"""The shapes of requests and answers as the served description tells them; handlers read more strictly."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, Field


class EntryShape(BaseModel):
    """One entry: header and body as the exact canonical texts, the rest as base64url."""

    header: str
    body: str | None
    salt: str | None
    device: str
    officer: str
    verdict: str | None = Field(default=None, description="the newest valid verdict of an earlier epoch")


class PushShape(BaseModel):
    """At most 64 entries and 256 KiB; an entry with a body over 64 KiB alone, up to 4 MiB."""

    entries: list[EntryShape]


class AnswerShape(BaseModel):
    """One answer; which of the fields it carries follows from ``answer``."""

    answer: Literal["verdict", "expected", "rejected"]
    verdict: str | None = None
    expected: int | None = None
    head: str | None = None
    reason: Literal["header", "device", "prev", "device_signature"] | None = None


class AnswersShape(BaseModel):
    """One answer for each entry, in order."""

    answers: list[AnswerShape]
    watermark: int


class ChangeShape(BaseModel):
    """A signed verdict, and the entry where it is not known yet."""

    verdict: str
    entry: EntryShape | None


class PageShape(BaseModel):
    """Changes in the order of ``commit_seq``."""

    changes: list[ChangeShape]
    cursor: str
    more: bool
    watermark: int
    epoch: str


class FetchShape(BaseModel):
    """At most 64 ids."""

    ids: list[str]


class FetchedShape(BaseModel):
    """Those of the device's street."""

    changes: list[ChangeShape]


class DigestsShape(BaseModel):
    """A digest for each bucket that is not empty."""

    epoch: str
    upto: int
    buckets: dict[str, str]


class LinesShape(BaseModel):
    """Entry id, commit_seq, outcome."""

    lines: list[list[str | int]]


class DistrictShape(BaseModel):
    """Who the district is."""

    district: str
    authority: str
    name: str


class EnrolmentShape(BaseModel):
    """The secret of a code, the new device key, and the proof of it."""

    secret: str
    public_key: str
    laptop: str
    proof: str


class GrantAskedShape(BaseModel):
    """The secret of an officer's code, his key, and the proof of it."""

    secret: str
    public_key: str
    proof: str


class GrantShape(BaseModel):
    """A signed grant."""

    grant: str


class StandingShape(BaseModel):
    """Signed statements all."""

    certificate: str
    roster: str
    grants: list[str]
    devices: list[str]
    blocks: list[str]


class TokenShape(BaseModel):
    """A token for ten minutes."""

    access_token: str
    token_type: Literal["Bearer"]
    expires_in: int


class BlockAskedShape(BaseModel):
    """A request under a name of its own, so that it may be repeated."""

    request: str
    number_class: str
    year: int


class BlockShape(BaseModel):
    """A signed block of numbers."""

    block: str


class BeaconAskedShape(BaseModel):
    """Thirty-two hex digits of chance."""

    nonce: str


class BeaconShape(BaseModel):
    """The signed time."""

    beacon: str


class ReceiptShape(BaseModel):
    """The signed receipt of a whole file."""

    receipt: str


class ProblemShape(BaseModel):
    """A refusal."""

    code: str
    facts: dict[str, Any]
