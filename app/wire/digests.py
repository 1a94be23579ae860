"""Digests over what the district said of entries, so that two programs of any age can compare what they hold.

A digest covers entry ids, places and outcomes, never a state; cases are spread over 256 buckets by their ids.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

WITHOUT_CASE = "none"
"""The bucket of entries that concern no case."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in a digest, with its newest verdict up to a place: commit_seq and outcome."""

    entry: str
    commit_seq: int
    outcome: str

    @property
    def text(self) -> str:
        """The line that is hashed, with its end."""
        return f"{self.entry}\t{self.commit_seq}\t{self.outcome}\n"


def bucket_of(case: str | None) -> str:
    """The bucket of a case: the first two hex digits of SHA-256 over its id."""
    return WITHOUT_CASE if case is None else hashlib.sha256(case.encode("utf-8")).hexdigest()[:2]


def digest_of(lines: Iterable[Line]) -> str:
    """SHA-256 over the sorted lines, in hex."""
    return hashlib.sha256("".join(sorted(line.text for line in lines)).encode("utf-8")).hexdigest()
