"""An office in memory and small files for its evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes.office import FakeOffice


@pytest.fixture
def office() -> FakeOffice:
    return FakeOffice()


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Four files that differ; nothing here looks into them."""
    made = []
    for number in range(4):
        path = tmp_path / f"photo{number}.jpg"
        path.write_bytes(b"\xff\xd8" + bytes([number]) * 64)
        made.append(path)
    return made
