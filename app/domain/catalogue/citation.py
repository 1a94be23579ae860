"""Articles of law: as data, and as they are written on paper (第一千一百六十九条第三款第二项)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_DIGITS = "零一二三四五六七八九"
_PLACES = (("千", 1000), ("百", 100), ("十", 10), ("", 1))
_LARGEST = 9999


@dataclass(frozen=True, slots=True)
class Citation:
    """One place in one text of law.

    Attributes:
        text: the full citation as it is printed.
        law: id of the text version in the list of laws.
        article: None where the number is not known (条号待核): such a citation must not be printed.
        item_to: last item where several are cited (第二至第五项).
        checked: the text or figure was read.
        since, until: days of act end for which the citation is meant, both inclusive; None is open.
    """

    text: str
    law: str
    article: int | None
    paragraph: int | None = None
    item: int | None = None
    item_to: int | None = None
    checked: bool = False
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the citation is meant for an act that ended on this day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


def chinese_number(number: int) -> str:
    """Write 1 to 9999 in Chinese numerals: 零 stands for a gap, 10 to 19 begin with 十.

    Raises:
        ValueError: the number is outside 1 to 9999.
    """
    if not 1 <= number <= _LARGEST:
        raise ValueError(number)
    written, gap = "", False
    for place, weight in _PLACES:
        digit, number = divmod(number, weight)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + place
            gap = False
        else:
            gap = True
    return written.removeprefix("一") if written.startswith("一十") else written


def citation_text(
    title: str,
    article: int | None,
    paragraph: int | None = None,
    item: int | None = None,
    item_to: int | None = None,
) -> str:
    """Write a citation with the full title of the law in 《》; an unknown article says 条号待核."""
    named = law_name(title)
    if article is None:
        return f"{named}（条号待核）"
    text = f"{named}第{chinese_number(article)}条"
    if paragraph is not None:
        text += f"第{chinese_number(paragraph)}款"
    if item is not None and item_to is not None:
        text += f"第{chinese_number(item)}至第{chinese_number(item_to)}项"
    elif item is not None:
        text += f"第{chinese_number(item)}项"
    return text


def law_name(title: str) -> str:
    """Put a title into 《》, unless it is one that begins with a title (《…条例》行政处罚裁量基准)."""
    return title if title.startswith("《") else f"《{title}》"
