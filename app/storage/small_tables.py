"""Sealed files, settings and drafts: the tables that need no more than getting and putting."""

from __future__ import annotations

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from app.ports.vault import SealedBlob
from app.storage.schema import blob as blob_table
from app.storage.schema import draft, setting

_BLOB = insert(blob_table)
_ADD_BLOB = _BLOB.on_conflict_do_update(
    index_elements=["sha256"],
    set_={"name": _BLOB.excluded.name, "sealed_size": _BLOB.excluded.sealed_size},
)
_SETTING = insert(setting)
_PUT_SETTING = _SETTING.on_conflict_do_update(set_={"value": _SETTING.excluded.value})
_DRAFT = insert(draft)
_PUT_DRAFT = _DRAFT.on_conflict_do_update(set_={"text": _DRAFT.excluded.text})


class SqlBlobs:
    """The port ``Blobs`` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, blob: SealedBlob) -> None:
        """Remember a sealed file; of the same bytes only the newest file is remembered."""
        self._connection.execute(
            _ADD_BLOB,
            {
                "name": blob.name,
                "sha256": blob.sha256,
                "size": blob.size,
                "sealed_size": blob.sealed_size,
            },
        )

    def find(self, sha256: str) -> SealedBlob | None:
        """The sealed file that holds the original of this hash."""
        return find_blob(self._connection, sha256)


class SqlSettings:
    """The port ``Settings`` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        """A value, or None."""
        return find_setting(self._connection, name)

    def put(self, name: str, value: str) -> None:
        """Set a value."""
        self._connection.execute(_PUT_SETTING, {"name": name, "value": value})


class SqlDrafts:
    """The port ``Drafts`` within one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str) -> str | None:
        """A draft as JSON text."""
        return find_draft(self._connection, key)

    def put(self, key: str, text: str) -> None:
        """Save a draft."""
        self._connection.execute(_PUT_DRAFT, {"key": key, "text": text})

    def drop(self, key: str) -> None:
        """Forget a draft whose content is now in entries."""
        self._connection.execute(delete(draft).where(draft.c.key == key))


def find_blob(connection: Connection, sha256: str) -> SealedBlob | None:
    """The sealed file that holds the original of this hash."""
    row = connection.execute(select(blob_table).where(blob_table.c.sha256 == sha256)).one_or_none()
    return None if row is None else SealedBlob(row.name, row.sha256, row.size, row.sealed_size)


def all_blobs(connection: Connection) -> tuple[SealedBlob, ...]:
    """All sealed files that a row names, by name."""
    rows = connection.execute(select(blob_table).order_by(blob_table.c.name))
    return tuple(SealedBlob(row.name, row.sha256, row.size, row.sealed_size) for row in rows)


def find_setting(connection: Connection, name: str) -> str | None:
    """A small named value."""
    return connection.scalar(select(setting.c.value).where(setting.c.name == name))


def find_draft(connection: Connection, key: str) -> str | None:
    """A draft as JSON text."""
    return connection.scalar(select(draft.c.text).where(draft.c.key == key))
