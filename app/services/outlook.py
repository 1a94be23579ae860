"""What comes next on a case, what stands against it, and what runs out when: questions, never acts."""

from __future__ import annotations

from app.domain.law.deadlines import Deadline
from app.domain.law.judge import next_steps
from app.domain.law.running import deadlines_of
from app.services.desk import Desk
from app.services.offers import StepOutlook


def outlook_of_case(desk: Desk, case_id: str) -> tuple[StepOutlook, ...]:
    """Every step that leaves the present state, with all reasons against it now."""
    case = desk.queries.case(case_id)
    steps = next_steps(case, desk.context(case), desk.author.hand.officer)
    return tuple(StepOutlook(step.transition.start, step.transition.end, step.findings) for step in steps)


def deadlines_of_case(desk: Desk, case_id: str) -> tuple[Deadline, ...]:
    """All deadlines of a case, soonest first."""
    case = desk.queries.case(case_id)
    return deadlines_of(case, desk.context(case, history=False))
