"""Discretion (裁量): which level an act falls into, and what stands between an amount and the decision.

A published level may be quoted and binds: outside it a written reason is needed. A derived level is a
reference for the officer alone; paper then gives the statutory range and the reasons.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from app.domain.catalogue.amounts import BaseMissing, FineRange, MoneyRange
from app.domain.catalogue.benchmark import Benchmark, Mode, Tier
from app.domain.catalogue.catalogue import Catalogue
from app.domain.catalogue.decision import decision_blockers, decision_warnings
from app.domain.catalogue.item import Branch, Item
from app.domain.catalogue.marks import Mark
from app.domain.findings import Finding, Severity
from app.domain.law.articles import BENCHMARK, MITIGATION, WEIGHING
from app.domain.money import Fen, figures

_REFUSAL_WORDS = ("拒不改正", "逾期不改正")


class Standing(Enum):
    """Where the amount lies: in its level, outside it but in the range, in a range without level …"""

    OPEN = "open"
    IN_LEVEL = "in_level"
    OUTSIDE_LEVEL = "outside_level"
    IN_RANGE = "in_range"
    BELOW_RANGE = "below_range"
    ABOVE_RANGE = "above_range"
    NO_FINE = "no_fine"


@dataclass(frozen=True, slots=True)
class Choice:
    """What the officer chose.

    Attributes:
        act_end: the day on which the act ended; ``new_law_on``: the day of the decision, only where legal
            review found the newer text lighter: then that day's law is applied instead.
        amount: fen; None while it is open.
        tier: number of the level; None where none is chosen or the row is missing in the source.
        circumstances: those that were found, in the words of the levels.
        reason: the officer's own words on why this level and this amount.
        base: fen or number of units, for clauses that count from something.
        mitigation: the ground in law for going below the range (减轻处罚), as a citation.
    """

    item: Item
    branch: Branch
    act_end: date
    amount: Fen | None = None
    tier: int | None = None
    circumstances: frozenset[str] = frozenset()
    reason: str = ""
    base: Fraction | None = None
    mitigation: str = ""
    new_law_on: date | None = None
    mode: Mode = Mode.ON_SITE

    @property
    def law_day(self) -> date:
        """The day whose law is applied."""
        return self.new_law_on or self.act_end


@dataclass(frozen=True, slots=True)
class Level:
    """The answer to a choice.

    Attributes:
        statutory, level_range: in fen; None where a base is still missing, or there is no level.
        fitting: levels that the circumstances fit, for the officer to choose from.
        unusable: why no figure of this item may reach a decision; they are in ``findings`` too.
    """

    choice: Choice
    benchmark: Benchmark | None
    tier: Tier | None
    statutory: MoneyRange | None
    level_range: MoneyRange | None
    standing: Standing
    fitting: tuple[Tier, ...]
    unusable: tuple[Finding, ...]
    findings: tuple[Finding, ...]

    @property
    def quotable(self) -> bool:
        """Whether paper may name the level as 裁量基准: never a derived one."""
        return self.tier is not None and self.tier.quotable

    @property
    def mark(self) -> Mark:
        """How sure the level is; without one, how sure the statutory range is."""
        return self.tier.mark if self.tier is not None else self.choice.branch.mark


def circumstances_found(benchmark: Benchmark, act_kind: str, repeated: bool, refused: bool) -> frozenset[str]:
    """The words of a benchmark of two axes for what was found: kind of act, how often, refusal to correct."""
    counts = benchmark.counts
    count = counts[min(int(repeated), len(counts) - 1)] if counts else ""
    words = {word for tier in benchmark.tiers for word in tier.circumstances}
    refusals = {word for word in words if any(term in word for term in _REFUSAL_WORDS)} if refused else set()
    return frozenset({act_kind, count} - {""}) | refusals


def weigh(catalogue: Catalogue, choice: Choice) -> Level:
    """Set an amount against its level and its clause; every reason against it comes at once.

    Codes beside those of ``decision_blockers`` and ``decision_warnings``: ``tier.unknown``,
    ``tier.not_chosen``, ``tier.none_fits``, ``tier.circumstances_differ``, ``amount.missing``,
    ``amount.zero``, ``amount.base_missing``, ``amount.above_range``, ``amount.below_range``,
    ``amount.on_no_fine_level``, ``amount.deviates_without_reason``, ``reason.missing`` (BLOCK);
    ``amount.mitigated``, ``amount.deviates`` (WARN, legal review); ``tier.reference_only``,
    ``amount.outside_reference``, ``benchmark.row_missing`` (NOTE).
    """
    benchmark = catalogue.benchmark_for(choice.branch, choice.law_day, choice.mode)
    tier = benchmark.tier(choice.tier) if benchmark is not None and choice.tier is not None else None
    statutory = _in_fen(choice.branch.fine, choice.base)
    level_range = _in_fen(tier.fine, choice.base) if tier is not None and tier.fine is not None else None
    standing = _standing(choice, tier, statutory, level_range)
    unusable = decision_blockers(catalogue, choice.item, choice.branch, choice.law_day)
    used = benchmark if tier is not None and tier.quotable else None
    found = (
        *unusable,
        *decision_warnings(catalogue, choice.item, choice.law_day, used),
        *_about_tier(choice, benchmark, tier),
        *_about_amount(choice, tier, standing, statutory, level_range),
    )
    fitting = benchmark.fitting(choice.circumstances) if benchmark is not None else ()
    return Level(choice, benchmark, tier, statutory, level_range, standing, fitting, unusable, found)


def _in_fen(fine: FineRange, base: Fraction | None) -> MoneyRange | None:
    try:
        return fine.in_fen(base)
    except BaseMissing:
        return None


def _standing(
    choice: Choice, tier: Tier | None, statutory: MoneyRange | None, level_range: MoneyRange | None
) -> Standing:
    if tier is not None and tier.fine is None:
        return Standing.NO_FINE
    if choice.amount is None or statutory is None:
        return Standing.OPEN
    if statutory.is_above(choice.amount):
        return Standing.ABOVE_RANGE
    if statutory.is_below(choice.amount):
        return Standing.BELOW_RANGE
    if level_range is None:
        return Standing.IN_RANGE
    return Standing.IN_LEVEL if level_range.contains(choice.amount) else Standing.OUTSIDE_LEVEL


def _about_tier(choice: Choice, benchmark: Benchmark | None, tier: Tier | None) -> Iterator[Finding]:
    facts = {
        "item": choice.item.code,
        "branch": choice.branch.id,
        "benchmark": benchmark.id if benchmark else "",
    }
    if choice.tier is not None and tier is None:
        yield _block("tier.unknown", WEIGHING, **facts, tier=choice.tier)
    elif tier is not None:
        facts["label"] = tier.label
        yield from _about_chosen(choice, tier, facts)
    elif benchmark is not None and benchmark.published:
        missing = [kind for kind in benchmark.missing if kind in choice.circumstances]
        if benchmark.fitting(choice.circumstances):
            yield _block("tier.not_chosen", BENCHMARK, **facts)
        elif missing:
            facts["kind"] = "、".join(missing)
            yield Finding("benchmark.row_missing", Severity.NOTE, (BENCHMARK,), "UNVERIFIED", facts)
        else:
            yield _block("tier.none_fits", BENCHMARK, **facts)


def _about_chosen(choice: Choice, tier: Tier, facts: dict[str, str]) -> Iterator[Finding]:
    if not tier.published:
        yield Finding("tier.reference_only", Severity.NOTE, (BENCHMARK,), "P", facts)
    elif not tier.fits(choice.circumstances):
        lacking = "、".join(word for word in tier.circumstances if word not in choice.circumstances)
        yield _block("tier.circumstances_differ", WEIGHING, **facts, lacking=lacking)


def _about_amount(
    choice: Choice,
    tier: Tier | None,
    standing: Standing,
    statutory: MoneyRange | None,
    level_range: MoneyRange | None,
) -> Iterator[Finding]:
    facts: dict[str, object] = {"item": choice.item.code, "branch": choice.branch.id}
    if choice.amount is not None:
        facts["amount"] = figures(choice.amount)
    if standing is Standing.NO_FINE:
        if choice.amount:
            yield _block("amount.on_no_fine_level", WEIGHING, **facts)
        return
    if statutory is None:
        yield _block("amount.base_missing", WEIGHING, **facts, base=choice.branch.fine.base)
        return
    facts |= {"low": figures(statutory.low), "high": figures(statutory.high)}
    if choice.amount is None:
        yield _block("amount.missing", WEIGHING, **facts)
        return
    article = choice.branch.citation.text
    if choice.amount == 0:
        yield _block("amount.zero", article, **facts)
    elif standing is Standing.ABOVE_RANGE:
        yield _block("amount.above_range", article, **facts)
    elif standing is Standing.BELOW_RANGE:
        yield _below(choice, article, facts)
    elif standing is Standing.OUTSIDE_LEVEL and tier is not None and level_range is not None:
        facts |= {
            "level_low": figures(level_range.low),
            "level_high": figures(level_range.high),
            "label": tier.label,
        }
        yield _deviation(choice, tier, facts)
    if not choice.reason.strip() and not (tier is not None and tier.quotable):
        yield _block("reason.missing", WEIGHING, **facts)


def _below(choice: Choice, article: str, facts: dict[str, object]) -> Finding:
    """Below the lowest amount only with a ground of mitigation and a reason; then legal review."""
    if choice.mitigation.strip() and choice.reason.strip():
        return Finding(
            "amount.mitigated", Severity.WARN, (MITIGATION,), "L", facts | {"ground": choice.mitigation}
        )
    return _block("amount.below_range", article, MITIGATION, **facts)


def _deviation(choice: Choice, tier: Tier, facts: dict[str, object]) -> Finding:
    if not tier.published:
        return Finding("amount.outside_reference", Severity.NOTE, (WEIGHING,), "P", facts)
    if choice.reason.strip():
        return Finding("amount.deviates", Severity.WARN, (BENCHMARK, WEIGHING), "P", facts)
    return _block("amount.deviates_without_reason", BENCHMARK, WEIGHING, **facts)


def _block(code: str, *articles: str, **facts: object) -> Finding:
    return Finding(code, Severity.BLOCK, articles, "L", facts)
