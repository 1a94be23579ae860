"""Notice, defence, hearing: told and proven, both windows by themselves, nothing heavier than was told."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.answers import MADE, REQUESTED, WAIVED
from app.domain.case import Document
from app.domain.findings import Finding
from app.domain.law.articles import DEFENCE, HEARING, HEARING_STEPS, NO_DECISION, TELLING
from app.domain.law.guards.registry import block, guard, note
from app.domain.law.matter import Matter, moment_or_none
from app.domain.law.ordinary_facts import (
    BASIS_TOLD,
    FACTS_TOLD,
    HEARING_NOTICE,
    NOTICES,
    notice_of,
    told_changes,
    window,
)
from app.domain.law.ordinary_stages import hearing
from app.domain.ordinary_bodies import DefenceRecorded, HearingAnswered

DEFENCES, HEARINGS = (MADE, WAIVED), (REQUESTED, WAIVED)


@guard
def hearing_not_due(matter: Matter) -> Iterator[Finding]:
    """A notice without hearing right is not enough where the party may ask for one."""
    stage = hearing(matter)
    if stage.is_due:
        yield block("hearing.due", stage.article, tag=stage.tag, grounds=stage.grounds, more=stage.inputs)


@guard
def notice_served(matter: Matter) -> Iterator[Finding]:
    """No decision without telling what is intended, and why (第四十四条)."""
    if notice_of(matter.case) is None:
        yield block("notice.not_served", TELLING, NO_DECISION)


@guard
def not_heavier(matter: Matter) -> Iterator[Finding]:
    """What is heavier than was told, or rests on other grounds, is told anew (R41)."""
    paper = notice_of(matter.case)
    if paper is None:
        return
    told = paper.values.get("decision.amount")
    known = told if isinstance(told, int) and not isinstance(told, bool) else None
    heavier = matter.fine is not None and (known is None or matter.fine > known)
    if heavier or _kind_added(matter, paper):
        facts = {"number": paper.number, "told_amount": known or 0, "amount": int(matter.fine or 0)}
        yield block("notice.heavier", TELLING, DEFENCE, more=facts)
    if matter.law.is_on("notice.again_on_change", matter.day):
        basis, facts_told = told_changes(matter, paper, BASIS_TOLD), told_changes(matter, paper, FACTS_TOLD)
        if basis or facts_told:
            yield block("notice.changed", TELLING, tag="P", number=paper.number, fields=(*basis, *facts_told))


def _kind_added(matter: Matter, paper: Document) -> bool:
    told, kinds = paper.values, ("decision.kind", "decision.other_penalties")
    now = {name: matter.case.text(name) for name in kinds}
    if now["decision.kind"] == "fine" and told.get("decision.kind") != "fine":
        return True
    return bool(now["decision.other_penalties"]) and told_changes(matter, paper, kinds[1:]) != ()


@guard
def defence_closed(matter: Matter) -> Iterator[Finding]:
    """The party spoke, gave the right up in writing, or its window is over (T05)."""
    paper = notice_of(matter.case)
    if paper is None:
        return
    answers = [each for each in matter.case.defences if each.notice == paper.id]
    if any(each.outcome == MADE for each in answers):
        return
    waived = [each for each in answers if each.outcome == WAIVED]
    if any(set(each.evidence) & matter.evidence_ids for each in waived):
        return
    ends = window(matter, "T05", paper)
    if ends is None or matter.day <= ends.day:
        if waived:
            yield block("defence.waiver_unwritten", DEFENCE, NO_DECISION, tag="P")
        yield block(
            "defence.window_open",
            DEFENCE,
            NO_DECISION,
            tag="P",
            number=paper.number,
            until="" if ends is None else ends.day.isoformat(),
        )


@guard
def defence_answered(matter: Matter) -> Iterator[Finding]:
    """What the party said is checked and answered, whether it is accepted or not (第四十五条)."""
    spoken = [each for each in matter.case.defences if each.outcome == MADE]
    if not spoken:
        return
    answer = matter.case.fields.get("defence.answer")
    if not matter.case.text("defence.answer"):
        yield block("field.missing", DEFENCE, field="defence.answer")
    elif answer is not None and matter.place(answer.entry) < matter.place(spoken[-1].entry):
        yield block("defence.unanswered", DEFENCE, at=spoken[-1].at)


@guard
def hearing_closed(matter: Matter) -> Iterator[Finding]:
    """A right to a hearing was told and then given up in writing, or its window is over (R37, T06)."""
    stage, paper = hearing(matter), notice_of(matter.case)
    if not stage.is_due:
        return
    if paper is None or paper.form != HEARING_NOTICE:
        yield block("hearing.not_told", HEARING, grounds=stage.grounds, tag=stage.tag, more=stage.inputs)
        return
    ends = window(matter, "T06", paper)
    answers = [each for each in matter.case.hearing_answers if each.notice == paper.id]
    asked = [each for each in answers if each.outcome == REQUESTED]
    if any(ends is None or _in_time(each.at, ends.day.isoformat()) for each in asked):
        yield block("hearing.requested", HEARING, HEARING_STEPS, at=asked[0].at)
        return
    waived = [each for each in answers if each.outcome == WAIVED]
    if any(set(each.evidence) & matter.evidence_ids for each in waived):
        return
    if ends is None or matter.day <= ends.day:
        if waived:
            yield block("hearing.waiver_unwritten", HEARING, HEARING_STEPS)
        until = "" if ends is None else ends.day.isoformat()
        yield block("hearing.window_open", HEARING, HEARING_STEPS, number=paper.number, until=until)


def _in_time(at: str, last: str) -> bool:
    asked = moment_or_none(at)
    return asked is None or asked.date().isoformat() <= last


@guard
def answer_filled(matter: Matter) -> Iterator[Finding]:
    """An answer of the party names its notice, what it is, and its words; a waiver is in writing."""
    body = matter.act.body
    if not isinstance(body, DefenceRecorded | HearingAnswered):
        return
    article = DEFENCE if isinstance(body, DefenceRecorded) else HEARING_STEPS
    known = DEFENCES if isinstance(body, DefenceRecorded) else HEARINGS
    paper = matter.case.paper(body.notice)
    if paper is None or paper.form not in NOTICES or paper.served_at is None:
        yield block("field.missing", article, field="notice")
    if body.outcome not in known:
        yield block("field.missing", article, field="outcome")
    if isinstance(body, DefenceRecorded) and body.outcome == MADE and not body.words:
        yield block("field.missing", article, field="words")
    if body.outcome == WAIVED and not set(body.evidence) & matter.evidence_ids:
        is_defence = isinstance(body, DefenceRecorded)
        yield block("defence.waiver_unwritten" if is_defence else "hearing.waiver_unwritten", article)


@guard
def answer_in_time(matter: Matter) -> Iterator[Finding]:
    """An answer after its window is kept, and said to be late."""
    body = matter.act.body
    if not isinstance(body, DefenceRecorded | HearingAnswered):
        return
    rule = "T05" if isinstance(body, DefenceRecorded) else "T06"
    ends = window(matter, rule, matter.case.paper(body.notice))
    if ends is not None and matter.day > ends.day:
        yield note("answer.late", HEARING_STEPS, rule=rule, until=ends.day.isoformat())
