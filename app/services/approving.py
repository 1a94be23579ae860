"""报批与审批: officers propose, leader and agency head answer, by sign-in or on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.domain.approvals import APPROVED, MINE, NOT_MINE
from app.domain.bodies import Body, NumberVoided, StepTaken
from app.domain.canonical import nfc
from app.domain.case import Case
from app.domain.clock import rfc3339
from app.domain.errors import AppError
from app.domain.law.ordinary_approvals import APPROVALS, DEPUTY, HEAD, LEADER, ApprovalRow, told_in
from app.domain.numbers import DocumentNumber
from app.domain.ordinary_bodies import (
    ApprovalAsked,
    ApprovalConfirmed,
    ApprovalGiven,
    ApprovalRecorded,
    AuthorisationRecorded,
)
from app.ports.work import UnitOfWork
from app.services.desk import Desk

REAPPROVED = "reapproved"
"""Why a number that an earlier approval gave is voided: the form was approved anew before a paper used it."""


class FormNotApproved(AppError):
    """No such form is put before leader and agency head; ``form`` names it."""

    code = "approval.no_such_form"


@dataclass(frozen=True, slots=True)
class PaperApproval:
    """An approval with a wet signature as the officer reads it from the sheet.

    Attributes:
        signer: roster id; ``role``: SQUAD_LEADER for the leader's opinion, AGENCY_HEAD for the approval.
        scan: evidence id of the picture of the sheet.
    """

    signer: str
    signed_at: datetime
    scan: str
    role: str = HEAD
    outcome: str = APPROVED
    opinion: str = ""


@dataclass(frozen=True, slots=True)
class DeputyAuthority:
    """The head's written word for his deputy: which forms, and from when to when (ISO dates, inclusive)."""

    deputy: str
    head: str
    forms: tuple[str, ...]
    valid_from: str
    valid_until: str
    scan: str


class Propose:
    """Put a form before leader and agency head; the case enters the form's stage if it is not there yet."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, form: str, opinion: str, at: datetime | None = None) -> str:
        """Append step and proposal; returns the entry id of the proposal.

        Raises:
            FormNotApproved: the form needs no approval.
            RuleBroken: something stands against it; all reasons are in it.
        """
        row = _row(form)
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            if case.step != row.state:
                case, _ = self._desk.write(work, case, StepTaken(case.step, row.state), at=at)
            body = ApprovalAsked(form, nfc(opinion).strip(), told_in(case, row))
            _, entry = self._desk.write(work, case, body, at=at)
            work.commit()
            return entry.id


class Approve:
    """The signed-in leader or agency head answers the newest proposal of a form with his own key."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(
        self,
        case_id: str,
        form: str,
        outcome: str = APPROVED,
        opinion: str = "",
        at: datetime | None = None,
    ) -> str:
        """Append the answer, with the number that it gives, and the step that it opens; the entry's id.

        Raises:
            FormNotApproved: the form needs no approval.
            NumbersUsedUp, NumbersUnsafe: no number can be given.
            RuleBroken: he may not approve this, or something stands against it.
        """
        row, desk = _row(form), self._desk
        with desk.start_work() as work:
            case = work.cases.get(case_id)
            role = self._role(row)
            number = _number(work, desk, row, role, outcome, at)
            body = ApprovalGiven(
                form=form,
                proposal=_proposal(case, form),
                role=role,
                outcome=outcome,
                opinion=nfc(opinion).strip(),
                number=number.written,
                number_class=number.number_class,
                number_year=number.year,
                number_seq=number.seq,
            )
            entry = _answer(desk, work, case, row, body, at)
            work.commit()
            return entry

    def _role(self, row: ApprovalRow) -> str:
        """As whom he answers: as the one whom the form waits for, else as the leader who is heard."""
        officer = self._desk.author.hand.officer
        roster = self._desk.roster
        held = roster.officer(officer).roles if roster.knows(officer) else ()
        if row.needs in held or (row.needs == HEAD and DEPUTY in held):
            return row.needs
        return LEADER if LEADER in row.roles else row.needs


