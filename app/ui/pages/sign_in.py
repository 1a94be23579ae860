"""The sign-in window: officers at the left, passphrase or recovery code at the right. It imports no store."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ports.keys import PASSPHRASE_MIN
from app.presenters.sign_in import OfficerRow, SignInState
from app.ui.focus import FocusRing
from app.ui.kit.banner import Banner, Notice
from app.ui.kit.buttons import PrimaryButton, TextButton
from app.ui.kit.chips import StatusChip
from app.ui.kit.fields import Field, LineEdit, SecretEdit
from app.ui.kit.labels import IconMark, Label, Rule
from app.ui.kit.panes import Scroll
from app.ui.kit.rows import Avatar, PersonRow
from app.ui.pages.message_banner import show_message
from app.ui.paint import draw_box
from app.ui.rail import paint_mark
from app.ui.theme import Tone, color, px


class _Mark(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(px("brand-mark"), px("brand-mark"))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), self.rect())


class _Card(QFrame):
    def paintEvent(self, event: QPaintEvent) -> None:
        draw_box(QPainter(self), self.rect(), color("surface"), color("line"))


class SignInWindow(QWidget):
    """Shows a :class:`SignInState`; everything that is asked comes out as a signal."""

    officer_chosen = Signal(str)
    unlock_asked = Signal(str)  # passphrase
    recovery_asked = Signal()
    recovery_left = Signal()
    recovery_given = Signal(str, str, str)  # code, new passphrase, the same again

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sign_in")
        self.setWindowTitle("登录·街镇执法")
        self.setAccessibleName("登录")
        self.resize(px("window-width"), px("window-height"))
        self.setMinimumSize(px("window-min-width"), px("window-min-height"))
        self._rows: dict[str, PersonRow] = {}
        self._warnings: dict[str, tuple[str, str]] = {}
        self._lines = ("", "")
        self._shown_for = ""
        self._low: bool | None = None
        self._column = column = QVBoxLayout(self)
        column.setSpacing(px("s"))
        column.addLayout(self._make_head())
        column.addStretch(1)
        self._card, self._foot = self._make_card(), self._make_foot()
        for part in (self._card, self._foot):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part)
            row.addStretch(1)
            column.addLayout(row)
        column.addStretch(1)
        self._ring = FocusRing(self)

    def show_state(self, state: SignInState) -> None:
        """Show the whole state."""
        self._today.setText(state.today)
        self._show_officers(state)
        self._agency.setText(state.agency)
        self._laptop.setText(state.laptop)
        self._store.setText(state.store_line)
        self._versions.setText(state.version_line)
        self._calm.show_notice(state.calm_title, state.calm_text, Tone.ACCENT, icon="cloud-off")
        self._show_chosen(state)
        self._by_code.setVisible(state.recovering and state.chosen is not None)
        self._by_passphrase.setVisible(not state.recovering and state.chosen is not None)
        show_message(self._banner, state.message, stacked=True)
        self._calm.setVisible(state.message is None and bool(state.calm_title))
        if state.message is not None:
            self._scroll.verticalScrollBar().setValue(0)
            typed = self._code if state.recovering else self.passphrase
            typed.selectAll()
            typed.setFocus()

    def show_busy(self, busy: bool) -> None:
        """While the key is derived nothing else can be asked."""
        for button in (self._unlock, self._recover):
            button.setEnabled(not busy)
        self._unlock.setText("正在解锁…" if busy else "解锁并进入工作台")

    def forget(self) -> None:
        """Take what was typed out of the fields."""
        for field in (self.passphrase, self._code, self._new, self._again):
            field.clear()

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px("s"))
        row.addWidget(_Mark())
        row.addWidget(Label("街镇执法", "section"))
        row.addWidget(Label("外勤办案", token="muted"))
        row.addStretch(1)
        self._today = Label("", token="muted", name="sign_in_today")
        row.addWidget(self._today)
        return row

    def _make_card(self) -> QWidget:
        card = _Card()
        card.setObjectName("sign_in_card")
        row = QHBoxLayout(card)
        row.setContentsMargins(px("hair"), px("hair"), px("hair"), px("hair"))
        row.setSpacing(0)
        row.addWidget(self._make_list(), 9)
        row.addWidget(Rule(upright=True))
        self._scroll = Scroll(self._make_entry(), name="sign_in_entry")
        row.addWidget(self._scroll, 11)
        return card

    def _make_list(self) -> QWidget:
        side = QWidget()
        self._side = column = QVBoxLayout(side)
        column.setSpacing(px("xs"))
        title = Label("选择执法人员", "title")
        title.setContentsMargins(px("m"), 0, 0, 0)
        head = QVBoxLayout()
        head.setContentsMargins(px("m"), 0, 0, px("s"))
        head.setSpacing(0)
        head.addWidget(title)
        last_first = Label("最近登录的排在最前", token="muted")
        head.addWidget(last_first)
        column.addLayout(head)
        self._last_first = last_first
        people = QWidget()
        self._people = QVBoxLayout(people)
        self._people.setContentsMargins(0, 0, 0, 0)
        self._people.setSpacing(0)
        self._people.addStretch(1)
        column.addWidget(Scroll(people, name="sign_in_people"), 1)
        column.addWidget(Rule())
        self._agency = self._fact(column, "landmark", "sign_in_agency")
        self._laptop = self._fact(column, "laptop", "sign_in_laptop")
        return side

    def _fact(self, column: QVBoxLayout, icon: str, name: str) -> Label:
        row = QHBoxLayout()
        row.setContentsMargins(px("m"), px("xs"), 0, 0)
        row.setSpacing(px("s"))
        row.addWidget(IconMark(icon, "muted", size="icon-small"))
        label = Label("", "caption", "muted", name=name)
        row.addWidget(label, 1)
        column.addLayout(row)
        return label

    def _make_entry(self) -> QWidget:
        side = QWidget()
        self._entry = column = QVBoxLayout(side)
        column.setSpacing(px("s"))
        head = QHBoxLayout()
        head.setSpacing(px("m"))
        self._avatar = Avatar("", size="avatar-large")
        self._name = Label("", "title", name="sign_in_name")
        head.addWidget(self._avatar)
        self._names = QVBoxLayout()
        self._names.setSpacing(0)
        self._names.addWidget(self._name)
        head.addLayout(self._names, 1)
        column.addLayout(head)
        self._line = Label("", token="muted", wrap=True, name="sign_in_line")
        column.addWidget(self._line)
        self._by_passphrase, self._by_code = self._make_unlock(), self._make_recovery()
        self._by_code.hide()
        column.addWidget(self._by_passphrase)
        column.addWidget(self._by_code)
        self._demonstration = Notice("", "", Tone.WARN, icon="key-round", name="sign_in_demonstration")
        column.addWidget(self._demonstration)
        self._banner = Banner(name="sign_in_banner")
        column.addWidget(self._banner)
        column.addStretch(1)
        self._calm = Notice("", "", Tone.ACCENT, stacked=True, name="sign_in_calm")
        column.addWidget(self._calm)
        return side

    def _make_unlock(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, px("s"), 0, 0)
        column.setSpacing(px("s"))
        self.passphrase = SecretEdit(tall=True, name="passphrase")
        self.passphrase.installEventFilter(self)
        self.passphrase.returnPressed.connect(self._ask)
        column.addWidget(Field("口令", self.passphrase))
        self._capitals = self._make_capitals()
        column.addWidget(self._capitals)
        self._unlock = PrimaryButton("解锁并进入工作台", tall=True, name="unlock")
        self._unlock.clicked.connect(self._ask)
        column.addWidget(self._unlock)
        row = QHBoxLayout()
        self._forgot = TextButton("忘记口令，用恢复码进入", icon="key-round", name="recovery")
        self._forgot.clicked.connect(self.recovery_asked)
        row.addWidget(self._forgot)
        row.addStretch(1)
        row.addWidget(Label("Enter 解锁·↑↓ 换人", "caption", "muted"))
        column.addLayout(row)
        return page

    def _make_capitals(self) -> QWidget:
        """Said while capitals are locked: in a field of dots nobody sees them."""
        holder = QWidget()
        holder.setObjectName("sign_in_capitals")
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("s"))
        row.addWidget(IconMark("triangle-alert", "warn", size="icon-small"))
        row.addWidget(Label("大写锁定已打开", "caption", "warn"), 1)
        holder.hide()
        return holder

    def _make_recovery(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, px("s"), 0, 0)
        column.setSpacing(px("s"))
        self._code = LineEdit(placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX", name="recovery_code")
        self._new = SecretEdit(name="recovery_passphrase")
        self._again = SecretEdit(name="recovery_again")
        column.addWidget(Field("恢复码（纸上的七组字符）", self._code))
        column.addWidget(Field(f"新口令（至少 {PASSPHRASE_MIN} 个字符）", self._new))
        column.addWidget(Field("再输入一次", self._again))
        self._recover = PrimaryButton("用恢复码进入并设新口令", name="recover")
        self._recover.clicked.connect(self._ask_recovery)
        self._again.returnPressed.connect(self._ask_recovery)
        column.addWidget(self._recover)
        back = TextButton("返回，用口令登录", icon="chevron-left", name="recovery_back")
        back.clicked.connect(self.recovery_left)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        return page

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, px("xs"), 0, 0)
        row.setSpacing(px("s"))
        row.addWidget(IconMark("database", "ok", size="icon-small"))
        self._store = Label("", "caption", "muted", name="sign_in_store")
        row.addWidget(self._store)
        row.addStretch(1)
        self._versions = Label("", "caption", "muted", name="sign_in_versions")
        row.addWidget(self._versions)
        return foot

    def _show_officers(self, state: SignInState) -> None:
        if tuple(self._rows) != tuple(row.id for row in state.officers):
            while self._people.count() > 1:
                if (item := self._people.takeAt(0)) and (widget := item.widget()):
                    widget.hide()
                    widget.deleteLater()
            self._rows = {row.id: self._add_person(place, row) for place, row in enumerate(state.officers)}
            self._warnings = {row.id: (row.warning, row.warning_short) for row in state.officers}
            self._show_warnings()
        for officer, widget in self._rows.items():
            widget.set_selected(state.chosen is not None and state.chosen.id == officer)

    def _show_warnings(self) -> None:
        """The icon of a card says what runs out where there is no room for the word."""
        for officer, row in self._rows.items():
            chip = row.findChild(StatusChip, f"officer_{officer}_warning")
            if chip is not None:
                long, short = self._warnings[officer]
                chip.show_state(short if self._low else long, Tone.WARN, "id-card")
                chip.set_tip(long)

    def _add_person(self, place: int, row: OfficerRow) -> PersonRow:
        widget = PersonRow(row.name, row.line, warning=row.warning, name=f"officer_{row.id}")
        widget.opened.connect(lambda: self._choose(row.id))
        name = widget.findChild(Label, f"officer_{row.id}_name")
        if name is not None:
            name.setMinimumWidth(name.sizeHint().width())
        self._people.insertWidget(place, widget)
        return widget

    def _show_chosen(self, state: SignInState) -> None:
        chosen = state.chosen
        for widget in (self._name, self._line, self._avatar):
            widget.setVisible(chosen is not None)
        self._demonstration.show_notice("", "")
        if chosen is None:
            return
        self._name.setText(chosen.name)
        self._lines = (chosen.line, chosen.card or chosen.line)
        self._line.setText(self._lines[bool(self._low)])
        self._avatar.show_name(chosen.name)
        if chosen.demonstration:
            self._demonstration.show_notice(
                f"演示口令：{chosen.demonstration}", "　仅限演示。", Tone.WARN, icon="key-round"
            )
        if chosen.id != self._shown_for:
            self._shown_for = chosen.id
            self.passphrase.clear()
            self.passphrase.setFocus()

    def _choose(self, officer: str) -> None:
        """Whoever is chosen types next, also when he was chosen already."""
        self.officer_chosen.emit(officer)
        self.passphrase.setFocus()

    def _ask(self) -> None:
        if self._unlock.isEnabled():
            self.unlock_asked.emit(self.passphrase.text())

    def _ask_recovery(self) -> None:
        if self._recover.isEnabled():
            self.recovery_given.emit(self._code.text(), self._new.text(), self._again.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.passphrase
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
        ):
            moves = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            self._watch_capitals(event)
            if event.key() in moves:
                self._walk(moves[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _watch_capitals(self, event: QKeyEvent) -> None:
        """A capital without Shift, or a small letter with it, was typed under caps lock."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self._capitals.hide()  # the next letter tells
        elif len(letter) == 1 and letter.isascii() and letter.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._capitals.setVisible(letter.isupper() is not shifted)

    def _walk(self, way: int) -> None:
        ids = list(self._rows)
        if self._shown_for in ids:
            there = ids.index(self._shown_for) + way
            if 0 <= there < len(ids):
                self.officer_chosen.emit(ids[there])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(low=self.height() < px("sign-card-height"))
        wide = min(px("sign-card"), self.width() - 2 * self._column.contentsMargins().left())
        margins = px("m") * 2 + px("brand-mark") + self._foot.sizeHint().height() + px("s") * 2
        self._card.setFixedSize(wide, min(px("sign-card-height"), self.height() - margins))
        self._foot.setFixedWidth(wide)

    def _fit(self, *, low: bool) -> None:
        """In a low window passphrase and button come first, and trouble stands above them."""
        if low is self._low:
            return
        self._low = low
        edge = px("m" if low else "xl")
        self._column.setContentsMargins(edge, px("m"), edge, px("m"))
        pad, top = px("m" if low else "sign-pad"), px("s" if low else "xl")
        self._entry.setContentsMargins(pad, top, pad, top)
        self._entry.setSpacing(px("xs" if low else "s"))
        side = px("s" if low else "sign-list-pad")
        self._side.setContentsMargins(side, top, side, side)
        self._last_first.setVisible(not low)
        self._line.set_role("caption" if low else "body")
        self._line.setText(self._lines[low])
        for field in (self.passphrase, self._unlock):
            field.setFixedHeight(px("control" if low else "control-tall"))
        self._show_warnings()
        if low:
            self._names.addWidget(self._line)
            self._entry.insertWidget(1, self._banner)
        else:
            self._entry.insertWidget(1, self._line)
            self._entry.insertWidget(self._entry.indexOf(self._demonstration) + 1, self._banner)
        for part in (self._by_passphrase, self._by_code):
            if (inner := part.layout()) is not None:
                inner.setContentsMargins(0, 0 if low else px("s"), 0, 0)
                inner.setSpacing(px("xs" if low else "s"))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), color("ground"))
