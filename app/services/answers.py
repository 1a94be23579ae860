"""陈述申辩与听证答复: what the party answers to a notice; two rights, two records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.domain.bodies import Body
from app.domain.canonical import nfc
from app.domain.errors import AppError
from app.domain.law.ordinary_facts import notice_of
from app.domain.ordinary_bodies import DefenceRecorded, HearingAnswered
from app.services.desk import Desk


class NoNotice(AppError):
    """No notice reached the party yet that it could answer; ``case`` names the case."""

    code = "notice.none"


class RecordDefence:
    """The party states its defence, or gives the right up in writing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(
        self,
        case_id: str,
        outcome: str,
        words: str = "",
        evidence: tuple[str, ...] = (),
        at: datetime | None = None,
    ) -> str:
        """Append the answer to the newest served notice: ``made`` or ``waived``; the entry's id.

        Raises:
            NoNotice: nothing was served that it could answer.
            RuleBroken: the words of a defence are missing.
        """

        def answer(notice: str) -> Body:
            return DefenceRecorded(notice, outcome, nfc(words).strip(), evidence)

        return _answer(self._desk, case_id, answer, at)


class AnswerHearing:
    """The party asks for a hearing, or gives that right up in writing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __call__(
        self, case_id: str, outcome: str, evidence: tuple[str, ...] = (), at: datetime | None = None
    ) -> str:
        """Append the answer to the newest served notice: ``requested`` or ``waived``; the entry's id.

        Raises:
            NoNotice: nothing was served that it could answer.
        """
        return _answer(self._desk, case_id, lambda notice: HearingAnswered(notice, outcome, evidence), at)


def _answer(desk: Desk, case_id: str, answer: Callable[[str], Body], at: datetime | None) -> str:
    with desk.start_work() as work:
        case = work.cases.get(case_id)
        notice = notice_of(case)
        if notice is None:
            raise NoNotice(case=case_id)
        _, entry = desk.write(work, case, answer(notice.id), at=at)
        work.commit()
        return entry.id
