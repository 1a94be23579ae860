"""收案: a clue is taken up and becomes a case."""

from __future__ import annotations

from datetime import datetime

from app.domain.bodies import CaseDocketed
from app.domain.numbers import CLUE
from app.services.desk import Desk


class DocketCase:
    """Begin a case with the next clue number (线)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(
        self, source: str, assist: str | None, at: datetime | None = None, procedure: str = "summary"
    ) -> str:
        """Docket the clue and return the case id.

        Args:
            source: 巡查发现, 投诉举报 … as the register names it.
            assist: roster id of the second officer, None while the lead is alone.
            procedure: ``summary``, or ``ordinary`` where the clue goes there from the start.

        Raises:
            NumbersUsedUp, NumbersUnsafe: no clue number can be given.
            RuleBroken: an officer is not on the roster, for example.
        """
        desk = self._desk
        with desk.start_work() as work:
            author = desk.author
            stated = at if at is not None else author.now(work.journal).at
            number = work.numbers.take(CLUE, stated.year)
            body = CaseDocketed(number.written, procedure, source, CLUE, number.year, number.seq)
            team = (author.hand.officer,) if assist is None else (author.hand.officer, assist)
            case_id = author.ids.uuid()
            entry = author.entry(
                work, case_id, body, officers=team, release=desk.law.newest_release, at=stated
            )
            desk.append(work, None, entry, desk.context(None, work, number=number))
            work.commit()
            return case_id
