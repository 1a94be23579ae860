"""Ordinary cases over the law as it is shipped."""

from __future__ import annotations

import pytest

from app.domain.catalogue import Catalogue
from app.releases.law import Law
from tests.domain.law.ordinary.make import Ordinary


@pytest.fixture
def case2(shipped: Law, catalogue: Catalogue) -> Ordinary:
    """Case 2 that has not begun."""
    return Ordinary(shipped, catalogue)
