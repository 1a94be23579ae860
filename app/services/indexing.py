"""What the case list and the search know of a case: derived from it at every change, never typed."""

from __future__ import annotations

from datetime import date, datetime

from app.domain.case import Case
from app.domain.catalogue import NotInCatalogue
from app.domain.clock import EffectiveTime
from app.domain.context import Context
from app.domain.law.deadlines import Deadline
from app.domain.law.running import deadlines_of
from app.domain.roster import NOBODY
from app.ports.work import CaseIndex
from app.services.desk import LawBook

CLOSED_STEPS = frozenset({"S_CLOSED", "S_ARCHIVED", "CLUE_NOCASE", "CLUE_OUT", "O_ARCHIVE"})


class CaseIndexer:
    """Makes the index row of a case."""

    def __init__(self, law: LawBook) -> None:
        self._law = law

    def __call__(self, case: Case) -> CaseIndex:
        """The row as it stands after the newest entry."""
        next_due = self._next_due(case)
        party = party_name(case)
        item = self._item_name(case)
        place = case.text("act.place")
        words = (
            case.clue_number,
            *(paper.number for paper in case.documents),
            *(approval.number for approval in case.approvals),
            party,
            case.text("party.identity"),
            case.text("party.credit_code"),
            item,
            place,
            case.text("act.facts"),
        )
        return CaseIndex(
            number=case.file_number or case.clue_number,
            party=party,
            item=item,
            place=place,
            due=None if next_due is None else next_due.day.isoformat(),
            due_rule=None if next_due is None else next_due.rule,
            provisional=next_due is not None and next_due.due.provisional,
            open=is_open(case),
            words=tuple(dict.fromkeys(word for word in words if word)),
        )

    def _next_due(self, case: Case) -> Deadline | None:
        """The soonest deadline that still runs, as of the newest entry: the same whenever it is asked."""
        context = Context(
            now=EffectiveTime(datetime.fromisoformat(case.acts[-1].at)),
            parameters=self._law.parameters,
            calendar=self._law.calendar,
            catalogue=self._law.catalogue(case.release),
            roster=NOBODY,
        )
        running = [deadline for deadline in deadlines_of(case, context) if deadline.met_at is None]
        return min(running, key=_day_of, default=None)

    def _item_name(self, case: Case) -> str:
        code = case.text("act.item")
        if not code:
            return ""
        try:
            return self._law.catalogue(case.release).item(code).name
        except NotInCatalogue:
            return code


def _day_of(deadline: Deadline) -> date:
    return deadline.day


def is_open(case: Case) -> bool:
    """Whether anything is left to be done: a closed ordinary case is open while a signer owes his word."""
    if case.step in CLOSED_STEPS:
        return False
    is_closed = case.approval("D58", "AGENCY_HEAD") is not None
    return not is_closed or any(each.is_open for each in case.approvals)


def party_name(case: Case) -> str:
    """The name under which the party is listed: the unit's for a unit, else the person's."""
    if case.text("party.kind") == "unit":
        return case.text("party.unit_name")
    return case.text("party.name") or case.text("party.unit_name")
