"""Panes: a surface with head, body and foot; its body scrolls, the page never does."""

from __future__ import annotations

from PySide6.QtCore import QChildEvent, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui.kit.labels import Label, Rule
from app.ui.paint import draw_box
from app.ui.theme import Tone, color, px


class Scroll(QScrollArea):
    """A vertical scroll area without frame whose content is as wide as itself."""

    def __init__(self, content: QWidget, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        # Made here, and not asked for: to wrap a widget that Qt made, PySide first builds every class it has.
        ground = QWidget()
        ground.setAutoFillBackground(False)
        self.setViewport(ground)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        content.setAutoFillBackground(False)

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
        self._head_row = _row(self._head, px("pane-head") - hair)
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
        self._has_head, self._head_open, self._foot_open = bool(title), True, True
        self._foot_row: QHBoxLayout | None = None
        self._foot: tuple[QWidget, ...] = ()
        self._corners = [_Corner(self, right, low) for right in (False, True) for low in (False, True)]

    def border(self) -> QColor:
        """The colour of the border now."""
        return color("line") if self._edge is None else color(self._edge.ink)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for corner in self._corners:
            corner.settle()

    def childEvent(self, event: QChildEvent) -> None:
        super().childEvent(event)
        for corner in getattr(self, "_corners", ()):
            corner.raise_()

    def _set_padding(self, padded: bool) -> None:
        pad = px("pane-pad") if padded else 0
        self.body.setContentsMargins(pad, pad, pad, pad)
        self.body.setSpacing(px("s") if padded else 0)

    def set_title(self, title: str, caption: str = "") -> None:
        """Change title and caption; a pane without title has no head."""
        self.title.setText(title)
        self.caption.setText(caption)
        self.setAccessibleName(title)
        self._has_head = bool(title)
        self._settle()

    def show_head(self, shown: bool) -> None:
        """Fold the head away where a narrow window names the pane elsewhere, or bring it back."""
        self._head_open = shown
        self._settle()

    def show_foot(self, shown: bool) -> None:
        """Fold the foot away where its room is needed, or bring it back."""
        self._foot_open = shown
        self._settle()

    def _settle(self) -> None:
        for widget in (self._head, self._rule):
            widget.setVisible(self._has_head and self._head_open)
        for widget in self._foot:
            widget.setVisible(self._foot_open)

    def set_edge(self, edge: Tone | None) -> None:
        """Tint the border, or take the tint away."""
        self._edge = edge
        self.update()

    def add_to_head(self, widget: QWidget) -> None:
        """Put a part at the right end of the head."""
        self._has_head = True
        self._settle()
        self._head_row.addWidget(widget)

    def lead_head(self, widget: QWidget, *, flush: bool = False) -> None:
        """Put a part (an icon) at the left end of the head; ``flush`` closer to the border, for tabs."""
        if flush:
            pad = px("pane-pad")
            self._head_row.setContentsMargins(px("xs"), 0, pad, 0)
        self._has_head = True
        self._settle()
        self._head_row.insertWidget(0, widget)

    def add_to_foot(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a part into the foot, which appears with the first."""
        if self._foot_row is None:
            foot = QWidget()
            self._foot_row = _row(foot, px("pane-foot"))
            self._foot = (Rule(), foot)
            for part in self._foot:
                self._column.addWidget(part)
            self._settle()
        self._foot_row.addWidget(widget, stretch)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), color("surface"), self.border())


class _Corner(QWidget):
    """Rounds one corner of a pane again above rows that reach it."""

    def __init__(self, pane: Pane, right: bool, low: bool) -> None:
        super().__init__(pane)
        self._pane, self._right, self._low = pane, right, low
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(px("radius"), px("radius"))

    def settle(self) -> None:
        """Go to the corner."""
        side = px("radius")
        x = self._pane.width() - side if self._right else 0
        self.move(x, self._pane.height() - side if self._low else 0)
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = px("radius")
        whole = self._pane.rect().translated(-self.pos())
        rounded, outside = QPainterPath(), QPainterPath()
        rounded.addRoundedRect(whole, side, side)
        outside.addRect(self.rect())
        painter.fillPath(outside - rounded, color("ground"))
        draw_box(painter, whole, None, self._pane.border())


def _row(holder: QWidget, height: int) -> QHBoxLayout:
    holder.setFixedHeight(height)
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(holder)
    row.setContentsMargins(px("pane-pad"), 0, px("pane-pad"), 0)
    row.setSpacing(px("s"))
    return row
