"""Panes: a surface with head, body and foot; its body scrolls, the page never does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.labels import Label, Rule
from app.ui.paint import draw_box
from app.ui.theme import Tone, color, px


class Scroll(QScrollArea):
    """A vertical scroll area without frame whose content is as wide as itself."""

    def __init__(self, content: QWidget, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class Pane(QFrame):
    """Head (title, caption, parts at the right), ``body`` to fill, optional foot.

    ``edge`` tints the border: accent for the pane that holds the next step, danger for trouble.
    With ``padded`` false, rows of the body reach the border.
    """

    def __init__(
        self,
        title: str = "",
        caption: str = "",
        *,
        scroll: bool = False,
        padded: bool = True,
        edge: Tone | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._edge = edge
        self.setObjectName(name)
        self.setAccessibleName(title)
        hair = px("hair")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(hair, hair, hair, hair)
        self._column.setSpacing(0)
        self.title = Label(title, "section", name=f"{name}_title")
        self.caption = Label(caption, "caption", "muted", name=f"{name}_caption")
        self._head = QWidget()
        self._head_row = _row(self._head, px("pane-head"))
        self._head_row.addWidget(self.title)
        self._head_row.addWidget(self.caption, 1)
        self._rule = Rule()
        self._column.addWidget(self._head)
        self._column.addWidget(self._rule)
        self._head.setVisible(bool(title))
        self._rule.setVisible(bool(title))
        content = QWidget()
        self.body = QVBoxLayout(content)
        self._set_padding(padded)
        self.scroll_area = Scroll(content, name=f"{name}_scroll") if scroll else None
        self._column.addWidget(self.scroll_area or content, 1)
        self._foot_row: QHBoxLayout | None = None

    def _set_padding(self, padded: bool) -> None:
        pad = px("pane-pad") if padded else 0
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(px("s") if padded else 0)

    def set_title(self, title: str, caption: str = "") -> None:
        """Change title and caption; a pane without title has no head."""
        self.title.setText(title)
        self.caption.setText(caption)
        self.setAccessibleName(title)
        self._head.setVisible(bool(title))
        self._rule.setVisible(bool(title))

    def set_edge(self, edge: Tone | None) -> None:
        """Tint the border, or take the tint away."""
        self._edge = edge
        self.update()

    def add_to_head(self, widget: QWidget) -> None:
        """Put a part at the right end of the head."""
        self._head.show()
        self._rule.show()
        self._head_row.addWidget(widget)

    def lead_head(self, widget: QWidget) -> None:
        """Put a part (an icon, tabs) at the left end of the head."""
        self._head.show()
        self._rule.show()
        self._head_row.insertWidget(0, widget)

    def add_to_foot(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a part into the foot, which appears with the first."""
        if self._foot_row is None:
            foot = QWidget()
            self._foot_row = _row(foot, px("pane-foot"))
            self._column.addWidget(Rule())
            self._column.addWidget(foot)
        self._foot_row.addWidget(widget, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        border = color("line") if self._edge is None else color(self._edge.ink)
        draw_box(QPainter(self), self.rect(), color("surface"), border)


def _row(holder: QWidget, height: int) -> QHBoxLayout:
    holder.setFixedHeight(height)
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(holder)
    row.setContentsMargins(px("pane-pad"), 0, px("pane-pad"), 0)
    row.setSpacing(px("s"))
    return row
