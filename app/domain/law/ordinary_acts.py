"""What is asked of each kind of entry of the ordinary procedure, beside its tables."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.approvals import APPROVED
from app.domain.bodies import Body
from app.domain.law.ordinary_approvals import APPROVALS
from app.domain.ordinary_bodies import ApprovalAsked, ApprovalGiven, ApprovalRecorded

_ANSWER = ("proposal_in_place", "answer_fits", "signer_allowed", "not_own_proposal", "leader_heard")
_PARTY = ("answer_filled", "answer_in_time", "after_its_cause", "evidence_known", "two_officers")
_NUMBER = ("approval_numbered", "number_free")

ORDINARY_ACTS: Mapping[str, tuple[str, ...]] = {
    "approval.asked": ("proposal_in_place", "proposal_reasoned", "proposal_whole"),
    "approval.given": (*_ANSWER, "papers_confirmed_first", *_NUMBER),
    "approval.recorded": (*_ANSWER, "paper_signed", *_NUMBER),
    "approval.confirmed": ("confirmation_by_signer",),
    "authorisation.recorded": ("authorisation_filled",),
    "defence.recorded": _PARTY,
    "hearing.answered": _PARTY,
    "payment.recorded": ("payment_filled", "payment_fits", "evidence_known"),
    "money.handed_in": ("cash_on_its_way", "after_its_cause"),
    "money.banked": ("cash_on_its_way", "after_its_cause"),
    "publication.recorded": ("publication_filled",),
}

ORDINARY_OUTSIDE = frozenset(
    {
        "defence.recorded",
        "hearing.answered",
        "payment.recorded",
        "money.handed_in",
        "money.banked",
        "publication.recorded",
    }
)
"""Facts of the world among them."""


def approval_guards(body: Body) -> tuple[str, ...]:
    """What the table of approvals asks before a form is proposed, or approved; a refusal is always free."""
    if not isinstance(body, ApprovalAsked | ApprovalGiven | ApprovalRecorded):
        return ()
    row = APPROVALS.get(body.form)
    if row is None or (not isinstance(body, ApprovalAsked) and body.outcome != APPROVED):
        return ()
    return row.guards
