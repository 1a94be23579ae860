"""The tables themselves: every name in them exists, every state is reached, as in section 1.2."""

from __future__ import annotations

import pytest

from app.domain.law.correction import CORRECTING
from app.domain.law.guards import all_guards
from app.domain.law.judge import ACTS, GENERAL
from app.domain.law.ordinary import ORDINARY
from app.domain.law.ordinary_approvals import APPROVALS
from app.domain.law.parameters import LawParameters
from app.domain.law.procedure import STEP_TAKEN, Procedure
from app.domain.law.summary import SUMMARY

TABLES = (SUMMARY, ORDINARY, CORRECTING)


def test_every_guard_that_is_named_exists_and_every_guard_is_used() -> None:
    named = set(GENERAL) | {name for names in ACTS.values() for name in names}
    for table in TABLES:
        named |= {name for line in table.transitions for name in line.guards}
        named |= {name for paper in table.papers for name in paper.guards}
    named |= {name for row in APPROVALS.values() for name in row.guards}
    assert named == set(all_guards())


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.id)
def test_every_state_is_known_and_reached(table: Procedure) -> None:
    known = {state.id for state in table.states}
    used = {line.start for line in table.transitions} | {line.end for line in table.transitions}
    assert used == known


def test_every_deadline_that_is_named_is_a_row_of_the_table(law: LawParameters) -> None:
    rows = {rule.id for rule in law.rules} | {"correction.due"}
    for table in TABLES:
        assert {row for line in table.transitions for row in (*line.starts, *line.stops)} <= rows


def test_the_way_of_the_table_is_that_of_section_1_2() -> None:
    ways = {(line.start, line.end) for line in SUMMARY.transitions if line.end.startswith("S_")}
    assert ways == {
        ("S_FOUND", "S_ELIGIBLE"),
        ("S_ELIGIBLE", "S_TOLD"),
        ("S_TOLD", "S_ISSUED"),
        ("S_ISSUED", "S_COLLECTED"),
        ("S_ISSUED", "S_TO_PAY"),
        ("S_ISSUED", "S_RECORDED"),
        ("S_COLLECTED", "S_RECORDED"),
        ("S_TO_PAY", "S_RECORDED"),
        ("S_RECORDED", "S_CLOSED"),
        ("S_CLOSED", "S_ARCHIVED"),
    }
    assert [SUMMARY.index(state) for state in ("S_FOUND", "S_ARCHIVED", "nowhere")] == [0, 8, -1]


def test_no_decision_is_reached_without_its_guards() -> None:
    line = SUMMARY.between("S_TOLD", "S_ISSUED")
    paper = SUMMARY.paper("D20")
    assert line is not None
    assert paper is not None
    needed = {"two_officers", "second_confirmed", "summary_allowed", "told_and_heard", "refusal_proven"}
    assert needed <= set(line.guards)
    assert needed <= set(paper.guards)


def test_steps_are_taken_and_orders_follow_from_facts() -> None:
    assert {line.act for line in SUMMARY.transitions} == {STEP_TAKEN}
    assert STEP_TAKEN not in {line.act for line in CORRECTING.transitions}
