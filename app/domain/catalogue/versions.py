"""Old law or lighter new law (从旧兼从轻, 行政处罚法第三十七条): the comparison, as a hint for legal review.

The law of the day on which the act ended applies; if it changed before the decision and the new one is
lighter or punishes no longer, the new one. What is compared here are the ends of the ranges, conditions
and added measures; whether that is lighter in law is decided by a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.domain.catalogue.benchmark import Benchmark
from app.domain.catalogue.catalogue import Catalogue
from app.domain.catalogue.item import Branch, Effect, Item, VersionEffect
from app.domain.catalogue.party import PartyKind
from app.domain.findings import Finding, Severity
from app.domain.law.articles import OLD_OR_LIGHTER


class Leaning(Enum):
    """Which text the comparison leans to: OLD, NEW, or REVIEW where it points both ways or to nothing."""

    OLD = "old"
    NEW = "new"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Successor:
    """One branch of the newer text beside the old one.

    Attributes:
        effect: the ends of the ranges compared; None where the list names no comparison.
        refusal_added: the new text asks for refusal to correct first; ``refusal_dropped``: no longer.
        added: measures that the new text adds.
        benchmark: the levels for the new branch, so that both can be computed.
    """

    branch: Branch
    effect: Effect | None
    refusal_added: bool
    refusal_dropped: bool
    added: tuple[str, ...]
    benchmark: Benchmark | None

    @property
    def leaning(self) -> Leaning:
        """The comparison as a whole: the old text also where nothing became lighter."""
        heavier = self.effect in (Effect.HEAVIER, Effect.CROSSED) or self.refusal_dropped or bool(self.added)
        lighter = self.effect in (Effect.LIGHTER, Effect.CROSSED) or self.refusal_added
        if heavier and lighter:
            return Leaning.REVIEW
        return Leaning.NEW if lighter else Leaning.OLD


@dataclass(frozen=True, slots=True)
class Comparison:
    """The branch of the act date beside what the decision date has.

    Attributes:
        successors: branches that take the place of the old one.
        further: other branches of the decision date for the same party, such as a second step on refusal.
    """

    old: Branch
    old_benchmark: Benchmark | None
    successors: tuple[Successor, ...]
    further: tuple[Branch, ...]

    @property
    def leaning(self) -> Leaning:
        """OLD or NEW where all successors point one way; without any successor a person must look."""
        ways = {successor.leaning for successor in self.successors}
        return ways.pop() if len(ways) == 1 else Leaning.REVIEW


def compare_versions(
    catalogue: Catalogue,
    item: Item,
    branch: Branch,
    act_end: date,
    decided_on: date,
    party: PartyKind,
    sole_trader_as: PartyKind = PartyKind.PERSON,
) -> Comparison | None:
    """Set the branch of the act date beside the law of the decision date; None where the law is the same."""
    if branch.covers(decided_on):
        return None
    effects = {row.new: row for row in item.version_effects if row.old == branch.id}
    present = catalogue.branches_on(item, decided_on, party, sole_trader_as)
    return Comparison(
        branch,
        catalogue.benchmark_for(branch, act_end),
        tuple(
            _successor(catalogue, branch, new, effects[new.id], decided_on)
            for new in present
            if new.id in effects
        ),
        tuple(new for new in present if new.id not in effects),
    )


def version_findings(comparison: Comparison | None) -> tuple[Finding, ...]:
    """What the comparison asks for.

    Codes: ``version.old_applies`` (NOTE), ``version.new_lighter`` (WARN: legal review decides),
    ``version.review`` (WARN: it points both ways), ``version.no_successor`` (WARN: perhaps no longer
    punished).
    """
    if comparison is None:
        return ()
    new = comparison.successors
    facts: dict[str, object] = {
        "old": comparison.old.id,
        "old_citation": comparison.old.citation.text,
        "new": "、".join(one.branch.id for one in new),
        "new_citations": "、".join(dict.fromkeys(one.branch.citation.text for one in new)),
        "effects": "、".join(dict.fromkeys(one.effect.value for one in new if one.effect)),
        "added": "、".join(dict.fromkeys(measure for one in new for measure in one.added)),
        "refusal_added": any(one.refusal_added for one in new),
        "further": "、".join(branch.id for branch in comparison.further),
    }
    code, severity = _VERDICTS[comparison.leaning] if new else ("version.no_successor", Severity.WARN)
    return (Finding(code, severity, (OLD_OR_LIGHTER,), "L", facts),)


_VERDICTS = {
    Leaning.OLD: ("version.old_applies", Severity.NOTE),
    Leaning.NEW: ("version.new_lighter", Severity.WARN),
    Leaning.REVIEW: ("version.review", Severity.WARN),
}


def _successor(catalogue: Catalogue, old: Branch, new: Branch, row: VersionEffect, day: date) -> Successor:
    return Successor(
        branch=new,
        effect=row.effect,
        refusal_added=new.requires_refusal and not old.requires_refusal,
        refusal_dropped=old.requires_refusal and not new.requires_refusal,
        added=row.added,
        benchmark=catalogue.benchmark_for(new, day),
    )
