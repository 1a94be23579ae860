"""Is the violation certain, and is it ours: item, list, limitation of the list, evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.bodies import EvidenceAdded
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
from app.domain.law.guards.registry import block, guard, note, warn
from app.domain.law.matter import DECISION, Matter

SCENE = "scene"
_DAY_LENGTH = len("2026-08-06")
_NEEDED = ("act.item", "act.at", "act.place", "act.facts")


@guard
def facts_filled(matter: Matter) -> Iterator[Finding]:
    """What was done, when and where is written down."""
    for name in _NEEDED:
        if not matter.case.text(name):
            yield block("field.missing", SUMMARY, field=name)


@guard
def item_is_ours(matter: Matter) -> Iterator[Finding]:
    """The item stands on the agency's list today and was not taken back (R48)."""
    code = matter.case.text("act.item")
    if not code:
        return
    if matter.item is None:
        yield block("item.unknown", LEGALITY, item=code)
        return
    filed = None if matter.found_at is None else matter.found_at.date()
    yield from competence_findings(matter.catalogue, matter.item, matter.day, matter.agency_kind, filed)


@guard
def item_usable(matter: Matter) -> Iterator[Finding]:
    """Figures and articles of the item may carry a decision."""
    if matter.item is not None:
        yield from item_blockers(matter.catalogue, matter.item, matter.act_end)


@guard
def branch_chosen(matter: Matter) -> Iterator[Finding]:
    """One penalty clause of the day of the act, meant for this party, is chosen and may carry a decision."""
    if matter.item is None:
        return
    chosen = matter.case.text("decision.branch")
    if matter.branch is None:
        code = "branch.unknown" if chosen else "branch.not_chosen" if matter.branches else "branch.none"
        yield block(
            code,
            LEGALITY,
            item=matter.item.code,
            branch=chosen,
            of=tuple(each.id for each in matter.branches),
        )
        return
    if matter.branch.covers(matter.act_end) and matter.branch not in matter.branches:
        yield block(
            "branch.other_party",
            LEGALITY,
            branch=matter.branch.id,
            subject=matter.branch.subject,
            party=str(matter.party),
        )
    yield from decision_blockers(matter.catalogue, matter.item, matter.branch, matter.act_end)


@guard
def list_confirmed(matter: Matter) -> Iterator[Finding]:
    """What is not confirmed in the list is read and answered once: text, citation, benchmark, versions."""
    if matter.item is None:
        return
    used = matter.benchmark if matter.tier is not None else None
    yield from decision_warnings(matter.catalogue, matter.item, matter.act_end, used)
    yield from concurrence_findings(matter.catalogue, matter.item)
    if matter.branch is not None and matter.party is not None:
        yield from version_findings(
            compare_versions(
                matter.catalogue,
                matter.item,
                matter.branch,
                matter.act_end,
                matter.day,
                matter.party,
                matter.sole_trader_as,
            )
        )


@guard
def scene_proven(matter: Matter) -> Iterator[Finding]:
    """The facts are certain: at least one readable piece of evidence shows the scene."""
    scene = matter.case.evidence_of(SCENE)
    if not any(item.readable for item in scene):
        yield block("evidence.scene_missing", SUMMARY, EVIDENCE, unreadable=len(scene))
    damaged = tuple(item.title for item in matter.case.evidence if not item.readable)
    if damaged:
        yield warn("evidence.unreadable", EVIDENCE, titles=damaged)


@guard
def recorded_on_video(matter: Matter) -> Iterator[Finding]:
    """The act on the spot was recorded: published lists of other places make it a duty."""
    if not any(item.media_type.startswith(("video/", "audio/")) for item in matter.case.evidence):
        yield warn("evidence.video_missing", RECORD, tag="S")


@guard
def decided_once(matter: Matter) -> Iterator[Finding]:
    """A second decision would fine one act twice; a wrong one that was not handed over is made anew."""
    for paper in matter.case.papers(DECISION):
        if paper.served_at is not None:
            yield block("decision.exists", ONE_ACT_ONE_FINE, number=paper.number)
        else:
            yield warn("decision.unserved_exists", ONE_ACT_ONE_FINE, tag="P", number=paper.number)


@guard
def decision_absent(matter: Matter) -> Iterator[Finding]:
    """There is no other way out once a decision was handed over."""
    for paper in matter.case.papers(DECISION):
        if paper.served_at is not None:
            yield block("decision.made", ONE_ACT_ONE_FINE, number=paper.number)


@guard
def evidence_of_the_time(matter: Matter) -> Iterator[Finding]:
    """A file that is older than act and clue: a camera with a wrong clock, or a picture of something else."""
    body = matter.act.body
    if not isinstance(body, EvidenceAdded) or not body.taken_at:
        return
    begun = [at.date() for at in (matter.found_at, matter.time("act.at")) if at is not None]
    taken = _day(body.taken_at)
    if taken is not None and begun and taken < min(begun):
        yield note("evidence.from_elsewhere", EVIDENCE, taken=taken.isoformat(), since=min(begun).isoformat())


def _day(text: str) -> date | None:
    """The day that a device wrote, with or without a time zone; None for anything else."""
    try:
        return date.fromisoformat(text[:_DAY_LENGTH])
    except ValueError:
        return None


@guard
def evidence_known(matter: Matter) -> Iterator[Finding]:
    """Evidence that an act names is evidence of the case."""
    named = getattr(matter.act.body, "evidence", ())
    unknown = (
        tuple(each for each in named if each not in matter.evidence_ids) if isinstance(named, tuple) else ()
    )
    if unknown:
        yield block("evidence.unknown", EVIDENCE, evidence=unknown)
