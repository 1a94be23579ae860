"""Type-ahead search against the same MATCH over a bare, unencrypted copy of the same index."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlcipher3 import dbapi2

from app.ports.work import CaseFilter
from app.storage.engine import Connector
from app.storage.files import STORE, Store
from app.storage.words import match_expression
from tests.bench.many import key_of, laptop_with, store_of
from tests.bench.synthetic import questions

MATCH = "SELECT rowid FROM case_search WHERE case_search MATCH ? ORDER BY rowid DESC LIMIT 20"
LISTS = {
    "keys_all_ms": CaseFilter(),
    "keys_party_ms": CaseFilter(order="party", descending=False),
    "keys_officer_ms": CaseFilter(officer="officer-3"),
    "keys_open_due_ms": CaseFilter(open_only=True, order="due", descending=False),
    "keys_words_ms": CaseFilter(words="示范"),
}


def measure(cases: int = 200_000, asked: int = 400) -> dict[str, float]:
    """Milliseconds of searches and lists, and the ratio of the searches' p95 to that of the bare MATCH."""
    laptop = laptop_with(cases)
    with tempfile.TemporaryDirectory() as name:
        store = store_of(laptop)
        queries = store.queries()
        ours: list[float] = []
        floor: list[float] = []
        with closing(_plain_copy(laptop.home, key_of(laptop), Path(name) / "plain.db")) as bare:
            for word in questions(asked):
                expression = match_expression(word)
                ours.append(milliseconds(lambda word=word: queries.search(word)))
                floor.append(milliseconds(lambda asked=expression: bare.execute(MATCH, (asked,)).fetchall()))
        found = {
            "cases": float(cases),
            "search_p50_ms": percentile(ours, 50),
            "search_p95_ms": percentile(ours, 95),
            "bare_p50_ms": percentile(floor, 50),
            "bare_p95_ms": percentile(floor, 95),
            "ratio": percentile(ours, 95) / percentile(floor, 95),
            "store_mib": (laptop.home / STORE).stat().st_size / 2**20,
        }
        found |= _lists(store)
        store.close()
        return found


def _lists(store: Store) -> dict[str, float]:
    queries = store.queries()
    found = {
        name: milliseconds(lambda wanted=wanted: queries.case_keys(wanted)) for name, wanted in LISTS.items()
    }
    keys = queries.case_keys(CaseFilter())[:100]
    found["page_of_100_ms"] = milliseconds(lambda: queries.case_rows(keys))
    return found


def _plain_copy(home: Path, key: bytes, plain: Path) -> dbapi2.Connection:
    with closing(Connector(home / STORE, key)()) as keyed:
        keyed.execute("ATTACH ? AS plain KEY ''", (str(plain),))
        keyed.execute("SELECT sqlcipher_export('plain')").fetchall()
    connection = dbapi2.connect(str(plain), isolation_level=None)
    connection.execute("PRAGMA cache_size = -16000")
    return connection


def milliseconds(act: Callable[[], object]) -> float:
    """How long an act takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1_000


def percentile(values: list[float], percent: int) -> float:
    """The smallest value that is not below this share of all."""
    return sorted(values)[min(len(values) - 1, len(values) * percent // 100)]
