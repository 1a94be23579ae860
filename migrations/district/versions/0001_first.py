"""The first tables: the order of entries, streets with their people and devices, the record, numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _the_order()
    _people()
    _devices()
    _entries()
    _verdicts()
    _shadow()
    _numbers()


def _the_order() -> None:
    """The district itself: counters, settings, epochs, backups."""
    op.create_table(
        "counter",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", BIG, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "epoch",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("began_at", sa.Text(), nullable=False),
        sa.Column("after", BIG, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "backup",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("commit_seq", BIG, nullable=False),
        sqlite_strict=True,
    )


def _people() -> None:
    """Streets with their officers and grants."""
    op.create_table(
        "street",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("roster", sa.Text(), nullable=False),
        sa.Column("roster_version", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "officer",
        sa.Column("street", sa.Text(), sa.ForeignKey("street.id"), primary_key=True),
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "grant_given",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("street", sa.Text(), sa.ForeignKey("street.id"), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("grant_of_street", "grant_given", ["street", "place"])


def _devices() -> None:
    """Devices, codes and assertions."""
    op.create_table(
        "device",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("street", sa.Text(), sa.ForeignKey("street.id"), nullable=False),
        sa.Column("public_key", sa.Text(), nullable=False),
        sa.Column("laptop", sa.Text(), nullable=False),
        sa.Column("calls_itself", sa.Text(), nullable=False),
        sa.Column("certificate", sa.Text(), nullable=False),
        sa.Column("blocked_at", sa.Text()),
        sa.Column("head_seq", BIG, nullable=False),
        sa.Column("head", sa.Text()),
        sa.Column("clock", sa.Text()),
        sqlite_strict=True,
    )
    op.create_index("device_of_street", "device", ["street", "place"])
    op.create_table(
        "code",
        sa.Column("secret_hash", sa.Text(), primary_key=True),
        sa.Column("street", sa.Text(), sa.ForeignKey("street.id"), nullable=False),
        sa.Column(
            "purpose", sa.Text(), sa.CheckConstraint("purpose IN ('laptop', 'officer')", name="known_purpose")
        ),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("expires_ms", BIG, nullable=False),
        sa.Column("used_by", sa.Text()),
        sqlite_strict=True,
    )
    op.create_table(
        "assertion",
        sa.Column("device", sa.Text(), primary_key=True),
        sa.Column("jti", sa.Text(), primary_key=True),
        sa.Column("expires_ms", BIG, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("assertion_expires", "assertion", ["expires_ms"])


def _entries() -> None:
    """The record: entries as they came."""
    op.create_table(
        "entry",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), sa.ForeignKey("device.id"), nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("case_id", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("header", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("device_signature", sa.LargeBinary(), nullable=False),
        sa.Column("officer_signature", sa.LargeBinary(), nullable=False),
        sa.Column(
            "outcome",
            sa.Text(),
            sa.CheckConstraint("outcome IN ('applied', 'held', 'refused')", name="known_outcome"),
            nullable=False,
        ),
        sa.Column("first_seq", BIG, nullable=False),
        sa.Column("newest_seq", BIG, nullable=False),
        sa.Column("applied_seq", BIG),
        sa.Column("waits", sa.Integer(), nullable=False),
        sa.UniqueConstraint("device", "seq", name="place_in_chain"),
        sqlite_strict=True,
    )
    op.create_index("entry_of_case", "entry", ["street", "case_id", "applied_seq"])


def _verdicts() -> None:
    """The record: what was said of them, and what was refused."""
    op.create_table(
        "verdict",
        sa.Column("commit_seq", BIG, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), sa.ForeignKey("entry.id"), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("bucket", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("verdict_of_entry", "verdict", ["entry", "commit_seq"])
    op.create_index("verdict_of_street", "verdict", ["street", "commit_seq"])
    op.create_table(
        "quarantine",
        sa.Column("entry", sa.Text(), sa.ForeignKey("entry.id"), primary_key=True),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text()),
        sa.Column("body", sa.LargeBinary()),
        sa.Column("salt", sa.LargeBinary()),
        sa.Column("settled_by", sa.Text()),
        sqlite_strict=True,
    )
    op.create_index("quarantine_of_case", "quarantine", ["street", "case_id"])


def _shadow() -> None:
    """What follows from the record: cases and numbers used."""
    op.create_table(
        "case_state",
        sa.Column("street", sa.Text(), primary_key=True),
        sa.Column("case_id", sa.Text(), primary_key=True),
        sa.Column("applied_seq", BIG, nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("case_of_party", "case_state", ["street", "identity"])
    op.create_table(
        "number_use",
        sa.Column("entry", sa.Text(), sa.ForeignKey("entry.id"), primary_key=True),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("number_class", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("seq", BIG, nullable=False),
        sa.Column("case_id", sa.Text()),
        sa.Column("voids", sa.Integer(), nullable=False),
        sqlite_strict=True,
    )
    op.create_index("number_used", "number_use", ["street", "number_class", "year", "seq"])


def _numbers() -> None:
    """Leases of numbers."""
    op.create_table(
        "lease",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), sa.ForeignKey("device.id"), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("number_class", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("first", BIG, nullable=False),
        sa.Column("last", BIG, nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.UniqueConstraint("device", "request", name="one_block_a_request"),
        sqlite_strict=True,
    )
    op.create_index("lease_of_class", "lease", ["street", "number_class", "year"])
    op.create_index("lease_of_device", "lease", ["device", "place"])
    op.create_table(
        "lease_counter",
        sa.Column("street", sa.Text(), primary_key=True),
        sa.Column("number_class", sa.Text(), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True),
        sa.Column("next", BIG, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "number_gap",
        sa.Column("street", sa.Text(), primary_key=True),
        sa.Column("number_class", sa.Text(), primary_key=True),
        sa.Column("year", sa.Integer(), primary_key=True),
        sa.Column("first", BIG, primary_key=True),
        sa.Column("last", BIG, nullable=False),
        sa.Column("epoch", sa.Text(), nullable=False),
        sqlite_strict=True,
    )
