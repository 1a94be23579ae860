"""The bar at the top: search, the pill that tells where the data stand, and the officer."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.kit.buttons import IconButton
from app.ui.kit.fields import LineEdit
from app.ui.kit.labels import Label
from app.ui.kit.pill import Pill
from app.ui.kit.rows import Avatar
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import color, font, px


class SearchField(LineEdit):
    """Finds anything; Enter asks, Esc leaves, the keycap at the right names the shortcut."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(placeholder=placeholder, icon="search", name="search", parent=parent)
        self.setAccessibleName("搜索")
        self.setMaximumWidth(px("search"))
        self.setMinimumWidth(px("field-min"))
        self.returnPressed.connect(lambda: self.asked.emit(self.text()))

    def sizeHint(self) -> QSize:
        return QSize(px("search"), px("control"))

    def event(self, event: QEvent) -> bool:
        # Here Esc leaves the search; the window's own Esc must not take it first.
        match event:
            case QKeyEvent() if event.type() == QEvent.Type.ShortcutOverride:
                if event.key() == Qt.Key.Key_Escape:
                    event.accept()
                    return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() or self.text():
            return
        painter = QPainter(self)
        hint = "Ctrl+K"
        wide = text_width(font("caption"), hint) + 2 * px("keycap-pad")
        high = px("keycap")
        right = self.width() - px("field-pad")
        cap = QRect(right - wide, (self.height() - high) // 2, wide, high)
        draw_box(painter, cap, color("ground"), color("line"), radius=px("radius-small"))
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, cap, hint, font("caption"), color("muted"), centre)


class OfficerButton(QAbstractButton):
    """Who is signed in; a click asks for the officer's menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words, self._folded = "", False
        self.setObjectName("officer")
        self.setProperty("ring", "outer")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(px("control"))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._avatar = Avatar("", parent=self)
        self._avatar.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._avatar.move(0, (px("control") - px("avatar")) // 2)

    def show_officer(self, words: str, name: str) -> None:
        """``words`` as they stand in the bar (squad · name), ``name`` for the initial."""
        self._words = words
        self._avatar.show_name(name)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def fold(self, folded: bool) -> None:
        """Show the initial alone."""
        self._folded = folded
        spare = px("control") - px("avatar")
        self._avatar.move(spare // 2 if folded else 0, spare // 2)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        if self._folded:
            return QSize(px("control"), px("control"))
        words = text_width(font("body"), self._words)
        wide = px("avatar") + px("s") + words + px("s") + px("icon-small") + px("xs")
        return QSize(wide, px("control"))

    def minimumSizeHint(self) -> QSize:
        return QSize(px("control"), px("control"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._folded:
            tip = plain_tip(self._words)
        else:
            left, side = px("avatar") + px("s"), px("icon-small")
            right = self.width() - px("xs") - side
            area = QRect(left, 0, right - left - px("s"), self.height())
            cut = draw_text(painter, area, self._words, font("body"), color("text"))
            arrow = QRect(right, (self.height() - side) // 2, side, side)
            paint_icon(painter, "chevron-down", "text", arrow)
            tip = plain_tip(self._words) if cut else ""
        if tip != self.toolTip():
            self.setToolTip(tip)


SEARCH_SHARE = 1000  # the search field grows to its width before anything else does


class TopBar(QWidget):
    """Search at the left, pill and officer at the right.

    In a narrow window the title of the page stands at the left, with the way back where there is one, and
    search is a button.
    """

    back_asked = Signal()

    def __init__(self, search_words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setFixedHeight(px("top-bar"))
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(px("page-pad-x"), 0, px("page-pad-x"), px("hair"))
        row.setSpacing(px("top-gap"))
        self.back = IconButton("chevron-left", "返回（Esc）", framed=False, name="top_back")
        self.back.clicked.connect(self.back_asked)
        self.title = Label("", "section", name="top_title")
        self._has_back = False
        self.search = SearchField(search_words)
        self.find_button = IconButton("search", "搜索（Ctrl+K）", framed=False, name="search_open")
        self.pill = Pill()
        self.officer = OfficerButton()
        row.addWidget(self.back)
        row.addWidget(self.title, SEARCH_SHARE)
        row.addWidget(self.search, SEARCH_SHARE)
        row.addStretch(1)
        row.addWidget(self.find_button)
        row.addWidget(self.pill)
        row.addWidget(self.officer)
        self.find_button.clicked.connect(self.open_search)
        self.search.left.connect(self._search_left)
        self._folded = False
        self._before: QWidget | None = None
        self._settle(searching=False)

    def fold(self, folded: bool) -> None:
        """In a narrow window search is a button and the officer an initial."""
        if folded != self._folded:
            self._folded = folded
            self.officer.fold(folded)
            self.pill.fold(folded)
            self._row.setSpacing(px("s") if folded else px("top-gap"))
            self._settle(searching=False)

    def show_title(self, text: str, keep: str = "", *, back: bool = False) -> None:
        """What a narrow window calls its page; ``keep`` is the end of it that stays in sight."""
        self.title.show_words(text, keep)
        self._has_back = back
        self._settle(searching=self._folded and self.search.isVisible())

    def _settle(self, *, searching: bool) -> None:
        titled = self._folded and not searching
        self.back.setVisible(titled and self._has_back)
        self.title.setVisible(titled and bool(self.title.text()))
        self.search.setVisible(not self._folded or searching)
        self.find_button.setVisible(titled)

    def open_search(self) -> None:
        """Put the cursor into the search field, which unfolds for it."""
        before = QApplication.focusWidget()
        if before is not self.search:
            self._before = before
        self._settle(searching=self._folded)
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _search_left(self) -> None:
        self._settle(searching=False)
        if self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.search.clearFocus()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        hair = px("hair")
        painter.fillRect(QRect(0, self.height() - hair, self.width(), hair), color("line"))
