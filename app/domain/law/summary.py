"""Summary procedure (简易程序), to be read beside section 1.2 of the dossier, line by line."""

from __future__ import annotations

from app.domain.law.procedure import Paper, Procedure, State, Transition
from app.domain.numbers import CORRECTION, ON_THE_SPOT

OFFICER = ("OFFICER", "SQUAD_LEADER")
SQUAD_LEADER = ("SQUAD_LEADER",)
ARCHIVIST = ("ARCHIVIST",)
AGENCY_HEAD = ("AGENCY_HEAD",)

PEOPLE = (
    "known_people",
    "valid_grant",
    "two_officers",
    "second_confirmed",
    "acts_of_two",
    "recusal_answered",
)
TIMES = ("fields_are_dates", "times_in_order", "times_past", "causes_before_effects", "within_limitation")
FACTS = ("facts_filled", "item_is_ours", "item_usable", "scene_proven")
PENALTY = (
    "summary_allowed",
    "branch_chosen",
    "kind_on_list",
    "other_kinds_known",
    "level_of_branch",
    "amount_weighed",
    "derived_not_quoted",
    "list_confirmed",
)
PARTY = ("party_identified", "old_enough", "no_ground_to_spare", "first_time_known")
CORRECTION_FIRST = ("refusal_proven", "correction_ordered")
TOLD = ("told_and_heard", "told_of_this_item", "no_new_fact")

ELIGIBLE = (*PEOPLE, *TIMES, *FACTS, *PARTY, *CORRECTION_FIRST, *PENALTY)
DECIDABLE = (*ELIGIBLE, *TOLD, "way_of_paying", "recorded_on_video", "remedies_complete")
BEFORE_DECISION = frozenset({"S_FOUND", "S_ELIGIBLE", "S_TOLD"})

SUMMARY = Procedure(
    id="summary",
    name="简易程序",
    states=(
        State("S_FOUND", "现场发现"),
        State("S_ELIGIBLE", "适用判断"),
        State("S_TOLD", "口头告知并听取陈述申辩"),
        State("S_ISSUED", "当场作出决定"),
        State("S_COLLECTED", "当场收缴"),
        State("S_TO_PAY", "期限内缴纳"),
        State("S_RECORDED", "报所属机关备案"),
        State("S_CLOSED", "结案"),
        State("S_ARCHIVED", "归档"),
        State("CLUE_TO_FILE", "报立案，转普通程序"),
        State("CLUE_NOCASE", "不予立案"),
        State("CLUE_OUT", "移送有管辖权部门"),
    ),
    transitions=(
        Transition("S_FOUND", "S_ELIGIBLE", OFFICER, ELIGIBLE),
        Transition("S_ELIGIBLE", "S_TOLD", OFFICER, (*PEOPLE, *TIMES, "refusal_proven", *TOLD)),
        Transition(
            "S_TOLD",
            "S_ISSUED",
            OFFICER,
            (*DECIDABLE, "decision_issued", "decision_served"),
            documents=("D20",),
            starts=("T18", "T10", "T22"),
            stops=("T40",),
        ),
        Transition(
            "S_ISSUED",
            "S_COLLECTED",
            OFFICER,
            ("known_people", "valid_grant", "two_officers", "decision_served", "money_taken"),
            documents=("D45",),
            starts=("T20", "T21"),
            stops=("T18",),
        ),
        Transition(
            "S_ISSUED",
            "S_TO_PAY",
            OFFICER,
            ("known_people", "valid_grant", "two_officers", "decision_served", "money_not_taken"),
            starts=("T18",),
        ),
        Transition(
            "S_ISSUED",
            "S_RECORDED",
            OFFICER,
            ("known_people", "valid_grant", "decision_served", "nothing_to_pay", "decision_recorded"),
            documents=("D21",),
            stops=("T22",),
        ),
        Transition(
            "S_COLLECTED",
            "S_RECORDED",
            OFFICER,
            ("known_people", "valid_grant", "decision_recorded"),
            documents=("D21",),
            stops=("T22",),
        ),
        Transition(
            "S_TO_PAY",
            "S_RECORDED",
            OFFICER,
            ("known_people", "valid_grant", "decision_recorded"),
            documents=("D21",),
            stops=("T22",),
        ),
        Transition(
            "S_RECORDED",
            "S_CLOSED",
            SQUAD_LEADER,
            ("known_people", "valid_grant", "decision_served", "performed", "all_confirmed"),
            stops=("T18",),
        ),
        Transition("S_CLOSED", "S_ARCHIVED", ARCHIVIST, ("known_people", "valid_grant"), documents=("D59",)),
        *(
            Transition(
                start,
                end,
                roles,
                ("known_people", "valid_grant", "decision_absent", *guards, "exit_reasoned"),
                papers,
            )
            for start in ("S_FOUND", "S_ELIGIBLE", "S_TOLD")
            for end, roles, guards, papers in (
                ("CLUE_TO_FILE", OFFICER, (), ("D06",)),
                ("CLUE_NOCASE", AGENCY_HEAD, ("ground_to_spare", "education_given"), ("D07",)),
                ("CLUE_OUT", SQUAD_LEADER, (), ("D50",)),
            )
        ),
    ),
    papers=(
        Paper(
            "D10",
            "",
            BEFORE_DECISION,
            (*PEOPLE, "fields_are_dates", "times_in_order", "times_past", "form_filled"),
            freezes=("scene.",),
        ),
        Paper(
            "D08",
            CORRECTION,
            BEFORE_DECISION,
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
            BEFORE_DECISION,
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
            "D20",
            ON_THE_SPOT,
            frozenset({"S_TOLD"}),
            (*DECIDABLE, "decided_once", "number_free", "form_filled"),
            freezes=("party.", "act.", "decision.", "payment.mode", "payment.ground"),
            remedy="reconsider_first",
        ),
    ),
)
"""States 1-8 of section 1.2, the ways out of its "often forgotten" guards, and the papers of the table."""
