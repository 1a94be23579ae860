"""A clock that is told the time by a file: for trials that play a chosen day, never for a real district.

The file holds one moment in RFC 3339; from the moment at which it was written the clock runs on. Whoever
plays the day writes it anew to go forward; every process that reads it tells the same time.
"""

from __future__ import annotations

import threading
import time
from datetime import datetime
from pathlib import Path

from app.district.errors import DistrictUnusable
from app.domain.entry import ClockReading
from app.machine import since_boot_ms

VARIABLE = "FIELDCASE_DISTRICT_CLOCK"
BOOT = "told-clock"


class ToldClock:
    """The clock port over such a file."""

    def __init__(self, path: Path) -> None:
        """
        Raises:
            DistrictUnusable: the file cannot be read, or holds no moment (``reason`` is ``clock``).
        """
        self._path = path
        self._lock = threading.Lock()
        self._written = -1
        self._told_ms = 0
        self.read()

    def read(self) -> ClockReading:
        """The told moment plus what has passed since it was told."""
        try:
            written = self._path.stat().st_mtime_ns
            with self._lock:
                if written != self._written:
                    told = datetime.fromisoformat(self._path.read_text("ascii").strip())
                    if told.tzinfo is None:
                        raise DistrictUnusable(reason="clock", file=self._path.name)
                    self._told_ms, self._written = int(told.timestamp() * 1000), written
                passed = max(0, time.time_ns() - written) // 1_000_000
                return ClockReading(self._told_ms + passed, BOOT, since_boot_ms())
        except (OSError, ValueError) as error:
            raise DistrictUnusable(reason="clock", file=self._path.name) from error
