"""The files of a case by act: small picture, time, words, and which of them are being looked at."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.presenters.evidence_viewer_state import EvidenceState, Shot, ShotGroup
from app.ui.icons import paint_icon
from app.ui.kit.panes import Pane
from app.ui.kit.rows import GroupHead, Row
from app.ui.kit.tips import plain_tip
from app.ui.pages.spot.block import empty
from app.ui.paint import draw_box, draw_text, paint_cover, text_width
from app.ui.theme import Tone, color, font, line_height, px

ICONS = {"image": "images", "video": "video", "file": "file-text"}
SIDES = {"left": "左", "right": "右", "single": ""}


class ShotRow(Row):
    """One sealed file; ``opened`` looks at it."""

    def __init__(self, shot: Shot, *, name: str, parent: QWidget | None = None) -> None:
        spoken = "，".join(part for part in (shot.time, shot.words, shot.length, shot.hash) if part)
        super().__init__(spoken, height="shot-row", name=name, parent=parent)
        self._shot, self._picture, self._side = shot, QPixmap(), ""
        self.setToolTip(
            plain_tip(f"{shot.words}\n{shot.hash}" + ("" if shot.readable else "\n打不开，原样封存"))
        )

    def show_picture(self, picture: QImage) -> None:
        """Put the small picture in."""
        self._picture = QPixmap.fromImage(picture)
        self.update()

    def show_side(self, side: str) -> None:
        """Mark the row as the one looked at: single, left, right, or none."""
        self._side = side
        self.set_selected(bool(side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._selected or self._hot:
            area = self.rect().adjusted(px("xs"), 0, -px("xs"), 0)
            draw_box(painter, area, color("accent-ground" if self._selected else "hover"))
        picture = QRect(QPoint(px("m"), 0), QSize(px("shot-wide"), px("shot-high")))
        picture.moveTop((self.height() - picture.height()) // 2)
        self._paint_picture(painter, picture)
        left = picture.right() + 1 + px("s")
        right = self.width() - px("m")
        if word := SIDES.get(self._side, ""):
            right = self._paint_side(painter, word, right)
        self._paint_words(painter, QRect(left, picture.y(), right - left, picture.height()))

    def _paint_picture(self, painter: QPainter, area: QRect) -> None:
        draw_box(painter, area, color("neutral-ground"), radius=px("radius-small"))
        if self._picture.isNull():
            side = px("icon")
            centre = QRect(area.center() - QPoint(side // 2, side // 2), QSize(side, side))
            paint_icon(painter, ICONS[self._shot.kind], "muted", centre)
        else:
            paint_cover(painter, area, self._picture, px("radius-small"))
        edge, width = ("accent", px("ring")) if self._selected else ("line", px("hair"))
        draw_box(painter, area, None, color(edge), width=width, radius=px("radius-small"))

    def _paint_side(self, painter: QPainter, word: str, right: int) -> int:
        style = font("chip")
        wide, high = text_width(style, word) + 2 * px("mark-pad"), px("mark")
        box = QRect(right - wide, (self.height() - high) // 2, wide, high)
        draw_box(painter, box, color("accent"), radius=px("radius-small"))
        draw_text(painter, box.adjusted(px("mark-pad"), 0, 0, 0), word, style, color("on-accent"))
        return box.x() - px("xs")

    def _paint_words(self, painter: QPainter, area: QRect) -> None:
        line = QRect(area.x(), area.y() + px("xxs"), area.width(), line_height("body"))
        style = font("strong" if self._selected else "body")
        draw_text(painter, line, self._shot.time, style, color("text"))
        below = QRect(area.x(), line.bottom() + 1 + px("xxs"), area.width(), line_height("caption"))
        words = f"{self._shot.words} {self._shot.length}".strip()
        ink = "muted" if self._shot.readable else "warn"
        tail = f" {self._shot.length}" if self._shot.length else ""
        draw_text(painter, below, words, font("caption"), color(ink), tail=tail)


class ShotList(Pane):
    """All files of a case. ``wants_picture`` asks for small pictures, one after another."""

    chosen = Signal(str)
    wants_picture = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("证据", padded=False, scroll=True, name="shots", parent=parent)
        self._groups: tuple[ShotGroup, ...] | None = None
        self._shots: dict[str, ShotRow] = {}
        self._pictures: dict[str, QImage] = {}
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)

    def show_state(self, state: EvidenceState) -> None:
        """Show the files, and which of them are looked at."""
        self.set_title("证据", str(state.count))
        if state.groups != self._groups:
            self._groups = state.groups
            self._fill(state.groups)
        left = state.left.id if state.left else ""
        right = state.right.id if state.right and state.mode == "compare" else ""
        for evidence, row in self._shots.items():
            if evidence == left:
                row.show_side("left" if state.mode == "compare" else "single")
            else:
                row.show_side("right" if evidence == right else "")

    def show_picture(self, evidence: str, data: bytes | None) -> None:
        """A small picture has arrived; bytes that are none leave the icon."""
        picture = QImage.fromData(data) if data else QImage()
        if not picture.isNull():
            self._pictures[evidence] = picture
            if evidence in self._shots:
                self._shots[evidence].show_picture(picture)

    def _fill(self, groups: tuple[ShotGroup, ...]) -> None:
        empty(self._rows)
        self._shots = {}
        number = 0
        for group in groups:
            head = GroupHead(group.title, str(len(group.shots)), tone=Tone.NEUTRAL, name=f"shots_{group.key}")
            self._rows.addWidget(head)
            for shot in group.shots:
                number += 1
                row = ShotRow(shot, name=f"shot_{number}")
                row.opened.connect(self._chooser(shot.id))
                self._shots[shot.id] = row
                self._rows.addWidget(row)
                if shot.id in self._pictures:
                    row.show_picture(self._pictures[shot.id])
                elif shot.kind == "image" and shot.readable:
                    self.wants_picture.emit(shot.id)

    def _chooser(self, evidence: str) -> Callable[[], None]:
        return lambda: self.chosen.emit(evidence)
