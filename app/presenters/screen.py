"""What all presenters share: one state, replaced as a whole, and refusals as messages."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from app.presenters.messages import Message


class Page(Protocol):
    """A state: a frozen dataclass that can carry a message."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def message(self) -> Message | None:
        """What went wrong last, or None."""


S = TypeVar("S", bound=Page)


class Screen(Generic[S]):
    """Holds the newest state. Methods of presenters run on worker threads, several at a time at worst."""

    def __init__(self, state: S) -> None:
        self._lock = threading.Lock()
        self._state = state

    @property
    def state(self) -> S:
        """The newest state."""
        return self._state

    def note_trouble(self, message: Message | None) -> S:
        """Show trouble that none of the page's own methods foresaw, or take a message away."""
        return self._change(lambda state: replace(state, message=message))

    def _change(self, how: Callable[[S], S]) -> S:
        """Replace the state by what ``how`` makes of it, and return it."""
        with self._lock:
            self._state = how(self._state)
            return self._state
