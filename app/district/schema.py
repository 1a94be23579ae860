"""The tables of the district. Entries, verdicts and the statements that were signed are the record.

The migrations make these tables; a test compares both, on SQLite and on PostgreSQL. Everything that belongs
to a street carries its id, and every question names it: what is another street's is not found.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

VERSION = "0002"
"""The newest migration; a store that notes a later one is of a newer program."""

metadata = MetaData()
Big = BigInteger().with_variant(Integer, "sqlite")

counter = Table(
    "counter",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Big, nullable=False),
    sqlite_strict=True,
)
"""``commit_seq`` (its row is the lock of the order), ``watermark``, ``people`` (raised by every change)."""

setting = Table(
    "setting",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)
"""``epoch``, ``district`` (public key), ``name``, ``authority`` (PEM or empty)."""

epoch = Table(
    "epoch",
    metadata,
    Column("id", Text, primary_key=True),
    Column("began_at", Text, nullable=False),
    Column("after", Big, nullable=False),
    sqlite_strict=True,
)
"""Every life of this store; ``after`` is the commit_seq that it began upon."""

street = Table(
    "street",
    metadata,
    Column("id", Text, primary_key=True),
    Column("facts", Text, nullable=False),
    Column("roster", Text, nullable=False),
    Column("roster_version", Integer, nullable=False),
    sqlite_strict=True,
)
"""``facts``: the street as its file told it; ``roster``: the newest signed roster."""

officer = Table(
    "officer",
    metadata,
    Column("street", Text, ForeignKey("street.id"), primary_key=True),
    Column("id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("facts", Text, nullable=False),
    sqlite_strict=True,
)
"""``facts``: the officer as the roster names him; ``place``: his place on it."""

grant_given = Table(
    "grant_given",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("street", Text, ForeignKey("street.id"), nullable=False),
    Column("officer", Text, nullable=False),
    Column("public_key", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Index("grant_of_street", "street", "place"),
    sqlite_strict=True,
)
"""Every grant that was ever signed, in the order of signing."""

device = Table(
    "device",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("street", Text, ForeignKey("street.id"), nullable=False),
    Column("public_key", Text, nullable=False),
    Column("laptop", Text, nullable=False),
    Column("calls_itself", Text, nullable=False),
    Column("certificate", Text, nullable=False),
    Column("blocked_at", Text),
    Column("head_seq", Big, nullable=False),
    Column("head", Text),
    Column("clock", Text),
    Index("device_of_street", "street", "place"),
    sqlite_strict=True,
)
"""Laptops and registers with the heads of their chains; ``clock`` is the newest entry's reading."""

code = Table(
    "code",
    metadata,
    Column("secret_hash", Text, primary_key=True),
    Column("street", Text, ForeignKey("street.id"), nullable=False),
    Column("purpose", Text, CheckConstraint("purpose IN ('laptop', 'officer')", name="known_purpose")),
    Column("subject", Text, nullable=False),
    Column("expires_ms", Big, nullable=False),
    Column("used_by", Text),
    sqlite_strict=True,
)
"""Enrolment codes by the hash of their secrets; ``used_by`` is the public key that a code has served."""

assertion = Table(
    "assertion",
    metadata,
    Column("device", Text, primary_key=True),
    Column("jti", Text, primary_key=True),
    Column("expires_ms", Big, nullable=False),
    Index("assertion_expires", "expires_ms"),
    sqlite_strict=True,
)
"""Assertions that were good once, until their time is over."""

entry = Table(
    "entry",
    metadata,
    Column("id", Text, primary_key=True),
    Column("street", Text, nullable=False),
    Column("device", Text, ForeignKey("device.id"), nullable=False),
    Column("seq", Big, nullable=False),
    Column("case_id", Text),
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("header", LargeBinary, nullable=False),
    Column("body", LargeBinary),
    Column("salt", LargeBinary),
    Column("device_signature", LargeBinary, nullable=False),
    Column("officer_signature", LargeBinary, nullable=False),
    Column(
        "outcome",
        Text,
        CheckConstraint("outcome IN ('applied', 'held', 'refused')", name="known_outcome"),
        nullable=False,
    ),
    Column("first_seq", Big, nullable=False),
    Column("newest_seq", Big, nullable=False),
    Column("applied_seq", Big),
    Column("waits", Integer, nullable=False),
    UniqueConstraint("device", "seq", name="place_in_chain"),
    Index("entry_of_case", "street", "case_id", "applied_seq"),
    sqlite_strict=True,
)
"""Entries as they came. ``first_seq``, ``newest_seq``: places of the first and the newest verdict;
``applied_seq``: place in the fold; ``waits``: held for another entry's sake. Of a refused entry body and salt
lie in quarantine."""

