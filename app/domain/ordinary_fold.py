"""What entries of the ordinary procedure change in a case: like all of ``apply``, without any law."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from app.domain import ordinary_bodies as bodies
from app.domain.answers import Defence, HearingAnswer, Payment, Publication
from app.domain.approvals import MINE, Approval, Authorisation, Proposal
from app.domain.case import Case
from app.domain.entry import Header


def subject_of(body: object) -> str:
    """What an act is about, in one word, for later judgements."""
    match body:
        case bodies.ApprovalAsked() | bodies.ApprovalGiven() | bodies.ApprovalRecorded():
            return body.form
        case bodies.ApprovalConfirmed() | bodies.DefenceRecorded() | bodies.HearingAnswered():
            return body.outcome
        case bodies.PaymentRecorded() | bodies.PublicationRecorded():
            return body.document
        case _:
            return ""


def _asked(case: Case, entry: str, header: Header, body: bodies.ApprovalAsked) -> Case:
    asked = Proposal(
        entry, body.form, header.act_at, header.actor, header.officers, body.opinion, body.values
    )
    return replace(case, proposals=(*case.proposals, asked))


def _given(case: Case, entry: str, header: Header, body: bodies.ApprovalGiven) -> Case:
    return _with(case, _answer(entry, header, body, header.actor, header.act_at, None))


def _on_paper(case: Case, entry: str, header: Header, body: bodies.ApprovalRecorded) -> Case:
    return _with(case, _answer(entry, header, body, body.signer, body.signed_at, body.scan))


def _answer(
    entry: str,
    header: Header,
    body: bodies.ApprovalGiven | bodies.ApprovalRecorded,
    by: str,
    at: str,
    scan: str | None,
) -> Approval:
    return Approval(
        entry=entry,
        form=body.form,
        proposal=body.proposal,
        role=body.role,
        by=by,
        at=at,
        outcome=body.outcome,
        opinion=body.opinion,
        recorded_by=header.actor,
        scan=scan,
        number=body.number,
        number_class=body.number_class,
        number_year=body.number_year,
        number_seq=body.number_seq,
    )


def _with(case: Case, answer: Approval) -> Case:
    return replace(case, approvals=(*case.approvals, answer))


def _approval_confirmed(case: Case, entry: str, header: Header, body: bodies.ApprovalConfirmed) -> Case:
    # Only who signed the paper can say whose it is: the word of anybody else changes nothing.
    mine = body.outcome == MINE
    changes: dict[str, Any] = {"confirmed_at": header.act_at if mine else None, "disowned": not mine}
    return replace(
        case,
        approvals=tuple(
            replace(each, **changes) if each.entry == body.approval and each.by == header.actor else each
            for each in case.approvals
        ),
    )


def _authorised(case: Case, entry: str, header: Header, body: bodies.AuthorisationRecorded) -> Case:
    found = Authorisation(
        entry, body.deputy, body.head, body.forms, body.valid_from, body.valid_until, body.scan
    )
    return replace(case, authorisations=(*case.authorisations, found))


def _defence(case: Case, entry: str, header: Header, body: bodies.DefenceRecorded) -> Case:
    found = Defence(entry, header.act_at, body.notice, body.outcome, body.words, body.evidence)
    return replace(case, defences=(*case.defences, found))


def _hearing(case: Case, entry: str, header: Header, body: bodies.HearingAnswered) -> Case:
    found = HearingAnswer(entry, header.act_at, body.notice, body.outcome, body.evidence)
    return replace(case, hearing_answers=(*case.hearing_answers, found))


def _paid(case: Case, entry: str, header: Header, body: bodies.PaymentRecorded) -> Case:
    found = Payment(
        entry, header.act_at, body.document, body.amount, body.paid_on, body.reference, body.evidence
    )
    return replace(case, payments=(*case.payments, found))


def _handed_in(case: Case, entry: str, header: Header, body: bodies.MoneyHandedIn) -> Case:
    return _cash(case, body.money, handed_in_at=header.act_at, handed_in_entry=entry)


def _banked(case: Case, entry: str, header: Header, body: bodies.MoneyBanked) -> Case:
    return _cash(case, body.money, banked_at=header.act_at)


def _cash(case: Case, money: str, **changes: Any) -> Case:
    return replace(
        case,
        money=tuple(replace(each, **changes) if each.entry == money else each for each in case.money),
    )


def _published(case: Case, entry: str, header: Header, body: bodies.PublicationRecorded) -> Case:
    found = Publication(entry, header.act_at, body.document, body.published_on, body.where)
    return replace(case, publications=(*case.publications, found))


ORDINARY_FOLDS: Mapping[type, Callable[[Case, str, Header, Any], Case]] = {
    bodies.ApprovalAsked: _asked,
    bodies.ApprovalGiven: _given,
    bodies.ApprovalRecorded: _on_paper,
    bodies.ApprovalConfirmed: _approval_confirmed,
    bodies.AuthorisationRecorded: _authorised,
    bodies.DefenceRecorded: _defence,
    bodies.HearingAnswered: _hearing,
    bodies.PaymentRecorded: _paid,
    bodies.MoneyHandedIn: _handed_in,
    bodies.MoneyBanked: _banked,
    bodies.PublicationRecorded: _published,
}
