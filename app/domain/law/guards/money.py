"""Paying: on the spot only with ground and receipt, else at the bank (行政处罚法第六十七条至第七十条)."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import MoneyTaken
from app.domain.findings import Finding
from app.domain.law.articles import BANK, BANK_ON_PAPER, COLLECTION, RECEIPT, REMOTE
from app.domain.law.guards.registry import block, guard
from app.domain.law.view import DECISION, View
from app.domain.money import Fen

ON_SPOT, AT_BANK = "on_spot", "bank"
_REASONED = {"hard_later": COLLECTION, "remote": REMOTE}


@guard
def way_of_paying(view: View) -> Iterator[Finding]:
    """A fine is paid on the spot with a ground, or at a bank that the paper can name in full."""
    if view.kind != "fine":
        return
    mode = view.case.text("payment.mode")
    if mode == ON_SPOT:
        yield from _ground(view, view.fine, view.case.text("payment.ground"))
    elif mode == AT_BANK:
        bank = view.context.roster.agency.bank
        empty = tuple(name for name in ("name", "address", "account") if not getattr(bank, name))
        if empty:
            yield block("bank.incomplete", BANK, BANK_ON_PAPER, missing=empty)
    else:
        yield block("field.missing", BANK, field="payment.mode")


def _ground(view: View, amount: Fen | None, ground: str) -> Iterator[Finding]:
    limit = view.law.fen("summary.collect_max", view.day)
    if amount is None or amount <= limit:
        return
    facts = {"amount": int(amount), "limit": int(limit), "ground": ground}
    if ground not in _REASONED:
        yield block("collection.no_ground", COLLECTION, REMOTE, more=facts)
    elif not view.case.text("payment.ground_reason"):
        yield block("collection.ground_without_reason", _REASONED[ground], more=facts)


@guard
def money_receipt(view: View) -> Iterator[Finding]:
    """No cash without the number of a treasury receipt (R05); the party may refuse to pay without it."""
    if isinstance(view.act.body, MoneyTaken) and not view.act.body.receipt:
        yield block("money.receipt_missing", RECEIPT, amount=view.act.body.amount)


@guard
def money_matches(view: View) -> Iterator[Finding]:
    """Cash belongs to an issued decision, in its amount, with a ground (R04)."""
    body = view.act.body
    if not isinstance(body, MoneyTaken):
        return
    paper = view.case.paper(body.document)
    if paper is None or paper.form != DECISION:
        yield block("money.no_decision", COLLECTION, document=body.document)
    if view.fine is None or body.amount != view.fine:
        yield block(
            "money.amount_differs",
            COLLECTION,
            taken=body.amount,
            fine=None if view.fine is None else int(view.fine),
        )
    yield from _ground(view, Fen(body.amount), body.ground)


@guard
def money_taken(view: View) -> Iterator[Finding]:
    """The step of collecting stands on cash in the amount of the fine, each with its receipt."""
    if view.kind != "fine" or not view.case.money:
        yield block("money.not_taken", COLLECTION)
        return
    taken = sum(each.amount for each in view.case.money)
    if taken != view.fine:
        yield block(
            "money.amount_differs",
            COLLECTION,
            taken=taken,
            fine=None if view.fine is None else int(view.fine),
        )
    if not all(each.receipt for each in view.case.money):
        yield block("money.receipt_missing", RECEIPT, amount=taken)
    for each in view.case.money:
        yield from _ground(view, Fen(each.amount), each.ground)


@guard
def money_not_taken(view: View) -> Iterator[Finding]:
    """Who has paid on the spot has nothing left to pay."""
    if view.case.money:
        yield block("money.already_taken", BANK, taken=sum(each.amount for each in view.case.money))
    elif view.kind != "fine":
        yield block("payment.nothing_due", BANK)


@guard
def nothing_to_pay(view: View) -> Iterator[Finding]:
    """A warning alone goes on without a payment."""
    if view.kind != "warning":
        yield block("payment.open", BANK, fine=None if view.fine is None else int(view.fine))


@guard
def performed(view: View) -> Iterator[Finding]:
    """The fine is paid, in cash or at the bank; a warning was served."""
    if view.kind == "warning":
        return
    taken = sum(each.amount for each in view.case.money)
    at_bank = view.case.text("payment.mode") == AT_BANK and bool(view.case.text("payment.receipt"))
    if view.fine is None or not (taken >= view.fine or at_bank):
        yield block("payment.open", BANK, taken=taken, fine=None if view.fine is None else int(view.fine))
