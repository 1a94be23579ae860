"""Officers, the recovery code and when the program locks: the first part of the settings."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.settings_page import Person
from app.ui.kit.bars import Facts
from app.ui.kit.buttons import SecondaryButton
from app.ui.kit.chips import StatusChip
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.panes import Pane
from app.ui.kit.rows import Avatar, Row
from app.ui.kit.tips import plain_tip
from app.ui.pages.spot.block import empty
from app.ui.theme import Tone, color, px

CARD_ICONS = {"ok": "check", "warn": "id-card", "danger": "circle-x"}
COLUMNS = (
    ("姓名", "settings-name"),
    ("角色", "settings-role"),
    ("执法证号", "settings-card"),
    ("有效期至", "settings-until"),
    ("状态", ""),
)
CARD = 2
RECOVERY_ICONS = ("key-round", "printer", "archive", "history")


class PersonLine(Row):
    """An officer: name, role, card, its end, its state in words."""

    def __init__(self, person: Person, *, name: str, parent: QWidget | None = None) -> None:
        spoken = "，".join(part for part in (person.name, person.roles, person.card, person.words) if part)
        super().__init__(spoken, height="row-tall", name=name, parent=parent)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.line.setContentsMargins(px("row-pad"), 0, px("m"), 0)
        self.line.setSpacing(px("s"))
        who = QWidget()
        row = QHBoxLayout(who)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("s"))
        row.addWidget(Avatar(person.name))
        row.addWidget(Label(person.name, "strong" if person.me else "body", name=f"{name}_name"), 1)
        ink = person.tone if person.tone != "ok" else "text"
        chip = StatusChip(person.words, Tone(person.tone), CARD_ICONS[person.tone], name=f"{name}_state")
        state = QWidget()
        last = QHBoxLayout(state)
        last.setContentsMargins(0, 0, 0, 0)
        last.setSpacing(px("s"))
        last.addWidget(chip)
        self.me = StatusChip("已登录", Tone.ACCENT, "user-round", name=f"{name}_me")
        self._is_me = person.me
        last.addWidget(self.me)
        last.addStretch(1)
        cells: tuple[QWidget, ...] = (
            who,
            Label(person.roles, token="muted"),
            Label(person.card, token="muted", name=f"{name}_card"),
            Label(person.until, token=ink, name=f"{name}_until"),
            state,
        )
        self.card = cells[CARD]
        self.setToolTip(plain_tip(f"执法证 {person.card}"))
        for cell, (_, width) in zip(cells, COLUMNS, strict=True):
            if width:
                cell.setFixedWidth(px(width))
            self.line.addWidget(cell, 0 if width else 1)

    def show_wide(self, wide: bool) -> None:
        """In a narrow window card number and sign-in give way to the state of the card."""
        self.card.setVisible(wide)
        self.me.setVisible(wide and self._is_me)


class PeoplePane(Pane):
    """Everybody on the roster. Nothing but one's own passphrase can be changed here."""

    passphrase_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("本机人员", padded=False, name="settings_people", parent=parent)
        self._change = SecondaryButton("改我的口令", icon="key-round", name="settings_passphrase")
        self._change.clicked.connect(self.passphrase_asked)
        self.add_to_head(self._change)
        self._shown: tuple[Person, ...] | None = None
        self._heads = _Heads()
        self.body.addWidget(self._heads)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.add_to_foot(IconMark("info", "muted", size="icon-small"))
        words = "角色和执法证由区级下发，在本机不能改；证件过期的人不能执法，以前办的记录仍然有效。"
        self.add_to_foot(Label(words, "caption", "muted", wrap=True), 1)

    def show_people(self, people: tuple[Person, ...], words: str) -> None:
        """Show everybody."""
        self.set_title("本机人员", words)
        if people == self._shown:
            return
        self._shown = people
        empty(self._rows)
        for number, person in enumerate(people, start=1):
            self._rows.addWidget(PersonLine(person, name=f"settings_person_{number}"))
        self._fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """In a narrow window the number of the card gives way; the tool tip of the row still names it."""
        wide = self.width() >= px("settings-wide")
        self._heads.labels[CARD].setVisible(wide)
        for line in self.findChildren(PersonLine):
            line.show_wide(wide)


class _Heads(QFrame):
    """The names of the columns, on the ground of a table's head."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(px("row-head"))
        row = QHBoxLayout(self)
        row.setContentsMargins(px("row-pad"), 0, px("m"), 0)
        row.setSpacing(px("s"))
        self.labels = [Label(word, "caption-strong", "muted") for word, _ in COLUMNS]
        for label, (_, width) in zip(self.labels, COLUMNS, strict=True):
            if width:
                label.setFixedWidth(px(width))
            row.addWidget(label, 0 if width else 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hair = px("hair")
        painter.fillRect(self.rect(), color("ground"))
        painter.fillRect(QRect(0, self.height() - hair, self.width(), hair), color("line"))


class RecoveryPane(Pane):
    """Where the recovery code is kept; never the code itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("恢复码", "只有纸质原件，屏幕上不显示", name="settings_recovery", parent=parent)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px("xl"))
        self._grid.setVerticalSpacing(px("m"))
        self.body.addLayout(self._grid)
        self._shown: tuple[tuple[str, str], ...] = ()

    def show_custody(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show what may be said of it, two in a line."""
        if pairs == self._shown:
            return
        self._shown = pairs
        for number, ((title, words), icon) in enumerate(zip(pairs, RECOVERY_ICONS, strict=False)):
            line, column = divmod(number, 2)
            self._grid.addWidget(self._fact(title, words, icon, number), line, column)
            self._grid.setColumnStretch(column, 1)

    def _fact(self, title: str, words: str, icon: str, number: int) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("nav-icon-gap"))
        row.addWidget(IconMark(icon, "ok"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(Label(title, "medium"))
        name = f"settings_recovery_{number + 1}"
        column.addWidget(Label(words, "note", "muted", wrap=True, name=name))
        column.addStretch(1)
        row.addLayout(column, 1)
        return holder


class GuardPane(Pane):
    """When the window covers itself and when the program locks; the release says so, nobody here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("遮盖与锁定", name="settings_guard", parent=parent)
        self._facts = Facts(name="settings_guard_facts")
        self.body.addWidget(self._facts)
        words = "按数据版本，在本机不能改。"
        self.body.addWidget(Label(words, "note", "muted", wrap=True))
        self.body.addStretch(1)

    def show_guard(self, pairs: tuple[tuple[str, str], ...]) -> None:
        """Show when what happens."""
        self._facts.show_pairs(pairs)


class Beside(QWidget):
    """Two panes, the first twice as wide; below each other where the window is narrow."""

    def __init__(self, first: QWidget, second: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px("pane-gap"))
        self._row.addWidget(first, 2)
        self._row.addWidget(second, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < px("settings-wide")
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
