"""Which clause and which levels a case is offered: by party, act and day, whatever a record may hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.domain import bodies
from app.domain.catalogue import Catalogue, PartyKind
from app.domain.law.matter import CORRECTION_ORDER
from app.releases.catalogue import load_catalogue
from app.releases.law import read_law
from app.releases.release import load_release
from app.services.levels import act_end, branch_of, level_offers
from tests.domain.law.make import Journey, issued

RESOURCES = Path(__file__).parents[2] / "resources"
FOR_UNITS, FOR_PERSONS = "SH-CG-0001", "SH-CG-0002"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(load_release(RESOURCES, verify=False))


@pytest.fixture
def journey(catalogue: Catalogue) -> Journey:
    return Journey(read_law(RESOURCES / "law"), catalogue).found()


def test_the_levels_are_those_of_the_published_benchmark(journey: Journey, catalogue: Catalogue) -> None:
    offers = level_offers(journey.state, catalogue)
    assert (offers[0].benchmark, offers[0].low, offers[0].high) == ("BM-0002", 5_000, 10_000)
    assert all(offer.quotable for offer in offers)


@pytest.mark.parametrize(
    ("item", "counted", "has_clause"),
    [
        (FOR_PERSONS, PartyKind.PERSON, True),
        (FOR_PERSONS, PartyKind.UNIT, False),
        (FOR_UNITS, PartyKind.PERSON, False),
        (FOR_UNITS, PartyKind.UNIT, True),
    ],
)
def test_a_sole_trader_has_the_clause_of_the_class_that_the_policy_counts_him_in(
    journey: Journey, catalogue: Catalogue, item: str, counted: PartyKind, has_clause: bool
) -> None:
    journey.set({"party.kind": "sole_trader", "act.item": item})
    assert (branch_of(journey.state, catalogue, counted) is not None) is has_clause
    assert bool(level_offers(journey.state, catalogue, counted)) is has_clause


def test_a_record_with_an_unknown_party_or_without_a_time_harms_nothing(
    journey: Journey, catalogue: Catalogue
) -> None:
    journey.set({"party.kind": "robot", "act.ended_at": "gestern"})
    assert act_end(journey.state) == date(2026, 8, 6)
    assert level_offers(journey.state, catalogue)
    journey.set({"act.at": "gestern"})
    assert act_end(journey.state) is None
    assert level_offers(journey.state, catalogue) == ()


def test_the_day_of_the_act_is_its_shanghai_day(journey: Journey) -> None:
    journey.set({"act.at": "2026-08-06T23:30:00+00:00"})
    assert act_end(journey.state) == date(2026, 8, 7)


def test_the_order_that_counts_is_the_newest_that_reached_the_party(journey: Journey) -> None:
    journey.say(issued("D08", "first"), "09:25").say(issued("D08", "second", 2), "09:26")
    assert journey.state.served(CORRECTION_ORDER) is None
    journey.say(bodies.DocumentServed("first", "DIRECT", "演示当事人丙"), "09:27")
    found = journey.state.served(CORRECTION_ORDER)
    assert found is not None
    assert found.id == "first"
