"""What all presenters share: one state, replaced as a whole, and refusals as messages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

S = TypeVar("S")


class Screen(Generic[S]):
    """Holds the newest state. Methods of presenters run on worker threads, several at a time at worst."""

    def __init__(self, state: S) -> None:
        self._lock = threading.Lock()
        self._state = state

    @property
    def state(self) -> S:
        """The newest state."""
        return self._state

    def _change(self, how: Callable[[S], S]) -> S:
        """Replace the state by what ``how`` makes of it, and return it."""
        with self._lock:
            self._state = how(self._state)
            return self._state
