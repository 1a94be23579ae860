"""Clocks and identities as ports: the only doors through which time and chance come in."""

from __future__ import annotations

from typing import Protocol

from app.domain.clock_reading import ClockReading


class Clock(Protocol):
    """Reads all clocks of the machine at one moment."""

    def read(self) -> ClockReading:
        """Wall time, boot id and time since boot, including suspend."""


class Ids(Protocol):
    """Makes identities and salts from good randomness."""

    def uuid(self) -> str:
        """A UUIDv7 (RFC 9562) as text."""

    def salt(self) -> bytes:
        """16 random bytes for a commitment."""

    def paper(self) -> str:
        """64 random bits in hex: what tells two papers with one number apart."""
