"""Numbers, dates and sizes as officers read them; the middle dot is full width and stands without spaces."""

from __future__ import annotations

import re
from datetime import date, datetime

from app.domain.clock import SHANGHAI
from app.domain.dates import moment_of
from app.domain.money import Fen, figures_grouped

DOT = "·"
BLANK_NUMBER = "＿＿"
_SEQ = re.compile(r"第(\d+)号")
_UNITS = ("B", "KB", "MB", "GB", "TB")
_STEP = 1024
_HASH_HEAD, _HASH_TAIL = 4, 4


def dotted(*parts: str) -> str:
    """Join what is not empty with the middle dot."""
    return DOT.join(part for part in parts if part)


def weekday(day: date) -> str:
    """周一 to 周日."""
    return "周" + "一二三四五六日"[day.weekday()]


def long_day(day: date) -> str:
    """2026-09-29 周二."""
    return f"{day.isoformat()} {weekday(day)}"


def short_day(day: date, today: date) -> str:
    """10-08 within this year, else the whole date."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def day_word(day: date, today: date) -> str:
    """今天, 昨天 or the short day."""
    behind = (today - day).days
    return {0: "今天", 1: "昨天"}.get(behind) or short_day(day, today)


def clock(at: datetime) -> str:
    """16:05."""
    return f"{at.astimezone(SHANGHAI):%H:%M}"


def seconds(at: datetime) -> str:
    """16:05:07."""
    return f"{at.astimezone(SHANGHAI):%H:%M:%S}"


def minute(at: datetime) -> str:
    """2026-09-29 16:05."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def moment_words(text: str, today: date) -> str:
    """今天 08:02, 昨天 17:46, 09-24 16:30 of an RFC 3339 time; empty for an empty one."""
    if not text:
        return ""
    at = moment_of(text)
    return f"{day_word(at.date(), today)} {clock(at)}"


def yuan(fen: int | None) -> str:
    """5,000.00; empty for None."""
    return "" if fen is None else figures_grouped(Fen(fen))


def size_words(size: int) -> str:
    """18 KB, 31.2 MB, 3.37 GB."""
    number, place = float(size), 0
    while number >= _STEP and place < len(_UNITS) - 1:
        number, place = number / _STEP, place + 1
    digits = 0 if place < 2 else 1 if place == 2 else 2
    return f"{number:.{digits}f} {_UNITS[place]}"


def length_words(ms: int) -> str:
    """18:42 of a length in milliseconds; 1:02:03 from one hour on."""
    whole = ms // 1000
    hours, rest = divmod(whole, 3600)
    minutes, secs = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{secs:02d}" if hours else f"{minutes:02d}:{secs:02d}"


def short_hash(sha256: str) -> str:
    """a3f9…e21c of a ``sha256:`` hash."""
    hexed = sha256.removeprefix("sha256:")
    return f"{hexed[:_HASH_HEAD]}…{hexed[-_HASH_TAIL:]}" if len(hexed) > _HASH_HEAD + _HASH_TAIL else hexed


def short_number(written: str) -> str:
    """当罚 0012 of 沪示示城管当罚字〔2026〕第0012号; a number of another shape stays whole."""
    from app.domain.numbers import CLUE, CORRECTION, ON_THE_SPOT

    found = _SEQ.search(written)
    kind = next((name for name in (CORRECTION, ON_THE_SPOT, CLUE) if name in written), "")
    return f"{kind} {found[1]}" if found and kind else written


def short_item(name: str) -> str:
    """What was done, of the list's 对……的处罚."""
    inside = name.removeprefix("对").removesuffix("的处罚")
    return inside if name.startswith("对") and name.endswith("的处罚") else name
