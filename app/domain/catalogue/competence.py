"""Whether the agency may act on an item on a day: the holder, and batches that took items back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.domain.catalogue.catalogue import Catalogue
from app.domain.catalogue.item import Batch, HolderLevel, Item
from app.domain.catalogue.marks import Mark
from app.domain.findings import Finding, Severity
from app.domain.law.articles import HANDED_DOWN


class AgencyKind(Enum):
    """A street office (街道办事处) or a town government (镇、乡人民政府)."""

    STREET = "street"
    TOWN = "town"


_HELD_BY = {
    AgencyKind.STREET: {HolderLevel.STREET, HolderLevel.DISTRICT_AND_STREET},
    AgencyKind.TOWN: {
        HolderLevel.STREET,
        HolderLevel.DISTRICT_AND_STREET,
        HolderLevel.TOWN,
        HolderLevel.DISTRICT_AND_TOWN,
    },
}


@dataclass(frozen=True, slots=True)
class Competence:
    """The answer for one day.

    Attributes:
        level: as the list has it for the day (OPEN where it is not known).
        ours: whether the agency may act, by the list or, where that is open, by the assumed level.
        mark: CHECKED when a source names the holder, else ASSUMED.
        withdrawal: the batch that took the item back on or before the day, confirmed or not.
    """

    level: HolderLevel
    ours: bool
    mark: Mark
    withdrawal: Batch | None = None
    withdrawal_confirmed: bool = False


def competence_on(
    catalogue: Catalogue, item: Item, day: date, agency: AgencyKind = AgencyKind.STREET
) -> Competence:
    """Who holds the power on a day, and whether that is us."""
    period = item.holder.on(day)
    level = period.level if period else HolderLevel.OPEN
    checked = bool(period and period.checked)
    shown = item.holder.assumed if level is HolderLevel.OPEN else level
    batch = catalogue.batch(item.holder.withdrawal) if item.holder.withdrawal else None
    taken = batch if batch and batch.effective_from <= day else None
    confirmed = bool(taken and item.holder.withdrawal_checked)
    ours = shown in _HELD_BY[agency] and not confirmed
    mark = Mark.CHECKED if checked and level is not HolderLevel.OPEN else Mark.ASSUMED
    return Competence(level, ours, mark, taken, confirmed)


def competence_findings(
    catalogue: Catalogue,
    item: Item,
    day: date,
    agency: AgencyKind = AgencyKind.STREET,
    filed_on: date | None = None,
) -> tuple[Finding, ...]:
    """What stands between the agency and the item on the day of filing or, later, of the decision.

    The body competent on the day of the decision decides; the transition clause of the batch that took
    items back was not read, so an open case of such an item needs a person's choice with a reason and is
    never moved silently (``filed_on`` is then the day on which the case was docketed).

    Codes: ``item.taken_back`` (BLOCK), ``holder.not_ours`` (BLOCK), ``withdrawal.unconfirmed``,
    ``withdrawal.open_case``, ``holder.unconfirmed`` (WARN, to be confirmed once).
    """
    answer = competence_on(catalogue, item, day, agency)
    facts: dict[str, object] = {
        "item": item.code,
        "name": item.name,
        "level": answer.level.value,
        "assumed": item.holder.assumed.value,
        "day": day.isoformat(),
    }
    if answer.withdrawal is not None:
        return (_withdrawn(answer, answer.withdrawal, facts, filed_on),)
    if answer.mark is Mark.CHECKED:
        return (
            () if answer.ours else (Finding("holder.not_ours", Severity.BLOCK, (HANDED_DOWN,), "L", facts),)
        )
    return (
        Finding(
            "holder.unconfirmed", Severity.WARN, (HANDED_DOWN,), "UNVERIFIED", facts | {"ours": answer.ours}
        ),
    )


def _withdrawn(answer: Competence, batch: Batch, facts: dict[str, object], filed_on: date | None) -> Finding:
    facts |= {
        "batch": batch.id,
        "title": batch.title,
        "since": batch.effective_from.isoformat(),
        "receivers": "、".join(body for body, _ in batch.receivers),
    }
    open_case = filed_on is not None and filed_on < batch.effective_from
    if filed_on is not None:
        facts["filed_on"] = filed_on.isoformat()
    if open_case:
        return Finding("withdrawal.open_case", Severity.WARN, (HANDED_DOWN,), "UNVERIFIED", facts)
    if answer.withdrawal_confirmed:
        return Finding("item.taken_back", Severity.BLOCK, (HANDED_DOWN,), "S", facts)
    return Finding("withdrawal.unconfirmed", Severity.WARN, (HANDED_DOWN,), "UNVERIFIED", facts)
