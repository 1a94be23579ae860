"""Is the violation certain, and is it ours: item, list, limitation of the list, evidence."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.catalogue.competence import competence_findings
from app.domain.catalogue.decision import (
    concurrence_findings,
    decision_blockers,
    decision_warnings,
    item_blockers,
)
from app.domain.catalogue.versions import compare_versions, version_findings
from app.domain.findings import Finding
from app.domain.law.articles import EVIDENCE, LEGALITY, ONE_ACT_ONE_FINE, RECORD, SUMMARY
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.view import DECISION, View

SCENE = "scene"
_NEEDED = ("act.item", "act.at", "act.place", "act.facts")


@guard
def facts_filled(view: View) -> Iterator[Finding]:
    """What was done, when and where is written down."""
    for name in _NEEDED:
        if not view.case.text(name):
            yield block("field.missing", SUMMARY, field=name)


@guard
def item_is_ours(view: View) -> Iterator[Finding]:
    """The item stands on the agency's list today and was not taken back (R48)."""
    code = view.case.text("act.item")
    if not code:
        return
    if view.item is None:
        yield block("item.unknown", LEGALITY, item=code)
        return
    filed = None if view.found_at is None else view.found_at.date()
    yield from competence_findings(view.catalogue, view.item, view.day, view.agency_kind, filed)


@guard
def item_usable(view: View) -> Iterator[Finding]:
    """Figures and articles of the item may carry a decision."""
    if view.item is not None:
        yield from item_blockers(view.catalogue, view.item, view.act_end)


@guard
def branch_chosen(view: View) -> Iterator[Finding]:
    """One penalty clause of the day of the act, meant for this party, is chosen and may carry a decision."""
    if view.item is None:
        return
    chosen = view.case.text("decision.branch")
    if view.branch is None:
        code = "branch.unknown" if chosen else "branch.not_chosen" if view.branches else "branch.none"
        yield block(
            code, LEGALITY, item=view.item.code, branch=chosen, of=tuple(each.id for each in view.branches)
        )
        return
    if view.branch.covers(view.act_end) and view.branch not in view.branches:
        yield block(
            "branch.other_party",
            LEGALITY,
            branch=view.branch.id,
            subject=view.branch.subject,
            party=str(view.party),
        )
    yield from decision_blockers(view.catalogue, view.item, view.branch, view.act_end)


@guard
def list_confirmed(view: View) -> Iterator[Finding]:
    """What is not confirmed in the list is read and answered once: text, citation, benchmark, versions."""
    if view.item is None:
        return
    used = view.benchmark if view.tier is not None else None
    yield from decision_warnings(view.catalogue, view.item, view.act_end, used)
    yield from concurrence_findings(view.catalogue, view.item)
    if view.branch is not None and view.party is not None:
        yield from version_findings(
            compare_versions(
                view.catalogue,
                view.item,
                view.branch,
                view.act_end,
                view.day,
                view.party,
                view.sole_trader_as,
            )
        )


@guard
def scene_proven(view: View) -> Iterator[Finding]:
    """The facts are certain: at least one readable piece of evidence shows the scene."""
    scene = view.case.evidence_of(SCENE)
    if not any(item.readable for item in scene):
        yield block("evidence.scene_missing", SUMMARY, EVIDENCE, unreadable=len(scene))
    damaged = tuple(item.title for item in view.case.evidence if not item.readable)
    if damaged:
        yield warn("evidence.unreadable", EVIDENCE, titles=damaged)


@guard
def recorded_on_video(view: View) -> Iterator[Finding]:
    """The act on the spot was recorded: published lists of other places make it a duty."""
    if not any(item.media_type.startswith(("video/", "audio/")) for item in view.case.evidence):
        yield warn("evidence.video_missing", RECORD, tag="S")


@guard
def decided_once(view: View) -> Iterator[Finding]:
    """A second decision would fine one act twice; a wrong one that was not handed over is made anew."""
    for paper in view.case.papers(DECISION):
        if paper.served_at is not None:
            yield block("decision.exists", ONE_ACT_ONE_FINE, number=paper.number)
        else:
            yield warn("decision.unserved_exists", ONE_ACT_ONE_FINE, tag="P", number=paper.number)


@guard
def decision_absent(view: View) -> Iterator[Finding]:
    """There is no other way out once a decision was handed over."""
    for paper in view.case.papers(DECISION):
        if paper.served_at is not None:
            yield block("decision.made", ONE_ACT_ONE_FINE, number=paper.number)


@guard
def evidence_known(view: View) -> Iterator[Finding]:
    """Evidence that an act names is evidence of the case."""
    named = getattr(view.act.body, "evidence", ())
    unknown = (
        tuple(each for each in named if each not in view.evidence_ids) if isinstance(named, tuple) else ()
    )
    if unknown:
        yield block("evidence.unknown", EVIDENCE, evidence=unknown)
