"""The levels that the benchmark offers for the item, the party and the day on which the act ended."""

from __future__ import annotations

from datetime import date

from app.domain.case import Case
from app.domain.catalogue import Branch, Catalogue, NotInCatalogue, PartyKind
from app.domain.law.matter import moment_or_none
from app.services.offers import LevelOffer


def act_end(case: Case) -> date | None:
    """The day that picks the version of law and benchmark: the act's end (行政处罚法第三十六条第二款).

    None while no time is known; a text from elsewhere that is no time counts as none.
    """
    ended = moment_or_none(case.text("act.ended_at")) or moment_or_none(case.text("act.at"))
    return None if ended is None else ended.date()


def branch_of(
    case: Case, catalogue: Catalogue, sole_trader_as: PartyKind = PartyKind.PERSON
) -> Branch | None:
    """The penalty clause for the case's party and act: the chosen one, else the only one that fits.

    None while item or time of the act is open, or several clauses fit and none was chosen.
    """
    end, code = act_end(case), case.text("act.item")
    if end is None or not code:
        return None
    try:
        item = catalogue.item(code)
    except NotInCatalogue:
        return None
    fitting = catalogue.branches_on(item, end, _party(case), sole_trader_as)
    chosen = case.text("decision.branch")
    if chosen:
        return next((branch for branch in fitting if branch.id == chosen), None)
    return fitting[0] if len(fitting) == 1 else None


def _party(case: Case) -> PartyKind | None:
    try:
        return PartyKind(case.text("party.kind"))
    except ValueError:
        return None


def level_offers(
    case: Case, catalogue: Catalogue, sole_trader_as: PartyKind = PartyKind.PERSON
) -> tuple[LevelOffer, ...]:
    """All levels of the benchmark for the case's branch that state their range in money."""
    end, branch = act_end(case), branch_of(case, catalogue, sole_trader_as)
    if end is None or branch is None:
        return ()
    benchmark = catalogue.benchmark_for(branch, end)
    if benchmark is None:
        return ()
    offers = []
    for tier in benchmark.tiers:
        money = None if tier.fine is None else tier.fine.money
        if money is not None:
            offers.append(
                LevelOffer(
                    benchmark=benchmark.id,
                    tier=str(tier.number),
                    label=tier.label,
                    low=money.low,
                    high=money.high,
                    low_inclusive=money.low_inclusive,
                    high_inclusive=money.high_inclusive,
                    quotable=tier.quotable,
                    mark=tier.mark.value,
                )
            )
    return tuple(offers)
