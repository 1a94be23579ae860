"""Ctrl+K: the field in the top bar finds cases, items and commands; the list opens below it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.presenters.shell import Hit
from app.presenters.spot_state import ItemOption
from app.ui.frame import Frame
from app.ui.pages.options import WALKING, OptionsList

NOTHING = ""
"""The place of the line that says that nothing was found: it leads nowhere."""
PAUSE_MS = 80
"""Waits so long after the last key before it asks."""


class SearchBox(QObject):
    """Watches the search field of a frame. ``words_typed`` asks, ``show_hits`` answers, ``chosen`` tells."""

    words_typed = Signal(str)
    chosen = Signal(str)  # place

    def __init__(self, frame: Frame) -> None:
        super().__init__(frame)
        self._frame, self._field = frame, frame.top.search
        self._list = OptionsList("search_options", frame)
        self._list.chosen.connect(self._choose)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.words_typed.emit(self._field.text()))
        frame.search_typed.connect(lambda _: self._pause.start())
        frame.search_asked.connect(lambda _: self._list.take())
        self._field.installEventFilter(self)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Open the list; where nothing was found it says so, and an empty field closes it."""
        options = [ItemOption(hit.place, hit.title, hit.line, True) for hit in hits]
        if not hits and (words := self._field.text().strip()):
            options = [ItemOption(NOTHING, f"没有找到“{words}”", "换个词，Esc 离开", True)]
        self._list.show_options(options)
        if options and self._field.hasFocus():
            self._list.place_below(self._field, self._frame, len(options))
        else:
            self._list.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._close)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in WALKING and self._list.isVisible():
                self._list.walk(event)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._list.hide()
        return False

    def _close(self) -> None:
        if not self._field.hasFocus():
            self._list.hide()

    def _choose(self, place: str) -> None:
        if place == NOTHING:
            return
        self._list.hide()
        self._field.clear()
        page = self._frame.findChild(QWidget, "pages")
        if page is not None:
            page.setFocus()
        self.chosen.emit(place)
