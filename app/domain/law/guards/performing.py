"""After the decision: payment at the bank, cash on its way, publication, closing (第六十七条、第七十一条)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.case import Money
from app.domain.findings import Finding
from app.domain.history import DECISIONS
from app.domain.law.articles import APPROVAL, BANK, CASH, PUBLICATION, SURCHARGE
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.matter import Matter
from app.domain.law.ordinary_money import owed_on
from app.domain.ordinary_bodies import MoneyBanked, MoneyHandedIn, PaymentRecorded, PublicationRecorded


@guard
def paid_in_full(matter: Matter) -> Iterator[Finding]:
    """All that the decision asks for is done: the fine is at the bank; a surcharge is named (C49)."""
    owed = owed_on(matter, matter.day)
    if owed is None:
        return
    if owed.rest > 0:
        yield block("payment.open", BANK, taken=int(owed.paid), fine=int(owed.fine))
    elif owed.surcharge > owed.over:
        yield warn(
            "payment.surcharge_open", SURCHARGE, days=owed.late_days, amount=int(owed.surcharge - owed.over)
        )


@guard
def payment_filled(matter: Matter) -> Iterator[Finding]:
    """A payment names its decision, its amount, its day and what the bank calls it."""
    body = matter.act.body
    if not isinstance(body, PaymentRecorded):
        return
    paper = matter.case.paper(body.document)
    if paper is None or paper.form not in DECISIONS:
        yield block("paper.unknown", BANK, document=body.document)
    if body.amount <= 0:
        yield block("field.missing", BANK, field="amount")
    if not body.reference:
        yield block("field.missing", BANK, field="reference")
    paid = _day(body.paid_on)
    if paid is None:
        yield block("field.missing", BANK, field="paid_on")
    elif paid > matter.day:
        yield warn("payment.in_future", BANK, paid_on=body.paid_on)


@guard
def payment_fits(matter: Matter) -> Iterator[Finding]:
    """More than is owed is not kept silently."""
    body, owed = matter.act.body, owed_on(matter, matter.day)
    if not isinstance(body, PaymentRecorded) or owed is None:
        return
    most = owed.fine + owed.surcharge
    if owed.paid + body.amount > most:
        yield warn("payment.too_much", BANK, taken=int(owed.paid + body.amount), fine=int(most))


@guard
def cash_on_its_way(matter: Matter) -> Iterator[Finding]:
    """Cash goes to the agency, and from there to the bank, in the amount that was taken (R06, R07)."""
    body = matter.act.body
    if not isinstance(body, MoneyHandedIn | MoneyBanked):
        return
    taken = next((each for each in matter.case.money if each.entry == body.money), None)
    if taken is None:
        yield block("field.missing", CASH, field="money")
        return
    if body.amount != taken.amount:
        yield block("cash.amount_differs", CASH, taken=taken.amount, amount=body.amount)
    yield from _once(body, taken)
    if isinstance(body, MoneyHandedIn) and not body.receiver:
        yield block("field.missing", CASH, field="receiver")
    if isinstance(body, MoneyBanked) and not body.reference:
        yield block("field.missing", CASH, field="reference")


def _once(body: MoneyHandedIn | MoneyBanked, taken: Money) -> Iterator[Finding]:
    before = taken.handed_in_at if isinstance(body, MoneyHandedIn) else taken.banked_at
    if before is not None:
        yield block("cash.twice", CASH, at=before)
    if isinstance(body, MoneyBanked) and taken.handed_in_at is None:
        yield block("cash.not_handed_in", CASH)


@guard
def publication_filled(matter: Matter) -> Iterator[Finding]:
    """A publication names its decision, its day and where it stands."""
    body = matter.act.body
    if not isinstance(body, PublicationRecorded):
        return
    paper = matter.case.paper(body.document)
    if paper is None or paper.form not in DECISIONS:
        yield block("paper.unknown", PUBLICATION, document=body.document)
    if not body.where:
        yield block("field.missing", PUBLICATION, field="where")
    if _day(body.published_on) is None:
        yield block("field.missing", PUBLICATION, field="published_on")


@guard
def closing_filled(matter: Matter) -> Iterator[Finding]:
    """A case is closed on one of the grounds of the closing table."""
    if not matter.case.text("close.ground"):
        yield block("field.missing", APPROVAL, tag="P", field="close.ground")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
