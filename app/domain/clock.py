"""Time as the law and the journal need it: Asia/Shanghai only, and honest about doubt.

China has kept UTC+8 without summer time since 1991, so a fixed offset is exact for every date in use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from app.domain.clock_reading import ClockReading

SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Beacon:
    """A server's signed time, bound to the boot in which it was received."""

    server_ms: int
    boot: str
    since_boot_ms: int


@dataclass(frozen=True, slots=True)
class EffectiveTime:
    """The time that guards take: ``unsure`` when the wall clock cannot be trusted, with the reason.

    ``reason`` is ``jumped``, ``before_newest`` or empty.
    """

    at: datetime
    unsure: bool = False
    reason: str = ""


def effective_time(
    reading: ClockReading, beacon: Beacon | None, newest: ClockReading | None, tolerance_ms: int
) -> EffectiveTime:
    """Tell the time: the last beacon of this boot plus the time since, else the wall clock.

    Without a beacon the time is never before the newest own entry, and unsure when the wall clock moved
    against the boot clock by more than ``tolerance_ms``, or lies before the newest own entry.
    """
    if beacon is not None and beacon.boot == reading.boot and reading.since_boot_ms >= beacon.since_boot_ms:
        return EffectiveTime(moment(beacon.server_ms + reading.since_boot_ms - beacon.since_boot_ms))
    if newest is None:
        return EffectiveTime(moment(reading.wall_ms))
    if newest.boot == reading.boot:
        drift = (reading.wall_ms - newest.wall_ms) - (reading.since_boot_ms - newest.since_boot_ms)
        if abs(drift) > tolerance_ms:
            expected = newest.wall_ms + max(0, reading.since_boot_ms - newest.since_boot_ms)
            return EffectiveTime(moment(max(expected, newest.wall_ms)), True, "jumped")
    if reading.wall_ms < newest.wall_ms:
        return EffectiveTime(moment(newest.wall_ms), True, "before_newest")
    return EffectiveTime(moment(reading.wall_ms))


def moment(ms: int) -> datetime:
    """A count of milliseconds since 1970 as Shanghai time."""
    return datetime.fromtimestamp(ms / 1000, tz=UTC).astimezone(SHANGHAI)


def rfc3339(at: datetime) -> str:
    """Shanghai time with seconds, such as ``2026-08-06T09:12:00+08:00``."""
    return at.astimezone(SHANGHAI).replace(microsecond=0).isoformat()
