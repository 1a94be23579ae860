"""The step bar: where a case stands, what is behind it, what blocks it, what comes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import color, font, px


class StepState(StrEnum):
    """How a step stands."""

    DONE = "done"
    HERE = "here"
    BLOCKED = "blocked"
    WAITING = "waiting"  # for somebody else, and nothing is missing here
    LATER = "later"


SPOKEN = {
    StepState.DONE: "已完成",
    StepState.HERE: "当前",
    StepState.BLOCKED: "受阻",
    StepState.WAITING: "等待",
    StepState.LATER: "以后",
}


INKS = {
    StepState.HERE: "accent",
    StepState.BLOCKED: "danger",
    StepState.WAITING: "warn",
    StepState.LATER: "muted",
}
CURRENT = (StepState.HERE, StepState.BLOCKED, StepState.WAITING)
"""The first of these that a case has is where it stands."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: ``note`` says how many reasons are missing (缺 2 项); ``tip`` names them."""

    key: str
    word: str
    state: StepState
    note: str = ""
    tip: str = ""


class StepButton(QAbstractButton):
    """One step with its circle and word; folded it keeps the circle alone, but for the ``current`` one."""

    def __init__(self, number: int, step: Step, current: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._number, self.step, self._current = number, step, current
        self._folded = False
        self.setProperty("ring", "outer")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        self.setFixedHeight(px("step-height"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        spoken = [f"{number} {step.word}", SPOKEN[step.state], step.note]
        self.setAccessibleName("，".join(part for part in spoken if part))
        self.setToolTip(plain_tip(step.tip))

    def fold(self, folded: bool) -> None:
        """Keep or drop the word; the current step never drops it."""
        self._folded = folded and not self._current
        if not self.step.tip:
            self.setToolTip(plain_tip(self.accessibleName()) if self._folded else "")
        self.updateGeometry()
        self.update()

    def _word_style(self) -> str:
        return "strong" if self.step.state is StepState.HERE else "body"

    def sizeHint(self) -> QSize:
        wide = 2 * px("step-pad") + px("step-circle")
        if not self._folded:
            wide += px("step-gap") + text_width(font(self._word_style()), self.step.word)
            if self.step.note:
                wide += px("xs") + text_width(font("caption"), self.step.note)
        return QSize(wide, px("step-height"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the bar walks its steps; a button alone would leave it
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        state, side = self.step.state, px("step-circle")
        if state is StepState.HERE:
            draw_box(painter, self.rect(), color("accent-ground"))
        elif self.underMouse():
            draw_box(painter, self.rect(), color("hover"))
        circle = QRect(px("step-pad"), (self.height() - side) // 2, side, side)
        self._paint_circle(painter, circle)
        if self._folded:
            return
        ink = color(INKS.get(state, "text"))
        left = circle.right() + 1 + px("step-gap")
        style = font(self._word_style())
        wide = text_width(style, self.step.word)
        draw_text(painter, QRect(left, 0, wide, self.height()), self.step.word, style, ink)
        if self.step.note:
            rest = QRect(left + wide + px("xs"), 0, self.width() - left - wide, self.height())
            draw_text(painter, rest, self.step.note, font("caption"), ink)

    def _paint_circle(self, painter: QPainter, circle: QRect) -> None:
        looks = {
            StepState.DONE: ("ok-ground", "ok", "ok", "check"),
            StepState.HERE: ("accent", "accent", "on-accent", ""),
            StepState.BLOCKED: ("danger-ground", "danger", "danger", "lock"),
            StepState.WAITING: ("warn-ground", "warn", "warn", "clock"),
            StepState.LATER: ("surface", "line-strong", "muted", ""),
        }
        fill, border, ink, icon = looks[self.step.state]
        draw_box(painter, circle, color(fill), color(border), radius=circle.width() // 2)
        if icon:
            inset = (circle.width() - px("icon-chip")) // 2
            paint_icon(painter, icon, ink, circle.adjusted(inset, inset, -inset, -inset))
        else:
            number = str(self._number)
            draw_text(
                painter, circle, number, font("caption-strong"), color(ink), Qt.AlignmentFlag.AlignHCenter
            )


class _Joint(QWidget):
    """The line between two steps: green and thick behind the case, thin ahead of it."""

    def __init__(self, done: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._done = done
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def paintEvent(self, event: QPaintEvent) -> None:
        thick = px("joint-done") if self._done else px("hair")
        top = (self.height() - thick) // 2
        line = QRect(0, top, self.width(), thick)
        QPainter(self).fillRect(line, color("ok" if self._done else "line-strong"))


class StepBar(QFrame):
    """All steps of a case. One tab stop; left and right arrows walk the steps, Enter or Space asks.

    Each step's object name is ``<name>_<key>``. Below ``step-words-from`` pixels only the current step
    keeps its word, and the bar is lower.
    """

    step_asked = Signal(str)  # key

    def __init__(self, *, name: str = "steps", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName("办案步骤")
        self.setFixedHeight(px("step-bar"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px("m"), 0, px("m"), 0)
        self._row.setSpacing(px("xs"))
        self._buttons: list[StepButton] = []

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Replace all steps; the focus stays on the step that had it."""
        focused = next((b.step.key for b in self._buttons if b.hasFocus()), "")
        while item := self._row.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._buttons = []
        states = [step.state for step in steps]
        current = next((states.index(state) for state in CURRENT if state in states), 0)
        for number, step in enumerate(steps, start=1):
            button = StepButton(number, step, number == current + 1, self)
            button.setObjectName(f"{self.objectName()}_{step.key}")
            button.clicked.connect(lambda _=False, key=step.key: self.step_asked.emit(key))
            if self._buttons:
                self._row.addWidget(_Joint(self._buttons[-1].step.state is StepState.DONE, self), 1)
            self._row.addWidget(button)
            self._buttons.append(button)
        self._fold()
        for button in self._buttons:
            button.show()
            if button.step.key == focused:
                button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        here = next((n for n, b in enumerate(self._buttons) if b.hasFocus()), None)
        if here is None or event.key() not in moves:
            super().keyPressEvent(event)
            return
        there = here + moves[Qt.Key(event.key())]
        if 0 <= there < len(self._buttons):
            self._buttons[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        narrow = self.width() < px("step-words-from")
        self.setFixedHeight(px("step-bar-folded" if narrow else "step-bar"))
        for button in self._buttons:
            button.fold(narrow)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.minimumHeight())

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), color("surface"), color("line"))
