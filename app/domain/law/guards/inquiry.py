"""From the first look to the closing report: inspection code, filing, party, end of the act, the report."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.catalogue import PartyKind
from app.domain.catalogue.decision import needs_refusal
from app.domain.findings import Finding
from app.domain.law.articles import (
    APPROVAL,
    EVIDENCE,
    FILING,
    HEARING,
    INQUIRY,
    INSPECTION_CODE,
    LEGALITY,
    LIMITATION,
    OLD_OR_LIGHTER,
    TO_CORRECT,
)
from app.domain.law.deadlines import due
from app.domain.law.guards.registry import block, guard, warn
from app.domain.law.matter import REFUSALS, Matter, moment_or_none

_CODED = (PartyKind.UNIT, PartyKind.SOLE_TRADER)
_NAMES = {
    PartyKind.PERSON: ("party.name", "party.identity"),
    PartyKind.UNIT: ("party.unit_name", "party.credit_code", "party.representative"),
    PartyKind.SOLE_TRADER: ("party.name",),
}
_KINDS = ("warning", "fine")


@guard
def inspection_coded(matter: Matter) -> Iterator[Finding]:
    """A business is inspected with a code of the city; offline with a reason, the code to follow [P]."""
    if matter.party not in _CODED or matter.case.text("inspection.code"):
        return
    reason = matter.case.text("inspection.code_reason")
    if reason and matter.law.is_on("inspection.code_later", matter.day):
        yield warn("inspection.code_pending", INSPECTION_CODE, tag="P", reason=reason)
    else:
        yield block("inspection.code_missing", INSPECTION_CODE, tag="L-2024")


@guard
def checked_in_time(matter: Matter) -> Iterator[Finding]:
    """The check before filing has a term; its unit was not read, so it warns only (T03)."""
    if matter.found_at is None or not matter.law.is_on("filing.check_days", matter.day):
        return
    ends = due(matter.law.rule("T03"), matter.found_at, matter.law, matter.context.calendar).day
    if matter.day > ends:
        yield warn("filing.check_overdue", FILING, tag="UNVERIFIED", due=ends.isoformat())


@guard
def filing_reasoned(matter: Matter) -> Iterator[Finding]:
    """What is filed says on which grounds."""
    if not matter.case.text("filing.grounds"):
        yield block("field.missing", FILING, field="filing.grounds")


@guard
def party_named(matter: Matter) -> Iterator[Finding]:
    """The party is known by name and number, so that nobody else is punished."""
    if matter.party is None:
        yield block("field.missing", INQUIRY, field="party.kind")
        return
    for name in _NAMES[matter.party]:
        if not matter.case.text(name):
            yield block("field.missing", INQUIRY, field=name)
    is_trader = matter.party is PartyKind.SOLE_TRADER
    if is_trader and not (matter.case.text("party.identity") or matter.case.text("party.credit_code")):
        yield block("field.missing", INQUIRY, field="party.credit_code")


@guard
def identity_on_file(matter: Matter) -> Iterator[Finding]:
    """A document proves who the party is (C05)."""
    if not any(item.readable for item in matter.case.evidence_of("identity")):
        yield block("evidence.identity_missing", INQUIRY, EVIDENCE)


@guard
def refusal_ends_act(matter: Matter) -> Iterator[Finding]:
    """A clause for refusal: the act ends with the refusal, and that day picks the text of the law [P]."""
    found = matter.reinspection
    if matter.branch is None or not needs_refusal(matter.branch) or found is None:
        return
    if found.result not in REFUSALS or not matter.law.is_on("refusal.ends_act", matter.day):
        return
    refused, ended = moment_or_none(found.at), matter.time("act.ended_at")
    if refused is not None and (ended is None or ended.date() < refused.date()):
        yield block(
            "act.end_before_refusal",
            TO_CORRECT,
            LIMITATION,
            OLD_OR_LIGHTER,
            tag="P",
            refused=refused.date().isoformat(),
            ended="" if ended is None else ended.date().isoformat(),
        )


@guard
def penalty_chosen(matter: Matter) -> Iterator[Finding]:
    """Kind and amount are proposed; another penalty beside them is named with its kind."""
    if matter.kind not in _KINDS:
        yield block("field.missing", LEGALITY, field="decision.kind")
    if matter.kind == "fine" and matter.fine is None:
        yield block("field.missing", LEGALITY, field="decision.amount")
    other = matter.case.text("decision.other_kind")
    if bool(matter.case.text("decision.other_penalties")) != bool(other):
        empty = "decision.other_penalties" if other else "decision.other_kind"
        yield block("field.missing", HEARING, field=empty)
    if other == "confiscation" and matter.case.amount("decision.confiscated_value") is None:
        yield block("field.missing", HEARING, field="decision.confiscated_value")


@guard
def report_written(matter: Matter) -> Iterator[Finding]:
    """The closing report tells the course of the inquiry and the nature of the act beside facts and level."""
    for name in ("report.course", "report.nature"):
        if not matter.case.text(name):
            yield block("field.missing", APPROVAL, tag="S", field=name)
