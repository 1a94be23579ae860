"""Whom a clause means: the law knows persons and units; a sole trader is counted as one of them."""

from __future__ import annotations

from enum import Enum, StrEnum


class PartyKind(StrEnum):
    """What a party is; the values are those of the case field ``party.kind``."""

    PERSON = "person"
    UNIT = "unit"
    SOLE_TRADER = "sole_trader"


class SubjectClass(Enum):
    """Whom a penalty clause is made for; ANY (不区分) is decided by who the party is."""

    PERSON = "个人"
    UNIT = "单位"
    ANY = "不区分"


def counted_as(party: PartyKind, sole_trader_as: PartyKind = PartyKind.PERSON) -> PartyKind:
    """The class that the law gives a party: PERSON or UNIT.

    A sole trader (个体工商户) is a person unless the policy says otherwise: that gives him more protection
    in both tests of the amount. The policy is a parameter [P].
    """
    return sole_trader_as if party is PartyKind.SOLE_TRADER else party


def meant(subject: SubjectClass, counted: PartyKind) -> bool:
    """Whether a clause for this class reaches a party counted as PERSON or UNIT."""
    if subject is SubjectClass.ANY:
        return True
    return (subject is SubjectClass.PERSON) == (counted is PartyKind.PERSON)
