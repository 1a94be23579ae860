"""Settings: a list of parts at the left, the chosen part at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.presenters.settings_page import SECTIONS, SettingsState
from app.ui.frame import page_layout
from app.ui.kit.banner import Banner, Notice
from app.ui.kit.bars import PageHead
from app.ui.kit.choices import Select
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.panes import Pane, Scroll
from app.ui.kit.rows import Row
from app.ui.pages.message_banner import show_message
from app.ui.pages.settings_page_look import LookPane
from app.ui.pages.settings_page_parts import FactsPane, FiguresPane, StorePane
from app.ui.pages.settings_page_people import Beside, GuardPane, PeoplePane, RecoveryPane
from app.ui.paint import draw_box
from app.ui.theme import Tone, color, px

ICONS = {
    "people": "users",
    "look": "sun",
    "store": "database",
    "releases": "book-open",
    "figures": "scale",
    "about": "info",
}


class SectionRow(Row):
    """One part of the settings in the list."""

    def __init__(self, key: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(word, height="nav-item", name=f"settings_section_{key}", parent=parent)
        self.line.setContentsMargins(px("nav-pad"), 0, px("s"), 0)
        self._icon = IconMark(ICONS[key], "muted")
        self._word = Label(word)
        self.line.setSpacing(px("nav-icon-gap"))
        self.line.addWidget(self._icon)
        self.line.addWidget(self._word, 1)
        self._key = key

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._selected or self._hot:
            draw_box(QPainter(self), self.rect(), color("accent-ground" if self._selected else "hover"))

    def set_selected(self, selected: bool) -> None:
        super().set_selected(selected)
        self._icon.show_icon(ICONS[self._key], "accent" if selected else "muted")
        self._word.set_token("accent" if selected else "text")
        self._word.set_role("strong" if selected else "body")


class SettingsPage(QWidget):
    """Shows a :class:`SettingsState`."""

    section_chosen = Signal(str)
    words_given = Signal(str)
    check_asked = Signal()
    scheme_chosen = Signal(str)
    text_size_chosen = Signal(int)
    passphrase_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        self.setAccessibleName("设置")
        column = page_layout(self)
        self.head = PageHead("设置", name="settings_head")
        self._select = Select(SECTIONS, accessible="设置的部分", name="settings_section")
        self._select.chosen.connect(self.section_chosen)
        self.head.add(self._select)
        column.addWidget(self.head)
        self.banner = Banner(name="settings_banner")
        column.addWidget(self.banner)
        self._done = Notice(name="settings_done")
        column.addWidget(self._done)
        row = QHBoxLayout()
        row.setSpacing(px("pane-gap"))
        self._list = self._make_list()
        row.addWidget(self._list)
        row.addWidget(self._make_parts(), 1)
        column.addLayout(row, 1)

    def show_state(self, state: SettingsState) -> None:
        """Show the whole state."""
        self.head.set_title("设置", state.caption)
        show_message(self.banner, state.message)
        self._done.show_notice(*state.done, Tone.OK)
        self._select.choose(state.section)
        for key, row in self._rows.items():
            row.set_selected(key == state.section)
        self._stack.setCurrentWidget(self._parts[state.section])
        self.people.show_people(state.people, state.people_words)
        self.store.show_store(state.store)
        self.recovery.show_custody(state.recovery)
        self.guard.show_guard(state.guard)
        self.releases.show_facts(state.releases)
        self.about.show_facts(state.about)
        self.figures.show_figures(state)

    def _make_list(self) -> Pane:
        pane = Pane(padded=False, name="settings_list")
        pad = px("icon-gap")
        pane.body.setContentsMargins(pad, pad, pad, pad)
        pane.body.setSpacing(px("nav-gap"))
        pane.setAccessibleName("设置的部分")
        pane.setFixedWidth(px("settings-pane"))
        self._rows: dict[str, SectionRow] = {}
        for key, word in SECTIONS:
            row = SectionRow(key, word)
            row.opened.connect(self._chooser(key))
            self._rows[key] = row
            pane.body.addWidget(row)
        pane.body.addStretch(1)
        return pane

    def _make_parts(self) -> QWidget:
        self.people, self.look, self.store = PeoplePane(), LookPane(), StorePane()
        self.recovery, self.guard = RecoveryPane(), GuardPane()
        note = "清单、裁量、法律文本、参数和放假安排是一个整体，按内容编号核对；在办案件仍用立案时的版本。"
        self.releases = FactsPane("数据版本", note, name="settings_releases")
        self.about = FactsPane("关于", name="settings_about")
        self.figures = FiguresPane()
        self.figures.words_given.connect(self.words_given)
        self.store.check_asked.connect(self.check_asked)
        self.look.scheme_chosen.connect(self.scheme_chosen)
        self.look.text_size_chosen.connect(self.text_size_chosen)
        self.people.passphrase_asked.connect(self.passphrase_asked)
        self._parts: dict[str, QWidget] = {
            "people": _below(self.people, Beside(self.recovery, self.guard)),
            "look": self.look,
            "store": self.store,
            "releases": self.releases,
            "figures": self.figures,
            "about": self.about,
        }
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        return self._stack

    def _chooser(self, key: str) -> Callable[[], None]:
        return lambda: self.section_chosen.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the list of parts becomes a drop-down list in the head."""
        super().resizeEvent(event)
        narrow = self.width() < px("columns-folded-below")
        self._list.setVisible(not narrow)
        self._select.setVisible(narrow)


def _below(*panes: QWidget) -> QWidget:
    """The first pane takes the room that the others leave; in a low window all of them scroll."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px("pane-gap"))
    for number, pane in enumerate(panes):
        column.addWidget(pane, 0 if number else 1)
    return Scroll(content, name="settings_below")
