"""A warning is read, answered with a reason, and not asked again on this case."""

from __future__ import annotations

from datetime import datetime

from app.domain.bodies import FindingConfirmed
from app.domain.canonical import nfc
from app.domain.fields import FieldRefused
from app.services.desk import Desk


class ConfirmFinding:
    """Record the officer's answer to one warning."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, code: str, reason: str, at: datetime | None = None) -> None:
        """Append the answer.

        Raises:
            FieldRefused: the reason is empty.
        """
        words = nfc(reason).strip()
        if not words:
            raise FieldRefused(field="finding.reason", reason="empty")
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            if not case.has_confirmed(code):
                self._desk.write(work, case, FindingConfirmed(code, words), at=at)
            work.commit()
