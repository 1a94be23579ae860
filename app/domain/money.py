"""Money in integer fen: reading what people type, writing figures and official capitals."""

from __future__ import annotations

import re
from typing import ClassVar, NewType

from app.domain.errors import AppError

Fen = NewType("Fen", int)

FEN_A_YUAN = 100
LARGEST = Fen(999_999_999_999 * FEN_A_YUAN + 99)
"""999,999,999,999.99 yuan: the largest amount that capitals up to 仟亿 can write."""
_LONGEST_TEXT = 40

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，￥", "0123456789.,¥")
_TYPED = re.compile(r"¥? ?(?P<yuan>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<cents>[0-9]*))? ?元?", re.ASCII)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_SECTIONS = ("", "万", "亿")
_SECTION = 10_000


class MoneyUnreadable(AppError):
    """A text is no amount.

    ``reason`` is ``empty``, ``no_amount``, ``negative``, ``too_precise`` (more than two decimals) or
    ``too_large`` (then ``limit`` holds the largest amount in fen).
    """

    code: ClassVar[str] = "money.unreadable"


def parse(text: str, limit: Fen = LARGEST) -> Fen:
    """Read an amount in yuan as people type it: 150, 150.00, １５０, ¥5,000.00, 50元.

    Raises:
        MoneyUnreadable: with the reason.
    """
    plain = text[: _LONGEST_TEXT + 1].translate(_FULL_WIDTH).strip()
    if not plain:
        raise MoneyUnreadable(reason="empty", text=text[:_LONGEST_TEXT])
    if plain[0] in "-－−":
        raise MoneyUnreadable(reason="negative", text=plain)
    found = _TYPED.fullmatch(plain)
    if found is None or len(text) > _LONGEST_TEXT or found["cents"] == "":
        raise MoneyUnreadable(reason="no_amount", text=plain[:_LONGEST_TEXT])
    cents = found["cents"] or ""
    if len(cents) > len("00"):
        raise MoneyUnreadable(reason="too_precise", text=plain)
    fen = int(found["yuan"].replace(",", "")) * FEN_A_YUAN + int(cents.ljust(len("00"), "0"))
    if fen > limit:
        raise MoneyUnreadable(reason="too_large", text=plain, limit=int(limit))
    return Fen(fen)


def figures(amount: Fen) -> str:
    """Plain figures with two decimals: 5000.00.

    Raises:
        MoneyUnreadable: the amount is negative or above the largest.
    """
    yuan, fen = divmod(_writable(amount), FEN_A_YUAN)
    return f"{yuan}.{fen:02d}"


def figures_grouped(amount: Fen) -> str:
    """Figures with thousands separators, for lists and screens: 5,000.00.

    Raises:
        MoneyUnreadable: the amount is negative or above the largest.
    """
    yuan, fen = divmod(_writable(amount), FEN_A_YUAN)
    return f"{yuan:,}.{fen:02d}"


def capitals(amount: Fen) -> str:
    """Official capitals: 人民币壹佰元整, 人民币壹仟肆佰零玖元伍角, 人民币叁佰贰拾伍元零肆分.

    整 follows 元 only; a gap of noughts inside the number is written as one 零.

    Raises:
        MoneyUnreadable: the amount is negative or above the largest.
    """
    yuan, fen = divmod(_writable(amount), FEN_A_YUAN)
    jiao, fen = divmod(fen, 10)
    whole = _whole(yuan) + "元" if yuan else ""
    if not jiao and not fen:
        return f"人民币{whole or '零元'}整"
    tenths = f"{_DIGITS[jiao]}角" if jiao else ("零" if yuan else "")
    return f"人民币{whole}{tenths}" + (f"{_DIGITS[fen]}分" if fen else "")


def _writable(amount: Fen) -> int:
    if not 0 <= amount <= LARGEST:
        reason = "negative" if amount < 0 else "too_large"
        raise MoneyUnreadable(reason=reason, text=str(int(amount)), limit=int(LARGEST))
    return int(amount)


def _whole(yuan: int) -> str:
    written, gap = "", False
    for power in range(len(_SECTIONS) - 1, -1, -1):
        section = yuan // _SECTION**power % _SECTION
        if not section:
            gap = gap or bool(written)
            continue
        if written and (gap or section < _SECTION // 10):
            written += "零"
        written += _section(section) + _SECTIONS[power]
        gap = False
    return written


def _section(number: int) -> str:
    written, gap = "", False
    for place in range(len(_PLACES) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = not digit and bool(written)
    return written
