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
    ON_THE_SPOT,
    RECORD,
    REVIEW_BODY,
    REVIEW_FIRST,
    SERVICE,
    SUMMARY_PAPER,
    SUMMARY_RECORD,
    TWO_OFFICERS,
    law_of_form,
)
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.matter import DECISION, Matter, moment_or_none
from app.domain.numbers import NumberState
from app.domain.ordinary_bodies import ApprovalGiven, ApprovalRecorded

MODES = frozenset({"DIRECT", "LEAVE", "POST", "ELECTRONIC", "ENTRUST", "NOTICE"})
LEFT = "LEAVE"
_BY_HAND = ("DIRECT", LEFT)
GOVERNMENT = "人民政府"
_NUMBER_FINDINGS = {
    NumberState.USED: "number.taken",
    NumberState.WRITTEN_OFF: "number.written_off",
    NumberState.NOT_LEASED: "number.not_leased",
}
_NUMBERED = (CaseDocketed, DocumentIssued, ApprovalGiven, ApprovalRecorded)


@guard
def form_filled(matter: Matter) -> Iterator[Finding]:
    """Every mandatory field of the form is filled; each empty one is named."""
    for empty in matter.context.missing_fields:
        yield block("field.missing", law_of_form(matter.act.form), field=empty.field, label=empty.label)


@guard
def number_free(matter: Matter) -> Iterator[Finding]:
    """A number comes from a leased block, is used once and never again, also after it was voided (R61); it is
    of the year of the act.
    """
    body = matter.act.body
    if not isinstance(body, _NUMBERED) or not body.number_class or not body.number_seq:
        return
    number = body.clue_number if isinstance(body, CaseDocketed) else body.number
    state = _known_state(matter, number)
    if any(
        paper.number == number and paper.number_class == body.number_class for paper in matter.case.documents
    ):
        state = NumberState.USED
    law = RECORD if isinstance(body, CaseDocketed) else law_of_form(body.form)
    if code := _NUMBER_FINDINGS.get(state):
        yield block(code, law, tag="P", number=number)
    if body.number_year != matter.day.year:
        yield block("number.other_year", law, tag="P", number=number, year=body.number_year)


def _known_state(matter: Matter, number: str) -> NumberState:
    """A paper uses the number that an approval of its own case gave; no other act may take that number."""
    state = matter.context.number_state
    if number not in {each.number for each in matter.case.approvals}:
        return state
    is_paper = isinstance(matter.act.body, DocumentIssued)
    return NumberState.USED if not is_paper else NumberState.FREE if state is NumberState.USED else state


@guard
def remedies_complete(matter: Matter) -> Iterator[Finding]:
    """The paper names the body of reconsideration: the people's government of the district (R50)."""
    agency = matter.context.roster.agency
    body, law = agency.reconsideration_body, law_of_form(matter.act.form)
    if not body:
        yield block("remedy.body_missing", law, REVIEW_FIRST, REVIEW_BODY)
    elif not body.endswith(GOVERNMENT) or agency.district not in body:
        yield block("remedy.body_wrong", law, REVIEW_BODY, body=body, district=agency.district)


@guard
def decision_issued(matter: Matter) -> Iterator[Finding]:
    """The step of deciding stands on the issued paper."""
    if matter.decision is None:
        yield block("decision.not_issued", SUMMARY_PAPER)


@guard
def decision_served(matter: Matter) -> Iterator[Finding]:
    """The decision was handed over on the spot; a refusal to sign stands on it."""
    paper = matter.decision
    if paper is None:
        return
    if moment_or_none(paper.served_at) is None:
        yield block("decision.not_served", SUMMARY_PAPER, SERVICE, number=paper.number)
        return
    if paper.refused_to_sign and not paper.refusal_reason:
        yield block("service.refusal_without_reason", SUMMARY_PAPER, number=paper.number)
    if paper.form == DECISION and paper.served_mode not in _BY_HAND:
        yield warn(
            "decision.not_by_hand", ON_THE_SPOT, number=paper.number, mode=paper.served_mode or "", tag="L"
        )


@guard
def decision_recorded(matter: Matter) -> Iterator[Finding]:
    """The agency has received the record of the decision (行政处罚法第五十二条第三款)."""
    if matter.case.recorded_at is None:
        yield block("summary.not_recorded", SUMMARY_RECORD)


