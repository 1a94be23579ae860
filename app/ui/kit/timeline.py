"""The timeline: what happened, one moment a row, grouped by day, joined by a line."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.labels import IconMark, Label
from app.ui.kit.rows import GroupHead, Row
from app.ui.theme import Tone, color, line_height, px

ANY_HEIGHT = (1 << 24) - 1  # Qt's own QWIDGETSIZE_MAX


class _Dot(QWidget):
    """The line of the timeline with the dot of this moment."""

    def __init__(self, tone: Tone, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setFixedWidth(px("line-column"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2
        hair = px("hair")
        line = QRect(int(middle), 0, hair, self.height())
        painter.fillRect(line, color("line-strong"))
        stroke = px("moment-stroke")
        radius = (px("moment-dot") - stroke) / 2
        ink = color(self._tone.ink)
        painter.setPen(QPen(ink, stroke))
        painter.setBrush(ink if self._tone is Tone.OK else color("surface"))
        centre = QPointF(int(middle) + hair / 2, px("xs") + line_height("body") / 2)
        painter.drawEllipse(centre, radius, radius)


class MomentRow(Row):
    """One act: time, dot in a tone (neutral, accent approved, ok passed, warn open), what, details, state.

    What and details take as many lines as they need, and no more than a page bears.
    """

    def __init__(
        self,
        time: str,
        title: str,
        caption: str = "",
        tone: Tone = Tone.NEUTRAL,
        *,
        state: tuple[str, Tone, str] | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``state`` is (icon, tone, meaning) shown at the right end, such as whether the district has it."""
        super().__init__(f"{time} {title}，{caption}", height="moment-row", name=name, parent=parent)
        self.setMinimumHeight(px("moment-row"))
        self.setMaximumHeight(ANY_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.line.setSpacing(px("s"))
        high = line_height("body")
        clock = Label(time, "caption", "muted")
        clock.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        clock.setFixedSize(px("moment-column"), high)
        self.line.addLayout(_from_top(clock))
        self.line.addWidget(_Dot(tone, self))
        what = Label(title, wrap=True, most=2, name=f"{name}_title")
        more = Label(caption, "caption", "muted", wrap=True, most=px("lines-max"), name=f"{name}_more")
        self.line.addLayout(_from_top(what, more), 1)
        if state is not None:
            icon, shade, meaning = state
            mark = IconMark(icon, shade.ink, meaning, size="icon-small")
            mark.setFixedHeight(high)
            self.line.addLayout(_from_top(mark))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._hot or self._selected:
            token = "accent-ground" if self._selected else "hover"
            QPainter(self).fillRect(self.rect(), color(token))


def _from_top(*parts: QWidget) -> QVBoxLayout:
    """Parts of a moment that begin at the line of its title."""
    column = QVBoxLayout()
    column.setContentsMargins(0, px("xs"), 0, px("xs"))
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return column


class Timeline(QWidget):
    """Days with their moments; a day folds. Rows are added oldest first; put it into a scrolling pane."""

    def __init__(self, *, name: str = "timeline", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("过程记录")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._days: list[QVBoxLayout] = []

    def clear(self) -> None:
        """Take all days away."""
        while self._column.count() > 1:
            if (item := self._column.takeAt(0)) and (widget := item.widget()):
                widget.hide()
                widget.deleteLater()
        self._days = []

    def add_day(self, word: str, caption: str = "", *, folded: bool = False) -> GroupHead:
        """Begin a day; following moments belong to it. Returns its head."""
        number = len(self._days)
        name = f"{self.objectName()}_day{number + 1}"
        head = GroupHead(word, "", caption, foldable=True, name=name)
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, px("xs"), 0, px("xs"))
        column.setSpacing(0)
        head.folded.connect(rows.setHidden)
        self._column.insertWidget(self._column.count() - 1, head)
        self._column.insertWidget(self._column.count() - 1, rows)
        self._days.append(column)
        head.fold(folded)
        return head

    def add_moment(self, row: MomentRow) -> None:
        """Add a moment to the newest day. Raises IndexError when no day was begun."""
        self._days[-1].addWidget(row)
