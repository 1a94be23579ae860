"""Discretion benchmarks (裁量基准): published ones may be quoted, derived ones never."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.domain.catalogue.amounts import FineRange
from app.domain.catalogue.marks import Mark


class Source(Enum):
    """PUBLISHED: rows of a benchmark that an organ has published; DERIVED: cut from the range by a rule."""

    PUBLISHED = "published"
    DERIVED = "derived"


class Match(Enum):
    """ALL circumstances together, ANY of them, or OTHERWISE: the level for what falls into no other."""

    ALL = "all"
    ANY = "any"
    OTHERWISE = "otherwise"


class Mode(Enum):
    """How the act was found: one item may have a benchmark of its own for off-site enforcement."""

    ON_SITE = "现场"
    OFF_SITE = "非现场"


@dataclass(frozen=True, slots=True)
class Tier:
    """One level (裁量档次).

    Attributes:
        fine: None where the level is 不处罚款.
        quotable: only a level of a published benchmark that was read itself; decides what paper may say.
        act_kind, count: the two axes of a benchmark whose ranges overlap (waste type × how
            often), else empty.
    """

    number: int
    label: str
    match: Match
    circumstances: tuple[str, ...]
    fine: FineRange | None
    checked: bool
    published: bool
    source: str = ""
    act_kind: str = ""
    count: str = ""

    @property
    def quotable(self) -> bool:
        """Whether a paper may name this level as 裁量基准."""
        return self.published and self.checked

    @property
    def mark(self) -> Mark:
        """CHECKED only for a published level that was read; a derived one is ASSUMED, whatever it says."""
        if not self.published:
            return Mark.ASSUMED
        return Mark.CHECKED if self.checked else Mark.UNCHECKED

    def fits(self, found: Collection[str]) -> bool:
        """Whether the circumstances found fit this level by themselves (OTHERWISE never does)."""
        if self.match is Match.OTHERWISE:
            return False
        met = [circumstance in found for circumstance in self.circumstances]
        return all(met) if self.match is Match.ALL else any(met)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The levels for one branch and one time of acting.

    Attributes:
        version: name of the benchmark version; ``law``: its row in the list of laws (published ones).
        overlap_allowed: ranges of different kinds overlap; choose the kind of act first, then the count.
        incomplete: rows are missing in the source; ``missing`` names their kinds. They are never invented:
            the statutory range with reasons takes their place.
        factors: what to weigh inside a level, in words.
    """

    id: str
    item: str
    branch: str
    subject: str
    version: str
    source: Source
    rule: str
    basis: str
    conduct_from: date
    conduct_to: date | None
    overlap_allowed: bool
    tiers: tuple[Tier, ...]
    law: str = ""
    mode: Mode = Mode.ON_SITE
    incomplete: bool = False
    missing: tuple[str, ...] = ()
    factors: tuple[str, ...] = ()
    notes: str = ""

    @property
    def published(self) -> bool:
        """Whether an organ has published it."""
        return self.source is Source.PUBLISHED

    @property
    def act_kinds(self) -> tuple[str, ...]:
        """The kinds of act of an overlapping benchmark, missing rows included, in its order."""
        kinds = [tier.act_kind for tier in self.tiers if tier.act_kind] + list(self.missing)
        return tuple(dict.fromkeys(kinds))

    @property
    def counts(self) -> tuple[str, ...]:
        """How often, as its rows say it: the first time stands first."""
        return tuple(dict.fromkeys(tier.count for tier in self.tiers if tier.count))

    def covers(self, act_end: date) -> bool:
        """Whether it may be used for an act that ended on this day."""
        return self.conduct_from <= act_end and (self.conduct_to is None or act_end <= self.conduct_to)

    def tier(self, number: int) -> Tier | None:
        """The level with this number, or None."""
        return next((tier for tier in self.tiers if tier.number == number), None)

    def row(self, act_kind: str, count: str) -> Tier | None:
        """The row of an overlapping benchmark: kind of act, then how often; None where it is missing."""
        return next((tier for tier in self.tiers if (tier.act_kind, tier.count) == (act_kind, count)), None)

    def fitting(self, found: Collection[str]) -> tuple[Tier, ...]:
        """All levels that the circumstances found fit; OTHERWISE only where no other one does."""
        fitting = tuple(tier for tier in self.tiers if tier.fits(found))
        return fitting or tuple(tier for tier in self.tiers if tier.match is Match.OTHERWISE)
