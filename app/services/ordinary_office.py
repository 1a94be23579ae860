"""The ordinary procedure of a signed-in person's office: each method is one action or one question."""

from __future__ import annotations

from datetime import date, datetime

from app.domain.approvals import APPROVED
from app.domain.findings import Findings
from app.domain.law.judge import reasons_against_approval, reasons_against_proposal
from app.domain.law.ordinary_money import Owed, owed
from app.domain.law.ordinary_stages import Stage, stages_of
from app.services.answers import AnswerHearing, RecordDefence
from app.services.approving import (
    Approve,
    ConfirmApproval,
    DeputyAuthority,
    PaperApproval,
    Propose,
    RecordApproval,
    RecordAuthority,
)
from app.services.desk import Desk
from app.services.docket_case import DocketCase
from app.services.money_on_its_way import (
    BankMoney,
    BankPayment,
    HandInMoney,
    RecordPayment,
    RecordPublication,
)
from app.services.offers import Service
from app.services.serve_paper import ServePaper
from app.services.waiting import Waiting, waiting_for_me

FILING, REPORT, NOTICE, DECISION, CLOSING = "D06", "D22", "D23", "D33", "D58"


class OrdinaryOffice:
    """Everything of the ordinary procedure that is not in the office of the summary one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._docket, self._serve = DocketCase(desk), ServePaper(desk)
        self._propose, self._approve = Propose(desk), Approve(desk)
        self._record_approval, self._confirm = RecordApproval(desk), ConfirmApproval(desk)
        self._authority = RecordAuthority(desk)
        self._defence, self._hearing = RecordDefence(desk), AnswerHearing(desk)
        self._pay, self._publish = RecordPayment(desk), RecordPublication(desk)
        self._hand_in, self._bank = HandInMoney(desk), BankMoney(desk)

    def docket(self, source: str, assist: str | None, at: datetime | None = None) -> str:
        """Begin a case of the ordinary procedure; its id."""
        return self._docket(source, assist, at, "ordinary")

    def file_case(self, case: str, opinion: str, at: datetime | None = None) -> str:
        """报请立案: enter the stage of filing and put D06 before leader and head; the proposal's entry id."""
        return self._propose(case, FILING, opinion, at)

    def report(self, case: str, opinion: str, at: datetime | None = None) -> str:
        """调查终结: put the closing report (D22) before the leader."""
        return self._propose(case, REPORT, opinion, at)

    def propose_notice(self, case: str, opinion: str, at: datetime | None = None) -> str:
        """报请告知: put the notice (D23) before the head."""
        return self._propose(case, NOTICE, opinion, at)

    def propose_decision(self, case: str, opinion: str, at: datetime | None = None) -> str:
        """报请决定: the defence is over; put the decision (D33) before leader and head."""
        return self._propose(case, DECISION, opinion, at)

    def close_case(self, case: str, opinion: str, at: datetime | None = None) -> str:
        """报请结案: all is done; put the closing (D58) before leader and head."""
        return self._propose(case, CLOSING, opinion, at)

    def approve(
        self,
        case: str,
        form: str,
        outcome: str = APPROVED,
        opinion: str = "",
        at: datetime | None = None,
    ) -> str:
        """Answer the newest proposal of a form by the own sign-in; the entry's id."""
        return self._approve(case, form, outcome, opinion, at)

    def record_approval(self, case: str, form: str, paper: PaperApproval, at: datetime | None = None) -> str:
        """Record an approval with a wet signature (纸质); the entry's id."""
        return self._record_approval(case, form, paper, at)

    def confirm_approval(
        self, case: str, approval: str, *, mine: bool = True, words: str = "", at: datetime | None = None
    ) -> None:
        """Stand by a paper that one signed, or disown it."""
        self._confirm(case, approval, mine=mine, words=words, at=at)

    def record_authority(self, case: str, authority: DeputyAuthority, at: datetime | None = None) -> None:
        """Record the head's authorisation for a deputy."""
        self._authority(case, authority, at)

    def waiting(self) -> tuple[Waiting, ...]:
        """What waits for the signed-in person."""
        return waiting_for_me(self._desk)

    def against_proposal(self, case: str, form: str) -> Findings:
        """Everything that speaks against putting a form before leader and head now."""
        found = self._desk.queries.case(case)
        return reasons_against_proposal(found, form, self._desk.context(found))

    def against_approval(self, case: str, form: str, role: str) -> Findings:
        """Everything that speaks against approving a form, by the signed-in person in a role."""
        found = self._desk.queries.case(case)
        officer = self._desk.author.hand.officer
        return reasons_against_approval(found, form, role, self._desk.context(found), officer)

    def stages(self, case: str) -> tuple[Stage, ...]:
        """Hearing, legal review and collective discussion as worked out now, with inputs and threshold."""
        found = self._desk.queries.case(case)
        return stages_of(found, self._desk.context(found))

    def owed(self, case: str) -> Owed | None:
        """What is owed on the decision today."""
        found = self._desk.queries.case(case)
        return owed(found, self._desk.context(found))

    def record_defence(
        self,
        case: str,
        outcome: str,
        words: str = "",
        evidence: tuple[str, ...] = (),
        at: datetime | None = None,
    ) -> str:
        """The party's answer to the notice: ``made`` or ``waived``."""
        return self._defence(case, outcome, words, evidence, at)

    def answer_hearing(
        self, case: str, outcome: str, evidence: tuple[str, ...] = (), at: datetime | None = None
    ) -> str:
        """The party's answer to its hearing right: ``requested`` or ``waived``."""
        return self._hearing(case, outcome, evidence, at)

    def serve(
        self, case: str, document: str, service: Service, *, end: str = "", at: datetime | None = None
    ) -> None:
        """Record the service of an issued paper, and take the step that it opens."""
        self._serve(case, document, service, end=end, at=at)

    def record_payment(self, case: str, payment: BankPayment, at: datetime | None = None) -> None:
        """Record what the bank received."""
        self._pay(case, payment, at)

    def record_publication(
        self, case: str, published_on: date, where: str, at: datetime | None = None
    ) -> None:
        """Record that the decision was made public."""
        self._publish(case, published_on, where, at)

    def hand_in_money(self, case: str, receiver: str, at: datetime | None = None) -> None:
        """Cash of the spot reaches the agency."""
        self._hand_in(case, receiver, at)

    def bank_money(self, case: str, reference: str, at: datetime | None = None) -> None:
        """The agency pays that cash to the bank."""
        self._bank(case, reference, at)
