"""Papers: the list by case at the left, the frozen page at the right, printing and copies at the foot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.papers_page_state import PaperLine, PapersState, PaperView, print_words
from app.ui.frame import page_with_actions
from app.ui.kit.banner import Banner, Notice
from app.ui.kit.bars import ActionBar, PageHead
from app.ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from app.ui.kit.chips import FilterChip
from app.ui.kit.empty import EmptyState
from app.ui.kit.fields import LineEdit
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.panes import Pane
from app.ui.kit.tips import plain_tip
from app.ui.pages.columns import Column, Columns
from app.ui.pages.message_banner import show_message
from app.ui.pages.papers_page_table import PapersModel, PapersTable
from app.ui.pages.pdf_view import PdfView
from app.ui.theme import Tone, px

FILTERS = (("today", "今天"), ("print", "待打印"), ("serve", "待送达"))
PAUSE_MS = 150
"""Waits so long after the last key before the list is narrowed."""
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
USUAL_ZOOM = 2


class CountChip(FilterChip):
    """A filter whose word carries how many it lets through."""

    def show_count(self, words: str, chosen: bool) -> None:
        """Change the words, and whether the filter is on."""
        self._plain = words
        self.set_value(words if chosen else "")


class PapersPage(QWidget):
    """Shows a :class:`PapersState`."""

    paper_chosen = Signal(str, str)  # case, document
    only_chosen = Signal(str)
    words_given = Signal(str)
    case_asked = Signal(str)
    copy_asked = Signal(str, str, str)  # case, document, proposed file name
    print_asked = Signal(object)  # tuple of (case, document)
    spot_asked = Signal(str)  # case

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("papers")
        self.setAccessibleName("文书打印")
        self._state = PapersState()
        self._generation = -1
        self._make_bar()
        self._column = column = page_with_actions(self, self.bar)
        self._make_head()
        column.addWidget(self.head)
        self.banner = Banner(name="papers_banner")
        column.addWidget(self.banner)
        self.preview = PaperPane()
        self.columns = Columns(
            [
                Column("list", "文书", self._make_list()),
                Column("paper", "预览", self.preview, "queue-pane"),
            ],
            name="papers_columns",
        )
        column.addWidget(self.columns, 1)
        self.columns.lend_tabs(self.head)
        self.columns.folded.connect(self._fold)
        for widget in (self.table, self._empty, self._nothing):
            widget.hide()  # until the list was read, neither papers nor their absence are known
        self._show_bar(self._state)

    def show_state(self, state: PapersState) -> None:
        """Show the whole state; the cursor stays on its paper."""
        fresh = state.generation != self._generation
        self._state, self._generation = state, state.generation
        self._show_title()
        show_message(self.banner, state.message)
        self._show_filters(state)
        shown = state.shown
        if fresh:
            self.table.show_groups(state.groups, shown.line.document if shown else "")
        self.table.setVisible(bool(state.groups))
        self._empty.setVisible(not state.groups and not state.narrowed)
        self._nothing.setVisible(not state.groups and state.narrowed)
        self._more.setText(state.more)
        self.preview.show_paper(shown)
        self._show_notice(shown)
        self._show_bar(state)
        if self.hasFocus() and state.groups:
            self.table.setFocus()
        self.columns.set_count("list", str(sum(len(group.papers) for group in state.groups) or ""))
        if fresh and shown is None and (first := self.table.first_paper()) is not None:
            self.table.point_at(first.document)
            self.paper_chosen.emit(first.case, first.document)

    def _show_title(self) -> None:
        self.head.set_title("文书打印", "" if self.columns.is_folded else self._state.headline)

    def _show_notice(self, view: PaperView | None) -> None:
        """Below the list: why a draft cannot be printed, and where that is put right."""
        if view is None or not view.line.draft:
            self._notice.show_notice("")
            return
        reasons = view.line.reasons
        if reasons:
            strong, rest, action = f"{view.line.title}还不能打印。", "".join(reasons), "去补齐"
        else:
            strong, rest, action = f"{view.line.title}还没有出具。", "内容齐全；出具时取号、定稿。", "去出具"
        self._notice.show_notice(strong, rest, Tone.DANGER if reasons else Tone.ACCENT, action=action)

    def ask_print(self) -> None:
        """Ctrl+P: as the button, when it is open."""
        if self._print.isEnabled():
            self._print.click()

    def _make_head(self) -> None:
        self.head = PageHead("文书打印", name="papers_head")
        self._words = LineEdit(placeholder="当事人、编号、事项", icon="search", name="papers_words")
        self._words.setAccessibleName("查找文书：当事人、编号、事项")
        self._words.setFixedWidth(px("list-search"))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.words_given.emit(self._words.text()))
        self._words.textEdited.connect(lambda _: self._pause.start())
        self.head.add(self._words)
        self._chips: dict[str, CountChip] = {}
        for key, word in FILTERS:
            chip = CountChip(word, menu=False, name=f"papers_only_{key}")
            chip.clicked.connect(self._chooser(key))
            chip.cleared.connect(self._chooser("all"))
            self._chips[key] = chip
            self.head.add(chip)

    def _chooser(self, key: str) -> Callable[[], None]:
        return lambda: self.only_chosen.emit("all" if self._state.only == key else key)

    def _make_list(self) -> QWidget:
        self._list = pane = Pane(padded=False, name="papers_list")
        pane.setAccessibleName("文书列表")
        self.model = PapersModel(self)
        self.table = PapersTable(self.model)
        self.model.ticks_changed.connect(lambda: self._show_bar(self._state))
        self.table.chosen.connect(self.paper_chosen)
        self.table.case_asked.connect(self.case_asked)
        self._empty = EmptyState(
            "printer",
            "还没有出具文书",
            "办案时出具的笔录、通知书和决定书会按案件排在这里。",
            name="papers_empty",
        )
        self._nothing = EmptyState(
            "filter", "没有符合条件的文书", "换个筛选，或者清空查找。", name="papers_nothing"
        )
        for widget in (self.table, self._empty, self._nothing):
            pane.body.addWidget(widget, 1)
        self._notice = Notice("", name="papers_notice", parent=pane)
        self._notice.action_asked.connect(
            lambda: self._with_shown(lambda view: self.spot_asked.emit(view.line.case))
        )
        below = QVBoxLayout()
        below.setContentsMargins(px("m"), px("s"), px("m"), px("s"))
        below.addWidget(self._notice)
        pane.body.addLayout(below)
        self._more = Label("", "caption", "muted", name="papers_more")
        pane.add_to_foot(self._more, 1)
        self._keys = Label("↑↓ 换文书·空格勾选·Enter 打开案件", "caption", "muted")
        pane.add_to_foot(self._keys)
        return pane

    def _make_bar(self) -> None:
        self.bar = ActionBar(name="papers_bar")
        self._done_mark = IconMark("circle-check", "ok", size="icon-small")
        self._done = Label("", token="muted", name="papers_done")
        self.bar.say(self._done_mark)
        self.bar.say(self._done)
        self._open_case = SecondaryButton("打开案件", icon="folder-open", name="papers_open_case")
        self._open_case.clicked.connect(
            lambda: self._with_shown(lambda view: self.case_asked.emit(view.line.case))
        )
        self._copy = SecondaryButton("另存副本…", icon="download", name="papers_copy")
        self._copy.clicked.connect(
            lambda: self._with_shown(
                lambda view: self.copy_asked.emit(view.line.case, view.line.document, view.file_name)
            )
        )
        self._print = PrimaryButton("打印", icon="printer", hint="Ctrl+P", name="papers_print")
        self._print.clicked.connect(self._ask_to_print)
        for button in (self._open_case, self._copy, self._print):
            self.bar.add(button)

    def _to_print(self) -> tuple[PaperLine, ...]:
        """What was ticked, or else the paper that is looked at, if it is whole."""
        shown = self._state.shown
        whole = shown is not None and bool(shown.pdf) and not shown.line.draft
        return self.model.ticked() or ((shown.line,) if shown is not None and whole else ())

    def _ask_to_print(self) -> None:
        self.print_asked.emit(tuple((line.case, line.document) for line in self._to_print()))

    def _with_shown(self, call: Callable[[PaperView], None]) -> None:
        if self._state.shown is not None:
            call(self._state.shown)

    def _show_filters(self, state: PapersState) -> None:
        counts = {"today": state.today, "print": state.to_print, "serve": state.to_serve}
        for key, word in FILTERS:
            self._chips[key].show_count(f"{word} {counts[key]}", state.only == key)

    def _show_bar(self, state: PapersState) -> None:
        shown, wanted = state.shown, self._to_print()
        whole = shown is not None and bool(shown.pdf) and not shown.line.draft
        self._copy.setEnabled(whole)
        self._print.setEnabled(bool(wanted))
        self._open_case.setEnabled(shown is not None)
        self._print.setText(print_words(wanted, bool(self.model.ticked())))
        words = state.done or ("份数随打印和另存计入记录" if wanted else "")
        self._done.setText(words)
        self._done_mark.setVisible(bool(words))
        tone = ("circle-check", "ok") if state.done else ("info", "muted")
        self._done_mark.show_icon(*tone)

    def _fold(self, narrow: bool) -> None:
        """In a low window the top bar names the page, and the list needs the room of its foot."""
        self.head.title.setVisible(not narrow)
        self._done.setVisible(not narrow)
        self._words.setFixedWidth(px("list-search-narrow" if narrow else "list-search"))
        self._show_title()
        self._list.show_foot(not narrow)
        gap = px("s" if narrow else "pane-gap")
        self._column.setSpacing(gap)
        self._column.setContentsMargins(px("page-pad-x"), gap, px("page-pad-x"), gap)


class PaperPane(Pane):
    """One frozen paper with zoom; a damaged one shows the trouble in its place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("预览", padded=False, name="papers_preview", parent=parent)
        self._zoom = USUAL_ZOOM
        self._shown: PaperView | None = None
        self._smaller = IconButton("zoom-out", "缩小", framed=False, name="papers_zoom_out")
        self._larger = IconButton("zoom-in", "放大", framed=False, name="papers_zoom_in")
        self._percent = Label("", "caption", "muted", name="papers_zoom")
        self._smaller.clicked.connect(lambda: self._set_zoom(self._zoom - 1))
        self._larger.clicked.connect(lambda: self._set_zoom(self._zoom + 1))
        parts: tuple[QWidget, ...] = (self._smaller, self._percent, self._larger)
        for part in parts:
            self.add_to_head(part)
        self.banner = Banner(name="papers_damaged")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(px("m"), px("m"), px("m"), px("m"))
        column.addWidget(self.banner)
        column.addStretch(1)
        self._trouble = holder
        self.pdf = PdfView(name="papers_pdf")
        self._empty = EmptyState(
            "file-text", "选一份文书", "右边显示出具时定下的页面。", name="papers_choose"
        )
        for widget in (self._trouble, self.pdf, self._empty):
            self.body.addWidget(widget, 1)
        self._add_foot()
        self._set_zoom(USUAL_ZOOM)
        self.show_paper(None)

    def _add_foot(self) -> None:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("s"))
        self._seal = IconMark("shield-check", "ok", size="icon-small")
        self._words = Label("", "caption", "muted", wrap=True, most=2, name="papers_facts")
        self._hash = Label("", "mono", "muted", name="papers_hash")
        row.addWidget(self._seal)
        row.addWidget(self._words, 1)
        row.addWidget(self._hash)
        self.add_to_foot(line, 1)

    def show_paper(self, view: PaperView | None) -> None:
        """Show a paper, its trouble, or nothing."""
        if view == self._shown and view is not None:
            return
        before, self._shown = self._shown, view
        whole = view is not None and bool(view.pdf)
        self.pdf.setVisible(whole)
        self._trouble.setVisible(view is not None and not whole)
        self._empty.setVisible(view is None)
        for widget in (self._smaller, self._larger):
            widget.setEnabled(whole)
        show_message(self.banner, view.message if view else None, stacked=True)
        if view is None:
            self.set_title("预览")
            self._words.setText("")
            self._hash.setText("")
            self._seal.hide()
            return
        if whole and (before is None or before.pdf != view.pdf):
            self.pdf.pages.show_pdf(view.pdf)
        pages = f"共 {self.pdf.pages.page_count} 页" if whole else ""
        self.set_title(view.line.title, f"草稿·{pages}" if view.line.draft else pages)
        facts = dict(view.facts)
        self._words.setText("　".join(facts[key] for key in ("文号", "状态", "出具", "送达") if key in facts))
        self._words.set_tip("\n".join(f"{key}　{value}" for key, value in view.facts))
        self._hash.setText(facts.get("摘要", ""))
        self._hash.setToolTip(plain_tip(view.hash))
        self._seal.setVisible(True)
        look = ("shield-check", "ok", "与出具时一致")
        if view.line.draft:
            look = ("pencil-line", "muted", "草稿，还没有出具")
        elif not whole:
            look = ("circle-alert", "danger", "与出具时不一致")
        self._seal.show_icon(*look)

    def _set_zoom(self, place: int) -> None:
        self._zoom = max(0, min(len(ZOOMS) - 1, place))
        self._percent.setText("适宽" if self._zoom == USUAL_ZOOM else f"×{ZOOMS[self._zoom]:g}")
        self._smaller.setEnabled(self._zoom > 0)
        self._larger.setEnabled(self._zoom < len(ZOOMS) - 1)
        self.pdf.pages.set_zoom(ZOOMS[self._zoom])
