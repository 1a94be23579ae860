"""The panes of the case page: the next step, the record, and evidence, papers, deadlines behind tabs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.presenters.case_page import CasePageState, DeadlineLine, NextStep, PaperLine
from app.presenters.timeline import Day
from app.ui.kit.bars import CountedTabs
from app.ui.kit.buttons import PrimaryButton, TextButton
from app.ui.kit.chips import Due, DueChip, StatusChip
from app.ui.kit.empty import EmptyState
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane, Scroll
from app.ui.kit.reasons import CheckRow, ReasonRow
from app.ui.kit.rows import Row, two_lines
from app.ui.kit.timeline import MomentRow, Timeline
from app.ui.kit.tips import tip
from app.ui.pages.spot.block import empty
from app.ui.pages.tiles import TileStrip
from app.ui.theme import Tone, px


class NextPane(Pane):
    """The next lawful step: its reasons with the cure of each, what is met, and the button."""

    primary_asked = Signal(str)  # the act
    cure_asked = Signal(str)
    others_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(scroll=True, edge=Tone.ACCENT, name="next_step", parent=parent)
        self.setAccessibleName("下一步")
        self._shown: NextStep | None = None
        self._act = ""
        self.body.addWidget(Label("下一步", "caption-strong", "accent"))
        self._title = Label("", "title", wrap=True, name="next_step_word")
        self._caption = Label("", token="muted", wrap=True, name="next_step_caption_words")
        self.body.addWidget(self._title)
        self.body.addWidget(self._caption)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px("s"))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.primary = PrimaryButton("", locked=True, name="case_primary")
        self.primary.clicked.connect(lambda: self.primary_asked.emit(self._act))
        self.add_to_foot(self.primary, 1)
        self.others = TextButton("其他", name="case_others")
        self.others.clicked.connect(self.others_asked)
        self.add_to_foot(self.others)

    def show_next(self, onward: NextStep, others: int) -> None:
        """Show the step; on the on-the-spot page nothing is locked, its own blocks say what is missing."""
        self._act = onward.act
        self.others.setVisible(bool(others))
        self.primary.setVisible(bool(onward.act))
        self.primary.setText(onward.word)
        self.primary.set_icon("zap" if onward.act == "spot" else "check")
        self.primary.setEnabled(onward.act == "spot" or onward.open)
        if onward == self._shown:
            return
        self._shown = onward
        self._title.setText(onward.title)
        self._caption.setText(onward.caption)
        empty(self._rows)
        for number, reason in enumerate(onward.reasons, start=1):
            row = ReasonRow(
                reason.sentence,
                reason.basis,
                reason.cure,
                name=f"case_reason{number}",
            )
            row.cure_asked.connect(self._asker(reason.goes_to))
            self._rows.addWidget(row)
        for number, warning in enumerate(onward.warnings, start=1):
            row = ReasonRow(warning.sentence, warning.basis, tone=Tone.WARN, name=f"case_warning{number}")
            self._rows.addWidget(row)
        if onward.met:
            self._rows.addWidget(Label(f"已满足 {len(onward.met)} 项", "caption", "muted"))
        for number, (sentence, article) in enumerate(onward.met, start=1):
            self._rows.addWidget(CheckRow(sentence, article, name=f"case_met{number}"))

    def _asker(self, place: str) -> Callable[[], None]:
        return lambda: self.cure_asked.emit(place)


class RecordPane(Pane):
    """The full-process record by day."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("过程记录", padded=False, scroll=True, name="record", parent=parent)
        self._shown: tuple[Day, ...] | None = None
        self._timeline = Timeline(name="timeline")
        self.body.addWidget(self._timeline)

    def show_days(self, days: tuple[Day, ...], count: int) -> None:
        """Show the days; earlier ones stay folded behind the newest two."""
        self.caption.setText(f"{count} 条")
        if days == self._shown:
            return
        self._shown = days
        self._timeline.clear()
        for place, day in enumerate(days):
            self._timeline.add_day(day.title, day.note, folded=place < len(days) - 2)
            for number, moment in enumerate(day.moments, start=1):
                state = (
                    ("cloud", Tone.OK, "已到区级") if moment.sent else ("cloud-off", Tone.WARN, "未到区级")
                )
                self._timeline.add_moment(
                    MomentRow(
                        moment.time,
                        moment.title,
                        moment.caption,
                        Tone(moment.tone),
                        state=state,
                        name=f"moment_{day.key}_{number}",
                    )
                )


class PaperRowView(Row):
    """A paper of the case: title and number, state, copies."""

    def __init__(self, paper: PaperLine) -> None:
        super().__init__(f"{paper.title}，{paper.words}", height="today-row", name=f"paper_{paper.document}")
        self.line.addLayout(two_lines(Label(paper.title), Label(paper.number, "caption", "muted")), 1)
        self.line.addWidget(StatusChip(paper.words, Tone(paper.tone), paper.icon))
        self.line.addWidget(Label(paper.copies, "caption", "muted"))


