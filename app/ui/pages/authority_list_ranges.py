"""The ranges of an item as a framed table: for whom, how much, by which procedure, how sure."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from app.presenters.authority_list_detail import RangeRow
from app.ui.kit.chips import Confirmed, Mark
from app.ui.kit.labels import Label, Rule
from app.ui.kit.tips import plain_tip
from app.ui.paint import draw_box
from app.ui.theme import color, px

HEADS = ("对象", "数额（元）", "程序", "确认")
PARTY, AMOUNT, PROCEDURE, MARK = range(len(HEADS))
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
INKS = {"ok": "text", "neutral": "muted"}


class RangeTable(QFrame):
    """One row a range; below it the condition, where the clause has one."""

    def __init__(self, rows: Sequence[RangeRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("item_ranges")
        self.setAccessibleName("罚款幅度")
        self._grid = QGridLayout(self)
        hair = px("hair")
        self._grid.setContentsMargins(hair, hair, hair, hair)
        self._grid.setHorizontalSpacing(0)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(PROCEDURE, 1)
        for column, word in enumerate(HEADS):
            label = Label(word, "caption-strong", "muted")
            label.setFixedHeight(px("row-head"))
            self._put(label, 0, column)
        for number, row in enumerate(rows, start=1):
            self._add(row, number)

    def _add(self, row: RangeRow, number: int) -> None:
        line = 3 * number
        self._grid.addWidget(Rule(), line, 0, 1, len(HEADS))
        name = f"item_range_{number}"
        party = Label(row.party, name=f"{name}_party")
        amount = Label(row.amount, "medium", name=f"{name}_amount")
        procedure = Label(row.procedure, token=INKS[row.tone], name=f"{name}_procedure")
        mark = Mark(Confirmed(row.mark), name=f"{name}_mark")
        for label in (party, amount, procedure):
            label.setFixedHeight(px("row"))
        procedure.set_tip(row.tip)
        mark.setToolTip(plain_tip(row.tip))
        cells: tuple[QWidget, ...] = (party, amount, procedure, mark)
        for column, cell in enumerate(cells):
            self._put(cell, line + 1, column)
        words = "；".join(part for part in (row.subject, row.condition) if part)
        if words:
            note = Label(words, "note", "muted", wrap=True, name=f"{name}_condition")
            note.setContentsMargins(0, 0, 0, px("s"))
            self._put(note, line + 2, 0, len(HEADS))

    def _put(self, widget: QWidget, line: int, column: int, span: int = 1) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        low = px("s") if span > 1 else 0
        grid.setContentsMargins(px("row-pad"), 0, px("row-pad"), low)
        grid.addWidget(widget, 0, 0)
        if column == AMOUNT and isinstance(widget, Label):
            widget.setAlignment(RIGHT)
        self._grid.addWidget(holder, line, column, 1, span)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hair = px("hair")
        painter.fillRect(QRect(hair, hair, self.width() - 2 * hair, px("row-head")), color("ground"))
        draw_box(painter, self.rect(), None, color("line"), radius=0)
