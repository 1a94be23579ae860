"""What is known of a slot before anything is opened: whose it is, and what stretching a passphrase costs.

The sign-in page needs no more, so no cryptography is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.crypto import slot_format
from app.crypto.slot_format import Fields, SlotKind
from app.ports.keys import SlotDamaged, SlotHeader

MOST_MEMORY_KIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What stretching a passphrase costs: passes, memory in KiB, lanes."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 2

    def is_sane(self) -> bool:
        """Whether a slot may ask for this much: a hostile file must not eat the machine's memory."""
        memory = 8 * self.lanes <= self.memory_kib <= MOST_MEMORY_KIB
        return 1 <= self.passes <= 16 and 1 <= self.lanes <= 16 and memory


DEFAULT_COST = Argon2Cost()


def read_header(slot: bytes) -> SlotHeader:
    """What the sign-in page shows, without opening anything; proven only once the slot is opened.

    Raises:
        SlotDamaged, SlotTooNew.
    """
    return header_of(slot_format.read(slot, SlotKind.OFFICER).fields)


def header_of(fields: Fields) -> SlotHeader:
    """The public header among a slot's fields.

    Raises:
        SlotDamaged: one of its fields is not there or has another type.
    """
    holder = slot_format.section(fields, "holder")
    roles = holder.get("roles")
    if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
        raise SlotDamaged(part="field", field="roles")
    return SlotHeader(
        store=slot_format.string(holder, "store"),
        officer=slot_format.string(holder, "officer"),
        name=slot_format.string(holder, "name"),
        roles=tuple(str(role) for role in roles),
        card=slot_format.string(holder, "card"),
        card_valid_until=slot_format.string(holder, "card_valid_until"),
    )
