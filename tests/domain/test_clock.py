"""F13: clock changes never pass unseen; guards take the effective time and know when it is unsure."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.domain.clock import SHANGHAI, Beacon, effective_time, moment, rfc3339
from app.domain.entry import ClockReading

NOON = int(datetime(2026, 8, 6, 12, 0, tzinfo=SHANGHAI).timestamp() * 1000)
HOUR = 3_600_000
YEAR = 365 * 24 * HOUR
TWO_MINUTES = 120_000


def reading(wall: int, since: int, boot: str = "one") -> ClockReading:
    return ClockReading(wall, boot, since)


def test_a_clock_that_runs_with_the_machine_is_believed() -> None:
    told = effective_time(reading(NOON + HOUR, 2 * HOUR), None, reading(NOON, HOUR), TWO_MINUTES)
    assert (told.at, told.unsure) == (moment(NOON + HOUR), False)


@pytest.mark.parametrize("jump", [3 * YEAR, -20 * YEAR, 121_000, -121_000])
def test_F13_a_jump_of_the_wall_clock_makes_the_time_unsure_and_is_not_followed(jump: int) -> None:
    told = effective_time(reading(NOON + HOUR + jump, 2 * HOUR), None, reading(NOON, HOUR), TWO_MINUTES)
    assert told.unsure
    assert told.reason == "jumped"
    assert told.at == moment(NOON + HOUR)


def test_F13_after_a_restart_the_time_is_never_before_the_newest_own_entry() -> None:
    told = effective_time(reading(NOON - YEAR, 5, "two"), None, reading(NOON, HOUR), TWO_MINUTES)
    assert (told.at, told.unsure, told.reason) == (moment(NOON), True, "before_newest")


def test_a_beacon_of_this_boot_beats_any_wall_clock() -> None:
    told = effective_time(
        reading(NOON + 9 * YEAR, 3 * HOUR), Beacon(NOON, "one", HOUR), reading(NOON, HOUR), TWO_MINUTES
    )
    assert (told.at, told.unsure) == (moment(NOON + 2 * HOUR), False)


def test_a_beacon_of_another_boot_tells_nothing() -> None:
    told = effective_time(reading(NOON, 5, "two"), Beacon(NOON - HOUR, "one", 0), None, TWO_MINUTES)
    assert told.at == moment(NOON)


def test_times_are_written_in_shanghai_time_with_seconds() -> None:
    assert rfc3339(moment(NOON + 999)) == "2026-08-06T12:00:00+08:00"
