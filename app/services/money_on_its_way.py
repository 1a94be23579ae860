"""罚款的去向: the bank has it; cash of the spot goes to the agency, then to the bank (第七十一条)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.bodies import Body
from app.domain.canonical import nfc
from app.domain.case import Case, Money
from app.domain.errors import AppError
from app.domain.history import DECISIONS
from app.domain.ordinary_bodies import MoneyBanked, MoneyHandedIn, PaymentRecorded, PublicationRecorded
from app.services.desk import Desk
from app.services.papers import DocumentUnknown


class NoCash(AppError):
    """The case has no cash that could go this way now; ``case`` names it."""

    code = "money.no_cash"


@dataclass(frozen=True, slots=True)
class BankPayment:
    """What the bank's slip says: fen, day, reference; ``evidence`` are pictures of it."""

    amount: int
    paid_on: date
    reference: str
    evidence: tuple[str, ...] = ()


class RecordPayment:
    """Record what the bank received on the decision of a case."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, payment: BankPayment, at: datetime | None = None) -> None:
        """Append the fact.

        Raises:
            DocumentUnknown: no decision was issued.
            RuleBroken: amount, day or reference is missing.
        """

        def paid(decision: str) -> Body:
            reference = nfc(payment.reference).strip()
            day = payment.paid_on.isoformat()
            return PaymentRecorded(decision, payment.amount, day, reference, payment.evidence)

        _on_decision(self._desk, case_id, paid, at)


class RecordPublication:
    """Record that the decision of a case was made public (第四十八条)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, published_on: date, where: str, at: datetime | None = None) -> None:
        """Append the fact.

        Raises:
            DocumentUnknown: no decision was issued.
            RuleBroken: the place is missing.
        """

        def published(decision: str) -> Body:
            return PublicationRecorded(decision, published_on.isoformat(), nfc(where).strip())

        _on_decision(self._desk, case_id, published, at)


class HandInMoney:
    """An officer hands the cash of the spot to the agency (T20)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, receiver: str, at: datetime | None = None) -> None:
        """Append one fact for each sum that is not handed in yet; the amount is what was taken.

        Raises:
            NoCash: there is none to hand in.
            RuleBroken: the receiver is missing.
        """

        def handed_in(money: Money) -> Body | None:
            if money.handed_in_at is not None:
                return None
            return MoneyHandedIn(money.entry, money.amount, nfc(receiver).strip())

        _each_sum(self._desk, case_id, handed_in, at)


class BankMoney:
    """The agency pays that cash to the bank (T21)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, reference: str, at: datetime | None = None) -> None:
        """Append one fact for each sum that lies with the agency.

        Raises:
            NoCash: none lies there.
            RuleBroken: the bank's reference is missing.
        """

        def banked(money: Money) -> Body | None:
            if money.handed_in_at is None or money.banked_at is not None:
                return None
            return MoneyBanked(money.entry, money.amount, nfc(reference).strip())

        _each_sum(self._desk, case_id, banked, at)


def _on_decision(desk: Desk, case_id: str, act: Callable[[str], Body], at: datetime | None) -> None:
    with desk.start_work() as work:
        case = work.cases.get(case_id)
        issued = [paper for paper in case.documents if paper.form in DECISIONS]
        if not issued:
            raise DocumentUnknown(document="")
        desk.write(work, case, act(issued[-1].id), at=at)
        work.commit()


def _each_sum(desk: Desk, case_id: str, act: Callable[[Money], Body | None], at: datetime | None) -> None:
    with desk.start_work() as work:
        case: Case = work.cases.get(case_id)
        bodies = [body for body in map(act, case.money) if body is not None]
        if not bodies:
            raise NoCash(case=case_id)
        for body in bodies:
            case, _ = desk.write(work, case, body, at=at)
        work.commit()
