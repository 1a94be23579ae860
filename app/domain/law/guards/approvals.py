"""Who proposes, who approves, and what an approval still covers: nobody approves his own proposal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.approvals import APPROVED, MINE, NOT_MINE, OUTCOMES, Approval, Proposal
from app.domain.bodies import DocumentIssued
from app.domain.clock import SHANGHAI
from app.domain.findings import Finding
from app.domain.law.articles import APPROVAL, RECORD
from app.domain.law.guards.registry import block, guard, note, warn
from app.domain.law.matter import Matter, moment_or_none
from app.domain.law.ordinary_approvals import (
    APPROVALS,
    DEPUTY,
    HEAD,
    LEADER,
    ApprovalRow,
    told_in,
)
from app.domain.ordinary_bodies import (
    ApprovalAsked,
    ApprovalConfirmed,
    ApprovalGiven,
    ApprovalRecorded,
    AuthorisationRecorded,
)

_Answer = ApprovalGiven | ApprovalRecorded


@guard
def proposal_in_place(matter: Matter) -> Iterator[Finding]:
    """The form is one that is approved, and the case stands at its stage."""
    body = matter.act.body
    if not isinstance(body, ApprovalAsked | ApprovalGiven | ApprovalRecorded):
        return
    row = APPROVALS.get(body.form) if matter.is_ordinary else None
    if row is None:
        yield block("approval.form_unknown", APPROVAL, tag="P", form=body.form)
    elif matter.case.step != row.state:
        yield block(
            "approval.wrong_step", APPROVAL, tag="P", form=row.form, step=matter.case.step, needed=row.state
        )


@guard
def proposal_reasoned(matter: Matter) -> Iterator[Finding]:
    """The officers say what they propose and why."""
    if isinstance(matter.act.body, ApprovalAsked) and not matter.act.body.opinion:
        yield block("field.missing", RECORD, field="opinion")


@guard
def proposal_whole(matter: Matter) -> Iterator[Finding]:
    """A proposal keeps what its form tells, as the case has it: nobody approves something else."""
    body = matter.act.body
    row = APPROVALS.get(body.form) if isinstance(body, ApprovalAsked) else None
    if not isinstance(body, ApprovalAsked) or row is None or matter.act.grant is None:
        return
    if dict(body.values) != told_in(matter.case, row):
        yield block("approval.values_differ", RECORD, tag="P", form=row.form)


@guard
def answer_fits(matter: Matter) -> Iterator[Finding]:
    """An answer is given to the newest proposal of its form, in a role that the form asks for, in words."""
    body = matter.act.body
    if not isinstance(body, _Answer):
        return
    newest = matter.case.proposal(body.form)
    if newest is None or newest.entry != body.proposal:
        yield block("approval.no_proposal", APPROVAL, tag="P", form=body.form)
    row = APPROVALS.get(body.form)
    if body.outcome not in OUTCOMES or (row is not None and body.role not in row.roles):
        yield block("field.missing", APPROVAL, field="outcome" if body.outcome not in OUTCOMES else "role")
    if body.outcome != APPROVED and not body.opinion:
        yield block("field.missing", APPROVAL, field="opinion")


@guard
def signer_allowed(matter: Matter) -> Iterator[Finding]:
    """Leader or agency head himself, or a deputy whom the head authorised in writing [P]."""
    body = matter.act.body
    if not isinstance(body, _Answer):
        return
    person = body.signer if isinstance(body, ApprovalRecorded) else matter.act.actor
    day = _signed_on(matter, body)
    if not matter.context.roster.knows(person):
        yield block("roster.unknown_officer", APPROVAL, officer=person)
        return
    held = _roles(matter, person)
    if body.role in held or (body.role == HEAD and _stands_in(matter, person, held, body.form, day)):
        return
    if body.role == HEAD and DEPUTY in held:
        yield block("approval.deputy_unauthorised", APPROVAL, tag="P", officer=person, form=body.form)
    else:
        yield block("role.not_allowed", APPROVAL, tag="P", officer=person, needed=(body.role,), held=held)


def _signed_on(matter: Matter, body: _Answer) -> date:
    signed = moment_or_none(body.signed_at) if isinstance(body, ApprovalRecorded) else None
    return matter.day if signed is None else signed.astimezone(SHANGHAI).date()


def _roles(matter: Matter, person: str) -> tuple[str, ...]:
    """The roles of a person: for who signs the entry those of his grant, which the district gave his key."""
    roster, act = matter.context.roster, matter.act
    grant = None if act.grant is None or person != act.actor else roster.grant(act.grant)
    return roster.officer(person).roles if grant is None else grant.roles


def _stands_in(matter: Matter, person: str, held: tuple[str, ...], form: str, day: date) -> bool:
    if not matter.law.is_on("approval.deputy_authorised", day):
        return DEPUTY in held
    roster = matter.context.roster
    return any(
        each.covers(person, form, day.isoformat())
        and roster.knows(each.head)
        and HEAD in roster.officer(each.head).roles
        for each in matter.case.authorisations
    )


@guard
def not_own_proposal(matter: Matter) -> Iterator[Finding]:
    """Nobody approves what he proposed, nor a case that he works on."""
    body = matter.act.body
    if not isinstance(body, _Answer):
        return
    person = body.signer if isinstance(body, ApprovalRecorded) else matter.act.actor
    asked = next((each for each in matter.case.proposals if each.entry == body.proposal), None)
    proposers = set(matter.case.team) | (set() if asked is None else {asked.by, *asked.officers})
    if person in proposers:
        yield block("approval.own_proposal", APPROVAL, tag="P", officer=person, form=body.form)


@guard
def leader_heard(matter: Matter) -> Iterator[Finding]:
    """The agency head decides with the opinion of the squad's leader before him [P]."""
    body = matter.act.body
    if not isinstance(body, _Answer) or body.role != HEAD or body.outcome != APPROVED:
        return
    row = APPROVALS.get(body.form)
    if row is None or not row.hears or not matter.law.is_on("approval.leader_first", matter.day):
        return
    if matter.case.approval(body.form, LEADER) is None:
        yield warn("approval.leader_absent", APPROVAL, tag="P", form=body.form)


