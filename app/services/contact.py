"""Contact with the district, and how long a store may go on without it (design, section 6).

The last contact stands in the store, sealed with everything else; a copy beside it serves the sign-in page
alone. Time that is unsure only warns: a flat clock battery must not shut a squad out of its work.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.canonical import canonical_bytes
from app.domain.clock import EffectiveTime, rfc3339
from app.domain.law.parameters import LawParameters
from app.ports.work import Queries, UnitOfWork

CONTACT = "contact.last"
LEASE_DAYS = "contact.lease_days"
WARN_DAYS = "contact.warn_days"
_DAY = timedelta(days=1)


class By(StrEnum):
    """What renewed the lease: enrolment, an answer of the district, or the printed recovery code.

    EXEMPT stands for a laptop that has no district to ask, which only set-up of a demonstration writes.
    """

    ENROLMENT = "enrolment"
    DISTRICT = "district"
    RECOVERY = "recovery"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Contact:
    """The newest renewal; ``at`` is None where there is no lease."""

    by: By
    at: datetime | None

    @property
    def answered_at(self) -> datetime | None:
        """The moment, where it was the district that renewed."""
        return self.at if self.by in (By.ENROLMENT, By.DISTRICT) else None


@dataclass(frozen=True, slots=True)
class Lease:
    """How things stand with the lease.

    Attributes:
        since: the newest renewal; None where there is no lease.
        days_left: whole days until it ends, the begun one counted; None where there is no lease.
        warned: so many days have passed that officers are told.
        ended: the store opens for reading and sending only.
        unsure: the clock cannot be trusted, so nothing is refused.
    """

    since: datetime | None = None
    days_left: int | None = None
    warned: bool = False
    ended: bool = False
    unsure: bool = False


def note_contact(work: UnitOfWork, by: By, at: datetime | None) -> None:
    """Begin the lease anew; a laptop without a lease stays without one.

    Args:
        at: the moment of contact; None only with EXEMPT.
    """
    known = _read(work.settings.get(CONTACT))
    if known is not None and known.by is By.EXEMPT:
        return
    said = {"by": by.value, "at": None if at is None else rfc3339(at)}
    work.settings.put(CONTACT, canonical_bytes(said).decode("utf-8"))


def last_contact(queries: Queries, certified_on: str) -> Contact | None:
    """The newest renewal that the store knows.

    Args:
        certified_on: day of the district's certificate for this device, ISO: the contact that surely was.
    """
    known = _read(queries.setting(CONTACT))
    if known is not None:
        return known
    certified = _moment(f"{certified_on}T00:00:00+08:00")
    return None if certified is None else Contact(By.ENROLMENT, certified)


def lease_of(contact: Contact | None, parameters: LawParameters, now: EffectiveTime) -> Lease:
    """Judge the lease at a moment; a store that knows of no contact at all is past its lease.

    Raises:
        ParameterUnknown: the release holds no figure for the lease.
    """
    on = now.at.date()
    if (contact is not None and contact.by is By.EXEMPT) or not parameters.is_on(LEASE_DAYS, on):
        return Lease()
    if contact is None or contact.at is None:
        return Lease(None, 0, warned=True, ended=not now.unsure, unsure=now.unsure)
    since = contact.at
    unsure = now.unsure or now.at < since
    left = since + parameters.value(LEASE_DAYS, on) * _DAY - now.at
    warned = now.at >= since + parameters.value(WARN_DAYS, on) * _DAY
    ended = left <= timedelta(0)
    days = 0 if ended else -(-left // _DAY)
    return Lease(since, days, warned or unsure, ended and not unsure, unsure)


def _read(text: str | None) -> Contact | None:
    """A stored contact; what cannot be read counts as none, so that the certificate's day holds."""
    if text is None:
        return None
    try:
        said = json.loads(text)
        by, at = By(said["by"]), said["at"]
    except (ValueError, KeyError, TypeError):
        return None
    if by is By.EXEMPT:
        return Contact(by, None)
    moment = _moment(at)
    return None if moment is None else Contact(by, moment)


def _moment(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
