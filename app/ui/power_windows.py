"""Sleep, lid and session lock of Windows, as its messages to a hidden window tell them.

Names and numbers are those of the Windows SDK: winuser.h, wtsapi32.h and winnt.h.
"""

from __future__ import annotations

import ctypes
import sys
import uuid
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtGui import QWindow

from app.ports.power import Left

MESSAGES = b"windows_generic_MSG"
WM_POWERBROADCAST, PBT_APMSUSPEND, PBT_POWERSETTINGCHANGE = 0x0218, 0x0004, 0x8013
WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 0x7
GUID_LIDSWITCH_STATE_CHANGE = uuid.UUID("BA3E0F4D-B817-4094-A2D1-D56379E6A0F3")
Guid = ctypes.c_ubyte * len(GUID_LIDSWITCH_STATE_CHANGE.bytes)
CLOSED = 0


class _Setting(ctypes.Structure):
    """POWERBROADCAST_SETTING with one byte of data."""

    _fields_ = (("guid", Guid), ("length", ctypes.c_uint32), ("data", ctypes.c_ubyte))


class WindowsPower(QObject):
    """The port :class:`app.ports.power.Power` over messages of Windows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._callbacks: list[Callable[[Left], None]] = []
        self._lid: int | None = None
        self._filter: _Filter | None = _Filter(self.received)
        self._window = QWindow()
        self._listening = _register(self._window)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)

    @property
    def available(self) -> bool:
        """Whether Windows tells of lid and session too; it always tells of sleep."""
        return self._listening

    def on_lock(self, callback: Callable[[Left], None]) -> None:
        """See the port."""
        self._callbacks.append(callback)

    def close(self) -> None:
        """See the port."""
        app = QCoreApplication.instance()
        if self._filter is not None and app is not None:
            app.removeNativeEventFilter(self._filter)
        self._filter = None
        self._listening = False
        self._callbacks.clear()
        self._window.destroy()

    def received(self, message: wintypes.MSG) -> None:
        """Read one message of Windows."""
        how = self._left(message.message, message.wParam, message.lParam)
        if how is not None:
            for callback in tuple(self._callbacks):
                callback(how)

    def _left(self, message: int, what: int, where: int) -> Left | None:
        if (message, what) == (WM_POWERBROADCAST, PBT_APMSUSPEND):
            return Left.SUSPEND
        if (message, what) == (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK):
            return Left.SESSION
        if (message, what) == (WM_POWERBROADCAST, PBT_POWERSETTINGCHANGE) and where:
            return self._lid_moved(_Setting.from_address(where))
        return None

    def _lid_moved(self, setting: _Setting) -> Left | None:
        """Tell of a lid that closes; one closed from the beginning is that of a docked laptop."""
        if bytes(setting.guid) != GUID_LIDSWITCH_STATE_CHANGE.bytes_le:
            return None
        before, self._lid = self._lid, int(setting.data)
        return Left.LID if self._lid == CLOSED and before not in (None, CLOSED) else None


class _Filter(QAbstractNativeEventFilter):
    """Hands every message on and keeps none."""

    def __init__(self, received: Callable[[wintypes.MSG], None]) -> None:
        super().__init__()
        self._received = received

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        name = kind.data() if isinstance(kind, QByteArray) else bytes(kind)
        if name == MESSAGES:
            self._received(wintypes.MSG.from_address(int(message)))
        return False, 0


def _register(window: QWindow) -> bool:
    """Ask Windows for messages about lid and session at a hidden window."""
    if sys.platform == "win32":
        window.create()
        handle = wintypes.HWND(int(window.winId()))
        guid = Guid.from_buffer_copy(GUID_LIDSWITCH_STATE_CHANGE.bytes_le)
        lid = ctypes.windll.user32.RegisterPowerSettingNotification(handle, ctypes.byref(guid), 0)
        session = ctypes.windll.wtsapi32.WTSRegisterSessionNotification(handle, 0)
        return bool(lid and session)
    else:
        return False
