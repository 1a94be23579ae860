"""Paying: on the spot only with ground and receipt, else at the bank (行政处罚法第六十七条至第七十条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import MoneyTaken
from app.domain.findings import Finding
from app.domain.law.articles import BANK, BANK_ON_PAPER, COLLECTION, RECEIPT, REMOTE
from app.domain.law.guards.registry import block, guard
from app.domain.law.matter import DECISION, Matter
from app.domain.money import Fen

ON_SPOT, AT_BANK = "on_spot", "bank"
_REASONED = {"hard_later": COLLECTION, "remote": REMOTE}


@guard
def way_of_paying(matter: Matter) -> Iterator[Finding]:
    """A fine is paid on the spot with a ground, or at a bank that the paper can name in full."""
    if matter.kind != "fine":
        return
    mode = matter.case.text("payment.mode")
    if mode == ON_SPOT:
        yield from _ground(matter, matter.fine, matter.case.text("payment.ground"))
    elif mode == AT_BANK:
        bank = matter.context.roster.agency.bank
        empty = tuple(name for name in ("name", "address", "account") if not getattr(bank, name))
        if empty:
            yield block("bank.incomplete", BANK, BANK_ON_PAPER, missing=empty)
    else:
        yield block("field.missing", BANK, field="payment.mode")


def _ground(matter: Matter, amount: Fen | None, ground: str) -> Iterator[Finding]:
    limit = matter.law.fen("summary.collect_max", matter.day)
    if amount is None or amount <= limit:
        return
    facts = {"amount": int(amount), "limit": int(limit), "ground": ground}
    if ground not in _REASONED:
        yield block("collection.no_ground", COLLECTION, REMOTE, more=facts)
    elif not matter.case.text("payment.ground_reason"):
        yield block("collection.ground_without_reason", _REASONED[ground], more=facts)


def _weighed(matter: Matter, taken: int) -> Fen:
    """The limit is one of the fine: taking it in parts does not make it a small one."""
    return Fen(max(taken, matter.fine or 0))


@guard
def money_receipt(matter: Matter) -> Iterator[Finding]:
    """No cash without the number of a treasury receipt (R05); the party may refuse to pay without it."""
    if isinstance(matter.act.body, MoneyTaken) and not matter.act.body.receipt:
        yield block("money.receipt_missing", RECEIPT, amount=matter.act.body.amount)


@guard
def money_matches(matter: Matter) -> Iterator[Finding]:
    """Cash belongs to an issued decision, in its amount, with a ground (R04)."""
    body = matter.act.body
    if not isinstance(body, MoneyTaken):
        return
    paper = matter.case.paper(body.document)
    if paper is None or paper.form != DECISION:
        yield block("money.no_decision", COLLECTION, document=body.document)
    if matter.fine is None or body.amount != matter.fine:
        yield block(
            "money.amount_differs",
            COLLECTION,
            taken=body.amount,
            fine=None if matter.fine is None else int(matter.fine),
        )
    yield from _ground(matter, _weighed(matter, body.amount), body.ground)


@guard
def money_taken(matter: Matter) -> Iterator[Finding]:
    """The step of collecting stands on cash in the amount of the fine, each with its receipt."""
    if matter.kind != "fine" or not matter.case.money:
        yield block("money.not_taken", COLLECTION)
        return
    taken = sum(each.amount for each in matter.case.money)
    if taken != matter.fine:
        yield block(
            "money.amount_differs",
            COLLECTION,
            taken=taken,
            fine=None if matter.fine is None else int(matter.fine),
        )
    if not all(each.receipt for each in matter.case.money):
        yield block("money.receipt_missing", RECEIPT, amount=taken)
    for each in matter.case.money:
        yield from _ground(matter, _weighed(matter, each.amount), each.ground)


@guard
def money_not_taken(matter: Matter) -> Iterator[Finding]:
    """Who has paid on the spot has nothing left to pay."""
    if matter.case.money:
        yield block("money.already_taken", BANK, taken=sum(each.amount for each in matter.case.money))
    elif matter.kind != "fine":
        yield block("payment.nothing_due", BANK)


@guard
def nothing_to_pay(matter: Matter) -> Iterator[Finding]:
    """A warning alone goes on without a payment."""
    if matter.kind != "warning":
        yield block("payment.open", BANK, fine=None if matter.fine is None else int(matter.fine))


@guard
def performed(matter: Matter) -> Iterator[Finding]:
    """The fine is paid, in cash or at the bank; a warning was served."""
    if matter.kind == "warning":
        return
    taken = sum(each.amount for each in matter.case.money)
    taken += sum(each.amount for each in matter.case.payments)
    at_bank = matter.case.text("payment.mode") == AT_BANK and bool(matter.case.text("payment.receipt"))
    if matter.fine is None or not (taken >= matter.fine or at_bank):
        yield block("payment.open", BANK, taken=taken, fine=None if matter.fine is None else int(matter.fine))
