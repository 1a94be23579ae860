"""Which penalty: summary or not, inside clause and level, with reasons (第五条、第五十一条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import DocumentIssued
from app.domain.catalogue import PartyKind
from app.domain.catalogue.summary import caps_of
from app.domain.findings import Finding
from app.domain.law.articles import BENCHMARK, LEGALITY, SUMMARY, SUMMARY_PAPER
from app.domain.law.guards.registry import block, guard
from app.domain.law.view import View

_KINDS = {"warning": "警告", "fine": "罚款"}
_BENCHMARK_WORD = "裁量基准"
_SAID_ELSEWHERE = frozenset({"amount.missing"})
"""An empty amount is an empty field first of all."""


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
    if view.fine is None:
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
def level_of_branch(view: View) -> Iterator[Finding]:
    """The benchmark that the case names is that of clause and day, and what picks the level is known."""
    if view.branch is None or view.kind != "fine":
        return
    named, benchmark = view.case.text("decision.benchmark"), view.benchmark
    if named and (benchmark is None or benchmark.branch != view.branch.id):
        yield block("level.unknown", BENCHMARK, benchmark=named, branch=view.branch.id)
    elif benchmark is not None and not benchmark.covers(view.act_end):
        yield block(
            "level.not_on_act_date", BENCHMARK, benchmark=benchmark.id, act_end=view.act_end.isoformat()
        )
    if benchmark is not None and benchmark.published:
        asked = {"act.circumstance": benchmark.act_kinds, "act.repeat": benchmark.counts}
        for name, choices in asked.items():
            if choices and not view.case.text(name):
                yield block("field.missing", BENCHMARK, field=name)


@guard
def amount_weighed(view: View) -> Iterator[Finding]:
    """The fine lies inside the clause and the level, or has a written reason (C12, C13)."""
    if view.level is not None:
        yield from (each for each in view.level.findings if each.code not in _SAID_ELSEWHERE)


@guard
def derived_not_quoted(view: View) -> Iterator[Finding]:
    """A derived level is a draft: its words must not reach the paper as 裁量基准."""
    body, tier = view.act.body, view.tier
    if tier is None or tier.quotable or not isinstance(body, DocumentIssued):
        return
    if any(_BENCHMARK_WORD in text for text in body.values.values() if isinstance(text, str)):
        yield block("level.quoted", BENCHMARK, SUMMARY_PAPER, tag="P", level=tier.number, label=tier.label)
