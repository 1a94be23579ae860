"""The case moves one state on, when the law lets it."""

from __future__ import annotations

from datetime import datetime

from app.domain.bodies import StepTaken
from app.services.desk import Desk


class TakeStep:
    """Take one step of the procedure."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, end: str, at: datetime | None = None) -> None:
        """Move to ``end``.

        Raises:
            RuleBroken: the procedure offers no such step from here, or a guard stops it.
        """
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            self._desk.write(work, case, StepTaken(case.step, end), at=at)
            work.commit()
