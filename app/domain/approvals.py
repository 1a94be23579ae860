"""Proposals, approvals and authorisations of a case, as its entries tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

APPROVED, RETURNED, REFUSED = "approved", "returned", "refused"
OUTCOMES = (APPROVED, RETURNED, REFUSED)
MINE, NOT_MINE = "mine", "not_mine"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A form was put before leader and agency head; ``by`` and ``officers`` never approve it themselves.

    ``values`` are the fields that the form told.
    """

    entry: str
    form: str
    at: str
    by: str
    officers: tuple[str, ...]
    opinion: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Approval:
    """One answer to a proposal.

    Attributes:
        at: when it was signed: on paper the time that stands there, else that of the sign-in; RFC 3339.
        recorded_by: who wrote the entry: the signer himself, or the officer who recorded the paper.
        scan: evidence id of the signed paper (纸质), None for a sign-in.
        confirmed_at: when the signer stood by his paper; ``disowned``: he said that it is not his.
        number: the number that it gives, with its class; empty where it gives none.
    """

    entry: str
    form: str
    proposal: str
    role: str
    by: str
    at: str
    outcome: str
    opinion: str
    recorded_by: str
    scan: str | None = None
    confirmed_at: str | None = None
    disowned: bool = False
    number: str = ""
    number_class: str = ""
    number_year: int = 0
    number_seq: int = 0

    @property
    def on_paper(self) -> bool:
        """Whether it is a paper with a wet signature."""
        return self.scan is not None

    @property
    def is_open(self) -> bool:
        """A paper that its signer has neither confirmed nor disowned yet."""
        return self.on_paper and self.confirmed_at is None and not self.disowned

    @property
    def stands(self) -> bool:
        """Approved, and not disowned."""
        return self.outcome == APPROVED and not self.disowned


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A deputy may approve these forms in the head's place between two days, both inclusive (ISO dates)."""

    entry: str
    deputy: str
    head: str
    forms: tuple[str, ...]
    valid_from: str
    valid_until: str
    scan: str

    def covers(self, deputy: str, form: str, day: str) -> bool:
        """Whether it lets a deputy approve a form on a day."""
        return self.deputy == deputy and form in self.forms and self.valid_from <= day <= self.valid_until


def newest_proposal(proposals: Iterable[Proposal], form: str) -> Proposal | None:
    """The proposal of a form that counts: the newest."""
    found = [each for each in proposals if each.form == form]
    return found[-1] if found else None


def standing_approval(approvals: Iterable[Approval], proposal: Proposal | None, role: str) -> Approval | None:
    """The newest answer to a proposal in a role, where it is an approval that stands.

    A later return or refusal takes an approval back.
    """
    if proposal is None:
        return None
    found = [
        each
        for each in approvals
        if each.proposal == proposal.entry and each.role == role and not each.disowned
    ]
    return found[-1] if found and found[-1].stands else None
