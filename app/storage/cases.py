"""The projection of cases: state, list row and search words, written once for each unit of work."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, lru_cache

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from app.domain.case import Case
from app.domain.codec import from_json
from app.domain.entry import Entry
from app.domain.fold import apply, fold_all
from app.ports.work import CaseIndex, CaseUnknown, Indexer
from app.storage import pinyin
from app.storage.journal import folded_entries
from app.storage.schema import SEARCH_TABLES, case_row, case_state, unsent
from app.storage.schema import entry as entry_table
from app.storage.words import indexed

INSERT_WORDS = tuple(
    text(f"INSERT INTO {table} (rowid, words) VALUES (:key, :{table})") for table in SEARCH_TABLES
)
"""Put the words of a case into each search index; see :meth:`SearchWords.columns`."""
_DELETE_WORDS = tuple(text(f"DELETE FROM {table} WHERE rowid = :key") for table in SEARCH_TABLES)
_LOAD = (
    select(case_row.c.key, case_row.c.unsent, case_state.c.digest, case_state.c.words)
    .join(case_state, case_state.c.key == case_row.c.key)
    .where(case_row.c.case_id == bindparam("case"))
)
_THIS_ROW, _THIS_STATE = (table.c.key == bindparam("case_key") for table in (case_row, case_state))
_LOAD_STATE = select(case_state.c.state).where(_THIS_STATE)
INSERT_ROW, INSERT_STATE = insert(case_row), insert(case_state)
_UPDATE_ROW, _UPDATE_STATE = update(case_row).where(_THIS_ROW), update(case_state).where(_THIS_STATE)
_DIGITS = re.compile(r"\d+")
_DIGITS_IN_ORDER = 12


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What the search indexes hold of a case: ``title`` is number and party, ``words`` is everything."""

    title: str
    words: str

    @property
    def digest(self) -> bytes:
        """SHA-256 over both texts."""
        return hashlib.sha256(f"{self.title}\n{self.words}".encode()).digest()

    def columns(self, key: int) -> dict[str, object]:
        """The parameters of :data:`INSERT_WORDS`."""
        return {"key": key, "case_title": self.title, "case_search": self.words}


@dataclass(slots=True)
class _Kept:
    """A case within this unit of work: its state, and what of it is in the tables.

    ``unsent`` counts the case's entries without a verdict; None when no row holds that number yet.
    """

    case: Case | None = None
    key: int | None = None
    unsent: int | None = None
    words: bytes = b""


class SqlCases:
    """The port ``Cases`` within one transaction; :meth:`flush` writes what was folded."""

    def __init__(self, connection: Connection, indexer: Indexer) -> None:
        self._connection, self._indexer = connection, indexer
        self._known: dict[str, _Kept] = {}
        self._changed: dict[str, None] = {}

    def get(self, case: str) -> Case:
        """One case as the journal tells it.

        Raises:
            CaseUnknown: no such case.
        """
        found = self._kept(case).case
        if found is None:
            raise CaseUnknown(case=case)
        return found

    def fold(self, entry: Entry) -> None:
        """Bring the entry's case to the state after it; it is written by :meth:`flush`."""
        if entry.header.case is None:
            return
        kept = self._kept(entry.header.case)
        kept.case = apply(kept.case, entry)
        if kept.unsent is not None:
            kept.unsent += 1
        if kept.case is not None:
            self._changed[entry.header.case] = None

    def refold(self, case: str) -> None:
        """Bring a case to what its entries and verdicts say now: another order, other entries among them."""
        kept = self._kept(case)
        kept.case = fold_all(list(folded_entries(self._connection, case)))
        waiting = select(func.count()).select_from(unsent).where(unsent.c.case_id == case)
        if kept.unsent is not None:
            kept.unsent = self._connection.scalar(waiting) or 0
        if kept.case is not None or kept.key is not None:
            self._changed[case] = None

    def flush(self) -> None:
        """Write rows, states and words of all cases that were folded since the last time."""
        for case in self._changed:
            self._write(self._known[case])
        self._changed.clear()

    def _kept(self, case: str) -> _Kept:
        if case not in self._known:
            self._known[case] = self._load(case)
        return self._known[case]

    def _load(self, case: str) -> _Kept:
        row = self._connection.execute(_LOAD, {"case": case}).one_or_none()
        if row is None:
            return _Kept()
        state = RECENT.get(row.digest)
        if state is None:
            text = self._connection.scalars(_LOAD_STATE, {"case_key": row.key}).one()
            state = RECENT.put(row.digest, read_state(text))
        return _Kept(state, row.key, row.unsent, row.words)

    def _write(self, kept: _Kept) -> None:
        case = kept.case
        if case is None:
            self._remove(kept)
            return
        index = self._indexer(case)
        words = search_words(index)
        if kept.key is None or kept.unsent is None:
            kept.key, kept.unsent = self._place_of_new(case.id)
            self._connection.execute(INSERT_ROW, row_columns(case, index, kept.key, kept.unsent))
            self._connection.execute(INSERT_STATE, state_columns(case, kept.key, words))
        else:
            this = {"case_key": kept.key}
            self._connection.execute(_UPDATE_ROW, row_columns(case, index, kept.key, kept.unsent) | this)
            self._connection.execute(_UPDATE_STATE, state_columns(case, kept.key, words) | this)
        if kept.words != words.digest:
            for statement in (*_DELETE_WORDS, *INSERT_WORDS) if kept.words else INSERT_WORDS:
                self._connection.execute(statement, words.columns(kept.key))
        kept.words = words.digest

    def _remove(self, kept: _Kept) -> None:
        """Take away a case whose docketing does not hold any more; its entries stay on record."""
        for statement in _DELETE_WORDS:
            self._connection.execute(statement, {"key": kept.key})
        for table in (case_row, case_state):
            self._connection.execute(delete(table).where(table.c.key == kept.key))
        kept.key = kept.unsent = None
        kept.words = b""

    def _place_of_new(self, case: str) -> tuple[int, int]:
        """The key of a case's first entry, and how many of its entries have no verdict."""
        first = select(func.min(entry_table.c.key)).where(entry_table.c.case_id == case)
        waiting = select(func.count()).select_from(unsent).where(unsent.c.case_id == case)
        return self._connection.scalar(first) or 0, self._connection.scalar(waiting) or 0


