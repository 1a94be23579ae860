"""Words of the list on paper: amounts and ranges as a decision writes them (50元以上200元以下)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from app.domain.catalogue.amounts import FineKind, FineRange
from app.domain.money import FEN_A_YUAN

_HUNDRED = 100


def yuan_words(fen: Fraction | int) -> str:
    """An amount in running text: 50元, 50.50元."""
    yuan, rest = divmod(int(fen), FEN_A_YUAN)
    return f"{yuan}.{rest:02d}元" if rest else f"{yuan}元"


def range_words(fine: FineRange) -> str:
    """A range as a decision states it; ends that do not belong are written 超过 and 不满.

    以上、以下 include the number, 超过、不满 exclude it (民法典第一千二百五十九条).
    """
    per = _per(fine)
    low, high = _end(fine, fine.low), _end(fine, fine.high)
    if fine.low == fine.high:
        return f"{per}{high}"
    top = f"{high}以下" if fine.high_inclusive else f"不满{high}"
    if fine.low == 0:
        return f"{per}{top}"
    return f"{per}{low}以上{top}" if fine.low_inclusive else f"{per}超过{low}、{top}"


def _per(fine: FineRange) -> str:
    if fine.kind is FineKind.PER_UNIT:
        return "".join(f"每{unit}" for unit in fine.unit.removeprefix("元/").split("·"))
    return "" if fine.kind.is_money else fine.base


def _end(fine: FineRange, end: Fraction) -> str:
    if fine.kind.is_money or fine.kind is FineKind.PER_UNIT:
        return yuan_words(end)
    if fine.kind in (FineKind.PERCENT, FineKind.PERCENT_UPPER):
        return f"{_plain(end * _HUNDRED)}%"
    return f"{_plain(end)}倍"


def _plain(number: Fraction) -> str:
    return format((Decimal(number.numerator) / number.denominator).normalize(), "f")
