"""What the party answers and pays in an ordinary case, and how the decision was made public."""

from __future__ import annotations

from dataclasses import dataclass

MADE, WAIVED, REQUESTED = "made", "waived", "requested"


@dataclass(frozen=True, slots=True)
class Defence:
    """The party's answer to a notice: ``made`` with its words, or ``waived``."""

    entry: str
    at: str
    notice: str
    outcome: str
    words: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HearingAnswer:
    """The party ``requested`` a hearing or ``waived`` it: apart from the defence."""

    entry: str
    at: str
    notice: str
    outcome: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Payment:
    """Money at the bank, in fen; ``paid_on`` is an ISO date."""

    entry: str
    at: str
    document: str
    amount: int
    paid_on: str
    reference: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """The decision was made public; ``published_on`` is an ISO date."""

    entry: str
    at: str
    document: str
    published_on: str
    where: str
