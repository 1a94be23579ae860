"""Drives the window as a person does: finds what is seen, clicks, types, waits for facts.

Page objects and the journey that is played without a display both stand on this; it needs no test runner.
"""

from __future__ import annotations

import difflib
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtCore import QCoreApplication, QEventLoop, QKeyCombination, QPoint, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

W = TypeVar("W", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
SLICE_MS = 20
PATIENCE_S = 5.0
STRAINED = 10
"""A machine that has other work may be so many times slower: every bound is stretched by it, so that load
never fails a wait. A window that truly hangs still ends it."""
BREATH_S = 0.002
"""Between two looks the other threads get their turn: a loop that only looks would keep them from working."""


class NotSeen(AssertionError):
    """What was looked for is not in sight; the text names what is near."""


class NotYet(AssertionError):
    """A fact that was waited for did not come true in time."""


def spin(milliseconds: int = 0) -> None:
    """Let the event loop work once, waiting at most so long for something to happen."""
    QCoreApplication.sendPostedEvents()
    flags = QEventLoop.ProcessEventsFlag.AllEvents
    QCoreApplication.processEvents(flags, milliseconds or SLICE_MS)


def wait_until(fact: Callable[[], object], what: str, timeout_s: float = PATIENCE_S) -> None:
    """Let the event loop work until ``fact`` is true. Raises NotYet, naming ``what``.

    ``timeout_s`` is what it may take on a machine of its own.
    """
    most = timeout_s * STRAINED
    end = time.monotonic() + most
    while not fact():
        if time.monotonic() > end:
            raise NotYet(f"after {most:g} s still not: {what}")
        spin()
        time.sleep(BREATH_S)


class Driver:
    """One window and everything shown above it; the program's own popups and dialogs included."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def tops(self) -> list[QWidget]:
        """Windows in sight, the topmost first: popup, dialog, then the rest."""
        above = [QApplication.activePopupWidget(), QApplication.activeModalWidget(), self.window]
        found: list[QWidget] = []
        for widget in [*above, *QApplication.topLevelWidgets()]:
            if widget is not None and widget.isVisible() and widget not in found:
                found.append(widget)
        return found

    def find_as(self, name: str, kind: type[W]) -> W:
        """The visible widget of that object name and class. Raises NotSeen with the names that are near."""
        for _ in range(2):
            for top in self.tops():
                if top.objectName() == name and isinstance(top, kind):
                    return top
                for widget in top.findChildren(kind, name):
                    if widget.isVisible():
                        return widget
            spin()  # what was put into a layout just now is shown by the event loop
        raise NotSeen(self._missing(name, kind))

    def find(self, name: str) -> QWidget:
        """The visible widget of that object name. Raises NotSeen."""
        return self.find_as(name, QWidget)

    def sees(self, name: str) -> bool:
        """Whether a widget of that name is in sight."""
        try:
            self.find(name)
        except NotSeen:
            return False
        return True

    def wait_for(self, name: str, timeout_s: float = PATIENCE_S) -> QWidget:
        """Wait until a widget of that name is in sight, and return it."""
        wait_until(lambda: self.sees(name), f"{name!r} is in sight", timeout_s)
        return self.find(name)

    def text(self, name: str) -> str:
        """The whole text that a widget shows: label, button, field, or else what it is called aloud."""
        widget = self.find(name)
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        if isinstance(widget, QComboBox):
            return widget.currentText()
        if isinstance(widget, QAbstractButton):
            return widget.text().replace("&&", "&") or widget.accessibleName()
        if isinstance(widget, QLabel | QLineEdit):
            return widget.text()
        return widget.accessibleName()

    def click(self, name: str) -> None:
        """Click in the middle of a widget. Raises NotSeen when it is shut or hidden behind another."""
        widget = self.find(name)
        self._bring_up(widget)
        if not widget.isEnabled():
            raise NotSeen(f"{name!r} is shut and cannot be clicked")
        middle = widget.rect().center()
        self._check_uncovered(widget, middle)
        QTest.mouseClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, middle)
        spin()

    def double_click(self, name: str) -> None:
        """Double-click in the middle of a widget."""
        widget = self.find(name)
        QTest.mouseDClick(widget, LEFT, Qt.KeyboardModifier.NoModifier, widget.rect().center())
        spin()

    def click_cell(self, name: str, row: int, column: int = 0) -> None:
        """Click a cell of a table or tree, scrolled into sight first."""
        view = self.find_as(name, QAbstractItemView)
        index = view.model().index(row, column)
        if not index.isValid():
            raise NotSeen(f"{name!r} has no row {row}; it has {view.model().rowCount()}")
        view.scrollTo(index)
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
        view.setFocus()
        spin()

    def fill(self, name: str, text: str) -> None:
        """Replace the text of a field by typing, then leave it as Tab does."""
        self._bring_up(self.find(name))
        self._activate()
        # Looked for again: what was asked before may have arrived meanwhile and made the field anew.
        self.find(name).setFocus(Qt.FocusReason.TabFocusReason)
        self.press("Ctrl+A")
        if text:
            self.type_text(text)
        else:
            self.press("Delete")
        QTest.keyClick(self._focused(), Qt.Key.Key_Tab)
        spin()

    def type_text(self, text: str) -> None:
        """Type into what has the focus: ASCII by keys, everything else as an input method commits it."""
        for run in _runs(text):
            target = self._focused()
            if run.isascii():
                for character in run:
                    key = "\r" if character == "\n" else character
                    QTest.keyClicks(target, key)
            else:
                event = QInputMethodEvent()
                event.setCommitString(run)
                QCoreApplication.sendEvent(target, event)
        spin()

    def press(self, keys: str) -> None:
        """Press a key or combination such as ``Ctrl+K``, ``Esc``, ``Down``."""
        combination = cast(Sequence[QKeyCombination], QKeySequence(keys))[0]
        QTest.keyClick(self._focused(), combination.key(), combination.keyboardModifiers())
        spin()

    def pick(self, name: str, key: str) -> None:
        """Choose an option of a drop-down list by its key, with the arrow keys."""
        box = self.find_as(name, QComboBox)
        wanted = box.findData(key)
        if wanted < 0:
            offered = [str(box.itemData(place)) for place in range(box.count())]
            raise NotSeen(f"{name!r} offers {offered}, not {key!r}")
        box.setFocus(Qt.FocusReason.TabFocusReason)
        while box.currentIndex() != wanted:
            QTest.keyClick(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)
        spin()

    def focused_name(self) -> str:
        """Object name of what takes the keys in the topmost window."""
        return self._focused().objectName()

    def grab(self, path: Path, widget: QWidget | None = None) -> Path:
        """Take a picture of the window, or of one widget. Raises OSError when it cannot be written."""
        spin()
        path.parent.mkdir(parents=True, exist_ok=True)
        if not (widget or self.window).grab().save(str(path), "PNG"):
            raise OSError(f"the picture could not be written: {path}")
        return path

    def _activate(self) -> None:
        """Without a window manager nobody gives the keys back to the window when a dialog closes."""
        if QApplication.activeWindow() is None:
            self.tops()[0].activateWindow()
            wait_until(lambda: QApplication.activeWindow() is not None, "a window takes the keys")

    def _focused(self) -> QWidget:
        """What takes the keys: the focus of the topmost window, also before that window is active."""
        top = self.tops()[0]
        focus = QApplication.focusWidget()
        if focus is not None and focus.window() is top:
            return focus
        return top.focusWidget() or top

    def _bring_up(self, widget: QWidget) -> None:
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        spin()

    def _check_uncovered(self, widget: QWidget, place: QPoint) -> None:
        window = widget.window()
        there = window.childAt(widget.mapTo(window, place)) or window
        if there is not widget and not widget.isAncestorOf(there):
            cover = there.objectName() or type(there).__name__
            raise NotSeen(f"{widget.objectName()!r} lies behind {cover!r}")

    def _missing(self, name: str, kind: type[QWidget]) -> str:
        seen: list[str] = []
        unseen: list[str] = []
        for top in self.tops():
            for widget in top.findChildren(kind):
                (seen if widget.isVisible() else unseen).append(widget.objectName())
        if name in unseen:
            return f"{name!r} is there but not in sight"
        near = difflib.get_close_matches(name, {other for other in seen if other}, n=6, cutoff=0.4)
        return f"nothing called {name!r} is in sight; near: {', '.join(near) or 'nothing'}"


def _runs(text: str) -> list[str]:
    """Cut a text where it changes between ASCII and other characters."""
    runs: list[str] = []
    for character in text:
        if runs and runs[-1].isascii() == character.isascii():
            runs[-1] += character
        else:
            runs.append(character)
    return runs
