"""The exchange of entries: standing, push, pull, and the comparison of digests, one whole round at a time.

Each step is stored before the next begins, so that a round can end at any byte and the next one goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from app.crypto.signing import verify
from app.domain.canonical import Json
from app.domain.clock import moment, rfc3339
from app.domain.entry import sha256_id
from app.domain.errors import AppError
from app.domain.verdict import Outcome
from app.jobs.compare import compare
from app.jobs.trust import ArrivalRefused, Trust, trust_of
from app.ports.clock import Clock
from app.ports.district import District
from app.ports.sync import Arrival, Outgoing
from app.ports.work import Queries, StartWork
from app.services.contact import By, note_contact
from app.services.enrol import read_bundle, renew_bundle
from app.wire.answers import Answer, Kind, read_answers
from app.wire.changes import Change, read_page
from app.wire.cursors import Seen, write_seen
from app.wire.entries import SentEntry, batches, entry_json, write_batch
from app.wire.limits import MAX_ENTRIES
from app.wire.problems import CursorStale, EpochNew
from app.wire.verdicts import read_verdict

CURSOR = "sync.cursor"
STANDING_TAG = "sync.standing"
COLLECTED_EPOCH = "sync.collecting"
"""Names of settings: place in the pull, state of the standing, and the epoch for which all is sent again."""
PAGE = 500
"""Changes that are stored in one transaction."""


def seen_by(queries: Queries) -> str | None:
    """What this laptop has seen, as every request says it; None before the first pull."""
    newest = queries.newest_verdict()
    if newest is None:
        return None
    return write_seen(Seen(newest.epoch, newest.commit_seq, sha256_id(newest.statement)))


class PushStopped(AppError):
    """The district does not take this laptop's next entry; ``seq`` and ``reason`` say which and why.

    ``reason`` is one of the contract (header, device, prev, device_signature), or ``order``.
    """

    code: ClassVar[str] = "push.stopped"


@dataclass(slots=True)
class Round:
    """What one round did: entries sent, held and refused ones among them, changes received, lines mended."""

    sent: int = 0
    held: int = 0
    refused: int = 0
    received: int = 0
    mended: int = 0
    cases: set[str] = field(default_factory=set)


class EntryExchange:
    """Brings entries up and verdicts down; one thread at a time."""

    def __init__(
        self,
        district: District,
        start_work: StartWork,
        queries: Queries,
        trust: Trust,
        clock: Clock,
        told: Callable[[Round], None] = lambda round_: None,
    ) -> None:
        """``told`` is called after each stored step, from the thread that works."""
        self._district, self._start_work, self._queries = district, start_work, queries
        self._trust, self._clock, self._told = trust, clock, told

    @property
    def trust(self) -> Trust:
        """Whom this laptop believes, as of the newest standing."""
        return self._trust

    def run(self) -> Round:
        """One whole round.

        Raises:
            Transient: the link failed; what was stored stays.
            PushStopped, ArrivalRefused, DistrictProblem, EntryDamaged: somebody must look at it.
        """
        done = Round()
        self._renew_standing()
        try:
            self._push(done)
            self._pull(done)
        except EpochNew as error:
            self._begin_again(str(error.facts.get("epoch", "")))
            self._push(done)
            self._pull(done)
        self._compare(done)
        with self._start_work() as work:
            note_contact(work, By.DISTRICT, moment(self._clock.read().wall_ms))
            work.commit()
        return done

    def _renew_standing(self) -> None:
        """Take in the newest roster, grants, certificates and numbers; most times nothing has changed."""
        found = self._district.standing(self._queries.setting(STANDING_TAG))
        if found is None:
            return
        bundle = read_bundle(_json(found.body), self._trust.district)
        with self._start_work() as work:
            enrolment = renew_bundle(work, bundle, self._trust.device)
            work.settings.put(STANDING_TAG, found.tag)
            work.commit()
        self._trust = trust_of(enrolment)

    def _push(self, done: Round) -> None:
        """Send own entries until each has a verdict."""
        while waiting := self._waiting():
            before = done.sent
            for batch in _batches(waiting):
                answers = read_answers(self._district.push(write_batch(entry for _, entry in batch)))
                self._keep_answers([sent for sent, _ in batch], answers.answers, done)
            if done.sent == before:
                raise PushStopped(seq=waiting[0].seq, reason="order")

    def _waiting(self) -> tuple[Outgoing, ...]:
        epoch = self._queries.setting(COLLECTED_EPOCH)
        with self._start_work() as work:
            if not epoch:
                return work.exchange.outgoing(MAX_ENTRIES)
            again = work.exchange.outgoing_again(epoch, 0, MAX_ENTRIES)
            if not again:
                work.settings.put(COLLECTED_EPOCH, "")
                work.commit()
            return again

    def _keep_answers(self, sent: list[Outgoing], answers: tuple[Answer, ...], done: Round) -> None:
        """Store the verdicts of a batch, then stop where the district stopped.

        Raises:
            PushStopped: an entry was rejected, or another one is expected.
        """
        if len(answers) != len(sent):
            raise PushStopped(seq=sent[0].seq, reason="order")
        said = [
            self._own_verdict(entry, answer.verdict)
            for entry, answer in zip(sent, answers, strict=True)
            if answer.answer is Kind.VERDICT and answer.verdict is not None
        ]
        self._store(said)
        done.sent += len(said)
        done.held += sum(each.verdict.outcome is Outcome.HELD for each in said)
        done.refused += sum(each.verdict.outcome is Outcome.REFUSED for each in said)
        self._told(done)
        for entry, answer in zip(sent, answers, strict=True):
            if answer.reason is not None:
                raise PushStopped(seq=entry.seq, reason=answer.reason.value)

    def _own_verdict(self, entry: Outgoing, statement: str) -> Arrival:
        raw = statement.encode("utf-8")
        verdict = read_verdict(raw, self._trust.district, verify)
        if verdict.entry != entry.id:
            raise ArrivalRefused(entry=entry.id, part="entry")
        return Arrival(verdict, raw)

    def _pull(self, done: Round) -> None:
        """Bring down what the street has been told, page by page, each with its cursor in one transaction."""
        cursor = self._queries.setting(CURSOR) or None
        more = True
        while more:
            try:
                page = read_page(self._district.changes(cursor, PAGE))
            except CursorStale:
                if cursor is None:
                    raise
                cursor = None
                continue
            arrivals = self._proven(page.changes)
            done.cases |= self._store(arrivals, (CURSOR, page.cursor))
            done.received += len(arrivals)
            cursor, more = page.cursor, page.more
            self._told(done)

    def _proven(self, changes: tuple[Change, ...]) -> list[Arrival]:
        """Prove changes; with the newest standing once more where a key was unknown."""
        try:
            return self._proven_once(changes)
        except ArrivalRefused:
            self._renew_standing()
            return self._proven_once(changes)

    def _proven_once(self, changes: Iterable[Change]) -> list[Arrival]:
        brought: set[str] = set()
        found = []
        with self._start_work() as work:
            for change in changes:
                entry = read_verdict(change.verdict.encode("utf-8"), self._trust.district, verify).entry
                known = entry in brought or work.exchange.knows(entry)
                found.append(self._trust.arrival(change, known))
                brought.add(entry)
        return found

    def _store(self, arrivals: list[Arrival], setting: tuple[str, str] | None = None) -> set[str]:
        with self._start_work() as work:
            at = rfc3339(moment(self._clock.read().wall_ms))
            changed = work.exchange.receive(arrivals, at)
            if setting is not None:
                work.settings.put(*setting)
            work.commit()
        return set(changed)

    def _begin_again(self, epoch: str) -> None:
        """The district was put back from a copy: pull from the beginning, send again what it may lack."""
        with self._start_work() as work:
            work.settings.put(CURSOR, "")
            work.settings.put(COLLECTED_EPOCH, epoch)
            work.commit()

    def _compare(self, done: Round) -> None:
        """Compare digests; what differs is fetched again and counted."""
        newest = self._queries.newest_verdict()
        if newest is None:
            return
        with self._start_work() as work:
            lines = work.exchange.lines(newest.commit_seq)
        changes = compare(self._district, newest.commit_seq, lines)
        if changes:
            done.cases |= self._store(self._proven(changes))
            done.mended += len(changes)


def _batches(waiting: tuple[Outgoing, ...]) -> Iterable[list[tuple[Outgoing, dict[str, Json]]]]:
    """Cut entries into pushes, each beside its own JSON."""
    parts = [(entry, entry_json(_sent(entry), entry.verdict)) for entry in waiting]
    place = 0
    for batch in batches(part for _, part in parts):
        yield parts[place : place + len(batch)]
        place += len(batch)


def _sent(entry: Outgoing) -> SentEntry:
    return SentEntry(entry.header, entry.body, entry.salt, entry.device_signature, entry.officer_signature)


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
