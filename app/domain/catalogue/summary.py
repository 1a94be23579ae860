"""Whether the amount of a branch fits the summary procedure (行政处罚法第五十一条); caps are parameters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.domain.catalogue.item import Branch
from app.domain.catalogue.party import PartyKind, counted_as
from app.domain.law.parameters import LawParameters
from app.domain.money import Fen


class Possible(Enum):
    """YES: every amount fits; NO: none; BY_AMOUNT (视数额): the range crosses the cap or needs a base."""

    YES = "yes"
    NO = "no"
    BY_AMOUNT = "by_amount"


@dataclass(frozen=True, slots=True)
class SummaryCaps:
    """The highest fines of the summary procedure, in fen, inclusive, and how a sole trader counts [P]."""

    person: Fen
    unit: Fen
    sole_trader_as: PartyKind = PartyKind.PERSON

    def cap_for(self, party: PartyKind) -> Fen:
        """The cap for a party, in fen."""
        return self.person if counted_as(party, self.sole_trader_as) is PartyKind.PERSON else self.unit

    def allow(self, amount: int, party: PartyKind) -> bool:
        """Whether a fine of this amount may be imposed on the spot; the cap itself may (以下含本数)."""
        return amount <= self.cap_for(party)


def sole_trader_class(parameters: LawParameters, on: date) -> PartyKind:
    """The class of the law that a sole trader counts in on a day: a policy [P], never a statement of law."""
    as_person = parameters.is_on("summary.sole_trader_as_person", on)
    return PartyKind.PERSON if as_person else PartyKind.UNIT


def caps_of(parameters: LawParameters, on: date) -> SummaryCaps:
    """The caps and the policy for sole traders as the parameters have them on a day."""
    return SummaryCaps(
        parameters.fen("summary.fine_max_person", on),
        parameters.fen("summary.fine_max_unit", on),
        sole_trader_class(parameters, on),
    )


def summary_possible(branch: Branch, party: PartyKind, caps: SummaryCaps) -> Possible:
    """Compare the range of a branch with the cap. It speaks of the amount only, not of other conditions."""
    money = branch.fine.money
    if money is None:
        return Possible.BY_AMOUNT
    cap = caps.cap_for(party)
    if money.high <= cap:
        return Possible.YES
    return Possible.NO if money.is_below(cap) else Possible.BY_AMOUNT
