"""Levels of a benchmark on a scale from the lowest to the highest fine; the limits of the spot as ticks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.domain.catalogue import (
    Benchmark,
    Branch,
    Catalogue,
    FineRange,
    Match,
    PartyKind,
    SubjectClass,
    Tier,
)
from app.domain.catalogue.summary import SummaryCaps
from app.domain.money import figures_grouped
from app.presenters.authority_list_words import short_end, short_range, unit_of

PARTIES = {
    SubjectClass.PERSON: ((PartyKind.PERSON, "个人"),),
    SubjectClass.UNIT: ((PartyKind.UNIT, "单位"),),
    SubjectClass.ANY: ((PartyKind.PERSON, "个人"), (PartyKind.UNIT, "单位")),
}
MATCHES = {Match.ALL: "同时具备", Match.ANY: "具备一项", Match.OTHERWISE: "其余情形"}
LIGHT, MIDDLE, HEAVY = "accent", "warn", "danger"


@dataclass(frozen=True, slots=True)
class Bar:
    """One level. ``start`` and ``end`` run from 0 to 1 along the scale."""

    label: str
    words: str
    start: float
    end: float
    tone: str
    tip: str


@dataclass(frozen=True, slots=True)
class ScaleRow:
    """Levels that stand in one line; a benchmark whose ranges overlap has a line for each kind of act."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """The levels of one clause.

    Attributes:
        mark, note: checked for published levels that were read, else derived; what that means on paper.
        ends: (share, words) below the scale; ``unit`` stands behind the last.
        limits: (share, figure, words) of the summary procedure inside the scale.
        limit_words: what holds of a limit that lies outside.
        circumstances: (level, when it applies).
    """

    key: str
    word: str
    mark: str
    note: str
    rows: tuple[ScaleRow, ...]
    ends: tuple[tuple[float, str], ...]
    unit: str
    limits: tuple[tuple[float, str, str], ...]
    limit_words: tuple[str, ...]
    circumstances: tuple[tuple[str, str], ...]


def scales_of(
    catalogue: Catalogue, branches: tuple[Branch, ...], day: date, caps: SummaryCaps
) -> tuple[Scale, ...]:
    """One scale for each clause that has levels on the day; equal names are numbered."""
    found = []
    for branch in branches:
        benchmark = catalogue.benchmark_for(branch, day)
        if benchmark is not None and any(tier.fine for tier in benchmark.tiers):
            found.append(_scale(catalogue, branch, benchmark, caps))
    words = [scale.word for scale in found]
    return tuple(
        replace(scale, word=f"{scale.word} {place}") if words.count(scale.word) > 1 else scale
        for place, scale in enumerate(found, start=1)
    )


def _scale(catalogue: Catalogue, branch: Branch, benchmark: Benchmark, caps: SummaryCaps) -> Scale:
    priced = [(tier, tier.fine) for tier in benchmark.tiers if tier.fine is not None]
    fines = [fine for _, fine in priced]
    low, high = min(fine.low for fine in fines), max(fine.high for fine in fines)
    spread = high - low or Fraction(1)
    shares = {end: float((end - low) / spread) for fine in fines for end in (fine.low, fine.high)}
    lines: dict[str, list[Bar]] = {}
    for place, (tier, fine) in enumerate(priced):
        label = tier.act_kind if benchmark.overlap_allowed else ""
        bar = _bar(tier, fine, shares, _tone(place, len(priced), benchmark))
        lines.setdefault(label, []).append(bar)
    limits, outside = _limits(branch, fines[0], low, high, caps)
    return Scale(
        key=branch.id,
        word=branch.subject,
        mark="checked" if all(tier.quotable for tier, _ in priced) else "derived",
        note=_note(catalogue, benchmark),
        rows=tuple(ScaleRow(label, tuple(bars)) for label, bars in lines.items()),
        ends=tuple((shares[end], short_end(fines[0], end)) for end in sorted(shares)),
        unit=unit_of(fines[0]) or " 元",
        limits=limits,
        limit_words=outside,
        circumstances=tuple((tier.label, _circumstances(tier)) for tier in benchmark.tiers),
    )


def _bar(tier: Tier, fine: FineRange, shares: dict[Fraction, float], tone: str) -> Bar:
    words = short_range(fine)
    label = tier.count or tier.label
    tip = "\n".join((f"{tier.label}　{words}", _circumstances(tier)))
    return Bar(label, words, shares[fine.low], shares[fine.high], tone, tip)


def _tone(place: int, count: int, benchmark: Benchmark) -> str:
    if benchmark.overlap_allowed:
        return LIGHT if place % max(len(benchmark.counts), 1) == 0 else MIDDLE
    if place == 0:
        return LIGHT
    return HEAVY if place == count - 1 else MIDDLE


def _circumstances(tier: Tier) -> str:
    if not tier.circumstances:
        return MATCHES[tier.match]
    return f"{MATCHES[tier.match]}：{'；'.join(tier.circumstances)}"


def _limits(
    branch: Branch, fine: FineRange, low: Fraction, high: Fraction, caps: SummaryCaps
) -> tuple[tuple[tuple[float, str, str], ...], tuple[str, ...]]:
    """Caps are money: on a scale of multiples or prices they cannot be drawn."""
    if not fine.kind.is_money:
        return (), ("折成数额以后再看能不能当场处罚",)
    inside, outside = [], []
    for party, word in PARTIES[branch.subject_class]:
        cap = caps.cap_for(party)
        figure = figures_grouped(cap)
        if low <= cap < high:
            inside.append(
                (float((cap - low) / (high - low)), short_end(fine, Fraction(cap)), f"{word}当场处罚以此为限")
            )
        elif cap < low:
            outside.append(f"{word}当场处罚上限 {figure} 元，低于起点")
        else:
            outside.append(f"{word}当场处罚上限 {figure} 元，各档都在内")
    return tuple(inside), tuple(outside)


def _note(catalogue: Catalogue, benchmark: Benchmark) -> str:
    if not benchmark.published:
        return "按幅度切分的参考，未经发布，文书不引用"
    law = catalogue.law(benchmark.law)
    known = "" if law.in_force_confirmed else "；现行是否有替代版本未核"
    missing = f"；缺{'、'.join(benchmark.missing)}的行" if benchmark.missing else ""
    return f"公开发布的裁量基准，文书可以引用{known}{missing}"