@guard
def paper_signed(matter: Matter) -> Iterator[Finding]:
    """A paper approval names signer, scan and a time that lies between proposal and record."""
    body = matter.act.body
    if not isinstance(body, ApprovalRecorded):
        return
    if body.scan not in matter.evidence_ids:
        yield block("field.missing", APPROVAL, field="scan")
    signed = moment_or_none(body.signed_at)
    if signed is None:
        yield block("field.missing", APPROVAL, field="signed_at")
        return
    asked = next((each for each in matter.case.proposals if each.entry == body.proposal), None)
    before = None if asked is None else moment_or_none(asked.at)
    if signed > matter.act.at or (before is not None and signed < before):
        yield block("approval.time_impossible", APPROVAL, tag="P", form=body.form, signed=body.signed_at)


@guard
def papers_confirmed_first(matter: Matter) -> Iterator[Finding]:
    """Who signed a paper stands by it at his next sign-in, before he approves anything else of the case."""
    body = matter.act.body
    waiting = [each for each in matter.case.approvals if each.is_open and each.by == matter.act.actor]
    if isinstance(body, ApprovalGiven) and waiting:
        yield block("approval.paper_open", APPROVAL, tag="P", count=len(waiting), form=_forms(waiting))


@guard
def papers_confirmed(matter: Matter) -> Iterator[Finding]:
    """Before the case is filed away, signers have stood by their papers."""
    waiting = [each for each in matter.case.approvals if each.is_open]
    if waiting:
        yield warn("approval.paper_unconfirmed", APPROVAL, tag="P", count=len(waiting), form=_forms(waiting))


def _forms(approvals: list[Approval]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.form for each in approvals))


@guard
def approval_numbered(matter: Matter) -> Iterator[Finding]:
    """The head's approval gives the number of its form, and no other answer gives one."""
    body = matter.act.body
    if not isinstance(body, _Answer) or matter.act.grant is None:
        return
    row = APPROVALS.get(body.form)
    gives = row is not None and body.role == row.needs and body.outcome == APPROVED
    wanted = row.number_class if row is not None and gives else ""
    if body.number_class != wanted or bool(wanted) != bool(body.number and body.number_seq):
        yield block(
            "number.wrong_class", RECORD, tag="P", form=body.form, number_class=body.number_class or "—"
        )


@guard
def number_given(matter: Matter) -> Iterator[Finding]:
    """A paper that is approved first carries the number that its approval gave."""
    procedure_class = {row.numbers: row.number_class for row in APPROVALS.values() if row.numbers}
    body = matter.act.body
    form = body.form if isinstance(body, DocumentIssued) else matter.act.form
    given = matter.case.number_given(procedure_class.get(form, ""))
    named = body.number if isinstance(body, DocumentIssued) and body.number_seq else ""
    if given is not None and named and named != given.number:
        yield block("number.not_given", RECORD, tag="P", number=named, given=given.number)


@guard
def confirmation_by_signer(matter: Matter) -> Iterator[Finding]:
    """Only the signer of a paper can stand by it or disown it; disowning needs his words."""
    body = matter.act.body
    if not isinstance(body, ApprovalConfirmed):
        return
    about = next((each for each in matter.case.approvals if each.entry == body.approval), None)
    if about is None or not about.on_paper:
        yield block("approval.unknown", APPROVAL, tag="P")
    elif about.by != matter.act.actor:
        yield block("approval.not_the_signer", APPROVAL, tag="P", officer=matter.act.actor, signer=about.by)
    if body.outcome not in (MINE, NOT_MINE):
        yield block("field.missing", APPROVAL, field="outcome")
    if body.outcome == NOT_MINE and not body.words:
        yield block("field.missing", APPROVAL, field="opinion")


