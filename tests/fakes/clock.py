"""A clock that is set: the journey of a chosen day, and what happens when a clock jumps."""

from __future__ import annotations

import threading
from datetime import datetime

from app.domain.entry import ClockReading
from app.machine import since_boot_ms


class SetClock:
    """A clock that starts at a given moment and then runs with the machine, or is set forward by hand."""

    def __init__(self, start: datetime, boot: str = "set-clock") -> None:
        self._offset = int(start.timestamp() * 1_000) - since_boot_ms()
        self._passed = 0
        self._boot = boot
        self._lock = threading.Lock()

    def read(self) -> ClockReading:
        """The set time plus what has passed since."""
        with self._lock:
            since = since_boot_ms() + self._passed
            return ClockReading(since + self._offset, self._boot, since)

    def advance_to(self, moment: datetime) -> None:
        """Move both clocks forward to a moment; a moment already past changes nothing."""
        with self._lock:
            now = since_boot_ms() + self._passed + self._offset
            self._passed += max(0, int(moment.timestamp() * 1_000) - now)
