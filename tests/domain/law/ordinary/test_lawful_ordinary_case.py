"""Case 2 from docketing to the archive: nothing blocks, and every stage waits for what the law asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.domain import bodies
from app.domain.bodies import Body
from app.domain.law.judge import next_steps, reasons_against_approval, reasons_against_proposal
from app.domain.ordinary_bodies import PaymentRecorded, PublicationRecorded
from tests.domain.law.make import DANG, JIA, WU, ZHU
from tests.domain.law.ordinary.make import FINE, FRI, PAID, TUE, WED, Ordinary, blocked, on, paper

Stage = Callable[[Ordinary], Ordinary]


def nothing(case2: Ordinary) -> Ordinary:
    return case2


def noticing(case2: Ordinary) -> Ordinary:
    case2.reported().ask("D23", on(TUE, "09:40")).approve("D23", on(TUE, "10:00"))
    return case2


def approved(case2: Ordinary) -> Ordinary:
    return case2.at_decision().approve("D33", on(WED, "10:00"))


def to_issue(case2: Ordinary) -> Ordinary:
    approved(case2).stepped("O_PENALTY", at=on(WED, "10:00"))
    return case2


def closing(case2: Ordinary) -> Ordinary:
    return case2.at_closing().approve("D58", on(PAID, "16:20"))


STEPS: list[tuple[Stage, str, str, str]] = [
    (Ordinary.found, "O_FILING", on(FRI, "09:30"), JIA),
    (Ordinary.investigated, "O_INV_DONE", on(TUE, "09:10"), JIA),
    (lambda case2: case2.notified(), "O_DECIDE", on(WED, "09:00"), JIA),
    (approved, "O_PENALTY", on(WED, "10:00"), ZHU),
    (lambda case2: case2.paid(), "O_CLOSE", on(PAID, "16:10"), JIA),
    (closing, "O_ARCHIVE", on(PAID, "17:00"), DANG),
]


@pytest.mark.parametrize(("stage", "end", "at", "who"), STEPS, ids=[step[1] for step in STEPS])
def test_every_step_of_the_lawful_case_is_open(
    case2: Ordinary, stage: Stage, end: str, at: str, who: str
) -> None:
    assert blocked(stage(case2).step(end, at, who)) == set()


ACTS: list[tuple[Stage, Body, str, str]] = [
    (
        nothing,
        bodies.CaseDocketed("线索登记〔2026〕第0001号", "ordinary", "inspection", "线", 2026, 1),
        on(FRI, "09:10"),
        JIA,
    ),
    (Ordinary.docket, bodies.FieldSet("inspection.code", None, "演示检查码"), on(FRI, "09:11"), JIA),
    (noticing, paper("D23", "n-1"), on(TUE, "14:00"), JIA),
    (to_issue, paper("D35", "d-1"), on(WED, "10:00"), ZHU),
    (Ordinary.decided, paper("D40", "r-1"), on(WED, "10:05"), JIA),
    (
        lambda case2: case2.served(),
        PaymentRecorded("d-1", FINE, PAID, "演示银行回单1"),
        on(PAID, "16:00"),
        JIA,
    ),
    (
        lambda case2: case2.served(),
        PublicationRecorded("d-1", "2026-08-20", "演示门户网站"),
        on("2026-08-20", "10:00"),
        JIA,
    ),
    (closing, paper("D58"), on(PAID, "16:30"), JIA),
    (closing, paper("D33"), on(PAID, "16:30"), JIA),
]


@pytest.mark.parametrize(
    ("stage", "body", "at", "who"), ACTS, ids=[f"{row[1].kind}-{number}" for number, row in enumerate(ACTS)]
)
def test_every_act_of_the_lawful_case_is_free(
    case2: Ordinary, stage: Stage, body: Body, at: str, who: str
) -> None:
    assert blocked(stage(case2).judged(body, at, who)) == set()


@pytest.mark.parametrize(
    ("stage", "form", "role", "at", "who"),
    [
        (Ordinary.at_filing, "D06", "SQUAD_LEADER", on(FRI, "10:00"), WU),
        (Ordinary.at_filing, "D06", "AGENCY_HEAD", on(FRI, "11:00"), ZHU),
        (lambda case2: case2.at_decision(), "D33", "AGENCY_HEAD", on(WED, "10:00"), ZHU),
        (Ordinary.at_closing, "D58", "AGENCY_HEAD", on(PAID, "16:20"), ZHU),
    ],
)
def test_every_approval_of_the_lawful_case_is_free(
    case2: Ordinary, stage: Stage, form: str, role: str, at: str, who: str
) -> None:
    stage(case2)
    assert blocked(case2.judged(case2.answer(form, role), at, who)) == set()
    asked = reasons_against_approval(case2.state, form, role, case2.context(at), who)
    assert asked.blocking == (), "the screen says the same as the judgement of the act"
    assert blocked(reasons_against_proposal(case2.state, form, case2.context(at))) == set()


def test_a_form_may_be_proposed_anew_while_it_waits(case2: Ordinary) -> None:
    case2.at_filing()
    assert blocked(case2.judged(case2.asking("D06", "补充后再报"), on(FRI, "09:40"))) == set()


def test_a_new_case_is_told_all_that_filing_waits_for_at_once(case2: Ordinary) -> None:
    case2.docket()
    (onward,) = [
        step
        for step in next_steps(case2.state, case2.context(on(FRI, "09:12")), JIA)
        if step.transition.end == "O_FILING"
    ]
    fields = {each.facts.get("field") for each in onward.findings.blocking if each.code == "field.missing"}
    assert fields == {"act.item", "act.at", "act.place", "act.facts"}
    assert {"evidence.scene_missing", "officers.not_confirmed"} & blocked(onward.findings)
    assert all(each.articles for each in onward.findings.blocking)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("O_PRECHECK", "O_INVEST"),
        ("O_FILING", "O_NOTICE"),
        ("O_DEFENCE", "O_PENALTY"),
        ("O_CLOSE", "O_PERFORM"),
    ],
)
def test_no_stage_is_jumped_over(case2: Ordinary, start: str, end: str) -> None:
    case2.found()
    found = case2.judged(bodies.StepTaken(start, end), on(FRI, "09:30"), ZHU)
    assert "step.unknown" in blocked(found)


def test_a_summary_case_that_leaves_is_filed_as_the_same_case(case2: Ordinary) -> None:
    case2.say(
        bodies.CaseDocketed("线索登记〔2026〕第0001号", "summary", "inspection", "线", 2026, 1), "09:10"
    )
    first = case2.state
    assert blocked(case2.step("CLUE_TO_FILE", on(FRI, "09:12"))) == set()
    case2.stepped("CLUE_TO_FILE", at=on(FRI, "09:12"))
    ahead = next_steps(case2.state, case2.context(on(FRI, "09:13")), JIA)
    assert [step.transition.end for step in ahead] == ["O_FILING", "CLUE_NOCASE", "CLUE_OUT"]
    assert (case2.state.id, case2.state.clue_number) == (first.id, first.clue_number)
