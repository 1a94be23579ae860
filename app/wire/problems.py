"""Every refusal of the district: HTTP status, code and facts, the same for server and client (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import ClassVar

from app.domain.canonical import Json
from app.domain.errors import AppError, Transient

MEDIA_TYPE = "application/problem+json"


class DistrictProblem(AppError):
    """A refusal of the district; its subclasses are those of the contract.

    ``on_wire`` is the code that travels, where an error of the laptop itself bears that name already.
    """

    code: ClassVar[str] = "district.refused"
    status: ClassVar[int] = 400
    on_wire: ClassVar[str] = ""

    @classmethod
    def wire_code(cls) -> str:
        """The code that travels."""
        return cls.on_wire or cls.code


class RequestMalformed(DistrictProblem):
    """A request has not the shape of the contract; ``field`` names the part."""

    code: ClassVar[str] = "request.malformed"


class TokenMissing(DistrictProblem):
    """A request came without a token."""

    code: ClassVar[str] = "token.missing"
    status: ClassVar[int] = 401


class TokenExpired(DistrictProblem):
    """The token was good and is no longer."""

    code: ClassVar[str] = "token.expired"
    status: ClassVar[int] = 401


class TokenRefused(DistrictProblem):
    """The token or the assertion for one is not good; no reason is told."""

    code: ClassVar[str] = "token.refused"
    status: ClassVar[int] = 401


class TokenClock(DistrictProblem):
    """The assertion is of another time than the district's, which stands in ``Fieldcase-Time``."""

    code: ClassVar[str] = "token.clock"
    status: ClassVar[int] = 401


class DeviceBlocked(DistrictProblem):
    """The district has blocked this device; nothing is given to it or taken from it."""

    code: ClassVar[str] = "device.blocked"
    status: ClassVar[int] = 403


class DeviceDemonstration(DistrictProblem):
    """The device belongs to another district or to none: it was set up for demonstration."""

    code: ClassVar[str] = "device.demonstration"
    status: ClassVar[int] = 403


class EvidenceNotFound(DistrictProblem):
    """There is no such evidence, or none for this device: both are answered alike."""

    code: ClassVar[str] = "evidence.not_in_district"
    status: ClassVar[int] = 404
    on_wire: ClassVar[str] = "evidence.unknown"


class UploadUnknown(DistrictProblem):
    """There is no such upload of this device."""

    code: ClassVar[str] = "upload.unknown"
    status: ClassVar[int] = 404


class CodeUnknown(DistrictProblem):
    """The district knows no such enrolment code, or it has expired."""

    code: ClassVar[str] = "code.unknown"
    status: ClassVar[int] = 404


class PathUnknown(DistrictProblem):
    """The address, or the method at it, is not one of the contract's."""

    code: ClassVar[str] = "path.unknown"
    status: ClassVar[int] = 404


class CursorStale(DistrictProblem):
    """The cursor is of another epoch or scope; the pull begins again without one."""

    code: ClassVar[str] = "cursor.stale"
    status: ClassVar[int] = 409


class EpochNew(DistrictProblem):
    """The district's store was put back from a copy; ``epoch`` is the one that has begun."""

    code: ClassVar[str] = "epoch.new"
    status: ClassVar[int] = 409


class UploadOffset(DistrictProblem):
    """The chunk does not begin where the durable bytes end; ``offset`` is that place."""

    code: ClassVar[str] = "upload.offset"
    status: ClassVar[int] = 409


class CodeUsed(DistrictProblem):
    """The enrolment code has served another key."""

    code: ClassVar[str] = "code.used"
    status: ClassVar[int] = 409


class RequestTooLarge(DistrictProblem):
    """A request is larger than ``limit`` (bytes, or entries where ``unit`` says so)."""

    code: ClassVar[str] = "request.too_large"
    status: ClassVar[int] = 413


class UploadHash(DistrictProblem):
    """The whole upload has another hash than was announced; its bytes were thrown away."""

    code: ClassVar[str] = "upload.hash"
    status: ClassVar[int] = 422


class EnrolmentProof(DistrictProblem):
    """The proof is not of the key that it is to prove."""

    code: ClassVar[str] = "enrolment.proof"
    status: ClassVar[int] = 422


class BlockClass(DistrictProblem):
    """The street gives no numbers of this class and year; ``number_class`` and ``year`` name them."""

    code: ClassVar[str] = "block.class"
    status: ClassVar[int] = 422


class UploadBusy(DistrictProblem, Transient):
    """Another connection is writing this upload and moves."""

    code: ClassVar[str] = "upload.busy"
    status: ClassVar[int] = 423


class UploadChecksum(DistrictProblem, Transient):
    """A chunk was changed on its way; nothing of it was kept."""

    code: ClassVar[str] = "upload.checksum"
    status: ClassVar[int] = 460


class ServerFault(DistrictProblem):
    """The district met a fault of its own program; nothing of the request was kept."""

    code: ClassVar[str] = "server.fault"
    status: ClassVar[int] = 500


class ServerBusy(DistrictProblem, Transient):
    """The district has too much to do; ``seconds`` is when to ask again."""

    code: ClassVar[str] = "server.busy"
    status: ClassVar[int] = 503


class ServerFull(DistrictProblem, Transient):
    """The district's disk is full."""

    code: ClassVar[str] = "server.full"
    status: ClassVar[int] = 507


PROBLEMS: Mapping[str, type[DistrictProblem]] = {
    kind.wire_code(): kind
    for kind in (
        RequestMalformed,
        TokenMissing,
        TokenExpired,
        TokenRefused,
        TokenClock,
        DeviceBlocked,
        DeviceDemonstration,
        EvidenceNotFound,
        UploadUnknown,
        CodeUnknown,
        PathUnknown,
        CursorStale,
        EpochNew,
        UploadOffset,
        CodeUsed,
        RequestTooLarge,
        UploadHash,
        EnrolmentProof,
        BlockClass,
        UploadBusy,
        UploadChecksum,
        ServerFault,
        ServerBusy,
        ServerFull,
    )
}
"""Every refusal by its code."""


def write_problem(problem: DistrictProblem) -> bytes:
    """The body of a refusal: ``{"code", "facts"}``; what is no plain value is told by its name."""
    facts = {name: _plain(value) for name, value in problem.facts.items()}
    return json.dumps({"code": problem.wire_code(), "facts": facts}, ensure_ascii=False).encode("utf-8")


def read_problem(data: bytes) -> DistrictProblem | None:
    """The refusal that a body tells; None for a body that tells none.

    A code that this program does not know yet is a plain :class:`DistrictProblem` with the fact ``told``.
    """
    try:
        found = json.loads(data)
        code, facts = found["code"], found.get("facts", {})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(code, str) or not isinstance(facts, dict):
        return None
    kind = PROBLEMS.get(code)
    told = {name: value for name, value in facts.items() if name != "self"}
    return DistrictProblem(**{**told, "told": code}) if kind is None else kind(**told)


def _plain(value: object) -> Json:
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return type(value).__name__
