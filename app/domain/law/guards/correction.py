"""责令改正 before a fine that needs refusal: served order, re-inspection, refusal with evidence (R47)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from app.domain.bodies import ReinspectionRecorded
from app.domain.case import Reinspection
from app.domain.catalogue import Branch
from app.domain.catalogue.decision import needs_refusal, refusal_findings
from app.domain.findings import Finding
from app.domain.law.articles import CORRECTION, EVIDENCE
from app.domain.law.guards.registry import Facts, block, guard, warn
from app.domain.law.view import View, moment

CORRECTED, REFUSED, OVERDUE = "corrected", "refused", "overdue"
RESULTS = (CORRECTED, REFUSED, OVERDUE)
AT_ONCE, BY_DATE = "at_once", "by_date"
_REFUSAL_WORD, _OVERDUE_WORD = "拒不", "逾期"


@guard
def refusal_proven(view: View) -> Iterator[Finding]:
    """A clause that needs refusal: the order was served, refusal is recorded and shown by evidence."""
    if view.item is None or view.branch is None or not needs_refusal(view.branch):
        return
    found = view.reinspection
    refused = found is not None and found.result in (REFUSED, OVERDUE)
    yield from refusal_findings(view.item, view.branch, view.order is not None, refused)
    if found is None:
        return
    facts = {"item": view.item.code, "branch": view.branch.id, "at": found.at}
    articles = (view.branch.citation.text, CORRECTION)
    if found.result == CORRECTED:
        yield block("correction.corrected", *articles, more=facts)
        return
    if not _is_shown(view, found):
        yield block("correction.refusal_unproven", *articles, EVIDENCE, more=facts)
    yield from _term(view, view.branch, found, facts)


def _is_shown(view: View, found: Reinspection) -> bool:
    named = set(found.evidence) & view.evidence_ids
    return bool(named) or any(item.readable for item in view.case.evidence_of("reinspection"))


def _term(view: View, branch: Branch, found: Reinspection, facts: Facts) -> Iterator[Finding]:
    only_overdue = _OVERDUE_WORD in branch.when and _REFUSAL_WORD not in branch.when
    ends, seen = correction_due(view), moment(found.at)
    if (found.result == OVERDUE or only_overdue) and ends is not None and seen is not None and seen <= ends:
        more = {**facts, "due": ends.isoformat(), "result": found.result}
        yield block("correction.term_running", branch.citation.text, CORRECTION, more=more)
    if found.result == OVERDUE and _OVERDUE_WORD not in branch.when:
        yield warn(
            "correction.overdue_not_refusal",
            branch.citation.text,
            CORRECTION,
            tag="P",
            more=facts,
            when=branch.when,
        )


def correction_due(view: View) -> datetime | None:
    """When the term of the served order ends; an order to correct at once ends with its service."""
    if view.order is None:
        return None
    if view.case.text("correction.term") == AT_ONCE:
        return moment(view.order.served_at)
    return view.time("correction.due")


@guard
def correction_ordered(view: View) -> Iterator[Finding]:
    """Every penalty goes with an order to correct (C29); its absence is warned of."""
    if view.order is None and not (view.branch is not None and needs_refusal(view.branch)):
        yield warn("correction.order_absent", CORRECTION)


@guard
def order_filled(view: View) -> Iterator[Finding]:
    """What is to be corrected and by when."""
    for name in ("correction.demand", "correction.term"):
        if not view.case.text(name):
            yield block("field.missing", CORRECTION, field=name)
    if view.case.text("correction.term") == BY_DATE and view.time("correction.due") is None:
        yield block("field.missing", CORRECTION, field="correction.due")


@guard
def item_chosen(view: View) -> Iterator[Finding]:
    """An order names the norm that was broken."""
    if not view.case.text("act.item"):
        yield block("field.missing", CORRECTION, field="act.item")


@guard
def order_served(view: View) -> Iterator[Finding]:
    """A re-inspection answers an order that was served."""
    body = view.act.body
    if isinstance(body, ReinspectionRecorded):
        paper = view.case.paper(body.order)
        served = paper is not None and paper.form == "D08" and paper.served_at is not None
    else:
        served = view.order is not None
    if not served:
        yield block("correction.order_missing", CORRECTION)


@guard
def reinspected(view: View) -> Iterator[Finding]:
    """A record of re-inspection needs the re-inspection."""
    if view.reinspection is None:
        yield block("reinspection.missing", CORRECTION)


@guard
def reinspection_filled(view: View) -> Iterator[Finding]:
    """The result is one of the three, and in words what was seen."""
    body = view.act.body
    if not isinstance(body, ReinspectionRecorded):
        return
    if body.result not in RESULTS:
        yield block("field.missing", CORRECTION, field="result")
    if not body.narrative:
        yield block("field.missing", CORRECTION, field="narrative")


@guard
def refusal_shown(view: View) -> Iterator[Finding]:
    """A refusal that is being recorded should be shown by evidence; before the fine it must."""
    body = view.act.body
    if not isinstance(body, ReinspectionRecorded) or body.result not in (REFUSED, OVERDUE):
        return
    if not set(body.evidence) & view.evidence_ids and not view.case.evidence_of("reinspection"):
        yield block("correction.refusal_unproven", CORRECTION, EVIDENCE)
