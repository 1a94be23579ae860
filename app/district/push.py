"""The push: entries of one device, each answered in its order, all that is answered durable (contract, 5).

Signatures are checked before the lock of the order is taken; then the chain is walked, and what continues it
is heard.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine, select, update

from app.district.arrivals import Arrival, look_at
from app.district.cases import CaseShelf, OpenCases
from app.district.database import WATERMARK, counted, reading, writing
from app.district.devices import KnownDevice
from app.district.keys import DistrictKeys
from app.district.law import DistrictLaw
from app.district.numbers import NumberBook
from app.district.people import Street, Streets
from app.district.record import Office, Record
from app.district.register import Register
from app.district.schema import device as device_table
from app.district.schema import verdict
from app.district.sitting import Sitting
from app.district.state import EPOCH, setting_of
from app.district.waiting import Waiting
from app.domain.clock import EffectiveTime, moment, rfc3339
from app.domain.codec import from_json, to_json
from app.domain.entry import ClockReading, Entry
from app.ports.clock import Clock, Ids
from app.wire.answers import Answer, Answers, Kind, Rejection
from app.wire.entries import SentEntry


class StoreWasPutBack(Exception):
    """A laptop holds a verdict of this very epoch that the store does not know."""


@dataclass(slots=True)
class Chain:
    """The head of a device's chain while a push is walked."""

    seq: int
    head: str | None
    clock: ClockReading | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """An entry that continues the chain, its place among the answers, and when it was made."""

    place: int
    arrival: Arrival
    entry: Entry
    made: EffectiveTime


@dataclass(frozen=True, slots=True)
class Push:
    """Takes pushes; shared by all threads."""

    engine: Engine
    keys: DistrictKeys
    streets: Streets
    law: DistrictLaw
    clock: Clock
    ids: Ids
    shelf: CaseShelf = field(default_factory=CaseShelf)

    def __call__(self, device: KnownDevice, sent: tuple[SentEntry, ...]) -> Answers:
        """Answer a push of a device.

        Raises:
            StoreWasPutBack: nothing was taken in; the epoch is over.
            ServerBusy, ServerFull: nothing was taken in.
        """
        with reading(self.engine) as connection:
            street = self.streets.get(connection, device.street)
        district = self.keys.signing.public
        arrivals = [look_at(each, device.id, device.public_key, street.keys, district) for each in sent]
        with writing(self.engine) as connection:
            sitting = self._sit(connection, device.street)
            answers = self._answer(connection, sitting, device, arrivals)
            watermark = counted(connection, WATERMARK)
        sitting.cases.keep()
        return Answers(tuple(answers), watermark)

    def _sit(self, connection: Connection, street_id: str) -> Sitting:
        now = self.clock.read()
        epoch = setting_of(connection, EPOCH)
        record = Record(connection, Office(self.keys.signing, epoch), street_id, rfc3339(moment(now.wall_ms)))
        street: Street = self.streets.get(connection, street_id)
        return Sitting(
            connection=connection,
            street=street,
            epoch=epoch,
            law=self.law,
            record=record,
            cases=OpenCases(connection, street_id, self.shelf),
            numbers=NumberBook(connection, street_id),
            register=Register(connection, self.keys, street, epoch, self.ids, now),
            waiting=Waiting(connection, street_id, record),
            now_ms=now.wall_ms,
        )

    def _answer(
        self, connection: Connection, sitting: Sitting, device: KnownDevice, arrivals: list[Arrival]
    ) -> list[Answer]:
        known = _known(connection, (each.id for each in arrivals if each.entry is not None))
        chain = _chain(connection, device.id)
        began = chain.seq
        answers, accepted = _walk(arrivals, known, chain, sitting)
        sitting.cases.load(each.entry.header.case for each in accepted if each.entry.header.case is not None)
        for each in _in_order(accepted, sitting.epoch):
            said = answers[each.place] = Answer(Kind.VERDICT, verdict=_say(sitting, each))
            known[each.entry.id] = said.verdict or ""
        sitting.close()
        if chain.seq != began:
            clock = None if chain.clock is None else json.dumps(to_json(chain.clock))
            connection.execute(
                update(device_table)
                .where(device_table.c.id == device.id)
                .values(head_seq=chain.seq, head=chain.head, clock=clock)
            )
        return [
            Answer(Kind.VERDICT, verdict=known[arrivals[place].id]) if answer is None else answer
            for place, answer in enumerate(answers)
        ]