@guard
def service_filled(matter: Matter) -> Iterator[Finding]:
    """To whom, in which way, and why a signature is missing."""
    body = matter.act.body
    if not isinstance(body, DocumentServed):
        return
    if matter.case.paper(body.document) is None:
        yield block("field.missing", SERVICE, field="document")
    if not body.recipient:
        yield block("field.missing", SERVICE, field="recipient")
    if body.mode not in MODES:
        yield block("field.missing", SERVICE, field="mode")
    if body.refused_to_sign and not body.reason:
        paper = matter.case.paper(body.document)
        law = SUMMARY_PAPER if paper is not None and paper.form == DECISION else SERVICE
        yield block("field.missing", law, field="reason")


@guard
def service_proven(matter: Matter) -> Iterator[Finding]:
    """A paper left behind needs a witness or pictures of the act of service; a second service is odd."""
    body = matter.act.body
    if not isinstance(body, DocumentServed):
        return
    shown = set(body.evidence) & matter.evidence_ids or matter.case.evidence_of("service")
    if body.mode == LEFT and not shown and not matter.case.text("scene.witness"):
        yield block("service.leaving_unproven", SERVICE, LEFT_SERVICE)
    paper = matter.case.paper(body.document)
    if paper is not None and paper.served_at is not None:
        yield warn("service.repeated", SERVICE, number=paper.number, served=paper.served_at)


@guard
def paper_known(matter: Matter) -> Iterator[Finding]:
    """What is printed or registered is a paper of the case."""
    body = matter.act.body
    if isinstance(body, DocumentPrinted) and matter.case.paper(body.document) is None:
        yield block("paper.unknown", RECORD, document=body.document)
    elif isinstance(body, SummaryRecorded):
        paper = matter.case.paper(body.document)
        if paper is None or paper.form != DECISION:
            yield block("paper.unknown", SUMMARY_RECORD, document=body.document)


@guard
def void_allowed(matter: Matter) -> Iterator[Finding]:
    """A number is voided with a reason, in its case if a paper has it, and never that of a paper that was
    handed over.
    """
    body = matter.act.body
    if not isinstance(body, NumberVoided):
        return
    if not body.reason:
        yield block("field.missing", RECORD, field="reason")
    state = matter.context.number_state
    if state is NumberState.NOT_LEASED:
        yield block("number.not_leased", RECORD, tag="P", number=body.number)
    known = {each.number for each in matter.case.documents}
    known |= {each.number for each in matter.case.approvals}
    if state is NumberState.USED and body.number not in known:
        yield block("number.elsewhere", RECORD, tag="P", number=body.number)
    if any(paper.number == body.number and paper.served_at is not None for paper in matter.case.documents):
        yield block("number.served", RECORD, tag="P", number=body.number)


@guard
def confirmation_proper(matter: Matter) -> Iterator[Finding]:
    """The second officer confirms acts of the case: with his key, or on a paper whose scan is kept."""
    body = matter.act.body
    if not isinstance(body, ActConfirmed):
        return
    if body.how == "paper":
        if not body.scan:
            yield block("field.missing", TWO_OFFICERS, field="scan")
    elif body.how != "passphrase":
        yield block("field.missing", TWO_OFFICERS, field="how")
    elif all(matter.acts[entry].actor == matter.act.actor for entry in body.entries if entry in matter.acts):
        yield block("confirm.own_acts", TWO_OFFICERS, tag="P", officer=matter.act.actor)
    unknown = tuple(entry for entry in body.entries if entry not in matter.acts)
    if unknown or not body.entries:
        yield block("confirm.unknown_acts", TWO_OFFICERS, tag="P", entries=unknown)


@guard
def answer_reasoned(matter: Matter) -> Iterator[Finding]:
    """A warning is answered with a reason."""
    if isinstance(matter.act.body, FindingConfirmed) and not matter.act.body.reason:
        yield block("field.missing", RECORD, field="reason")


@guard
def field_fits(matter: Matter) -> Iterator[Finding]:
    """The value has the shape of its field."""
    body = matter.act.body
    if isinstance(body, FieldSet):
        try:
            checked_value(body.field, body.new)
        except FieldRefused as error:
            yield block("field.refused", RECORD, tag="P", field=body.field, reason=str(error.facts["reason"]))


@guard
def docketing_filled(matter: Matter) -> Iterator[Finding]:
    """A case begins with its clue number, its source and a procedure that this program knows."""
    body = matter.act.body
    if isinstance(body, CaseDocketed):
        for name, value in (("clue_number", body.clue_number), ("source", body.source)):
            if not value:
                yield block("field.missing", RECORD, field=name)
