"""送达: a paper reaches the party, with the step that the service opens, in one transaction."""

from __future__ import annotations

from datetime import datetime

from app.domain.bodies import DocumentPrinted, DocumentServed, StepTaken
from app.domain.canonical import nfc
from app.services.desk import Desk
from app.services.offers import Service
from app.services.papers import DocumentUnknown


class ServePaper:
    """Record that an issued paper was printed and served; take the step ``end`` where one is given."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(
        self, case_id: str, document: str, service: Service, *, end: str = "", at: datetime | None = None
    ) -> None:
        """Append copies, service and step, all or nothing.

        Raises:
            DocumentUnknown: the case has no such paper.
            RuleBroken: the step waits for something, such as the confirmation of the evidence.
        """
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            paper = case.paper(document)
            if paper is None:
                raise DocumentUnknown(document=document)
            if not paper.printed:
                printed = DocumentPrinted(document, paper.copies, "printer")
                case, _ = self._desk.write(work, case, printed, at=at)
            served = DocumentServed(
                document,
                service.mode,
                nfc(service.recipient).strip(),
                service.refused_to_sign,
                nfc(service.reason).strip(),
                service.evidence,
            )
            case, _ = self._desk.write(work, case, served, at=at)
            if end:
                self._desk.write(work, case, StepTaken(case.step, end), at=at)
            work.commit()
