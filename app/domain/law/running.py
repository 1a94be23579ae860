"""The deadlines of a case as they run now: projections, never entries, never in a digest."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.case import Case, Document
from app.domain.context import Context
from app.domain.law.articles import TO_CORRECT
from app.domain.law.deadlines import Deadline, Due, Why
from app.domain.law.guards.correction import correction_due
from app.domain.law.matter import DECISION, ActFacts, Matter, moment_or_none
from app.domain.law.ordinary_running import ordinary_deadlines
from app.domain.law.parameters import Binds, Counting
from app.domain.law.projecting import project

CORRECTION_DUE = "correction.due"
"""Id of the term that the order itself sets; it is no row of the table of deadlines."""


def deadlines_of(case: Case, context: Context) -> tuple[Deadline, ...]:
    """All deadlines of a case, running and met, in the order of their days.

    T40 limitation, the term for correction, T20, T21 cash of the spot; in the summary procedure T10
    reconsideration, T18 payment, T22 recording; in the ordinary one those of :mod:`ordinary_running`.
    A start that is no date, or lies beyond the calendar, has no deadline.
    """
    matter = Matter(case, ActFacts("", "", case.team, context.now.at), context)
    found = [*_limitation(matter), *_correction(matter), *_decisions(matter), *_cash(matter)]
    found += ordinary_deadlines(matter)
    return tuple(sorted(found, key=lambda deadline: (deadline.day, deadline.rule)))


def _limitation(matter: Matter) -> Iterator[Deadline]:
    field = matter.case.fields.get("act.ended_at") or matter.case.fields.get("act.at")
    if field is None:
        return
    rule = "T40.harm" if matter.case.value("act.harm_to_life_or_health") is True else "T40"
    start = matter.time("act.ended_at") or matter.time("act.at")
    yield from project(matter, rule, field.entry, start, matter.case.docketed_at)


def _correction(matter: Matter) -> Iterator[Deadline]:
    order, ends = matter.order, correction_due(matter)
    if order is None or ends is None:
        return
    why = Why(
        rule=CORRECTION_DUE,
        source=TO_CORRECT,
        evidence="L",
        counting=Counting.CDX,
        length=0,
        start=order.served_at or "",
        first_day=ends.date(),
        calendar=matter.context.calendar.version,
    )
    projected = Due(ends.date(), ends.date(), False, why, ends)
    met = None if matter.reinspection is None else matter.reinspection.at
    entry = order.served_entry or order.entry
    yield Deadline(CORRECTION_DUE, "责令改正期限", entry, projected, Binds.PARTY, met_at=met)


def _decisions(matter: Matter) -> Iterator[Deadline]:
    for paper in matter.case.papers(DECISION):
        yield from project(
            matter, "T22", paper.entry, moment_or_none(paper.issued_at), matter.case.recorded_at
        )
        if paper.served_at is not None and paper.served_entry is not None:
            yield from _served(matter, paper, paper.served_entry)


def _served(matter: Matter, paper: Document, entry: str) -> Iterator[Deadline]:
    served = moment_or_none(paper.served_at)
    yield from project(matter, "T10", entry, served)
    paid = [(each.at, each.amount) for each in matter.case.money if each.document == paper.id]
    paid += [(each.at, each.amount) for each in matter.case.payments if each.document == paper.id]
    if matter.kind == "fine":
        whole = sum(amount for _, amount in paid) >= (matter.fine or 0)
        yield from project(matter, "T18", entry, served, max(paid)[0] if paid and whole else None)


def _cash(matter: Matter) -> Iterator[Deadline]:
    for money in matter.case.money:
        yield from project(matter, "T20", money.entry, moment_or_none(money.at), money.handed_in_at)
        if money.handed_in_entry is not None:
            handed = moment_or_none(money.handed_in_at)
            yield from project(matter, "T21", money.handed_in_entry, handed, money.banked_at)
