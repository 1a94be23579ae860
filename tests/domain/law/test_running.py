"""The deadlines of a summary case as they run: which begin, on which day they end, when they are met."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain import bodies
from app.domain.law.deadlines import Deadline
from app.domain.law.parameters import Binds
from app.domain.law.running import deadlines_of
from app.domain.ordinary_bodies import MoneyBanked, MoneyHandedIn
from tests.domain.law.make import CORRECTION, Journey, issued


def running(journey: Journey) -> dict[str, Deadline]:
    return {deadline.rule: deadline for deadline in deadlines_of(journey.state, journey.context("10:00"))}


def test_a_fine_taken_in_cash_runs_to_the_agency_the_register_and_the_remedy(journey: Journey) -> None:
    found = running(journey.collected())
    assert {rule: deadline.day.isoformat() for rule, deadline in found.items()} == {
        "correction.due": "2026-08-06",
        "T20": "2026-08-10",
        "T22": "2026-08-11",
        "T18": "2026-08-21",
        "T10": "2026-10-08",
        "T40": "2028-08-06",
    }
    open_ones = {rule for rule, deadline in found.items() if deadline.met_at is None}
    assert open_ones == {"T20", "T22", "T10"}


def test_they_are_listed_by_their_days(journey: Journey) -> None:
    days = [deadline.day for deadline in deadlines_of(journey.collected().state, journey.context("10:00"))]
    assert days == sorted(days)


def test_a_fine_to_be_paid_at_the_bank_runs_from_receipt(journey: Journey) -> None:
    journey.ready().set({"payment.mode": "bank"}).say(issued("D20"), "09:52")
    assert "T18" not in running(journey)
    journey.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "2026-09-18T10:00:00+08:00")
    assert running(journey)["T18"].day == date(2026, 10, 8)
    assert running(journey)["T18"].met_at is None
    assert running(journey)["T18"].start == journey.last


def test_R06_R07_the_register_and_the_agencys_cash_desk_meet_theirs(journey: Journey) -> None:
    journey.collected().say(bodies.SummaryRecorded("D20"), "14:00")
    taken = journey.state.money[0].entry
    journey.say(MoneyHandedIn(taken, 10_000, "officer-dang"), "2026-08-07T09:00:00+08:00")
    found = running(journey)
    assert found["T22"].met_at == "2026-08-06T14:00:00+08:00"
    assert found["T20"].met_at == "2026-08-07T09:00:00+08:00"
    assert (found["T21"].day, found["T21"].met_at) == (date(2026, 8, 11), None)
    journey.say(MoneyBanked(taken, 10_000, "演示银行回单1"), "2026-08-10T09:00:00+08:00")
    assert running(journey)["T21"].met_at == "2026-08-10T09:00:00+08:00"


@pytest.mark.parametrize(
    ("values", "day"),
    [
        (CORRECTION, date(2026, 8, 6)),
        (
            {
                "correction.demand": "清理",
                "correction.term": "by_date",
                "correction.due": "2026-08-09T18:00:00+08:00",
            },
            date(2026, 8, 9),
        ),
    ],
)
def test_the_term_of_an_order_runs_from_its_service_and_ends_with_the_re_inspection(
    journey: Journey, values: dict[str, object], day: date
) -> None:
    journey.found().set(values, "09:22").say(issued("D08"), "09:25")
    assert "correction.due" not in running(journey)
    journey.say(bodies.DocumentServed("D08", "DIRECT", "演示当事人丙"), "09:25")
    found = running(journey)["correction.due"]
    assert (found.day, found.met_at, found.binds) == (day, None, Binds.PARTY)
    journey.refused()
    assert running(journey)["correction.due"].met_at == "2026-08-06T09:40:00+08:00"


def test_a_warning_has_nothing_to_pay_but_its_remedy(journey: Journey) -> None:
    journey.ready().set({"decision.kind": "warning"}).say(issued("D20"), "09:52")
    journey.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "09:52")
    assert "T18" not in running(journey)
    assert "T10" in running(journey)


def test_harm_to_life_or_health_lengthens_the_limitation(journey: Journey) -> None:
    journey.found().set({"act.harm_to_life_or_health": True})
    assert running(journey)["T40.harm"].day == date(2031, 8, 6)
    assert "T40" not in running(journey)


def test_a_term_that_needs_the_next_notice_is_provisional(journey: Journey) -> None:
    journey.ready().say(issued("D20"), "2026-12-20T10:00:00+08:00")
    journey.say(bodies.DocumentServed("D20", "DIRECT", "演示当事人丙"), "2026-12-20T10:00:00+08:00")
    assert running(journey)["T18"].due.provisional
    assert running(journey)["T18"].due.why.unloaded == (2027,)
