"""What is owed on an ordinary decision on a day: fine, surcharge for delay, what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.answers import Payment
from app.domain.case import Case, Document
from app.domain.context import Context
from app.domain.law.matter import ActFacts, Matter
from app.domain.law.ordinary_facts import decision_of, window
from app.domain.law.surcharge import surcharge
from app.domain.money import Fen


@dataclass(frozen=True, slots=True)
class Owed:
    """Fen throughout.

    Attributes:
        due: the last day for paying; None while the decision is not served.
        settled_on: the day on which the fine was paid whole, or None; ``settled_at``: when that was recorded.
        late_days: days that count for the surcharge; ``printed``: the decision says that one applies.
    """

    fine: Fen
    paid: Fen
    surcharge: Fen
    late_days: int
    printed: bool
    due: date | None
    settled_on: date | None
    settled_at: str | None = None

    @property
    def rest(self) -> Fen:
        """What is still open of the fine itself."""
        return Fen(max(0, self.fine - self.paid))

    @property
    def over(self) -> Fen:
        """What was paid beyond the fine."""
        return Fen(max(0, self.paid - self.fine))


def owed(case: Case, context: Context) -> Owed | None:
    """What is owed today, for the screen; None without a fine or a decision."""
    matter = Matter(case, ActFacts("", "", case.team, context.now.at), context)
    return owed_on(matter, matter.day)


def owed_on(matter: Matter, day: date) -> Owed | None:
    """What is owed on a day; the surcharge stops on the day on which the fine was paid whole."""
    paper = decision_of(matter.case)
    if matter.fine is None or paper is None:
        return None
    payments = [each for each in matter.case.payments if each.document == paper.id]
    ends, last = window(matter, "T18", paper), _settling(payments, matter.fine)
    settled = None if last is None else _day(last.paid_on)
    printed = _prints_surcharge(paper)
    late, extra = 0, Fen(0)
    if ends is not None:
        counted = surcharge(matter.fine, ends.day, settled or day, matter.law, printed=printed)
        late, extra = counted.days, counted.amount
    return Owed(
        matter.fine,
        Fen(sum(each.amount for each in payments)),
        extra,
        late,
        printed,
        None if ends is None else ends.day,
        settled,
        None if last is None else last.at,
    )


def _settling(payments: list[Payment], fine: Fen) -> Payment | None:
    """The payment that made the fine whole."""
    total = 0
    for each in sorted(payments, key=lambda payment: payment.paid_on):
        total += each.amount
        if total >= fine:
            return each
    return None


def _prints_surcharge(paper: Document) -> bool:
    return paper.values.get("payment.surcharge") is True


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
