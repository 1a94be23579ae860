"""Service with proof: a D40 that the recipient signs, the evidence of it, and the term for the decision."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.bodies import DocumentServed
from app.domain.case import Document
from app.domain.findings import Finding
from app.domain.law.articles import BY_WIRE, DECISION_PAPER, SERVICE
from app.domain.law.deadlines import due
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.matter import PENALTY_DECISION, Matter, moment_or_none
from app.domain.law.ordinary_facts import (
    BY_PUBLICATION,
    decision_of,
    notice_of,
    papers_for_return,
    return_of,
    service_day,
)

BY_MESSAGE = "ELECTRONIC"


@guard
def something_to_serve(matter: Matter) -> Iterator[Finding]:
    """A proof of service lists a paper that was issued and has none yet."""
    if not papers_for_return(matter.case):
        yield block("service.nothing_to_list", SERVICE, tag="P")


@guard
def notice_proven(matter: Matter) -> Iterator[Finding]:
    """The service of the notice is proven."""
    yield from _proven(matter, notice_of(matter.case))


@guard
def penalty_proven(matter: Matter) -> Iterator[Finding]:
    """The service of the decision is proven."""
    paper = decision_of(matter.case)
    yield from _proven(matter, paper if paper is not None and paper.served_at else None)


def _proven(matter: Matter, paper: Document | None) -> Iterator[Finding]:
    if paper is None:
        return
    facts = {"form": paper.form, "number": paper.number}
    if return_of(matter.case, paper) is None:
        yield block("service.return_missing", SERVICE, tag="P", more=facts)
    issued = matter.place(paper.entry)
    shown = bool(set(paper.served_evidence) & matter.evidence_ids) or any(
        matter.place(item.entry) > issued for item in matter.case.evidence_of("service")
    )
    if not shown:
        yield block("service.proof_missing", SERVICE, more=facts)
    if paper.served_mode == BY_MESSAGE and not matter.case.evidence_of("consent"):
        yield block("service.consent_missing", BY_WIRE, more=facts)
    counts = service_day(matter, paper)
    if paper.served_mode == BY_PUBLICATION and counts is not None and matter.day < counts:
        yield block("service.publication_running", SERVICE, until=counts.isoformat(), more=facts)


@guard
def penalty_issued(matter: Matter) -> Iterator[Finding]:
    """The decision is a paper with number, date and the place of the stamp."""
    if decision_of(matter.case) is None:
        yield block("penalty.not_issued", DECISION_PAPER)


@guard
def penalty_served(matter: Matter) -> Iterator[Finding]:
    """The decision reached the party; a refusal to sign stands on the proof with its reason."""
    paper = decision_of(matter.case)
    if paper is None:
        yield block("penalty.not_issued", DECISION_PAPER)
    elif moment_or_none(paper.served_at) is None:
        yield block("penalty.not_served", SERVICE, number=paper.number)
    elif paper.refused_to_sign and not paper.refusal_reason:
        yield block("service.refusal_without_reason", SERVICE, number=paper.number)


@guard
def served_in_term(matter: Matter) -> Iterator[Finding]:
    """A decision reaches an absent party within the term (R21)."""
    body = matter.act.body
    paper = matter.case.paper(body.document) if isinstance(body, DocumentServed) else None
    issued = None if paper is None else moment_or_none(paper.issued_at)
    if paper is None or paper.form != PENALTY_DECISION or issued is None:
        return
    ends = due(matter.law.rule("T09"), issued, matter.law, matter.context.calendar).day
    if matter.day > ends:
        yield warn("service.late", SERVICE, number=paper.number, due=ends.isoformat())
