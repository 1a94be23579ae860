"""The law as it is shipped: these tests read resources, so a changed figure turns them red."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from app.domain.catalogue import Catalogue
from app.domain.law.calendar import Calendar
from app.domain.law.deadlines import Due, due
from app.domain.law.parameters import LawParameters
from app.releases.catalogue import load_catalogue
from app.releases.law import Law, read_law
from app.releases.release import load_release
from tests.domain.law.make import Journey

RESOURCES = Path(__file__).parents[3] / "resources"

Projection = Callable[[str, str], Due]


@pytest.fixture(scope="session")
def shipped() -> Law:
    return read_law(RESOURCES / "law")


@pytest.fixture(scope="session")
def law(shipped: Law) -> LawParameters:
    return shipped.parameters


@pytest.fixture(scope="session")
def calendar(shipped: Law) -> Calendar:
    return shipped.calendar


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue(load_release(RESOURCES, verify=False))


@pytest.fixture
def journey(shipped: Law, catalogue: Catalogue) -> Journey:
    """A case of item SH-CG-0002 that has not begun."""
    return Journey(shipped, catalogue)


@pytest.fixture(scope="session")
def ready_case(shipped: Law, catalogue: Catalogue) -> Journey:
    """A case ready for the decision, to be looked at only."""
    return Journey(shipped, catalogue).ready()


@pytest.fixture(scope="session")
def project(law: LawParameters, calendar: Calendar) -> Projection:
    """Project a rule, by its id, from a day or a time in ISO form."""

    def projected(rule: str, start: str) -> Due:
        begins = datetime.fromisoformat(start) if "T" in start else date.fromisoformat(start)
        return due(law.rule(rule), begins, law, calendar)

    return projected
