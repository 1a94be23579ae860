"""Why a step is blocked: the reason, its article, and the button that cures it; and what is satisfied."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.ui.kit.buttons import Button, Kind
from app.ui.kit.labels import IconMark, Label
from app.ui.paint import draw_box
from app.ui.theme import Tone, color, line_height, px


class ReasonRow(QFrame):
    """One blocking reason: sentence, article in caption, cure at the right.

    The first cure of a page is its primary action (``primary``). ``tone`` warn stands for a reason that
    warns and does not block, ``icon`` for another sign than the usual one. ``remedy`` says below the
    article what ends it where no button can. The cure's object name is ``<name>_cure``.
    """

    cure_asked = Signal()

    def __init__(
        self,
        sentence: str,
        article: str = "",
        cure: str = "",
        *,
        primary: bool = False,
        tone: Tone = Tone.DANGER,
        icon: str = "",
        remedy: str = "",
        name: str = "reason",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setObjectName(name)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription("，".join(part for part in (article, remedy) if part))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grid = QGridLayout(self)
        grid.setContentsMargins(px("m"), px("reason-inset"), px("reason-inset"), px("reason-inset"))
        grid.setHorizontalSpacing(px("s"))
        grid.setVerticalSpacing(0)
        usual = "circle-x" if tone is Tone.DANGER else "triangle-alert"
        grid.addWidget(IconMark(icon or usual, tone.ink), 0, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Label(sentence, "strong", wrap=True, name=f"{name}_sentence"), 0, 1)
        grid.setColumnStretch(1, 1)
        kind = Kind.PRIMARY if primary else Kind.SECONDARY
        self.cure = Button(cure, kind, name=f"{name}_cure")
        self.cure.clicked.connect(self.cure_asked)
        grid.addWidget(self.cure, 0, 2)
        self.cure.setVisible(bool(cure))
        if article:
            words = Label(article, "caption", "muted", wrap=True, name=f"{name}_article")
            grid.addWidget(words, 1, 1, 1, 2)
        if remedy:
            grid.addWidget(Label(remedy, "note", wrap=True, name=f"{name}_remedy"), 2, 1, 1, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_box(painter, self.rect(), color("surface"), color("line"))
        inset = px("reason-inset")
        strip = QRect(0, inset, px("reason-strip"), self.height() - 2 * inset)
        painter.fillRect(strip, color(self._tone.ink))


class CheckRow(QWidget):
    """What is already satisfied (or is not): icon, sentence in as many lines as it needs, article or form."""

    def __init__(
        self,
        sentence: str,
        article: str = "",
        tone: Tone = Tone.OK,
        *,
        icon: str = "check",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        row = QHBoxLayout(self)
        pad = (px("check-row") - line_height("body")) // 2
        row.setContentsMargins(0, pad, 0, pad)
        row.setSpacing(px("s"))
        mark = IconMark(icon, tone.ink, size="icon-small")
        mark.setFixedHeight(line_height("body"))
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(mark, 0, top)
        row.addWidget(Label(sentence, wrap=True, name=f"{name}_sentence"), 1)
        if article:
            basis = Label(article, "caption", "muted")
            basis.setFixedHeight(line_height("body"))
            row.addWidget(basis, 0, top)
