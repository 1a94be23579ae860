"""Cases as the applied entries of a street make them, folded once and kept as long as nothing is added."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from app.district.schema import case_state
from app.district.schema import entry as entry_table
from app.domain.case import Case
from app.domain.entry import Entry
from app.domain.fold import apply
from app.domain.history import identity_of
from app.domain.verdict import Outcome

KEPT = 2000
"""Cases that one process keeps folded: some tens of megabytes."""
ENTRY = (
    entry_table.c.id,
    entry_table.c.header,
    entry_table.c.body,
    entry_table.c.salt,
    entry_table.c.device_signature,
    entry_table.c.officer_signature,
)
"""The columns that :func:`entry_of` needs."""


def entry_of(row: Row[*tuple[Any, ...]]) -> Entry:
    """Read an entry from its row. Raises EntryDamaged: the database changed it."""
    return Entry.from_bytes(row.header, row.body, row.salt, row.device_signature, row.officer_signature)


class CaseShelf:
    """Folded cases by street and id, the longest unused given up first; shared by all threads."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._cases: OrderedDict[tuple[str, str], tuple[int, Case | None]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, street: str, case: str) -> tuple[int, Case | None]:
        """The place up to which a case is folded, and the case; (0, None) where nothing is kept."""
        with self._lock:
            found = self._cases.get((street, case))
            if found is not None:
                self._cases.move_to_end((street, case))
            return found or (0, None)

    def put(self, street: str, case: str, place: int, folded: Case | None) -> None:
        """Keep a case as it stands after a committed place."""
        with self._lock:
            known = self._cases.get((street, case))
            if known is not None and known[0] > place:
                return
            self._cases[street, case] = place, folded
            self._cases.move_to_end((street, case))
            while len(self._cases) > self._kept:
                self._cases.popitem(last=False)

    def clear(self) -> None:
        """Forget all: the store was put back from a copy."""
        with self._lock:
            self._cases.clear()


@dataclass(slots=True)
class OpenCase:
    """One case in the middle of a transaction.

    Attributes:
        case: None before its docketing.
        place: the newest place that is folded into it.
        held, refused: how many entries of it wait for the squad leader.
    """

    id: str
    case: Case | None
    place: int
    held: int = 0
    refused: int = 0
    is_new: bool = False
    is_changed: bool = False

    def apply(self, entry: Entry, place: int) -> None:
        """Fold an applied entry."""
        self.case, self.place, self.is_changed = apply(self.case, entry), place, True

    def count(self, held: int = 0, refused: int = 0) -> None:
        """Change how many entries wait."""
        self.held, self.refused, self.is_changed = self.held + held, self.refused + refused, True


class OpenCases:
    """The cases of one street that one transaction touches."""

    def __init__(self, connection: Connection, street: str, shelf: CaseShelf) -> None:
        self._connection, self._street, self._shelf = connection, street, shelf
        self._open: dict[str, OpenCase] = {}

    def load(self, ids: Iterable[str]) -> None:
        """Open several cases with one question."""
        wanted = sorted(set(ids) - self._open.keys())
        if not wanted:
            return
        known = {
            row.case_id: row
            for row in self._connection.execute(
                select(case_state).where(
                    case_state.c.street == self._street, case_state.c.case_id.in_(wanted)
                )
            )
        }
        for id_ in wanted:
            row = known.get(id_)
            if row is None:
                self._open[id_] = OpenCase(id_, None, 0, is_new=True)
            else:
                folded = self._folded(id_, row.applied_seq)
                self._open[id_] = OpenCase(id_, folded, row.applied_seq, row.held, row.refused)

    def get(self, id_: str) -> OpenCase:
        """One case; of one that the street does not know, an empty one."""
        self.load((id_,))
        return self._open[id_]

    def others_of(self, identity: str, besides: str) -> tuple[Case, ...]:
        """The other cases of the same party, as far as they are written."""
        wanted = select(case_state.c.case_id).where(
            case_state.c.street == self._street,
            case_state.c.identity == identity_hash(identity),
            case_state.c.case_id != besides,
        )
        ids = tuple(self._connection.execute(wanted).scalars())
        self.load(ids)
        return tuple(case for id_ in ids if (case := self._open[id_].case) is not None)

    def write(self) -> None:
        """Write what must be known of the cases that changed."""
        changed = [each for each in self._open.values() if each.is_changed]
        new = [_row(self._street, each) for each in changed if each.is_new]
        old = [_row(self._street, each) for each in changed if not each.is_new]
        if new:
            self._connection.execute(insert(case_state), new)
        if old:
            self._connection.execute(
                _CHANGE, [{**row, "of": row["case_id"], "at": self._street} for row in old]
            )
        for each in changed:
            each.is_new = each.is_changed = False

    def keep(self) -> None:
        """Keep the cases for later transactions; only once this one is committed."""
        for each in self._open.values():
            if each.place:
                self._shelf.put(self._street, each.id, each.place, each.case)

    def _folded(self, id_: str, upto: int) -> Case | None:
        place, case = self._shelf.get(self._street, id_)
        if place == upto:
            return case
        if place > upto:
            place, case = 0, None
        wanted = (
            select(*ENTRY)
            .where(
                entry_table.c.street == self._street,
                entry_table.c.case_id == id_,
                entry_table.c.outcome == Outcome.APPLIED.value,
                entry_table.c.applied_seq > place,
            )
            .order_by(entry_table.c.applied_seq)
        )
        for row in self._connection.execute(wanted):
            case = apply(case, entry_of(row))
        return case


def identity_hash(identity: str) -> str:
    """How a party is looked up: nobody reads an identity number from an index."""
    return hashlib.sha256(identity.encode("utf-8")).hexdigest() if identity else ""


def _row(street: str, each: OpenCase) -> dict[str, Any]:
    return {
        "street": street,
        "case_id": each.id,
        "applied_seq": each.place,
        "held": each.held,
        "refused": each.refused,
        "identity": "" if each.case is None else identity_hash(identity_of(each.case)),
    }


_CHANGE = (
    update(case_state)
    .where(case_state.c.street == bindparam("at"), case_state.c.case_id == bindparam("of"))
    .values({name: bindparam(name) for name in ("applied_seq", "held", "refused", "identity")})
)