class DeadlineRow(Row):
    """A deadline: chip, what, article; its tool tip tells why that day."""

    def __init__(self, number: int, line: DeadlineLine) -> None:
        super().__init__(f"{line.due.text}，{line.what}", height="today-row", name=f"deadline_{number}")
        shown = (line.met, Due.NONE) if line.met else (line.due.text, Due(line.due.near))
        column = QWidget()
        column.setFixedWidth(px("due-column"))
        cell = QHBoxLayout(column)
        cell.setContentsMargins(0, 0, 0, 0)
        cell.addWidget(DueChip(*shown))
        cell.addStretch(1)
        self.line.setSpacing(0)
        self.line.addWidget(column)
        self.line.addLayout(two_lines(Label(line.what), Label(line.basis, "caption", "muted")), 1)
        if line.due.why:
            self.setToolTip(tip(line.due.why_title, line.due.why))


class FilePane(Pane):
    """Evidence, papers and deadlines behind tabs."""

    evidence_opened = Signal(str)
    paper_opened = Signal(str)
    picture_asked = Signal(str)
    files_dropped = Signal(object)
    files_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, name="case_file", parent=parent)
        self._shown: CasePageState | None = None
        self._strips: list[TileStrip] = []
        self.tabs = CountedTabs(
            [("evidence", "证据", ""), ("papers", "文书", ""), ("deadlines", "期限", "")],
            accessible="卷内",
            name="case_tab",
        )
        self.lead_head(self.tabs)
        self._stack = QStackedWidget()
        self._evidence, self._papers, self._deadlines = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for key, layout in (
            ("evidence", self._evidence),
            ("papers", self._papers),
            ("deadlines", self._deadlines),
        ):
            self._stack.addWidget(self._page(layout, key))
        self.body.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self.show_tab)

    def show_tab(self, key: str) -> None:
        """Bring evidence, papers or deadlines into sight."""
        self.tabs.choose(key)
        self._stack.setCurrentIndex(("evidence", "papers", "deadlines").index(key))

    def show_file(self, state: CasePageState) -> None:
        """Show what the case holds."""
        self.tabs.set_count("evidence", str(state.files))
        self.tabs.set_count("papers", str(len(state.papers)))
        self.tabs.set_count("deadlines", str(sum(1 for one in state.deadlines if not one.met)))
        before = self._shown
        self._shown = state
        if before is None or before.evidence != state.evidence or before.case != state.case:
            self._show_evidence(state)
        if before is None or before.papers != state.papers:
            self._show_papers(state.papers)
        if before is None or before.deadlines != state.deadlines:
            self._show_deadlines(state.deadlines)

    def show_picture(self, evidence: str, data: bytes | None) -> None:
        """Put a picture that has arrived into its tile."""
        for strip in self._strips:
            strip.show_picture(evidence, data)

    def _page(self, layout: QVBoxLayout, key: str) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        pad = px("pane-pad") if key == "evidence" else 0
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(px("s"))
        layout.setSpacing(px("s") if key == "evidence" else 0)
        column.addLayout(layout)
        column.addStretch(1)
        return Scroll(content, name=f"case_{key}")

    def _show_evidence(self, state: CasePageState) -> None:
        empty(self._evidence)
        self._strips = []
        for number, group in enumerate(state.evidence, start=1):
            head = QWidget()
            row = QHBoxLayout(head)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Label(group.title, "caption-strong"))
            row.addWidget(Label(group.caption, "caption", "muted"), 1)
            self._evidence.addWidget(head)
            self._add_strip("", f"case_tiles_{number}").show_tiles(group.tiles)
        self._add_strip("把文件拖到这里，或按 Ctrl+E 导入", "case_drop")

    def _add_strip(self, words: str, name: str) -> TileStrip:
        strip = TileStrip(words, name=name)
        strip.opened.connect(self.evidence_opened)
        strip.wants_picture.connect(self.picture_asked)
        strip.dropped.connect(self.files_dropped)
        strip.files_asked.connect(self.files_asked)
        self._strips.append(strip)
        self._evidence.addWidget(strip)
        return strip

    def _show_papers(self, papers: tuple[PaperLine, ...]) -> None:
        empty(self._papers)
        for paper in papers:
            row = PaperRowView(paper)
            row.opened.connect(self._opener(paper.document))
            self._papers.addWidget(row)
        if not papers:
            self._papers.addWidget(
                EmptyState(
                    "file-text", "还没有文书", "出具以后在这里看，内容不再改动。", name="case_no_papers"
                )
            )

    def _show_deadlines(self, deadlines: tuple[DeadlineLine, ...]) -> None:
        empty(self._deadlines)
        for number, line in enumerate(deadlines, start=1):
            self._deadlines.addWidget(DeadlineRow(number, line))
        if not deadlines:
            self._deadlines.addWidget(
                EmptyState(
                    "clock", "没有期限在走", "送达、决定、收缴以后自动起算。", name="case_no_deadlines"
                )
            )

    def _opener(self, document: str) -> Callable[[], None]:
        return lambda: self.paper_opened.emit(document)
