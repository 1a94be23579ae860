"""The decision: stages before it, its term, one fine for one act, a whole paper with both remedies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.catalogue import PartyKind
from app.domain.context import PastPenalty
from app.domain.findings import Finding
from app.domain.law.articles import (
    BANK,
    BANK_ON_PAPER,
    DECISION_PAPER,
    DECISION_TERM,
    ONE_ACT_ONE_FINE,
    REVIEW_BODY,
    REVIEW_TERM,
    SUIT_TERM,
    SURCHARGE_ON_PAPER,
)
from app.domain.law.deadlines import due
from app.domain.law.guards.papers import GOVERNMENT
from app.domain.law.guards.registry import block, guard, note, warn
from app.domain.law.matter import PENALTY_DECISION, Matter, moment_or_none
from app.domain.law.ordinary_approvals import DEPUTY, HEAD
from app.domain.law.ordinary_facts import filed_at
from app.domain.law.ordinary_stages import Stage, discussion, hearing, review, stages, threshold

_ADDRESSED = {
    PartyKind.PERSON: ("party.name", "party.address"),
    PartyKind.UNIT: ("party.unit_name", "party.unit_address"),
    PartyKind.SOLE_TRADER: ("party.name", "party.address"),
}
FINED_ALREADY = "act.fined_already"


@guard
def legal_review_passed(matter: Matter) -> Iterator[Finding]:
    """Without a passed review no decision may be made where the law asks for one (R38)."""
    stage = review(matter)
    if stage.is_due:
        yield block("review.due", stage.article, tag=stage.tag, grounds=stage.grounds, more=stage.inputs)


@guard
def collective_discussed(matter: Matter) -> Iterator[Finding]:
    """A complex or major violation is decided by the heads together."""
    stage = discussion(matter)
    if stage.is_due:
        yield block("discussion.due", stage.article, tag=stage.tag, grounds=stage.grounds, more=stage.inputs)


@guard
def stages_computed(matter: Matter) -> Iterator[Finding]:
    """What is not due is shown too, with amount and threshold, and that a figure is not confirmed."""
    for stage in stages(matter):
        if not stage.is_due:
            yield _not_due(stage)
    if matter.counted is not None and threshold(matter) is None:
        yield warn("hearing.threshold_off", hearing(matter).article, tag="P", party=str(matter.party))


def _not_due(stage: Stage) -> Finding:
    code = {
        "hearing": "hearing.not_due",
        "review": "review.not_due",
        "discussion": "discussion.not_due",
    }[stage.id]
    return note(code, stage.article, tag=stage.tag, more=stage.inputs)


@guard
def decided_in_term(matter: Matter) -> Iterator[Finding]:
    """Ninety days from the filing (R22); a late decision is still owed, so this is read and answered."""
    filed = filed_at(matter.case)
    if filed is None:
        return
    ends = due(matter.law.rule("T04"), filed, matter.law, matter.context.calendar).day
    if matter.day > ends:
        yield warn("decision.late", DECISION_TERM, filed=filed.date().isoformat(), due=ends.isoformat())


@guard
def one_act_one_fine(matter: Matter) -> Iterator[Finding]:
    """The same act of the same party was fined already, here or elsewhere (R53)."""
    found = _same_act(matter)
    if found:
        yield warn(FINED_ALREADY, ONE_ACT_ONE_FINE, more=_told(found))


@guard
def fined_once_resolved(matter: Matter) -> Iterator[Finding]:
    """An earlier fine for the act is judged by the agency head himself, in words, before he decides."""
    found = _same_act(matter)
    if not found:
        return
    roster = matter.context.roster
    deciders = {each.id for each in roster.officers if {HEAD, DEPUTY} & set(each.roles)}
    answered = {each.by for each in matter.case.confirmations if each.code == FINED_ALREADY}
    if not answered & deciders:
        yield block("act.fined_unresolved", ONE_ACT_ONE_FINE, tag="P", more=_told(found))


def _same_act(matter: Matter) -> tuple[PastPenalty, ...]:
    begin = matter.time("act.at")
    end = matter.time("act.ended_at") or begin
    if begin is None or end is None:
        return ()
    same = [past for past in matter.context.history if past.item == matter.case.text("act.item")]
    return tuple(past for past in same if _overlaps(past, begin.date(), end.date()))


def _overlaps(past: PastPenalty, begin: date, end: date) -> bool:
    first = moment_or_none(past.act_at)
    last = moment_or_none(past.act_ended_at) or first
    return first is not None and last is not None and first.date() <= end and begin <= last.date()


def _told(found: tuple[PastPenalty, ...]) -> dict[str, object]:
    return {"count": len(found), "last": max(past.decided_at for past in found)[:10]}


@guard
def decision_paper_complete(matter: Matter) -> Iterator[Finding]:
    """Every field of Art 59 that the case holds; the agency's name comes with the roster (R51)."""
    names = ["act.facts", "decision.kind"]
    names += _ADDRESSED[matter.party] if matter.party is not None else ("party.kind",)
    for name in names:
        if not matter.case.text(name):
            yield block("field.missing", DECISION_PAPER, field=name)
    if not matter.context.roster.agency.name:
        yield block("agency.name_missing", DECISION_PAPER)


@guard
def bank_named(matter: Matter) -> Iterator[Finding]:
    """A fine names bank, address and account, and says whether a surcharge follows delay (R51)."""
    if matter.kind != "fine":
        return
    bank = matter.context.roster.agency.bank
    empty = tuple(name for name in ("name", "address", "account") if not getattr(bank, name))
    if empty:
        yield block("bank.incomplete", BANK, BANK_ON_PAPER, DECISION_PAPER, missing=empty)
    if not isinstance(matter.case.value("payment.surcharge"), bool):
        yield block("field.missing", BANK_ON_PAPER, SURCHARGE_ON_PAPER, field="payment.surcharge")


@guard
def remedies_both_ways(matter: Matter) -> Iterator[Finding]:
    """An ordinary decision names reconsideration and suit, with body and court (R49, R50)."""
    agency = matter.context.roster.agency
    body = agency.reconsideration_body
    if not body:
        yield block("remedy.body_missing", DECISION_PAPER, REVIEW_TERM, REVIEW_BODY)
    elif not body.endswith(GOVERNMENT) or agency.district not in body:
        yield block("remedy.body_wrong", DECISION_PAPER, REVIEW_BODY, body=body, district=agency.district)
    if not agency.court:
        yield block("remedy.court_missing", DECISION_PAPER, SUIT_TERM)


@guard
def penalty_once(matter: Matter) -> Iterator[Finding]:
    """A second decision in one case would fine one act twice; one not handed over is made anew."""
    for paper in matter.case.papers(PENALTY_DECISION):
        if paper.served_at is not None:
            yield block("decision.exists", ONE_ACT_ONE_FINE, number=paper.number)
        else:
            yield warn("decision.unserved_exists", ONE_ACT_ONE_FINE, tag="P", number=paper.number)
