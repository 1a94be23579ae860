"""How migrations of a laptop's store run: inside the program, over its connection, one transaction a step."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection


def refuse_loose_ends(**_: object) -> None:
    """Fail the step that leaves a row without the row it refers to; foreign keys are off meanwhile."""
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if loose:
        raise ValueError(f"{len(loose)} rows refer to nothing after this step")


connection: Connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    transaction_per_migration=True,
    transactional_ddl=True,
    on_version_apply=refuse_loose_ends,
)
with context.begin_transaction():
    context.run_migrations()
