"""The printed facts of a case: each has exactly one source, and nothing is typed for a paper alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from app.domain.case import Case
from app.domain.catalogue import Branch, Catalogue, Item, NotInCatalogue
from app.domain.catalogue.summary import sole_trader_class
from app.domain.catalogue.wording import range_words
from app.domain.clock import SHANGHAI, rfc3339
from app.domain.fields import FIELDS
from app.domain.law.matter import CORRECTION_ORDER
from app.domain.law.ordinary_approvals import as_proposed
from app.domain.law.parameters import LawParameters
from app.domain.roster import Officer, Roster
from app.services.desk import LawBook
from app.services.levels import act_end, branch_of
from app.services.paper_scene import scene_values
from app.services.paper_values_ordinary import OrdinaryPaperValues
from app.services.paper_words import RECORDS, as_sentence, counted

LAW_FIGURES: Mapping[str, str] = {
    "law.on_spot_limit": "summary.collect_max",
    "law.payment_days": "payment.days",
    "law.surcharge_percent": "surcharge.percent_per_day",
    "law.reconsideration_days": "reconsideration.days",
    "law.suit_days": "suit.after_reconsideration_days",
}
"""Printed figures by the parameter that holds them."""

SENTENCES = (
    "act.facts",
    "correction.demand",
    "decision.reason",
    "scene.narrative",
    "scene.statement",
    "reinspection.narrative",
)
"""Texts that stand among others on paper and so end like sentences."""

_ACTS_PROVING: Mapping[str, tuple[str, ...]] = {
    "D09": ("reinspection",),
    "D20": ("scene", "identity", "reinspection", "telling"),
}
"""Which evidence a paper names; all others name that of the scene."""


class PaperValues:
    """Collects the values of one form from case, catalogue, roster and law."""

    def __init__(self, law: LawBook, roster: Roster) -> None:
        self._law, self._roster = law, roster
        self._ordinary = OrdinaryPaperValues(law, roster)

    def __call__(self, case: Case, form: str, at: datetime) -> dict[str, object]:
        """All values that are known; what is missing is missing here too, and the form names it."""
        day, case = at.astimezone(SHANGHAI).date(), as_proposed(case, form)
        found: dict[str, object] = {name: case.value(name) for name in FIELDS if case.value(name) is not None}
        for part in (
            self._agency(),
            self._officers(case, day),
            self._item(case, self._law.catalogue(case.release), day),
            _evidence(case, form),
            scene_values(case, form),
            _correction(case),
            _telling(case),
            _figures(self._law.parameters, day),
        ):
            found.update(part)
        for name in SENTENCES:
            if isinstance(text := found.get(name), str):
                found[name] = as_sentence(text)
        found.update(self._ordinary(case, form, at))
        found["clue.number"] = case.clue_number
        found["case.source"] = case.source
        found["issue.date"] = day.isoformat()
        found["issue.at"] = rfc3339(at)
        return {name: value for name, value in found.items() if value not in (None, "", (), [])}

    def _agency(self) -> dict[str, object]:
        agency = self._roster.agency
        return {
            "agency.name": agency.name,
            "agency.stamp_lines": list(agency.stamp_lines),
            "agency.squad": agency.squad,
            "agency.address": agency.address,
            "agency.phone": agency.phone,
            "remedy.body": agency.reconsideration_body,
            "remedy.court": agency.court,
            "payment.bank": agency.bank.name,
            "payment.bank_address": agency.bank.address,
            "payment.account": agency.bank.account,
        }

    def _officers(self, case: Case, day: date) -> Iterator[tuple[str, object]]:
        for role, id_ in zip(("lead", "assist"), case.team, strict=False):
            if self._roster.knows(id_):
                officer = self._roster.officer(id_)
                yield f"officers.{role}.name", officer.name
                yield f"officers.{role}.card", _card(officer, day)
                if role == "assist":
                    yield "scene.recorder", officer.name
                    yield "reinspection.recorder", officer.name

    def _item(self, case: Case, catalogue: Catalogue, day: date) -> dict[str, object]:
        code, end = case.text("act.item"), act_end(case)
        if not code or end is None:
            return {}
        try:
            item = catalogue.item(code)
        except NotInCatalogue:
            return {}
        found: dict[str, object] = {
            "item.name": item.name,
            "scene.cause": f"涉嫌{item.short_name}",
            "item.code": item.code,
            "item.violated": "、".join(citation.text for citation in catalogue.violated_on(item, end)),
            "item.order": item.correction.order,
        }
        branch = branch_of(case, catalogue, sole_trader_class(self._law.parameters, day))
        if branch is not None:
            found.update(_clause(item, branch))
            found.update(_benchmark(case, catalogue, branch, end))
        return found


def _card(officer: Officer, day: date) -> str:
    card = officer.card_on(day)
    return "" if card is None else card.number


def _clause(item: Item, branch: Branch) -> dict[str, object]:
    return {
        "item.clause": branch.citation.text,
        "item.range": f"罚款幅度为{range_words(branch.fine)}",
        "item.refusal_first": branch.requires_refusal or item.correction.precondition,
        # A clause that fines refusal alone is the one that orders to correct.
        "item.order_basis": branch.citation.text if branch.requires_refusal else "",
    }


def _benchmark(case: Case, catalogue: Catalogue, branch: Branch, end: date) -> dict[str, object]:
    """Name and row of a published benchmark alone: a derived level never reaches paper."""
    benchmark, number = catalogue.benchmark_for(branch, end), case.text("decision.tier")
    tier = benchmark.tier(int(number)) if benchmark is not None and number else None
    if benchmark is None or tier is None or not tier.quotable or tier.fine is None:
        return {"benchmark.published": False}
    return {
        "benchmark.published": True,
        "benchmark.name": catalogue.law(benchmark.law).name,
        "benchmark.row": tier.label,
        "benchmark.range": range_words(tier.fine),
    }


def _evidence(case: Case, form: str) -> dict[str, object]:
    acts = _ACTS_PROVING.get(form, ("scene",))
    shown = counted([item for item in case.evidence if item.act in acts])
    own = ("D10", "D09") if form == "D20" else ()
    records = [RECORDS[paper.form] for paper in case.documents if paper.form in own]
    return {"act.evidence": [*records, *shown], "attachments": shown}


def _correction(case: Case) -> dict[str, object]:
    order = case.served(CORRECTION_ORDER)
    if order is None:
        return {}
    found = [each for each in case.reinspections if each.order == order.id]
    values: dict[str, object] = {"correction.number": order.number, "correction.served_at": order.served_at}
    if found:
        values["correction.outcome"] = values["reinspection.result"] = found[-1].result
        values["reinspection.narrative"] = found[-1].narrative
        values["reinspection.at"] = found[-1].at
    return values


def _telling(case: Case) -> dict[str, object]:
    if not case.tellings:
        return {}
    told = case.tellings[-1]
    return {
        "told.card_shown": told.card_shown,
        "told.rights_told": told.rights_told,
        "told.defence": told.defence,
        "told.words": told.words,
        "told.answer": case.text("decision.defence_answer"),
    }


def _figures(parameters: LawParameters, day: date) -> dict[str, object]:
    return {name: parameters.value(id_, day) for name, id_ in LAW_FIGURES.items()}
