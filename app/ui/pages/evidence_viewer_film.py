"""The player: screen, play and pause, a bar to seek with, and the time."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QVBoxLayout, QWidget

from app.domain.errors import AppError
from app.ports.vault import BlobReader
from app.presenters.formats import length_words
from app.ui.kit.buttons import IconButton
from app.ui.kit.labels import Label
from app.ui.pages.video import Film, Screen
from app.ui.paint import draw_box
from app.ui.theme import color, px

STEP_MS = 5000
PAGE_MS = 30000


class SeekBar(QSlider):
    """A thin bar with a knob; a click goes there, arrow keys go five seconds."""

    asked = Signal(int)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName(name)
        self.setAccessibleName("播放位置")
        self.setProperty("ring", "outer")
        self.setSingleStep(STEP_MS)
        self.setPageStep(PAGE_MS)
        self.setFixedHeight(px("control"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.actionTriggered.connect(lambda _: self.asked.emit(self.sliderPosition()))

    def sizeHint(self) -> QSize:
        return QSize(px("progress"), px("control"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _go(self, event: QMouseEvent) -> None:
        share = min(max(event.position().x() / max(self.width(), 1), 0.0), 1.0)
        place = round(share * self.maximum())
        self.setValue(place)
        self.asked.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high, knob = px("progress-bar"), px("radio-dot") * 2
        top = (self.height() - high) // 2
        draw_box(painter, QRect(0, top, self.width(), high), color("line-strong"), radius=high // 2)
        done = round((self.width() - knob) * self.value() / max(self.maximum(), 1))
        draw_box(painter, QRect(0, top, done + knob // 2, high), color("accent"), radius=high // 2)
        place = QRect(done, (self.height() - knob) // 2, knob, knob)
        draw_box(painter, place, color("accent"), radius=knob // 2)


class FilmPane(QWidget):
    """Plays one film at a time; ``failed(error)`` tells why it broke off."""

    failed = Signal(object)

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._film: Film | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("s"))
        self.screen_view = Screen(name=f"{name}_screen")
        self.screen_view.resized.connect(self._set_room)
        column.addWidget(self.screen_view, 1)
        self._button = IconButton("play", "播放（空格）", name=f"{name}_play")
        self._button.clicked.connect(self.toggle)
        self.bar = SeekBar(name=f"{name}_seek")
        self.bar.asked.connect(self._seek)
        self._time = Label("", "caption", "muted", name=f"{name}_time")
        self._sound = Label("", "caption", "muted", name=f"{name}_sound")
        row = QHBoxLayout()
        row.setSpacing(px("m"))
        row.addWidget(self._button)
        row.addWidget(self.bar, 1)
        row.addWidget(self._time)
        row.addWidget(self._sound)
        column.addLayout(row)

    @property
    def film(self) -> Film | None:
        """What is open, or None."""
        return self._film

    def open(self, reader: BlobReader) -> None:
        """Show another film, standing at its first picture; the reader is closed with it."""
        self.close_film()
        film = self._film = Film(reader, self)
        film.picture.connect(self.screen_view.show_picture)
        film.changed.connect(self._show_place)
        film.failed.connect(self._broke_off)
        self._sound.setText("" if film.has_sound else "没有声音设备")
        self._set_room(self.screen_view.size() * self.devicePixelRatioF())
        film.pause()
        self._show_place()

    def close_film(self) -> None:
        """Let go of the film and its file."""
        film, self._film = self._film, None
        if film is not None:
            film.close()
            film.deleteLater()
        self.screen_view.show_picture(QImage())

    def toggle(self) -> None:
        """Play or stand still."""
        if self._film is None:
            return
        if self._film.playing:
            self._film.pause()
        else:
            self._film.play()

    def _seek(self, position: int) -> None:
        if self._film is not None:
            self._film.seek(position)

    def _set_room(self, room: QSize) -> None:
        if self._film is not None:
            self._film.set_room(room)

    def _show_place(self) -> None:
        film = self._film
        if film is None:
            return
        self.bar.setMaximum(film.length)
        if not self.bar.isSliderDown():
            self.bar.setValue(film.position)
        self._time.setText(f"{length_words(film.position)} / {length_words(film.length)}")
        self._button.set_icon("pause" if film.playing else "play")
        self._button.set_meaning("暂停（空格）" if film.playing else "播放（空格）")

    def _broke_off(self, error: AppError) -> None:
        self.close_film()
        self.failed.emit(error)
