"""Case list: filters as chips, the paged table, and the preview of the row under the cursor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.case_list import COLUMNS, CaseListState, CasePreview
from app.ui.frame import page_layout
from app.ui.kit.banner import Banner
from app.ui.kit.bars import Facts, PageHead
from app.ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from app.ui.kit.chips import Due, DueChip, FilterChip, StatusChip
from app.ui.kit.empty import EmptyState
from app.ui.kit.fields import LineEdit
from app.ui.kit.labels import Label, Rule
from app.ui.kit.menus import Menu
from app.ui.kit.panes import Pane
from app.ui.kit.reasons import CheckRow
from app.ui.kit.tables import Table
from app.ui.pages.case_table import CaseTableModel
from app.ui.pages.columns import Column, Columns
from app.ui.pages.message_banner import show_message
from app.ui.pages.spot.block import empty
from app.ui.theme import Tone, px

WIDTHS = (
    "case-number",
    "case-party",
    "",
    "case-place",
    "case-stage",
    "case-due",
    "case-evidence",
    "case-sync",
)
PAUSE_MS = 150
"""Waits so long after the last key before the list is narrowed."""
DEFAULT_SORT = 0


class CaseListPage(QWidget):
    """Shows a :class:`CaseListState`."""

    case_asked = Signal(str)
    new_case_asked = Signal()
    words_given = Signal(str)
    open_only_set = Signal(bool)
    unsent_only_set = Signal(bool)
    step_chosen = Signal(str)
    officer_chosen = Signal(str)
    cleared = Signal()
    sort_asked = Signal(str, bool)
    preview_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cases")
        self.setAccessibleName("案件")
        self._state = CaseListState()
        self.model = CaseTableModel(self)
        column = page_layout(self)
        self.head = PageHead("案件", name="cases_head")
        new = SecondaryButton("当场处罚", icon="zap", hint="Ctrl+N", name="cases_new")
        new.clicked.connect(self.new_case_asked)
        self.head.add(new)
        column.addWidget(self.head)
        column.addLayout(self._make_filters())
        self.banner = Banner(name="cases_banner")
        column.addWidget(self.banner)
        self.preview = PreviewPane()
        self.preview.opened.connect(self.case_asked)
        self.columns = Columns(
            [
                Column("list", "列表", self._make_list()),
                Column("preview", "预览", self.preview, "preview-pane"),
            ],
            name="cases_columns",
        )
        column.addWidget(self.columns, 1)

    def show_state(self, state: CaseListState) -> None:
        """Show the whole state; the cursor stays on its case where the list still holds it."""
        fresh = state.generation != self._state.generation
        self._state = state
        self.head.set_title("案件", state.headline)
        self._foot.setText(state.foot)
        show_message(self.banner, state.message)
        self._show_chips(state)
        if fresh:
            self.model.show_keys(state.keys, state.generation)
            if state.keys:
                self.table.selectRow(0)
        self._empty.setVisible(not state.keys)
        self.table.setVisible(bool(state.keys))
        self.preview.show_preview(state.preview if state.keys else None)

    def _make_filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px("s"))
        self._words = LineEdit(placeholder="在本列表中查找", icon="filter", name="cases_words")
        self._words.setAccessibleName("在本列表中查找")
        self._words.setMaximumWidth(px("list-search"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._given = ""
        self._pause.timeout.connect(self._give_words)
        self._words.textEdited.connect(lambda _: self._pause.start())
        self._open = FilterChip("未结案", menu=False, name="filter_open")
        self._step = FilterChip("阶段", name="filter_step")
        self._officer = FilterChip("承办", name="filter_officer")
        self._unsent = FilterChip("未到区级", menu=False, icon="cloud-off", name="filter_unsent")
        self._clear = TextButton("清除筛选", name="filter_clear")
        self._open.clicked.connect(lambda: self.open_only_set.emit(not self._open.value()))
        self._open.cleared.connect(lambda: self.open_only_set.emit(False))
        self._unsent.clicked.connect(lambda: self.unsent_only_set.emit(not self._unsent.value()))
        self._unsent.cleared.connect(lambda: self.unsent_only_set.emit(False))
        self._step.clicked.connect(
            lambda: self._open_menu(self._step, self._state.steps, self.step_chosen.emit)
        )
        self._step.cleared.connect(lambda: self.step_chosen.emit(""))
        self._officer.clicked.connect(
            lambda: self._open_menu(self._officer, self._state.officers, self.officer_chosen.emit)
        )
        self._officer.cleared.connect(lambda: self.officer_chosen.emit(""))
        self._clear.clicked.connect(self._take_all_away)
        for widget in (self._words, self._open, self._step, self._officer, self._unsent, self._clear):
            row.addWidget(widget)
        row.addStretch(1)
        return row

    def _make_list(self) -> QWidget:
        pane = Pane(padded=False, name="case_list")
        pane.setAccessibleName("案件列表")
        self.table = Table(self.model, WIDTHS, many=True, accessible="案件", name="case_table")
        head = self.table.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(DEFAULT_SORT, Qt.SortOrder.DescendingOrder)
        head.sortIndicatorChanged.connect(self._sort)
        self.table.opened.connect(self._open_row)
        self.table.doubleClicked.connect(self._open_row)
        self.table.preview_asked.connect(lambda _: self.columns.show_column("preview"))
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._moved(now))
        self.model.modelReset.connect(self._watch_selection)
        self.model.dataChanged.connect(lambda *_: self._moved(self.table.currentIndex()))
        self._empty = EmptyState(
            "folder-open",
            "没有符合条件的案件",
            "改一改筛选；还没有案件的，从“当场处罚”开始。",
            name="cases_empty",
        )
        pane.body.addWidget(self.table, 1)
        pane.body.addWidget(self._empty, 1)
        self._foot = Label("", "caption", "muted", name="cases_count")
        keys = Label("↑↓ 移动·Enter 打开·空格预览", "caption", "muted")
        pane.add_to_foot(self._foot, 1)
        pane.add_to_foot(keys)
        return pane

    def _watch_selection(self) -> None:
        self._moved(self.table.currentIndex())

    def _moved(self, index: QModelIndex) -> None:
        line = self.model.line(index.row()) if index.isValid() else None
        if line is not None:
            self.preview_asked.emit(line.case)

    def _open_row(self, index: QModelIndex) -> None:
        line = self.model.line(index.row())
        if line is not None:
            self.case_asked.emit(line.case)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.sort_asked.emit(COLUMNS[column][0], order is Qt.SortOrder.DescendingOrder)

    def _show_chips(self, state: CaseListState) -> None:
        words = dict(state.chips)
        for chip, key in (
            (self._open, "open"),
            (self._step, "step"),
            (self._officer, "officer"),
            (self._unsent, "unsent"),
        ):
            chip.set_value(words.get(key, ""))
        self._clear.setVisible(state.filtered)
        if state.wanted.words != self._given:
            self._given = state.wanted.words
            if not self._words.hasFocus() and not self._pause.isActive():
                self._words.setText(state.wanted.words)

    def _give_words(self) -> None:
        self._given = self._words.text().strip()
        self.words_given.emit(self._given)

    def _take_all_away(self) -> None:
        self._words.clear()
        self.cleared.emit()

    def _open_menu(
        self, chip: FilterChip, options: tuple[tuple[str, str], ...], choose: Callable[[str], object]
    ) -> None:
        menu = Menu(chip.text(), name=f"{chip.objectName()}_menu", parent=self)
        for key, word in options:
            menu.add(key, word)
        menu.chosen.connect(choose)
        menu.open_below(chip)


class PreviewPane(Pane):
    """The case under the cursor in short; its only accent is the button that opens it."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("预览", scroll=True, name="preview", parent=parent)
        self._case = ""
        self._shown: CasePreview | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px("s"))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._button = PrimaryButton("打开案件", hint="Enter", name="preview_open")
        self._button.clicked.connect(lambda: self.opened.emit(self._case))
        self.add_to_foot(self._button, 1)

    def show_preview(self, preview: CasePreview | None) -> None:
        """Show a case, or nothing."""
        self._button.setEnabled(preview is not None)
        if preview == self._shown:
            return
        self._shown = preview
        empty(self._rows)
        if preview is None:
            self.set_title("预览")
            return
        self._case = preview.case
        self.set_title(preview.number, "空格键预览")
        self._rows.addWidget(Label(preview.title, "section", wrap=True, name="preview_item"))
        self._rows.addWidget(Label(preview.written, "caption", "muted", wrap=True))
        self._rows.addWidget(self._chips(preview))
        self._rows.addWidget(Facts(preview.facts, name="preview_facts"))
        self._rows.addWidget(Rule())
        self._rows.addWidget(Label(f"下一步：{preview.next_title}", "strong", wrap=True, name="preview_next"))
        for number, reason in enumerate(preview.blocking, start=1):
            row = CheckRow(reason.sentence, tone=Tone.DANGER, icon="circle-x", name=f"preview_reason{number}")
            self._rows.addWidget(row)
        self._rows.addWidget(Rule())
        self._rows.addWidget(Label(f"证据 {preview.evidence}", "strong"))
        self._rows.addWidget(Rule())
        self._rows.addWidget(Label("最近", "strong"))
        self._rows.addWidget(Facts(preview.recent, name="preview_recent"))

    def _chips(self, preview: CasePreview) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("s"))
        row.addWidget(StatusChip(preview.stage, Tone.ACCENT))
        if preview.due.text:
            row.addWidget(DueChip(preview.due.text, Due(preview.due.near)))
        row.addStretch(1)
        return holder
