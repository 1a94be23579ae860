"""Who may act: officers with their cards, the grants that bind a key to a person, the agency they act for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from app.domain.errors import AppError


class NotOnRoster(AppError):
    """No such officer on the roster; ``officer`` is the roster id."""

    code: ClassVar[str] = "roster.unknown_officer"


@dataclass(frozen=True, slots=True)
class Card:
    """An enforcement card (行政执法证): number and the days it is valid, both inclusive."""

    number: str
    valid_from: date
    valid_until: date

    def valid_on(self, day: date) -> bool:
        """Whether the card is valid on the day of the act (行政处罚法第四十二条)."""
        return self.valid_from <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Officer:
    """A person on the roster; ``roles`` are OFFICER, SQUAD_LEADER, AGENCY_HEAD, LEGAL_REVIEWER …"""

    id: str
    name: str
    roles: tuple[str, ...]
    squad: str
    cards: tuple[Card, ...] = ()

    def card_on(self, day: date) -> Card | None:
        """The card that was valid on a day, or None."""
        return next((card for card in self.cards if card.valid_on(day)), None)


@dataclass(frozen=True, slots=True)
class Bank:
    """Where fines are paid (罚款决定与罚款收缴分离实施办法第七条): name, address, account."""

    name: str
    address: str
    account: str
    payee: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """The street office or town government in whose name everything is decided: never the squad.

    Attributes:
        name: full official name, such as 上海市示范区示范街道办事处.
        stamp_lines: the name broken into the lines that stand over the stamp's place.
        reconsideration_body: the district people's government (行政复议法第二十四条).
    """

    id: str
    name: str
    stamp_lines: tuple[str, ...]
    squad: str
    district: str
    reconsideration_body: str
    court: str
    address: str
    phone: str
    bank: Bank


@dataclass(frozen=True, slots=True)
class Grant:
    """The district's statement that a public key speaks for an officer, in roles and between two days.

    ``id`` is the SHA-256 of the signed statement: what an entry's header names.
    """

    id: str
    officer: str
    public_key: str
    roles: tuple[str, ...]
    agency: str
    valid_from: date
    valid_until: date


@dataclass(frozen=True, slots=True)
class Roster:
    """All officers and grants of one agency, with the version that the district gave it."""

    version: str
    agency: Agency
    officers: tuple[Officer, ...]
    grants: tuple[Grant, ...]

    def officer(self, id_: str) -> Officer:
        """Find an officer.

        Raises:
            NotOnRoster: nobody has this id.
        """
        found = next((officer for officer in self.officers if officer.id == id_), None)
        if found is None:
            raise NotOnRoster(officer=id_)
        return found

    def knows(self, id_: str) -> bool:
        """Whether the roster names this officer."""
        return any(officer.id == id_ for officer in self.officers)

    def grant_of(self, officer: str) -> Grant | None:
        """The newest grant of an officer."""
        return next((grant for grant in reversed(self.grants) if grant.officer == officer), None)

    def grant(self, id_: str) -> Grant | None:
        """A grant by its id."""
        return next((grant for grant in self.grants if grant.id == id_), None)


NOBODY = Roster("", Agency("", "", (), "", "", "", "", "", "", Bank("", "", "")), (), ())
"""The roster of no agency: for projections such as deadlines, which never ask who somebody is."""
