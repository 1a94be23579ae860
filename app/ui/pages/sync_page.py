"""Sync page: three plain sentences, what waits and in which order, and how many numbers are left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.sync_page import Lane, NumbersLeft, SyncState, Waiting
from app.ui.frame import page_layout
from app.ui.kit.banner import Banner
from app.ui.kit.bars import Facts, PageHead
from app.ui.kit.chips import StatusChip
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.panes import Pane, Scroll
from app.ui.kit.rows import GroupHead, Row
from app.ui.kit.tips import plain_tip
from app.ui.pages.columns import Column, Columns
from app.ui.pages.message_banner import show_message
from app.ui.pages.spot.block import empty
from app.ui.theme import Tone, px

NUMBER_ICONS = {"neutral": "", "warn": "triangle-alert", "danger": "circle-x"}


ICONS = {"entries": "notebook-pen", "files": "images", "films": "video"}


class WaitingRow(Row):
    """What of a case the district lacks, how much, and why; opening it opens the case, or its files."""

    def __init__(self, waiting: Waiting, *, name: str, parent: QWidget | None = None) -> None:
        spoken = f"{waiting.number} {waiting.words}，{waiting.amount}没有到区级，{waiting.why}"
        super().__init__(spoken, height="row-tall", name=name, parent=parent)
        self.line.addWidget(IconMark(ICONS[waiting.icon], "muted", size="icon"))
        number = Label(waiting.number, name=f"{name}_number")
        number.setFixedWidth(px("case-number"))
        self.line.addWidget(number)
        self.line.addWidget(Label(waiting.words, keep=waiting.party, name=f"{name}_words"), 1)
        amount = Label(waiting.amount, "caption", "muted", name=f"{name}_amount")
        amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        amount.setFixedWidth(px("progress-size"))
        self.line.addWidget(amount)
        why = Label(waiting.why, "caption", "muted", name=f"{name}_why")
        why.setFixedWidth(px("progress-size"))
        self.line.addWidget(why)


class SyncPage(QWidget):
    """Shows a :class:`SyncState`. Nothing can be sent in this set-up, so nothing here offers it."""

    case_asked = Signal(str)
    evidence_asked = Signal(str)  # case

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sync")
        self.setAccessibleName("同步")
        self._state = SyncState()
        self._lanes: tuple[Lane, ...] | None = None
        self._column = column = page_layout(self)
        self.head = PageHead("同步", name="sync_head")
        column.addWidget(self.head)
        self.banner = Banner(name="sync_banner")
        column.addWidget(self.banner)
        self.trouble = Banner(name="sync_trouble")
        column.addWidget(self.trouble)
        self.columns = Columns(
            [
                Column("waiting", "待传", self._make_waiting()),
                Column("rest", "文号和数据", self._make_rest(), "inbox-pane"),
            ],
            name="sync_columns",
        )
        self.columns.folded.connect(self._fold)
        column.addWidget(self.columns, 1)

    def show_state(self, state: SyncState) -> None:
        """Show the whole state."""
        self._state = state
        show_message(self.trouble, state.message)
        self._show_sentences(state)
        self._pane.set_title("待传", state.amount)
        lines = sum(len(lane.waiting) for lane in state.lanes)
        self.columns.set_count("waiting", str(lines) if lines else "")
        if state.lanes != self._lanes:
            self._lanes = state.lanes
            self._show_waiting(state)
        self._foot.setText(state.foot)
        self._show_numbers(state.numbers)
        self._received.show_pairs(state.received)

    def _fold(self, narrow: bool) -> None:
        """In a low window the top bar names the page, and the list needs the room."""
        self.head.setVisible(not narrow)
        self._pane.show_foot(not narrow)
        self._pane.show_head(not narrow)
        gap = px("s" if narrow else "pane-gap")
        self._column.setSpacing(gap)
        self._column.setContentsMargins(px("page-pad-x"), gap, px("page-pad-x"), gap)
        self._show_sentences(self._state)

    def _show_sentences(self, state: SyncState) -> None:
        """In a narrow window the three sentences stand alone; what follows from them is a tool tip."""
        parts = [state.what, state.data, state.remedy]
        if not state.what.text:
            self.banner.clear()
            return
        short = self.columns.is_folded
        shown = [(part.text, "" if short else part.more) for part in parts]
        self.banner.show_message(shown, Tone.WARN, icon="cloud-off")
        self.banner.setToolTip(plain_tip("\n".join(part.more for part in parts)) if short else "")

    def _make_waiting(self) -> QWidget:
        self._pane = Pane("待传", padded=False, scroll=True, name="sync_waiting")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._pane.body.addLayout(self._rows)
        self._pane.body.addStretch(1)
        self._foot = Label("", "caption", "muted", name="sync_foot")
        self._pane.add_to_foot(self._foot, 1)
        return self._pane

    def _make_rest(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("pane-gap"))
        numbers = Pane("文号余量", "号段由区级发给这台笔记本", name="sync_numbers")
        self._numbers = QVBoxLayout()
        self._numbers.setSpacing(px("xs"))
        numbers.body.addLayout(self._numbers)
        received = Pane("本机的清单和名册", name="sync_received")
        self._received = Facts(name="sync_received_facts")
        received.body.addWidget(self._received)
        received.body.addWidget(
            Label("随安装带来；没有连接区级，未能确认是否最新。", "note", "muted", wrap=True)
        )
        column.addWidget(numbers)
        column.addWidget(received)
        column.addStretch(1)
        return Scroll(content, name="sync_rest")

    def _show_waiting(self, state: SyncState) -> None:
        empty(self._rows)
        for lane in state.lanes:
            head = GroupHead(
                f"{lane.place}　{lane.title}", lane.amount, lane.note, name=f"sync_lane_{lane.key}"
            )
            self._rows.addWidget(head)
            kind = "case" if lane.key == "entries" else lane.key
            for number, waiting in enumerate(lane.waiting, start=1):
                row = WaitingRow(waiting, name=f"sync_{kind}_{number}")
                row.opened.connect(self._opener(waiting.case, lane.key))
                self._rows.addWidget(row)
            if not lane.waiting:
                self._rows.addWidget(_note("没有等着上传的。"))

    def _show_numbers(self, numbers: tuple[NumbersLeft, ...]) -> None:
        empty(self._numbers)
        for number, left in enumerate(numbers, start=1):
            holder = QWidget()
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(px("s"))
            row.addWidget(IconMark("hash", "muted", size="icon-small"))
            row.addWidget(Label(left.title, name=f"sync_number_{number}_title"), 1)
            chip = StatusChip(
                left.words, Tone(left.tone), NUMBER_ICONS[left.tone], name=f"sync_number_{number}"
            )
            if left.tip:
                chip.set_tip(left.tip)
            row.addWidget(chip)
            self._numbers.addWidget(holder)

    def _opener(self, case: str, lane: str) -> Callable[[], None]:
        asked = self.case_asked if lane == "entries" else self.evidence_asked
        return lambda: asked.emit(case)


def _note(words: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(px("m"), px("s"), px("m"), px("s"))
    row.addWidget(Label(words, "caption", "muted", wrap=True))
    return holder
