"""Panes side by side that become tabs where the window is too narrow for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.ui.kit.bars import CountedTabs
from app.ui.theme import px


@dataclass(frozen=True, slots=True)
class Column:
    """One pane: its tab's word, and its width as a size token; an empty one takes the rest."""

    key: str
    word: str
    widget: QWidget
    width: str = ""


class Columns(QWidget):
    """Side by side from ``fold`` pixels on, else one at a time behind tabs. Tabs are ``<name>_tab_<key>``."""

    folded = Signal(bool)

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
        self.tabs = CountedTabs(
            [(column.key, column.word, "") for column in columns], accessible="分栏", name=f"{name}_tab"
        )
        self.tabs.chosen.connect(self.show_column)
        self._stack = QStackedWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(px("s"))
        outer.addWidget(self.tabs)
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

    def show_column(self, key: str) -> None:
        """Bring a column into sight."""
        self.tabs.choose(key)
        for column in self._columns:
            if column.key == key and self._is_folded:
                self._stack.setCurrentWidget(column.widget)

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
        self._stack.setVisible(folded)
        self._side_by_side.setVisible(not folded)
        if folded:
            self.show_column(self.tabs.key())
        if focused is not None:
            focused.setFocus()


_ANY = (1 << 24) - 1  # Qt's own QWIDGETSIZE_MAX
