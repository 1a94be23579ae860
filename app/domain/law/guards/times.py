"""Dates that cannot be: acts in the future, ends before beginnings, effects before their causes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from app.domain.bodies import DocumentServed, EvidenceAdded, MoneyTaken, ReinspectionRecorded
from app.domain.clock import SHANGHAI
from app.domain.fields import FIELDS, FieldKind
from app.domain.findings import Finding
from app.domain.law.articles import LIMITATION, RECORD
from app.domain.law.deadlines import due
from app.domain.law.guards.registry import block, guard, note, warn
from app.domain.law.matter import Matter, moment_or_none
from app.domain.law.ordinary_facts import cause_of

_PAIRS = (
    ("act.at", "act.ended_at"),
    ("scene.from", "scene.until"),
    ("reinspection.from", "reinspection.until"),
)
_PAST = tuple(name for pair in _PAIRS for name in pair)
_TOLD_BY = {
    "D10": ("act.at", "scene.from", "scene.until"),
    "D08": ("act.at", "scene.from"),
    "D09": ("act.at", "scene.from", "scene.until", "reinspection.from", "reinspection.until"),
}
"""The times that a record or an order tells; every other act looks back on all of them."""


@guard
def clock_trusted(matter: Matter) -> Iterator[Finding]:
    """The clock cannot be trusted: work goes on, the case says so (F13)."""
    if matter.context.now.unsure:
        yield warn("clock.unsure", RECORD, tag="P", reason=matter.context.now.reason)


@guard
def stated_time(matter: Matter) -> Iterator[Finding]:
    """The officer's word counts; a difference to the effective time is noted, one ahead is read once.

    A day that has not come yet is refused, as long as the clock can be trusted.
    """
    allowed = timedelta(minutes=matter.law.value("clock.note_minutes", matter.day))
    now = matter.context.now
    ahead = matter.act.at - now.at
    facts: dict[str, object] = {"stated": matter.act.at.isoformat(), "now": now.at.isoformat()}
    if ahead > allowed:
        is_another_day = matter.day > now.at.astimezone(SHANGHAI).date()
        report = block if is_another_day and not now.unsure else warn
        yield report("time.in_future", RECORD, tag="P", more=facts)
    if abs(ahead) > allowed:
        yield note("clock.difference", RECORD, minutes=int(abs(ahead).total_seconds() // 60), more=facts)


@guard
def fields_are_dates(matter: Matter) -> Iterator[Finding]:
    """A field that must hold a time or a date does; a record from elsewhere may hold anything."""
    for name, found in matter.case.fields.items():
        spec = FIELDS.get(name)
        if spec is None or found.value is None or spec.kind not in (FieldKind.TIME, FieldKind.DATE):
            continue
        known = matter.time(name) if spec.kind is FieldKind.TIME else matter.day_field(name)
        if known is None:
            yield block("time.unreadable", RECORD, field=name)


@guard
def times_in_order(matter: Matter) -> Iterator[Finding]:
    """No end before its beginning, nobody born after his act."""
    for first, last in _PAIRS:
        begin, end = matter.time(first), matter.time(last)
        if begin is not None and end is not None and end < begin:
            yield block("time.reversed", RECORD, field=last, begin=begin.isoformat(), end=end.isoformat())
    born = matter.day_field("party.born")
    if born is not None and born > matter.act_end:
        yield block("time.born_after_act", RECORD, born=born.isoformat(), act=matter.act_end.isoformat())


@guard
def times_past(matter: Matter) -> Iterator[Finding]:
    """What a paper or step tells as past is past, within the minutes that clocks may differ."""
    allowed = timedelta(minutes=matter.law.value("clock.note_minutes", matter.day))
    for name in _TOLD_BY.get(matter.act.form, _PAST):
        stated = matter.time(name)
        if stated is not None and stated - matter.act.at > allowed:
            facts = {"at": stated.isoformat(), "act": matter.act.at.isoformat()}
            yield block("time.after_act", RECORD, field=name, more=facts)


@guard
def causes_before_effects(matter: Matter) -> Iterator[Finding]:
    """Order, service, re-inspection, telling and the act stand in this order, as far as each is needed."""
    order, found, telling = matter.order, matter.reinspection, matter.telling
    chain: list[tuple[str, str | None]] = []
    if order is not None:
        chain += [("document.issued:D08", order.issued_at), ("document.served:D08", order.served_at)]
    if found is not None:
        chain.append(("reinspection.recorded", found.at))
    yield from _in_order(matter, chain)
    if telling is not None:
        first = chain if matter.branch is not None and matter.branch.requires_refusal else []
        yield from _in_order(matter, [*first[-1:], ("party.told", telling.at)])


def _in_order(matter: Matter, chain: list[tuple[str, str | None]]) -> Iterator[Finding]:
    times = [(name, known) for name, at in chain if (known := moment_or_none(at)) is not None]
    times.append((matter.act.kind, matter.act.at))
    for (cause, before), (effect, after) in pairwise(times):
        if after < before:
            yield _out_of_order(cause, before, effect, after)


def _out_of_order(cause: str, before: datetime, effect: str, after: datetime) -> Finding:
    facts = {"cause": cause, "cause_at": before.isoformat(), "effect": effect, "effect_at": after.isoformat()}
    return block("time.out_of_order", RECORD, more=facts)


@guard
def after_its_cause(matter: Matter) -> Iterator[Finding]:
    """A fact does not lie before the paper or order that it speaks of; a photo not before it was taken."""
    cause: tuple[str, datetime | None] = ("", None)
    match matter.act.body:
        case DocumentServed() | MoneyTaken() as body:
            paper = matter.case.paper(body.document)
            cause = ("document.issued", moment_or_none(paper.issued_at) if paper else None)
        case ReinspectionRecorded() as body:
            paper = matter.case.paper(body.order)
            cause = ("document.served:D08", moment_or_none(paper.served_at) if paper else None)
        case EvidenceAdded() as body if body.taken_at:
            cause = ("evidence.taken", moment_or_none(body.taken_at))
        case body:
            cause = cause_of(matter.case, body)
    if cause[1] is not None and matter.act.at < cause[1]:
        yield _out_of_order(cause[0], cause[1], matter.act.kind, matter.act.at)


@guard
def correction_due_is_later(matter: Matter) -> Iterator[Finding]:
    """A term for correction ends after the order that sets it."""
    ends = matter.time("correction.due")
    if matter.case.text("correction.term") == "by_date" and ends is not None and ends <= matter.act.at:
        yield block("correction.due_in_past", RECORD, due=ends.isoformat(), at=matter.act.at.isoformat())


@guard
def within_limitation(matter: Matter) -> Iterator[Finding]:
    """The violation was found within the limitation (R42-R44); discovery is the earliest clue known here."""
    if matter.found_at is None or not (matter.case.text("act.at") or matter.case.text("act.ended_at")):
        return
    harm = matter.case.value("act.harm_to_life_or_health") is True
    rule = matter.law.rule("T40.harm" if harm else "T40")
    limit = due(rule, matter.act_end, matter.law, matter.context.calendar)
    if matter.found_at.date() > limit.day:
        yield block(
            "limitation.passed",
            LIMITATION,
            ended=matter.act_end.isoformat(),
            limit=limit.day.isoformat(),
            found=matter.found_at.date().isoformat(),
            harm=harm,
        )
