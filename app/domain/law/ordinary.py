"""Ordinary procedure (普通程序), to be read beside section 1.3 of the dossier, line by line.

A state is a stage under way: a line asks what leaving its stage and entering the next one ask for. T03 runs
from the docketing. O_CORRECT (3a) is a machine of its own inside these stages: see ``correction``. Hearing,
legal review and collective discussion (7-9) are worked out in ``ordinary_stages``; where one of them is due,
the lines to the decision refuse. What a proposal and an approval ask for stands in ``ordinary_approvals``.
"""

from __future__ import annotations

from app.domain.law.procedure import Paper, Procedure, State, Transition
from app.domain.law.summary import (
    AGENCY_HEAD,
    ARCHIVIST,
    CORRECTION_FIRST,
    FACTS,
    OFFICER,
    PEOPLE,
    SQUAD_LEADER,
    TIMES,
)
from app.domain.numbers import CORRECTION, FILING, NOTICE, PENALTY

APPROVERS = ("AGENCY_HEAD", "AGENCY_DEPUTY")
OFFICER_OR_LEADER = (*OFFICER, *APPROVERS)
"""A step that an approval carries may be taken by who approves, or by who records the paper."""

FILING_READY = (*PEOPLE, *TIMES, *FACTS, "inspection_coded", "checked_in_time")
PARTY = ("party_named", "identity_on_file", "old_enough", "no_ground_to_spare", "first_time_known")
PENALTY_CHOSEN = (
    "penalty_chosen",
    "branch_chosen",
    "kind_on_list",
    "level_of_branch",
    "amount_weighed",
    "derived_not_quoted",
    "list_confirmed",
)
INVESTIGATED = (
    *PEOPLE,
    *TIMES,
    *FACTS,
    "inspection_coded",
    *PARTY,
    *CORRECTION_FIRST,
    "refusal_ends_act",
    *PENALTY_CHOSEN,
    "report_written",
)
HEARD = (
    "notice_served",
    "notice_proven",
    "defence_closed",
    "defence_answered",
    "not_heavier",
    "hearing_closed",
    "legal_review_passed",
    "collective_discussed",
    "stages_computed",
)
DECISION = (*INVESTIGATED, *HEARD, "decided_in_term", "one_act_one_fine")
KNOWN = ("known_people", "valid_grant")

BEFORE_FILING = ("O_PRECHECK", "O_FILING")
BEFORE_DECISION = (*BEFORE_FILING, "O_INVEST", "O_INV_DONE", "O_NOTICE", "O_DEFENCE", "O_DECIDE")
AFTER_DECISION = ("O_PENALTY", "O_SERVE", "O_PERFORM", "O_CLOSE", "O_ARCHIVE")
AFTER_FILING = (*BEFORE_DECISION[2:], *AFTER_DECISION)

