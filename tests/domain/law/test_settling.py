"""Held entries are settled by a squad leader, with a reason, never his own and never against the law."""

from __future__ import annotations

import pytest

from app.domain.findings import Severity
from app.domain.settling import ConflictSettled, HeldEntry, NumberDoubled
from tests.domain.law.make import JIA, WU, Journey

HELD = "sha256:" + "d" * 64


def settle(
    journey: Journey,
    *,
    by: str = WU,
    author: str = JIA,
    outcome: str = "applied",
    reason: str = "核对现场录像后采用",
    refused: bool = False,
    stopped_by: tuple[str, ...] = (),
    waits: bool = True,
) -> tuple[str, ...]:
    """The codes against a settlement on a lawful case."""
    held = (HeldEntry(HELD, author, "field.set", refused, stopped_by),) if waits else ()
    journey.docket().context_changes = {"held": held}
    found = journey.judged(ConflictSettled(HELD, outcome, reason), actor=by)
    assert all(each.severity is Severity.BLOCK for each in found.blocking)
    return tuple(each.code for each in found.blocking)


@pytest.mark.parametrize("outcome", ["applied", "refused"])
def test_a_leader_settles_what_another_wrote(journey: Journey, outcome: str) -> None:
    assert settle(journey, outcome=outcome) == ()


def test_an_officer_without_the_role_settles_nothing(journey: Journey) -> None:
    assert settle(journey, by=JIA, author=WU) == ("role.not_allowed",)


def test_a_leader_never_settles_his_own(journey: Journey) -> None:
    assert settle(journey, author=WU) == ("settle.own",)


def test_a_settlement_gives_its_reason(journey: Journey) -> None:
    assert settle(journey, reason="") == ("field.missing",)


def test_there_are_two_ways_to_settle(journey: Journey) -> None:
    assert settle(journey, outcome="perhaps") == ("settle.no_such_outcome",)


def test_what_does_not_wait_is_not_settled(journey: Journey) -> None:
    assert settle(journey, waits=False) == ("settle.not_held",)


def test_a_leader_cannot_set_the_law_aside(journey: Journey) -> None:
    assert settle(journey, stopped_by=("grant.not_valid",)) == ("settle.against_law",)
    assert settle(journey, stopped_by=("grant.not_valid",), outcome="refused") == ()


def test_a_refused_entry_is_acknowledged_and_stays_refused(journey: Journey) -> None:
    assert settle(journey, refused=True, outcome="refused") == ()
    assert settle(journey, refused=True) == ("settle.stays_refused",)


def test_whoever_a_refused_entry_names_any_leader_acknowledges_it(journey: Journey) -> None:
    assert settle(journey, refused=True, outcome="refused", author=WU) == ()


def test_R61_a_number_on_two_papers_is_told_on_both_cases(journey: Journey) -> None:
    doubled = NumberDoubled("沪示示城管当罚字〔2026〕第0001号", "当罚", 2026, 1, HELD, "sha256:" + "e" * 64)
    assert [each.code for each in journey.docket().judged(doubled, actor=WU).blocking] == ["number.taken"]
