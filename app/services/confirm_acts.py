"""The second officer stands behind the acts of the team (行政处罚法第四十二条: not fewer than two)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.domain.bodies import ActConfirmed, CaseDocketed
from app.domain.case import Case
from app.domain.errors import AppError
from app.domain.law.guards.people import FIELD_ACTS
from app.services.author import Hand
from app.services.desk import Desk

CONFIRMED = FIELD_ACTS | {CaseDocketed.kind}
"""What one confirmation covers: the acts in the field that guards ask about, and the docketing."""


class NotTheSecondOfficer(AppError):
    """Only the second officer of the case confirms; ``officer`` is who tried."""

    code = "confirm.not_second"


class NothingToConfirm(AppError):
    """All field acts of the case are confirmed already."""

    code = "confirm.nothing"


def unconfirmed_acts(case: Case) -> tuple[str, ...]:
    """Entry ids of field acts, oldest first, that nobody but their actor stands behind."""
    return tuple(act.entry for act in case.acts if act.kind in CONFIRMED and not case.is_confirmed(act.entry))


class ConfirmActs:
    """Confirm all open field acts with the second officer's own passphrase, key and grant."""

    def __init__(self, desk: Desk, unlock_hand: Callable[[str, str], Hand]) -> None:
        """``unlock_hand(officer, passphrase)`` opens his slot; it raises WrongPassphrase and its kin."""
        self._desk, self._unlock_hand = desk, unlock_hand

    def __call__(self, case_id: str, officer: str, passphrase: str, at: datetime | None = None) -> None:
        """Append one entry that names all acts it covers; its actor is the second officer.

        Raises:
            NotTheSecondOfficer: ``officer`` is the lead or not of this case.
            NothingToConfirm: there is no open act.
            WrongPassphrase: the slot does not open.
        """
        hand = self._unlock_hand(officer, passphrase)
        with self._desk.start_work() as work:
            case = work.cases.get(case_id)
            if officer not in case.team[1:]:
                raise NotTheSecondOfficer(officer=officer)
            acts = unconfirmed_acts(case)
            if not acts:
                raise NothingToConfirm(case=case_id)
            self._desk.write(work, case, ActConfirmed(acts, "passphrase"), at=at, hand=hand)
            work.commit()
