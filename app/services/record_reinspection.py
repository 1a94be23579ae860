"""复查: what was found after a correction order."""

from __future__ import annotations

from datetime import datetime

from app.domain.bodies import ReinspectionRecorded
from app.domain.canonical import nfc
from app.domain.errors import AppError
from app.domain.law.matter import CORRECTION_ORDER
from app.services.desk import Desk


class NoCorrectionOrder(AppError):
    """No correction order (D08) was served that a re-inspection could be about; ``case`` names the case."""

    code = "reinspection.no_order"


class RecordReinspection:
    """Record corrected, refused or overdue, with the evidence that shows it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(
        self, case_id: str, result: str, narrative: str, evidence: tuple[str, ...], at: datetime | None = None
    ) -> str:
        """Append the fact about the newest served order and return its entry id.

        Raises:
            NoCorrectionOrder: no order was served yet.
        """
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            order = case.served(CORRECTION_ORDER)
            if order is None:
                raise NoCorrectionOrder(case=case_id)
            body = ReinspectionRecorded(order.id, result, nfc(narrative).strip(), evidence)
            _, entry = self._desk.write(work, case, body, at=at)
            work.commit()
            return entry.id