def _walk(
    arrivals: list[Arrival], known: dict[str, str], chain: Chain, sitting: Sitting
) -> tuple[list[Answer | None], list[Accepted]]:
    """Walk a push along the chain: answers for what does not go on, and what does.

    An answer of None is the verdict of an entry that came twice in this push.
    """
    answers: list[Answer | None] = []
    accepted: list[Accepted] = []
    taken: set[str] = set()
    for place, arrival in enumerate(arrivals):
        entry = arrival.entry
        answer = _standing_answer(arrival, known, chain)
        if entry is not None and arrival.id in taken:
            answers.append(None)
            continue
        answers.append(answer)
        if answer is None and entry is not None:
            made = sitting.law.time_of(entry.header.clock, chain.clock, sitting.now_ms)
            accepted.append(Accepted(place, arrival, entry, made))
            taken.add(entry.id)
            chain.seq, chain.head, chain.clock = entry.header.seq, entry.id, entry.header.clock
    return answers, accepted


def _standing_answer(arrival: Arrival, known: dict[str, str], chain: Chain) -> Answer | None:
    """The answer to an entry that leaves the chain where it is; None for one that continues it."""
    entry = arrival.entry
    if arrival.rejected is not None or entry is None:
        return Answer(Kind.REJECTED, reason=arrival.rejected or Rejection.HEADER)
    if entry.id in known:
        return Answer(Kind.VERDICT, verdict=known[entry.id])
    if entry.header.seq != chain.seq + 1:
        return Answer(Kind.EXPECTED, expected=chain.seq + 1, head=chain.head)
    if entry.header.prev != chain.head:
        return Answer(Kind.REJECTED, reason=Rejection.PREV)
    if not arrival.device_signed:
        return Answer(Kind.REJECTED, reason=Rejection.DEVICE_SIGNATURE)
    return None


def _in_order(accepted: list[Accepted], epoch: str) -> list[Accepted]:
    """Entries with a verdict of an earlier epoch in the order of those verdicts, then the new ones.

    Raises:
        StoreWasPutBack: a verdict is of this epoch, and yet its entry is not here.
    """
    if any(each.arrival.before is not None and each.arrival.before.epoch == epoch for each in accepted):
        raise StoreWasPutBack()
    before = {each.place: each.arrival.before for each in accepted}
    places = {place: verdict.commit_seq for place, verdict in before.items() if verdict is not None}
    old = sorted((each for each in accepted if each.place in places), key=lambda each: places[each.place])
    return [*old, *(each for each in accepted if each.place not in places)]


def _say(sitting: Sitting, each: Accepted) -> str:
    if each.arrival.refused:
        return sitting.refuse(each.arrival, each.entry)
    if each.arrival.before is not None:
        return sitting.adopt(each.arrival, each.entry)
    return sitting.hear(each.entry, each.made)


def _known(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The newest verdict of each entry that is known."""
    wanted = (
        select(verdict.c.entry, verdict.c.statement)
        .where(verdict.c.entry.in_(sorted(set(ids))))
        .order_by(verdict.c.commit_seq)
    )
    return {row.entry: row.statement for row in connection.execute(wanted)}


def _chain(connection: Connection, device: str) -> Chain:
    wanted = select(device_table.c.head_seq, device_table.c.head, device_table.c.clock)
    row = connection.execute(wanted.where(device_table.c.id == device)).one()
    clock = None if row.clock is None else from_json(ClockReading, json.loads(row.clock))
    return Chain(row.head_seq, row.head, clock)
