"""Films played from their sealed files: decrypted piece by piece while they are watched, never as a file.

The film library reads from threads of its own, and each read needs the interpreter's lock. What waits for
those threads (stopping, seeking, opening) must therefore never be called while holding that lock: such calls
go to the player as queued slots, which the event loop runs without it.
"""

from __future__ import annotations

import atexit
import ctypes
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

import PySide6
import shiboken6
from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QIODevice,
    QLoggingCategory,
    QObject,
    QRect,
    QSize,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.errors import AppError
from app.ports.vault import BlobReader, MediaDamaged
from app.ui.theme import color

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame

NAME = QUrl("film.mp4")
"""Tells the library of what kind the bytes are; no file of that name exists."""
SILENT_RULES = "qt.multimedia.*=false"
QUIET = -8
"""AV_LOG_QUIET: the library would print place and time of each film it opens."""


class SealedDevice(QIODevice):
    """A sealed file as Qt reads it: seekable, of known size, read from any one thread at a time.

    ``failed(error)`` tells the first refusal; from then on the device is at its end.
    """

    failed = Signal(object)

    def __init__(self, reader: BlobReader, parent: QObject) -> None:
        super().__init__(parent)
        self._reader, self._shut = reader, False
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def isSequential(self) -> bool:
        return False

    def size(self) -> int:
        return self._reader.size

    def atEnd(self) -> bool:
        return self._shut or self.pos() >= self.size()

    def readData(self, maxlen: int) -> bytes:
        if self._shut:
            return b""
        try:
            return self._reader.read_at(self.pos(), maxlen)
        except AppError as error:
            self._shut = True
            self.failed.emit(error)
        except ValueError:  # the reader was closed while the last read was on its way
            self._shut = True
        return b""

    def writeData(self, data: bytes | bytearray | memoryview[int], len: int) -> int:
        return -1

    def shut(self) -> None:
        """Answer every further read with the end."""
        self._shut = True


