"""The side pane of the viewer: who held the file, what it says of itself, and the whole reading."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.presenters.evidence_viewer_facts import Moment
from app.presenters.evidence_viewer_state import EvidenceState, Proof, ShotView
from app.ui.kit.bars import Facts
from app.ui.kit.buttons import TextButton
from app.ui.kit.choices import Segments
from app.ui.kit.labels import IconMark, Label, Rule
from app.ui.kit.panes import Pane
from app.ui.pages.spot.block import empty
from app.ui.paint import draw_text, text_width
from app.ui.theme import Tone, color, font, line_height, px

LOOKS = {
    "unread": ("circle-help", Tone.NEUTRAL),
    "running": ("refresh-cw", Tone.ACCENT),
    "whole": ("shield-check", Tone.OK),
    "altered": ("octagon-x", Tone.DANGER),
}
PERCENT = 100


class CustodyRow(QWidget):
    """One moment of the custody: dot, title, caption, time at the right."""

    def __init__(self, moment: Moment, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment = moment
        self.setObjectName(name)
        self.setAccessibleName(f"{moment.time} {moment.title}，{moment.caption}")
        self.setFixedHeight(px("moment-row"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, line = px("line-column") // 2, line_height("body")
        painter.fillRect(QRect(middle, 0, px("hair"), self.height()), color("line-strong"))
        tone = Tone(self._moment.tone)
        stroke = px("moment-stroke")
        radius = (px("moment-dot") - stroke) / 2
        painter.setPen(QPen(color(tone.ink), stroke))
        painter.setBrush(color(tone.ink) if tone is Tone.OK else color("surface"))
        painter.drawEllipse(QPointF(middle + px("hair") / 2, px("xs") + line / 2), radius, radius)
        left = px("line-column") + px("s")
        wide = text_width(font("caption"), self._moment.time)
        right = QRect(self.width() - wide, px("xs"), wide, line)
        draw_text(painter, right, self._moment.time, font("caption"), color("muted"))
        title = QRect(left, px("xs"), right.x() - left - px("s"), line)
        draw_text(painter, title, self._moment.title, font("body"), color("text"))
        below = QRect(left, title.bottom() + 1, self.width() - left, line_height("caption"))
        draw_text(painter, below, self._moment.caption, font("caption"), color("muted"))


class SidePane(Pane):
    """Custody above, facts below, proof at the foot."""

    side_chosen = Signal(str)
    verify_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("保管记录", scroll=True, name="evidence_side", parent=parent)
        self._view: ShotView | None = None
        self._sides = Segments(
            [("left", "左图"), ("right", "右图")], "left", accessible="看哪一张的记录", name="evidence_of"
        )
        self._sides.chosen.connect(self.side_chosen)
        self.add_to_head(self._sides)
        self._custody = QVBoxLayout()
        self._custody.setSpacing(0)
        self.body.addLayout(self._custody)
        self.body.addWidget(Rule())
        self.body.addWidget(Label("登记", "strong"))
        self._facts = Facts(name="evidence_facts")
        self.body.addWidget(self._facts)
        self._hash_title = Label("摘要（SHA-256）", "caption", "muted")
        self._hash = Label("", "mono", "text", wrap=True, name="evidence_hash")
        self.body.addWidget(self._hash_title)
        self.body.addWidget(self._hash)
        self.body.addStretch(1)
        self._mark = IconMark("circle-help", "muted", size="icon-small")
        self._words = Label("", "caption", "muted", name="evidence_proof")
        self.verify = TextButton("校验", name="evidence_verify")
        self.verify.clicked.connect(self._asked)
        self.add_to_foot(self._mark)
        self.add_to_foot(self._words, 1)
        self.add_to_foot(self.verify)

    def show_state(self, state: EvidenceState) -> None:
        """Show what is known of the file on the active side."""
        self._sides.setVisible(state.mode == "compare")
        self._sides.choose(state.side)
        view, before, self._view = state.shown, self._view, state.shown
        known = view is not None
        for widget in (self._hash_title, self._hash, self.verify, self._mark):
            widget.setVisible(known)
        self.show_proof(view.proof if view else Proof(words=""))
        if view == before:
            return
        empty(self._custody)
        for number, moment in enumerate(view.custody if view else (), start=1):
            self._custody.addWidget(CustodyRow(moment, name=f"custody_{number}"))
        pairs = view.pairs if view else ()
        if view and view.note:
            pairs = (*pairs, ("证明", view.note))
        self._facts.show_pairs(pairs)
        self._hash.setText(_grouped(view.hash) if view else "")

    def show_proof(self, proof: Proof) -> None:
        """How far the reading is, or what it found."""
        icon, tone = LOOKS[proof.state]
        running = proof.state == "running"
        words = f"正在从头读 {round(proof.share * PERCENT)}%" if running else proof.words
        self._mark.show_icon(icon, tone.ink)
        self._words.setText(words)
        self._words.set_token(tone.ink if proof.state == "altered" else "muted")
        self.verify.setText("再校验" if proof.state in ("whole", "altered") else "校验")
        self.verify.setEnabled(not running)

    def _asked(self) -> None:
        if self._view is not None:
            self.verify_asked.emit(self._view.id)


GROUP = 8


def _grouped(digest: str) -> str:
    """The hash in groups of eight, so that two can be compared by eye."""
    plain = digest.removeprefix("sha256:")
    return " ".join(plain[place : place + GROUP] for place in range(0, len(plain), GROUP))
