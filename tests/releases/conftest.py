"""Releases to read, and copies of them to break."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.releases.build import build_release
from tests.releases.make import RESOURCES, copy_of_resources


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The resources as they lie in the project, built anew: nobody writes into this folder."""
    folder = copy_of_resources(RESOURCES, tmp_path_factory.mktemp("shipped"))
    build_release(folder)
    return folder


@pytest.fixture
def copied(shipped: Path, tmp_path: Path) -> Path:
    """A copy of the shipped release that a test may break."""
    return copy_of_resources(shipped, tmp_path / "resources")
