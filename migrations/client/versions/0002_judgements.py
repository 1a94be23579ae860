"""What the law said to an own entry before it was appended stays beside it.

Entries from before have a row too, without findings: nobody kept them, and they are not made up afterwards.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLE = """
    CREATE TABLE judgement (
        entry TEXT NOT NULL,
        program TEXT NOT NULL,
        law TEXT NOT NULL,
        roster TEXT NOT NULL,
        judged_at TEXT NOT NULL,
        findings TEXT,
        PRIMARY KEY (entry)
    ) WITHOUT ROWID, STRICT
    """
OWN_ENTRIES_FROM_BEFORE = """
    INSERT INTO judgement (entry, program, law, roster, judged_at, findings)
    SELECT id, '', '', '', act_at, NULL FROM entry WHERE device = (SELECT device FROM store_state)
    """


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(OWN_ENTRIES_FROM_BEFORE)
