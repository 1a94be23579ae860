"""The tables of the store. Entries, judgements, verdicts and drafts are the record; the rest is its shadow.

The migrations make these tables; a test compares both. Everything is STRICT, so that a damaged or
hostile value cannot take another type.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import (
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

VERSION = "0003"
"""The newest migration; a store that notes a later one is of a newer program."""

PROJECTIONS = 2
"""Raised whenever projections of the same entries come out differently; older ones are then made anew."""

metadata = MetaData()

store_state = Table(
    "store_state",
    metadata,
    Column("one", Integer, CheckConstraint("one = 1", name="only_one"), primary_key=True),
    Column("id", Text, nullable=False),
    Column("device", Text, nullable=False),
    Column("number_generation", Integer, nullable=False),
    Column("projections", Integer, nullable=False),
    sqlite_strict=True,
)
"""One row: who the store is, how often numbers were taken, and which program made the projections."""

entry = Table(
    "entry",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("device", Text, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("case_id", Text),
    Column("kind", Text, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("body", LargeBinary),
    Column("salt", LargeBinary),
    Column("device_signature", LargeBinary, nullable=False),
    Column("officer_signature", LargeBinary, nullable=False),
    Column("act_at", Text, nullable=False),
    Column("received_at", Text),
    UniqueConstraint("device", "seq", name="place_in_chain"),
    Index("entry_of_case", "case_id", "key"),
    sqlite_strict=True,
)
"""``received_at`` is null for own entries; header, body, salt and signatures are kept as they came."""

verdict = Table(
    "verdict",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("entry", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("commit_seq", Integer, nullable=False),
    Column(
        "outcome",
        Text,
        CheckConstraint("outcome IN ('applied', 'held', 'refused')", name="known_outcome"),
        nullable=False,
    ),
    Column("findings", Text, nullable=False),
    Column("statement", LargeBinary, nullable=False),
    UniqueConstraint("epoch", "commit_seq", name="place_in_order"),
    Index("verdict_of_entry", "entry", "commit_seq"),
    sqlite_strict=True,
)
"""What the district said of entries; ``statement`` are the signed bytes as they came."""

judgement = Table(
    "judgement",
    metadata,
    Column("entry", Text, primary_key=True),
    Column("program", Text, nullable=False),
    Column("law", Text, nullable=False),
    Column("roster", Text, nullable=False),
    Column("judged_at", Text, nullable=False),
    Column("findings", Text),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""What was said to each own entry before it was appended: the author's record, no projection. ``findings``
has the form of a verdict's; it is null for entries of a program that kept none."""

blob = Table(
    "blob",
    metadata,
    Column("name", Text, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("sealed_size", Integer, nullable=False),
    sqlite_strict=True,
)
"""Sealed files of the vault."""

upload = Table(
    "upload",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("case_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("kind", Text, CheckConstraint("kind IN ('evidence', 'paper')", name="known_kind"), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_ms", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("receipt", LargeBinary),
    UniqueConstraint("case_id", "sha256", name="file_of_case"),
    Index("upload_waiting", "first", "key", sqlite_where=text("receipt IS NULL")),
    sqlite_strict=True,
)
"""Files of own entries on their way to the district; ``receipt`` is null until it holds every byte."""

number_block = Table(
    "number_block",
    metadata,
    Column("id", Text, primary_key=True),
    Column("number_class", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("template", Text, nullable=False),
    Index("number_block_of_class", "number_class", "year", "first"),
    sqlite_strict=True,
)

number_used = Table(
    "number_used",
    metadata,
    Column("number_class", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column(
        "state",
        Text,
        CheckConstraint("state IN ('used', 'voided', 'returned', 'lost')", name="known_state"),
        nullable=False,
    ),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
"""Every number that is no longer free; a number without a row was never given."""

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)

draft = Table(
    "draft",
    metadata,
    Column("key", Text, primary_key=True),
    Column("text", Text, nullable=False),
    sqlite_strict=True,
)

unsent = Table(
    "unsent",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("case_id", Text),
    Column("bytes", Integer, nullable=False),
    Index("unsent_of_case", "case_id"),
    sqlite_strict=True,
)
"""Projection: entries (by key) without a verdict, and their bytes."""

case_row = Table(
    "case_row",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("case_id", Text, nullable=False, unique=True),
    Column("number", Text, nullable=False),
    Column("number_order", Text, nullable=False),
    Column("party", Text, nullable=False),
    Column("party_order", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("item_code", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("step", Text, nullable=False),
    Column("docketed_at", Text, nullable=False),
    Column("due", Text),
    Column("due_rule", Text),
    Column("provisional", Integer, nullable=False),
    Column("open", Integer, nullable=False),
    Column("evidence", Integer, nullable=False),
    Column("unsent", Integer, nullable=False),
    Column("officers", Text, nullable=False),
    Index("case_by_number", "number_order"),
    Index("case_by_party", "party_order"),
    Index("case_by_item", "item"),
    Index("case_by_place", "place"),
    Index("case_by_step", "step"),
    Index("case_by_docketing", "docketed_at"),
    Index("case_by_due", "due"),
    Index("case_by_open", "open", "due"),
    Index("case_by_evidence", "evidence"),
    Index("case_by_unsent", "unsent"),
    sqlite_strict=True,
)
"""Projection: one line of the case list. ``key`` is the key of the case's first entry, so that a rebuild
keeps it; ``number_order`` and ``party_order`` put 9 before 10 and names in the order of their pinyin."""

case_state = Table(
    "case_state",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("words", LargeBinary, nullable=False),
    sqlite_strict=True,
)
"""Projection: the case as JSON, apart from ``case_row`` to keep that narrow; ``digest`` is its SHA-256,
``words`` that of what the search indexes hold of it."""

SEARCH_TABLES: Mapping[str, str] = {
    name: f"CREATE VIRTUAL TABLE {name} "
    "USING fts5(words, content='', contentless_delete=1, tokenize='unicode61')"
    for name in ("case_search", "case_title")
}
"""Projection: single characters of what is searched, by the key of the case; they keep no text. The title,
number and party, has an index of its own beside that of everything, so that hits in it come first cheaply."""

PROJECTED = (unsent, case_row, case_state)
