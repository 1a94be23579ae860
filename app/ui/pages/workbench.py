"""Workbench: what must be done today by risk, what came in, and what is not yet with the district."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.presenters.duties import SPOT
from app.presenters.reach import Reach
from app.presenters.workbench import Duty, DutyGroup, WorkbenchState
from app.ui.frame import page_layout
from app.ui.kit.banner import Banner
from app.ui.kit.bars import PageHead
from app.ui.kit.buttons import Kind, PrimaryButton, SecondaryButton
from app.ui.kit.chips import Due
from app.ui.kit.empty import EmptyState
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.panes import Pane
from app.ui.kit.rows import GroupHead, TodayRow
from app.ui.kit.tips import tip
from app.ui.pages.columns import Column, Columns
from app.ui.pages.message_banner import show_message
from app.ui.pages.spot.block import empty
from app.ui.theme import Tone, px

REACH_ICONS = {"safe": "cloud", "sending": "cloud-upload", "offline": "cloud-off", "parked": "circle-x"}


class WorkbenchPage(QWidget):
    """Shows a :class:`WorkbenchState`."""

    case_asked = Signal(str)
    spot_asked = Signal(str)
    new_case_asked = Signal()
    sync_page_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("workbench")
        self.setAccessibleName("工作台")
        self._shown: tuple[DutyGroup, ...] | None = None
        self._column = column = page_layout(self)
        self.head = PageHead("今日要办", name="workbench_head")
        self.new = PrimaryButton("当场处罚", icon="zap", hint="Ctrl+N", name="workbench_new")
        self.new.clicked.connect(self.new_case_asked)
        self.head.add(self.new)
        column.addWidget(self.head)
        self.banner = Banner(name="workbench_banner")
        column.addWidget(self.banner)
        self.columns = Columns(
            [
                Column("today", "今日要办", self._make_today()),
                Column("inbox", "收件箱", self._make_inbox(), "inbox-pane"),
            ],
            name="workbench_columns",
        )
        column.addWidget(self.columns, 1)
        column.addWidget(self._make_foot())
        self.columns.folded.connect(self._fold)

    def show_state(self, state: WorkbenchState) -> None:
        """Show the whole state."""
        self.head.set_title("今日要办", state.today)
        show_message(self.banner, state.message)
        if state.groups != self._shown:
            self._shown = state.groups
            self._show_groups(state)
        self._stack.setCurrentIndex(1 if state.empty else 0)
        self.new.set_kind(Kind.SECONDARY if state.empty else Kind.PRIMARY)
        self.columns.set_count("today", str(state.urgent) if state.urgent else "")
        self._show_reach(state.reach)

    def _show_reach(self, reach: Reach) -> None:
        self._unsent.setText("　".join(reach.parts))
        self._note.setText(reach.note)
        tone = Tone(reach.tone)
        self._mark.show_icon(REACH_ICONS.get(reach.state, "cloud-off"), tone.ink, reach.title)
        self._title.setText(reach.title)
        self._title.set_token("text" if tone is Tone.NEUTRAL else tone.ink)

    def _fold(self, narrow: bool) -> None:
        """In a narrow window the top bar names the page, and the foot counts without explaining."""
        self._note.setVisible(not narrow)
        self._title.setVisible(not narrow)
        self.head.setVisible(not narrow)
        if narrow:
            self.columns.add_to_tabs(self.new)
        else:
            self.head.add(self.new)
        gap = px("s" if narrow else "pane-gap")
        self._column.setSpacing(gap)
        self._column.setContentsMargins(px("page-pad-x"), gap, px("page-pad-x"), gap)
        above = px("xs" if narrow else "pane-pad")
        self._foot.body.setContentsMargins(px("pane-pad"), above, px("pane-pad"), above)

    def _make_today(self) -> QWidget:
        self._stack = QStackedWidget()
        self._today = Pane(padded=False, scroll=True, name="today")
        self._today.setAccessibleName("今日要办")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._today.body.addLayout(self._rows)
        self._more = Label("", "caption", "muted", name="today_more")
        self._more.setContentsMargins(px("m"), px("s"), px("m"), px("s"))
        self._today.body.addWidget(self._more)
        self._today.body.addStretch(1)
        start = PrimaryButton("办第一个案件", icon="zap", name="workbench_first")
        start.clicked.connect(self.new_case_asked)
        nothing = Pane(name="today_empty")
        nothing.body.addWidget(
            EmptyState(
                "inbox",
                "今天没有要办的期限",
                "登记了线索、作出了决定，期限会按轻重缓急排在这里。",
                start,
                name="workbench_empty",
            )
        )
        self._stack.addWidget(self._today)
        self._stack.addWidget(nothing)
        return self._stack

    def _make_inbox(self) -> QWidget:
        pane = Pane("收件箱", name="inbox")
        pane.body.addWidget(
            EmptyState(
                "inbox",
                "没有新消息",
                "审批、审核、冲突和督办的消息会到这里；连接区级以后才有。",
                name="inbox_empty",
            ),
            1,
        )
        return pane

    def _make_foot(self) -> QWidget:
        self._foot = foot = Pane(name="unsent")
        row = QHBoxLayout()
        row.setSpacing(px("m"))
        self._mark = IconMark("cloud-off", "warn")
        self._title = Label("", "strong", "warn", name="unsent_title")
        self._unsent = Label("", name="unsent_words")
        self._note = Label("", token="muted", name="unsent_note")
        button = SecondaryButton("同步中心", icon="refresh-cw", hint="F5", name="workbench_sync")
        button.clicked.connect(self.sync_page_asked)
        row.addWidget(self._mark)
        row.addWidget(self._title)
        row.addWidget(self._unsent)
        row.addStretch(1)
        row.addWidget(self._note)
        row.addWidget(button)
        foot.body.addLayout(row)
        return foot

    def _show_groups(self, state: WorkbenchState) -> None:
        empty(self._rows)
        number = 0
        for group in state.groups:
            head = GroupHead(
                group.title, str(len(group.duties)), tone=Tone(group.tone), name=f"today_group_{group.key}"
            )
            self._rows.addWidget(head)
            for duty in group.duties:
                number += 1
                self._rows.addWidget(self._row(duty, number))
        self._more.setText(state.more)
        self._more.setVisible(bool(state.more))

    def _row(self, duty: Duty, number: int) -> TodayRow:
        near = Due(duty.due.near)
        row = TodayRow(
            duty.due.text or "没有期限",
            near,
            duty.what,
            duty.line,
            article=duty.basis,
            note=duty.note,
            action=duty.verb,
            why=tip(duty.due.why_title, duty.why) if duty.due.why else "",
            keep=duty.party,
            name=f"duty_{number}",
        )
        row.setAccessibleDescription("".join((duty.due.why_title, *duty.why)))
        row.opened.connect(lambda: self.case_asked.emit(duty.case))
        asked = self.spot_asked if duty.place == SPOT else self.case_asked
        row.act_asked.connect(lambda: asked.emit(duty.case))
        return row
