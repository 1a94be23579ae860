"""The case page: head, step bar, and three panes side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.presenters.case_page import CasePageState
from app.ui.frame import page_with_actions
from app.ui.kit.banner import Banner
from app.ui.kit.bars import ActionBar, PageHead
from app.ui.kit.chips import Due, DueChip, StatusChip
from app.ui.kit.labels import Label
from app.ui.kit.menus import Menu
from app.ui.kit.steps import Step, StepBar, StepState
from app.ui.kit.tips import tip
from app.ui.pages.case.leave import LeaveDialog
from app.ui.pages.case.next import NextPane
from app.ui.pages.case.panes import FILE_TABS, FilePane, RecordPane
from app.ui.pages.columns import Column, Columns
from app.ui.pages.message_banner import show_message
from app.ui.theme import Tone, px


class CasePage(QWidget):
    """Shows a :class:`CasePageState`."""

    back_asked = Signal()
    spot_asked = Signal(str)  # the place that cures a reason, or empty
    step_asked = Signal(str)  # state to move to
    exit_asked = Signal(str, str, str)  # state to leave to, reason, ground
    evidence_opened = Signal(str)
    paper_opened = Signal(str)
    picture_asked = Signal(str)
    files_dropped = Signal(object)
    files_asked = Signal()
    sync_page_asked = Signal()
    compare_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("case")
        self.setAccessibleName("案件")
        self._state = CasePageState()
        self.bar = ActionBar(name="case_bar")
        self._bar_number = Label("", token="muted", name="case_bar_number")
        self.bar.say(self._bar_number)
        self.bar.hide()
        self._column = column = page_with_actions(self, self.bar)
        self.head = PageHead("案件", back=True, name="case_head")
        self.head.back_asked.connect(self.back_asked)
        self._stage = StatusChip(name="case_stage")
        self._due = DueChip(name="case_due")
        self._due.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.head.add(self._stage)
        self.head.add(self._due)
        column.addWidget(self.head)
        self.banner = Banner(name="case_banner")
        column.addWidget(self.banner)
        self.steps = StepBar(name="case_steps")
        self.steps.step_asked.connect(self._explain)
        column.addWidget(self.steps)
        self.onward, self.record, self.file = NextPane(), RecordPane(), FilePane()
        self.columns = Columns(
            [
                Column("next", "下一步", self.onward, "step-pane"),
                Column("record", "过程", self.record, "line-pane"),
                Column("file", "卷内", self.file, parts=FILE_TABS),
            ],
            name="case_columns",
        )
        self._tab_due = DueChip(name="case_tab_due")
        self.columns.add_to_tabs(self._tab_due)
        column.addWidget(self.columns, 1)
        self.columns.folded.connect(self._fold)
        self.columns.turned.connect(self._turn)
        self._connect()

    def show_state(self, state: CasePageState) -> None:
        """Show the whole state; another case begins at its next step."""
        if state.case != self._state.case:
            self.columns.show_column("evidence")
            self.columns.show_column("next")
        self._state = state
        self.head.set_title(state.title, state.number)
        self.head.title.show_words(state.title, state.party)
        self._bar_number.setText(state.number)
        self._stage.show_state(state.stage, Tone.ACCENT, "circle-dot")
        for chip in (self._due, self._tab_due):
            chip.setVisible(bool(state.due.text))
            chip.show_due(state.due.text, Due(state.due.near))
            chip.setToolTip(tip(state.due.why_title, state.due.why) if state.due.why else "")
        show_message(self.banner, state.message)
        self.steps.show_steps(
            [Step(one.key, one.word, StepState(one.state), one.note, one.tip) for one in state.steps]
        )
        self.onward.show_next(state.onward, len(state.others))
        self.record.show_days(state.days, state.moments)
        self.file.show_file(state)
        self.columns.set_count("next", str(len(state.onward.reasons)) if state.onward.reasons else "")
        self.columns.set_count("record", str(state.moments))
        self.columns.set_count("evidence", str(state.files))
        self.columns.set_count("papers", str(len(state.papers)))
        self.columns.set_count("deadlines", str(sum(1 for one in state.deadlines if not one.met)))

    def _fold(self, narrow: bool) -> None:
        """In a narrow window the top bar names the case, and its step is taken in a bar at the foot."""
        self.head.setVisible(not narrow)
        self.onward.fold(narrow)
        self.file.fold(narrow)
        gap = px("s" if narrow else "pane-gap")
        self._column.setSpacing(gap)
        self._column.setContentsMargins(px("page-pad-x"), gap, px("page-pad-x"), gap)
        if narrow:
            self.bar.add(self.onward.foot_row)
        else:
            self.onward.add_to_foot(self.onward.foot_row, 1)
        self.onward.show_foot(not narrow)
        self.bar.setVisible(narrow)

    def _turn(self, tab: str) -> None:
        if tab in dict(FILE_TABS):
            self.file.show_tab(tab)

    def _connect(self) -> None:
        self.onward.primary_asked.connect(self._primary)
        self.onward.cure_asked.connect(self._cure)
        self.onward.others_asked.connect(self._open_others)
        self.onward.sync_page_asked.connect(self.sync_page_asked)
        self.file.evidence_opened.connect(self.evidence_opened)
        self.file.paper_opened.connect(self.paper_opened)
        self.file.picture_asked.connect(self.picture_asked)
        self.file.files_dropped.connect(self.files_dropped)
        self.file.files_asked.connect(self.files_asked)
        self.file.compare_asked.connect(self.compare_asked)

    def _primary(self, act: str) -> None:
        if act == "spot":
            self.spot_asked.emit("")
        elif act.startswith("step:"):
            self.step_asked.emit(act.removeprefix("step:"))

    def _cure(self, place: str) -> None:
        if place.startswith("step:"):
            self._leave(place.removeprefix("step:"))
        else:
            self.spot_asked.emit(place)

    def _leave(self, end: str) -> None:
        """Ask for the reason before the case leaves the summary procedure for good."""
        way = next((one for one in self._state.others if one.end == end), None)
        if way is None or way.why:
            self.columns.show_column("next")
            return
        dialog = LeaveDialog(way, self._state.number, self)
        dialog.left.connect(self.exit_asked)
        dialog.open()

    def _explain(self, key: str) -> None:
        self.columns.show_column("next")

    def _open_others(self) -> None:
        menu = Menu("其他可办的事", name="case_other", parent=self)
        for way in self._state.others:
            menu.add(way.end, way.word, enabled=not way.why, why=way.why)
        menu.chosen.connect(self._leave)
        menu.open_below(self.onward.others)
