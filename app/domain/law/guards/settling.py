"""Who may settle a held entry, and how: a squad leader, never his own, never against the law."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.findings import Finding
from app.domain.law.articles import RECORD, SUMMARY_PAPER
from app.domain.law.guards.registry import block, guard
from app.domain.law.matter import Matter
from app.domain.settling import APPLY, OUTCOMES, ConflictSettled, NumberDoubled

_SETTLES = "SQUAD_LEADER"


@guard
def settled_by_leader(matter: Matter) -> Iterator[Finding]:
    """A squad leader settles, with a reason; what he wrote himself another one settles."""
    body, act = matter.act.body, matter.act
    if not isinstance(body, ConflictSettled):
        return
    roster = matter.context.roster
    grant = None if act.grant is None else roster.grant(act.grant)
    if grant is not None:
        held = grant.roles
    else:
        held = roster.officer(act.actor).roles if roster.knows(act.actor) else ()
    if _SETTLES not in held:
        yield block("role.not_allowed", RECORD, tag="P", officer=act.actor, needed=(_SETTLES,), held=held)
    if not body.reason:
        yield block("field.missing", RECORD, field="reason")
    waiting = next((each for each in matter.context.held if each.entry == body.entry), None)
    if waiting is not None and waiting.actor == act.actor and not waiting.refused:
        yield block("settle.own", RECORD, tag="P", officer=act.actor)


@guard
def settlement_possible(matter: Matter) -> Iterator[Finding]:
    """Only what waits is settled; a refused entry stays refused, and the law is not set aside."""
    body = matter.act.body
    if not isinstance(body, ConflictSettled):
        return
    if body.outcome not in OUTCOMES:
        yield block("settle.no_such_outcome", RECORD, tag="P", outcome=body.outcome)
    waiting = next((each for each in matter.context.held if each.entry == body.entry), None)
    if waiting is None:
        yield block("settle.not_held", RECORD, tag="P", entry=body.entry)
    elif body.outcome == APPLY and waiting.refused:
        yield block("settle.stays_refused", RECORD, tag="P", entry=body.entry)
    elif body.outcome == APPLY and waiting.stopped_by:
        yield block("settle.against_law", RECORD, tag="P", entry=body.entry, codes=waiting.stopped_by)


@guard
def number_doubled(matter: Matter) -> Iterator[Finding]:
    """One number stands on two papers: both are told of it until one is corrected by a paper."""
    body = matter.act.body
    if isinstance(body, NumberDoubled):
        yield block("number.taken", SUMMARY_PAPER, tag="P", number=body.number)