class RecentStates:
    """The states of the cases that were read or written last, by the SHA-256 of their stored text.

    A state is found by its content, so it can be forgotten at any time and is never out of date.
    """

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._states: OrderedDict[bytes, Case] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, digest: bytes) -> Case | None:
        """The state, if it is still here."""
        with self._lock:
            if digest in self._states:
                self._states.move_to_end(digest)
            return self._states.get(digest)

    def put(self, digest: bytes, case: Case) -> Case:
        """Remember a state, forget the oldest, and pass the state on."""
        with self._lock:
            self._states[digest] = case
            if len(self._states) > self._most:
                self._states.popitem(last=False)
        return case


RECENT = RecentStates()


def read_state(state: str) -> Case:
    """A case from its stored JSON."""
    return from_json(Case, json.loads(state))


def written_state(case: Case) -> str:
    """A case as JSON: one text for one state, the canonical form of ``codec.to_json``."""
    return json.dumps(case, default=_shallow, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def state_columns(case: Case, key: int, words: SearchWords) -> dict[str, object]:
    """The stored state; whoever asks for it next need not read it."""
    state = written_state(case)
    digest = hashlib.sha256(state.encode("utf-8")).digest()
    RECENT.put(digest, case)
    return {"key": key, "state": state, "digest": digest, "words": words.digest}


def _shallow(record: object) -> object:
    """One level of what ``codec.to_json`` does, for the encoder in C that asks for the next one."""
    if isinstance(record, Mapping):
        return dict(record)
    if is_dataclass(record) and not isinstance(record, type):
        return {key: getattr(record, name) for key, name in _keys(type(record))}
    raise TypeError(f"{type(record).__name__} has no place in a case")


@cache
def _keys(kind: type) -> tuple[tuple[str, str], ...]:
    return tuple((str(field.metadata.get("json", field.name)), field.name) for field in fields(kind))


def row_columns(case: Case, index: CaseIndex, key: int, unsent_entries: int) -> dict[str, object]:
    """The line of the case list."""
    return {
        "key": key,
        "case_id": case.id,
        "number": index.number,
        "number_order": _DIGITS.sub(lambda found: found.group().zfill(_DIGITS_IN_ORDER), index.number),
        "party": index.party,
        "party_order": pinyin.order_key(index.party),
        "item": index.item,
        "item_code": case.text("act.item"),
        "place": index.place,
        "step": case.step,
        "docketed_at": case.docketed_at,
        "due": index.due,
        "due_rule": index.due_rule,
        "provisional": int(index.provisional),
        "open": int(index.open),
        "evidence": len(case.evidence),
        "unsent": unsent_entries,
        "officers": json.dumps(case.team, ensure_ascii=False),
    }


def search_words(index: CaseIndex) -> SearchWords:
    """What is searched of a case, every text once: its words as they are and the initials of its names."""
    return _search_words(index.number, index.party, index.item, index.place, index.words)


@lru_cache(maxsize=64)
def _search_words(number: str, party: str, item: str, place: str, words: tuple[str, ...]) -> SearchWords:
    title = tuple(word for word in (number, party) if word)
    everything = dict.fromkeys(word for word in (*title, item, place, *words) if word)
    spoken = pinyin.ways_of_initials(party)
    return SearchWords(
        title=indexed((*title, *spoken)),
        words=indexed((*everything, *spoken, pinyin.initials(item), pinyin.initials(place))),
    )