ORDINARY = Procedure(
    id="ordinary",
    name="普通程序",
    states=(
        State("CLUE_TO_FILE", "报立案，转普通程序"),
        State("O_PRECHECK", "立案前核查"),
        State("O_FILING", "立案审批"),
        State("O_INVEST", "立案调查"),
        State("O_INV_DONE", "调查终结"),
        State("O_NOTICE", "事先告知"),
        State("O_DEFENCE", "陈述申辩与复核"),
        State("O_DECIDE", "决定审批"),
        State("O_PENALTY", "行政处罚决定"),
        State("O_SERVE", "送达"),
        State("O_PERFORM", "履行"),
        State("O_CLOSE", "结案"),
        State("O_ARCHIVE", "归档"),
        State("CLUE_NOCASE", "不予立案"),
        State("CLUE_OUT", "移送有管辖权部门"),
    ),
    transitions=(
        Transition("CLUE_TO_FILE", "O_FILING", OFFICER, FILING_READY, ("D10", "D34")),
        Transition("O_PRECHECK", "O_FILING", OFFICER, FILING_READY, ("D10", "D34")),
        Transition(
            "O_FILING",
            "O_INVEST",
            OFFICER_OR_LEADER,
            (*KNOWN, "filing_approved"),
            documents=("D06",),
            starts=("T04",),
            stops=("T03",),
        ),
        Transition("O_INVEST", "O_INV_DONE", OFFICER, INVESTIGATED, ("D08", "D09", "D10")),
        Transition(
            "O_INV_DONE",
            "O_NOTICE",
            OFFICER_OR_LEADER,
            (*KNOWN, "report_approved", "stages_computed"),
            documents=("D22",),
        ),
        Transition("O_INV_DONE", "O_INVEST", OFFICER, KNOWN),
        Transition(
            "O_NOTICE",
            "O_DEFENCE",
            OFFICER,
            (*PEOPLE, "notice_served", "notice_proven", "not_heavier"),
            documents=("D23", "D40"),
            starts=("T05", "T06"),
        ),
        Transition("O_NOTICE", "O_INVEST", OFFICER, KNOWN),
        Transition("O_DEFENCE", "O_NOTICE", OFFICER, KNOWN),
        Transition("O_DEFENCE", "O_INVEST", OFFICER, KNOWN),
        Transition("O_DEFENCE", "O_DECIDE", OFFICER, DECISION, stops=("T05", "T06")),
        Transition("O_DECIDE", "O_NOTICE", OFFICER, KNOWN),
        Transition("O_DECIDE", "O_INVEST", OFFICER, KNOWN),
        Transition(
            "O_DECIDE",
            "O_PENALTY",
            OFFICER_OR_LEADER,
            (*DECISION, "decision_approved", "fined_once_resolved"),
            documents=("D33",),
        ),
        Transition(
            "O_PENALTY",
            "O_SERVE",
            OFFICER_OR_LEADER,
            (*KNOWN, "penalty_issued"),
            documents=("D35",),
            starts=("T09", "T30"),
            stops=("T04",),
        ),
        Transition(
            "O_SERVE",
            "O_PERFORM",
            OFFICER,
            (*PEOPLE, "penalty_served", "penalty_proven"),
            documents=("D40",),
            starts=("T10", "T11", "T18"),
            stops=("T09",),
        ),
        Transition(
            "O_PERFORM",
            "O_CLOSE",
            OFFICER,
            (*KNOWN, "all_confirmed", "paid_in_full"),
            documents=("D45",),
            stops=("T18",),
        ),
        Transition(
            "O_CLOSE",
            "O_ARCHIVE",
            ARCHIVIST,
            (*KNOWN, "closing_approved", "papers_confirmed"),
            documents=("D58", "D59"),
            starts=("T34",),
        ),
        *(
            Transition(start, end, roles, (*KNOWN, *guards, "exit_reasoned"), papers)
            for start in ("CLUE_TO_FILE", *BEFORE_FILING)
            for end, roles, guards, papers in (
                ("CLUE_NOCASE", AGENCY_HEAD, ("ground_to_spare", "education_given"), ("D07",)),
                ("CLUE_OUT", SQUAD_LEADER, (), ("D50",)),
            )
        ),
    ),
    papers=(
        Paper(
            "D10",
            "",
            frozenset({"CLUE_TO_FILE", *BEFORE_FILING, "O_INVEST"}),
            (*PEOPLE, "fields_are_dates", "times_in_order", "times_past", "inspection_coded", "form_filled"),
            freezes=("scene.",),
        ),
        Paper(
            "D08",
            CORRECTION,
            frozenset(BEFORE_DECISION),
            (
                *PEOPLE,
                "fields_are_dates",
                "times_in_order",
                "times_past",
                "item_chosen",
                "item_is_ours",
                "scene_proven",
                "order_filled",
                "correction_due_is_later",
                "number_free",
                "form_filled",
            ),
            freezes=("correction.",),
        ),
        Paper(
            "D09",
            "",
            frozenset(BEFORE_DECISION),
            (
                *PEOPLE,
                "fields_are_dates",
                "times_in_order",
                "times_past",
                "order_served",
                "reinspected",
                "form_filled",
            ),
            freezes=("reinspection.",),
        ),
        Paper(
            "D06",
            FILING,
            frozenset(AFTER_FILING),
            (*KNOWN, "filing_granted", "number_given", "number_free", "form_filled"),
        ),
        Paper("D22", "", frozenset(AFTER_FILING[1:]), (*KNOWN, "report_granted", "form_filled")),
        Paper(
            "D23",
            NOTICE,
            frozenset({"O_NOTICE"}),
            (
                *INVESTIGATED,
                "notice_approved",
                "hearing_not_due",
                "stages_computed",
                "number_given",
                "number_free",
                "form_filled",
            ),
        ),
        Paper("D33", "", frozenset(AFTER_DECISION), (*KNOWN, "decision_approved", "form_filled")),
        Paper(
            "D35",
            PENALTY,
            frozenset({"O_PENALTY"}),
            (
                *DECISION,
                "decision_approved",
                "fined_once_resolved",
                "decision_paper_complete",
                "bank_named",
                "remedies_both_ways",
                "penalty_once",
                "number_given",
                "number_free",
                "form_filled",
            ),
            freezes=("party.", "act.", "decision.", "defence.", "payment.surcharge"),
            remedy="both_ways",
        ),
        Paper(
            "D40",
            "",
            frozenset({"O_INVEST", "O_NOTICE", "O_DEFENCE", "O_PENALTY", "O_SERVE"}),
            (*PEOPLE, "something_to_serve", "form_filled"),
        ),
        Paper("D58", "", frozenset({"O_CLOSE", "O_ARCHIVE"}), (*KNOWN, "closing_approved", "form_filled")),
    ),
)
"""Rows 1-6, 10, 11a-13, 17 and 18 of section 1.3; rows 7-9 refuse while they are due and not built."""
