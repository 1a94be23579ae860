"""What ``judge`` may look at beside the case and the entry: everything is handed in, nothing is fetched."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.catalogue import Catalogue
from app.domain.clock import EffectiveTime
from app.domain.law.calendar import Calendar
from app.domain.law.parameters import LawParameters
from app.domain.numbers import NumberState
from app.domain.roster import Roster
from app.domain.settling import HeldEntry


@dataclass(frozen=True, slots=True)
class PastPenalty:
    """An earlier decision against the same party known to this laptop; the act as times, where known."""

    case: str
    item: str
    decided_at: str
    outcome: str
    act_at: str = ""
    act_ended_at: str = ""


@dataclass(frozen=True, slots=True)
class EmptyField:
    """A mandatory field of a form without a value: its key and what the form calls it."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class Context:
    """The law, the lists and the time at the moment of the judgement.

    Attributes:
        catalogue: the release that the case pins.
        roster, calendar: always the newest known.
        history: earlier penalties of the party; ``history_complete`` is False when only this
            laptop was asked.
        missing_fields: mandatory form fields that are empty, when a paper is about to be issued.
        number_state: what is known of the number that the entry names.
        held: entries of the case that wait for the squad leader.
    """

    now: EffectiveTime
    parameters: LawParameters
    calendar: Calendar
    catalogue: Catalogue
    roster: Roster
    history: tuple[PastPenalty, ...] = ()
    history_complete: bool = False
    missing_fields: tuple[EmptyField, ...] = ()
    number_state: NumberState = NumberState.FREE
    held: tuple[HeldEntry, ...] = ()
