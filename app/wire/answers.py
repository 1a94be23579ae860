"""What the district answers to a push: one answer for each entry, in order."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.canonical import Json
from app.domain.codec import RecordRefused, from_json


class Kind(StrEnum):
    """What an answer is: a verdict, another seq expected, or rejected where it stands."""

    VERDICT = "verdict"
    EXPECTED = "expected"
    REJECTED = "rejected"


class Rejection(StrEnum):
    """Why an entry was rejected; the chain stands where it was."""

    HEADER = "header"
    DEVICE = "device"
    PREV = "prev"
    DEVICE_SIGNATURE = "device_signature"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        verdict: the signed statement, for :attr:`Kind.VERDICT`.
        expected: the next seq of the device, for :attr:`Kind.EXPECTED`; ``head`` is the id before it.
        reason: for :attr:`Kind.REJECTED`.
    """

    answer: Kind
    verdict: str | None = field(default=None, repr=False)
    expected: int | None = None
    head: str | None = None
    reason: Rejection | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """All answers to a push and how far the district's verified backup reaches."""

    answers: tuple[Answer, ...]
    watermark: int


def write_answers(answers: Answers) -> bytes:
    """The body of the answer to a push."""
    whole = {"answers": [_answer_json(each) for each in answers.answers], "watermark": answers.watermark}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def read_answers(data: bytes) -> Answers:
    """Read the answer to a push.

    Raises:
        RecordRefused: it has another shape, or an answer lacks what its kind carries.
    """
    try:
        read = from_json(Answers, json.loads(data))
    except (ValueError, RecursionError) as error:
        raise RecordRefused(record="Answers", field="", reason="no_json") from error
    for each in read.answers:
        lacks = {
            Kind.VERDICT: each.verdict is None,
            Kind.EXPECTED: each.expected is None,
            Kind.REJECTED: each.reason is None,
        }
        if lacks[each.answer]:
            raise RecordRefused(record="Answer", field=each.answer.value, reason="missing")
    return read


def _answer_json(answer: Answer) -> dict[str, Json]:
    match answer.answer:
        case Kind.VERDICT:
            return {"answer": answer.answer.value, "verdict": answer.verdict}
        case Kind.EXPECTED:
            return {"answer": answer.answer.value, "expected": answer.expected, "head": answer.head}
        case Kind.REJECTED:
            reason = None if answer.reason is None else answer.reason.value
            return {"answer": answer.answer.value, "reason": reason}
