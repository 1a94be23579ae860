"""Document numbers (文号): blocks leased to a device, per class and year; a number is used once or voided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.domain.errors import AppError


class NumbersUsedUp(AppError):
    """The block of this class and year has no number left; ``number_class`` and ``year`` name it."""

    code: ClassVar[str] = "number.used_up"


class NumbersUnsafe(AppError):
    """The mark outside the store is ahead of it: the store was restored; the server must answer first."""

    code: ClassVar[str] = "number.store_restored"


class NumberState(StrEnum):
    """What is known of a number that an act names.

    FREE: nobody used it, or the act itself takes it. USED: another act has it. WRITTEN_OFF: it was voided,
    returned or lost and is never used again. NOT_LEASED: no block of this class and year that was leased to
    the device holds it, or holds it in these words.
    """

    FREE = "free"
    USED = "used"
    WRITTEN_OFF = "written_off"
    NOT_LEASED = "not_leased"


CLUE = "线"
CORRECTION = "责改"
ON_THE_SPOT = "当罚"
FILING = "立"
NOTICE = "罚告"
PENALTY = "罚"


@dataclass(frozen=True, slots=True)
class NumberBlock:
    """A run of numbers leased to one device.

    Attributes:
        id: SHA-256 of the district's signed lease.
        template: how a number is written, with ``{year}`` and ``{seq}`` (``{seq:04d}``).
        first, last: both inclusive.
    """

    id: str
    number_class: str
    year: int
    first: int
    last: int
    template: str

    def holds(self, seq: int) -> bool:
        """Whether a number lies in this block."""
        return self.first <= seq <= self.last

    def written(self, seq: int) -> str:
        """Write a number of this block as it stands on paper.

        Raises:
            NumbersUsedUp: the number lies outside the block.
        """
        if not self.holds(seq):
            raise NumbersUsedUp(number_class=self.number_class, year=self.year, seq=seq)
        return self.template.format(year=self.year, seq=seq)


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """One number taken from a block."""

    number_class: str
    year: int
    seq: int
    written: str
