"""The projection of cases: state, list row and search words, written once for each unit of work."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, text, update

from app.domain.case import Case
from app.domain.codec import from_json, to_json
from app.domain.entry import Entry
from app.domain.fold import apply
from app.ports.work import CaseIndex, CaseUnknown, Indexer
from app.storage import pinyin
from app.storage.schema import case_row, case_state, unsent
from app.storage.schema import entry as entry_table
from app.storage.words import indexed

INSERT_WORDS = text(
    "INSERT INTO case_search (rowid, title, title_initials, words, words_initials) "
    "VALUES (:key, :title, :title_initials, :words, :words_initials)"
)
_DELETE_WORDS = text("DELETE FROM case_search WHERE rowid = :key")
_DIGITS = re.compile(r"\d+")
_DIGITS_IN_ORDER = 12


@dataclass(frozen=True, slots=True)
class SearchWords:
    """What the search index holds of a case: title is number and party, words are the rest."""

    title: str
    title_initials: str
    words: str
    words_initials: str

    @property
    def digest(self) -> bytes:
        """SHA-256 over all four texts."""
        parts = (self.title, self.title_initials, self.words, self.words_initials)
        return hashlib.sha256("\n".join(parts).encode("utf-8")).digest()

    def columns(self, key: int) -> dict[str, object]:
        """The parameters of :data:`INSERT_WORDS`."""
        return {
            "key": key,
            "title": self.title,
            "title_initials": self.title_initials,
            "words": self.words,
            "words_initials": self.words_initials,
        }


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
        if kept.case is not None:
            self._changed[entry.header.case] = None

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
        row = self._connection.execute(
            select(case_state.c.key, case_state.c.state, case_state.c.words)
            .join(case_row, case_row.c.key == case_state.c.key)
            .where(case_row.c.case_id == case)
        ).one_or_none()
        return _Kept(None, None, b"") if row is None else _Kept(read_state(row.state), row.key, row.words)

    def _write(self, kept: _Kept) -> None:
        case = kept.case
        if case is None:
            return
        index = self._indexer(case)
        words = search_words(index)
        is_new = kept.key is None
        key = self._first_key(case.id) if kept.key is None else kept.key
        row = row_columns(case, index, key, self._unsent(case.id))
        state = {"key": key, "state": written_state(case), "words": words.digest}
        if is_new:
            self._connection.execute(insert(case_row), row)
            self._connection.execute(insert(case_state), state)
        else:
            self._connection.execute(update(case_row).where(case_row.c.key == key), row)
            self._connection.execute(update(case_state).where(case_state.c.key == key), state)
        if kept.words != words.digest:
            if not is_new:
                self._connection.execute(_DELETE_WORDS, {"key": key})
            self._connection.execute(INSERT_WORDS, words.columns(key))
        kept.key, kept.words = key, words.digest

    def _first_key(self, case: str) -> int:
        wanted = select(func.min(entry_table.c.key)).where(entry_table.c.case_id == case)
        return self._connection.scalars(wanted).one() or 0

    def _unsent(self, case: str) -> int:
        return (
            self._connection.scalar(select(func.count()).select_from(unsent).where(unsent.c.case_id == case))
            or 0
        )


@dataclass(slots=True)
class _Kept:
    """A case within this unit of work: its state, and the key and words that are in the tables."""

    case: Case | None
    key: int | None
    words: bytes


def read_state(state: str) -> Case:
    """A case from its stored JSON."""
    return from_json(Case, json.loads(state))


def written_state(case: Case) -> str:
    """A case as JSON: one text for one state."""
    return json.dumps(to_json(case), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row_columns(case: Case, index: CaseIndex, key: int, unsent_entries: int) -> Mapping[str, object]:
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
    """What is searched of a case; every text once, number and party apart because they rank first."""
    title = dict.fromkeys(word for word in (index.number, index.party) if word)
    rest = dict.fromkeys(
        word for word in (index.item, index.place, *index.words) if word and word not in title
    )
    return SearchWords(
        title=indexed(title),
        title_initials=indexed(pinyin.ways_of_initials(index.party)),
        words=indexed(rest),
        words_initials=indexed(pinyin.initials(word) for word in (index.item, index.place)),
    )
