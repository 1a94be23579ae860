"""``apply``: the state after an entry. It holds no law, reads no release, parameter or clock, never refuses.

An entry of an unknown kind, or with a body that was erased or cannot be read, moves only the case's head:
nothing else is known of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.domain import bodies
from app.domain.bodies import Body, body_of
from app.domain.case import (
    Act,
    Case,
    Confirmation,
    Document,
    Evidence,
    Money,
    Reinspection,
    Telling,
)
from app.domain.entry import Entry, Header
from app.domain.errors import AppError
from app.domain.fields import FieldValue
from app.domain.ordinary_fold import ORDINARY_FOLDS, subject_of

FIRST_STEP: Mapping[str, str] = {"summary": "S_FOUND", "ordinary": "O_PRECHECK"}
LEADS_TO: Mapping[str, str] = {"CLUE_TO_FILE": "ordinary"}
"""Steps with which a case goes on in another procedure."""


def apply(case: Case | None, entry: Entry) -> Case | None:
    """Make the case's next state. An entry before the docketing leaves nothing to show: None stays None."""
    body = _readable_body(entry)
    if case is None:
        return _docket(entry, body) if isinstance(body, bodies.CaseDocketed) else None
    case = replace(case, head=entry.id, acts=(*case.acts, _act(entry, body)))
    fold = FOLDS.get(type(body))
    return case if fold is None else fold(case, entry.id, entry.header, body)


def fold_all(entries: list[Entry]) -> Case | None:
    """Fold a case's entries in the order given."""
    case: Case | None = None
    for entry in entries:
        case = apply(case, entry)
    return case


def _readable_body(entry: Entry) -> Body | None:
    try:
        return body_of(entry)
    except AppError:
        return None


def _act(entry: Entry, body: Body | None) -> Act:
    header = entry.header
    return Act(
        entry=entry.id,
        kind=header.kind,
        at=header.act_at,
        actor=header.actor,
        officers=header.officers,
        device=header.device,
        seq=header.seq,
        subject=_subject(body),
    )


def _subject(body: Body | None) -> str:
    match body:
        case bodies.FieldSet():
            return body.field
        case bodies.StepTaken():
            return body.end
        case bodies.DocumentIssued():
            return body.form
        case bodies.DocumentPrinted() | bodies.DocumentServed():
            return body.document
        case bodies.EvidenceAdded():
            return body.act
        case bodies.ReinspectionRecorded():
            return body.result
        case bodies.NumberVoided():
            return body.number
        case _:
            return subject_of(body)


def _docket(entry: Entry, body: bodies.CaseDocketed) -> Case:
    header = entry.header
    return Case(
        id=header.case or "",
        head=entry.id,
        clue_number=body.clue_number,
        procedure=body.procedure,
        source=body.source,
        release=header.release,
        docketed_at=header.act_at,
        officers=header.officers,
        step=FIRST_STEP.get(body.procedure, ""),
        acts=(_act(entry, body),),
    )


def _field(case: Case, entry: str, header: Header, body: bodies.FieldSet) -> Case:
    fields = {**case.fields, body.field: FieldValue(body.new, entry, header.act_at)}
    return replace(case, fields=fields)


def _step(case: Case, entry: str, header: Header, body: bodies.StepTaken) -> Case:
    return replace(case, step=body.end, procedure=LEADS_TO.get(body.end, case.procedure))


def _evidence(case: Case, entry: str, header: Header, body: bodies.EvidenceAdded) -> Case:
    item = Evidence(
        id=body.evidence,
        entry=entry,
        sha256=body.sha256,
        size=body.size,
        media_type=body.media_type,
        title=body.title,
        act=body.act,
        at=header.act_at,
        taken_at=body.taken_at,
        proves=body.proves,
        readable=body.readable,
        thumbnail=body.thumbnail,
        facts=body.facts,
    )
    return replace(case, evidence=(*case.evidence, item))


