"""The deadlines of a case as they run now: projections, never entries, never in a digest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.domain.case import Case, Document
from app.domain.context import Context
from app.domain.dates import DateOutOfRange
from app.domain.law.articles import CORRECTION
from app.domain.law.deadlines import Deadline, Due, Why, due
from app.domain.law.guards.correction import correction_due
from app.domain.law.parameters import Binds, Counting
from app.domain.law.view import DECISION, ActFacts, View, moment

CORRECTION_DUE = "correction.due"
"""Id of the term that the order itself sets; it is no row of the table of deadlines."""
CASH_HANDED_IN, CASH_PAID_IN = "cash.handed_in", "cash.paid_in"
"""Kinds of the entries that meet T20 and T21."""


def deadlines_of(case: Case, context: Context) -> tuple[Deadline, ...]:
    """All deadlines of a summary case, running and met, in the order of their days.

    T40 limitation, the term for correction, T10 reconsideration, T18 payment, T20, T21 cash, T22 recording.
    A start that is no date, or lies beyond the calendar, has no deadline.
    """
    view = View(case, ActFacts("", "", case.team, context.now.at), context)
    found = [*_limitation(view), *_correction(view), *_decisions(view), *_cash(view)]
    return tuple(sorted(found, key=lambda deadline: (deadline.day, deadline.rule)))


def _project(
    view: View, rule: str, entry: str, start: datetime | None, met_at: str | None = None
) -> Iterator[Deadline]:
    if start is None:
        return
    row = view.law.rule(rule)
    try:
        projected = due(row, start, view.law, view.context.calendar)
    except DateOutOfRange:
        return
    yield Deadline(row.id, row.what, entry, projected, row.binds, met_at=met_at)


def _limitation(view: View) -> Iterator[Deadline]:
    field = view.case.fields.get("act.ended_at") or view.case.fields.get("act.at")
    if field is None:
        return
    rule = "T40.harm" if view.case.value("act.harm_to_life_or_health") is True else "T40"
    start = view.time("act.ended_at") or view.time("act.at")
    yield from _project(view, rule, field.entry, start, view.case.docketed_at)


def _correction(view: View) -> Iterator[Deadline]:
    order, ends = view.order, correction_due(view)
    if order is None or ends is None:
        return
    why = Why(
        rule=CORRECTION_DUE,
        source=CORRECTION,
        evidence="L",
        counting=Counting.CDX,
        length=0,
        start=order.served_at or "",
        first_day=ends.date(),
        calendar=view.context.calendar.version,
    )
    projected = Due(ends.date(), ends.date(), False, why, ends)
    met = None if view.reinspection is None else view.reinspection.at
    entry = order.served_entry or order.entry
    yield Deadline(CORRECTION_DUE, "责令改正期限", entry, projected, Binds.PARTY, met_at=met)


def _decisions(view: View) -> Iterator[Deadline]:
    for paper in view.case.papers(DECISION):
        yield from _project(view, "T22", paper.entry, moment(paper.issued_at), view.case.recorded_at)
        if paper.served_at is not None and paper.served_entry is not None:
            yield from _served(view, paper, paper.served_entry)


def _served(view: View, paper: Document, entry: str) -> Iterator[Deadline]:
    served = moment(paper.served_at)
    yield from _project(view, "T10", entry, served)
    cash = [each for each in view.case.money if each.document == paper.id]
    if view.kind == "fine":
        yield from _project(view, "T18", entry, served, cash[-1].at if cash else None)


def _cash(view: View) -> Iterator[Deadline]:
    handed = next((act for act in view.case.acts if act.kind == CASH_HANDED_IN), None)
    paid = next((act for act in view.case.acts if act.kind == CASH_PAID_IN), None)
    for money in view.case.money:
        met = None if handed is None else handed.at
        yield from _project(view, "T20", money.entry, moment(money.at), met)
    if handed is not None:
        yield from _project(view, "T21", handed.entry, moment(handed.at), None if paid is None else paid.at)
