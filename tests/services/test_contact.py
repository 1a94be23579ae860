"""The lease: a bound in time, honest about a clock that cannot be trusted, without any figure of its own."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.clock import SHANGHAI, EffectiveTime
from app.domain.law.parameters import LawParameters, Parameter, Unit
from app.services.contact import LEASE_DAYS, WARN_DAYS, By, Contact, Lease, lease_of

SINCE = datetime(2026, 8, 6, 9, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)


def figures(lease: int = 30, warn: int = 20, *, enabled: bool = True) -> LawParameters:
    """The two figures of the lease, as an agency may set them."""
    named = ((LEASE_DAYS, lease), (WARN_DAYS, warn))
    return LawParameters(
        Parameter(name, name, value, Unit.DAYS, "policy", "P", enabled=enabled) for name, value in named
    )


def lease(passed: timedelta, *, unsure: bool = False, parameters: LawParameters | None = None) -> Lease:
    now = EffectiveTime(SINCE + passed, unsure)
    return lease_of(Contact(By.DISTRICT, SINCE), parameters or figures(), now)


@pytest.mark.parametrize(
    ("passed", "left", "ended"),
    [
        (timedelta(0), 30, False),
        (timedelta(seconds=1), 30, False),
        (29 * DAY, 1, False),
        (30 * DAY - timedelta(microseconds=1), 1, False),
        (30 * DAY, 0, True),
        (400 * DAY, 0, True),
    ],
)
def test_F21_the_lease_ends_to_the_moment(passed: timedelta, left: int, ended: bool) -> None:
    found = lease(passed)
    assert (found.days_left, found.ended) == (left, ended)


@pytest.mark.parametrize(
    ("passed", "warned"), [(20 * DAY - timedelta(microseconds=1), False), (20 * DAY, True)]
)
def test_the_warning_begins_to_the_moment(passed: timedelta, warned: bool) -> None:
    assert lease(passed).warned is warned


@given(st.timedeltas(-4_000 * DAY, 4_000 * DAY), st.booleans(), st.integers(1, 400), st.integers(1, 400))
def test_an_unsure_clock_warns_and_never_ends_a_lease(
    passed: timedelta, unsure: bool, days: int, warn: int
) -> None:
    found = lease(passed, unsure=unsure, parameters=figures(days, warn))
    trusted = not unsure and passed >= timedelta(0)
    assert found.unsure is not trusted
    assert found.ended is (trusted and passed >= days * DAY)
    assert found.warned or trusted
    assert found.days_left is not None
    assert found.days_left >= 0


@given(st.timedeltas(timedelta(0), 400 * DAY), st.timedeltas(timedelta(0), 400 * DAY))
def test_the_days_that_are_left_never_grow_by_waiting(first: timedelta, more: timedelta) -> None:
    sooner, later = lease(first), lease(first + more)
    assert sooner.days_left is not None
    assert later.days_left is not None
    assert later.days_left <= sooner.days_left
    assert later.ended or not sooner.ended


def test_a_store_that_knows_of_no_contact_reads_only_unless_its_clock_is_unsure() -> None:
    assert lease_of(None, figures(), EffectiveTime(SINCE)).ended
    unsure = lease_of(None, figures(), EffectiveTime(SINCE, unsure=True))
    assert (unsure.ended, unsure.warned) == (False, True)


def test_an_agency_may_switch_the_lease_off() -> None:
    assert lease(4_000 * DAY, parameters=figures(enabled=False)) == Lease()


def test_the_exemption_holds_for_ever() -> None:
    assert lease_of(Contact(By.EXEMPT, None), figures(), EffectiveTime(SINCE + 4_000 * DAY)) == Lease()


def test_only_an_answer_of_the_district_is_shown_as_contact() -> None:
    answers = {by: Contact(by, SINCE).answered_at for by in By}
    assert {by for by, at in answers.items() if at} == {By.ENROLMENT, By.DISTRICT}
    assert date.fromisoformat(str(answers[By.DISTRICT])[:10]) == SINCE.date()
