"""The panes of the case page: the record, and evidence, papers, deadlines behind tabs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.presenters.case_page import CasePageState, DeadlineLine, PaperLine
from app.presenters.timeline import Day
from app.ui.kit.bars import CountedTabs
from app.ui.kit.buttons import SecondaryButton
from app.ui.kit.chips import Due, DueChip, StatusChip
from app.ui.kit.empty import EmptyState
from app.ui.kit.evidence import DropPlace
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane, Scroll
from app.ui.kit.rows import Row, two_lines
from app.ui.kit.timeline import ANY_HEIGHT, MomentRow, Timeline
from app.ui.kit.tips import plain_tip
from app.ui.pages.spot.block import empty
from app.ui.pages.tiles import TileStrip
from app.ui.theme import Tone, px


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
                row = MomentRow(
                    moment.time,
                    moment.title,
                    moment.caption,
                    Tone(moment.tone),
                    state=state,
                    name=f"moment_{day.key}_{number}",
                )
                row.setToolTip(plain_tip(moment.tip))
                row.setAccessibleDescription(moment.tip)
                self._timeline.add_moment(row)


FILE_TABS = (("evidence", "证据"), ("papers", "文书"), ("deadlines", "期限"))


RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaperRowView(Row):
    """A paper of the case: title and number, state above copies."""

    def __init__(self, paper: PaperLine) -> None:
        super().__init__(f"{paper.title}，{paper.words}", height="today-row", name=f"paper_{paper.document}")
        self.line.addLayout(two_lines(Label(paper.title), Label(paper.number, "caption", "muted")), 1)
        copies = Label(paper.copies, "caption", "muted")
        copies.setAlignment(RIGHT)
        state = two_lines(StatusChip(paper.words, Tone(paper.tone), paper.icon), copies)
        state.setSpacing(px("xxs"))
        self.line.addLayout(state)


class DeadlineRow(Row):
    """A deadline: chip, what, article, and why that day in as many lines as it takes."""

    def __init__(self, number: int, line: DeadlineLine) -> None:
        spoken = "，".join((line.met or line.due.text, line.what, *line.due.why))
        super().__init__(spoken, height="today-row", name=f"deadline_{number}")
        self.setMinimumHeight(px("today-row"))
        self.setMaximumHeight(ANY_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        shown = (line.met, Due.NONE) if line.met else (line.due.text, Due(line.due.near))
        column = QWidget()
        column.setFixedWidth(px("due-column"))
        cell = QVBoxLayout(column)
        cell.setContentsMargins(0, 0, px("m"), 0)
        cell.addWidget(DueChip(*shown))
        cell.addStretch(1)
        self.line.setContentsMargins(px("m"), px("s"), px("m"), px("s"))
        self.line.setSpacing(0)
        self.line.addWidget(column)
        words = [Label(line.what, wrap=True, name=f"deadline_{number}_what")]
        words += [Label(why, "note", "muted", wrap=True) for why in (*line.due.why[:-1], line.basis)]
        self.line.addLayout(two_lines(*words), 1)


class FilePane(Pane):
    """Evidence, papers and deadlines behind tabs."""

    evidence_opened = Signal(str)
    paper_opened = Signal(str)
    picture_asked = Signal(str)
    files_dropped = Signal(object)
    files_asked = Signal()
    compare_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padded=False, name="case_file", parent=parent)
        self._shown: CasePageState | None = None
        self._strips: list[TileStrip] = []
        self.tabs = CountedTabs(
            [(key, word, "") for key, word in FILE_TABS],
            accessible="卷内",
            name="case_tab",
        )
        self.lead_head(self.tabs)
        self.compare = SecondaryButton("对比", icon="columns-2", name="case_compare")
        self.compare.clicked.connect(self.compare_asked)
        self.add_to_head(self.compare)
        self._stack = QStackedWidget()
        self._evidence, self._papers, self._deadlines = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        for key, layout in (
            ("evidence", self._evidence),
            ("papers", self._papers),
            ("deadlines", self._deadlines),
        ):
            self._stack.addWidget(self._page(layout, key))
        self.body.addWidget(self._stack, 1)
        self._drop = DropPlace("把文件拖到这里，或按 Ctrl+E 导入", name="case_drop")
        self._drop.dropped.connect(self.files_dropped)
        self._drop.clicked.connect(self.files_asked)
        self._drop_row = QWidget()
        below = QVBoxLayout(self._drop_row)
        pad = px("pane-pad")
        below.setContentsMargins(pad, 0, pad, pad)
        below.addWidget(self._drop)
        self.body.addWidget(self._drop_row)
        self.tabs.chosen.connect(self.show_tab)

    def fold(self, narrow: bool) -> None:
        """In a narrow window the tabs of the page take the place of these."""
        self.show_head(not narrow)

    def show_tab(self, key: str) -> None:
        """Bring evidence, papers or deadlines into sight."""
        self.tabs.choose(key)
        self._stack.setCurrentIndex([tab for tab, _ in FILE_TABS].index(key))
        self._show_parts()

    def _show_parts(self) -> None:
        """Comparing and adding belong to the evidence."""
        here = self.tabs.key() == "evidence"
        photos = 0 if self._shown is None else self._shown.photos
        self._drop_row.setVisible(here)
        self.compare.setVisible(here and photos > 1)

    def show_file(self, state: CasePageState) -> None:
        """Show what the case holds."""
        self.tabs.set_count("evidence", str(state.files))
        self.tabs.set_count("papers", str(len(state.papers)))
        self.tabs.set_count("deadlines", str(sum(1 for one in state.deadlines if not one.met)))
        before = self._shown
        self._shown = state
        self._show_parts()
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
            self._add_strip(f"case_tiles_{number}").show_tiles(group.tiles)
        if not state.evidence:
            words = "照片、录像和文书扫描件加密封存后，按取证的环节排在这里。"
            self._evidence.addWidget(EmptyState("images", "还没有证据", words, name="case_no_evidence"))

    def _add_strip(self, name: str) -> TileStrip:
        strip = TileStrip(name=name)
        strip.opened.connect(self.evidence_opened)
        strip.wants_picture.connect(self.picture_asked)
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
