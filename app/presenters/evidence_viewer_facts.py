"""What is known of one sealed file: device clock against stated time, camera, place, and who held it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain.case import Act, Case, Evidence
from app.domain.clock import SHANGHAI
from app.domain.dates import moment_of
from app.presenters.formats import (
    dotted,
    length_words,
    long_day,
    moment_words,
    seconds,
    short_hash,
    size_words,
)
from app.presenters.wording import ACT_WORDS, RESULT_WORDS

E7 = 10_000_000
EARTH_M = 6_371_000
"""Mean radius of the earth in metres."""
KM = 1000
DAY_S, HOUR_S, MINUTE_S = 86_400, 3_600, 60


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the custody record. ``tone``: neutral, accent or ok."""

    time: str
    title: str
    caption: str
    tone: str = "neutral"


def taken_moment(found: Evidence) -> tuple[datetime, bool] | None:
    """When the device says it was taken, in Shanghai time, and whether the file states a zone."""
    if not found.taken_at:
        return None
    try:
        at = datetime.fromisoformat(found.taken_at)
    except ValueError:
        return None
    zoned = at.tzinfo is not None
    return (at.astimezone(SHANGHAI) if zoned else at.replace(tzinfo=SHANGHAI)), zoned


def shot_time(found: Evidence) -> str:
    """The stated time of the act, to the second."""
    return seconds(moment_of(found.at))


def facts_of(found: Evidence, tolerance_minutes: int) -> tuple[tuple[str, str], ...]:
    """Pairs for the side pane; what the file does not say is left out.

    ``tolerance_minutes``: a larger difference between device clock and stated time is called out.
    """
    stated = moment_of(found.at)
    pairs = (
        ("所属", ACT_WORDS.get(found.act, found.act)),
        ("陈述时间", f"{long_day(stated.date())} {seconds(stated)}"),
        ("设备钟", _device_clock(found)),
        ("时差", _difference(found, tolerance_minutes)),
        ("大小", size_words(found.size)),
        ("画面", _frame(found)),
        ("时长", _length(found)),
        ("相机", str(found.facts.get("camera", ""))),
        ("定位", _position(found)),
        ("种类", found.media_type),
        ("状态", "" if found.readable else "收进来时就打不开，原样封存"),
    )
    return tuple(pair for pair in pairs if pair[1])


def _device_clock(found: Evidence) -> str:
    taken = taken_moment(found)
    if taken is None:
        return "文件里没有"
    at, zoned = taken
    return f"{at:%Y-%m-%d %H:%M:%S}" + ("" if zoned else "（未注明时区）")


def _difference(found: Evidence, tolerance_minutes: int) -> str:
    taken = taken_moment(found)
    if taken is None:
        return ""
    gap = taken[0] - moment_of(found.at)
    if not gap:
        return "一致"
    way = "设备钟快" if gap > timedelta() else "设备钟慢"
    over = abs(gap) > timedelta(minutes=tolerance_minutes)
    return f"{way} {span_words(abs(gap))}" + ("，请在笔录写明" if over else "")


def span_words(span: timedelta) -> str:
    """2 天 5 小时 49 分; seconds only below an hour."""
    whole = int(span.total_seconds())
    days, rest = divmod(whole, DAY_S)
    hours, rest = divmod(rest, HOUR_S)
    minutes, secs = divmod(rest, MINUTE_S)
    parts = [(days, "天"), (hours, "小时"), (minutes, "分")]
    if whole < HOUR_S:
        parts.append((secs, "秒"))
    return " ".join(f"{number} {word}" for number, word in parts if number) or "0 秒"


def _frame(found: Evidence) -> str:
    wide, high = found.facts.get("width"), found.facts.get("height")
    return f"{wide} × {high}" if isinstance(wide, int) and isinstance(high, int) else ""


def _length(found: Evidence) -> str:
    length = found.facts.get("duration_ms")
    return length_words(length) if isinstance(length, int) else ""