def _confirmed(case: Case, entry: str, header: Header, body: bodies.ActConfirmed) -> Case:
    # On paper the second officer signs by hand and the lead records it: the entry names him, not its actor.
    others = tuple(officer for officer in header.officers if officer != header.actor)
    by = others if body.how == "paper" else (header.actor,)
    confirmed = dict(case.confirmed)
    for act in body.entries:
        confirmed[act] = (*confirmed.get(act, ()), *by)
    return replace(case, confirmed=confirmed)


def _told(case: Case, entry: str, header: Header, body: bodies.PartyTold) -> Case:
    telling = Telling(
        entry=entry,
        at=header.act_at,
        card_shown=body.card_shown,
        rights_told=body.rights_told,
        defence=body.defence,
        words=body.words,
        new_fact=body.new_fact,
        evidence=body.evidence,
    )
    return replace(case, tellings=(*case.tellings, telling))


def _issued(case: Case, entry: str, header: Header, body: bodies.DocumentIssued) -> Case:
    paper = Document(
        id=body.document,
        entry=entry,
        form=body.form,
        number=body.number,
        number_class=body.number_class,
        paper=body.paper,
        pdf_sha256=body.pdf_sha256,
        size=body.size,
        pages=body.pages,
        copies=body.copies,
        check_code=body.check_code,
        issued_at=header.act_at,
        values=body.values,
    )
    return replace(case, documents=(*case.documents, paper))


def _change_paper(case: Case, document: str, **changes: Any) -> Case:
    papers = tuple(replace(paper, **changes) if paper.id == document else paper for paper in case.documents)
    return replace(case, documents=papers)


def _printed(case: Case, entry: str, header: Header, body: bodies.DocumentPrinted) -> Case:
    paper = case.paper(body.document)
    return case if paper is None else _change_paper(case, paper.id, printed=paper.printed + body.copies)


def _served(case: Case, entry: str, header: Header, body: bodies.DocumentServed) -> Case:
    return _change_paper(
        case,
        body.document,
        served_at=header.act_at,
        served_entry=entry,
        served_mode=body.mode,
        recipient=body.recipient,
        refused_to_sign=body.refused_to_sign,
        refusal_reason=body.reason,
        served_evidence=body.evidence,
    )


def _reinspected(case: Case, entry: str, header: Header, body: bodies.ReinspectionRecorded) -> Case:
    found = Reinspection(entry, header.act_at, body.order, body.result, body.narrative, body.evidence)
    return replace(case, reinspections=(*case.reinspections, found))


def _money(case: Case, entry: str, header: Header, body: bodies.MoneyTaken) -> Case:
    money = Money(entry, header.act_at, body.document, body.amount, body.receipt, body.ground)
    return replace(case, money=(*case.money, money))


def _warning(case: Case, entry: str, header: Header, body: bodies.FindingConfirmed) -> Case:
    answer = Confirmation(body.code, body.reason, entry, header.actor, header.act_at)
    return replace(case, confirmations=(*case.confirmations, answer))


def _recorded(case: Case, entry: str, header: Header, body: bodies.SummaryRecorded) -> Case:
    return replace(case, recorded_at=header.act_at)


FOLDS: Mapping[type, Callable[[Case, str, Header, Any], Case]] = {
    bodies.FieldSet: _field,
    bodies.StepTaken: _step,
    bodies.EvidenceAdded: _evidence,
    bodies.ActConfirmed: _confirmed,
    bodies.PartyTold: _told,
    bodies.DocumentIssued: _issued,
    bodies.DocumentPrinted: _printed,
    bodies.DocumentServed: _served,
    bodies.ReinspectionRecorded: _reinspected,
    bodies.MoneyTaken: _money,
    bodies.FindingConfirmed: _warning,
    bodies.SummaryRecorded: _recorded,
    **ORDINARY_FOLDS,
}
