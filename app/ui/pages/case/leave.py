"""The dialog in which a case leaves the summary procedure: why, and on which ground."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.presenters.case_page_exits import Exit
from app.ui.kit.choices import Select
from app.ui.kit.dialog import DecisionDialog
from app.ui.kit.fields import Field, TextArea


class LeaveDialog(DecisionDialog):
    """There is no way back, so the reason is asked for first; ``left`` tells end, reason and ground."""

    left = Signal(str, str, str)

    def __init__(self, way: Exit, number: str, parent: QWidget) -> None:
        super().__init__(
            f"{way.word}？",
            f"{number}将离开简易程序，不能再回来；记录和证据都保留。理由记入本案。",
            way.word,
            name="leave",
            parent=parent,
        )
        self._end = way.end
        self._ground: Select | None = None
        if way.grounds:
            self._ground = Select(way.grounds, "", accessible="依据", name="leave_ground")
            self.add(Field("依据", self._ground))
        self._reason = TextArea(placeholder=f"为什么{way.word}", name="leave_reason")
        self.add(Field("理由", self._reason))
        self._reason.textChanged.connect(self._check)
        self._reason.setFocus()
        self.accepted.connect(self._tell)
        self._check()

    def _check(self) -> None:
        self.allow(bool(self._reason.toPlainText().strip()))

    def _tell(self) -> None:
        ground = "" if self._ground is None else self._ground.key()
        self.left.emit(self._end, self._reason.toPlainText().strip(), ground)
