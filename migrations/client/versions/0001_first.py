"""The first tables: the journal as the record, numbers, settings, drafts, and the projections of cases."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

RECORD = (
    """
    CREATE TABLE store_state (
        one INTEGER NOT NULL CONSTRAINT only_one CHECK (one = 1),
        id TEXT NOT NULL,
        device TEXT NOT NULL,
        number_generation INTEGER NOT NULL,
        projections INTEGER NOT NULL,
        PRIMARY KEY (one)
    ) STRICT
    """,
    """
    CREATE TABLE entry (
        "key" INTEGER NOT NULL,
        id TEXT NOT NULL,
        device TEXT NOT NULL,
        seq INTEGER NOT NULL,
        case_id TEXT,
        kind TEXT NOT NULL,
        header BLOB NOT NULL,
        body BLOB,
        salt BLOB,
        device_signature BLOB NOT NULL,
        officer_signature BLOB NOT NULL,
        act_at TEXT NOT NULL,
        received_at TEXT,
        PRIMARY KEY ("key"),
        CONSTRAINT place_in_chain UNIQUE (device, seq),
        UNIQUE (id)
    ) STRICT
    """,
    'CREATE INDEX entry_of_case ON entry (case_id, "key")',
    """
    CREATE TABLE verdict (
        "key" INTEGER NOT NULL,
        entry TEXT NOT NULL,
        epoch TEXT NOT NULL,
        commit_seq INTEGER NOT NULL,
        outcome TEXT NOT NULL CONSTRAINT known_outcome CHECK (outcome IN ('applied', 'held', 'refused')),
        findings TEXT NOT NULL,
        statement BLOB NOT NULL,
        signature BLOB NOT NULL,
        PRIMARY KEY ("key"),
        CONSTRAINT place_in_order UNIQUE (epoch, commit_seq)
    ) STRICT
    """,
    "CREATE INDEX verdict_of_entry ON verdict (entry, commit_seq)",
    """
    CREATE TABLE blob (
        name TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size INTEGER NOT NULL,
        sealed_size INTEGER NOT NULL,
        receipt BLOB,
        PRIMARY KEY (name),
        UNIQUE (sha256)
    ) STRICT
    """,
    """
    CREATE TABLE number_block (
        id TEXT NOT NULL,
        number_class TEXT NOT NULL,
        year INTEGER NOT NULL,
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        template TEXT NOT NULL,
        PRIMARY KEY (id)
    ) STRICT
    """,
    "CREATE INDEX number_block_of_class ON number_block (number_class, year, first)",
    """
    CREATE TABLE number_used (
        number_class TEXT NOT NULL,
        year INTEGER NOT NULL,
        seq INTEGER NOT NULL,
        state TEXT NOT NULL CONSTRAINT known_state CHECK (state IN ('used', 'voided', 'returned', 'lost')),
        PRIMARY KEY (number_class, year, seq)
    ) WITHOUT ROWID, STRICT
    """,
    "CREATE TABLE setting (name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (name)) STRICT",
    'CREATE TABLE draft ("key" TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY ("key")) STRICT',
)

PROJECTIONS = (
    """
    CREATE TABLE unsent (
        entry INTEGER NOT NULL,
        case_id TEXT,
        bytes INTEGER NOT NULL,
        PRIMARY KEY (entry)
    ) STRICT
    """,
    "CREATE INDEX unsent_of_case ON unsent (case_id)",
    """
    CREATE TABLE case_row (
        "key" INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        number TEXT NOT NULL,
        number_order TEXT NOT NULL,
        party TEXT NOT NULL,
        party_order TEXT NOT NULL,
        item TEXT NOT NULL,
        item_code TEXT NOT NULL,
        place TEXT NOT NULL,
        step TEXT NOT NULL,
        docketed_at TEXT NOT NULL,
        due TEXT,
        due_rule TEXT,
        provisional INTEGER NOT NULL,
        open INTEGER NOT NULL,
        evidence INTEGER NOT NULL,
        unsent INTEGER NOT NULL,
        officers TEXT NOT NULL,
        PRIMARY KEY ("key"),
        UNIQUE (case_id)
    ) STRICT
    """,
    "CREATE INDEX case_by_number ON case_row (number_order)",
    "CREATE INDEX case_by_party ON case_row (party_order)",
    "CREATE INDEX case_by_item ON case_row (item)",
    "CREATE INDEX case_by_place ON case_row (place)",
    "CREATE INDEX case_by_step ON case_row (step)",
    "CREATE INDEX case_by_docketing ON case_row (docketed_at)",
    "CREATE INDEX case_by_due ON case_row (due)",
    "CREATE INDEX case_by_open ON case_row (open, due)",
    "CREATE INDEX case_by_evidence ON case_row (evidence)",
    "CREATE INDEX case_by_unsent ON case_row (unsent)",
    """
    CREATE TABLE case_state (
        "key" INTEGER NOT NULL,
        state TEXT NOT NULL,
        digest BLOB NOT NULL,
        words BLOB NOT NULL,
        PRIMARY KEY ("key")
    ) STRICT
    """,
    "CREATE VIRTUAL TABLE case_search "
    "USING fts5(words, content='', contentless_delete=1, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE case_title "
    "USING fts5(words, content='', contentless_delete=1, tokenize='unicode61')",
)


def upgrade() -> None:
    for statement in (*RECORD, *PROJECTIONS):
        op.execute(statement)
