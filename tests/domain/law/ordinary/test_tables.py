"""The tables of the ordinary procedure beside section 1.3: its way, who approves what, what each row asks."""

from __future__ import annotations

from itertools import pairwise

import pytest

from app.domain.law.guards import all_guards
from app.domain.law.judge import ACTS, OUTSIDE
from app.domain.law.ordinary import APPROVERS, ORDINARY
from app.domain.law.ordinary_acts import ORDINARY_ACTS, ORDINARY_OUTSIDE
from app.domain.law.ordinary_approvals import APPROVALS
from app.domain.ordinary_fold import ORDINARY_FOLDS

ONWARD = [
    "O_PRECHECK",
    "O_FILING",
    "O_INVEST",
    "O_INV_DONE",
    "O_NOTICE",
    "O_DEFENCE",
    "O_DECIDE",
    "O_PENALTY",
    "O_SERVE",
    "O_PERFORM",
    "O_CLOSE",
    "O_ARCHIVE",
]
BACK = {
    ("O_INV_DONE", "O_INVEST"),
    ("O_NOTICE", "O_INVEST"),
    ("O_DEFENCE", "O_INVEST"),
    ("O_DEFENCE", "O_NOTICE"),
    ("O_DECIDE", "O_INVEST"),
    ("O_DECIDE", "O_NOTICE"),
}


def test_the_way_of_the_table_is_that_of_section_1_3() -> None:
    ways = {(line.start, line.end) for line in ORDINARY.transitions if line.end.startswith("O_")}
    assert ways == set(pairwise(ONWARD)) | BACK | {("CLUE_TO_FILE", "O_FILING")}
    exits = {line.start for line in ORDINARY.transitions if line.end in ("CLUE_NOCASE", "CLUE_OUT")}
    assert exits == {"CLUE_TO_FILE", "O_PRECHECK", "O_FILING"}, "once filed, no case ends without a decision"


@pytest.mark.parametrize(
    ("form", "state", "needs", "hears", "numbers", "leads_to"),
    [
        ("D06", "O_FILING", "AGENCY_HEAD", "SQUAD_LEADER", "D06", "O_INVEST"),
        ("D22", "O_INV_DONE", "SQUAD_LEADER", "", "", "O_NOTICE"),
        ("D23", "O_NOTICE", "AGENCY_HEAD", "", "D23", ""),
        ("D33", "O_DECIDE", "AGENCY_HEAD", "SQUAD_LEADER", "D35", "O_PENALTY"),
        ("D58", "O_CLOSE", "AGENCY_HEAD", "SQUAD_LEADER", "", ""),
    ],
)
def test_who_approves_which_form(
    form: str, state: str, needs: str, hears: str, numbers: str, leads_to: str
) -> None:
    row = APPROVALS[form]
    assert (row.state, row.needs, row.hears, row.numbers, row.leads_to) == (
        state,
        needs,
        hears,
        numbers,
        leads_to,
    )
    assert bool(row.number_class) is bool(numbers)


def test_every_approval_is_of_a_paper_of_the_table_and_gives_the_number_that_the_paper_carries() -> None:
    for row in APPROVALS.values():
        paper = ORDINARY.paper(row.numbers or row.form)
        assert paper is not None
        assert paper.number_class == row.number_class
        if row.number_class:
            assert "number_given" in paper.guards


def test_the_step_that_an_approval_opens_may_be_taken_by_who_approves() -> None:
    for row in APPROVALS.values():
        if row.leads_to:
            line = ORDINARY.between(row.state, row.leads_to)
            assert line is not None
            assert set(APPROVERS) <= set(line.roles)


def test_no_decision_is_reached_without_notice_both_windows_and_the_three_stages() -> None:
    needed = {
        "two_officers",
        "notice_served",
        "notice_proven",
        "defence_closed",
        "defence_answered",
        "hearing_closed",
        "legal_review_passed",
        "collective_discussed",
        "not_heavier",
        "within_limitation",
        "item_is_ours",
    }
    line, paper = ORDINARY.between("O_DECIDE", "O_PENALTY"), ORDINARY.paper("D35")
    assert line is not None and paper is not None
    for asked in (line.guards, paper.guards, APPROVALS["D33"].guards):
        assert needed <= set(asked)
    assert "decision_approved" in line.guards and "decision_approved" in paper.guards


def test_R49_the_ordinary_decision_names_both_remedies() -> None:
    paper = ORDINARY.paper("D35")
    assert paper is not None
    assert paper.remedy == "both_ways"
    assert "remedies_both_ways" in paper.guards


def test_hearing_notice_review_and_minutes_are_no_papers_of_this_table_yet() -> None:
    assert [form for form in ("D24", "D31", "D32") if ORDINARY.paper(form) is not None] == []


def test_every_kind_of_the_ordinary_procedure_is_judged_and_folded() -> None:
    kinds = {str(vars(shape)["kind"]) for shape in ORDINARY_FOLDS}
    assert kinds == set(ORDINARY_ACTS)
    assert kinds > ORDINARY_OUTSIDE
    assert set(ORDINARY_ACTS) <= set(ACTS) and ORDINARY_OUTSIDE <= OUTSIDE
    assert {name for names in ORDINARY_ACTS.values() for name in names} <= set(all_guards())
