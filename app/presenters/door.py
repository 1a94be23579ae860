"""What the sign-in page may ask before anything is unlocked, and how it unlocks: one protocol.

Only public slot headers and what lies beside them is known here; whoever implements this must not import
the store's libraries before :meth:`Door.unlock` or :meth:`Door.recover` is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

from app.ports.keys import SlotListing
from app.presenters.look import Look

if TYPE_CHECKING:
    from app.presenters.office import Office


@dataclass(frozen=True, slots=True)
class LaptopFacts:
    """What stands around the list of officers.

    Attributes:
        agency, squad, laptop: names as they are shown; an empty one is left out.
        folder: where store and vault lie.
        free_bytes: room left on the disk of the store.
        last_contact: when the district last answered, RFC 3339; None when it never did.
        program, catalogue: versions in words.
        last_sign_ins: RFC 3339 by roster id.
        demonstration: passphrases by roster id, only where the store was made for demonstration.
        card_warn_days: so many days before its end a card is warned of; None warns only of its end.
    """

    agency: str
    squad: str
    laptop: str
    free_bytes: int
    program: str
    catalogue: str
    last_contact: str | None = None
    last_sign_ins: Mapping[str, str] = field(default_factory=dict)
    demonstration: Mapping[str, str] = field(default_factory=dict)
    card_warn_days: int | None = None
    folder: str = ""


class Door(Protocol):
    """The closed store of this laptop."""

    def slots(self) -> SlotListing:
        """All officers who may try, by their public headers."""
        ...

    def facts(self) -> LaptopFacts:
        """What may be shown around them."""
        ...

    def look(self) -> Look | None:
        """How the window looked here last; None where nobody chose a look."""
        ...

    def keep_look(self, look: Look) -> None:
        """Keep a look for the next start; it keeps nobody out when it cannot be written."""
        ...

    def now(self) -> datetime:
        """The time in Shanghai, as the machine tells it."""
        ...

    def unlock(self, officer: str, passphrase: str) -> Office:
        """Open the store as an officer.

        Raises:
            AppError: WrongPassphrase, the keyring's troubles, a damaged or newer store.
        """
        ...

    def recover(self, code: str, officer: str, passphrase: str) -> Office:
        """Open the store with the printed recovery code and give an officer a new passphrase.

        Raises:
            AppError: RecoveryCodeMistyped, RecoveryCodeWrong, WeakPassphrase, the keyring's troubles.
        """
        ...
