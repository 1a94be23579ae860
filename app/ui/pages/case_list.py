"""Case list: filters as chips, the paged table, and the preview of the row under the cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.presenters.case_list import COLUMNS, CaseListState
from app.ui.frame import page_layout
from app.ui.kit.banner import Banner
from app.ui.kit.bars import PageHead
from app.ui.kit.buttons import SecondaryButton, TextButton
from app.ui.kit.chips import FilterChip
from app.ui.kit.empty import EmptyState
from app.ui.kit.evidence import TileFlow
from app.ui.kit.fields import LineEdit
from app.ui.kit.labels import Label
from app.ui.kit.menus import Menu
from app.ui.kit.panes import Pane
from app.ui.kit.tables import Table
from app.ui.pages.case_preview import PreviewPane
from app.ui.pages.case_table import EVIDENCE, PLACE, UNSENT, CaseTableModel
from app.ui.pages.columns import Column, Columns
from app.ui.pages.message_banner import show_message
from app.ui.theme import px

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
REST_MS = 60
"""The cursor rests so long on a row before it is previewed: who walks through the list waits for nothing."""
DEFAULT_SORT = 0
CHIPS: tuple[tuple[str, str, str, bool], ...] = (
    ("open", "未结案", "", False),
    ("step", "阶段", "", True),
    ("item", "事项", "", True),
    ("officer", "承办", "", True),
    ("due", "期限", "", True),
    ("unsent", "未到区级", "cloud-off", False),
)
"""Key, word, icon and whether a menu opens."""


class CaseListPage(QWidget):
    """Shows a :class:`CaseListState`."""

    case_asked = Signal(str)
    new_case_asked = Signal()
    words_given = Signal(str)
    open_only_set = Signal(bool)
    unsent_only_set = Signal(bool)
    step_chosen = Signal(str)
    item_chosen = Signal(str)
    officer_chosen = Signal(str)
    due_chosen = Signal(str)
    items_asked = Signal()
    cleared = Signal()
    sort_asked = Signal(str, bool)
    preview_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cases")
        self.setAccessibleName("案件")
        self._state, self._asked = CaseListState(), ""
        self.model = CaseTableModel(self)
        self._column = column = page_layout(self)
        self.head = PageHead("案件", name="cases_head")
        self._new = SecondaryButton("当场处罚", icon="zap", hint="Ctrl+N", name="cases_new")
        self._new.clicked.connect(self.new_case_asked)
        self.head.add(self._new)
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
        self.columns.folded.connect(self._fold)
        column.addWidget(self.columns, 1)

    def show_state(self, state: CaseListState) -> None:
        """Show the whole state; cursor and view stay where they are while the list still holds the case."""
        fresh = state.generation != self._state.generation
        same = state.wanted == self._state.wanted
        self._state = state
        self.head.set_title("案件", state.headline)
        self._foot.setText(state.foot)
        self.columns.set_count("list", str(len(state.keys)))
        show_message(self.banner, state.message)
        self._show_chips(state)
        self._empty.setVisible(not state.keys)
        self.table.setVisible(bool(state.keys))
        if fresh:
            self._show_keys(state, same)
        self.preview.show_preview(state.preview if state.keys else None)
        if self.hasFocus() and state.keys:
            self.table.setFocus()

    def _show_keys(self, state: CaseListState, same: bool) -> None:
        bar, before = self.table.verticalScrollBar(), self.table.currentIndex().row()
        above, here = bar.value(), self.model.key_at(before)
        self._asked = ""
        self.model.show_keys(state.keys, state.generation)
        row = self.model.row_of(here)
        if state.keys:
            self.table.selectRow(max(row, 0))
            if same and row >= 0:  # what came in above moves the case, not the eye
                bar.setValue(above + (row - before) * px("row"))
            self.table.scrollTo(self.model.index(max(row, 0), 0))

    def show_items(self, items: Sequence[tuple[str, str, str]]) -> None:
        """The items to choose from have arrived: code, name, how many cases."""
        self._open_menu("item", items, self.item_chosen.emit)

    def _make_filters(self) -> QHBoxLayout:
        self._filters = row = QHBoxLayout()
        row.setSpacing(px("s"))
        self._words = LineEdit(placeholder="在本列表中查找", icon="filter", name="cases_words")
        self._words.setAccessibleName("在本列表中查找")
        self._words.setFixedWidth(px("list-search"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._given = ""
        self._pause.timeout.connect(self._give_words)
        self._words.textEdited.connect(lambda _: self._pause.start())
        row.addWidget(self._words, 0, Qt.AlignmentFlag.AlignTop)
        holder = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        flow = TileFlow(holder)
        self._chips = {
            key: FilterChip(word, menu=menu, icon=icon, name=f"filter_{key}")
            for key, word, icon, menu in CHIPS
        }
        self._clear = TextButton("清除筛选", name="filter_clear")
        self._clear.clicked.connect(self._take_all_away)
        for widget in (*self._chips.values(), self._clear):
            flow.addWidget(widget)
        row.addWidget(holder, 1)
        self._connect_chips()
        return row

    def _connect_chips(self) -> None:
        chips = self._chips
        for key, told in (("open", self.open_only_set), ("unsent", self.unsent_only_set)):
            self._switch(chips[key], told.emit)
        for key, told in (("step", self.step_chosen), ("item", self.item_chosen)):
            chips[key].cleared.connect(lambda told=told: told.emit(""))
        for key, told in (("officer", self.officer_chosen), ("due", self.due_chosen)):
            chips[key].cleared.connect(lambda told=told: told.emit(""))
        chips["item"].clicked.connect(self.items_asked)
        chips["step"].clicked.connect(
            lambda: self._open_menu("step", self._state.steps, self.step_chosen.emit)
        )
        chips["officer"].clicked.connect(
            lambda: self._open_menu("officer", self._state.officers, self.officer_chosen.emit)
        )
        chips["due"].clicked.connect(lambda: self._open_menu("due", self._state.dues, self.due_chosen.emit))

    def _switch(self, chip: FilterChip, tell: Callable[[bool], object]) -> None:
        chip.clicked.connect(lambda: tell(not chip.value()))
        chip.cleared.connect(lambda: tell(False))

    def _make_list(self) -> QWidget:
        self._list = pane = Pane(padded=False, name="case_list")
        pane.setAccessibleName("案件列表")
        self.table = Table(self.model, WIDTHS, accessible="案件", name="case_table")
        head = self.table.horizontalHeader()
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(DEFAULT_SORT, Qt.SortOrder.DescendingOrder)
        head.sortIndicatorChanged.connect(self._sort)
        self.table.opened.connect(self._open_row)
        self.table.preview_asked.connect(lambda _: self.columns.show_column("preview"))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._preview)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._moved())
        self.model.dataChanged.connect(lambda *_: self._moved())
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

    def _fold(self, narrow: bool) -> None:
        """In a narrow window the top bar counts, the tabs hold search and button, the preview the rest."""
        self.head.setVisible(not narrow)
        self._list.show_foot(not narrow)
        for column in (PLACE, EVIDENCE, UNSENT):
            self.table.setColumnHidden(column, narrow)
        if narrow:
            self.columns.add_to_tabs(self._words)
            self.columns.add_to_tabs(self._new)
        else:
            self._filters.insertWidget(0, self._words, 0, Qt.AlignmentFlag.AlignTop)
            self.head.add(self._new)
        gap = px("s" if narrow else "pane-gap")
        self._column.setSpacing(gap)
        self._column.setContentsMargins(px("page-pad-x"), gap, px("page-pad-x"), gap)

    def _moved(self) -> None:
        """The first row is previewed at once, those that are passed quickly are not."""
        if self._rest.isActive():
            self._rest.start()
            return
        self._preview()

    def _preview(self) -> None:
        line = self.model.row(self.table.currentIndex().row())
        if line is not None and line.case != self._asked:
            self._asked = line.case
            self.preview_asked.emit(line.case)
            self._rest.start()

    def _open_row(self, index: QModelIndex) -> None:
        line = self.model.row(index.row())
        if line is not None:
            self.case_asked.emit(line.case)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.sort_asked.emit(COLUMNS[column][0], order is Qt.SortOrder.DescendingOrder)

    def _show_chips(self, state: CaseListState) -> None:
        words = dict(state.chips)
        for key, chip in self._chips.items():
            chip.set_value(words.get(key, ""))
        self._clear.setVisible(bool(set(words) - {"open"} or state.wanted.words))
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

    def _open_menu(self, key: str, options: Sequence[Sequence[str]], choose: Callable[[str], object]) -> None:
        chip = self._chips[key]
        menu = Menu(chip.text(), name=f"{chip.objectName()}_menu", parent=self)
        for code, word, *hint in options:
            menu.add(code, word, hint="".join(hint))
        menu.chosen.connect(choose)
        menu.open_below(chip)
