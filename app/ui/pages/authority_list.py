"""Authority list: fields at the left, items found while typing, one of them in detail at the right."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.presenters.authority_list import ALL, AuthorityState, DomainRow
from app.ui.frame import page_layout
from app.ui.kit.banner import Banner
from app.ui.kit.bars import PageHead
from app.ui.kit.chips import Confirmed, FilterChip, Mark
from app.ui.kit.empty import EmptyState
from app.ui.kit.entries import DateEdit
from app.ui.kit.fields import LineEdit
from app.ui.kit.labels import Label
from app.ui.kit.panes import Pane
from app.ui.kit.tables import COUNT_ROLE, ICON_ROLE, Tree
from app.ui.pages.authority_list_detail import DetailPane
from app.ui.pages.authority_list_items import ItemList
from app.ui.pages.columns import Column, Columns, tighten
from app.ui.pages.message_banner import show_message
from app.ui.theme import px

KEY_ROLE = Qt.ItemDataRole.UserRole + 50
OURS, OURS_SHORT = "只看街镇可办", "街镇可办"
LEGEND = (
    (Confirmed.CHECKED, "读到原文"),
    (Confirmed.DERIVED, "推断"),
    (Confirmed.UNCHECKED, "没读到"),
)


class AuthorityPage(QWidget):
    """Shows an :class:`AuthorityState`."""

    words_given = Signal(str)
    day_given = Signal(object)  # datetime.date, or None for a text that is no day
    ours_only_set = Signal(bool)
    domain_chosen = Signal(str)
    item_chosen = Signal(str)
    window_chosen = Signal(str)
    scale_chosen = Signal(str)
    case_asked = Signal(str)  # item code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("authority")
        self.setAccessibleName("权责清单")
        self._state = AuthorityState()
        self._domains: tuple[DomainRow, ...] = ()
        self._column = column = page_layout(self)
        column.addWidget(self._make_head())
        column.addWidget(self._day_error)
        self.banner = Banner(name="authority_banner")
        column.addWidget(self.banner)
        self.detail = DetailPane()
        self.detail.case_asked.connect(self.case_asked)
        self.detail.window_chosen.connect(self.window_chosen)
        self.detail.scale_chosen.connect(self.scale_chosen)
        self.columns = Columns(
            [
                Column("domains", "领域", self._make_tree(), "tree-pane"),
                Column("items", "事项", self._make_list(), "items-pane"),
                Column("detail", "详情", self.detail),
            ],
            fold="authority-folded-below",
            name="authority_columns",
        )
        self.columns.lend_tabs(self.head)
        self.columns.folded.connect(self._fold)
        column.addWidget(self.columns, 1)
        self._empty.hide()
        self.detail.show_detail(None, "", "")

    def show_state(self, state: AuthorityState) -> None:
        """Show the whole state; what is being typed stays."""
        before, self._state = self._state, state
        show_message(self.banner, state.message)
        self._show_day(state)
        self._ours.set_value(self._ours.plain if state.ours_only else "")
        if not self.words.hasFocus() and self.words.text() != state.words:
            self.words.setText(state.words)
        self._show_domains(state)
        code = state.detail.code if state.detail else ""
        if state.rows is not before.rows:
            self.items.show_rows(state.rows, code)
        else:
            self.items.point_at(code)
        self._pane.set_title(state.heading, f"{len(state.rows)} 项")
        self.items.setVisible(bool(state.rows))
        self._empty.setVisible(not state.rows)
        self.columns.set_count("items", str(len(state.rows)))
        self.detail.show_detail(state.detail, state.release, state.until)

    def start(self) -> None:
        """Typing searches at once."""
        self.words.setFocus()
        self.words.selectAll()

    def show_item(self) -> None:
        """Bring the details into sight, in a narrow window too."""
        self.columns.show_column("detail")

    def _make_head(self) -> QWidget:
        self.head = PageHead("权责清单", name="authority_head")
        self.words = LineEdit(
            placeholder="名称、条款、编码、拼音首字母", icon="search", name="authority_words"
        )
        self.words.setAccessibleName("查找事项：名称、条款、编码、拼音首字母")
        self.words.fit(px("item-search"), px("item-search-least"))
        self.words.textEdited.connect(self.words_given)
        self.words.installEventFilter(self)
        self.day = DateEdit(icon="calendar", name="authority_day")
        self.day.setAccessibleName("行为日：行为终了之日，决定适用哪个版本")
        self.day.setFixedWidth(px("day-field"))
        self.day.editingFinished.connect(self._give_day)
        self._day_error = Label("", "caption", "danger", name="authority_day_error")
        self._ours = FilterChip(OURS, menu=False, name="authority_ours")
        self._ours.clicked.connect(lambda: self.ours_only_set.emit(not self._ours.value()))
        self._ours.cleared.connect(lambda: self.ours_only_set.emit(False))
        self._day_word = Label("行为日", token="muted")
        for widget in (self.words, self._day_word, self.day, self._ours):
            self.head.add_left(widget)
        self._legend = self._make_legend()
        self.head.add(self._legend)
        return self.head

    def _make_legend(self) -> QWidget:
        legend = QWidget()
        row = QHBoxLayout(legend)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("xs"))
        for confirmed, words in LEGEND:
            row.addWidget(Mark(confirmed))
            row.addWidget(Label(words, "caption", "muted"))
        return legend

    def _make_tree(self) -> QWidget:
        pane = Pane(padded=False, name="domains_pane")
        pane.setAccessibleName("领域")
        self._tree_model = QStandardItemModel(0, 1, self)
        self.tree = Tree(self._tree_model, accessible="领域", name="domains")
        self.tree.setIndentation(px("m"))
        self.tree.selectionModel().currentChanged.connect(lambda now, _: self._domain_moved(now))
        pane.body.setContentsMargins(px("xs"), px("s"), px("xs"), px("s"))
        pane.body.addWidget(self.tree)
        return pane

    def _make_list(self) -> QWidget:
        self._pane = Pane("全部事项", padded=False, name="items_pane")
        self.items = ItemList()
        self.items.chosen.connect(self.item_chosen)
        self.items.opened.connect(lambda _: self.show_item())
        self._empty = EmptyState(
            "search", "没有找到事项", "换几个字试试，或者选“全部事项”。", name="items_empty"
        )
        self._pane.body.addWidget(self.items, 1)
        self._pane.body.addWidget(self._empty, 1)
        self._grey = Label("灰字不是街镇事项，只供查询", "caption", "muted")
        self._pane.add_to_foot(self._grey, 1)
        return self._pane

    def _show_day(self, state: AuthorityState) -> None:
        wrong = bool(state.day_error)
        self.day.set_wrong(wrong)
        self._day_error.setText(state.day_error)
        self._day_error.setVisible(wrong)
        if not wrong and not self.day.hasFocus() and self.day.day() != state.day:
            self.day.set_day(state.day)

    def _give_day(self) -> None:
        day = self.day.day()
        if day is None or day != self._state.day or self._state.day_error:
            self.day_given.emit(day)

    def _show_domains(self, state: AuthorityState) -> None:
        if state.domains != self._domains:
            self._domains = state.domains
            self._fill_tree(state)
        selection = self.tree.selectionModel()
        for index in self._tree_indexes():
            if index.data(KEY_ROLE) == state.domain and index != self.tree.currentIndex():
                selection.blockSignals(True)
                selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                selection.blockSignals(False)
                self.tree.viewport().update()

    def _fill_tree(self, state: AuthorityState) -> None:
        """Counts change while typing: rows are kept and only told anew, so that the tree does not jump."""
        rows = [DomainRow(ALL, "全部事项", state.total), *state.domains]
        if len(self._tree_indexes()) == len(rows):
            for index, row in zip(self._tree_indexes(), rows, strict=True):
                self._tree_model.setData(index, str(row.count), COUNT_ROLE)
            return
        self._tree_model.clear()
        for row in rows:
            item = QStandardItem(row.name)
            item.setData(row.id, KEY_ROLE)
            item.setData(str(row.count), COUNT_ROLE)
            item.setToolTip(row.tip or row.name)
            self._tree_model.appendRow(item)
        self._tree_model.item(0).setData("list-tree", ICON_ROLE)

    def _tree_indexes(self) -> list[QModelIndex]:
        return [self._tree_model.index(row, 0) for row in range(self._tree_model.rowCount())]

    def _domain_moved(self, index: QModelIndex) -> None:
        if index.isValid():
            self.domain_chosen.emit(str(index.data(KEY_ROLE)))

    def _fold(self, narrow: bool) -> None:
        tighten(self._column, narrow)
        self.head.title.setVisible(not narrow)
        self._legend.setVisible(not narrow)
        self._pane.show_foot(not narrow)
        self._day_word.setVisible(not narrow)
        self.day.set_suffix("行为日" if narrow else "")
        self.day.setFixedWidth(px("day-field-folded" if narrow else "day-field"))
        self._ours.set_plain(OURS_SHORT if narrow else OURS)
        self._ours.setMinimumWidth(self._ours.sizeHint().width())
        self.detail.fold(narrow)
        if narrow:
            self.columns.show_column("items")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow down leads from the search field into what it found."""
        if watched is self.words and isinstance(event, QKeyEvent) and _leads_down(event):
            self.columns.show_column("items")
            self.items.setFocus()
            return True
        return super().eventFilter(watched, event)


def _leads_down(event: QKeyEvent) -> bool:
    keys = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
    return event.type() is QEvent.Type.KeyPress and event.key() in keys
