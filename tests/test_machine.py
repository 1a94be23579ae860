"""Clocks and identities of the machine."""

from __future__ import annotations

import uuid
from datetime import datetime

from app.domain.clock import SHANGHAI, effective_time, moment
from app.machine import RandomIds, SystemClock
from tests.fakes.clock import SetClock

START = datetime(2026, 8, 6, 9, 0, tzinfo=SHANGHAI)


def test_the_time_since_boot_never_runs_backward() -> None:
    clock = SystemClock()
    first, second = clock.read(), clock.read()
    assert second.since_boot_ms >= first.since_boot_ms > 0
    assert first.boot == second.boot != ""


def test_a_set_clock_starts_where_it_is_set_and_only_moves_forward() -> None:
    clock = SetClock(START)
    assert 0 <= (moment(clock.read().wall_ms) - START).total_seconds() < 5
    clock.advance_to(START.replace(hour=10))
    clock.advance_to(START.replace(hour=8))
    assert moment(clock.read().wall_ms).hour == 10


def test_a_set_clock_lets_time_pass_and_does_not_jump() -> None:
    clock = SetClock(START)
    before = clock.read()
    clock.advance_to(START.replace(hour=10))
    after = clock.read()
    assert after.wall_ms - before.wall_ms == after.since_boot_ms - before.since_boot_ms
    assert not effective_time(after, None, before, tolerance_ms=1_000).unsure


def test_a_case_id_is_a_uuid_of_version_7_that_carries_its_time() -> None:
    made = [uuid.UUID(RandomIds(SetClock(START)).uuid()) for _ in range(50)]
    assert {(each.version, each.variant) for each in made} == {(7, uuid.RFC_4122)}
    assert len(set(made)) == 50
    assert all(abs((each.int >> 80) - START.timestamp() * 1000) < 5_000 for each in made)


def test_a_paper_mark_has_64_random_bits_and_a_salt_16_bytes() -> None:
    ids = RandomIds(SystemClock())
    assert len(bytes.fromhex(ids.paper())) == 8
    assert len(ids.salt()) == 16
    assert ids.paper() != ids.paper()
