"""Sign-in: who, with which passphrase; the way back with the recovery code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from app.domain.errors import AppError
from app.ports.keys import SlotHeader, SlotMissing, SlotTrouble
from app.presenters.door import Door, LaptopFacts
from app.presenters.formats import clock, dotted, long_day, moment_words, short_day, size_words
from app.presenters.messages import Message, message_for, message_of
from app.presenters.screen import Screen
from app.presenters.wording import initial, role_words

if TYPE_CHECKING:
    from app.presenters.office import Office


@dataclass(frozen=True, slots=True)
class OfficerRow:
    """One officer of the list; ``warning_short`` leaves the word of the card to its icon."""

    id: str
    name: str
    initial: str
    line: str
    warning: str = ""
    warning_short: str = ""
    expired: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The officer whose passphrase is asked; ``card`` is the part of the line that his row does not say."""

    id: str
    name: str
    initial: str
    line: str
    card: str = ""
    demonstration: str = ""


@dataclass(frozen=True, slots=True)
class SignInState:
    """The whole page; ``office`` is there once the store is open."""

    officers: tuple[OfficerRow, ...] = ()
    chosen: Chosen | None = None
    today: str = ""
    agency: str = ""
    laptop: str = ""
    store_line: str = ""
    version_line: str = ""
    calm_title: str = ""
    calm_text: str = ""
    recovering: bool = False
    message: Message | None = None
    office: Office | None = None


class SignInPresenter(Screen[SignInState]):
    """Chooses an officer and opens the door."""

    def __init__(self, door: Door) -> None:
        super().__init__(SignInState())
        self._door = door
        self._headers: dict[str, SlotHeader] = {}
        self._facts = LaptopFacts("", "", "", 0, "", "")

    def open(self) -> SignInState:
        """Read slots and facts; the officer who signed in last is chosen."""
        listing, self._facts, now = self._door.slots(), self._door.facts(), self._door.now()
        today = now.date()
        last = self._facts.last_sign_ins
        ordered = sorted(listing.headers, key=lambda header: header.card_valid_until, reverse=True)
        ordered.sort(key=lambda header: last.get(header.officer, ""), reverse=True)
        self._headers = {header.officer: header for header in ordered}
        trouble = None if listing.headers else message_for(SlotMissing(officer=None))
        self._change(
            lambda _: replace(
                self._surroundings(f"{long_day(today)} {clock(now)}"),
                officers=tuple(self._row(header, today) for header in ordered),
            )
        )
        if ordered:
            self.choose(ordered[0].officer)
        message = trouble or _damaged(listing.troubles)
        return self._change(lambda state: replace(state, message=message))

    def choose(self, officer: str) -> SignInState:
        """Ask for another officer's passphrase."""
        header = self._headers[officer]
        chosen = Chosen(
            header.officer,
            header.name,
            initial(header.name),
            dotted(role_words(header.roles), *_card_words(header)),
            dotted(*_card_words(header)),
            self._facts.demonstration.get(officer, ""),
        )
        return self._change(lambda state: replace(state, chosen=chosen, message=None))

    def unlock(self, passphrase: str) -> SignInState:
        """Open the store; a refusal is a message and nothing else changes."""
        chosen = self.state.chosen
        if chosen is None:
            return self.state
        try:
            office = self._door.unlock(chosen.id, passphrase)
        except AppError as error:
            return self._refuse(error)
        return self._change(lambda state: replace(state, office=office, message=None))

    def start_recovery(self) -> SignInState:
        """Ask for the printed recovery code instead of the passphrase."""
        return self._change(lambda state: replace(state, recovering=True, message=None))

    def end_recovery(self) -> SignInState:
        """Back to the passphrase."""
        return self._change(lambda state: replace(state, recovering=False, message=None))

    def recover(self, code: str, passphrase: str, repeated: str) -> SignInState:
        """Open with the recovery code and give the chosen officer a new passphrase."""
        chosen = self.state.chosen
        if chosen is None:
            return self.state
        if passphrase != repeated:
            return self._change(lambda state: replace(state, message=_UNEQUAL))
        try:
            office = self._door.recover(code, chosen.id, passphrase)
        except AppError as error:
            return self._refuse(error)
        return self._change(lambda state: replace(state, office=office, message=None))

    def _refuse(self, error: AppError) -> SignInState:
        message = message_for(error)
        return self._change(lambda state: replace(state, message=message))

    def _surroundings(self, now: str) -> SignInState:
        facts = self._facts
        return SignInState(
            today=now,
            agency=facts.agency,
            laptop=dotted(facts.squad, f"笔记本 {facts.laptop}" if facts.laptop else ""),
            store_line=f"本机存储加密·可用 {size_words(facts.free_bytes)}"
            if facts.free_bytes
            else "本机存储加密",
            version_line=dotted(
                f"权责清单与参数 {facts.catalogue}" if facts.catalogue else "", f"软件 {facts.program}"
            ),
            calm_title="没有网络也可以照常登录和办案。",
            calm_text=_contact_words(facts.last_contact),
        )

    def _row(self, header: SlotHeader, today: date) -> OfficerRow:
        seen = moment_words(self._facts.last_sign_ins.get(header.officer, ""), today)
        line = dotted(role_words(header.roles), f"上次登录 {seen}" if seen else "还没有登录过")
        row = OfficerRow(header.officer, header.name, initial(header.name), line)
        until = _day(header.card_valid_until)
        if until is None or (until - today).days > (self._facts.card_warn_days or 0):
            return row
        words = f"{short_day(until, today)} {'已到期' if until < today else '到期'}"
        return replace(row, warning=f"执法证 {words}", warning_short=words, expired=until < today)


_UNEQUAL = Message(
    "两次输入的新口令不一样。",
    "本机存储没有打开，内容没有改动。",
    "重新输入两次同样的口令。",
    "passphrase.unequal",
)


def _card_words(header: SlotHeader) -> tuple[str, ...]:
    if not header.card:
        return ()
    until = f"有效期至 {header.card_valid_until}" if header.card_valid_until else ""
    return tuple(part for part in (f"执法证 {header.card}", until) if part)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _contact_words(last: str | None) -> str:
    if last is None:
        return "这台笔记本还没有连过区级；所有内容都加密存在本机。"
    return f"上次与区级联通是 {last[:10]} {last[11:16]}；待传内容都加密存在本机，联网后自动续传。"


def _damaged(troubles: Sequence[SlotTrouble]) -> Message | None:
    return message_of(troubles[0].code) if troubles else None
