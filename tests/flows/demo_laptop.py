"""A demonstration laptop in a folder of one's own, with cheap key stretching and a secret kept in memory."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from app.bootstrap import LaptopDoor, Machine, set_up_demonstration_laptop
from app.crypto.slots import Argon2Cost
from app.demonstration import SetUp
from app.domain.clock import SHANGHAI
from app.ports.keys import LaptopSecretExists, LaptopSecretMissing
from tests.fakes.clock import SetClock

CHEAP = Argon2Cost(passes=1, memory_kib=64, lanes=1)
JOURNEY_DAY = datetime(2026, 8, 6, 9, 0, tzinfo=SHANGHAI)

JIA, YI, BING, WU, JI = "demo-jia", "demo-yi", "demo-bing", "demo-wu", "demo-ji"
PASSPHRASES = {
    JIA: "demo-sunny-0107",
    YI: "demo-rainy-0108",
    BING: "demo-windy-0112",
    WU: "demo-cloudy-0101",
    JI: "demo-starry-0001",
}


@dataclass
class MemorySecret:
    """A laptop secret that lives as long as the test."""

    kept: dict[str, bytes]
    store: str

    def get(self) -> bytes:
        """Read the secret."""
        if self.store not in self.kept:
            raise LaptopSecretMissing(store=self.store)
        return self.kept[self.store]

    def create(self) -> bytes:
        """Make one, once."""
        if self.store in self.kept:
            raise LaptopSecretExists(store=self.store)
        self.kept[self.store] = os.urandom(32)
        return self.kept[self.store]

    def renew(self) -> bytes:
        """Read it, or make one."""
        return self.kept[self.store] if self.store in self.kept else self.create()


@dataclass
class DemoLaptop:
    """One laptop: its folder, its clock and its keyring."""

    home: Path
    clock: SetClock = field(default_factory=lambda: SetClock(JOURNEY_DAY))
    secrets: dict[str, bytes] = field(default_factory=dict)
    set_up: SetUp | None = None

    def secret_for(self, store: str) -> MemorySecret:
        """The keyring's entry for a store."""
        return MemorySecret(self.secrets, store)

    @property
    def machine(self) -> Machine:
        """What this laptop's machine lends."""
        return Machine(self.clock, self.secret_for, CHEAP)

    def make(self) -> DemoLaptop:
        """Set the laptop up."""
        self.set_up = set_up_demonstration_laptop(self.home, self.machine)
        return self

    def door(self) -> LaptopDoor:
        """The closed store, as a start of the program finds it."""
        return LaptopDoor(self.home, self.machine)
