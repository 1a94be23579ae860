"""Everything the on-the-spot page looks at for one refresh, read once from the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain.case import Case, Document, Reinspection, Telling
from app.domain.catalogue import Branch, Catalogue, Item, PartyKind
from app.domain.clock import EffectiveTime
from app.domain.dates import day_of
from app.domain.errors import AppError
from app.domain.findings import Finding
from app.domain.law.parameters import LawParameters
from app.domain.roster import Officer, Roster
from app.presenters.office import LevelOffer, Office, RoomLeft

SCENE_RECORD, ORDER, REINSPECTION_RECORD, DECISION = "D10", "D08", "D09", "D20"
REFUSED = ("refused", "overdue")


@dataclass(frozen=True, slots=True)
class SpotFacts:
    """One moment of a case, or of a page that has none yet."""

    me: Officer
    roster: Roster
    now: EffectiveTime
    catalogue: Catalogue
    parameters: LawParameters
    case: Case | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    unconfirmed: int = 0
    levels: tuple[LevelOffer, ...] = ()
    against: tuple[Finding, ...] = ()
    numbers_left: Mapping[str, int] = field(default_factory=dict)
    rooms: Mapping[str, RoomLeft] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day by the clock that guards take."""
        return self.now.at.date()

    def text(self, name: str) -> str:
        """A field as saved, or as typed while there is no case."""
        return self.typed.get(name, "") if self.case is None else self.case.text(name)

    @property
    def item(self) -> Item | None:
        """The chosen item, or None."""
        code = self.text("act.item")
        try:
            return self.catalogue.item(code) if code else None
        except AppError:
            return None

    @property
    def act_day(self) -> date:
        """The day on which the act ended; today while nothing is known."""
        text = self.text("act.ended_at") or self.text("act.at")
        try:
            return day_of(text) if text and self.case is not None else self.today
        except AppError:
            return self.today

    @property
    def party(self) -> PartyKind | None:
        """What the party is, or None."""
        try:
            return PartyKind(self.text("party.kind"))
        except ValueError:
            return None

    @property
    def branches(self) -> tuple[Branch, ...]:
        """The clauses that item, day and party leave."""
        item = self.item
        return () if item is None else self.catalogue.branches_on(item, self.act_day, self.party)

    @property
    def correction_first(self) -> bool:
        """Whether every clause that is left needs refusal or overdue correction first."""
        branches = self.branches
        if branches:
            return all(branch.requires_refusal for branch in branches)
        return self.item is not None and self.item.correction.precondition

    def paper(self, form: str) -> Document | None:
        """The newest issued paper of a form."""
        papers = () if self.case is None else self.case.papers(form)
        return papers[-1] if papers else None

    @property
    def order(self) -> Document | None:
        """The newest correction order that was served."""
        papers = () if self.case is None else self.case.papers(ORDER)
        served = [paper for paper in papers if paper.served_at]
        return served[-1] if served else None

    @property
    def reinspection(self) -> Reinspection | None:
        """What was found last after the newest served order."""
        order = self.order
        if order is None or self.case is None:
            return None
        found = [each for each in self.case.reinspections if each.order == order.id]
        return found[-1] if found else None

    @property
    def refused(self) -> bool:
        """Whether refusal to correct, or an overdue term, is on record."""
        found = self.reinspection
        return found is not None and found.result in REFUSED

    @property
    def corrected(self) -> bool:
        """Whether the party corrected in time: then there is no fine."""
        found = self.reinspection
        return found is not None and found.result == "corrected"

    @property
    def telling(self) -> Telling | None:
        """The newest telling."""
        return self.case.tellings[-1] if self.case is not None and self.case.tellings else None

    @property
    def decision(self) -> Document | None:
        """The newest decision that was issued."""
        return self.paper(DECISION)

    @property
    def opened(self) -> bool:
        """Whether telling and penalty are open: at once, or after refusal for a correction-first item."""
        return not self.correction_first or self.refused


def next_act(facts: SpotFacts) -> str:
    """The act that comes next on this page, whether or not anything still speaks against it."""
    if facts.case is None:
        return "docket"
    if facts.decision is not None:
        return _after_decision(facts)
    if facts.correction_first:
        if facts.corrected:
            return "open_case"
        if facts.paper(SCENE_RECORD) is None:
            return "scene_record"
        if facts.order is None:
            return "order"
        if facts.reinspection is None:
            return "reinspect"
        if facts.paper(REINSPECTION_RECORD) is None:
            return "reinspection_record"
    return "tell" if facts.telling is None else "decide"


def _after_decision(facts: SpotFacts) -> str:
    case, paper = facts.case, facts.decision
    assert case is not None and paper is not None
    if paper.served_at is None:
        return "decide"
    on_spot = case.text("payment.mode") == "on_spot" and case.text("decision.kind") != "warning"
    return "collect" if on_spot and not case.money else "open_case"


FORM_OF_ACT: Mapping[str, str] = {
    "scene_record": SCENE_RECORD,
    "order": ORDER,
    "reinspection_record": REINSPECTION_RECORD,
    "decide": DECISION,
}
"""Which paper an act issues."""


def gather(
    office: Office, case_id: str, typed: Mapping[str, str], errors: Mapping[str, str], words: str = ""
) -> SpotFacts:
    """Read everything for a refresh; ``words`` of the party are not recorded yet."""
    case = office.queries.case(case_id) if case_id else None
    base = SpotFacts(
        me=office.me,
        roster=office.roster,
        now=office.now(),
        catalogue=office.catalogue,
        parameters=office.parameters,
        case=case,
        typed=typed,
        errors=errors,
        numbers_left=_numbers(office),
    )
    if case is None:
        return base
    return replace(_judged(office, base, case), rooms=office.rooms(case.id, words))


def _judged(office: Office, base: SpotFacts, case: Case) -> SpotFacts:
    form = FORM_OF_ACT.get(next_act(base), "")
    against = office.check_issue(case.id, form).items if form else ()
    if form == DECISION:
        steps = [step for step in office.outlook(case.id) if step.start != step.end]
        found = steps[0].findings.items if steps and steps[0].end != "S_ISSUED" else ()
        against = (*against, *(one for one in found if one not in against))
    return replace(
        base,
        unconfirmed=len(office.unconfirmed(case.id)),
        levels=office.levels(case.id) if base.item is not None else (),
        against=against,
    )


def _numbers(office: Office) -> Mapping[str, int]:
    year = office.now().at.year
    classes = ("线", "责改", "当罚")
    return {name: office.queries.numbers_left(name, year) for name in classes}
