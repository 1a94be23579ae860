"""When the machine is left alone: it goes to sleep, its lid closes, or its session is locked."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol


class Left(StrEnum):
    """How the machine was left alone."""

    SUSPEND = "suspend"
    LID = "lid"
    SESSION = "session"


class Power(Protocol):
    """Tells when the program must lock, since nobody watches over the machine any more."""

    @property
    def available(self) -> bool:
        """Whether this machine tells it at all; where not, only the idle time covers and locks."""
        ...

    def on_lock(self, callback: Callable[[Left], None]) -> None:
        """Call back whenever the machine is left alone, each callback in the order given.

        Where the system allows it, sleep waits until all callbacks have returned or the process is replaced.
        """
        ...

    def close(self) -> None:
        """Listen no more; calling it twice does nothing."""
        ...
