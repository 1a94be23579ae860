"""Whose earlier penalties count: those of the same person or business, and no namesake's."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.case import Case
from app.domain.history import identity_of
from app.releases.catalogue import load_catalogue
from app.releases.law import read_law
from app.releases.release import load_release
from app.services.history import past_penalties
from app.services.office import LaptopOffice
from tests.domain.law.make import Journey

RESOURCES = Path(__file__).parents[2] / "resources"


@pytest.fixture
def journey() -> Journey:
    release = load_release(RESOURCES, verify=False)
    return Journey(read_law(RESOURCES / "law"), load_catalogue(release)).found()


@pytest.mark.parametrize(
    ("kind", "identity", "code", "told_by"),
    [
        ("person", "000000199107010000", "", "000000199107010000"),
        ("unit", "000000199107010000", "00000000DEMO000000", "00000000DEMO000000"),
        ("sole_trader", "000000199107010000", "00000000DEMO000000", "000000199107010000"),
        ("sole_trader", "", "00000000DEMO000000", "00000000DEMO000000"),
        ("person", "", "", ""),
    ],
)
def test_a_party_is_told_by_his_number_and_a_business_by_its_code(
    journey: Journey, kind: str, identity: str, code: str, told_by: str
) -> None:
    journey.set({"party.kind": kind, "party.identity": identity, "party.credit_code": code})
    assert identity_of(journey.state) == told_by


def test_an_unknown_party_has_no_history(journey: Journey, office: LaptopOffice) -> None:
    case: Case = journey.set({"party.identity": ""}).state
    assert past_penalties(office.queries, case) == ()
