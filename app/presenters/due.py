"""Deadlines as chips: how near, in which words, and why that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.dates import day_of
from app.domain.law.calendar import Calendar
from app.domain.law.deadlines import Deadline, Left, left
from app.domain.law.parameters import Counting
from app.presenters.formats import dotted, short_day

SOON_DAYS = 3
"""[P] From so many working days on a deadline is shown as near."""
MOST_COUNTED = 99
"""[P] A list row counts so many days; of a day further away it names the whole date."""
START_WORDS = {
    "T10": "送达决定书",
    "T18": "送达决定书",
    "T20": "收缴罚款",
    "T21": "交回罚款",
    "T22": "作出决定",
    "T40": "违法行为终了",
    "T40.harm": "违法行为终了",
}
"""What began the count of a rule."""
_NEXT = timedelta(days=1)
_COUNTING_WORDS = {
    Counting.WD: "个工作日",
    Counting.CD: "日",
    Counting.CDX: "日",
    Counting.M: "个月",
    Counting.MX: "个月",
    Counting.H: "小时",
    Counting.RATE: "%",
}
_NO_ROLL = (Counting.CDX, Counting.MX)


@dataclass(frozen=True, slots=True)
class DueState:
    """One due chip. ``near``: overdue, today, holiday, soon, later, provisional or none."""

    text: str = ""
    near: str = "none"
    day: date | None = None
    why_title: str = ""
    why: tuple[str, ...] = ()

    @property
    def tip(self) -> str:
        """Title and lines of the reason, one below the other."""
        return "\n".join((self.why_title, *self.why)) if self.why else ""


NO_DUE = DueState()


def due_state(deadline: Deadline, today: date, calendar: Calendar) -> DueState:
    """The chip of a running deadline with the reason for its day."""
    day, why = deadline.day, deadline.due.why
    near = _near(
        day, today, calendar, provisional=deadline.due.provisional, rolls=why.counting not in _NO_ROLL
    )
    text = _text(left(deadline, today, calendar), day, today, provisional=deadline.due.provisional)
    return DueState(
        text, near, day, f"为什么是 {short_day(day, today)}", why_lines(deadline, calendar, today)
    )


def row_due(
    day: date | None, today: date, calendar: Calendar, counting: Counting, *, provisional: bool
) -> DueState:
    """The chip of a list row, which knows the day and its rule's counting alone; short for its column."""
    if day is None:
        return NO_DUE
    if counting is not Counting.WD:
        rest = Left((day - today).days, working=False)
    elif today <= day:
        rest = Left(calendar.working_days_between(today, day + _NEXT), working=True)
    else:
        rest = Left(-calendar.working_days_between(day, today + _NEXT), working=True)
    near = _near(day, today, calendar, provisional=provisional, rolls=counting not in _NO_ROLL)
    if provisional or day.year != today.year or abs(rest.days) > MOST_COUNTED:
        word = "逾期" if day < today else "暂定" if provisional else "到期"
        return DueState(f"{day.isoformat()} {word}", near, day)
    return DueState(_text(rest, day, today, provisional=provisional), near, day)


def soon_until(today: date, calendar: Calendar) -> date:
    """The last day that is still near, as the chips count it."""
    day = today
    while calendar.working_days_between(today, day + 2 * _NEXT) <= SOON_DAYS:
        day += _NEXT
    return day


def _near(day: date, today: date, calendar: Calendar, *, provisional: bool, rolls: bool) -> str:
    if day < today:
        return "overdue"
    if day == today:
        return "today"
    if not rolls and not calendar.is_working(day):
        return "holiday"
    if provisional:
        return "provisional"
    return "soon" if calendar.working_days_between(today, day + _NEXT) <= SOON_DAYS else "later"


