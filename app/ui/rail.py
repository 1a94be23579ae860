"""The rail at the left: product, pages with badges, what is saved, and the cover."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.icons import paint_icon
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box, draw_text, text_width
from app.ui.theme import Tone, color, font, px


class NavItem(QAbstractButton):
    """A page in the rail: icon, word, badge or shortcut; folded, the word is the tool tip."""

    def __init__(
        self,
        key: str,
        word: str,
        icon: str,
        *,
        hint: str = "",
        meaning: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.key, self.word = key, word
        self._icon, self._hint, self._meaning = icon, hint, meaning
        self._badge, self._badge_tone, self._folded = "", Tone.NEUTRAL, False
        self.setObjectName(f"nav_{key}")
        self.setCheckable(not hint)
        self.setProperty("ring", "inner")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(px("nav-item"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(word)
        self._speak()

    def set_badge(self, text: str, tone: Tone) -> None:
        """A number at the right; neutral is plain, other tones stand on their ground."""
        self._badge, self._badge_tone = text, tone
        self._speak()
        self.update()

    def fold(self, folded: bool) -> None:
        """Show the icon alone, or icon and word."""
        self._folded = folded
        self.setFixedHeight(px("nav-folded-item" if folded else "nav-item"))
        self._speak()
        self.update()

    @property
    def badge(self) -> str:
        return self._badge

    def _speak(self) -> None:
        self.setAccessibleName(f"{self.word} {self._badge}".strip())
        name = f"{self.accessibleName()} {self._hint}".strip() if self._folded else ""
        self.setToolTip(plain_tip("：".join(part for part in (name, self._meaning) if part)))

    def sizeHint(self) -> QSize:
        return QSize(px("nav-folded"), px("nav-item"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()  # the rail walks its items
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        here = self.isChecked()
        if here or self.underMouse():
            draw_box(painter, self.rect(), color("accent-ground" if here else "hover"))
        side = px("icon")
        left = (self.width() - side) // 2 if self._folded else px("nav-pad")
        ink = color("accent" if here else "text")
        quiet = color("accent" if here else "muted")
        paint_icon(painter, self._icon, quiet, QRect(left, (self.height() - side) // 2, side, side))
        if self._folded:
            if self._badge and self._badge_tone is not Tone.NEUTRAL:
                self._paint_spot(painter)
            return
        left += side + px("nav-icon-gap")
        area = QRect(left, 0, self.width() - left - px("nav-pad"), self.height())
        tail = self._paint_tail(painter, area)
        words = area.adjusted(0, 0, -tail, 0)
        draw_text(painter, words, self.word, font("strong" if here else "body"), ink)

    def _paint_tail(self, painter: QPainter, area: QRect) -> int:
        """Badge or shortcut at the right end; returns the width it took."""
        text = self._badge or self._hint
        if not text:
            return 0
        right = Qt.AlignmentFlag.AlignRight
        if not self._badge or self._badge_tone is Tone.NEUTRAL:
            area = area.adjusted(0, 0, -px("xs"), 0) if self._badge else area
            draw_text(painter, area, text, font("caption"), color("muted"), right)
            return text_width(font("caption"), text) + px("s")
        wide = text_width(font("caption-strong"), text) + 2 * px("badge-pad")
        high = px("badge")
        spot = QRect(area.right() + 1 - wide, (self.height() - high) // 2, wide, high)
        draw_box(painter, spot, color(self._badge_tone.ground))
        centre = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, spot, text, font("caption-strong"), color(self._badge_tone.ink), centre)
        return wide + px("s")

    def _paint_spot(self, painter: QPainter) -> None:
        side = px("s")
        spot = QRect(self.width() - side - px("xs"), px("xs"), side, side)
        draw_box(painter, spot, color(self._badge_tone.ink), radius=side // 2)


class Brand(QWidget):
    """The product's mark and name."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._folded = name, False
        self.setAccessibleName(name)
        self.setFixedHeight(px("brand"))

    def fold(self, folded: bool) -> None:
        self._folded = folded
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = px("brand-mark")
        left = (self.width() - side) // 2 if self._folded else px("brand-mark-x")
        mark = QRect(left, (self.height() - side) // 2, side, side)
        paint_mark(painter, mark)
        if not self._folded:
            left = mark.right() + 1 + px("brand-gap")
            area = QRect(left, 0, self.width() - left, self.height())
            draw_text(painter, area, self._name, font("section"), color("text"))


def paint_mark(painter: QPainter, area: QRect) -> None:
    """The mark of the product: its two letters on accent."""
    draw_box(painter, area, color("accent"), radius=px("radius-small"))
    paint_icon(painter, "mark", "on-accent", area)


class Rail(QWidget):
    """All pages, one below the other; up and down arrows walk them."""

    page_asked = Signal(str)
    cover_asked = Signal()

    def __init__(
        self, product: str, cover_word: str, cover_meaning: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName("导航")
        self._items: dict[str, NavItem] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, px("hair"), px("s"))
        column.setSpacing(0)
        self._brand = Brand(product)
        column.addWidget(self._brand)
        self._pages = QVBoxLayout()
        pad = px("rail-pad")
        self._pages.setContentsMargins(pad, 0, pad, 0)
        self._pages.setSpacing(px("nav-gap"))
        column.addLayout(self._pages)
        column.addStretch(1)
        column.addWidget(self._make_saved())
        self.cover = NavItem("cover", cover_word, "lock", hint="Ctrl+L", meaning=cover_meaning)
        self.cover.clicked.connect(self.cover_asked)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(pad, 0, pad, 0)
        self._foot.addWidget(self.cover)
        column.addLayout(self._foot)
        self.fold(False)

    def _make_saved(self) -> QWidget:
        self._saved = QWidget()
        self._saved_row = row = QHBoxLayout(self._saved)
        row.setSpacing(px("icon-gap"))
        self._saved_icon = IconMark("circle-check", "ok", size="icon-small", name="saved_icon")
        self._saved_words = Label("", "caption", "muted", name="saved")
        row.addWidget(self._saved_icon)
        row.addWidget(self._saved_words)
        row.addStretch(1)
        self._saved.hide()
        return self._saved

    def add(self, key: str, word: str, icon: str) -> None:
        """Add a page at the end."""
        item = NavItem(key, word, icon, parent=self)
        item.clicked.connect(lambda _=False, page=key: self.page_asked.emit(page))
        self._items[key] = item
        self._pages.addWidget(item)
        item.fold(self._folded)

    def item(self, key: str) -> NavItem:
        """The item of a page. Raises KeyError for an unknown page."""
        return self._items[key]

    def show_page(self, key: str) -> None:
        """Mark the page as the one shown; a key that is not in the rail marks none."""
        for name, item in self._items.items():
            item.setChecked(name == key)

    def show_saved(self, words: str, tone: Tone = Tone.OK) -> None:
        """What is saved on this laptop: 本机已保存 16:42."""
        icon = "circle-check" if tone is Tone.OK else "circle-alert"
        self._saved_words.setText(words)
        self._saved_words.set_token("muted" if tone is Tone.OK else tone.ink)
        self._saved_icon.show_icon(icon, tone.ink, words)
        self._saved.setVisible(bool(words))

    def fold(self, folded: bool) -> None:
        """Icons alone, or icons and words."""
        self._folded = folded
        self.setFixedWidth(px("rail-folded" if folded else "rail"))
        side = px("xs") if folded else px("rail-pad")
        for box in (self._pages, self._foot):
            box.setContentsMargins(side, 0, side, 0)
        self._saved_words.setVisible(not folded)
        left = (px("rail-folded") - px("icon-small")) // 2 if folded else px("rail-pad") + px("nav-pad")
        self._saved_row.setContentsMargins(left, 0, 0, px("xs"))
        for item in [*self._items.values(), self.cover]:
            item.fold(folded)
        self._brand.fold(folded)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        items: list[NavItem] = [*self._items.values(), self.cover]
        here = next((place for place, item in enumerate(items) if item.hasFocus()), None)
        moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if here is None or event.key() not in moves:
            super().keyPressEvent(event)
            return
        there = here + moves[Qt.Key(event.key())]
        if 0 <= there < len(items):
            items[there].setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), color("surface"))
        hair = px("hair")
        painter.fillRect(QRect(self.width() - hair, 0, hair, self.height()), color("line"))
