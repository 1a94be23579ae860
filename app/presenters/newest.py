"""Answers that come too late: when several are on their way, only the newest may be shown."""

from __future__ import annotations

import threading


class Newest:
    """Hands out tickets; of all that were asked, only the last one's answer still counts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def ask(self) -> int:
        """A ticket for a question that is put now."""
        with self._lock:
            self._last += 1
            return self._last

    def counts(self, ticket: int) -> bool:
        """Whether nothing was asked since."""
        with self._lock:
            return ticket == self._last
