"""The program on the screen: sign-in, the office behind it, cover and lock.

Nothing of the store is imported before an officer unlocks. 遮盖 (cover) closes the office and asks for the
passphrase again; 锁定 (lock) replaces the whole process, since Python cannot wipe keys from a living one.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import AppError
from app.places import resources_dir
from app.presenters.door import Door
from app.presenters.look import Look, look_of
from app.presenters.messages import message_for
from app.presenters.sign_in import SignInPresenter, SignInState
from app.ui import theme
from app.ui.pages.join import Join
from app.ui.pages.sign_in import SignInWindow
from app.ui.work import Work

if TYPE_CHECKING:
    from app.presenters.office import Office
    from app.ui.window import MainWindow

MINUTE_MS = 60 * 1000
COVER_MINUTES, LOCK_MINUTES = "window.cover_minutes", "window.lock_minutes"
"""Policies of the release: how long without a key or a click before the pages are covered, and how long
covered before the process is replaced."""


class Desktop(QObject):
    """Owns the windows of one run; exactly one is shown at a time."""

    shown = Signal(object)  # the window that is shown now

    def __init__(self, door: Door, lock: Callable[[], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._door, self._replace_process = door, lock
        self._work = Work(self._unexpected, parent=self)
        self._sign_in: SignInWindow | None = None
        self._main: MainWindow | None = None
        self._office: Office | None = None
        self._idle, self._covered = self._timer(self.cover), self._timer(self.lock)
        theme.current().changed.connect(self._keep_look)
        theme.current().resized.connect(self._make_anew)

    @property
    def window(self) -> QWidget | None:
        """The window that is shown."""
        return self._main or self._sign_in

    @property
    def office(self) -> Office | None:
        """The open office, or None behind the sign-in page."""
        return self._office

    def start(self) -> None:
        """Show the sign-in page, in the look that was chosen here last."""
        if look := self._door.look():
            _show_look(look)
        window, presenter = SignInWindow(), SignInPresenter(self._door)
        join: Join[SignInState] = Join(self._work, presenter, window.show_state, window)
        join.after.append(self._entered)
        self._sign_in = window

        def asked(call: Callable[[], object]) -> None:
            window.show_busy(True)
            join.write(call)

        window.officer_chosen.connect(lambda officer: join.write(lambda: presenter.choose(officer)))
        window.recovery_asked.connect(lambda: join.write(presenter.start_recovery))
        window.recovery_left.connect(lambda: join.write(presenter.end_recovery))
        window.unlock_asked.connect(lambda typed: asked(lambda: presenter.unlock(typed)))
        window.recovery_given.connect(
            lambda code, new, again: asked(lambda: presenter.recover(code, new, again))
        )
        window.show_state(presenter.open())
        window.show()
        self.shown.emit(window)

    def cover(self) -> None:
        """Drop the pages and close the office; the passphrase is asked again."""
        if self._main is None:
            return
        leaving, self._main = self._main, None
        self.start()  # first, since Qt ends the program with its last window
        self._close_office(leaving)
        self._covered.start()

    def lock(self) -> None:
        """Close everything and let a fresh process take this one's place, whatever closing may meet."""
        try:
            self.close()
        finally:
            self._replace_process()

    def close(self) -> None:
        """Finish what is being written and close the office."""
        leaving, self._main = self._main, None
        self._close_office(leaving)
        if self._sign_in is not None:
            self._sign_in.close()
            self._sign_in = None
        self._work.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            self._idle.start()
        return False

    def _entered(self, state: SignInState) -> None:
        window = self._sign_in
        if window is None:
            return
        window.show_busy(False)
        if state.office is None:
            return
        window.forget()
        self._office = state.office
        _show_look(look_of(state.office, _shown_look()))
        self._sign_in = None
        main = self._show_main(state.office)
        window.close()
        window.deleteLater()
        main.activateWindow()
        self._covered.stop()
        self._wait_as_the_release_says(state.office)
        self.shown.emit(main)

    def _show_main(self, office: Office) -> MainWindow:
        from app.ui.window import MainWindow

        self._main = main = MainWindow(office, facts=self._door.facts)
        main.cover_asked.connect(self.cover)
        main.lock_asked.connect(self.lock)
        main.show()
        return main

    def _keep_look(self) -> None:
        """What an officer chose is what this laptop's sign-in page shows next time."""
        if self._office is not None:
            look = _shown_look()
            self._work.write(lambda: self._door.keep_look(look), owner=self)

    def _make_anew(self) -> None:
        """Another size of texts: the same office in a window of other measures, where the size was chosen."""
        self._keep_look()
        old, office = self._main, self._office
        if old is None or office is None:
            return
        place, wide = old.geometry(), old.isMaximized()
        main = self._show_main(office)  # first, since Qt ends the program with its last window
        main.setGeometry(place)
        if wide:
            main.showMaximized()
        main.open_settings("look")
        old.close()
        old.deleteLater()
        main.activateWindow()
        self.shown.emit(main)

    def _close_office(self, main: QWidget | None) -> None:
        self._idle.stop()
        if main is not None:
            main.close()
            main.deleteLater()
        if self._office is not None:
            self._office.close()
            self._office = None

    def _wait_as_the_release_says(self, office: Office) -> None:
        today = self._door.now().date()
        for timer, figure in ((self._covered, LOCK_MINUTES), (self._idle, COVER_MINUTES)):
            timer.setInterval(office.parameters.value(figure, today) * MINUTE_MS)
        self._idle.start()

    def _timer(self, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(call)
        return timer

    def _unexpected(self, error: BaseException) -> None:
        sys.excepthook(type(error), error, error.__traceback__)


def _shown_look() -> Look:
    shown = theme.current()
    return Look(shown.scheme.value, shown.text_size)


def _show_look(look: Look) -> None:
    theme.current().switch(theme.Scheme(look.scheme))
    theme.current().set_text_size(look.text_size)


def _lock_when_left(desktop: Desktop) -> None:
    """Sleep, a closed lid or a locked session lock the program too."""
    from app.ui.power import machine_power

    power = machine_power(desktop)
    power.on_lock(lambda _: desktop.lock())


def open_desktop(
    open_door: Callable[[], Door],
    lock: Callable[[], None],
    *,
    self_check: bool = False,
    painted: Callable[[], None] = lambda: None,
) -> int:
    """Show the program until its last window is closed; returns the exit code.

    Args:
        open_door: finds the closed store; its foreseen trouble is shown.
        lock: replaces the process.
        self_check: show the first window, say one line about it and end.
        painted: called once the first window is painted.
    """
    app = theme.application(sys.argv[0])
    theme.install(app, resources_dir())
    try:
        desktop = Desktop(open_door(), lock)
    except AppError as error:
        from app.ui.pages.not_ready import NotReadyWindow

        trouble = NotReadyWindow(message_for(error))
        trouble.show()
        app.processEvents()
        painted()
        return _shown(trouble) if self_check else app.exec()
    desktop.start()
    app.aboutToQuit.connect(desktop.close)
    app.processEvents()
    painted()
    app.installEventFilter(desktop)
    assert desktop.window is not None
    if self_check:
        return _shown(desktop.window)
    _lock_when_left(desktop)
    return app.exec()


def _shown(window: QWidget) -> int:
    """Say one line about a window and end; 0 when the screen shows it."""
    picture = window.screen().grabWindow(window.winId())
    if picture.isNull():  # a screen that lets nobody look, such as Wayland's
        picture = window.grab()
    print(f"{window.windowTitle()} {picture.width()}x{picture.height()}", flush=True)
    QApplication.quit()
    return 0 if not picture.isNull() else 1
