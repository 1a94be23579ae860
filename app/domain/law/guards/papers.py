"""Papers: complete, numbered once, issued in their place, handed over (行政处罚法第五十二条、第六十一条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import (
    ActConfirmed,
    CaseDocketed,
    DocumentIssued,
    DocumentPrinted,
    DocumentServed,
    FieldSet,
    FindingConfirmed,
    NumberVoided,
    SummaryRecorded,
)
from app.domain.fields import FieldRefused, checked_value
from app.domain.findings import Finding
from app.domain.law.articles import (
    LEFT_SERVICE,
    RECORD,
    REVIEW_BODY,
    REVIEW_FIRST,
    SERVICE,
    SUMMARY_PAPER,
    SUMMARY_RECORD,
    TWO_OFFICERS,
)
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.view import DECISION, View, moment
from app.domain.numbers import NumberState

MODES = frozenset({"DIRECT", "LEAVE", "POST", "ELECTRONIC", "ENTRUST", "NOTICE"})
LEFT = "LEAVE"
_NUMBER_FINDINGS = {
    NumberState.USED: "number.taken",
    NumberState.WRITTEN_OFF: "number.written_off",
    NumberState.NOT_LEASED: "number.not_leased",
}


@guard
def form_filled(view: View) -> Iterator[Finding]:
    """Every mandatory field of the form is filled; each empty one is named."""
    for empty in view.context.missing_fields:
        yield block("field.missing", SUMMARY_PAPER, field=empty.field, label=empty.label)


@guard
def number_free(view: View) -> Iterator[Finding]:
    """A number comes from a leased block, is used once and never again, also after it was voided (R61); it is
    of the year of the act.
    """
    body = view.act.body
    if not isinstance(body, DocumentIssued | CaseDocketed) or not body.number_class or not body.number_seq:
        return
    number = body.number if isinstance(body, DocumentIssued) else body.clue_number
    state = view.context.number_state
    if any(
        paper.number == number and paper.number_class == body.number_class for paper in view.case.documents
    ):
        state = NumberState.USED
    if code := _NUMBER_FINDINGS.get(state):
        yield block(code, SUMMARY_PAPER, tag="P", number=number)
    if body.number_year != view.day.year:
        yield block("number.other_year", SUMMARY_PAPER, tag="P", number=number, year=body.number_year)


@guard
def remedies_complete(view: View) -> Iterator[Finding]:
    """The paper names the body of reconsideration: the district government (R50)."""
    if not view.context.roster.agency.reconsideration_body:
        yield block("remedy.body_missing", SUMMARY_PAPER, REVIEW_FIRST, REVIEW_BODY)


@guard
def decision_issued(view: View) -> Iterator[Finding]:
    """The step of deciding stands on the issued paper."""
    if view.decision is None:
        yield block("decision.not_issued", SUMMARY_PAPER)


@guard
def decision_served(view: View) -> Iterator[Finding]:
    """The decision was handed over on the spot; a refusal to sign stands on it."""
    paper = view.decision
    if paper is None:
        return
    if moment(paper.served_at) is None:
        yield block("decision.not_served", SUMMARY_PAPER, SERVICE, number=paper.number)
    elif paper.refused_to_sign and not paper.refusal_reason:
        yield block("service.refusal_without_reason", SUMMARY_PAPER, number=paper.number)


@guard
def decision_recorded(view: View) -> Iterator[Finding]:
    """The agency has received the record of the decision (行政处罚法第五十二条第三款)."""
    if view.case.recorded_at is None:
        yield block("summary.not_recorded", SUMMARY_RECORD)


@guard
def service_filled(view: View) -> Iterator[Finding]:
    """To whom, in which way, and why a signature is missing."""
    body = view.act.body
    if not isinstance(body, DocumentServed):
        return
    if view.case.paper(body.document) is None:
        yield block("field.missing", SERVICE, field="document")
    if not body.recipient:
        yield block("field.missing", SERVICE, field="recipient")
    if body.mode not in MODES:
        yield block("field.missing", SERVICE, field="mode")
    if body.refused_to_sign and not body.reason:
        yield block("field.missing", SUMMARY_PAPER, field="reason")


@guard
def service_proven(view: View) -> Iterator[Finding]:
    """A paper left behind needs a witness or pictures of the act of service; a second service is odd."""
    body = view.act.body
    if not isinstance(body, DocumentServed):
        return
    shown = set(body.evidence) & view.evidence_ids or view.case.evidence_of("service")
    if body.mode == LEFT and not shown and not view.case.text("scene.witness"):
        yield block("service.leaving_unproven", SERVICE, LEFT_SERVICE)
    paper = view.case.paper(body.document)
    if paper is not None and paper.served_at is not None:
        yield warn("service.repeated", SERVICE, number=paper.number, served=paper.served_at)


@guard
def paper_known(view: View) -> Iterator[Finding]:
    """What is printed or registered is a paper of the case."""
    body = view.act.body
    if isinstance(body, DocumentPrinted) and view.case.paper(body.document) is None:
        yield block("paper.unknown", RECORD, document=body.document)
    elif isinstance(body, SummaryRecorded):
        paper = view.case.paper(body.document)
        if paper is None or paper.form != DECISION:
            yield block("paper.unknown", SUMMARY_RECORD, document=body.document)


@guard
def void_allowed(view: View) -> Iterator[Finding]:
    """A number is voided with a reason, in its case if a paper has it, and never that of a paper that was
    handed over.
    """
    body = view.act.body
    if not isinstance(body, NumberVoided):
        return
    if not body.reason:
        yield block("field.missing", RECORD, field="reason")
    state = view.context.number_state
    if state is NumberState.NOT_LEASED:
        yield block("number.not_leased", RECORD, tag="P", number=body.number)
    if state is NumberState.USED and all(paper.number != body.number for paper in view.case.documents):
        yield block("number.elsewhere", RECORD, tag="P", number=body.number)
    if any(paper.number == body.number and paper.served_at is not None for paper in view.case.documents):
        yield block("number.served", SUMMARY_PAPER, tag="P", number=body.number)


@guard
def confirmation_proper(view: View) -> Iterator[Finding]:
    """The second officer confirms acts of the case: with his key, or on a paper whose scan is kept."""
    body = view.act.body
    if not isinstance(body, ActConfirmed):
        return
    if body.how == "paper":
        if not body.scan:
            yield block("field.missing", TWO_OFFICERS, field="scan")
    elif body.how != "passphrase":
        yield block("field.missing", TWO_OFFICERS, field="how")
    elif all(view.acts[entry].actor == view.act.actor for entry in body.entries if entry in view.acts):
        yield block("confirm.own_acts", TWO_OFFICERS, tag="P", officer=view.act.actor)
    unknown = tuple(entry for entry in body.entries if entry not in view.acts)
    if unknown or not body.entries:
        yield block("confirm.unknown_acts", TWO_OFFICERS, tag="P", entries=unknown)


@guard
def answer_reasoned(view: View) -> Iterator[Finding]:
    """A warning is answered with a reason."""
    if isinstance(view.act.body, FindingConfirmed) and not view.act.body.reason:
        yield block("field.missing", RECORD, field="reason")


@guard
def field_fits(view: View) -> Iterator[Finding]:
    """The value has the shape of its field."""
    body = view.act.body
    if isinstance(body, FieldSet):
        try:
            checked_value(body.field, body.new)
        except FieldRefused as error:
            yield block("field.refused", RECORD, tag="P", field=body.field, reason=str(error.facts["reason"]))


@guard
def docketing_filled(view: View) -> Iterator[Finding]:
    """A case begins with its clue number, its source and a procedure that this program knows."""
    body = view.act.body
    if isinstance(body, CaseDocketed):
        for name, value in (("clue_number", body.clue_number), ("source", body.source)):
            if not value:
                yield block("field.missing", RECORD, field=name)
