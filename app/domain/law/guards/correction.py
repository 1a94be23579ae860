"""责令改正 before a fine that needs refusal: served order, re-inspection, refusal with evidence (R47)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.domain.bodies import ReinspectionRecorded
from app.domain.case import Reinspection
from app.domain.catalogue import Branch
from app.domain.catalogue.decision import needs_refusal, refusal_findings
from app.domain.findings import Finding
from app.domain.law.articles import EVIDENCE, TO_CORRECT
from app.domain.law.guards.registry import Facts, block, guard, warn
from app.domain.law.matter import Matter, moment_or_none

CORRECTED, REFUSED, OVERDUE = "corrected", "refused", "overdue"
RESULTS = (CORRECTED, REFUSED, OVERDUE)
AT_ONCE, BY_DATE = "at_once", "by_date"
_REFUSAL_WORD, _OVERDUE_WORD = "拒不", "逾期"


@guard
def refusal_proven(matter: Matter) -> Iterator[Finding]:
    """A clause that needs refusal: the order was served, refusal is recorded and shown by evidence."""
    if matter.item is None or matter.branch is None or not needs_refusal(matter.branch):
        return
    found = matter.reinspection
    refused = found is not None and found.result in (REFUSED, OVERDUE)
    yield from refusal_findings(matter.item, matter.branch, matter.order is not None, refused)
    if found is None:
        return
    facts = {"item": matter.item.code, "branch": matter.branch.id, "at": found.at}
    articles = (matter.branch.citation.text, TO_CORRECT)
    if found.result == CORRECTED:
        yield block("correction.corrected", *articles, more=facts)
        return
    if not _is_shown(matter, found):
        yield block("correction.refusal_unproven", *articles, EVIDENCE, more=facts)
    yield from _term(matter, matter.branch, found, facts)


def _is_shown(matter: Matter, found: Reinspection) -> bool:
    named = set(found.evidence) & matter.evidence_ids
    return bool(named) or any(item.readable for item in matter.case.evidence_of("reinspection"))


def _term(matter: Matter, branch: Branch, found: Reinspection, facts: Facts) -> Iterator[Finding]:
    only_overdue = _OVERDUE_WORD in branch.when and _REFUSAL_WORD not in branch.when
    ends, seen = correction_due(matter), moment_or_none(found.at)
    if (found.result == OVERDUE or only_overdue) and ends is not None and seen is not None and seen <= ends:
        more = {**facts, "due": ends.isoformat(), "result": found.result}
        yield block("correction.term_running", branch.citation.text, TO_CORRECT, more=more)
    if found.result == OVERDUE and _OVERDUE_WORD not in branch.when:
        yield warn(
            "correction.overdue_not_refusal",
            branch.citation.text,
            TO_CORRECT,
            tag="P",
            more=facts,
            when=branch.when,
        )


def correction_due(matter: Matter) -> datetime | None:
    """When the term of the served order ends; an order to correct at once ends with its service."""
    if matter.order is None:
        return None
    if matter.case.text("correction.term") == AT_ONCE:
        return moment_or_none(matter.order.served_at)
    return matter.time("correction.due")


@guard
def correction_ordered(matter: Matter) -> Iterator[Finding]:
    """Every penalty goes with an order to correct (C29); its absence is warned of."""
    if matter.order is None and not (matter.branch is not None and needs_refusal(matter.branch)):
        yield warn("correction.order_absent", TO_CORRECT)


@guard
def order_filled(matter: Matter) -> Iterator[Finding]:
    """What is to be corrected and by when."""
    for name in ("correction.demand", "correction.term"):
        if not matter.case.text(name):
            yield block("field.missing", TO_CORRECT, field=name)
    if matter.case.text("correction.term") == BY_DATE and matter.time("correction.due") is None:
        yield block("field.missing", TO_CORRECT, field="correction.due")


@guard
def item_chosen(matter: Matter) -> Iterator[Finding]:
    """An order names the norm that was broken."""
    if not matter.case.text("act.item"):
        yield block("field.missing", TO_CORRECT, field="act.item")


@guard
def order_served(matter: Matter) -> Iterator[Finding]:
    """A re-inspection answers an order that was served."""
    body = matter.act.body
    if isinstance(body, ReinspectionRecorded):
        paper = matter.case.paper(body.order)
        served = paper is not None and paper.form == "D08" and paper.served_at is not None
    else:
        served = matter.order is not None
    if not served:
        yield block("correction.order_missing", TO_CORRECT)


@guard
def reinspected(matter: Matter) -> Iterator[Finding]:
    """A record of re-inspection needs the re-inspection."""
    if matter.reinspection is None:
        yield block("reinspection.missing", TO_CORRECT)


@guard
def reinspection_filled(matter: Matter) -> Iterator[Finding]:
    """The result is one of the three, and in words what was seen."""
    body = matter.act.body
    if not isinstance(body, ReinspectionRecorded):
        return
    if body.result not in RESULTS:
        yield block("field.missing", TO_CORRECT, field="result")
    if not body.narrative:
        yield block("field.missing", TO_CORRECT, field="narrative")


@guard
def refusal_shown(matter: Matter) -> Iterator[Finding]:
    """A refusal that is being recorded should be shown by evidence; before the fine it must."""
    body = matter.act.body
    if not isinstance(body, ReinspectionRecorded) or body.result not in (REFUSED, OVERDUE):
        return
    if not set(body.evidence) & matter.evidence_ids and not matter.case.evidence_of("reinspection"):
        yield block("correction.refusal_unproven", TO_CORRECT, EVIDENCE)
