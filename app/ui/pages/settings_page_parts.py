"""Parts of the settings page: the store with its examination, figures of the law, plain facts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.settings_page import Check, SettingsState, StoreView
from app.ui.kit.bars import Facts
from app.ui.kit.buttons import SecondaryButton
from app.ui.kit.fields import LineEdit
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.panes import Pane
from app.ui.kit.progress import Going, ProgressBar
from app.ui.kit.tables import Table
from app.ui.pages.settings_page_table import SINCE, SOURCE, WIDTHS, figures_model
from app.ui.pages.spot.block import empty
from app.ui.theme import Tone, px

PAUSE_MS = 150
CHECK_LOOKS = {
    "never": (Tone.NEUTRAL, "info"),
    "running": (Tone.ACCENT, "refresh-cw"),
    "whole": (Tone.OK, "shield-check"),
    "faults": (Tone.DANGER, "octagon-x"),
}


class StorePane(Pane):
    """Folder, room and facts of the store, and the examination of every byte."""

    check_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("存储与校验", scroll=True, name="settings_store", parent=parent)
        self._facts = Facts(name="settings_store_facts")
        self.body.addWidget(self._facts)
        self._check = Pane("校验", name="settings_check")
        self._mark = IconMark("info", "muted", name="settings_check_mark")
        self._words = Label("", "medium", wrap=True, name="settings_check_words")
        row = QHBoxLayout()
        row.setSpacing(px("s"))
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        self._check.body.addLayout(row)
        self._bar = ProgressBar()
        self._bar.stretch()
        self._check.body.addWidget(self._bar)
        self._faults = QVBoxLayout()
        self._faults.setSpacing(px("xxs"))
        self._check.body.addLayout(self._faults)
        words = "逐条核对办案记录的链和签名，再逐字节读所有封存文件，和封存时的摘要比对。可以边办案边检查。"
        self._check.body.addWidget(Label(words, "note", "muted", wrap=True))
        self.now = SecondaryButton("现在检查", icon="shield-check", name="settings_check_now")
        self.now.clicked.connect(self.check_asked)
        self._check.add_to_head(self.now)
        self.body.addWidget(self._check)
        self.body.addStretch(1)

    def show_store(self, store: StoreView) -> None:
        """Show where everything lies and how the last examination went."""
        pairs = (("位置", store.folder), ("空间", store.free), *store.facts)
        self._facts.show_pairs(pairs)
        room = self.findChild(Label, "settings_store_facts_2")
        if room is not None:
            room.set_token("text" if store.tone == "neutral" else store.tone)
        self.show_check(store.check)

    def show_check(self, check: Check) -> None:
        """Show how far the examination is, or what it found."""
        tone, icon = CHECK_LOOKS[check.state]
        self._mark.show_icon(icon, tone.ink)
        self._words.setText(check.words)
        self._check.set_edge(Tone.DANGER if check.state == "faults" else None)
        self._bar.setVisible(check.state == "running")
        self._bar.show_share(check.share, Going.MOVING)
        self.now.setEnabled(check.state != "running")
        empty(self._faults)
        for number, fault in enumerate(check.faults, start=1):
            self._faults.addWidget(
                Label(fault, "caption", "danger", wrap=True, name=f"settings_fault_{number}")
            )
        if check.state == "faults":
            words = "不要改动这些文件；停止使用有关案件，报告中队长，并保留这台笔记本。"
            self._faults.addWidget(Label(words, "caption", wrap=True, name="settings_fault_remedy"))


class FactsPane(Pane):
    """Pairs of words; ``note`` stands below."""

    def __init__(self, title: str, note: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(title, scroll=True, name=name, parent=parent)
        self._facts = Facts(name=f"{name}_facts")
        self.body.addWidget(self._facts)
        if note:
            self.body.addWidget(Label(note, "note", "muted", wrap=True, name=f"{name}_note"))
        self.body.addStretch(1)

    def show_facts(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Replace all pairs; one without words is left out."""
        self._facts.show_pairs([pair for pair in pairs if pair[1]])


class FiguresPane(Pane):
    """The figures of the law, found while typing."""

    words_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("法定数字", padded=False, name="settings_figures", parent=parent)
        self._words = LineEdit(placeholder="名称、数值、条款", icon="search", name="figures_words")
        self._words.setAccessibleName("查找法定数字")
        self._words.setFixedWidth(px("list-search"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.words_given.emit(self._words.text()))
        self._words.textEdited.connect(lambda _: self._pause.start())
        self.add_to_head(self._words)
        self.model = figures_model(self)
        self.table = Table(self.model, WIDTHS, accessible="法定数字", name="figures_table")
        self.body.addWidget(self.table, 1)
        self._shown: object = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where room is short, days and then the source stand in the tool tip of the row alone."""
        super().resizeEvent(event)
        for column, least in ((SINCE, "figures-since-from"), (SOURCE, "figures-source-from")):
            self.table.setColumnHidden(column, self.width() < px(least))

    def show_figures(self, state: SettingsState) -> None:
        """Show what was found."""
        words = f"找到 {len(state.figures)} 个" if state.words.strip() else state.figures_words
        self.set_title("法定数字", words)
        if state.figures is not self._shown:
            self._shown = state.figures
            self.model.show_rows(state.figures)
