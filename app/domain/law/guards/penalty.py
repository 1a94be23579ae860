"""Which penalty: summary or not, inside clause and level, with reasons (第五条、第五十一条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import DocumentIssued
from app.domain.catalogue import PartyKind
from app.domain.catalogue.summary import caps_of
from app.domain.findings import Finding
from app.domain.law.articles import BENCHMARK, LEGALITY, SUMMARY, SUMMARY_PAPER, UNLAWFUL_GAIN
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.matter import Matter

_KINDS = {"warning": "警告", "fine": "罚款"}
_BENCHMARK_WORD = "裁量基准"
_SAID_ELSEWHERE = frozenset({"amount.missing"})
"""An empty amount is an empty field first of all."""


@guard
def summary_allowed(matter: Matter) -> Iterator[Finding]:
    """A warning, or a fine up to the cap of the party's class, and nothing else (R01-R03)."""
    others = matter.case.text("decision.other_penalties")
    if others:
        yield block("summary.other_penalty", SUMMARY, others=others)
    if matter.kind not in _KINDS:
        yield block("field.missing", SUMMARY, field="decision.kind")
    if matter.kind != "fine":
        return
    if matter.fine is None:
        yield block("field.missing", SUMMARY, field="decision.amount")
    elif matter.party is not None:
        limit = caps_of(matter.law, matter.day).cap_for(matter.party)
        if matter.fine > limit:
            is_policy = matter.party is PartyKind.SOLE_TRADER
            yield block(
                "summary.fine_above_limit",
                SUMMARY,
                tag="P" if is_policy else "L",
                amount=int(matter.fine),
                limit=int(limit),
                party=matter.party.value,
            )


@guard
def kind_on_list(matter: Matter) -> Iterator[Finding]:
    """The item knows this kind of penalty."""
    wanted = _KINDS.get(matter.kind)
    if matter.item is not None and wanted is not None and wanted not in matter.item.penalty_kinds:
        yield block(
            "decision.kind_not_allowed",
            LEGALITY,
            item=matter.item.code,
            kind=matter.kind,
            allowed=matter.item.penalty_kinds,
        )


@guard
def other_kinds_known(matter: Matter) -> Iterator[Finding]:
    """An item that also knows confiscation or the like: where that is due, the spot is the wrong place."""
    if matter.item is None:
        return
    others = tuple(kind for kind in matter.item.penalty_kinds if kind not in _KINDS.values())
    if others:
        yield warn("summary.other_kinds", SUMMARY, UNLAWFUL_GAIN, item=matter.item.code, others=others)


@guard
def level_of_branch(matter: Matter) -> Iterator[Finding]:
    """The benchmark that the case names is that of clause and day, and what picks the level is known."""
    if matter.branch is None or matter.kind != "fine":
        return
    named, benchmark = matter.case.text("decision.benchmark"), matter.benchmark
    if named and (benchmark is None or benchmark.branch != matter.branch.id):
        yield block("level.unknown", BENCHMARK, benchmark=named, branch=matter.branch.id)
    elif benchmark is not None and not benchmark.covers(matter.act_end):
        yield block(
            "level.not_on_act_date", BENCHMARK, benchmark=benchmark.id, act_end=matter.act_end.isoformat()
        )
    if benchmark is not None and benchmark.published:
        asked = {"act.circumstance": benchmark.act_kinds, "act.repeat": benchmark.counts}
        for name, choices in asked.items():
            if choices and not matter.case.text(name):
                yield block("field.missing", BENCHMARK, field=name)


@guard
def amount_weighed(matter: Matter) -> Iterator[Finding]:
    """The fine lies inside the clause and the level, or has a written reason (C12, C13)."""
    if matter.level is not None:
        yield from (each for each in matter.level.findings if each.code not in _SAID_ELSEWHERE)


@guard
def derived_not_quoted(matter: Matter) -> Iterator[Finding]:
    """A derived level is a draft: its words must not reach the paper as 裁量基准."""
    body, tier = matter.act.body, matter.tier
    if tier is None or tier.quotable or not isinstance(body, DocumentIssued):
        return
    if any(_BENCHMARK_WORD in text for text in body.values.values() if isinstance(text, str)):
        yield block("level.quoted", BENCHMARK, SUMMARY_PAPER, tag="P", level=tier.number, label=tier.label)
