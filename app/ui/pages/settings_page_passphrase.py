"""改我的口令: the old passphrase, the new one twice; it stays open until it is changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.presenters.passphrase import AGAIN, NEW, OLD, Answer
from app.ui.kit.banner import Banner
from app.ui.kit.dialog import DecisionDialog
from app.ui.kit.fields import Field, SecretEdit
from app.ui.pages.message_banner import show_message

LABELS = ((OLD, "现在的口令"), (NEW, "新口令（至少 {least} 个字符）"), (AGAIN, "新口令，再输入一次"))


class PassphraseDialog(DecisionDialog):
    """Asks with ``given``; ``show_answer`` closes it or says below which field what is wrong."""

    given = Signal(str, str, str)  # old, new, the same again

    def __init__(self, least: int, parent: QWidget) -> None:
        super().__init__(
            "改我的口令",
            "改好后旧口令不能再用；恢复码照旧有效。",
            "改口令",
            danger=False,
            name="passphrase_change",
            parent=parent,
        )
        self._fields: dict[str, Field] = {}
        self._edits: dict[str, SecretEdit] = {}
        self._banner = Banner(name="passphrase_change_banner")
        for key, label in LABELS:
            edit = SecretEdit(name=f"passphrase_{key}")
            edit.textChanged.connect(self._check)
            edit.returnPressed.connect(self._ask)
            self._edits[key], self._fields[key] = edit, Field(label.format(least=least), edit)
            self.add(self._fields[key])
        self.add(self._banner)
        self.deed.clicked.disconnect()
        self.deed.clicked.connect(self._ask)
        self._check()
        self._edits[OLD].setFocus()

    def show_answer(self, answer: Answer) -> None:
        """Close it, or tell what stands against it where it stands."""
        message = answer.message
        if message is None:
            self.accept()
            return
        self.deed.setText("改口令")
        for key, field in self._fields.items():
            here = key == answer.field
            field.set_error(f"{message.what}{message.data}{message.remedy}" if here else "")
        show_message(self._banner, None if answer.field else message, stacked=True)
        wrong = self._edits.get(answer.field, self._edits[OLD])
        wrong.selectAll()
        wrong.setFocus()
        self._check()

    def _check(self) -> None:
        self.allow(all(edit.text() for edit in self._edits.values()))

    def _ask(self) -> None:
        if self.deed.isEnabled():
            self.allow(False)
            self.deed.setText("正在改…")
            self.given.emit(*(self._edits[key].text() for key, _ in LABELS))

    def done(self, result: int) -> None:
        """Take what was typed out of the fields, however the dialog ends."""
        for edit in self._edits.values():
            edit.clear()
        super().done(result)
