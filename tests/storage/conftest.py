from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.files import Store
from tests.domain.make import ChainMaker
from tests.storage.make import new_store


@pytest.fixture
def maker() -> ChainMaker:
    """The device whose laptop this is."""
    return ChainMaker()


@pytest.fixture
def store(tmp_path: Path, maker: ChainMaker) -> Iterator[Store]:
    """A fresh store, open."""
    opened = new_store(tmp_path, maker)
    yield opened
    opened.close()
