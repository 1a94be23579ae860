"""Panes side by side that become tabs where the window is too narrow for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit.bars import CountedTabs, PageHead
from app.ui.theme import px


@dataclass(frozen=True, slots=True)
class Column:
    """One pane: its tab's word, and its width as a size token; an empty one takes the rest.

    ``parts`` are (key, word) of a pane that has more than one tab where it is folded.
    """

    key: str
    word: str
    widget: QWidget
    width: str = ""
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def tabs(self) -> tuple[tuple[str, str], ...]:
        """Keys and words of its tabs."""
        return self.parts or ((self.key, self.word),)


class Columns(QWidget):
    """Side by side from ``fold`` pixels on, else one at a time behind tabs. Tabs are ``<name>_tab_<key>``.

    ``turned`` tells the tab that was asked for.
    """

    folded = Signal(bool)
    turned = Signal(str)

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        fold: str = "columns-folded-below",
        name: str = "columns",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._columns, self._fold = tuple(columns), px(fold)
        self._is_folded = False
        tabs = [(key, word, "") for column in columns for key, word in column.tabs]
        self.tabs = CountedTabs(tabs, accessible="分栏", name=f"{name}_tab")
        self.tabs.chosen.connect(self.show_column)
        self._stack = QStackedWidget()
        self._head = QWidget()
        self._head_row = QHBoxLayout(self._head)
        self._head_row.setContentsMargins(0, 0, 0, 0)
        self._head_row.addWidget(self.tabs)
        self._head_row.addStretch(1)  # alone it is no row: the tabs were lent
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px("xs"))
        outer.addWidget(self._head)
        self._side_by_side = QWidget()
        self._row = QHBoxLayout(self._side_by_side)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px("pane-gap"))
        outer.addWidget(self._side_by_side, 1)
        outer.addWidget(self._stack, 1)
        self._arrange(folded=False)

    @property
    def is_folded(self) -> bool:
        """Whether one column is shown at a time."""
        return self._is_folded

    def lend_tabs(self, head: PageHead) -> None:
        """Let the tabs stand in the page's head, where room is short, instead of in a row of their own."""
        self.tabs.set_height(head.height())
        head.add_left(self.tabs)
        self.tabs.setVisible(self._is_folded)

    def show_column(self, key: str) -> None:
        """Bring a column into sight, or a part of one."""
        for column in self._columns:
            keys = [tab for tab, _ in column.tabs]
            if key != column.key and key not in keys:
                continue
            tab = key if key in keys else keys[0]
            self.tabs.choose(tab)
            if self._is_folded:
                self._stack.setCurrentWidget(column.widget)
            self.turned.emit(tab)

    def add_to_tabs(self, widget: QWidget) -> None:
        """Put a part at the right end of the tabs; it is seen with them alone, and keeps the keys."""
        had = widget.window().focusWidget() is widget  # also before the window is shown
        self._head_row.addWidget(widget)
        if had:
            widget.show()
            widget.setFocus()

    def set_count(self, key: str, count: str) -> None:
        """The number behind a tab's word."""
        self.tabs.set_count(key, count)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._fold
        if narrow is not self._is_folded:
            self._arrange(folded=narrow)
            self.folded.emit(narrow)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _arrange(self, *, folded: bool) -> None:
        self._is_folded = folded
        focused = self.focusWidget()
        for column in self._columns:
            self._row.removeWidget(column.widget)
            self._stack.removeWidget(column.widget)
            if folded:
                column.widget.setMinimumWidth(0)
                column.widget.setMaximumWidth(_ANY)
                self._stack.addWidget(column.widget)
            else:
                if column.width:
                    column.widget.setFixedWidth(px(column.width))
                self._row.addWidget(column.widget, 0 if column.width else 1)
                column.widget.show()
        self.tabs.setVisible(folded)
        self._head.setVisible(folded and self._head_row.count() > 1)
        self._stack.setVisible(folded)
        self._side_by_side.setVisible(not folded)
        if folded:
            self.show_column(self.tabs.key())
        if focused is not None:
            focused.setFocus()


def tighten(page: QVBoxLayout, narrow: bool) -> None:
    """The paddings of a page whose columns fold: in a narrow window what is shown needs the room."""
    x, y = px("m" if narrow else "page-pad-x"), px("s" if narrow else "page-pad-y")
    page.setContentsMargins(x, y, x, y)
    page.setSpacing(px("s" if narrow else "pane-gap"))


_ANY = (1 << 24) - 1  # Qt's own QWIDGETSIZE_MAX
