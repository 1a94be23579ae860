"""Fields with a meaning: an amount of money in fen, a day, a moment."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from app.domain.clock import SHANGHAI
from app.domain.money import Fen, MoneyUnreadable, figures_grouped, parse
from app.ui.kit.fields import LineEdit

DAY = re.compile(r"(?P<year>\d{4})[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?")
MOMENT = re.compile(DAY.pattern + r"[ T]*(\d{1,2}):(\d{2})")


def plain(text: str) -> str:
    """Full-width digits and signs, as input methods give them, in their usual form."""
    return unicodedata.normalize("NFKC", text).strip()


def fen_of(text: str) -> Fen | None:
    """Read yuan as people type it; None when it is no amount."""
    try:
        return parse(text)
    except MoneyUnreadable:
        return None


def day_of(text: str) -> date | None:
    """Read 2026-10-08 and its usual spellings; None when there is no such day."""
    found = DAY.fullmatch(plain(text))
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])) if found else None
    except ValueError:
        return None


def moment_of(text: str) -> datetime | None:
    """Read 2026-09-29 16:05 in Shanghai time; None when there is no such moment."""
    found = MOMENT.fullmatch(plain(text))
    if found is None:
        return None
    year, month, day, hour, minute = (int(part) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=SHANGHAI)
    except ValueError:
        return None


class AmountEdit(LineEdit):
    """Money: right-aligned yuan with two decimals, kept in fen. Leaving the field tidies what was typed."""

    fen_changed = Signal(object)  # Fen, or None while the text is no amount

    def __init__(
        self, fen: Fen | None = None, *, unit: str = "元", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(suffix=unit, name=name, parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.set_fen(fen)
        self._told = fen
        self.textChanged.connect(self._tell)

    def _tell(self) -> None:
        """Tidying a text does not change its amount, so nothing is told then."""
        if (fen := self.fen()) != self._told:
            self._told = fen
            self.fen_changed.emit(fen)

    def fen(self) -> Fen | None:
        """The amount in fen; None when the text is empty or no amount."""
        return fen_of(self.text())

    def set_fen(self, fen: Fen | None) -> None:
        self.setText("" if fen is None else figures_grouped(fen))

    def _suffix_style(self) -> str:
        return "body"

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if (fen := self.fen()) is not None and self.text() != figures_grouped(fen):
            self.set_fen(fen)


class DateEdit(LineEdit):
    """A day as text, 2026-10-08; leaving the field tidies it; the weekday is the tool tip."""

    day_changed = Signal(object)  # datetime.date, or None while the text is no day

    def __init__(
        self, day: date | None = None, *, icon: str = "", name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder="年-月-日", icon=icon, name=name, parent=parent)
        self.set_day(day)
        self.textChanged.connect(lambda _: self.day_changed.emit(self.day()))

    def day(self) -> date | None:
        return day_of(self.text())

    def set_day(self, day: date | None) -> None:
        self.setText("" if day is None else day.isoformat())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if (day := self.day()) is not None and self.text() != day.isoformat():
            self.set_day(day)

    def _tell_whole_text(self) -> None:
        day = self.day()
        self.setToolTip("写成 2026-01-31" if day is None else weekday_text(day))


class MomentEdit(LineEdit):
    """A moment as text, 2026-09-29 16:05, Shanghai time; leaving the field tidies it."""

    moment_changed = Signal(object)  # datetime in Shanghai time, or None

    def __init__(
        self, moment: datetime | None = None, *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(placeholder="年-月-日 时:分", name=name, parent=parent)
        self.set_moment(moment)
        self.textChanged.connect(lambda _: self.moment_changed.emit(self.moment()))

    def moment(self) -> datetime | None:
        return moment_of(self.text())

    def set_moment(self, moment: datetime | None) -> None:
        self.setText("" if moment is None else f"{moment:%Y-%m-%d %H:%M}")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if (moment := self.moment()) is not None and self.text() != f"{moment:%Y-%m-%d %H:%M}":
            self.set_moment(moment)

    def _tell_whole_text(self) -> None:
        moment = self.moment()
        self.setToolTip("写成 2026-01-31 09:30" if moment is None else weekday_text(moment.date()))


def weekday_text(day: date) -> str:
    """The weekday of a day in Chinese: 周二."""
    return "周" + "一二三四五六日"[day.weekday()]
