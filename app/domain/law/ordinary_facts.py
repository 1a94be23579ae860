"""What follows from the record of an ordinary case: which notice counts, when it was served, what it told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from app.domain import ordinary_bodies as bodies
from app.domain.case import Case, Document
from app.domain.catalogue.versions import Comparison, compare_versions
from app.domain.law.deadlines import Due, due
from app.domain.law.matter import PENALTY_DECISION, Matter, moment_or_none

NOTICE, HEARING_NOTICE = "D23", "D24"
NOTICES = (NOTICE, HEARING_NOTICE)
RETURN = "D40"
WITH_RETURN = (*NOTICES, PENALTY_DECISION)
"""Papers whose service is proven by a D40 that the recipient signs."""
BY_PUBLICATION = "NOTICE"

FACTS_TOLD = (
    "act.at",
    "act.ended_at",
    "act.place",
    "act.facts",
    "act.circumstance",
    "act.repeat",
    "party.kind",
    "party.name",
    "party.identity",
    "party.unit_name",
    "party.credit_code",
)
BASIS_TOLD = ("act.item", "decision.branch")


def notice_of(case: Case) -> Document | None:
    """The newest notice that reached the party, with or without a hearing right."""
    served = (paper for paper in reversed(case.documents) if paper.form in NOTICES and paper.served_at)
    return next(served, None)


def decision_of(case: Case) -> Document | None:
    """The newest ordinary decision that was issued."""
    issued = case.papers(PENALTY_DECISION)
    return issued[-1] if issued else None


def filed_at(case: Case) -> datetime | None:
    """When the agency head approved the filing: the time that stands on the paper, or of his sign-in."""
    found = case.approval("D06", "AGENCY_HEAD")
    return None if found is None else moment_or_none(found.at)


def service_day(matter: Matter, paper: Document) -> date | None:
    """The day on which a paper counts as served: by publication when the term of T26 is over."""
    served = moment_or_none(paper.served_at)
    if served is None:
        return None
    if paper.served_mode != BY_PUBLICATION:
        return served.date()
    return due(matter.law.rule("T26"), served, matter.law, matter.context.calendar).day


def window(matter: Matter, rule: str, paper: Document | None) -> Due | None:
    """The last day of a term that runs from the service of a paper; None before it."""
    start = None if paper is None else service_day(matter, paper)
    return None if start is None else due(matter.law.rule(rule), start, matter.law, matter.context.calendar)


def told_changes(matter: Matter, paper: Document, names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that now hold something else than the served notice told."""
    return tuple(name for name in names if _plain(paper.values, name) != _plain_now(matter.case, name))


def _plain(values: Mapping[str, object], name: str) -> str:
    value = values.get(name)
    return value.strip().rstrip("。") if isinstance(value, str) else ""


def _plain_now(case: Case, name: str) -> str:
    return case.text(name).strip().rstrip("。")


def papers_for_return(case: Case) -> tuple[Document, ...]:
    """What the next proof of service lists: papers issued after the newest one that await their service."""
    returns = case.papers(RETURN)
    issued = [paper.id for paper in case.documents]
    after = issued.index(returns[-1].id) if returns else -1
    return tuple(paper for paper in case.documents[after + 1 :] if paper.form in WITH_RETURN)


def return_of(case: Case, paper: Document) -> Document | None:
    """The proof of service that was made out for a paper: the first D40 after its issue."""
    issued = [each.id for each in case.documents]
    later = case.documents[issued.index(paper.id) + 1 :] if paper.id in issued else ()
    return next((each for each in later if each.form == RETURN), None)


def comparison_of(matter: Matter) -> Comparison | None:
    """Old law beside the law of the judged day (从旧兼从轻); None where the law is the same."""
    if matter.item is None or matter.branch is None or matter.party is None:
        return None
    return compare_versions(
        matter.catalogue,
        matter.item,
        matter.branch,
        matter.act_end,
        matter.day,
        matter.party,
        matter.sole_trader_as,
    )


def cause_of(case: Case, body: object) -> tuple[str, datetime | None]:
    """What an answer or money follows, and when that was; without a cause an empty name."""
    match body:
        case bodies.DefenceRecorded() | bodies.HearingAnswered():
            paper = case.paper(body.notice)
            return "document.served", moment_or_none(None if paper is None else paper.served_at)
        case bodies.MoneyHandedIn():
            return "money.taken", moment_or_none(_money(case, body.money, "at"))
        case bodies.MoneyBanked():
            return "money.handed_in", moment_or_none(_money(case, body.money, "handed_in_at"))
        case _:
            return "", None


def _money(case: Case, entry: str, name: str) -> str | None:
    found = next((each for each in case.money if each.entry == entry), None)
    return None if found is None else getattr(found, name)
