"""What can be wrong with a store as a whole; trouble with one entry is ``EntryDamaged``."""

from __future__ import annotations

from app.domain.errors import AppError


class StoreMissing(AppError):
    """The data folder holds no store; ``name`` is the file that was looked for."""

    code = "store.missing"


class StoreExists(AppError):
    """A store is already there; a new one never takes its place. ``name`` is the file."""

    code = "store.exists"


class WrongKey(AppError):
    """No page of the store was written under this key: it belongs to another laptop or another set-up.

    A file that was overwritten from end to end, or lost its first 16 bytes, cannot be told from this.
    """

    code = "store.wrong_key"


class StoreDamaged(AppError):
    """The store's file is not what was written; ``reason`` says what is known.

    ``empty`` (no bytes at all), ``not_encrypted`` (a plain database lies in its place), ``too_short`` (less
    than one page), ``page`` (the key is right, some page was changed), ``schema`` (the key is right, a table
    is missing), ``version`` (the noted version is none that ever was).
    """

    code = "store.damaged"


class StoreNewer(AppError):
    """A newer program wrote the store; ``version`` is the store's, ``known`` the newest one known here."""

    code = "store.newer"


class StoreOlder(AppError):
    """The store must be migrated before it is used; ``version`` is the store's, ``known`` the one wanted."""

    code = "store.older"


class StoreUnusable(AppError):
    """The disk or its rights refuse the store; ``reason`` is ``open``, ``read_only`` or ``disk``."""

    code = "store.unusable"


class MigrationFailed(AppError):
    """A step of the migration failed and was undone: the store is as it was.

    ``version`` is the store's, ``backup`` the name of the copy that was made before.
    """

    code = "store.migration_failed"
