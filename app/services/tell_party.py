"""告知与听取陈述申辩 (行政处罚法第四十四条、第四十五条、第五十五条)."""

from __future__ import annotations

from datetime import datetime

from app.domain.bodies import PartyTold
from app.domain.canonical import nfc
from app.services.desk import Desk
from app.services.offers import Told


class TellParty:
    """Record that the party was told and heard."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(self, case_id: str, told: Told, at: datetime | None = None) -> str:
        """Append the fact and return its entry id."""
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            body = PartyTold(
                told.card_shown, told.rights_told, told.defence, nfc(told.words), told.new_fact, told.evidence
            )
            _, entry = self._desk.write(work, case, body, at=at)
            work.commit()
            return entry.id
