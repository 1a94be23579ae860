"""A durable save against a bare SQLCipher commit of the same rows; a rebuild against a bare loop."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeAlias

from sqlcipher3.dbapi2 import Connection

from app.domain.bodies import Body, CaseDocketed, EvidenceAdded, FieldSet, StepTaken
from app.domain.case import Case
from app.domain.codec import to_json
from app.domain.entry import Entry
from app.domain.fold import apply, fold_all
from app.storage.cases import row_columns, search_words, state_columns
from app.storage.engine import Connector
from app.storage.files import STORE, Store
from app.storage.journal import entry_bytes, entry_columns, judgement_columns
from app.storage.words import indexed
from tests.bench.search import milliseconds, percentile
from tests.domain.make import UNOPPOSED, ChainMaker
from tests.storage.make import KEY, case_id, index_case, new_store

Statements: TypeAlias = list[tuple[str, Mapping[str, object]]]
ENTRIES_OF_A_CASE = 30


def measure(saves: int = 2_000, rebuilt_cases: int = 2_000) -> dict[str, float]:
    """Milliseconds of a save, of the bare commit, of a rebuild and of its bare loop, and both ratios."""
    return measure_saves(saves) | measure_rebuild(rebuilt_cases)


def measure_saves(saves: int) -> dict[str, float]:
    """One entry for each unit of work, on cases of thirty entries, as officers fill them field by field.

    The floor commits the same rows, made ready beforehand, in a store of its own. ``one_row`` commits the
    entry's row alone.
    """
    maker = ChainMaker()
    entries = [maker.add(body, case=case_id(case)) for case, body in _bodies(saves // ENTRIES_OF_A_CASE + 1)][
        :saves
    ]
    ours: list[float] = []
    floor: list[float] = []
    single: list[float] = []
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        store = new_store(Path(one), maker)
        new_store(Path(two), maker).close()
        with closing(Connector(Path(two) / STORE, KEY)()) as bare:
            bare.execute("CREATE TABLE bare AS SELECT * FROM entry")
            for entry, statements in zip(entries, _statements(entries), strict=True):
                alone = [_insert("bare", entry_columns(entry))]
                ours.append(milliseconds(lambda entry=entry: _save(store, entry)))
                floor.append(milliseconds(lambda rows=statements: _commit(bare, rows)))
                single.append(milliseconds(lambda rows=alone: _commit(bare, rows)))
        store.close()
    return {
        "save_p50_ms": percentile(ours, 50),
        "save_p99_ms": percentile(ours, 99),
        "bare_commit_p50_ms": percentile(floor, 50),
        "bare_commit_p99_ms": percentile(floor, 99),
        "one_row_p99_ms": percentile(single, 99),
        "save_ratio": percentile(ours, 99) / percentile(floor, 99),
    }


def measure_rebuild(cases: int) -> dict[str, float]:
    """All projections of so many cases of thirty entries."""
    maker = ChainMaker()
    with tempfile.TemporaryDirectory() as name:
        store = new_store(Path(name), maker)
        with store.work() as work:
            for case, body in _bodies(cases):
                work.journal.append(maker.add(body, case=case_id(case)), UNOPPOSED)
            work.commit()
        rebuilt = milliseconds(store.rebuild)
        store.close()
        looped = milliseconds(lambda: _bare_loop(Path(name)))
    return {
        "rebuilt_cases": float(cases),
        "rebuild_ms": rebuilt,
        "bare_loop_ms": looped,
        "rebuild_ratio": rebuilt / looped,
    }


def _save(store: Store, entry: Entry) -> None:
    with store.work() as work:
        work.journal.append(entry, UNOPPOSED)
        work.commit()


def _commit(bare: Connection, statements: Statements) -> None:
    bare.execute("BEGIN IMMEDIATE")
    for sql, values in statements:
        bare.execute(sql, values)
    bare.execute("COMMIT")


def _statements(entries: list[Entry]) -> Iterator[Statements]:
    """For each entry the statements that leave what a save leaves."""
    case: Case | None = None
    key, words = 0, b""
    for number, entry in enumerate(entries, 1):
        is_new = case is None or case.id != entry.header.case
        key = number if is_new else key
        case = apply(None if is_new else case, entry)
        if case is None:
            continue
        index = index_case(case)
        found = search_words(index)
        row = row_columns(case, index, key, number - key + 1)
        state = state_columns(case, key, found)
        waiting = {"entry": number, "case_id": case.id, "bytes": entry_bytes(entry)}
        put = _insert if is_new else _update
        said = judgement_columns(entry.id, UNOPPOSED)
        statements = [_insert("entry", entry_columns(entry)), _insert("judgement", said)]
        statements.append(_insert("unsent", waiting))
        statements += [put("case_row", row), put("case_state", state)]
        for table, text in (("case_search", found.words), ("case_title", found.title)):
            if is_new or words != found.digest:
                statements += [] if is_new else [(f"DELETE FROM {table} WHERE rowid = :key", {"key": key})]
                statements.append(_insert(table, {"rowid": key, "words": text}))
        words = found.digest
        yield statements


def _insert(table: str, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    names = ", ".join(f":{name}" for name in values)
    return f"INSERT INTO {table} ({', '.join(values)}) VALUES ({names})", values


def _update(table: str, values: Mapping[str, object]) -> tuple[str, Mapping[str, object]]:
    sets = ", ".join(f"{name} = :{name}" for name in values)
    return f"UPDATE {table} SET {sets} WHERE key = :key", values


def _bare_loop(folder: Path) -> None:
    """What a rebuild cannot do without: read and prove each entry, fold, index, and write rows and words."""
    with closing(Connector(folder / STORE, KEY)()) as bare:
        bare.execute("CREATE TABLE bare_row (key INTEGER PRIMARY KEY, state TEXT, row TEXT)")
        bare.execute("CREATE VIRTUAL TABLE bare_words USING fts5(words, content='', tokenize='unicode61')")
        bare.execute("BEGIN IMMEDIATE")
        rows = bare.execute(
            "SELECT case_id, header, body, salt, device_signature, officer_signature FROM entry "
            "ORDER BY case_id, key"
        )
        for key, (_, group) in enumerate(groupby(rows, itemgetter(0)), 1):
            case = fold_all([Entry.from_bytes(*parts) for _, *parts in group])
            if case is None:
                continue
            index = index_case(case)
            bare.execute(
                "INSERT INTO bare_row VALUES (?, ?, ?)",
                (key, json.dumps(to_json(case)), json.dumps(to_json(index))),
            )
            bare.execute("INSERT INTO bare_words (rowid, words) VALUES (?, ?)", (key, indexed(index.words)))
        bare.execute("COMMIT")


def _bodies(cases: int) -> Iterator[tuple[int, Body]]:
    """Thirty entries for each case: docketing, fields, evidence, steps."""
    for case in range(1, cases + 1):
        yield case, CaseDocketed(f"沪示示线〔2026〕{case}号", "summary", "patrol", "线", 2026, case)
        for number in range(20):
            field = ("party.name", "act.place", "act.facts", "scene.narrative", "act.item")[number % 5]
            yield case, FieldSet(field, None, f"演示当事人{case}在示范路{number}弄投放混合垃圾")
        for number in range(6):
            yield case, EvidenceAdded(f"e{number}", f"sha256:{number:064x}", 9, "image/jpeg", "照片", "scene")
        for start, end in (("S_FOUND", "S_SCENE"), ("S_SCENE", "S_ORDERED"), ("S_ORDERED", "S_DECIDED")):
            yield case, StepTaken(start, end)
