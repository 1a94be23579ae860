"""One sitting of the district: in one transaction it hears entries of a street and says what becomes of them.

The law is asked by ``judge``; what several laptops did at once is decided by ``merge``; what is applied is
folded into its case at once, so that the next entry finds it. Consequences follow in the same transaction: a
settlement decides what was held, and the register records what it received.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import Connection, update

from app.district.arrivals import Arrival
from app.district.cases import OpenCase, OpenCases
from app.district.law import DistrictLaw
from app.district.numbers import NumberBook, number_of
from app.district.people import Street
from app.district.record import Record
from app.district.register import Register
from app.district.schema import quarantine
from app.district.waiting import Waiting
from app.domain.bodies import Body, FieldSet, Unknown, body_of
from app.domain.case import Case
from app.domain.clock import EffectiveTime
from app.domain.context import Context, PastPenalty
from app.domain.entry import Entry
from app.domain.errors import AppError
from app.domain.fields import FieldValue
from app.domain.findings import Finding, Findings, Severity
from app.domain.history import DECISIONS, identity_of, penalties_of
from app.domain.law.articles import RECORD
from app.domain.law.judge import judge
from app.domain.merge import (
    STEP_NOT_HERE,
    WAITING,
    decide,
    decide_damaged,
    decide_waiting,
    nature_of,
)
from app.domain.nature import Nature
from app.domain.numbers import NumberState
from app.domain.settling import APPLY, ConflictSettled, HeldEntry, NumberDoubled
from app.domain.verdict import Outcome

_HISTORY_ASKED = frozenset(
    {"step.taken", "document.issued", "approval.asked", "approval.given", "approval.recorded"}
)
"""Kinds whose guards ask for earlier penalties of the party."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is to be said of an entry."""

    outcome: Outcome
    findings: Findings

    @property
    def waits(self) -> bool:
        """Whether it is held for another entry's sake."""
        return self.outcome is Outcome.HELD and bool(WAITING & set(self.findings.codes))


