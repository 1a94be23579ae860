"""One reading of the machine's clocks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the machine's clocks said: wall time and time since boot (both ms), and which boot it was.

    ``since_boot_ms`` includes suspend (CLOCK_BOOTTIME, GetTickCount64).
    """

    wall_ms: int
    boot: str
    since_boot_ms: int