@guard
def authorisation_filled(matter: Matter) -> Iterator[Finding]:
    """A deputy's authorisation is a paper of the agency head: forms, days and scan."""
    body = matter.act.body
    if not isinstance(body, AuthorisationRecorded):
        return
    roster = matter.context.roster
    for person in (body.deputy, body.head):
        if not roster.knows(person):
            yield block("roster.unknown_officer", APPROVAL, officer=person)
    if roster.knows(body.head) and HEAD not in roster.officer(body.head).roles:
        yield block(
            "role.not_allowed",
            APPROVAL,
            tag="P",
            officer=body.head,
            needed=(HEAD,),
            held=roster.officer(body.head).roles,
        )
    if not body.forms or not set(body.forms) <= set(APPROVALS):
        yield block("field.missing", APPROVAL, field="forms")
    if body.scan not in matter.evidence_ids:
        yield block("field.missing", APPROVAL, field="scan")
    if not _is_span(body.valid_from, body.valid_until):
        yield block("field.missing", APPROVAL, field="valid_until")


def _is_span(first: str, last: str) -> bool:
    try:
        return date.fromisoformat(first) <= date.fromisoformat(last)
    except ValueError:
        return False


@guard
def filing_approved(matter: Matter) -> Iterator[Finding]:
    """The agency head approved the filing (D06); from that day the term for the decision runs."""
    yield from _approved(matter, APPROVALS["D06"])


@guard
def filing_granted(matter: Matter) -> Iterator[Finding]:
    """The filing was approved, whatever was found out since: its paper tells what was proposed."""
    yield from _granted(matter, APPROVALS["D06"])


@guard
def report_granted(matter: Matter) -> Iterator[Finding]:
    """The leader gave his opinion on the report, whatever was changed since."""
    yield from _granted(matter, APPROVALS["D22"])


@guard
def report_approved(matter: Matter) -> Iterator[Finding]:
    """The squad's leader gave his opinion on the closing report (D22)."""
    yield from _approved(matter, APPROVALS["D22"])


@guard
def notice_approved(matter: Matter) -> Iterator[Finding]:
    """The agency head approved the notice (D23)."""
    yield from _approved(matter, APPROVALS["D23"])


@guard
def decision_approved(matter: Matter) -> Iterator[Finding]:
    """The agency head decided (D33): never the squad's leader alone."""
    yield from _approved(matter, APPROVALS["D33"])


@guard
def closing_approved(matter: Matter) -> Iterator[Finding]:
    """The agency head approved the closing (D58)."""
    yield from _approved(matter, APPROVALS["D58"])


def _approved(matter: Matter, row: ApprovalRow) -> Iterator[Finding]:
    yield from _granted(matter, row)
    asked = matter.case.proposal(row.form)
    if asked is None or matter.case.approval(row.form, row.needs) is None:
        return
    changed = _changed_since(matter, row, asked)
    if changed:
        facts = {"form": row.form, "needed": row.needs}
        yield block("approval.outdated", row.article, tag="P", fields=changed, more=facts)


def _granted(matter: Matter, row: ApprovalRow) -> Iterator[Finding]:
    facts = {"form": row.form, "needed": row.needs}
    asked = matter.case.proposal(row.form)
    if asked is None:
        yield block("approval.not_asked", row.article, tag=row.tag, more=facts)
        return
    found = matter.case.approval(row.form, row.needs)
    if found is None:
        yield from _why_not(matter, row, asked)
    elif found.is_open:
        yield note("approval.on_paper", row.article, officer=found.by, more=facts)


def _why_not(matter: Matter, row: ApprovalRow, asked: Proposal) -> Iterator[Finding]:
    facts = {"form": row.form, "needed": row.needs}
    answers = [each for each in matter.case.approvals if each.proposal == asked.entry]
    answers = [each for each in answers if each.role == row.needs]
    if answers and answers[-1].disowned:
        yield block("approval.disowned", row.article, tag=row.tag, officer=answers[-1].by, more=facts)
    elif answers and answers[-1].outcome != APPROVED:
        more = {**facts, "outcome": answers[-1].outcome, "opinion": answers[-1].opinion}
        yield block("approval.not_granted", row.article, tag=row.tag, more=more)
    else:
        yield block("approval.missing", row.article, tag=row.tag, more=facts)


def _changed_since(matter: Matter, row: ApprovalRow, asked: Proposal) -> tuple[str, ...]:
    """Covered fields that hold something else than was proposed."""
    if not row.covers:
        return ()
    names = dict.fromkeys((*asked.values, *matter.case.fields))
    return tuple(
        name
        for name in names
        if name.startswith(row.covers) and asked.values.get(name) != matter.case.value(name)
    )
