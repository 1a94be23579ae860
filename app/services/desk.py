"""What every officer action shares: the law book, the judgement before the act, and the append."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app import __version__
from app.domain.bodies import Body, CaseDocketed, DocumentIssued, NumberVoided
from app.domain.case import Case
from app.domain.catalogue import Catalogue
from app.domain.clock import EffectiveTime, rfc3339
from app.domain.context import Context, EmptyField, PastPenalty
from app.domain.entry import Entry
from app.domain.findings import Findings, Judgement, RuleBroken
from app.domain.fold import apply
from app.domain.law.calendar import Calendar
from app.domain.law.judge import judge
from app.domain.law.parameters import LawParameters
from app.domain.numbers import DocumentNumber, NumberState
from app.domain.ordinary_bodies import ApprovalGiven, ApprovalRecorded
from app.domain.roster import Roster
from app.ports.work import Queries, StartWork, UnitOfWork
from app.services.author import Author, Hand

PROGRAM = f"fieldcase {__version__}"
"""Who judges, for the record."""


class LawBook(Protocol):
    """The law as data: parameters and calendars are always the newest, catalogue and forms those pinned."""

    parameters: LawParameters
    calendar: Calendar
    newest_release: str

    def catalogue(self, release: str) -> Catalogue:
        """The authority list, benchmarks and laws of one release.

        Raises:
            ReleaseMissing: this laptop does not hold that release.
        """

    def forms(self, release: str) -> Path:
        """The folder with the forms of one release, compared with their hashes.

        Raises:
            ReleaseMissing: this laptop does not hold that release.
            ReleaseDamaged: a form is not as the release says.
        """


@dataclass(frozen=True, slots=True)
class Desk:
    """The signed-in officer's place of work: what all actions of one session stand on."""

    start_work: StartWork = field(repr=False)
    author: Author
    queries: Queries = field(repr=False)
    law: LawBook = field(repr=False)
    roster: Roster = field(repr=False)
    past_penalties: Callable[[Case], tuple[PastPenalty, ...]] = field(repr=False)

    def now(self) -> EffectiveTime:
        """The time that guards take, asked outside a transaction."""
        return self.author.now(self.queries)

    def context(
        self,
        case: Case | None,
        work: UnitOfWork | None = None,
        missing: tuple[EmptyField, ...] = (),
        number: DocumentNumber | None = None,
        *,
        history: bool = True,
    ) -> Context:
        """Everything that a judgement may look at, at this moment; ``work`` when it is part of an act.

        ``number`` is the one that the act names: the store's accounts say what is known of it. Without
        ``history`` nobody looks for earlier penalties: enough for deadlines, never for a judgement.
        """
        release = self.law.newest_release if case is None else case.release
        return Context(
            now=self.now() if work is None else self.author.now(work.journal),
            parameters=self.law.parameters,
            calendar=self.law.calendar,
            catalogue=self.law.catalogue(release),
            roster=self.roster,
            history=() if case is None or not history else self.past_penalties(case),
            missing_fields=missing,
            number_state=NumberState.FREE if work is None or number is None else work.numbers.state(number),
        )

    def write(
        self,
        work: UnitOfWork,
        case: Case,
        body: Body,
        *,
        at: datetime | None = None,
        hand: Hand | None = None,
        missing: tuple[EmptyField, ...] = (),
    ) -> tuple[Case, Entry]:
        """Judge an act and append it; nothing is durable before the unit of work commits.

        Returns:
            The case after the act, and the entry.

        Raises:
            RuleBroken: the law stops the act; all reasons are in it.
        """
        entry = self._entry(work, case, body, at, hand)
        self.append(work, case, entry, self.context(case, work, missing, number_of(body)))
        after = apply(case, entry)
        return (case if after is None else after), entry

    def write_without_case(self, work: UnitOfWork, body: Body) -> Entry:
        """Judge an act of the signed-in officer that concerns no case, and append it.

        Raises:
            RuleBroken: the law stops the act; all reasons are in it.
        """
        officers, release = (self.author.hand.officer,), self.law.newest_release
        entry = self.author.entry(work, None, body, officers=officers, release=release)
        self.append(work, None, entry, self.context(None, work, number=number_of(body)))
        return entry

    def append(self, work: UnitOfWork, case: Case | None, entry: Entry, context: Context) -> None:
        """Judge an entry on the case before it and append it, with what was said to it beside it.

        Raises:
            RuleBroken: the law stops the act; all reasons are in it.
        """
        found = judge(case, entry, context)
        refuse_blocked(found)
        said = Judgement(
            PROGRAM, self.law.newest_release, self.roster.version, rfc3339(context.now.at), found
        )
        work.journal.append(entry, said)

    def findings(
        self,
        work: UnitOfWork,
        case: Case,
        body: Body,
        *,
        at: datetime | None = None,
        missing: tuple[EmptyField, ...] = (),
    ) -> Findings:
        """What the law would say to an act, without doing it."""
        context = self.context(case, work, missing, number_of(body))
        return judge(case, self._entry(work, case, body, at, None), context)

    def _entry(
        self, work: UnitOfWork, case: Case, body: Body, at: datetime | None, hand: Hand | None
    ) -> Entry:
        return self.author.entry(work, case, body, officers=case.team, release=case.release, at=at, hand=hand)


def number_of(body: Body) -> DocumentNumber | None:
    """The number that an act names; None for other acts, and while a paper is only thought of."""
    match body:
        case CaseDocketed():
            written = body.clue_number
        case DocumentIssued() | NumberVoided() | ApprovalGiven() | ApprovalRecorded():
            written = body.number
        case _:
            return None
    if not body.number_class or not body.number_seq:
        return None
    return DocumentNumber(body.number_class, body.number_year, body.number_seq, written)


def refuse_blocked(findings: Findings) -> None:
    """Stop when anything blocks.

    Raises:
        RuleBroken: with all blocking findings.
    """
    if findings.blocking:
        raise RuleBroken(findings.blocking)