class _Tap(QObject):
    """Takes frames in the library's thread and hands pictures to the window, as many as it can show."""

    seen = Signal(QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.room = QSize()
        self._shown = True

    def take(self, frame: QVideoFrame) -> None:
        """From the library's thread: turn a frame into a picture of the size that is shown."""
        if not self._shown:
            return
        picture = frame.toImage()
        if picture.isNull():
            return
        self._shown = False
        room = self.room
        if not room.isEmpty() and (picture.width() > room.width() or picture.height() > room.height()):
            keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = picture.scaled(room, keep, smooth)
        self.seen.emit(picture)

    def shown(self) -> None:
        """The window has shown the last picture and can take another one."""
        self._shown = True


class _Wishes(QObject):
    """Carries wishes to the player's slots through the event loop."""

    source = Signal(QIODevice, QUrl)
    position = Signal(cast(type, "qint64"))
    play = Signal()
    pause = Signal()
    stop = Signal()


class _Playing:
    """Player and sealed file of one film. They must part in order: whoever forgets the film parts them so."""

    def __init__(self, reader: BlobReader, owner: QObject) -> None:
        QLoggingCategory.setFilterRules(SILENT_RULES)
        from PySide6.QtMultimedia import QMediaPlayer

        self._reader = reader
        self.device = SealedDevice(reader, owner)
        self.player: QMediaPlayer | None = QMediaPlayer(owner)
        _silence()
        self.wishes = wishes = _Wishes(owner)
        queued = Qt.ConnectionType.QueuedConnection
        wishes.source.connect(self.player.setSourceDevice, queued)
        wishes.position.connect(self.player.setPosition, queued)
        wishes.play.connect(self.player.play, queued)
        wishes.pause.connect(self.player.pause, queued)
        wishes.stop.connect(self.player.stop, queued)
        _playing.add(self)
        owner.destroyed.connect(lambda: self.close())

    def close(self) -> None:
        """Stop, wait for the library's threads, close the file; may be called again."""
        player, self.player = self.player, None
        _playing.discard(self)
        if player is None or not shiboken6.isValid(player):
            return
        self.device.shut()
        self.wishes.stop.emit()
        QCoreApplication.sendPostedEvents(player)
        player.deleteLater()
        QCoreApplication.sendPostedEvents(player, QEvent.Type.DeferredDelete.value)
        self._reader.close()


_playing: set[_Playing] = set()


@atexit.register
def _close_all() -> None:
    """No thread of the library may outlive the interpreter."""
    for one in tuple(_playing):
        one.close()


class Film(QObject):
    """One film that is being played.

    ``changed`` comes with every new position, length or state; ``failed(error)`` ends it.
    """

    picture = Signal(QImage)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, reader: BlobReader, parent: QObject) -> None:
        """Take over ``reader``; it is closed with the film."""
        super().__init__(parent)
        self._open = _Playing(reader, self)
        player = self._open.player
        from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QVideoSink

        self._open.device.failed.connect(self._refused)
        self._tap = _Tap(self)
        self._tap.seen.connect(self._shows)
        sink = QVideoSink(self)
        sink.videoFrameChanged.connect(self._tap.take, Qt.ConnectionType.DirectConnection)
        self.has_sound = bool(QMediaDevices.audioOutputs())
        if player is None:
            return
        player.setVideoSink(sink)
        if self.has_sound:
            player.setAudioOutput(QAudioOutput(self))
        # Queued: whoever hears of it may close the film, and the player must not go while it is telling.
        queued = Qt.ConnectionType.QueuedConnection
        player.errorOccurred.connect(self._unplayable, queued)
        for signal in (player.positionChanged, player.durationChanged, player.playbackStateChanged):
            signal.connect(self._moved, queued)
        self._open.wishes.source.emit(self._open.device, NAME)

    @property
    def position(self) -> int:
        """Where it stands, in milliseconds."""
        player = self._open.player
        return 0 if player is None else player.position()

    @property
    def length(self) -> int:
        """How long it is, in milliseconds; 0 until that is known."""
        player = self._open.player
        return 0 if player is None else player.duration()

    @property
    def playing(self) -> bool:
        """Whether it runs."""
        player = self._open.player
        return player is not None and player.isPlaying()

    @property
    def closed(self) -> bool:
        """Whether it has ended for good."""
        return self._open.player is None

    def set_room(self, room: QSize) -> None:
        """The size in device pixels that pictures are shown at."""
        self._tap.room = room

    def play(self) -> None:
        """Go on; from its end it begins again."""
        if self.length and self.position >= self.length:
            self.seek(0)
        self._open.wishes.play.emit()

    def pause(self) -> None:
        """Stand still."""
        self._open.wishes.pause.emit()

    def seek(self, position: int) -> None:
        """Go to a place, in milliseconds."""
        self._open.wishes.position.emit(max(0, min(position, self.length)))

    def close(self) -> None:
        """End it and close the sealed file; may be called again."""
        self._open.close()

    def _shows(self, picture: QImage) -> None:
        self._tap.shown()
        if not self.closed:
            self.picture.emit(picture)

    def _refused(self, error: AppError) -> None:
        if not self.closed:
            self.close()
            self.failed.emit(error)

    def _moved(self, _: object) -> None:
        if not self.closed:
            self.changed.emit()

    def _unplayable(self, *_: object) -> None:
        self._refused(MediaDamaged(kind="mp4", trouble="unplayable"))


class Screen(QWidget):
    """The newest picture of a film, as large as there is room, on a dark ground."""

    resized = Signal(QSize)  # in device pixels

    def __init__(self, *, name: str = "film_screen", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("录像画面")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._picture = QImage()

    @property
    def picture(self) -> QImage:
        """What is shown now; null before the first frame."""
        return self._picture

    def show_picture(self, picture: QImage) -> None:
        """Show another picture; a null one leaves the dark ground."""
        self._picture = picture
        self.update()

    def resizeEvent(self, event: QEvent) -> None:
        self.resized.emit(self.size() * self.devicePixelRatioF())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("screen"))
        if self._picture.isNull():
            return
        shown = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - shown.width()) // 2, (self.height() - shown.height()) // 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(left, top, shown.width(), shown.height()), self._picture)


def _silence() -> None:
    """Keep the film library from printing what it reads; it is loaded with the first player."""
    folder = Path(PySide6.__file__).parent
    names = folder.glob("avutil-*.dll") if sys.platform == "win32" else folder.glob("Qt/lib/libavutil.so.*")
    for name in sorted(names):
        with suppress(OSError):
            ctypes.CDLL(str(name)).av_log_set_level(QUIET)
            return
