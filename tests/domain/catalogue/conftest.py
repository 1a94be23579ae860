"""The shipped list for tests that ask it as an officer would."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.catalogue import Catalogue
from app.domain.catalogue.search import CatalogueSearch
from app.releases.catalogue import load_catalogue
from app.releases.release import load_release

RESOURCES = Path(__file__).parents[3] / "resources"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(load_release(RESOURCES, verify=False))


@pytest.fixture(scope="session")
def search(catalogue: Catalogue) -> CatalogueSearch:
    return CatalogueSearch(catalogue)
