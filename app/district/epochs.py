"""Lives of the store: one that was put back is noticed by what laptops have seen (contract, section 8)."""

from __future__ import annotations

import json
import logging
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, insert, select

from app.district.cases import CaseShelf
from app.district.database import lock_order, reading, writing
from app.district.leases import jump
from app.district.people import note_change
from app.district.schema import epoch as epoch_table
from app.district.schema import street as street_table
from app.district.schema import verdict
from app.district.settings import Policies
from app.district.state import EPOCH, put_setting, setting_of
from app.district.street_file import street_facts
from app.domain.clock import moment, rfc3339
from app.ports.clock import Clock
from app.wire.cursors import Seen
from app.wire.problems import EpochNew

_BYTES = 16
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Epochs:
    """Watches over the life of the store; shared by all threads."""

    engine: Engine
    policies: Policies
    clock: Clock
    shelf: CaseShelf

    def check(self, street: str, seen: Seen | None) -> None:
        """Compare what a laptop of a street has seen with what this store holds.

        Raises:
            EpochNew: the laptop speaks of an earlier epoch, or of what this store does not know, which begins
                a new epoch.
        """
        if seen is None:
            return
        with reading(self.engine) as connection:
            current = setting_of(connection, EPOCH)
            if seen.epoch == current and _holds(connection, street, seen):
                return
            earlier = seen.epoch != current and _was(connection, seen.epoch)
        raise EpochNew(epoch=current if earlier else self.begin(current))

    def begin(self, instead_of: str) -> str:
        """Begin a new epoch, unless another process has begun one already; the present one comes back."""
        now_ms = self.clock.read().wall_ms
        with writing(self.engine) as connection:
            after = lock_order(connection)
            current = setting_of(connection, EPOCH)
            if current != instead_of:
                return current
            fresh = begin_epoch(connection, after, now_ms)
            for street, number_class, size in _classes(connection, self.policies):
                jump(connection, self.policies, fresh, street, number_class, size, now_ms)
            note_change(connection)
        self.shelf.clear()
        _log.warning("a store that was put back was noticed: epoch %s begins after place %d", fresh, after)
        return fresh


def begin_epoch(connection: Connection, after: int, now_ms: int) -> str:
    """Write down a new life of the store."""
    fresh = secrets.token_urlsafe(_BYTES)
    connection.execute(insert(epoch_table).values(id=fresh, began_at=rfc3339(moment(now_ms)), after=after))
    put_setting(connection, EPOCH, fresh)
    return fresh


def _holds(connection: Connection, street: str, seen: Seen) -> bool:
    wanted = select(verdict.c.id).where(verdict.c.commit_seq == seen.commit_seq, verdict.c.street == street)
    return connection.execute(wanted).scalar_one_or_none() == seen.verdict


def _was(connection: Connection, epoch: str) -> bool:
    return connection.execute(select(epoch_table.c.id).where(epoch_table.c.id == epoch)).first() is not None


def _classes(connection: Connection, policies: Policies) -> list[tuple[str, str, int]]:
    """(street, class, numbers of a block) of every class that is counted here, the registers' too."""
    found = []
    for row in connection.execute(select(street_table.c.id, street_table.c.facts)):
        facts = street_facts(json.loads(row.facts))
        counted = [*facts.numbers, *([] if facts.register is None else [facts.register])]
        found += [(row.id, each.number_class, each.block or policies.block_size) for each in counted]
    return found
