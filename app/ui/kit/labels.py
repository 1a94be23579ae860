"""Texts: one line that ends in an ellipsis with a tool tip, or wrapped lines; always plain text."""

from __future__ import annotations

from typing import Protocol, cast

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from app.ui.icons import paint_icon
from app.ui.kit.tips import plain_tip
from app.ui.paint import ELLIPSIS, draw_lines, draw_text, text_width, wrapped
from app.ui.theme import color, font, line_height, px


class Label(QLabel):
    """A plain text in a role (``body``, ``caption``, ``title`` ...) and a colour token.

    One line by default: too long, it ends in an ellipsis and the whole text becomes the tool tip.
    With ``wrap`` it breaks into lines; ``most`` limits them. ``text()`` is always the whole text.
    ``keep`` is the end of a line that stays in sight, such as the party behind a long item.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        token: str = "text",
        *,
        wrap: bool = False,
        most: int = 0,
        keep: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._token, self._wrap, self._most = role, token, wrap, most
        self._tip, self._keep = "", ""
        self._cut = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role))
        self.setObjectName(name)
        # A wrapped text must be free to grow below its one-line hint.
        upright = QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, upright)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.show_words(text, keep)

    def setText(self, text: str) -> None:
        self.show_words(text)

    def show_words(self, text: str, keep: str = "") -> None:
        """Change the text, and the end of it that stays when room is short."""
        self._keep = keep if text.endswith(keep) else ""
        super().setText(text)
        self.updateGeometry()
        self.update()
        self._check_cut()

    def set_token(self, token: str) -> None:
        """Show the text in another colour token."""
        if token != self._token:
            self._token = token
            self.update()

    def set_role(self, role: str) -> None:
        """Show the text in another text role."""
        self._role = role
        self.setFont(font(role))
        self.updateGeometry()
        self._check_cut()

    def set_tip(self, tip: str) -> None:
        """A tool tip of its own; while the text is cut, the whole text stands above it."""
        self._tip = tip
        self._show_tip()

    @property
    def is_cut(self) -> bool:
        """Whether part of the text is hidden behind an ellipsis."""
        return self._cut

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.font(), self.text()), line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        least = text_width(self.font(), ELLIPSIS + self._keep) if self.text() else 0
        return QSize(min(least, px("kept-most")), line_height(self._role))

    def hasHeightForWidth(self) -> bool:
        return self._wrap

    def heightForWidth(self, width: int) -> int:
        if not self._wrap:
            return -1
        lines, _ = wrapped(self.text(), self.font(), width, self._most)
        return len(lines) * line_height(self._role)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._check_cut()

    def _lines(self) -> tuple[list[str], bool]:
        most = max(self.height() // line_height(self._role), 1)
        return wrapped(self.text(), self.font(), self.width(), most)

    def _check_cut(self) -> None:
        if not self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            return  # never shown: it has no size yet, and gets it with its first showing
        self._cut = self._lines()[1] if self._wrap else self.sizeHint().width() > self.width()
        self._show_tip()

    def _show_tip(self) -> None:
        parts = ([self.text()] if self._cut else []) + ([self._tip] if self._tip else [])
        self.setToolTip(plain_tip("\n".join(parts)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = color(self._token if self.isEnabled() else "disabled")
        if not self._wrap:
            draw_text(painter, self.rect(), self.text(), self.font(), ink, self.alignment(), self._keep)
            return
        lines, line = self._lines()[0], line_height(self._role)
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        spare = max(self.height() - len(lines) * line, 0)
        top = spare // 2 if self.alignment() & Qt.AlignmentFlag.AlignVCenter else 0
        draw_lines(painter, self.rect().adjusted(0, top, 0, 0), lines, self.font(), ink, line, across)


class MixedLabel(QLabel):
    """A strong sentence and what follows from it, flowing as one small wrapped text."""

    def __init__(
        self, strong: str = "", text: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font("note"))
        self.setObjectName(name)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_words(strong, text)

    def show_words(self, strong: str, text: str) -> None:
        """Change both; ``text()`` gives them joined."""
        self._strong = strong
        self.setText(strong + text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(text_width(font("caption-strong"), self.text()), line_height("note"))

    def minimumSizeHint(self) -> QSize:
        return QSize(text_width(self.font(), ELLIPSIS), line_height("note"))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return mixed_layout(self.text(), len(self._strong), width)[1]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        layout, high = mixed_layout(self.text(), len(self._strong), self.width())
        painter.setPen(color("text"))
        layout.draw(painter, QPointF(0, max(self.height() - high, 0) // 2))


class _Range(Protocol):
    """The fields of a format range; Qt's own stubs leave them out."""

    start: int
    length: int
    format: QTextCharFormat


def _range(start: int, length: int, style: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    fields = cast(_Range, made)
    fields.start, fields.length, fields.format = start, length, style
    return made


def mixed_layout(text: str, strong: int, width: int) -> tuple[QTextLayout, int]:
    """Lay out a small text whose first ``strong`` characters are strong; returns its height too."""
    layout = QTextLayout(text, font("note"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    weight, tint = QTextCharFormat(), QTextCharFormat()
    weight.setFont(font("caption-strong"))
    tint.setForeground(color("muted"))
    layout.setFormats([_range(0, strong, weight), _range(strong, len(text) - strong, tint)])
    line, count = line_height("note"), 0
    layout.beginLayout()
    while (row := layout.createLine()).isValid():
        row.setLineWidth(max(width, 1))
        row.setPosition(QPointF(0, count * line + (line - row.height()) / 2))
        count += 1
    layout.endLayout()
    return layout, max(count, 1) * line


class IconMark(QWidget):
    """An icon that stands for a state; its meaning is the tool tip and accessible name."""

    def __init__(
        self,
        icon: str,
        token: str = "muted",
        meaning: str = "",
        *,
        size: str = "icon",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size = size
        self.setFixedSize(px(size), px(size))
        self.setObjectName(name)
        self.show_icon(icon, token, meaning)

    def show_icon(self, icon: str, token: str, meaning: str = "") -> None:
        """Change icon, colour token and meaning together."""
        self._icon, self._token = icon, token
        self.setAccessibleName(meaning)
        self.setToolTip(plain_tip(meaning))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self._icon, self._token if self.isEnabled() else "disabled", self.rect())


class Rule(QFrame):
    """A hair line between two blocks, horizontal unless ``upright``."""

    def __init__(self, *, upright: bool = False, token: str = "line", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        if upright:
            self.setFixedWidth(px("hair"))
        else:
            self.setFixedHeight(px("hair"))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color(self._token))


def show_inside(part: QWidget, shown: bool) -> None:
    """Show or hide a part; one that has no parent yet is not made a window of its own, but seen with it."""
    if part.parentWidget() is not None or not shown:
        part.setVisible(shown)
