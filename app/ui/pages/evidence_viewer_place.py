"""One side of the viewer: the photo or film of one file, or why it is not shown, and its proof below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ports.vault import BlobReader
from app.presenters.evidence_viewer_state import ShotView
from app.presenters.formats import dotted
from app.presenters.messages import Message
from app.ui.kit.banner import Banner
from app.ui.kit.chips import StatusChip
from app.ui.kit.empty import EmptyState
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.tips import plain_tip
from app.ui.pages.evidence_viewer_film import FilmPane
from app.ui.pages.evidence_viewer_picture import Lens, PhotoView, Pyramid
from app.ui.pages.message_banner import show_message
from app.ui.theme import Tone, px

HASH_END = 8
"""So many characters of a hash too long for its line stay at its end."""
PROOFS = {
    "unread": ("未校验", Tone.NEUTRAL, "circle-help"),
    "running": ("正在校验", Tone.ACCENT, "refresh-cw"),
    "whole": ("校验完好", Tone.OK, "check"),
    "altered": ("与封存时不符", Tone.DANGER, "octagon-x"),
}


class ShotPlace(QWidget):
    """Shows one :class:`ShotView`. ``wants_picture`` and ``wants_film`` ask for what it needs."""

    wants_picture = Signal(str)
    wants_film = Signal(str)
    failed = Signal(str, object)  # evidence, AppError
    touched = Signal()

    def __init__(self, lens: Lens, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._view: ShotView | None = None
        self._waiting = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("s"))
        self.photo = PhotoView(lens, name=f"{name}_photo")
        self.film = FilmPane(name=f"{name}_film")
        self.film.failed.connect(self._broke_off)
        self._stack = QStackedWidget()
        self._empty = EmptyState("images", "没有选文件", name=f"{name}_empty")
        self._trouble = self._make_trouble(name)
        for widget in (self._empty, self.photo, self.film, self._trouble):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)
        self._words = Label("", "caption", "warn", wrap=True, name=f"{name}_note")
        column.addWidget(self._words)
        column.addLayout(self._make_facts(name))

    def _make_trouble(self, name: str) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.banner = Banner(name=f"{name}_trouble")
        column.addWidget(self.banner)
        column.addStretch(1)
        return holder

    def _make_facts(self, name: str) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(px("xxs"))
        head = QHBoxLayout()
        head.setSpacing(px("s"))
        self._time = Label("", "strong", name=f"{name}_time")
        self._proof = StatusChip(name=f"{name}_proof")
        head.addWidget(self._time, 1)
        head.addWidget(self._proof)
        column.addLayout(head)
        self._source = Label("", "caption", "muted", wrap=True, most=2, name=f"{name}_source")
        self._hash = Label("", "mono", "muted", name=f"{name}_hash")
        self._facts = QWidget()
        rows = QVBoxLayout(self._facts)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(px("xxs"))
        for icon, label in (("camera", self._source), ("hash", self._hash)):
            row = QHBoxLayout()
            row.setSpacing(px("s"))
            row.addWidget(IconMark(icon, "muted", size="icon-chip"))
            row.addWidget(label, 1)
            rows.addLayout(row)
        column.addWidget(self._facts)
        return column

    @property
    def evidence(self) -> str:
        """The file that is shown; empty for none."""
        return self._view.id if self._view else ""

    def fold(self, narrow: bool) -> None:
        """In a low window the picture needs the room; hash and camera stand in the facts."""
        self._facts.setVisible(not narrow)

    def show_shot(self, view: ShotView | None) -> None:
        """Look at a file, or at nothing."""
        other = view is None or self._view is None or self._view.id != view.id
        self._view = view
        if other:
            self._leave()
        if view is None:
            self._stack.setCurrentWidget(self._empty)
            self._show_facts("", "", "")
            self._proof.hide()
            return
        facts = dict(view.pairs)
        self._show_facts(view.time, dotted(view.label, view.words, facts.get("相机", "")), view.hash)
        self._show_proof(view)
        if view.message is not None:
            self.show_trouble(view.message)
        elif other:
            self._ask(view)

    def show_picture(self, pyramid: Pyramid, note: str) -> None:
        """The photo has arrived; an empty one leaves only the note."""
        self._waiting = False
        self._words.setText(note)
        self._words.setVisible(bool(note))
        label = self._view.label if self._view else ""
        self.photo.show_photo(pyramid, label if pyramid.levels else "")
        self._stack.setCurrentWidget(self.photo)

    def show_film(self, reader: BlobReader) -> None:
        """The film's sealed file was opened; the place takes the reader over."""
        self._waiting = False
        self._stack.setCurrentWidget(self.film)
        self.film.open(reader)

    def show_trouble(self, message: Message) -> None:
        """Say why nothing is shown, where it would be shown."""
        self._leave()
        show_message(self.banner, message, stacked=True)
        self._stack.setCurrentWidget(self._trouble)

    def close_film(self) -> None:
        """Let go of a film that is open."""
        self.film.close_film()

    def _ask(self, view: ShotView) -> None:
        self._waiting = True
        if view.kind == "video":
            self.wants_film.emit(view.id)
        else:
            self.wants_picture.emit(view.id)

    def _leave(self) -> None:
        self.film.close_film()
        self.photo.show_photo(Pyramid(), "")
        self._words.hide()
        self.banner.clear()

    def _show_facts(self, time: str, source: str, digest: str) -> None:
        self._time.setText(time)
        self._source.setText(source)
        plain = digest.removeprefix("sha256:")
        self._hash.show_words(plain, plain[-HASH_END:])
        self._hash.setToolTip(plain_tip(digest))

    def _show_proof(self, view: ShotView) -> None:
        words, tone, icon = PROOFS[view.proof.state]
        self._proof.show_state(words, tone, icon)
        self._proof.set_tip(view.proof.words)
        self._proof.show()

    def _broke_off(self, error: object) -> None:
        if self._view is not None:
            self.failed.emit(self._view.id, error)
