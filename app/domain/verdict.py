"""The verdict: what the district said of an entry, signed and in the one order of all entries."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.findings import Findings


class Outcome(StrEnum):
    """What became of an entry; ``APPLIED`` and ``REFUSED`` are final, ``HELD`` waits for a decision."""

    APPLIED = "applied"
    HELD = "held"
    REFUSED = "refused"

    @property
    def is_final(self) -> bool:
        """Whether no later verdict can say otherwise."""
        return self is not Outcome.HELD


@dataclass(frozen=True, slots=True)
class Verdict:
    """The content of a signed verdict.

    Attributes:
        entry: id of the entry, ``sha256:<hex>``.
        epoch: the life of the district's store in which it was given.
        commit_seq: its place in the order of that store, from 1.
        findings: what the law and the merge said; they stay with the entry, whatever its outcome.
        cause: id of the entry that decided a held one; None for a first verdict.
        at: the district's time, RFC 3339.
    """

    entry: str
    epoch: str
    commit_seq: int
    outcome: Outcome
    findings: Findings
    cause: str | None
    at: str
