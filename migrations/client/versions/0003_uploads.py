"""Files get a row of their own on their way to the district, one for each case that names them.

The receipt moves there: it is given for a file of a case. A verdict's signature is part of its statement.
No district has given a receipt or a verdict yet.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLE = """
    CREATE TABLE upload (
        "key" INTEGER NOT NULL,
        case_id TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        kind TEXT NOT NULL CONSTRAINT known_kind CHECK (kind IN ('evidence', 'paper')),
        size INTEGER NOT NULL,
        sent INTEGER NOT NULL,
        attempts INTEGER NOT NULL,
        due_ms INTEGER NOT NULL,
        first INTEGER NOT NULL,
        trouble TEXT NOT NULL,
        facts TEXT NOT NULL,
        receipt BLOB,
        PRIMARY KEY ("key"),
        CONSTRAINT file_of_case UNIQUE (case_id, sha256)
    ) STRICT
    """
INDEX = 'CREATE INDEX upload_waiting ON upload (first, "key") WHERE receipt IS NULL'
NAMED = sa.text(
    "SELECT case_id, kind, body FROM entry WHERE device = (SELECT device FROM store_state) "
    "AND kind IN ('evidence.added', 'document.issued') AND case_id IS NOT NULL AND body IS NOT NULL "
    'ORDER BY "key"'
)
ADD = sa.text(
    "INSERT INTO upload (case_id, sha256, kind, size, sent, attempts, due_ms, first, trouble, facts) "
    "VALUES (:case_id, :sha256, :kind, :size, 0, 0, 0, 0, '', '{}') "
    "ON CONFLICT (case_id, sha256) DO NOTHING"
)
HASHES = {"evidence.added": ("evidence", "sha256"), "document.issued": ("paper", "pdf_sha256")}


def upgrade() -> None:
    op.execute(TABLE)
    op.execute(INDEX)
    connection = op.get_bind()
    for file in _named_files(connection):
        connection.execute(ADD, file)
    op.execute("ALTER TABLE blob DROP COLUMN receipt")
    op.execute("ALTER TABLE verdict DROP COLUMN signature")


def _named_files(connection: sa.Connection) -> Iterator[dict[str, object]]:
    for row in connection.execute(NAMED).all():
        kind, field = HASHES[row.kind]
        try:
            body = json.loads(row.body)
            sha256, size = body[field], body["size"]
        except (ValueError, KeyError, TypeError):  # a damaged body is named by the doctor, not here
            continue
        if isinstance(sha256, str) and isinstance(size, int):
            yield {"case_id": row.case_id, "sha256": sha256, "kind": kind, "size": size}