def _text(rest: Left, day: date, today: date, *, provisional: bool) -> str:
    unit = "个工作日" if rest.working else "日"
    shown = short_day(day, today) + (" 暂定" if provisional else "")
    if day < today:
        return dotted(f"逾期 {max(-rest.days, 1)} {unit}", shown)
    if day == today:
        return dotted("今天到期", shown)
    return dotted(f"还剩 {rest.days} {unit}", shown)


def why_lines(deadline: Deadline, calendar: Calendar, today: date) -> tuple[str, ...]:
    """Start and count; what was skipped or counted; article, rule and calendar."""
    why, due = deadline.due.why, deadline.due
    start = " ".join(
        part for part in (short_day(day_of(why.start), today), START_WORDS.get(why.rule)) if part
    )
    counted = f"{start}，次日起算 {why.length} {_COUNTING_WORDS[why.counting]}"
    if why.counting is Counting.H:
        counted = f"{start} 起算 {why.length} 小时，遇休假日不停"
    if not why.length:
        counted = f"{start} 送达的责令改正通知书载明的期限"
    parts = [counted, _skipped(why.skipped, calendar, today), _worked(why.make_up, today)]
    if why.rolled:
        parts.append(f"{short_day(due.raw, today)} 遇休假日，顺延到 {short_day(due.day, today)}")
    if why.month_end:
        parts.append("当月没有对应日，以月末为期满日")
    lines = ["；".join(part for part in parts if part) + "。"]
    if deadline.printed is not None:
        lines.append(f"文书载明 {short_day(deadline.printed, today)}，计算为 {short_day(due.day, today)}。")
    if why.unloaded:
        lines.append(f"{'、'.join(map(str, why.unloaded))} 年放假安排未公布，先按周末计算，公布后重算。")
    lines.append(dotted(why.source, rule_words(why.rule), *_tagged(why.evidence), _calendar_words(deadline)))
    return tuple(lines)


def _calendar_words(deadline: Deadline) -> str:
    """2026 年放假安排, where rest days were asked for and the year's notice is loaded."""
    why = deadline.due.why
    if why.counting is not Counting.WD and not why.rolled:
        return ""
    years = range(day_of(why.start).year, deadline.due.day.year + 1)
    known = [str(year) for year in years if year not in why.unloaded]
    return f"{'、'.join(known)} 年放假安排" if known else ""


def rule_words(rule: str) -> str:
    """规则 T09 for a row of the table of deadlines; nothing for a term that a paper sets."""
    return f"规则 {rule}" if rule[:1] == "T" else ""


def _tagged(evidence: str) -> tuple[str, ...]:
    return {"UNVERIFIED": ("期限未核",), "P": ("本单位口径",)}.get(evidence, ())


def _skipped(days: Iterable[date], calendar: Calendar, today: date) -> str:
    off = [day for day in days if calendar.holiday(day)]
    plain = [day for day in days if not calendar.holiday(day)]
    words = [f"{_runs(off, today)} 放假不计"] if off else []
    return "，".join(words + (["周末不计"] if plain else []))


def _worked(days: Iterable[date], today: date) -> str:
    shown = "、".join(short_day(day, today) for day in days)
    return f"{shown} 调休上班，计入" if shown else ""


def _runs(days: list[date], today: date) -> str:
    """Neighbouring days as 10-01 至 07."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] + _NEXT == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join(_run(run, today) for run in runs)


def _run(run: list[date], today: date) -> str:
    first, last = run[0], run[-1]
    if first == last:
        return short_day(first, today)
    end = f"{last:%d}" if first.month == last.month else short_day(last, today)
    return f"{short_day(first, today)} 至 {end}"


def coming_holiday(calendar: Calendar, today: date, within: int) -> tuple[str, date, date] | None:
    """Name, first and last day of the next declared holiday that begins within so many days."""
    for number in range(1, within + 1):
        first = today + timedelta(days=number)
        if name := calendar.holiday(first):
            last = first
            while calendar.holiday(last + _NEXT):
                last += _NEXT
            return name, first, last
    return None
