"""The pane of the next lawful step: what stands against it with its cures, what else is due, what is met."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.presenters.case_page_next import AlsoDue, NextStep
from app.presenters.finding_words import FindingText
from app.ui.kit.banner import Notice
from app.ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from app.ui.kit.chips import Due, DueChip
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane
from app.ui.kit.reasons import CheckRow, ReasonRow
from app.ui.kit.tips import tip
from app.ui.pages.spot.block import empty
from app.ui.theme import Tone, px


class NextPane(Pane):
    """The next lawful step: its reasons with the cure of each, what is met, and the button.

    ``foot_row`` holds the buttons; in a narrow window the page puts it into its own bar.
    """

    primary_asked = Signal(str)  # the act
    cure_asked = Signal(str)
    others_asked = Signal()
    sync_page_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(scroll=True, edge=Tone.ACCENT, name="next_step", parent=parent)
        self.setAccessibleName("下一步")
        self._shown: NextStep | None = None
        self._act = ""
        self._make_head()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px("s"))
        self._met = QVBoxLayout()
        self._met.setSpacing(0)
        self.body.addLayout(self._rows)
        self.body.addLayout(self._met)
        self.body.addStretch(1)
        self._make_foot()

    def _make_head(self) -> None:
        self._head_line = QWidget()
        row = QHBoxLayout(self._head_line)
        row.setContentsMargins(0, 0, 0, 0)
        self._due = DueChip(name="next_step_due")
        row.addWidget(Label("下一步", "caption-strong", "accent"))
        row.addStretch(1)
        row.addWidget(self._due)
        self.body.addWidget(self._head_line)
        self._title = Label("", "title", wrap=True, name="next_step_word")
        self._caption = Label("", token="muted", wrap=True, name="next_step_caption_words")
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(px("s"))
        self._words.addWidget(self._title)
        self._words.addWidget(self._caption, 1)
        self.body.addLayout(self._words)

    def _make_foot(self) -> None:
        self.primary = PrimaryButton("", locked=True, name="case_primary")
        self.primary.clicked.connect(lambda: self.primary_asked.emit(self._act))
        self.sync = SecondaryButton("看还没有到区级的内容", icon="refresh-cw", hint="F5", name="case_sync")
        self.sync.clicked.connect(self.sync_page_asked)
        self.others = TextButton("其他", name="case_others")
        self.others.clicked.connect(self.others_asked)
        self.foot_row = QWidget()
        row = QHBoxLayout(self.foot_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("s"))
        row.addWidget(self.primary, 1)
        row.addWidget(self.sync, 1)
        row.addWidget(self.others)
        for button in (self.primary, self.sync, self.others):
            button.hide()  # until the case was read nothing is known to be done next
        self._buttons = row
        self.add_to_foot(self.foot_row, 1)

    def fold(self, narrow: bool) -> None:
        """In a low window the tab names the pane, and title and explanation share their lines."""
        ways = QBoxLayout.Direction
        self._words.setDirection(ways.LeftToRight if narrow else ways.TopToBottom)
        self._title.set_role("section" if narrow else "title")
        upright = QSizePolicy.Policy.Preferred
        across = QSizePolicy.Policy.Maximum if narrow else QSizePolicy.Policy.Preferred
        policy = QSizePolicy(across, upright)
        policy.setHeightForWidth(True)
        self._title.setSizePolicy(policy)
        self._head_line.setVisible(not narrow)
        self._buttons.setDirection(ways.RightToLeft if narrow else ways.LeftToRight)

    def show_next(self, onward: NextStep, others: int) -> None:
        """Show the step; on the on-the-spot page nothing is locked, its own blocks say what is missing.

        Where somebody else has to act there is no button to wait for: the reasons say what ends it.
        """
        self._act = onward.act
        self.others.setVisible(bool(others))
        self.primary.setVisible(bool(onward.act) and not onward.waits)
        self.sync.setVisible(onward.waits)
        self.primary.setText(onward.word)
        self.primary.set_icon("zap" if onward.act == "spot" else "check")
        self.primary.setEnabled(onward.act == "spot" or onward.open)
        if onward == self._shown:
            return
        self._shown = onward
        self._title.setText(onward.title)
        self._caption.setText(onward.caption)
        self._show_due(onward)
        empty(self._rows)
        for number, reason in enumerate(onward.reasons, start=1):
            self._rows.addWidget(self._reason(number, reason, onward.waits))
        for number, warning in enumerate(onward.warnings, start=1):
            row = ReasonRow(warning.sentence, warning.basis, tone=Tone.WARN, name=f"case_warning{number}")
            self._rows.addWidget(row)
        for number, also in enumerate(onward.also, start=1):
            self._rows.addWidget(_also_row(number, also))
        self._show_met(onward.met)

    def _show_due(self, onward: NextStep) -> None:
        self._due.show_due(onward.due.text, Due(onward.due.near))
        self._due.setVisible(bool(onward.due.text))
        self._due.setToolTip(tip(onward.due.why_title, onward.due.why) if onward.due.why else "")

    def _reason(self, number: int, reason: FindingText, waits: bool) -> ReasonRow:
        row = ReasonRow(
            reason.sentence,
            reason.basis,
            reason.cure,
            tone=Tone.WARN if waits else Tone.DANGER,
            icon="clock" if waits else "",
            remedy="" if reason.cure else reason.remedy,
            name=f"case_reason{number}",
        )
        row.cure_asked.connect(self._asker(reason.goes_to))
        return row

    def _show_met(self, met: tuple[tuple[str, str], ...]) -> None:
        empty(self._met)
        if met:
            self._met.addWidget(Label(f"已满足 {len(met)} 项", "caption", "muted"))
        for number, (sentence, article) in enumerate(met, start=1):
            self._met.addWidget(CheckRow(sentence, article, name=f"case_met{number}"))

    def _asker(self, place: str) -> Callable[[], None]:
        return lambda: self.cure_asked.emit(place)


def _also_row(number: int, also: AlsoDue) -> Notice:
    near = Due(also.due.near)
    tone = {Due.OVERDUE: Tone.DANGER, Due.TODAY: Tone.DANGER, Due.HOLIDAY: Tone.DANGER}.get(near, Tone.WARN)
    words = "　".join(part for part in (also.due.text, also.remedy) if part)
    row = Notice(
        f"同时要办：{also.what}", words, tone, icon="alarm-clock", stacked=True, name=f"case_also{number}"
    )
    row.setToolTip(tip(also.due.why_title, also.due.why) if also.due.why else "")
    return row
