"""Opens a data folder behind the program's back: its keys, and a readable copy of all that it holds.

The copy is what a scan for plaintext must find something in; otherwise finding nothing says nothing.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from sqlcipher3 import dbapi2

from app.bootstrap import store_key
from app.crypto.derive import Purpose, derive
from app.crypto.slots import open_slot
from app.ports.keys import UnlockedSlot
from app.vault.files import FileVault
from app.vault.slot_files import SlotFolder

LARGE_PAGE = 65_536
"""Bytes of a page of the readable copy, so that hardly a value stands on the edge of two."""


@dataclass(frozen=True)
class Keys:
    """What opens store and vault."""

    slot: UnlockedSlot = field(repr=False)
    store: bytes = field(repr=False)
    vault: bytes = field(repr=False)


def keys_of(home: Path, officer: str, passphrase: str, laptop_secret: bytes) -> Keys:
    """The keys as the program derives them."""
    slot = open_slot(SlotFolder(home).read(officer), passphrase, laptop_secret)
    return Keys(slot, store_key(slot), derive(slot.root_key, Purpose.VAULT))


def raw_store(home: Path, key: bytes) -> dbapi2.Connection:
    """The store's file with what stands in its log."""
    connection = dbapi2.connect((home / "store.db").absolute().as_uri(), uri=True, isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def unseal(home: Path, keys: Keys, target: Path) -> None:
    """Write the store as plain SQLite and every sealed file as what it was."""
    target.mkdir()
    with closing(raw_store(home, keys.store)) as store:
        store.execute("ATTACH ? AS plain KEY ''", (str(target / "store.sqlite"),))
        store.execute(f"PRAGMA plain.page_size = {LARGE_PAGE}")
        store.execute("SELECT sqlcipher_export('plain')").fetchall()
        names = [str(name) for (name,) in store.execute("SELECT name FROM blob")]
        store.execute("DETACH plain")
    vault = FileVault(home / "vault", keys.vault)
    for name in names:
        with vault.open(name) as reader:
            (target / name).write_bytes(reader.readall())
