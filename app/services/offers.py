"""What actions take and answer beside plain values."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.errors import AppError
from app.domain.findings import Findings


class EvidenceUnknown(AppError):
    """The case lists no such evidence; ``evidence`` is its id."""

    code = "evidence.unknown"


@dataclass(frozen=True, slots=True)
class RoomLeft:
    """How long a text is, and how many more characters the paper ``form`` takes, at least where it is many;
    negative when it must lose so many.
    """

    used: int
    left: int
    form: str


@dataclass(frozen=True, slots=True)
class Service:
    """How a paper was handed over: mode (DIRECT, LEAVE), to whom, and whether the signature was refused."""

    recipient: str
    mode: str = "DIRECT"
    refused_to_sign: bool = False
    reason: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What was told and answered: see :class:`app.domain.bodies.PartyTold`."""

    card_shown: bool
    rights_told: bool
    defence: str
    words: str = ""
    new_fact: bool = False
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StepOutlook:
    """A step that the procedure offers from here, with everything that speaks against it now."""

    start: str
    end: str
    findings: Findings


@dataclass(frozen=True, slots=True)
class LevelOffer:
    """One level of the benchmark for the item, party and act date; amounts in fen."""

    benchmark: str
    tier: str
    label: str
    low: int
    high: int
    low_inclusive: bool
    high_inclusive: bool
    quotable: bool
    mark: str
