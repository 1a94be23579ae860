"""改口令: the signed-in officer's own passphrase; the recovery code and everything else stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.errors import AppError
from app.presenters.messages import Message, message_for
from app.presenters.office import Office

OLD, NEW, AGAIN = "old", "new", "again"
CHANGED = "口令已经改好。"
CHANGED_MEANS = "旧口令不能再用；恢复码照旧有效。"
STANDS = "现在的口令仍然有效，案件没有变。"
FIELDS: Mapping[str, str] = {"passphrase.wrong": OLD, "passphrase.weak": NEW}
_WRONG = Message("现在的口令不对。", STANDS, "重新输入；看看大写锁定和输入法。", "passphrase.wrong")
_SAME = Message("新口令和现在的一样。", STANDS, "换一句没有用过的。", "passphrase.same")
_UNEQUAL = Message("两次输入的新口令不一样。", STANDS, "重新输入两次同样的口令。", "passphrase.unequal")


@dataclass(frozen=True, slots=True)
class Answer:
    """``message`` says why nothing changed; ``field`` is old, new or again, or empty for none of them."""

    field: str = ""
    message: Message | None = None

    @property
    def changed(self) -> bool:
        """Whether the new passphrase holds."""
        return self.message is None


def change_passphrase(office: Office, old: str, new: str, again: str) -> Answer:
    """Change it, or say what stands against it. Slow: both passphrases are stretched."""
    if new != again:
        return Answer(AGAIN, _UNEQUAL)
    if new == old:
        return Answer(NEW, _SAME)
    try:
        office.change_passphrase(old, new)
    except AppError as error:
        message = _WRONG if error.code == _WRONG.code else replace(message_for(error), data=STANDS)
        return Answer(FIELDS.get(error.code, ""), message)
    return Answer()
