"""Numbers that a cut run had taken and no paper has: each is voided by an entry, and the officer is told."""

from __future__ import annotations

from app.domain.bodies import NumberVoided
from app.domain.errors import AppError
from app.domain.numbers import DocumentNumber
from app.services.desk import Desk

CUT_OFF = "cut_off"
"""The reason on record: the run ended between taking the number and saving the paper, so nobody can know
whether the number was seen."""


def account_for_lost(desk: Desk) -> tuple[DocumentNumber, ...]:
    """Void every lost number by an entry of the signed-in officer, all in one transaction.

    Gives the numbers for the report of the start; none where it cannot be done now (a full disk, a grant that
    ran out, a store put back from a copy): they stay lost and unused, and the next sign-in tries again.
    """
    try:
        with desk.start_work() as work:
            lost = work.numbers.written_off()
            for number in lost:
                voided = NumberVoided(number.number_class, number.year, number.seq, number.written, CUT_OFF)
                desk.write_without_case(work, voided)
                work.numbers.void(number.number_class, number.year, number.seq)
            if lost:
                work.commit()
    except AppError:
        return ()
    return lost
