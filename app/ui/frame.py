"""The main window: rail, top bar and the pages. It decides nothing; it tells what was asked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtGui import QCloseEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.ui.focus import FocusRing
from app.ui.kit.bars import ActionBar
from app.ui.kit.pill import PillState
from app.ui.rail import Rail
from app.ui.theme import Tone, color, px
from app.ui.topbar import TopBar


@dataclass(frozen=True, slots=True)
class FrameWords:
    """The words of the frame itself; pages bring their own."""

    product: str = "街镇执法"
    title: str = "街镇执法·外勤办案"
    search: str = "搜索案件、当事人、事项、条款"
    cover: str = "遮盖"
    cover_tip: str = "收起页面，再进来要口令；换人登录也按它"


class Frame(QWidget):
    """Rail, top bar, page area.

    A page is any widget; ``add_page`` puts it behind a nav item, ``add_inner`` behind none (a case, the
    on-the-spot page; the nav item of its parent page stays marked). ``show_page`` shows it and remembers
    the way for ``go_back``. Pages bring their own ``PageHead``, panes and ``ActionBar``; ``page_layout``
    gives the usual paddings.
    """

    page_asked = Signal(str)  # a nav item was clicked: its key
    page_shown = Signal(str)
    search_asked = Signal(str)  # Enter in the search field: its text
    search_typed = Signal(str)  # each change of the text
    sync_page_asked = Signal()  # a click on the pill
    cover_asked = Signal()  # 遮盖 in the rail, Ctrl+L
    officer_menu_asked = Signal()
    new_case_asked = Signal()  # Ctrl+N
    evidence_asked = Signal()  # Ctrl+E
    print_asked = Signal()  # Ctrl+P
    sync_asked = Signal()  # F5
    help_asked = Signal(str)  # F1: key of the page shown
    back_asked = Signal()  # Esc
    close_asked = Signal()  # the window is being closed

    def __init__(self, words: FrameWords = FrameWords(), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("frame")
        self.setWindowTitle(words.title)
        self.setAccessibleName(words.title)
        self.resize(px("window-width"), px("window-height"))
        self.setMinimumSize(px("window-min-width"), px("window-min-height"))
        self.rail = Rail(words.product, words.cover, words.cover_tip)
        self.top = TopBar(words.search)
        self._stack = QStackedWidget()
        self._stack.setObjectName("pages")
        self._standing = QVBoxLayout()
        self._standing.setSpacing(0)
        self._pages: dict[str, QWidget] = {}
        self._marks: dict[str, str] = {}
        self._titles: dict[str, tuple[str, str, bool]] = {}
        self._way: list[str] = []
        self._arrange()
        self._connect()
        self._ring = FocusRing(self)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addLayout(self._standing)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)

    def put_standing(self, widget: QWidget) -> None:
        """Put what must stay in sight on every page (a banner, a notice) between top bar and pages."""
        self._standing.addWidget(widget)

    def _connect(self) -> None:
        self.rail.page_asked.connect(self.page_asked)
        self.rail.cover_asked.connect(self.cover_asked)
        self.top.search.asked.connect(self.search_asked)
        self.top.search.textEdited.connect(self.search_typed)
        self.top.pill.clicked.connect(self.sync_page_asked)
        self.top.officer.clicked.connect(self.officer_menu_asked)
        self.top.back_asked.connect(self.back_asked)
        for keys, signal in (
            ("Ctrl+N", self.new_case_asked),
            ("Ctrl+E", self.evidence_asked),
            ("Ctrl+P", self.print_asked),
            ("Ctrl+L", self.cover_asked),
            ("F5", self.sync_asked),
            ("Esc", self.back_asked),
        ):
            self._shortcut(keys, signal)
        QShortcut(QKeySequence("Ctrl+K"), self).activated.connect(self.top.open_search)
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: self.help_asked.emit(self.page()))

    def _shortcut(self, keys: str, signal: SignalInstance) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(signal)

    def add_page(self, key: str, title: str, icon: str, widget: QWidget) -> None:
        """Add a page with a nav item; the first one added is shown. Raises ValueError for a key twice."""
        self.rail.add(key, title, icon)
        self._keep(key, widget, key)
        if len(self._pages) == 1:
            self.show_page(key)

    def add_inner(self, key: str, widget: QWidget, under: str) -> None:
        """Add a page without nav item; while it is shown the item ``under`` is marked."""
        self._keep(key, widget, under)

    def _keep(self, key: str, widget: QWidget, mark: str) -> None:
        if key in self._pages:
            raise ValueError(key)
        self._pages[key], self._marks[key] = widget, mark
        self._stack.addWidget(widget)

    def remove_page(self, key: str) -> None:
        """Drop an inner page and its widget; the cover drops all of them."""
        widget = self._pages.pop(key)
        self._marks.pop(key)
        self._way = [step for step in self._way if step != key]
        self._stack.removeWidget(widget)
        widget.deleteLater()

    def show_page(self, key: str) -> None:
        """Show a page, and give it the keys of the one before. Raises KeyError for an unknown key."""
        widget, before, focus = self._pages[key], self._stack.currentWidget(), QApplication.focusWidget()
        leaving = before is not None and focus is not None and before.isAncestorOf(focus)
        if self._way[-1:] != [key]:
            self._way = [*(step for step in self._way if step != key), key]
        self._stack.setCurrentWidget(widget)
        if leaving:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.rail.show_page(self._marks[key])
        self._show_title()
        self.page_shown.emit(key)

    def set_title(self, key: str, text: str, keep: str = "", *, back: bool = False) -> None:
        """What the top bar of a narrow window calls a page; the page then leaves its own head out.

        ``keep`` is the end of the text that stays in sight, ``back`` puts the way back before it.
        """
        self._titles[key] = (text, keep, back)
        self._show_title()

    def _show_title(self) -> None:
        text, keep, back = self._titles.get(self.page(), ("", "", False))
        self.top.show_title(text, keep, back=back)

    def page_keys(self) -> tuple[str, ...]:
        """All pages, with nav item or without."""
        return tuple(self._pages)

    def page(self) -> str:
        """Key of the page shown; empty before the first."""
        return self._way[-1] if self._way else ""

    def go_back(self) -> bool:
        """Show the page that was shown before; false when there is none."""
        if len(self._way) < 2:
            return False
        self._way.pop()
        self.show_page(self._way[-1])
        return True

    def set_badge(self, key: str, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """The number behind a nav item; empty takes it away. Raises KeyError for an unknown key."""
        self.rail.item(key).set_badge(text, tone)

    def show_pill(self, text: str, state: PillState, short: str = "") -> None:
        """What is not yet safe with the district, and why, in one sentence; ``short`` in a narrow window."""
        self.top.pill.show_state(text, state, short)

    def show_officer(self, words: str, name: str) -> None:
        """Who is signed in: ``words`` in the bar (squad · name), ``name`` for the initial."""
        self.top.officer.show_officer(words, name)

    def show_saved(self, words: str, tone: Tone = Tone.OK) -> None:
        """What is saved on this laptop, at the foot of the rail."""
        self.rail.show_saved(words, tone)

    def open_officer_menu(self, menu: QMenu) -> None:
        """Open a menu below the officer's name."""
        button = self.top.officer
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fold(self.width() < px("fold-below"))
        self.top.fold(self.width() < px("search-folded-below"))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_asked.emit()
        super().closeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color("ground"))


def page_layout(page: QWidget, *, bar: bool = False) -> QVBoxLayout:
    """A column with the paddings of a page and the gap of its panes; with ``bar`` an action bar follows."""
    column = QVBoxLayout(page)
    x, y = px("page-pad-x"), px("page-pad-y")
    column.setContentsMargins(x, y, x, px("pane-gap") if bar else y)
    column.setSpacing(px("pane-gap"))
    return column


def page_with_actions(page: QWidget, actions: ActionBar) -> QVBoxLayout:
    """Like ``page_layout``, with an action bar across the foot that never scrolls away."""
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    upper = QWidget()
    whole.addWidget(upper, 1)
    whole.addWidget(actions)
    return page_layout(upper, bar=True)
