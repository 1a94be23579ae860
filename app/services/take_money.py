"""当场收缴: cash against a receipt of the treasury (行政处罚法第六十八条至第七十条)."""

from __future__ import annotations

from datetime import datetime

from app.domain.bodies import MoneyTaken, StepTaken
from app.domain.canonical import nfc
from app.services.desk import Desk
from app.services.papers import DocumentUnknown

COLLECTED = "S_COLLECTED"


class TakeMoney:
    """Record the cash and move the case to S_COLLECTED, in one transaction."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, document: str, receipt: str, at: datetime | None = None) -> None:
        """The amount is that of the printed decision; it is not typed again.

        Raises:
            DocumentUnknown: the case has no such decision.
            RuleBroken: no ground for collecting on the spot, or no receipt number.
        """
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            if case.paper(document) is None:
                raise DocumentUnknown(document=document)
            body = MoneyTaken(
                document,
                case.amount("decision.amount") or 0,
                nfc(receipt).strip(),
                case.text("payment.ground"),
            )
            case, _ = self._desk.write(work, case, body, at=at)
            self._desk.write(work, case, StepTaken(case.step, COLLECTED), at=at)
            work.commit()
