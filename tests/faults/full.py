"""An officer at work while the disk fills up (F19): an act is refused whole, and done once there is room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.ports.vault import DiskFull
from app.presenters.messages import message_for
from app.services.office import LaptopOffice
from tests.faults.disk import Disk
from tests.faults.life import REFUSED, WRONG, Say


def patiently(unlock: Callable[[], LaptopOffice], disk: Disk, say: Say) -> LaptopOffice:
    """Sign in; a sign-in that finds no room is told and tried again when there is some."""
    try:
        return unlock()
    except DiskFull as full:
        say(f"{REFUSED} sign-in")
        _look_for_words(full, say)
    disk.made_room = True
    return unlock()


class Patient:
    """The office as an officer uses it who makes room and tries again; nothing is started anew.

    An act that finds no room must leave everything as it was, and must be told in a sentence.
    """

    def __init__(self, office: LaptopOffice, disk: Disk, say: Say) -> None:
        self._office, self._disk, self._say = office, disk, say

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._office, name)
        if not callable(found):
            return found
        return lambda *given, **named: self._try(name, found, given, named)

    def _try(self, name: str, act: Any, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        before = self._state()
        try:
            return act(*given, **named)
        except DiskFull as full:
            self._look(name, full, before)
        self._disk.made_room = True
        return act(*given, **named)

    def _look(self, name: str, full: DiskFull, before: object) -> None:
        self._say(f"{REFUSED} {name}")
        _look_for_words(full, self._say)
        if self._state() != before:
            self._say(f"{WRONG} {name} was refused and left something behind")
        if faults := self._office.doctor.check():
            self._say(f"{WRONG} {name} was refused and left damage: {faults}")

    def _state(self) -> object:
        """All entries and all projections; sealed files that no row names are mended at the next start."""
        return self._office.queries.totals(), self._office.doctor.projections_digest()


def _look_for_words(full: DiskFull, say: Say) -> None:
    message = message_for(full)
    if not (message.what and message.data and message.remedy):
        say(f"{WRONG} no sentence for a full disk")
