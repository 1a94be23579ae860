"""Decisions that cannot be undone: hand over a paper, confirm as the second officer, answer warnings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.presenters.finding_words import FindingText
from app.presenters.messages import Message
from app.presenters.office import Service
from app.presenters.spot_state import HandOver
from app.ui.kit.choices import Segments, Select
from app.ui.kit.dialog import DecisionDialog
from app.ui.kit.fields import Field, LineEdit, SecretEdit
from app.ui.kit.labels import Label
from app.ui.kit.reasons import ReasonRow
from app.ui.theme import Tone

SIGNED, REFUSED, LEFT = "signed", "refused", "left"
WAYS = ((SIGNED, "当事人签收"), (REFUSED, "拒绝签收"), (LEFT, "留置送达"))


class HandOverDialog(DecisionDialog):
    """To whom a paper goes and whether he signed; the deed prints, counts and serves."""

    handed = Signal(object)  # Service

    def __init__(self, proposal: HandOver, parent: QWidget) -> None:
        super().__init__(
            proposal.title, proposal.consequence, proposal.deed, danger=False, name="hand_over", parent=parent
        )
        self._recipient = LineEdit(proposal.recipient, name="hand_over_recipient")
        self._way = Segments(WAYS, SIGNED, accessible="送达方式", name="hand_over_way")
        self._reason = LineEdit(placeholder="当事人为什么不签", name="hand_over_reason")
        self._why = Field("原因", self._reason)
        self.add(Field("收件人", self._recipient))
        self.add(Field("签收", self._way))
        self.add(self._why)
        self._recipient.textChanged.connect(self._check)
        self._reason.textChanged.connect(self._check)
        self._way.chosen.connect(self._check)
        self.accepted.connect(self._tell)
        self._check()

    def _check(self) -> None:
        refused = self._way.key() != SIGNED
        self._why.setVisible(refused)
        filled = bool(self._recipient.text().strip()) and (not refused or bool(self._reason.text().strip()))
        self.allow(filled)

    def _tell(self) -> None:
        way = self._way.key()
        self.handed.emit(
            Service(
                recipient=self._recipient.text().strip(),
                mode="LEAVE" if way == LEFT else "DIRECT",
                refused_to_sign=way != SIGNED,
                reason=self._reason.text().strip() if way != SIGNED else "",
            )
        )


class ConfirmDialog(DecisionDialog):
    """The second officer's own passphrase; it stays open until the passphrase was right."""

    given = Signal(str, str)  # officer, passphrase

    def __init__(self, officers: Sequence[tuple[str, str]], chosen: str, count: int, parent: QWidget) -> None:
        super().__init__(
            f"协办确认 {count} 项现场行为",
            "协办执法人员用本人口令确认在场、共同办理。确认记入案件，不能撤回。",
            "确认",
            danger=False,
            name="confirm",
            parent=parent,
        )
        self._officer = Select(list(officers), chosen, accessible="协办", name="confirm_officer")
        self._passphrase = SecretEdit(name="confirm_passphrase")
        self._field = Field("口令", self._passphrase)
        self.add(Field("协办", self._officer))
        self.add(self._field)
        self.deed.clicked.disconnect()
        self.deed.clicked.connect(self._ask)
        self._passphrase.returnPressed.connect(self._ask)
        self._passphrase.textChanged.connect(lambda text: self.allow(bool(text)))
        self.allow(False)
        self._passphrase.setFocus()

    def show_refusal(self, message: Message) -> None:
        """The passphrase was wrong: say so and let him try again."""
        self._field.set_error(f"{message.what}{message.data}{message.remedy}")
        self._passphrase.clear()
        self._passphrase.setFocus()

    def _ask(self) -> None:
        if self.deed.isEnabled():
            self.allow(False)
            self.given.emit(self._officer.key(), self._passphrase.text())


class AnswerDialog(DecisionDialog):
    """What the law warns of, read once and answered with a reason."""

    answered = Signal(str)

    def __init__(self, warnings: Sequence[FindingText], parent: QWidget) -> None:
        super().__init__(
            f"核对 {len(warnings)} 项提示",
            "这些提示不阻止办理，本案只问一次。说明记入案件。",
            "已核对",
            danger=False,
            name="answer",
            parent=parent,
        )
        self._reason = LineEdit(placeholder="怎样核对的，结果如何", name="answer_reason")
        self.add(Field("说明", self._reason))
        for number, warning in enumerate(warnings, start=1):
            row = ReasonRow(
                warning.sentence,
                warning.remedy,
                tone=Tone.WARN,
                name=f"answer_warning{number}",
            )
            self.add(row)
        self._reason.textChanged.connect(lambda text: self.allow(bool(text.strip())))
        self.accepted.connect(lambda: self.answered.emit(self._reason.text().strip()))
        self.allow(False)
        self._reason.setFocus()


class DamagedDialog(DecisionDialog):
    """A file that cannot be read: keep it as it is, or leave it out."""

    def __init__(self, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(
            "这些文件打不开",
            "照片或者录像已损坏，当庭无法播放。原文件没有动。确需保留的，仍可原样封存，并标明打不开。",
            "仍然封存",
            danger=False,
            name="damaged",
            parent=parent,
        )
        for name in names:
            self.add(Label(name, wrap=True))
