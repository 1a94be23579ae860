"""Bars of a page: its head, its action bar at the foot, tabs with counts, and pairs of key and value."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QWidget,
)

from app.ui.kit.buttons import IconButton
from app.ui.kit.labels import Label
from app.ui.paint import draw_text, text_width
from app.ui.theme import color, font, px


class PageHead(QWidget):
    """Title, caption, chips and buttons at the right; with ``back`` an arrow at the left."""

    back_asked = Signal()

    def __init__(
        self,
        title: str,
        caption: str = "",
        *,
        back: bool = False,
        name: str = "head",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(px("page-head"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px("s"))
        self.back = IconButton("chevron-left", "返回（Esc）", framed=False, name=f"{name}_back")
        self.back.clicked.connect(self.back_asked)
        self.title = Label(title, "title", name=f"{name}_title")
        self.caption = Label(caption, "body", "muted", name=f"{name}_caption")
        self._row.addWidget(self.back)
        self.back.setVisible(back)
        self._row.addWidget(self.title)
        self._row.addSpacing(px("xs"))
        self._row.addWidget(self.caption, 1)

    def set_title(self, title: str, caption: str = "") -> None:
        """Change title and caption."""
        self.title.setText(title)
        self.caption.setText(caption)

    def add(self, widget: QWidget) -> None:
        """Put a chip or button at the right end."""
        self._row.addWidget(widget)

    def add_left(self, widget: QWidget) -> None:
        """Put a chip or a search field right behind the title."""
        self._row.insertWidget(self._row.count() - 1 - self._rights(), widget)

    def _rights(self) -> int:
        return self._row.count() - 1 - self._row.indexOf(self.caption)


class ActionBar(QFrame):
    """The bar at the foot of a page, with what is said at the left and done at the right.

    It is 56 high, and 48 where the window is narrow.
    """

    def __init__(self, *, name: str = "actions", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedHeight(px("action-bar"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(px("page-pad-x"), 0, px("page-pad-x"), 0)
        self._row.setSpacing(px("m"))
        self._row.addStretch(1)
        self._lefts = 0

    def say(self, widget: QWidget) -> None:
        """Put a sentence or chip at the left."""
        self._row.insertWidget(self._lefts, widget)
        self._lefts += 1

    def add(self, button: QWidget) -> None:
        """Put a button at the right; the primary one last."""
        self._row.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px("columns-folded-below")
        self.setFixedHeight(px("action-bar-folded" if narrow else "action-bar"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        painter.fillRect(QRect(0, 0, self.width(), px("hair")), color("line"))


class Tab(QRadioButton):
    """One tab: a word with its count."""

    def __init__(self, word: str, count: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._word = word
        self.setProperty("ring", "inner")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(px("pane-head") - px("hair"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(count)

    def set_count(self, count: str) -> None:
        self._count = count
        self.setText(self._word.replace("&", "&&"))
        self.setAccessibleName(f"{self._word} {count}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        count = px("tab-gap") + text_width(font("caption-strong"), self._count) if self._count else 0
        return QSize(2 * px("tab-pad") + text_width(font("strong"), self._word) + count, self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.isChecked()
        ink = color("accent" if chosen else "text" if self.underMouse() else "muted")
        style = font("strong" if chosen else "body")
        left = px("tab-pad")
        wide = text_width(style, self._word)
        draw_text(painter, QRect(left, 0, wide, self.height()), self._word, style, ink)
        left += wide + px("tab-gap")
        small = font("caption-strong" if chosen else "caption")
        draw_text(painter, QRect(left, 0, self.width() - left, self.height()), self._count, small, ink)
        if chosen:
            bar = px("ring")
            painter.fillRect(QRect(0, self.height() - bar, self.width(), bar), color("accent"))


class CountedTabs(QWidget):
    """A row of tabs; one tab stop, arrow keys move. Each tab's object name is ``<name>_<key>``."""

    chosen = Signal(str)  # key; only when the officer changes it

    def __init__(
        self,
        options: Sequence[tuple[str, str, str]],
        key: str = "",
        *,
        accessible: str = "",
        name: str = "tabs",
        parent: QWidget | None = None,
    ) -> None:
        """``options`` are (key, word, count)."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._keys = [option for option, _, _ in options]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (option, word, count) in enumerate(options):
            tab = Tab(word, count, self)
            tab.setObjectName(f"{name}_{option}")
            self._group.addButton(tab, place)
            row.addWidget(tab)
        self.choose(key or (self._keys[0] if self._keys else ""))
        self._group.idToggled.connect(self._toggled)

    def key(self) -> str:
        place = self._group.checkedId()
        return self._keys[place] if place >= 0 else ""

    def choose(self, key: str) -> None:
        """Choose without telling."""
        self._group.blockSignals(True)
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)
        self._group.blockSignals(False)

    def set_height(self, height: int) -> None:
        """As high as the row that the tabs stand in."""
        for tab in self._group.buttons():
            tab.setFixedHeight(height)

    def set_count(self, key: str, count: str) -> None:
        """Change the number behind a tab's word. Raises ValueError for an unknown key."""
        tab = self._group.button(self._keys.index(key))
        if isinstance(tab, Tab):
            tab.set_count(count)

    def _toggled(self, place: int, on: bool) -> None:
        if on:
            self.chosen.emit(self._keys[place])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()


class Facts(QWidget):
    """Pairs of a muted key and its value, values wrap."""

    def __init__(
        self, pairs: Sequence[tuple[str, str]] = (), *, name: str = "facts", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(px("xs"))
        self._grid.setColumnMinimumWidth(0, px("key-column"))
        self._grid.setColumnStretch(1, 1)
        self.show_pairs(pairs)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Replace all pairs."""
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        top = Qt.AlignmentFlag.AlignTop
        for number, (key, value) in enumerate(pairs):
            word = Label(key, "caption", "muted")
            word.setFixedHeight(px("icon"))
            self._grid.addWidget(word, number, 0, top)
            name = f"{self.objectName()}_{number + 1}"
            self._grid.addWidget(Label(value, wrap=True, name=name), number, 1)
