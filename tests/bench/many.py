"""A demonstration laptop with very many invented cases, made once for all parts that look at one."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from app.bootstrap import store_key
from app.crypto.slots import open_slot
from app.places import resources_dir
from app.releases.release import load_release
from app.storage.files import Store, open_store
from app.vault.slot_files import SlotFolder
from tests.bench.synthetic import fill
from tests.flows.demo_laptop import JIA, PASSPHRASES, DemoLaptop
from tests.storage.make import index_case

_KEPT: list[tempfile.TemporaryDirectory[str]] = []
"""Gone with the process."""


@cache
def laptop_with(cases: int) -> DemoLaptop:
    """A laptop whose list and search hold so many cases, as the store would have written them."""
    _KEPT.append(tempfile.TemporaryDirectory(prefix="fieldcase-bench-"))
    laptop = DemoLaptop(Path(_KEPT[-1].name) / "home").make()
    store = store_of(laptop)
    fill(store.engine, cases, load_release(resources_dir()).id)
    store.close()
    return laptop


def store_of(laptop: DemoLaptop) -> Store:
    """The laptop's store, opened from beside the program."""
    return open_store(laptop.home, key_of(laptop), index_case)


def key_of(laptop: DemoLaptop) -> bytes:
    """The store's raw key."""
    (secret,) = laptop.secrets.values()
    return store_key(open_slot(SlotFolder(laptop.home).read(JIA), PASSPHRASES[JIA], secret))
