"""Sleep, lid and session lock of a Linux desktop, as systemd-logind and UPower tell them over the system bus.

A delay inhibitor of logind holds sleep back until the keys are gone: it ends with the callbacks, or with the
process when Lock replaces it. Without a system bus nothing is told and nothing is said about it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
    QDBusVariant,
)

from app.ports.power import Left

if TYPE_CHECKING:
    from app.ports.power import Power

LOGIN = "org.freedesktop.login1"
LOGIN_PATH = "/org/freedesktop/login1"
MANAGER = f"{LOGIN}.Manager"
SESSION = f"{LOGIN}.Session"
UPOWER = "org.freedesktop.UPower"
UPOWER_PATH = "/org/freedesktop/UPower"
PROPERTIES = "org.freedesktop.DBus.Properties"
LIDS = {MANAGER: (LOGIN, LOGIN_PATH, "LidClosed"), UPOWER: (UPOWER, UPOWER_PATH, "LidIsClosed")}
"""By interface: service, path and property that say whether the lid is closed."""


class LogindPower(QObject):
    """The port :class:`app.ports.power.Power` over a system bus."""

    def __init__(self, bus: QDBusConnection | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.systemBus() if bus is None else bus
        self._callbacks: list[Callable[[Left], None]] = []
        self._lids: dict[str, bool] = {}
        self._session = ""
        self._inhibitor: QDBusUnixFileDescriptor | None = None
        self._listening = self._bus.isConnected()
        if self._listening:
            self._join(self._bus.connect)
            self._call(self._login("GetSessionByPID", os.getpid()), self._session_found)
            self._hold_sleep_back()
            for interface in LIDS:
                self._ask_lid(interface)

    @property
    def available(self) -> bool:
        """Whether there is a bus to listen on."""
        return self._listening

    def on_lock(self, callback: Callable[[Left], None]) -> None:
        """See the port."""
        self._callbacks.append(callback)

    def close(self) -> None:
        """See the port."""
        if self._listening:
            self._listening = False
            self._join(self._bus.disconnect)
        self._callbacks.clear()
        self._inhibitor = None

    def _join(self, connect: Callable[[str, str, str, str, QObject, bytes], bool]) -> None:
        connect(LOGIN, LOGIN_PATH, MANAGER, "PrepareForSleep", self, _slot("_sleep_near(bool)"))
        connect(LOGIN, "", SESSION, "Lock", self, _slot("_session_locked(QDBusMessage)"))
        for service, path, _ in LIDS.values():
            connect(service, path, PROPERTIES, "PropertiesChanged", self, _slot("_changed(QDBusMessage)"))

    @Slot(bool)
    def _sleep_near(self, begins: bool) -> None:
        if begins:
            self._tell(Left.SUSPEND)
            self._inhibitor = None
        else:
            self._hold_sleep_back()

    @Slot(QDBusMessage)
    def _session_locked(self, message: QDBusMessage) -> None:
        if self._session in ("", message.path()):
            self._tell(Left.SESSION)

    @Slot(QDBusMessage)
    def _changed(self, message: QDBusMessage) -> None:
        interface = message.arguments()[0]
        if interface in LIDS:
            self._ask_lid(interface)

    def _ask_lid(self, interface: str) -> None:
        service, path, name = LIDS[interface]
        question = QDBusMessage.createMethodCall(service, path, PROPERTIES, "Get")
        question.setArguments([interface, name])
        self._call(question, lambda answer: self._lid_found(interface, answer))

    def _lid_found(self, interface: str, answer: object) -> None:
        """Take in how the lid is; one closed from the beginning is that of a docked laptop."""
        if not isinstance(answer, QDBusVariant):
            return
        closed = bool(answer.variant())
        if closed and self._lids.get(interface) is False:
            self._tell(Left.LID)
        self._lids[interface] = closed

    def _session_found(self, answer: object) -> None:
        if isinstance(answer, QDBusObjectPath):
            self._session = answer.path()

    def _hold_sleep_back(self) -> None:
        self._call(self._login("Inhibit", "sleep", "Fieldcase", "Lock", "delay"), self._inhibited)

    def _inhibited(self, answer: object) -> None:
        if isinstance(answer, QDBusUnixFileDescriptor) and self._listening:
            self._inhibitor = answer

    def _tell(self, how: Left) -> None:
        for callback in tuple(self._callbacks):
            callback(how)

    def _login(self, method: str, *arguments: object) -> QDBusMessage:
        message = QDBusMessage.createMethodCall(LOGIN, LOGIN_PATH, MANAGER, method)
        message.setArguments(list(arguments))
        return message

    def _call(self, message: QDBusMessage, answered: Callable[[object], None]) -> None:
        """Ask without waiting; an error is no answer, since half of the machines have no lid to tell of."""
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(message), self)

        def done() -> None:
            reply = watcher.reply()
            if reply.type() == QDBusMessage.MessageType.ReplyMessage and reply.arguments():
                answered(reply.arguments()[0])
            watcher.deleteLater()

        watcher.finished.connect(done)


def _slot(signature: str) -> bytes:
    return cast("bytes", SLOT(signature))  # PySide's stub asks for bytes, PySide itself takes text alone


def machine_power(parent: QObject | None = None) -> Power:
    """What this machine tells of sleep, lid and session."""
    if sys.platform == "win32":
        from app.ui.power_windows import WindowsPower

        return WindowsPower(parent)
    else:
        return LogindPower(parent=parent)
