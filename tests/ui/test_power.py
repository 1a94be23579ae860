"""Sleep, lid and session lock reach the program, sleep waits for it, and other machines are quiet.

A login manager of the test's own answers on a private bus; the messages of Windows are made by hand.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
    QDBusVariant,
    QDBusVirtualObject,
)
from pytestqt.qtbot import QtBot

from app.ports.power import Left
from app.ui import power_windows as windows
from app.ui.power import LOGIN, LOGIN_PATH, MANAGER, PROPERTIES, SESSION, UPOWER, UPOWER_PATH, LogindPower
from app.ui.power_windows import WindowsPower

ROOT = Path(__file__).resolve().parents[2]
OURS, ANOTHERS = f"{LOGIN_PATH}/session/_31", f"{LOGIN_PATH}/session/_32"
BUS = """<busconfig>
<type>session</type><listen>unix:dir={folder}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>"""


@pytest.fixture(scope="module")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a bus that nobody else is on."""
    folder = tmp_path_factory.mktemp("bus")
    (folder / "bus.conf").write_text(BUS.format(folder=folder), "utf-8")
    command = ["dbus-daemon", f"--config-file={folder / 'bus.conf'}", "--nofork", "--nopidfile"]
    with subprocess.Popen(
        [*command, "--print-address=1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as daemon:
        assert daemon.stdout is not None
        yield daemon.stdout.readline().strip()
        daemon.terminate()


class LoginManager(QDBusVirtualObject):
    """systemd-logind and UPower as far as the program asks them."""

    def __init__(self, bus: str) -> None:
        super().__init__()
        self.connection = QDBusConnection.connectToBus(bus, "login manager")
        self.lid: dict[str, bool] = {"LidClosed": False, "LidIsClosed": False}
        self.session: str | None = OURS
        self.asked: list[str] = []
        self.inhibitors: list[int] = []
        option = QDBusConnection.VirtualObjectRegisterOption.SubPath
        for service, path in ((LOGIN, LOGIN_PATH), (UPOWER, UPOWER_PATH)):
            assert self.connection.registerService(service)
            assert self.connection.registerVirtualObject(path, self, option)

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        self.asked.append(message.member())
        answer = self._answer(message)
        if answer is None:
            connection.send(message.createErrorReply("org.example.None", "none"))
            return True
        reply = message.createReply()
        reply.setArguments([answer])
        return connection.send(reply)

    def _answer(self, message: QDBusMessage) -> object:
        match message.member():
            case "Get":
                return QDBusVariant(self.lid[message.arguments()[1]])
            case "GetSessionByPID":
                assert message.arguments() == [os.getpid()]
                return None if self.session is None else QDBusObjectPath(self.session)
            case "Inhibit":
                assert (message.arguments()[0], message.arguments()[3]) == ("sleep", "delay")
                ours, theirs = os.pipe()
                self.inhibitors.append(ours)
                given = QDBusUnixFileDescriptor(theirs)
                os.close(theirs)
                return given
        return None

    def held(self) -> bool:
        """Whether somebody holds sleep back: the newest inhibitor is still open at the other end."""
        return not select.select([self.inhibitors[-1]], [], [], 0)[0]

    def say(self, path: str, interface: str, name: str, *arguments: object) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(arguments))
        assert self.connection.send(signal)

    def sleep(self, begins: bool) -> None:
        self.say(LOGIN_PATH, MANAGER, "PrepareForSleep", begins)

    def move_lid(self, interface: str, name: str, closed: bool) -> None:
        self.lid[name] = closed
        path = LOGIN_PATH if interface == MANAGER else UPOWER_PATH
        self.say(path, PROPERTIES, "PropertiesChanged", interface, {name: closed}, [name])

    def leave(self) -> None:
        for inhibitor in self.inhibitors:
            os.close(inhibitor)
        for service in (LOGIN, UPOWER):
            self.connection.unregisterService(service)
        QDBusConnection.disconnectFromBus("login manager")


@pytest.fixture
def manager(bus: str, qtbot: QtBot) -> Iterator[LoginManager]:
    made = LoginManager(bus)
    yield made
    made.leave()


@pytest.fixture
def listening(bus: str, manager: LoginManager, qtbot: QtBot) -> Iterator[LogindPower]:
    """The program's side, once it has asked everything that it asks at the beginning."""
    power = LogindPower(QDBusConnection.connectToBus(bus, "program"))
    qtbot.waitUntil(lambda: power._inhibitor is not None and len(power._lids) == 2)
    qtbot.waitUntil(lambda: "GetSessionByPID" in manager.asked)
    yield power
    power.close()
    QDBusConnection.disconnectFromBus("program")


@pytest.fixture
def told(listening: LogindPower) -> list[Left]:
    heard: list[Left] = []
    listening.on_lock(heard.append)
    return heard


def settle(qtbot: QtBot, manager: LoginManager, told: list[Left]) -> list[Left]:
    """What was told, once everything said so far has surely arrived: a sleep that begins comes last."""
    before = len(told)
    manager.sleep(True)
    qtbot.waitUntil(lambda: Left.SUSPEND in told[before:])
    return told[:-1]


def test_sleep_is_told_before_the_machine_sleeps(
    qtbot: QtBot, manager: LoginManager, listening: LogindPower, told: list[Left]
) -> None:
    assert listening.available
    manager.sleep(True)
    qtbot.waitUntil(lambda: told == [Left.SUSPEND])


def test_sleep_waits_until_everybody_was_called_back_and_is_held_again_after_waking(
    qtbot: QtBot, manager: LoginManager, listening: LogindPower
) -> None:
    held: list[bool] = []
    listening.on_lock(lambda how: held.append(manager.held()))
    listening.on_lock(lambda how: held.append(manager.held()))
    assert manager.held()
    manager.sleep(True)
    qtbot.waitUntil(lambda: not manager.held())
    assert held == [True, True]
    manager.sleep(False)
    qtbot.waitUntil(lambda: len(manager.inhibitors) == 2 and manager.held())
    assert held == [True, True]


def test_a_process_that_takes_the_place_of_this_one_does_not_hold_sleep_back(listening: LogindPower) -> None:
    assert listening._inhibitor is not None
    assert fcntl.fcntl(listening._inhibitor.fileDescriptor(), fcntl.F_GETFD) & fcntl.FD_CLOEXEC


def test_the_lock_of_our_session_is_told_and_that_of_another_is_not(
    qtbot: QtBot, manager: LoginManager, told: list[Left]
) -> None:
    manager.say(ANOTHERS, SESSION, "Lock")
    manager.say(OURS, SESSION, "Unlock")
    manager.say(OURS, SESSION, "Lock")
    assert settle(qtbot, manager, told) == [Left.SESSION]


def test_where_our_session_is_unknown_every_lock_counts(
    bus: str, manager: LoginManager, qtbot: QtBot
) -> None:
    manager.session = None
    power, told = LogindPower(QDBusConnection.connectToBus(bus, "unknown")), list[Left]()
    power.on_lock(told.append)
    qtbot.waitUntil(lambda: "GetSessionByPID" in manager.asked)
    manager.say(ANOTHERS, SESSION, "Lock")
    assert settle(qtbot, manager, told) == [Left.SESSION]
    power.close()
    QDBusConnection.disconnectFromBus("unknown")


@pytest.mark.parametrize(("interface", "name"), [(MANAGER, "LidClosed"), (UPOWER, "LidIsClosed")])
def test_a_closing_lid_is_told_once(
    qtbot: QtBot, manager: LoginManager, told: list[Left], interface: str, name: str
) -> None:
    manager.move_lid(interface, name, True)
    qtbot.waitUntil(lambda: told == [Left.LID])
    asked = manager.asked.count("Get")
    manager.move_lid(interface, name, True)
    qtbot.waitUntil(lambda: manager.asked.count("Get") == asked + 1)
    manager.move_lid(interface, name, False)
    qtbot.waitUntil(lambda: manager.asked.count("Get") == asked + 2)
    assert settle(qtbot, manager, told) == [Left.LID]


def test_a_laptop_that_starts_with_its_lid_closed_stands_in_a_dock(
    bus: str, manager: LoginManager, qtbot: QtBot
) -> None:
    manager.lid["LidClosed"] = True
    power, told = LogindPower(QDBusConnection.connectToBus(bus, "docked")), list[Left]()
    power.on_lock(told.append)
    qtbot.waitUntil(lambda: len(power._lids) == 2)
    manager.move_lid(MANAGER, "LidClosed", True)
    assert settle(qtbot, manager, told) == []
    power.close()
    QDBusConnection.disconnectFromBus("docked")


def test_after_closing_nothing_is_told_and_nothing_held_back(
    qtbot: QtBot, manager: LoginManager, listening: LogindPower, told: list[Left]
) -> None:
    listening.close()
    listening.close()
    assert not listening.available
    qtbot.waitUntil(lambda: not manager.held())
    manager.sleep(True)
    manager.say(OURS, SESSION, "Lock")
    qtbot.wait(50)
    assert told == []


def test_a_bus_without_a_login_manager_is_quiet(bus: str, qtbot: QtBot) -> None:
    power = LogindPower(QDBusConnection.connectToBus(bus, "lonely"))
    power.on_lock(pytest.fail)
    qtbot.wait(100)
    power.close()
    QDBusConnection.disconnectFromBus("lonely")


def test_a_machine_without_a_system_bus_tells_nothing_and_says_nothing_about_it() -> None:
    probe = (
        "from PySide6.QtCore import QCoreApplication\n"
        "from app.ui.power import machine_power\n"
        "app = QCoreApplication([])\n"
        "power = machine_power(app)\n"
        "power.on_lock(print)\n"
        "app.processEvents()\n"
        "print(power.available)\n"
        "power.close()\n"
    )
    environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere/bus"}
    said = subprocess.run(
        [sys.executable, "-c", probe], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert (said.stdout, said.stderr) == ("False\n", "")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[tuple[WindowsPower, list[Left]]]:
    power, told = WindowsPower(), list[Left]()
    power.on_lock(told.append)
    yield power, told
    power.close()


def message(number: int, what: int, where: int = 0) -> wintypes.MSG:
    made = wintypes.MSG()
    made.message, made.wParam, made.lParam = number, what, where
    return made


def setting(guid: bytes, value: int) -> ctypes.Array[ctypes.c_char]:
    """POWERBROADCAST_SETTING: a GUID, the length of the data, the data."""
    return ctypes.create_string_buffer(guid + (1).to_bytes(4, "little") + bytes([value]), 24)


def test_windows_tells_of_sleep_and_of_a_locked_session(window: tuple[WindowsPower, list[Left]]) -> None:
    power, told = window
    for number, what in ((0x0218, 0x4), (0x02B1, 0x7), (0x0218, 0x12), (0x02B1, 0x8), (0x0100, 0x4)):
        sent = message(number, what)
        assert power._filter is not None
        assert power._filter.nativeEventFilter(windows.MESSAGES, ctypes.addressof(sent)) == (False, 0)
    assert told == [Left.SUSPEND, Left.SESSION]


def test_windows_tells_of_a_lid_that_closes_and_not_of_one_that_was_closed(
    window: tuple[WindowsPower, list[Left]],
) -> None:
    power, told = window
    lid = windows.GUID_LIDSWITCH_STATE_CHANGE.bytes_le
    heard = []
    for guid, value in ((lid, 0), (lid, 1), (bytes(16), 0), (lid, 0), (lid, 0)):
        data = setting(guid, value)
        power.received(message(0x0218, 0x8013, ctypes.addressof(data)))
        heard.append(len(told))
    assert heard == [0, 0, 0, 1, 1]
    assert told == [Left.LID]


def test_messages_of_another_system_are_handed_on_unread(window: tuple[WindowsPower, list[Left]]) -> None:
    power, told = window
    assert power._filter is not None
    assert power._filter.nativeEventFilter(b"xcb_generic_event_t", 0) == (False, 0)
    assert told == []
