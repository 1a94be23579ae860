"""The machine's own clocks and randomness, behind the ports of the same name."""

from __future__ import annotations

import os
import secrets
import sys
import time
from functools import cache
from pathlib import Path

from app.domain.clock_reading import ClockReading
from app.ports.clock import Clock

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


class SystemClock:
    """Reads wall time, boot id and time since boot including suspend (CLOCK_BOOTTIME, GetTickCount64)."""

    def read(self) -> ClockReading:
        """One reading of all clocks."""
        return ClockReading(time.time_ns() // 1_000_000, boot_id(), since_boot_ms())


class RandomIds:
    """Identities from the system's randomness; UUIDv7 takes its time from the clock port."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def uuid(self) -> str:
        """A UUIDv7 (RFC 9562, section 5.7)."""
        from uuid import UUID

        value = (self._clock.read().wall_ms & (1 << 48) - 1) << 80 | secrets.randbits(80)
        value = value & ~(0xF << 76) | 0x7 << 76
        value = value & ~(0x3 << 62) | 0x2 << 62
        return str(UUID(int=value))

    def salt(self) -> bytes:
        """16 random bytes for a commitment."""
        from app.domain.entry import SALT_BYTES

        return os.urandom(SALT_BYTES)

    def paper(self) -> str:
        """64 random bits in hex."""
        return secrets.token_hex(8)


@cache
def boot_id() -> str:
    """Tells one start of the machine from the next; without such a name, a random one for each process."""
    try:
        return _BOOT_ID.read_text(encoding="ascii").strip()
    except OSError:
        return f"process-{secrets.token_hex(8)}"


def since_boot_ms() -> int:
    """Milliseconds since boot, including suspend where the system tells it."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetTickCount64())
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    return time.monotonic_ns() // 1_000_000
