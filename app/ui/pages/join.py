"""Joins a presenter and its view over the thread bridge: asked in the window, done beside it, shown in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.errors import AppError
from app.presenters.messages import message_for
from app.presenters.screen import Page, Screen
from app.ui.work import Reporter, Task, Work

S = TypeVar("S", bound=Page)
T = TypeVar("T")
S_contra = TypeVar("S_contra", contravariant=True)


class Shows(Protocol[S_contra]):
    """A view: ``show_state`` is the only way in."""

    def show_state(self, state: S_contra) -> None:
        """Show the whole state."""


class Join(QObject, Generic[S]):
    """Runs what was asked in the lane of reads or writes and shows the newest state afterwards.

    ``after`` are called with every state shown, ``written`` after each write that nothing refused.
    """

    def __init__(self, work: Work, presenter: Screen[S], show: Callable[[S], None], owner: QWidget) -> None:
        super().__init__(owner)
        self._work, self._presenter, self._show, self._owner = work, presenter, show, owner
        self.after: list[Callable[[S], None]] = []
        self.written: list[Callable[[], None]] = []
        self._newest: Task | None = None

    def read(self, call: Callable[[], object]) -> Task:
        """Ask without changing the store."""
        return self._work.read(call, owner=self._owner, then=self._done, fail=self._failed)

    def open(self, call: Callable[[], object], then: Callable[[], None]) -> Task:
        """Read in the order of writes: what was asked before is done before something else is shown."""

        def done(_: object) -> None:
            self._done(None)
            then()

        return self._work.write(call, owner=self._owner, then=done, fail=self._failed)

    def write(self, call: Callable[[], object], then: Callable[[], None] | None = None) -> Task:
        """Ask in the strict order of writes; ``then`` is called once its state is shown."""

        def done(_: object) -> None:
            self._done(None)
            self._tell_written()
            if then is not None:
                then()

        return self._work.write(call, owner=self._owner, then=done, fail=self._failed)

    def fetch(self, call: Callable[[], T], then: Callable[[T], None]) -> Task:
        """Ask for something beside the state, such as a picture."""
        return self._work.read(call, owner=self._owner, then=then, fail=lambda _: None)

    def latest(self, call: Callable[[], T], then: Callable[[T], None]) -> None:
        """Ask for something that only the newest asking may show, such as the hits of what is typed."""
        if self._newest is not None:
            self._newest.cancel()
        self._newest = self.fetch(call, then)

    def long(
        self, call: Callable[[Reporter], object], progress: Callable[[object], None] | None = None
    ) -> Task:
        """Ask for something that takes its time, writes what it found and tells how far it is."""

        def done(_: object) -> None:
            self._done(None)
            self._tell_written()

        return self._work.long(call, owner=self._owner, then=done, fail=self._failed, progress=progress)

    def _tell_written(self) -> None:
        if self._presenter.state.message is None:
            for call in self.written:
                call()

    def _done(self, _: object) -> None:
        state = self._presenter.state
        self._show(state)
        for call in self.after:
            call(state)

    def _failed(self, error: AppError) -> None:
        # Presenters turn refusals into messages themselves; what comes here has no page of its own.
        self._presenter.note_trouble(message_for(error))
        self._done(None)
