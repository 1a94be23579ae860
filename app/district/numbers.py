"""Numbers that entries name: which are leased, which are used, and who else has used them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from app.district.schema import lease, number_use
from app.domain.bodies import Body, NumberVoided
from app.domain.entry import Entry
from app.domain.errors import AppError
from app.domain.numbers import NumberBlock, NumberState

_LONGEST = 40
_YEARS = range(1949, 10_000)


@dataclass(frozen=True, slots=True)
class NamedNumber:
    """The number that a body names: its class, year and place, and how it is written."""

    number_class: str
    year: int
    seq: int
    written: str
    voids: bool

    def columns(self) -> dict[str, Any]:
        """As the store remembers it."""
        return {
            "number_class": self.number_class,
            "year": self.year,
            "seq": self.seq,
            "voids": int(self.voids),
        }


@dataclass(frozen=True, slots=True)
class EarlierUse:
    """An applied entry that uses the same number."""

    entry: str
    case: str | None
    voids: bool


def number_of(body: Body | None) -> NamedNumber | None:
    """The number that an entry takes or voids; None where it names none, or none that can be."""
    found = [getattr(body, name, None) for name in ("number_class", "number_year", "number_seq")]
    number_class, year, seq = found
    if not isinstance(number_class, str) or not isinstance(year, int) or not isinstance(seq, int):
        return None
    if not 0 < len(number_class) <= _LONGEST or year not in _YEARS or seq < 1:
        return None
    if body is not None and body.kind == "number.doubled":
        return None
    written = getattr(body, "number", None) or getattr(body, "clue_number", "")
    return NamedNumber(number_class, year, seq, str(written), isinstance(body, NumberVoided))


class NumberBook:
    """What is known of numbers of one street, within one transaction."""

    def __init__(self, connection: Connection, street: str) -> None:
        self._connection, self._street = connection, street
        self._unwritten: list[tuple[NamedNumber, EarlierUse]] = []

    def use(self, number: NamedNumber, entry: Entry) -> None:
        """Remember a use that the store does not show yet."""
        self._unwritten.append((number, EarlierUse(entry.id, entry.header.case, number.voids)))

    def state(self, number: NamedNumber, entry: Entry) -> NumberState:
        """What is known of a number before an entry takes it: another case's use counts, the own does not."""
        earlier = self.earlier(number, entry)
        if any(each.voids for each in earlier):
            return NumberState.WRITTEN_OFF
        if any(each.case != entry.header.case for each in earlier):
            return NumberState.USED
        return NumberState.FREE if self._is_leased(number) else NumberState.NOT_LEASED

    def earlier(self, number: NamedNumber, entry: Entry) -> tuple[EarlierUse, ...]:
        """Every other applied entry of the street that names a number, the oldest first."""
        wanted = select(number_use.c.entry, number_use.c.case_id, number_use.c.voids).where(
            number_use.c.street == self._street,
            number_use.c.number_class == number.number_class,
            number_use.c.year == number.year,
            number_use.c.seq == number.seq,
            number_use.c.entry != entry.id,
        )
        found = {
            row.entry: EarlierUse(row.entry, row.case_id, bool(row.voids))
            for row in self._connection.execute(wanted)
        }
        for other, use in self._unwritten:
            same = (other.number_class, other.year, other.seq) == (
                number.number_class,
                number.year,
                number.seq,
            )
            if same and use.entry != entry.id:
                found[use.entry] = use
        return tuple(found.values())

    def _is_leased(self, number: NamedNumber) -> bool:
        wanted = select(lease.c.first, lease.c.last, lease.c.template).where(
            lease.c.street == self._street,
            lease.c.number_class == number.number_class,
            lease.c.year == number.year,
            lease.c.first <= number.seq,
            lease.c.last >= number.seq,
        )
        for row in self._connection.execute(wanted):
            block = NumberBlock("", number.number_class, number.year, row.first, row.last, row.template)
            try:
                if block.written(number.seq) == number.written:
                    return True
            except AppError:
                continue
        return False
