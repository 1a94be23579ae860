"""What guards look at: the case, the act that is judged, the law, and what follows from the three."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from app.domain.bodies import Body
from app.domain.case import Act, Case, Document, Reinspection, Telling
from app.domain.catalogue import (
    Benchmark,
    Branch,
    Catalogue,
    Item,
    NotInCatalogue,
    PartyKind,
    Tier,
    counted_as,
)
from app.domain.catalogue.competence import AgencyKind
from app.domain.catalogue.summary import sole_trader_class
from app.domain.clock import SHANGHAI
from app.domain.context import Context
from app.domain.dates import DateUnreadable, add_months, moment_of
from app.domain.discretion import Choice, Level, circumstances_found, weigh
from app.domain.law.parameters import LawParameters
from app.domain.money import Fen

CORRECTION_ORDER = "D08"
DECISION, PENALTY_DECISION = "D20", "D35"
ORDINARY_ID = "ordinary"
REFUSALS = ("refused", "overdue")
"""Results of a re-inspection that count as refusal to correct."""
_STREET_OFFICE = "街道办事处"
_LONG = 5
"""Digits that no number of a level has."""


@dataclass(frozen=True, slots=True)
class ActFacts:
    """The act that is judged: by whom, when, what it says; ``grant`` is None for one only thought of."""

    kind: str
    actor: str
    officers: tuple[str, ...]
    at: datetime
    form: str = ""
    grant: str | None = None
    release: str | None = None
    body: Body | None = None


class Matter:
    """What one judgement is about; every derived fact is worked out once, when a guard first asks."""

    def __init__(self, case: Case, act: ActFacts, context: Context) -> None:
        self.case, self.act, self.context = case, act, context

    @property
    def is_ordinary(self) -> bool:
        """Whether the case is in the ordinary procedure: a summary fine has no way below its range."""
        return self.case.procedure == ORDINARY_ID

    @property
    def law(self) -> LawParameters:
        """The figures."""
        return self.context.parameters

    @property
    def catalogue(self) -> Catalogue:
        """The release that the case pins."""
        return self.context.catalogue

    @cached_property
    def day(self) -> date:
        """The day of the act that is judged, in Shanghai."""
        return self.act.at.astimezone(SHANGHAI).date()

    @cached_property
    def found_at(self) -> datetime | None:
        """The discovery of the violation: the docketing of the clue."""
        return moment_or_none(self.case.docketed_at)

    @cached_property
    def act_end(self) -> date:
        """The day on which the violation ended; while nothing is known, the day of the judged act."""
        ended = self.time("act.ended_at") or self.time("act.at")
        return self.day if ended is None else ended.date()

    @cached_property
    def party(self) -> PartyKind | None:
        """What the party is, or None."""
        try:
            return PartyKind(self.case.text("party.kind"))
        except ValueError:
            return None

    @cached_property
    def sole_trader_as(self) -> PartyKind:
        """How a sole trader counts [P]."""
        return sole_trader_class(self.law, self.day)

    @cached_property
    def counted(self) -> PartyKind | None:
        """The class of the law that the party falls into: PERSON, UNIT or None."""
        return None if self.party is None else counted_as(self.party, self.sole_trader_as)

    @cached_property
    def agency_kind(self) -> AgencyKind:
        """Street office or town government, by the agency's official name."""
        is_street = self.context.roster.agency.name.endswith(_STREET_OFFICE)
        return AgencyKind.STREET if is_street else AgencyKind.TOWN

    @cached_property
    def item(self) -> Item | None:
        """The item of the authority list, or None while none is chosen or the release has none such."""
        code = self.case.text("act.item")
        try:
            return self.catalogue.item(code) if code else None
        except NotInCatalogue:
            return None

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """The penalty clauses that the day of the act and the party leave to choose from."""
        if self.item is None:
            return ()
        return self.catalogue.branches_on(self.item, self.act_end, self.party, self.sole_trader_as)

    @cached_property
    def branch(self) -> Branch | None:
        """The chosen clause; the only possible one where none was chosen."""
        chosen = self.case.text("decision.branch")
        if self.item is None:
            return None
        if chosen:
            return self.item.branch(chosen)
        return self.branches[0] if len(self.branches) == 1 else None

    @cached_property
    def benchmark(self) -> Benchmark | None:
        """The benchmark that the case names, else that of branch and day; None where there is none."""
        named = self.case.text("decision.benchmark")
        if named:
            try:
                return self.catalogue.benchmark(named)
            except NotInCatalogue:
                return None
        return None if self.branch is None else self.catalogue.benchmark_for(self.branch, self.act_end)

    @cached_property
    def tier_number(self) -> int | None:
        """The number of the chosen level, or None."""
        number = self.case.text("decision.tier")
        return int(number) if number.isascii() and number.isdigit() and len(number) < _LONG else None

    @cached_property
    def tier(self) -> Tier | None:
        """The chosen level, or None."""
        if self.benchmark is None or self.tier_number is None:
            return None
        return self.benchmark.tier(self.tier_number)

    @cached_property
    def level(self) -> Level | None:
        """The fine weighed against clause and level; None for a warning or while no clause is chosen."""
        if self.item is None or self.branch is None or self.kind != "fine":
            return None
        found: frozenset[str] = frozenset()
        if self.benchmark is not None:
            refused = self.reinspection is not None and self.reinspection.result in REFUSALS
            repeated = self.case.text("act.repeat") == "repeat"
            kind = self.case.text("act.circumstance")
            found = circumstances_found(self.benchmark, kind, repeated, refused)
        return weigh(
            self.catalogue,
            Choice(
                self.item,
                self.branch,
                self.act_end,
                amount=self.fine,
                tier=self.tier_number,
                circumstances=found,
                reason=self.case.text("decision.reason"),
                mitigation=self.case.text("decision.mitigation") if self.is_ordinary else "",
            ),
        )

    @property
    def kind(self) -> str:
        """``warning``, ``fine`` or an empty text."""
        return self.case.text("decision.kind")

    @cached_property
    def fine(self) -> Fen | None:
        """The fine in fen; None for a warning or while no amount is set."""
        amount = self.case.amount("decision.amount")
        return None if self.kind == "warning" or amount is None else Fen(amount)

    @cached_property
    def order(self) -> Document | None:
        """The newest correction order that was served, or None."""
        return self.case.served(CORRECTION_ORDER)

    @cached_property
    def reinspection(self) -> Reinspection | None:
        """What was found last after the newest served order."""
        order = self.order
        found = [each for each in self.case.reinspections if order is not None and each.order == order.id]
        return found[-1] if found else None

    @cached_property
    def telling(self) -> Telling | None:
        """The newest telling."""
        return self.case.tellings[-1] if self.case.tellings else None

    @cached_property
    def decision(self) -> Document | None:
        """The newest decision that was issued: on the spot, or by the ordinary procedure."""
        issued = self.case.papers(PENALTY_DECISION if self.is_ordinary else DECISION)
        return issued[-1] if issued else None

    @cached_property
    def evidence_ids(self) -> frozenset[str]:
        """The evidence of the case by its ids."""
        return frozenset(item.id for item in self.case.evidence)

    @cached_property
    def acts(self) -> dict[str, Act]:
        """The entries of the case by their ids."""
        return {act.entry: act for act in self.case.acts}

    @cached_property
    def _places(self) -> dict[str, int]:
        return {act.entry: place for place, act in enumerate(self.case.acts)}

    def place(self, entry: str) -> int:
        """The place of an entry among those of the case, -1 where it is not one of them."""
        return self._places.get(entry, -1)

    def window_start(self, months: int) -> date:
        """The day so many months before the act."""
        return add_months(self.day, -months)

    def time(self, field: str) -> datetime | None:
        """A field as Shanghai time; None where it is empty or no time."""
        text = self.case.text(field)
        return moment_or_none(text) if text else None

    def day_field(self, field: str) -> date | None:
        """A field as a date; None where it is empty or no date."""
        try:
            return date.fromisoformat(self.case.text(field))
        except ValueError:
            return None


def moment_or_none(text: str | None) -> datetime | None:
    """An RFC 3339 time as Shanghai time, None where it is none: records may come from anywhere."""
    if not text:
        return None
    try:
        return moment_of(text)
    except DateUnreadable:
        return None
