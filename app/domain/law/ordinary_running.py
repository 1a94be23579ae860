"""The deadlines of an ordinary case: which rows of the table run, from which entry, and what met them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.domain.case import Case, Document
from app.domain.law.deadlines import Deadline
from app.domain.law.matter import Matter, moment_or_none
from app.domain.law.ordinary_facts import HEARING_NOTICE, NOTICES, decision_of, filed_at, service_day
from app.domain.law.ordinary_money import owed_on
from app.domain.law.projecting import project

_DECIDING = ("O_DECIDE", "O_PENALTY")


def ordinary_deadlines(matter: Matter) -> list[Deadline]:
    """T03 check, T04 decision, T05 defence, T06 hearing request, T09 service, T10 reconsideration, T11 suit,
    T12 court, T18 payment, T30 publication, T34 filing away. The surcharge (T19) has no last day: see
    :mod:`ordinary_money`.
    """
    if not matter.is_ordinary:
        return []
    paper = decision_of(matter.case)
    return [*_filing(matter), *_windows(matter), *_decision(matter, paper), *_closing(matter)]


def _filing(matter: Matter) -> Iterator[Deadline]:
    case, filing = matter.case, matter.case.approval("D06", "AGENCY_HEAD")
    first = case.acts[0].entry if case.acts else case.head
    met = None if filing is None else filing.at
    yield from project(matter, "T03", first, matter.found_at, met)
    if filing is not None:
        decision = decision_of(case)
        met = None if decision is None else decision.issued_at
        yield from project(matter, "T04", filing.entry, filed_at(case), met)


def _windows(matter: Matter) -> Iterator[Deadline]:
    case = matter.case
    for paper in case.documents:
        if paper.form not in NOTICES or paper.served_entry is None:
            continue
        start = service_day(matter, paper)
        defences = [each.at for each in case.defences if each.notice == paper.id]
        yield from project(matter, "T05", paper.served_entry, start, _first(defences, _decided(case)))
        if paper.form == HEARING_NOTICE:
            hearings = [each.at for each in case.hearing_answers if each.notice == paper.id]
            yield from project(matter, "T06", paper.served_entry, start, _first(hearings, _decided(case)))


def _first(answers: list[str], otherwise: str | None) -> str | None:
    return min(answers) if answers else otherwise


def _decided(case: Case) -> str | None:
    """When the case left the stage of the defence: its windows were over then."""
    steps = [act.at for act in case.acts if act.kind == "step.taken" and act.subject in _DECIDING]
    return steps[-1] if steps else None


def _decision(matter: Matter, paper: Document | None) -> Iterator[Deadline]:
    if paper is None:
        return
    issued = moment_or_none(paper.issued_at)
    yield from project(matter, "T09", paper.entry, issued, paper.served_at)
    published = [each.at for each in matter.case.publications if each.document == paper.id]
    yield from project(matter, "T30", paper.entry, issued, _first(published, None))
    if paper.served_entry is not None:
        yield from _remedies(matter, paper.served_entry, service_day(matter, paper))


def _remedies(matter: Matter, entry: str, served: date | None) -> Iterator[Deadline]:
    yield from project(matter, "T10", entry, served)
    owed = owed_on(matter, matter.day)
    paid = None if owed is None else owed.settled_at
    if owed is not None:
        yield from project(matter, "T18", entry, served, paid)
    for suit in project(matter, "T11", entry, served):
        yield suit
        if owed is not None and paid is None:
            yield from _court(matter, entry, suit)


def _court(matter: Matter, entry: str, suit: Deadline) -> Iterator[Deadline]:
    """The window of the court opens when the suing period is over; it is as provisional as that period."""
    for found in project(matter, "T12", entry, suit.day):
        unsure = found.due.provisional or suit.due.provisional
        yield replace(found, due=replace(found.due, provisional=unsure))


def _closing(matter: Matter) -> Iterator[Deadline]:
    closing = matter.case.approval("D58", "AGENCY_HEAD")
    if closing is None:
        return
    filed_away = [act.at for act in matter.case.acts if act.subject == "O_ARCHIVE"]
    met = filed_away[-1] if filed_away else None
    yield from project(matter, "T34", closing.entry, moment_or_none(closing.at), met)
