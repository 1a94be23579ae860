"""Lines of the record for entries of the ordinary procedure: title, caption, tone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.domain import ordinary_bodies as bodies
from app.domain.approvals import APPROVED, MINE
from app.presenters.formats import dotted, yuan
from app.presenters.wording import FORM_WORDS, ROLE_WORDS
from app.presenters.wording_ordinary import OUTCOME_WORDS

Words = tuple[str, str, str]


def _asked(body: bodies.ApprovalAsked, names: Mapping[str, str]) -> Words:
    return f"报批{FORM_WORDS.get(body.form, body.form)}", body.opinion, "neutral"


def _given(body: bodies.ApprovalGiven, names: Mapping[str, str]) -> Words:
    return _title(body), dotted(body.number, body.opinion), _tone(body)


def _on_paper(body: bodies.ApprovalRecorded, names: Mapping[str, str]) -> Words:
    signer = names.get(body.signer, body.signer)
    return f"{_title(body)}·纸质", dotted(f"{signer}签署", body.number, body.opinion), _tone(body)


def _title(body: bodies.ApprovalGiven | bodies.ApprovalRecorded) -> str:
    form, role = FORM_WORDS.get(body.form, body.form), ROLE_WORDS.get(body.role, body.role)
    return f"{role}{OUTCOME_WORDS.get(body.outcome, body.outcome)}{form}"


def _tone(body: bodies.ApprovalGiven | bodies.ApprovalRecorded) -> str:
    return "ok" if body.outcome == APPROVED else "warn"


def _confirmed(body: bodies.ApprovalConfirmed, names: Mapping[str, str]) -> Words:
    if body.outcome == MINE:
        return "确认纸质签署", "本人签署", "ok"
    return "否认纸质签署", body.words, "danger"


def _authorised(body: bodies.AuthorisationRecorded, names: Mapping[str, str]) -> Words:
    forms = "、".join(FORM_WORDS.get(form, form) for form in body.forms)
    who = f"{names.get(body.head, body.head)}授权{names.get(body.deputy, body.deputy)}"
    return "登记审批授权", dotted(who, forms, f"{body.valid_from} 至 {body.valid_until}"), "neutral"


def _defence(body: bodies.DefenceRecorded, names: Mapping[str, str]) -> Words:
    if body.outcome == "waived":
        return "当事人放弃陈述、申辩", "书面声明", "neutral"
    return "当事人陈述、申辩", body.words, "warn"


def _hearing(body: bodies.HearingAnswered, names: Mapping[str, str]) -> Words:
    if body.outcome == "waived":
        return "当事人放弃听证", "书面声明", "neutral"
    return "当事人要求听证", "", "warn"


def _paid(body: bodies.PaymentRecorded, names: Mapping[str, str]) -> Words:
    return f"银行收到罚款 {yuan(body.amount)} 元", dotted(body.paid_on, body.reference), "ok"


def _handed_in(body: bodies.MoneyHandedIn, names: Mapping[str, str]) -> Words:
    receiver = names.get(body.receiver, body.receiver)
    return f"现金 {yuan(body.amount)} 元交街道办事处", receiver, "ok"


def _banked(body: bodies.MoneyBanked, names: Mapping[str, str]) -> Words:
    return f"现金 {yuan(body.amount)} 元缴付银行", body.reference, "ok"


def _published(body: bodies.PublicationRecorded, names: Mapping[str, str]) -> Words:
    return "公开行政处罚决定", dotted(body.published_on, body.where), "ok"


ORDINARY_WORDS: Mapping[type, Callable[[Any, Mapping[str, str]], Words]] = {
    bodies.ApprovalAsked: _asked,
    bodies.ApprovalGiven: _given,
    bodies.ApprovalRecorded: _on_paper,
    bodies.ApprovalConfirmed: _confirmed,
    bodies.AuthorisationRecorded: _authorised,
    bodies.DefenceRecorded: _defence,
    bodies.HearingAnswered: _hearing,
    bodies.PaymentRecorded: _paid,
    bodies.MoneyHandedIn: _handed_in,
    bodies.MoneyBanked: _banked,
    bodies.PublicationRecorded: _published,
}
