"""The deadlines of a case as they run now: projections, never entries, never in a digest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.domain.case import Case, Document
from app.domain.context import Context
from app.domain.dates import DateOutOfRange
from app.domain.law.articles import TO_CORRECT
from app.domain.law.deadlines import Deadline, Due, Why, due
from app.domain.law.guards.correction import correction_due
from app.domain.law.matter import DECISION, ActFacts, Matter, moment_or_none
from app.domain.law.parameters import Binds, Counting

CORRECTION_DUE = "correction.due"
"""Id of the term that the order itself sets; it is no row of the table of deadlines."""
CASH_HANDED_IN, CASH_PAID_IN = "cash.handed_in", "cash.paid_in"
"""Kinds of the entries that meet T20 and T21."""


def deadlines_of(case: Case, context: Context) -> tuple[Deadline, ...]:
    """All deadlines of a summary case, running and met, in the order of their days.

    T40 limitation, the term for correction, T10 reconsideration, T18 payment, T20, T21 cash, T22 recording.
    A start that is no date, or lies beyond the calendar, has no deadline.
    """
    matter = Matter(case, ActFacts("", "", case.team, context.now.at), context)
    found = [*_limitation(matter), *_correction(matter), *_decisions(matter), *_cash(matter)]
    return tuple(sorted(found, key=lambda deadline: (deadline.day, deadline.rule)))


def _project(
    matter: Matter, rule: str, entry: str, start: datetime | None, met_at: str | None = None
) -> Iterator[Deadline]:
    if start is None:
        return
    row = matter.law.rule(rule)
    try:
        projected = due(row, start, matter.law, matter.context.calendar)
    except DateOutOfRange:
        return
    yield Deadline(row.id, row.what, entry, projected, row.binds, met_at=met_at)


def _limitation(matter: Matter) -> Iterator[Deadline]:
    field = matter.case.fields.get("act.ended_at") or matter.case.fields.get("act.at")
    if field is None:
        return
    rule = "T40.harm" if matter.case.value("act.harm_to_life_or_health") is True else "T40"
    start = matter.time("act.ended_at") or matter.time("act.at")
    yield from _project(matter, rule, field.entry, start, matter.case.docketed_at)


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
        yield from _project(
            matter, "T22", paper.entry, moment_or_none(paper.issued_at), matter.case.recorded_at
        )
        if paper.served_at is not None and paper.served_entry is not None:
            yield from _served(matter, paper, paper.served_entry)


def _served(matter: Matter, paper: Document, entry: str) -> Iterator[Deadline]:
    served = moment_or_none(paper.served_at)
    yield from _project(matter, "T10", entry, served)
    cash = [each for each in matter.case.money if each.document == paper.id]
    if matter.kind == "fine":
        yield from _project(matter, "T18", entry, served, cash[-1].at if cash else None)


def _cash(matter: Matter) -> Iterator[Deadline]:
    handed = next((act for act in matter.case.acts if act.kind == CASH_HANDED_IN), None)
    paid = next((act for act in matter.case.acts if act.kind == CASH_PAID_IN), None)
    for money in matter.case.money:
        met = None if handed is None else handed.at
        yield from _project(matter, "T20", money.entry, moment_or_none(money.at), met)
    if handed is not None:
        yield from _project(
            matter, "T21", handed.entry, moment_or_none(handed.at), None if paid is None else paid.at
        )
