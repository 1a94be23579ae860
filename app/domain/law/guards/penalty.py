"""Which penalty: summary or not, inside clause and level, with reasons (第五条、第五十一条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import DocumentIssued
from app.domain.catalogue import BaseMissing, MoneyRange, PartyKind, Tier
from app.domain.catalogue.summary import caps_of
from app.domain.findings import Finding
from app.domain.law.articles import BENCHMARK, LEGALITY, PROPORTION, SUMMARY, SUMMARY_PAPER
from app.domain.law.guards.registry import block, guard, note, warn
from app.domain.law.view import View

_KINDS = {"warning": "警告", "fine": "罚款"}
_BENCHMARK_WORD = "裁量基准"


@guard
def summary_allowed(view: View) -> Iterator[Finding]:
    """A warning, or a fine up to the cap of the party's class, and nothing else (R01-R03)."""
    others = view.case.text("decision.other_penalties")
    if others:
        yield block("summary.other_penalty", SUMMARY, others=others)
    if view.kind not in _KINDS:
        yield block("field.missing", SUMMARY, field="decision.kind")
    if view.kind != "fine":
        return
    if not view.fine:
        yield block("field.missing", SUMMARY, field="decision.amount")
    elif view.party is not None:
        limit = caps_of(view.law, view.day).cap_for(view.party)
        if view.fine > limit:
            is_policy = view.party is PartyKind.SOLE_TRADER
            yield block(
                "summary.fine_above_limit",
                SUMMARY,
                tag="P" if is_policy else "L",
                amount=int(view.fine),
                limit=int(limit),
                party=view.party.value,
            )


@guard
def kind_on_list(view: View) -> Iterator[Finding]:
    """The item knows this kind of penalty."""
    wanted = _KINDS.get(view.kind)
    if view.item is not None and wanted is not None and wanted not in view.item.penalty_kinds:
        yield block(
            "decision.kind_not_allowed",
            LEGALITY,
            item=view.item.code,
            kind=view.kind,
            allowed=view.item.penalty_kinds,
        )


@guard
def amount_in_branch(view: View) -> Iterator[Finding]:
    """The fine lies inside the clause, both ends included."""
    if view.branch is None or not view.fine:
        return
    try:
        bounds = view.branch.fine.in_fen()
    except BaseMissing:
        yield warn(
            "amount.base_unknown",
            view.branch.citation.text,
            branch=view.branch.id,
            base=view.branch.fine.base,
            unit=view.branch.fine.unit,
        )
        return
    if not bounds.contains(view.fine):
        yield block("amount.outside_branch", view.branch.citation.text, more=_bounds(view, bounds))


@guard
def level_chosen(view: View) -> Iterator[Finding]:
    """Where a benchmark was published its level is used; without one the reasons stand in its place."""
    if view.branch is None or view.kind != "fine":
        return
    named, level = view.case.text("decision.benchmark"), view.case.text("decision.tier")
    benchmark = view.benchmark
    unknown = (named and benchmark is None) or (level and view.tier is None)
    if unknown or (benchmark is not None and benchmark.branch != view.branch.id):
        yield block("level.unknown", BENCHMARK, benchmark=named, level=level, branch=view.branch.id)
    elif benchmark is not None and not benchmark.covers(view.act_end):
        yield block(
            "level.not_on_act_date", BENCHMARK, benchmark=benchmark.id, act_end=view.act_end.isoformat()
        )
    elif view.tier is None and not view.case.text("decision.reason"):
        published = benchmark is not None and benchmark.published
        yield block("level.not_chosen", BENCHMARK, PROPORTION, branch=view.branch.id, published=published)


@guard
def amount_in_level(view: View) -> Iterator[Finding]:
    """Outside the level only with a written reason (C13)."""
    tier = view.tier
    if tier is None or not view.fine:
        return
    bounds = tier.fine.money if tier.fine is not None else None
    if tier.fine is not None and bounds is None:
        return
    if bounds is not None and bounds.contains(view.fine):
        return
    facts = {"level": tier.number, "label": tier.label, "amount": int(view.fine)}
    if bounds is not None:
        facts |= _bounds(view, bounds)
    if view.case.text("decision.reason"):
        yield note("amount.deviates", PROPORTION, BENCHMARK, tag="P", more=facts)
    else:
        yield block("amount.deviates_without_reason", PROPORTION, BENCHMARK, more=facts)


@guard
def level_fits(view: View) -> Iterator[Finding]:
    """The level was chosen by kind of act, then by how often; what speaks against it is read once."""
    tier, benchmark = view.tier, view.benchmark
    if tier is None or benchmark is None:
        return
    kind = view.case.text("act.circumstance")
    if tier.act_kind and kind in benchmark.act_kinds and kind != tier.act_kind:
        yield warn("level.other_kind", BENCHMARK, chosen=tier.act_kind, found=kind, level=tier.number)
    repeat = view.case.text("act.repeat")
    if tier.count and repeat and benchmark.counts:
        is_first = tier.count == benchmark.counts[0]
        if is_first != (repeat == "first"):
            yield warn("level.other_count", BENCHMARK, chosen=tier.count, found=repeat, level=tier.number)


@guard
def derived_not_quoted(view: View) -> Iterator[Finding]:
    """A derived level is a draft: its words must not reach the paper as 裁量基准."""
    tier = view.tier
    if tier is None or tier.quotable:
        return
    facts = {"level": tier.number, "label": tier.label, "benchmark": view.case.text("decision.benchmark")}
    if isinstance(view.act.body, DocumentIssued) and _quotes(view.act.body, tier):
        yield block("level.quoted", BENCHMARK, SUMMARY_PAPER, tag="P", more=facts)
    else:
        yield note("level.not_quotable", BENCHMARK, tag="P", more=facts)


def _quotes(paper: DocumentIssued, tier: Tier) -> bool:
    texts = [value for value in paper.values.values() if isinstance(value, str)]
    return any(_BENCHMARK_WORD in text for text in texts)


def _bounds(view: View, bounds: MoneyRange) -> dict[str, object]:
    return {
        "amount": int(view.fine or 0),
        "low": int(bounds.low),
        "high": int(bounds.high),
        "low_inclusive": bounds.low_inclusive,
        "high_inclusive": bounds.high_inclusive,
    }
