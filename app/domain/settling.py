"""Held entries and how they are settled: what the squad leader says, and what the register finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from app.domain.nature import Nature

APPLY, REFUSE = "applied", "refused"
OUTCOMES = (APPLY, REFUSE)


@dataclass(frozen=True, slots=True)
class ConflictSettled:
    """A squad leader decides a held entry that another person wrote, or acknowledges a refused one.

    A fact: what a leader decided stands on record and is never held, since nobody could decide it in turn;
    it has its effect only where nothing stands against it.

    Attributes:
        entry: id of the held entry, or of a refused one that keeps its case from going on.
        outcome: ``applied`` or ``refused``; a refused entry stays refused.
    """

    kind: ClassVar[str] = "conflict.settled"
    nature: ClassVar[Nature] = Nature.FACT
    entry: str
    outcome: str
    reason: str


@dataclass(frozen=True, slots=True)
class NumberDoubled:
    """The register found the number of an entry of this case in another case too: both stand, both are told.

    Attributes:
        entry: id of the entry of this case that uses the number.
        other: id of the entry that came later and uses it too.
    """

    kind: ClassVar[str] = "number.doubled"
    nature: ClassVar[Nature] = Nature.FACT
    number: str
    number_class: str
    number_year: int
    number_seq: int
    entry: str
    other: str


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """An entry of a case that waits for the squad leader.

    Attributes:
        actor: roster id of its author.
        refused: it was refused and keeps its case from going on; it stays refused.
        stopped_by: codes by which the law stops it in the present state of the case; a leader cannot set
            the law aside.
    """

    entry: str
    actor: str
    kind: str
    refused: bool = False
    stopped_by: tuple[str, ...] = ()
