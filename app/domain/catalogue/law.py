"""The laws, regulations, rules and norms that the list rests on: one row for each text version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.catalogue.citation import law_name

IN_FORCE = "现行有效"


@dataclass(frozen=True, slots=True)
class Law:
    """One text version of a law.

    Attributes:
        family: the same for all versions of one law.
        effective: first day of the law or of this revision; ``text_from``: first day of the text read.
        repealed: first day on which it is no longer in force; ``repealed_by`` names the law that did it.
        text_read: ``full``, ``partial`` or ``none``; from an unread text no penalty clause may be cited.
        checked: names of those fields that were read in a source; the others are general knowledge.
    """

    id: str
    family: str
    title: str
    level: str
    issuer: str
    status: str
    text_read: str
    number: str = ""
    adopted: date | None = None
    amended: tuple[date, ...] = ()
    effective: date | None = None
    text_from: date | None = None
    repealed: date | None = None
    repealed_by: str = ""
    checked: frozenset[str] = frozenset()
    source: str = ""
    notes: str = ""

    @property
    def name(self) -> str:
        """The title as it is printed."""
        return law_name(self.title)

    @property
    def begins(self) -> date | None:
        """First day of this text, or None where no source tells it."""
        return self.text_from or self.effective

    @property
    def in_force_confirmed(self) -> bool:
        """Whether a source says that the text is in force."""
        return self.status == IN_FORCE and "status" in self.checked


@dataclass(frozen=True, slots=True)
class LawTimes:
    """When one text version was the law: both days inclusive, None is open or unknown."""

    law: Law
    first: date | None
    last: date | None


def law_times(versions: Iterable[Law]) -> tuple[LawTimes, ...]:
    """Order the versions of one family and close each on the day before the next one or its repeal.

    A version without any first day stands before all others.
    """
    ordered = sorted(versions, key=lambda law: (law.begins or date.min, law.id))
    times = []
    for place, law in enumerate(ordered):
        ends = [law.repealed] if law.repealed else []
        ends += [
            later.begins
            for later in ordered[place + 1 :]
            if later.begins and later.begins > (law.begins or date.min)
        ]
        times.append(LawTimes(law, law.begins, min(ends) - timedelta(days=1) if ends else None))
    return tuple(times)