class RecordApproval:
    """An officer records an approval with a wet signature: usable at once, marked 纸质."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, form: str, paper: PaperApproval, at: datetime | None = None) -> str:
        """Append the record, its number, and the step that it opens; the entry's id.

        Raises:
            FormNotApproved, NumbersUsedUp, NumbersUnsafe, RuleBroken: as :class:`Approve` does.
        """
        row, desk = _row(form), self._desk
        with desk.start_work() as work:
            case = work.cases.get(case_id)
            number = _number(work, desk, row, paper.role, paper.outcome, at)
            body = ApprovalRecorded(
                form=form,
                proposal=_proposal(case, form),
                role=paper.role,
                signer=paper.signer,
                signed_at=rfc3339(paper.signed_at),
                outcome=paper.outcome,
                scan=paper.scan,
                opinion=nfc(paper.opinion).strip(),
                number=number.written,
                number_class=number.number_class,
                number_year=number.year,
                number_seq=number.seq,
            )
            entry = _answer(desk, work, case, row, body, at)
            work.commit()
            return entry


class ConfirmApproval:
    """The signed-in signer of a paper stands by it, or says that it is not his."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(
        self, case_id: str, approval: str, *, mine: bool = True, words: str = "", at: datetime | None = None
    ) -> None:
        """Append his word; ``approval`` is the entry id of the record.

        Raises:
            RuleBroken: he did not sign it, or disowns it without a word.
        """
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            body = ApprovalConfirmed(approval, MINE if mine else NOT_MINE, nfc(words).strip())
            self._desk.write(work, case, body, at=at)
            work.commit()


class RecordAuthority:
    """Record the head's written authorisation for a deputy on a case."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, authority: DeputyAuthority, at: datetime | None = None) -> None:
        """Append the fact.

        Raises:
            RuleBroken: it names nobody, no form, no span or no scan.
        """
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            body = AuthorisationRecorded(
                authority.deputy,
                authority.head,
                authority.forms,
                authority.valid_from,
                authority.valid_until,
                authority.scan,
            )
            self._desk.write(work, case, body, at=at)
            work.commit()


def _row(form: str) -> ApprovalRow:
    row = APPROVALS.get(form)
    if row is None:
        raise FormNotApproved(form=form)
    return row


def _proposal(case: Case, form: str) -> str:
    found = case.proposal(form)
    return "" if found is None else found.entry


def _number(
    work: UnitOfWork, desk: Desk, row: ApprovalRow, role: str, outcome: str, at: datetime | None
) -> DocumentNumber:
    """The number that an approval gives; an empty one where it gives none."""
    if not row.number_class or role != row.needs or outcome != APPROVED:
        return DocumentNumber("", 0, 0, "")
    stated = at if at is not None else desk.author.now(work.journal).at
    return work.numbers.take(row.number_class, stated.year)


def _answer(
    desk: Desk, work: UnitOfWork, case: Case, row: ApprovalRow, body: Body, at: datetime | None
) -> str:
    """Append an answer; what it opens is opened, what an earlier one gave and nobody used is voided."""
    stale = _unused_number(case, row)
    after, entry = desk.write(work, case, body, at=at)
    approval = after.approvals[-1]
    if approval.stands and approval.role == row.needs:
        if stale is not None:
            after, _ = desk.write(work, after, stale, at=at)
            work.numbers.void(stale.number_class, stale.number_year, stale.number_seq)
        if row.leads_to and after.step == row.state:
            desk.write(work, after, StepTaken(row.state, row.leads_to), at=at)
    return entry.id


def _unused_number(case: Case, row: ApprovalRow) -> NumberVoided | None:
    given = [each for each in case.approvals if row.number_class and each.number_class == row.number_class]
    used = {paper.number for paper in case.documents}
    voided = {act.subject for act in case.acts if act.kind == NumberVoided.kind}
    open_ = [each for each in given if each.number not in used | voided]
    if not open_:
        return None
    last = open_[-1]
    return NumberVoided(last.number_class, last.number_year, last.number_seq, last.number, REAPPROVED)
