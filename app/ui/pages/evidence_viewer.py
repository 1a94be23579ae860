"""Evidence: sealed files of a case at the left, one or two in the middle, their custody at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ports.vault import BlobReader
from app.presenters.evidence_viewer_state import EvidenceState, Picture, Proof
from app.ui.frame import page_layout
from app.ui.kit.banner import Banner, Notice
from app.ui.kit.bars import PageHead
from app.ui.kit.buttons import IconButton, SecondaryButton
from app.ui.kit.choices import Check, Segments, Select
from app.ui.kit.empty import EmptyState
from app.ui.kit.panes import Pane
from app.ui.pages.columns import Column, Columns
from app.ui.pages.evidence_viewer_list import ShotList
from app.ui.pages.evidence_viewer_picture import STEP, Lens, Pyramid
from app.ui.pages.evidence_viewer_place import ShotPlace
from app.ui.pages.evidence_viewer_side import SidePane
from app.ui.pages.message_banner import show_message
from app.ui.theme import Tone, px

MODES = (("single", "单张"), ("compare", "对比"))


class EvidencePage(QWidget):
    """Shows an :class:`EvidenceState`."""

    case_chosen = Signal(str)
    case_asked = Signal(str)
    shot_chosen = Signal(str)
    mode_chosen = Signal(str)
    side_chosen = Signal(str)
    stepped = Signal(int)
    verify_asked = Signal(str)
    wants_thumbnail = Signal(str)
    wants_picture = Signal(str)
    wants_film = Signal(str)
    film_failed = Signal(str, object)  # evidence, AppError

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self.setAccessibleName("证据")
        self._state = EvidenceState()
        self._shared = Lens(self)
        self._own = {"left": Lens(self), "right": Lens(self)}
        self._column = column = page_layout(self)
        column.addWidget(self._make_head())
        self.banner = Banner(name="evidence_banner")
        column.addWidget(self.banner)
        self.list = ShotList()
        self.list.chosen.connect(self.shot_chosen)
        self.list.wants_picture.connect(self.wants_thumbnail)
        self.side = SidePane()
        self.side.side_chosen.connect(self.side_chosen)
        self.side.verify_asked.connect(self.verify_asked)
        self.columns = Columns(
            [
                Column("list", "证据", self.list, "evidence-pane"),
                Column("picture", "画面", self._make_middle()),
                Column("side", "记录", self.side, "custody-pane"),
            ],
            name="evidence_columns",
        )
        self.columns.lend_tabs(self.head)
        self.columns.folded.connect(self._fold)
        column.addWidget(self.columns, 1)
        self._nothing = EmptyState(
            "images",
            "还没有证据",
            "在办案件里添加的照片和录像会加密封存，按取证的环节排在这里。",
            name="evidence_empty",
        )
        column.addWidget(self._nothing, 1)
        for widget in (self.columns, self._nothing, self._cases, self._open_case):
            widget.hide()  # until the case was read nothing is known

    def show_state(self, state: EvidenceState) -> None:
        """Show the whole state; what is looked at stays under the lens."""
        self._state = state
        offered = len(state.cases) > 1 and state.case in dict(state.cases)
        self.head.set_title("证据")
        if not offered:
            self.head.caption.show_words(state.title, state.party)
        show_message(self.banner, state.message)
        self._cases.set_options(state.cases, state.case, state.parties)
        self._cases.setVisible(offered)
        self._open_case.setVisible(bool(state.case))
        self.columns.setVisible(bool(state.count))
        self.columns.tabs.setVisible(self.columns.is_folded and bool(state.count))
        self.head.title.setVisible(self.width() >= px("columns-folded-below"))
        self._nothing.setVisible(not state.count)
        self.list.show_state(state)
        self.columns.set_count("list", str(state.count) if state.count else "")
        compare = state.mode == "compare"
        self._mode.choose(state.mode)
        self._mode.enable("compare", state.count > 1, "至少要有两件证据")
        self.link.setVisible(compare)
        self.right.setVisible(compare)
        self.left.show_shot(state.left)
        self.right.show_shot(state.right if compare else None)
        photos = any(view.kind != "video" for view in (state.left, state.right) if view is not None)
        for tool in self._tools:
            tool.setEnabled(photos)
        self._pair.show_notice(state.pair, "", Tone.ACCENT, icon="columns-2")
        self._pair.setVisible(compare and bool(state.pair))
        self.side.show_state(state)

    def show_picture(self, picture: Picture, pyramid: Pyramid) -> None:
        """A photo has arrived; one that nobody looks at any more is dropped."""
        for place in self._places(picture.evidence):
            if picture.message is not None:
                place.show_trouble(picture.message)
            else:
                place.show_picture(pyramid, picture.note)

    def show_film(self, evidence: str, reader: BlobReader) -> None:
        """A film's sealed file was opened; it is closed again when nobody looks at it any more."""
        places = self._places(evidence)
        if places:
            places[0].show_film(reader)
        else:
            reader.close()

    def show_thumbnail(self, evidence: str, data: bytes | None) -> None:
        """A small picture has arrived."""
        self.list.show_picture(evidence, data)

    def show_proof(self, evidence: str, proof: Proof) -> None:
        """How far a whole reading is."""
        shown = self._state.shown
        if shown is not None and shown.id == evidence:
            self.side.show_proof(proof)

    def close_films(self) -> None:
        """Let go of open films; before the window covers or closes."""
        for place in (self.left, self.right):
            place.close_film()

    def _places(self, evidence: str) -> list[ShotPlace]:
        return [place for place in (self.left, self.right) if place.evidence == evidence]

    def _make_head(self) -> QWidget:
        self.head = PageHead("证据", name="evidence_head")
        self._cases = Select((), accessible="案件", name="evidence_case")
        self._cases.setMaximumWidth(px("items-pane"))
        self._cases.chosen.connect(self.case_chosen)
        self._open_case = SecondaryButton("打开案件", icon="folder-open", name="evidence_open_case")
        self._open_case.clicked.connect(lambda: self.case_asked.emit(self._state.case))
        self.head.add(self._cases)
        self.head.add(self._open_case)
        return self.head

    def _make_middle(self) -> QWidget:
        pane = Pane(name="evidence_middle")
        pane.setAccessibleName("画面")
        self._mode = Segments(MODES, "single", accessible="看几张", name="evidence_mode")
        self._mode.chosen.connect(self.mode_chosen)
        self.link = Check("同步缩放和移动", True, name="evidence_link")
        self.link.toggled.connect(self._link)
        pane.lead_head(self.link)
        pane.lead_head(self._mode)
        self._tools: list[IconButton] = []
        for icon, meaning, name, call in (
            ("zoom-out", "缩小（-）", "evidence_smaller", lambda: self._each_lens(1 / STEP)),
            ("zoom-in", "放大（+）", "evidence_larger", lambda: self._each_lens(STEP)),
            ("maximize", "适合窗口（0）", "evidence_fit", lambda: self._set_scale(0.0)),
            ("rotate-cw", "向右转，只转画面，不改原件", "evidence_turn", self._turn),
        ):
            button = IconButton(icon, meaning, framed=False, name=name)
            button.clicked.connect(call)
            self._tools.append(button)
            pane.add_to_head(button)
        self.left = self._place("left")
        self.right = self._place("right")
        row = QHBoxLayout()
        row.setSpacing(px("m"))
        row.addWidget(self.left, 1)
        row.addWidget(self.right, 1)
        pane.body.addLayout(row, 1)
        self._pair = Notice("", name="evidence_pair", parent=pane)
        below = QVBoxLayout()
        below.addWidget(self._pair)
        pane.body.addLayout(below)
        self._link(True)
        return pane

    def _place(self, side: str) -> ShotPlace:
        place = ShotPlace(self._own[side], name=f"place_{side}")
        place.wants_picture.connect(self.wants_picture)
        place.wants_film.connect(self.wants_film)
        place.failed.connect(self.film_failed)
        return place

    def _link(self, on: bool) -> None:
        """Two photos through one lens, each pixel of both as large; or each through its own."""
        for side, place in (("left", self.left), ("right", self.right)):
            if not on:
                self._own[side].copy(self._shared)
            place.photo.set_lens(self._shared if on else self._own[side])

    def _lenses(self) -> list[Lens]:
        if self.link.isChecked():
            return [self._shared]
        return [self._own["right" if self._state.side == "right" else "left"]]

    def _each_lens(self, factor: float) -> None:
        for lens in self._lenses():
            lens.zoom(factor)

    def _set_scale(self, scale: float) -> None:
        for lens in self._lenses():
            lens.set_scale(scale)

    def _turn(self) -> None:
        place = self.right if self._state.side == "right" and self._state.mode == "compare" else self.left
        place.photo.turn_right()

    def _fold(self, narrow: bool) -> None:
        self.head.title.setVisible(not narrow)
        for place in (self.left, self.right):
            place.fold(narrow)
        gap = px("s" if narrow else "pane-gap")
        self._column.setSpacing(gap)
        self._column.setContentsMargins(px("page-pad-x"), gap, px("page-pad-x"), gap)
        if narrow:
            self.columns.show_column("picture")

    def hideEvent(self, event: QHideEvent) -> None:
        """A film that nobody sees does not run on."""
        super().hideEvent(event)
        for place in (self.left, self.right):
            film = place.film.film
            if film is not None and film.playing:
                film.pause()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_1, Qt.Key.Key_2) and self._state.mode == "compare":
            self.side_chosen.emit("left" if key == Qt.Key.Key_1 else "right")
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._each_lens(STEP)
        elif key == Qt.Key.Key_Minus:
            self._each_lens(1 / STEP)
        elif key == Qt.Key.Key_0:
            self._set_scale(0.0)
        elif key == Qt.Key.Key_Z:
            self._set_scale(1.0)
        elif key == Qt.Key.Key_Space:
            self.left.film.toggle()
        else:
            super().keyPressEvent(event)
