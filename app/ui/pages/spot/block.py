"""One of the five blocks: number and title, what it lacks, its fields, and the reasons that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext

from PySide6.QtCore import QRect, QSignalBlocker, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.presenters.finding_words import FindingText
from app.presenters.spot_fields import FieldState
from app.presenters.spot_state import BlockState
from app.ui.icons import paint_icon
from app.ui.kit.choices import Segments
from app.ui.kit.fields import Field, LineEdit
from app.ui.kit.labels import Label
from app.ui.kit.order import follow
from app.ui.kit.reasons import ReasonRow
from app.ui.pages.bound import BoundFields
from app.ui.paint import draw_box
from app.ui.theme import Tone, color, px

LOOKS = {
    "done": ("ok-ground", "ok", "check"),
    "open": ("neutral-ground", "muted", "circle"),
    "shut": ("neutral-ground", "disabled", "lock"),
}
SHORT = ("party.sex", "party.born", "act.repeat", "act.ended_at")
SPOKEN = {"done": "已齐", "open": "未齐", "shut": "还不能办"}


class _Round(QWidget):
    """The round mark before a block's title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = "open"
        self.setFixedSize(px("icon"), px("icon"))

    def show_state(self, state: str) -> None:
        self._state = state
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground, ink, icon = LOOKS.get(self._state, LOOKS["open"])
        painter = QPainter(self)
        draw_box(painter, self.rect(), color(ground), radius=self.width() // 2)
        inset = (self.width() - px("icon-mark")) // 2
        area = QRect(inset, inset, px("icon-mark"), px("icon-mark"))
        paint_icon(painter, icon, ink, area)


def fields_row(*parts: tuple[QWidget, int], gap: str = "m") -> QHBoxLayout:
    """Fields side by side with their shares of the room."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px(gap))
    for widget, share in parts:
        row.addWidget(widget, share)
    return row


def labelled(label: str, editor: QWidget, *, wide: bool = True) -> Field:
    """A field with its label at the left: as wide as the column of labels, or as its word."""
    width = px("label-left") if wide else px("label-near")
    return Field(label, editor, side="left", label_width=width)


class Block(QFrame):
    """A block with a body to fill. ``cure_asked`` says where a reason is cured."""

    cure_asked = Signal(str)

    def __init__(self, key: str, title: str, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key = key
        self._active = False
        self.setObjectName(f"block_{key}")
        self.setAccessibleName(f"{number} {title}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(px("pane-pad"), px("xs"), px("pane-pad"), px("s"))
        column.setSpacing(px("s"))
        self._round = _Round()
        self.why = Label("", "caption", "muted", name=f"block_{key}_why")
        self.marks = QHBoxLayout()
        self.marks.setSpacing(px("xs"))
        head = QHBoxLayout()
        head.setSpacing(px("s"))
        head.addWidget(self._round)
        head.addWidget(Label(f"{number} {title}", "section", name=f"block_{key}_title"))
        head.addStretch(1)
        head.addLayout(self.marks)
        head.addWidget(self.why)
        holder = QWidget()
        holder.setFixedHeight(px("block-head"))
        holder.setLayout(head)
        head.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(px("s"))
        column.addWidget(self.content)
        self._extras: dict[str, Field] = {}
        self._extra_rows = QVBoxLayout()
        self._extra_rows.setSpacing(px("s"))
        column.addLayout(self._extra_rows)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(px("xs"))
        column.addLayout(self._reasons)
        self._shown: tuple[FindingText, ...] = ()

    def show_block(self, state: BlockState, *, active: bool) -> None:
        """Mark, words at the right, reasons; a shut block keeps its head alone."""
        self._active = active
        self._round.show_state(state.state)
        self.why.setText(state.why)
        self.why.set_token(Tone(state.tone).ink)
        self.content.setVisible(state.state != "shut")
        self.setAccessibleDescription(f"{SPOKEN.get(state.state, '')}，{state.why}")
        self._show_reasons(
            tuple(reason for reason in state.reasons if not reason.goes_to.startswith("field:"))
        )
        self.update()

    def next_part(self) -> QWidget:
        """What of the block is to be done next: all of it, where it has no parts."""
        return self

    def show_extras(self, fields: tuple[FieldState, ...], bound: BoundFields) -> None:
        """Fields that appear only when something asks for them; two short ones share a row."""
        if [field.name for field in fields] != list(self._extras):
            self._rebuild(fields, bound)
        bound.show_fields({field.name: field for field in fields})

    def _rebuild(self, fields: tuple[FieldState, ...], bound: BoundFields) -> None:
        """New rows. A field that stays keeps its editor, what is just being typed there, and the focus."""
        wanted, typing = {field.name for field in fields}, self._typing()
        for name in self._extras.keys() - wanted:
            bound.drop(name)
        with QSignalBlocker(typing[1]) if typing and typing[0] in wanted else nullcontext():
            kept = {name: holder for name, holder in self._extras.items() if name in wanted}
            for holder in kept.values():
                holder.setParent(None)
            empty(self._extra_rows)
            self._extras = {field.name: kept.get(field.name) or self._extra(field, bound) for field in fields}
            self._place(self._extras)
            follow(self.content, self._extras.values())
            if typing and typing[0] in wanted:
                typing[1].setFocus()

    def _typing(self) -> tuple[str, QWidget] | None:
        """The extra field that has the focus, and what of it."""
        focus = QApplication.focusWidget()
        found = [name for name, holder in self._extras.items() if focus and holder.isAncestorOf(focus)]
        return (found[0], focus) if found and focus else None

    def _extra(self, field: FieldState, bound: BoundFields) -> Field:
        holder = bound.add(field.name, labelled(field.label, extra_editor(field)))
        holder.setObjectName(f"extra_{field.name}")
        return holder

    def _place(self, extras: Mapping[str, Field]) -> None:
        row: QHBoxLayout | None = None
        for name, holder in extras.items():
            short = name in SHORT
            if row is None or not short:
                holding = QWidget()
                row = QHBoxLayout(holding)
                row.setContentsMargins(0, 0, 0, 0)
                row.setSpacing(px("m"))
                self._extra_rows.addWidget(holding)
            row.addWidget(holder, 0 if short else 1)
            if short and row.count() > 1:
                row.addStretch(1)
            if not short:
                row = None
            holding.show()

    def _show_reasons(self, reasons: tuple[FindingText, ...]) -> None:
        if reasons == self._shown:
            return
        self._shown = reasons
        empty(self._reasons)
        rows: list[QWidget] = []
        for number, reason in enumerate(reasons, start=1):
            row = ReasonRow(
                reason.sentence,
                reason.basis,
                reason.cure,
                name=f"block_{self.key}_reason{number}",
            )
            row.cure_asked.connect(self._asker(reason.goes_to))
            self._reasons.addWidget(row)
            rows.append(row)
        follow(list(self._extras.values())[-1] if self._extras else self.content, rows)

    def _asker(self, place: str) -> Callable[[], None]:
        return lambda: self.cure_asked.emit(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), color("surface"), color("accent" if self._active else "line"))


def extra_editor(field: FieldState) -> QWidget:
    """The editor of a field that appears on demand."""
    name = field_name(field.name)
    if field.choices:
        return Segments(field.choices, accessible=field.label, name=name)
    editor = LineEdit(name=name)
    if field.name in SHORT:
        editor.setFixedWidth(px("time-field"))
    return editor


def field_name(field: str) -> str:
    """The object name of a field's editor: ``field_party_name`` for ``party.name``."""
    return "field_" + field.replace(".", "_")


def empty(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
