"""The files that devices send: how far each has come, who is writing it, and its receipt."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "upload",
        sa.Column("address", sa.Text(), primary_key=True),
        sa.Column("device", sa.Text(), sa.ForeignKey("device.id"), primary_key=True),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", BIG, nullable=False),
        sa.Column(
            "kind",
            sa.Text(),
            sa.CheckConstraint("kind IN ('evidence', 'paper')", name="known_kind"),
            nullable=False,
        ),
        sa.Column("received", BIG, nullable=False),
        sa.Column("moved_ms", BIG, nullable=False),
        sa.Column("writer", sa.Text()),
        sa.Column("writer_ms", BIG),
        sa.Column("receipt", sa.Text()),
        sqlite_strict=True,
    )
    op.create_index("upload_of_case", "upload", ["street", "case_id", "sha256"])