@dataclass(slots=True)
class Sitting:
    """The parts of one transaction, joined by :mod:`app.district.push`."""

    connection: Connection
    street: Street
    epoch: str
    law: DistrictLaw
    record: Record
    cases: OpenCases
    numbers: NumberBook
    register: Register
    waiting: Waiting
    now_ms: int
    _histories: dict[str, tuple[str, tuple[PastPenalty, ...]]] = field(default_factory=dict)

    def hear(self, entry: Entry, made: EffectiveTime) -> str:
        """Judge a new entry and give it its verdict; ``made`` is when it was made.

        Returns:
            The signed verdict.
        """
        body = _body(entry)
        heard = self._heard(entry, body, made)
        self.record.take_in(entry)
        statement = self.record.judge(entry, heard.outcome, heard.findings, waits=heard.waits)
        self._follow(entry, body, heard)
        return statement

    def refuse(self, arrival: Arrival, entry: Entry) -> str:
        """Refuse an entry, keep what came of it, and hold its case."""
        self.record.take_in(entry)
        self.record.set_aside(entry, arrival.sent)
        statement = self.record.judge(entry, Outcome.REFUSED, Findings(arrival.refused))
        if entry.header.case is not None:
            self.cases.get(entry.header.case).count(refused=1)
        return statement

    def adopt(self, arrival: Arrival, entry: Entry) -> str:
        """Give an entry the outcome that an earlier life of this store had given it."""
        before = arrival.before
        if before is None:
            raise ValueError("nothing to adopt")
        self.record.take_in(entry)
        heard = Heard(before.outcome, before.findings)
        statement = self.record.judge(
            entry, heard.outcome, heard.findings, cause=before.cause, waits=heard.waits
        )
        if heard.outcome is Outcome.REFUSED:
            self.record.set_aside(entry, arrival.sent)
            if entry.header.case is not None:
                self.cases.get(entry.header.case).count(refused=1)
        self._follow(entry, _body(entry), heard, anew=False)
        return statement

    def close(self) -> None:
        """Write everything; the caller commits."""
        self.record.write()
        self.cases.write()

    def _heard(
        self, entry: Entry, body: Body | None, made: EffectiveTime, older_than: int | None = None
    ) -> Heard:
        """What merge and law say; ``older_than`` is the first place of an entry that is heard again."""
        case = self._case(entry)
        is_intent = nature_of(entry.header.kind) is Nature.INTENT
        waits = self._waits(entry, case, older_than) if is_intent else ()
        if waits:
            return Heard(Outcome.HELD, Findings(waits))
        said = self._law_says(entry, body, case.case, made)
        if not is_intent:
            return Heard(Outcome.APPLIED, said)
        conflict = self._conflict(body, case)
        if conflict is not None:
            others = (each for each in said if each.code != STEP_NOT_HERE)
            return Heard(Outcome.HELD, Findings.of((conflict, *others)))
        return Heard(Outcome.HELD if said.blocking else Outcome.APPLIED, said)

    def _case(self, entry: Entry) -> OpenCase:
        return OpenCase("", None, 0) if entry.header.case is None else self.cases.get(entry.header.case)

    def _waits(self, entry: Entry, case: OpenCase, older_than: int | None) -> tuple[Finding, ...]:
        found: list[Finding | None] = []
        if case.refused:
            found.append(decide_damaged(self.waiting.refused_of(case.id)))
        if case.held:
            found.append(decide_waiting(entry.header.actor, self.waiting.held_of(case.id, older_than)))
        return tuple(each for each in found if each is not None)

    def _conflict(self, body: Body | None, case: OpenCase) -> Finding | None:
        if case.case is None:
            return None
        if not isinstance(body, FieldSet):
            return decide(body, None, None, case.case.step)
        current = case.case.fields.get(body.field)
        base = None
        if body.base is not None and (current is None or current.entry != body.base):
            base = self._value_of(body.base, case.id, body.field)
        return decide(body, current, base, case.case.step)

    def _value_of(self, entry: str, case: str, name: str) -> FieldValue | None:
        """What an entry of a case set a field to; None where it did not, or is not known."""
        found = self.waiting.stored(entry, case)
        body = None if found is None else _body(found)
        if found is None or not isinstance(body, FieldSet) or body.field != name:
            return None
        return FieldValue(body.new, entry, found.header.act_at)

    def _law_says(self, entry: Entry, body: Body | None, case: Case | None, made: EffectiveTime) -> Findings:
        if isinstance(body, Unknown):
            return Findings((Finding("entry.unknown_kind", Severity.NOTE, (), "P", {"kind": body.kind}),))
        release = entry.header.release if case is None else case.release
        catalogue, is_pinned = self.law.catalogue(release)
        number = number_of(body)
        context = Context(
            now=made,
            parameters=self.law.parameters,
            calendar=self.law.calendar,
            catalogue=catalogue,
            roster=self.street.roster,
            history=self._history(entry, case),
            history_complete=True,
            number_state=NumberState.FREE if number is None else self.numbers.state(number, entry),
            held=self._held_for(body, entry, case),
        )
        said = judge(case, entry, context)
        if is_pinned:
            return said
        facts = {"release": release, "used": catalogue.release}
        return Findings((*said.items, Finding("law.other_release", Severity.WARN, (RECORD,), "P", facts)))

    def _history(self, entry: Entry, case: Case | None) -> tuple[PastPenalty, ...]:
        if case is None or entry.header.kind not in _HISTORY_ASKED:
            return ()
        identity = identity_of(case)
        known = self._histories.get(case.id)
        if known is not None and known[0] == identity:
            return known[1]
        found: list[PastPenalty] = []
        if identity:
            self.cases.write()
            for other in self.cases.others_of(identity, case.id):
                found += penalties_of(other)
        penalties = tuple(sorted(found, key=lambda penalty: penalty.decided_at))
        self._histories[case.id] = identity, penalties
        return penalties

    def _held_for(self, body: Body | None, entry: Entry, case: Case | None) -> tuple[HeldEntry, ...]:
        """The entry that a settlement names, when it waits in the same case."""
        if not isinstance(body, ConflictSettled) or case is None:
            return ()
        if body.entry in self.waiting.refused_of(case.id):
            return (HeldEntry(body.entry, "", "", refused=True),)
        found = self.waiting.stored(body.entry, case.id, Outcome.HELD)
        if found is None:
            return ()
        stopped: tuple[str, ...] = ()
        if body.outcome == APPLY:
            said = self._law_says(found, _body(found), case, self._time_again(found))
            stopped = tuple(each.code for each in said.blocking)
        return (HeldEntry(found.id, found.header.actor, found.header.kind, False, stopped),)

    def _follow(self, entry: Entry, body: Body | None, heard: Heard, anew: bool = True) -> None:
        """What an outcome brings about; ``anew`` is False for one that an earlier life had followed."""
        case = self._case(entry)
        if heard.outcome is Outcome.HELD:
            case.count(held=1)
        if heard.outcome is not Outcome.APPLIED:
            return
        if case.id:
            case.apply(entry, self.record.newest)
        self._use_number(entry, body, anew)
        if isinstance(body, ConflictSettled) and not heard.findings.blocking:
            self._settle(entry, body, case)
        if entry.header.kind == "document.served" and case.case is not None:
            self._served(case)

    def _served(self, case: OpenCase) -> None:
        """A paper reached the party: it counts for other cases of his, and a summary decision is received."""
        if case.case is None:
            return
        if any(paper.form in DECISIONS for paper in case.case.documents):
            self._histories.clear()
        decision = self.register.receives(case.case)
        if decision is not None:
            self._register(self.register.record(case.case, decision))

    def _register(self, entry: Entry) -> None:
        self.hear(entry, self.law.time_of(entry.header.clock, None, self.now_ms))

    def _use_number(self, entry: Entry, body: Body | None, anew: bool) -> None:
        number = number_of(body)
        if number is None:
            return
        self.record.use_number(entry, number.columns())
        self.numbers.use(number, entry)
        if number.voids or not anew:
            return
        for use in self.numbers.earlier(number, entry):
            if use.voids or use.case is None or use.case == entry.header.case:
                continue
            other = self.cases.get(use.case).case
            if other is not None:
                doubled = NumberDoubled(
                    number.written, number.number_class, number.year, number.seq, use.entry, entry.id
                )
                self._register(self.register.entry(other, doubled))

    def _settle(self, entry: Entry, body: ConflictSettled, case: OpenCase) -> None:
        """Decide what was held, then hear again, in their order, the intents that waited for it."""
        self.record.write()
        settled = (
            update(quarantine)
            .where(
                quarantine.c.street == self.street.id,
                quarantine.c.case_id == case.id,
                quarantine.c.entry == body.entry,
                quarantine.c.settled_by.is_(None),
            )
            .values(settled_by=entry.id)
        )
        if self.connection.execute(settled).rowcount:
            case.count(refused=-1)
        else:
            held = self.waiting.stored(body.entry, case.id, Outcome.HELD)
            if held is None:
                return
            self._decide(held, case, Outcome(body.outcome), entry.id)
        self._hear_again(case, entry.id)

    def _decide(self, held: Entry, case: OpenCase, outcome: Outcome, cause: str) -> None:
        """The final verdict: an applied one says what the law says now, a refused one why it was held."""
        if outcome is Outcome.APPLIED:
            said = self._law_says(held, _body(held), case.case, self._time_again(held))
        else:
            said = self.waiting.findings_on(held.id)
        case.count(held=-1)
        self.record.judge(held, outcome, said, cause=cause)
        self._follow(held, _body(held), Heard(outcome, said))

    def _hear_again(self, case: OpenCase, cause: str) -> None:
        for id_, place in self.waiting.waiting_of(case.id):
            held = self.waiting.stored(id_, case.id, Outcome.HELD)
            if held is None:
                continue
            heard = self._heard(held, _body(held), self._time_again(held), older_than=place)
            if heard.outcome is Outcome.HELD and heard.waits:
                continue
            case.count(held=-1)
            self.record.judge(held, heard.outcome, heard.findings, cause=cause, waits=heard.waits)
            self._follow(held, _body(held), heard)

    def _time_again(self, held: Entry) -> EffectiveTime:
        """When a held entry was made."""
        return self.law.time_of(held.header.clock, self.waiting.clock_before(held), self.now_ms)


def _body(entry: Entry) -> Body | None:
    """What an entry says; None where that is erased or cannot be read."""
    try:
        return body_of(entry)
    except AppError:
        return None
