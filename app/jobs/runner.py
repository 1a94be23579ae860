"""The threads of the lanes: each does what is due, rests as long as it says, and wakes for what is new."""

from __future__ import annotations

import logging
import threading
from types import TracebackType

from app.jobs.lanes import REST_MS, Lane, Lanes

log = logging.getLogger(__name__)
STOP_SECONDS = 10.0
"""How long :meth:`Runner.stop` waits for a request that is under way."""


class Runner:
    """One thread for each lane; a context, or :meth:`start` and :meth:`stop`."""

    def __init__(self, lanes: Lanes) -> None:
        self._lanes = lanes
        self._ended = threading.Event()
        self._woken = {lane: threading.Event() for lane in Lane}
        self._threads = tuple(
            threading.Thread(target=self._work, args=(lane,), name=f"lane-{lane.value}", daemon=True)
            for lane in Lane
        )

    def start(self) -> None:
        """Begin; returns at once."""
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Something new waits to go up: look now, unless the link is waiting."""
        for event in self._woken.values():
            event.set()

    def hurry(self) -> None:
        """Forget the pauses of link and files and look now."""
        self._lanes.hurry_files()
        self.wake()

    def stop(self) -> None:
        """End after what is under way; nothing that was stored is lost if it takes longer than we wait."""
        self._ended.set()
        self.wake()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(STOP_SECONDS)

    def __enter__(self) -> Runner:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _work(self, lane: Lane) -> None:
        woken = self._woken[lane]
        while not self._ended.is_set():
            woken.clear()
            try:
                rest = self._lanes.run(lane)
            except Exception:  # a fault of our own ends no lane: it is written down and tried again
                log.exception("lane %s", lane.value)
                rest = REST_MS
            if rest:
                woken.wait(rest / 1000)
