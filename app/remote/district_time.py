"""The district's time, as far as its answers tell it."""

from __future__ import annotations

import time
from collections.abc import Callable

MAX_DIGITS = 15


class DistrictTime:
    """How far the district's clock is ahead of this machine's, from its last answer."""

    def __init__(self, wall: Callable[[], float] = time.time) -> None:
        self._wall = wall
        self._offset: float | None = None

    @property
    def offset_ms(self) -> int | None:
        """Milliseconds; None before the first answer."""
        return None if self._offset is None else round(self._offset * 1000)

    def now(self) -> float:
        """The district's time in seconds since 1970, as well as it is known."""
        return self._wall() + (self._offset or 0.0)

    def note(self, told: str | None) -> None:
        """Learn from an answer's ``Fieldcase-Time`` (ms since 1970); what is no time teaches nothing."""
        if told is not None and told.isascii() and told.isdigit() and len(told) <= MAX_DIGITS:
            self._offset = int(told) / 1000 - self._wall()
