"""``judge``: all that the law has to say to an act. Pure and quick; it holds no text and makes no state.

It runs at the author's laptop before the act and once at the server; ``context.now`` is then the effective
time at which the entry was made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.approvals import APPROVED
from app.domain.bodies import (
    Body,
    DocumentIssued,
    ReinspectionRecorded,
    StepTaken,
    Unknown,
    body_of,
)
from app.domain.case import Case
from app.domain.context import Context
from app.domain.dates import DateUnreadable, moment_of
from app.domain.entry import Entry
from app.domain.errors import AppError
from app.domain.findings import Finding, Findings, Severity
from app.domain.fold import apply
from app.domain.law.articles import RECORD, TWO_OFFICERS
from app.domain.law.correction import CORRECTING, correction_state
from app.domain.law.guards import run
from app.domain.law.guards.registry import block
from app.domain.law.guards.steps import PROCEDURES
from app.domain.law.matter import ActFacts, Matter
from app.domain.law.ordinary_acts import ORDINARY_ACTS, ORDINARY_OUTSIDE, approval_guards
from app.domain.law.procedure import STEP_TAKEN, Transition
from app.domain.ordinary_bodies import ApprovalAsked, ApprovalGiven

GENERAL = ("procedure_known", "release_pinned", "known_people", "valid_grant", "clock_trusted", "stated_time")
"""Asked of every entry; ``procedure_known`` of those of a case."""

WITHOUT_CASE = frozenset({"number.voided"})
"""Kinds of entries that may concern no case: a number that was lost before any case had it."""

ACTS: Mapping[str, tuple[str, ...]] = {
    "case.docketed": ("docketing_filled", "number_free", "two_officers"),
    "field.set": ("field_fits", "field_open"),
    "evidence.added": ("two_officers", "after_its_cause", "evidence_of_the_time"),
    "act.confirmed": ("confirmation_proper",),
    "party.told": ("telling_filled", "telling_whole", "two_officers", "evidence_known"),
    "document.issued": ("paper_in_place",),
    "document.printed": ("paper_known",),
    "document.served": (
        "service_filled",
        "service_proven",
        "served_in_term",
        "after_its_cause",
        "evidence_known",
        "two_officers",
    ),
    "reinspection.recorded": (
        "reinspection_filled",
        "order_served",
        "refusal_shown",
        "evidence_known",
        "after_its_cause",
        "two_officers",
    ),
    "money.taken": ("money_receipt", "money_matches", "after_its_cause", "two_officers"),
    "number.voided": ("void_allowed",),
    "finding.confirmed": ("answer_reasoned",),
    "summary.recorded": ("paper_known",),
    **ORDINARY_ACTS,
    "conflict.settled": ("settled_by_leader", "settlement_possible"),
    "number.doubled": ("number_doubled",),
}
"""Asked of each kind beside what the tables ask of steps, papers and orders."""

OUTSIDE = frozenset(
    {
        "case.docketed",
        "evidence.added",
        "party.told",
        "document.printed",
        "document.served",
        "reinspection.recorded",
        "money.taken",
        "summary.recorded",
        *ORDINARY_OUTSIDE,
    }
)
"""Facts of the world: they happened, so only an empty mandatory field stops their record."""
STILL_STOPS = frozenset(
    {
        "field.missing",
        "money.receipt_missing",
        "number.not_leased",
        "number.taken",
        "number.written_off",
        "paper.unknown",
        "procedure.unknown",
        "roster.unknown_officer",
    }
)
"""What stops the record of an outside fact all the same: it would not say what or whose it is."""

_SUBJECTS: Mapping[str, str] = {
    "item": "act.item",
    "holder": "act.item",
    "withdrawal": "act.item",
    "text": "act.item",
    "citation": "act.item",
    "benchmark": "act.item",
    "version": "act.item",
    "amount": "decision.amount",
    "party": "party.born",
    "history": "act.repeat",
    "summary": "act.item",
    "telling": "act.facts",
    "no_penalty": "exit.ground",
}
"""An answered warning is asked again when the field that it was about changed after the answer."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """One line that leaves the present state, and every reason that stands against it now."""

    transition: Transition
    findings: Findings

    @property
    def is_open(self) -> bool:
        """Whether nothing stops it."""
        return not self.findings.blocking


def judge(case: Case | None, entry: Entry, context: Context) -> Findings:
    """All reasons against an entry on a case in the state before it; never raises for foreseen trouble.

    ``case`` is None for the docketing, and for an act that concerns no case at all (:data:`WITHOUT_CASE`).
    """
    try:
        body = body_of(entry)
        at = moment_of(entry.header.act_at)
    except AppError as error:
        field = "act_at" if isinstance(error, DateUnreadable) else "body"
        return Findings((block("entry.unreadable", RECORD, tag="P", field=field, error=error.code),))
    header = entry.header
    seen = _begun(entry) if case is None else case
    if seen is None:
        return Findings((block("case.not_docketed", RECORD, tag="P", kind=header.kind),))
    if body is None or isinstance(body, Unknown):
        return Findings()
    form = body.form if isinstance(body, DocumentIssued) else ""
    act = ActFacts(header.kind, header.actor, header.officers, at, form, header.grant, header.release, body)
    return _judged(Matter(_before(case, seen), act, context), body)


def next_steps(case: Case, context: Context, actor: str | None = None) -> tuple[NextStep, ...]:
    """Every line that leaves the present state of the procedure, with its open reasons.

    Args:
        actor: who would take the step; then his role is judged too. None asks for the lead, without role.
    """
    procedure = PROCEDURES.get(case.procedure)
    if procedure is None:
        return ()
    matter = Matter(case, _thought_of(case, STEP_TAKEN, actor, context), context)
    steps = []
    for line in procedure.after(case.step):
        found = run(line.guards, matter)
        if actor is not None:
            found += _role(matter, line)
        steps.append(NextStep(line, _answered(case, matter, found)))
    return tuple(steps)


def reasons_against_proposal(case: Case, form: str, context: Context) -> Findings:
    """What stands in the way of putting a form before leader and agency head now."""
    return _thought_through(case, ApprovalAsked(form, "—"), None, context)


def reasons_against_approval(
    case: Case, form: str, role: str, context: Context, actor: str | None = None
) -> Findings:
    """What stands in the way of approving the newest proposal of a form, by ``actor`` in a role."""
    asked = case.proposal(form)
    body = ApprovalGiven(form, "" if asked is None else asked.entry, role, APPROVED)
    return _thought_through(case, body, actor, context)


def _thought_through(case: Case, body: Body, actor: str | None, context: Context) -> Findings:
    act = replace(_thought_of(case, body.kind, actor, context), body=body)
    return _judged(Matter(case, act, context), body)


def _begun(entry: Entry) -> Case | None:
    """What an entry without a case before it is judged on; None where it needs one."""
    header = entry.header
    if header.case is not None:
        return apply(None, entry)
    if header.kind not in WITHOUT_CASE:
        return None
    return Case("", "", "", "", "", header.release, header.act_at, header.officers, "")


def _before(case: Case | None, docketed: Case) -> Case:
    """The docketing is judged on a case without acts: nothing happened before it."""
    return replace(docketed, acts=()) if case is None else case


def _judged(matter: Matter, body: Body) -> Findings:
    general = GENERAL if matter.case.id else tuple(name for name in GENERAL if name != "procedure_known")
    found = run(
        dict.fromkeys((*general, *ACTS.get(matter.act.kind, ()), *_table_guards(matter, body))), matter
    )
    if isinstance(body, StepTaken):
        found += _step(matter, body)
    if isinstance(body, ReinspectionRecorded):
        found += _order(matter, body)
    if matter.act.kind in OUTSIDE:
        found = [each if each.code in STILL_STOPS else _soften(each) for each in found]
    return _answered(matter.case, matter, found)


def _table_guards(matter: Matter, body: Body) -> tuple[str, ...]:
    procedure = PROCEDURES.get(matter.case.procedure)
    if procedure is None:
        return ()
    if isinstance(body, StepTaken):
        line = procedure.between(body.start, body.end)
        return () if line is None else line.guards
    if isinstance(body, DocumentIssued):
        paper = procedure.paper(body.form)
        return () if paper is None else paper.guards
    if isinstance(body, ReinspectionRecorded):
        line = _order_line(matter.case, f"{body.kind}:{body.result}")
        return () if line is None else line.guards
    return approval_guards(body)


def _step(matter: Matter, body: StepTaken) -> Iterable[Finding]:
    procedure = PROCEDURES.get(matter.case.procedure)
    if body.start != matter.case.step:
        yield block("step.not_here", RECORD, stated=body.start, step=matter.case.step)
    line = None if procedure is None else procedure.between(body.start, body.end)
    if line is None:
        yield block("step.unknown", RECORD, start=body.start, end=body.end)
    else:
        yield from _role(matter, line)


def _role(matter: Matter, line: Transition) -> Iterable[Finding]:
    grant = None if matter.act.grant is None else matter.context.roster.grant(matter.act.grant)
    roster = matter.context.roster
    if grant is not None:
        held = grant.roles
    else:
        held = roster.officer(matter.act.actor).roles if roster.knows(matter.act.actor) else ()
    if not set(held) & set(line.roles):
        yield block(
            "role.not_allowed", TWO_OFFICERS, tag="P", officer=matter.act.actor, needed=line.roles, held=held
        )


def _order(matter: Matter, body: ReinspectionRecorded) -> Iterable[Finding]:
    if _order_line(matter.case, f"{body.kind}:{body.result}") is None:
        yield block("step.unknown", RECORD, start=correction_state(matter.case), end=body.result)


def _order_line(case: Case, act: str) -> Transition | None:
    lines = CORRECTING.after(correction_state(case))
    return next((line for line in lines if line.act == act), None)


def _thought_of(case: Case, kind: str, actor: str | None, context: Context) -> ActFacts:
    lead = case.team[0] if case.team else ""
    return ActFacts(kind, actor or lead, case.team, context.now.at)


def _soften(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.WARN) if finding.severity is Severity.BLOCK else finding


def _answered(case: Case, matter: Matter, found: list[Finding]) -> Findings:
    """A warning that was read and answered is a note from then on."""
    return Findings.of(
        replace(each, severity=Severity.NOTE)
        if each.severity is Severity.WARN and _is_answered(case, matter, each.code)
        else each
        for each in found
    )


def _is_answered(case: Case, matter: Matter, code: str) -> bool:
    subject = case.fields.get(_SUBJECTS.get(code.split(".")[0], ""))
    changed = -1 if subject is None else matter.place(subject.entry)
    return any(answer.code == code and matter.place(answer.entry) > changed for answer in case.confirmations)