verdict = Table(
    "verdict",
    metadata,
    Column("commit_seq", Big, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("entry", Text, ForeignKey("entry.id"), nullable=False),
    Column("street", Text, nullable=False),
    Column("bucket", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("statement", Text, nullable=False),
    Index("verdict_of_street", "street", "commit_seq"),
    Index("verdict_of_entry", "entry", "commit_seq"),
    sqlite_strict=True,
)
"""Every verdict in the one order of the district; ``statement`` are the signed bytes."""

quarantine = Table(
    "quarantine",
    metadata,
    Column("entry", Text, ForeignKey("entry.id"), primary_key=True),
    Column("street", Text, nullable=False),
    Column("case_id", Text),
    Column("body", LargeBinary),
    Column("salt", LargeBinary),
    Column("settled_by", Text),
    Index("quarantine_of_case", "street", "case_id"),
    sqlite_strict=True,
)
"""What was refused, as it came; its case is held until an entry ``settled_by`` says how to go on."""

case_state = Table(
    "case_state",
    metadata,
    Column("street", Text, primary_key=True),
    Column("case_id", Text, primary_key=True),
    Column("applied_seq", Big, nullable=False),
    Column("held", Integer, nullable=False),
    Column("refused", Integer, nullable=False),
    Column("identity", Text, nullable=False),
    Index("case_of_party", "street", "identity"),
    sqlite_strict=True,
)
"""What must be known of a case before it is folded: how far, how many wait, whom it is about."""

number_use = Table(
    "number_use",
    metadata,
    Column("entry", Text, ForeignKey("entry.id"), primary_key=True),
    Column("street", Text, nullable=False),
    Column("number_class", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("seq", Big, nullable=False),
    Column("case_id", Text),
    Column("voids", Integer, nullable=False),
    Index("number_used", "street", "number_class", "year", "seq"),
    sqlite_strict=True,
)
"""Every entry that uses a number, or voids it."""

lease = Table(
    "lease",
    metadata,
    Column("id", Text, primary_key=True),
    Column("place", Integer, nullable=False),
    Column("street", Text, nullable=False),
    Column("device", Text, ForeignKey("device.id"), nullable=False),
    Column("request", Text, nullable=False),
    Column("number_class", Text, nullable=False),
    Column("year", Integer, nullable=False),
    Column("first", Big, nullable=False),
    Column("last", Big, nullable=False),
    Column("template", Text, nullable=False),
    Column("statement", Text, nullable=False),
    UniqueConstraint("device", "request", name="one_block_a_request"),
    Index("lease_of_device", "device", "place"),
    Index("lease_of_class", "street", "number_class", "year"),
    sqlite_strict=True,
)
"""Number blocks, in the order of leasing; the same request gets the same block."""

lease_counter = Table(
    "lease_counter",
    metadata,
    Column("street", Text, primary_key=True),
    Column("number_class", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("next", Big, nullable=False),
    sqlite_strict=True,
)
"""The next number that no device has."""

number_gap = Table(
    "number_gap",
    metadata,
    Column("street", Text, primary_key=True),
    Column("number_class", Text, primary_key=True),
    Column("year", Integer, primary_key=True),
    Column("first", Big, primary_key=True),
    Column("last", Big, nullable=False),
    Column("epoch", Text, nullable=False),
    sqlite_strict=True,
)
"""Numbers that are passed over for ever, since a store that was put back may have leased them."""

backup = Table(
    "backup",
    metadata,
    Column("name", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("epoch", Text, nullable=False),
    Column("commit_seq", Big, nullable=False),
    sqlite_strict=True,
)
"""Backups that were opened again and found to hold everything up to ``commit_seq``."""

upload = Table(
    "upload",
    metadata,
    Column("address", Text, primary_key=True),
    Column("device", Text, ForeignKey("device.id"), primary_key=True),
    Column("street", Text, nullable=False),
    Column("case_id", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Big, nullable=False),
    Column("kind", Text, CheckConstraint("kind IN ('evidence', 'paper')", name="known_kind"), nullable=False),
    Column("received", Big, nullable=False),
    Column("moved_ms", Big, nullable=False),
    Column("writer", Text),
    Column("writer_ms", Big),
    Column("receipt", Text),
    Index("upload_of_case", "street", "case_id", "sha256"),
    sqlite_strict=True,
)
"""Files that devices send, each device by itself. ``received``: bytes that are durable; ``moved_ms``: when
the newest of them came; ``writer``, ``writer_ms``: the connection that writes and when it last moved;
``receipt``: the signed text, once every byte of this device is proven and kept."""
