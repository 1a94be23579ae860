"""Where a line of Chinese official text may end (GB/T 9704 habit, GB/T 15834 for marks)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.documents.faces import is_latin

NOT_AT_START = frozenset("、。，．；：！？…—～·）］｝〕】》〉」』”’％‰℃,.;:?!)]}%")
NOT_AT_END = frozenset("（［｛〔【《〈「『“‘￥¥№([{")
OPENING = frozenset("（［｛〔【《〈「『“‘")
CLOSING = frozenset("、。，．；：！？）］｝〕】》〉」』”’")

FREE, SOFT, HARD = 0.0, 40.0, 1e5
"""The price of a break: none, one that the width may force (第…条), one for an endless run alone."""

_CLAUSE = re.compile(
    f"[{''.join(sorted(OPENING))}]*[^{''.join(sorted(OPENING | CLOSING))}]*[{''.join(sorted(CLOSING))}]*"
)

_CHINESE = "零〇一二三四五六七八九十百千万"
_UNITS = "平方米|立方米|工作日|毫米|厘米|千米|公里|公斤|千克|小时|分钟"
_NEVER = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}日"
    r"|\d{1,2}月\d{1,2}日"
    r"|\d{1,2}时\d{1,2}分"
    rf"|[\d.]+(?:{_UNITS})"
    r"|人民币[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+元(?:整|[零壹贰叁肆伍陆柒捌玖角分]*)(?:（¥[\d.]+）)?"
    r"|〔\d{4}〕第?[\d＿]+号"
    r"|—{2,}|…{2,}"
    r"|\d+[.、](?=《)"
)
_SOFT = re.compile(rf"第[{_CHINESE}\d]+(?:条之[{_CHINESE}]+|条|款|项|目|章|节|至第[{_CHINESE}]+[条款项])")


def prices(text: str) -> list[float]:
    """The price of ending a line after each character of a paragraph; the last one is free."""
    price = [FREE] * len(text)
    for index in range(len(text) - 1):
        price[index] = _pair(text[index], text[index + 1])
    for found, cost in _runs(text):
        for index in range(found.start(), found.end() - 1):
            price[index] = max(price[index], cost)
    return price


def _pair(left: str, right: str) -> float:
    if left in NOT_AT_END or right in NOT_AT_START:
        return HARD
    if left == " " or right == " ":
        return FREE if left == " " else HARD
    if is_latin(left) and is_latin(right):
        return HARD
    # A number stays with its unit (2026年, 46张, 000号), whatever the unit is called.
    if left.isascii() and left.isdigit() and not is_latin(right):
        return HARD
    return FREE


def _runs(text: str) -> Iterator[tuple[re.Match[str], float]]:
    for found in _NEVER.finditer(text):
        yield found, HARD
    for found in _SOFT.finditer(text):
        yield found, SOFT


def clauses(text: str) -> list[str]:
    """A text in pieces from mark to mark: a name is never parted, since it holds none of these marks."""
    return [piece for piece in _CLAUSE.findall(text) if piece]