def _place(found: Evidence) -> tuple[float, float] | None:
    north, east = found.facts.get("latitude_e7"), found.facts.get("longitude_e7")
    if not isinstance(north, int) or not isinstance(east, int):
        return None
    return north / E7, east / E7


def _position(found: Evidence) -> str:
    place = _place(found)
    if place is None:
        return ""
    north, east = place
    across = f"{'北纬' if north >= 0 else '南纬'} {abs(north):.5f}°"
    along = f"{'东经' if east >= 0 else '西经'} {abs(east):.5f}°"
    return f"{across} {along}"


def metres_between(one: Evidence, other: Evidence) -> int | None:
    """Great-circle distance of two positions that the cameras recorded, or None."""
    here, there = _place(one), _place(other)
    if here is None or there is None:
        return None
    lat1, lon1, lat2, lon2 = (math.radians(angle) for angle in (*here, *there))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return round(2 * EARTH_M * math.asin(math.sqrt(half)))


def pair_words(left: Evidence, right: Evidence) -> str:
    """What two files say together: how far apart in time and, where both tell, in space."""
    gap = abs(moment_of(right.at) - moment_of(left.at))
    names = [ACT_WORDS.get(one.act, one.act) for one in (left, right)]
    acts = f"同为{names[0]}" if names[0] == names[1] else dotted(*names)
    apart = f"按陈述时间相隔 {span_words(gap)}。" if gap else "陈述时间相同。"
    metres = metres_between(left, right)
    place = "" if metres is None else f"相机定位相距 {far_words(metres)}。"
    return f"{acts}：{apart}{place}"


def far_words(metres: int) -> str:
    """3 米, 9.1 公里, 120 公里."""
    if metres < KM:
        return f"{metres} 米"
    return f"{metres / KM:.1f} 公里" if metres < 100 * KM else f"{metres // KM} 公里"


def custody_of(case: Case, found: Evidence, names: Mapping[str, str], today: date) -> tuple[Moment, ...]:
    """Capture, sealing, and every act that rests on the file, oldest first."""
    moments: list[tuple[datetime, Moment]] = []
    if (taken := taken_moment(found)) is not None:
        words = moment_words(taken[0].isoformat(), today)
        moments.append((taken[0], Moment(words, "拍摄（设备钟）", str(found.facts.get("camera", "")))))
    act = next((one for one in case.acts if one.entry == found.entry), None)
    sealed = moment_of(found.at)
    who = "" if act is None else _names(act, names)
    caption = dotted(who, short_hash(found.sha256))
    moments.append((sealed, Moment(moment_words(found.at, today), "计算摘要、加密封存", caption, "accent")))
    moments += [(moment_of(at), moment) for at, moment in _uses(case, found, names, today)]
    return tuple(moment for _, moment in sorted(moments, key=lambda pair: pair[0]))


def _names(act: Act, names: Mapping[str, str]) -> str:
    return "、".join(names.get(officer, officer) for officer in act.officers or (act.actor,))


def _uses(case: Case, found: Evidence, names: Mapping[str, str], today: date) -> list[tuple[str, Moment]]:
    uses = []
    if (confirmed := _confirmation(case, found)) is not None:
        who = names.get(confirmed.actor, confirmed.actor)
        uses.append((confirmed.at, Moment(moment_words(confirmed.at, today), "协办人确认", who, "ok")))
    for telling in case.tellings:
        if found.id in telling.evidence:
            uses.append((telling.at, Moment(moment_words(telling.at, today), "告知时引用", "")))
    for seen in case.reinspections:
        if found.id in seen.evidence:
            caption = RESULT_WORDS.get(seen.result, seen.result)
            uses.append((seen.at, Moment(moment_words(seen.at, today), "复查时引用", caption)))
    return uses


def _confirmation(case: Case, found: Evidence) -> Act | None:
    """The first act by which one of those who stand behind the sealing confirmed it."""
    confirmers = case.confirmed.get(found.entry, ())
    entries = [act.entry for act in case.acts]
    later = case.acts[entries.index(found.entry) + 1 :] if found.entry in entries else ()
    return next((act for act in later if act.kind == "act.confirmed" and act.actor in confirmers), None)
