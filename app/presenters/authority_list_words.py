"""Ranges of the authority list in window words: short ones for lists, whole amounts for the tables."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from app.domain.catalogue import Branch, FineKind, FineRange, HolderLevel, SubjectClass
from app.domain.money import FEN_A_YUAN, Fen, figures_grouped

SUBJECTS = {
    SubjectClass.PERSON: "个人",
    SubjectClass.UNIT: "单位",
    SubjectClass.ANY: "单位或个人",
}
HOLDERS = {
    HolderLevel.STREET: "街镇",
    HolderLevel.TOWN: "镇乡",
    HolderLevel.DISTRICT: "区级",
    HolderLevel.DISTRICT_AND_STREET: "区和街镇",
    HolderLevel.DISTRICT_AND_TOWN: "区和镇乡",
    HolderLevel.OPEN: "待核",
}
_HUNDRED = 100
_RATIOS = (FineKind.MULTIPLE, FineKind.MULTIPLE_UPPER)
_SHARES = (FineKind.PERCENT, FineKind.PERCENT_UPPER)


def short_range(fine: FineRange) -> str:
    """A range as a list caption: 100–1,000, 5,000 以下, 3–5 倍, 500–2,000 元/平方米."""
    low, high, unit = short_end(fine, fine.low), short_end(fine, fine.high), unit_of(fine)
    if fine.low == fine.high:
        return f"{high}{unit}"
    if not fine.low or not fine.kind.has_floor:
        return f"{high}{unit} 以下" if unit else f"{high} 以下"
    return f"{low}–{high}{unit}"


def whole_range(fine: FineRange) -> str:
    """A range with whole amounts: 100.00 – 1,000.00; the unit stands behind it where it is not 元."""
    low, high, unit = whole_end(fine, fine.low), whole_end(fine, fine.high), unit_of(fine)
    if fine.low == fine.high:
        return f"{high}{unit}"
    if not fine.low or not fine.kind.has_floor:
        return f"{high}{unit} 以下"
    return f"{low} – {high}{unit}"


def unit_of(fine: FineRange) -> str:
    """What stands behind the figures; empty for plain yuan."""
    if fine.kind.is_money:
        return ""
    return "%" if fine.kind in _SHARES else f" {fine.unit}"


def short_end(fine: FineRange, end: Fraction) -> str:
    """One end without decimals where it has none."""
    if fine.kind in _SHARES:
        return _plain(end * _HUNDRED)
    if fine.kind in _RATIOS:
        return _plain(end)
    yuan, rest = divmod(int(end), FEN_A_YUAN)
    return f"{yuan:,}" if not rest else figures_grouped(Fen(int(end)))


def whole_end(fine: FineRange, end: Fraction) -> str:
    """One end with two decimals where it is money."""
    if fine.kind in _SHARES or fine.kind in _RATIOS:
        return short_end(fine, end)
    return figures_grouped(Fen(int(end)))


def _plain(number: Fraction) -> str:
    return format((Decimal(number.numerator) / number.denominator).normalize(), "f")


def ranges_line(branches: tuple[Branch, ...]) -> str:
    """个人 100–1,000　单位 100,000–1,000,000: the classes of a version with their ranges."""
    found: dict[SubjectClass, list[str]] = {}
    for branch in branches:
        words = short_range(branch.fine)
        if words not in found.setdefault(branch.subject_class, []):
            found[branch.subject_class].append(words)
    order = (SubjectClass.PERSON, SubjectClass.UNIT, SubjectClass.ANY)
    parts = [f"{SUBJECTS[kind]} {'、'.join(found[kind])}" for kind in order if kind in found]
    return "　".join(parts)
