"""The figures of the law as a table that an officer can search: value, unit, source and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.law.parameters import POLICY, UNVERIFIED, LawParameters, Parameter, Unit
from app.domain.money import FEN_A_YUAN, Fen, figures_grouped
from app.presenters.formats import dotted

UNIT_WORDS = {
    Unit.YUAN: "元",
    Unit.DAYS: "日",
    Unit.WORKING_DAYS: "个工作日",
    Unit.MONTHS: "个月",
    Unit.YEARS: "周岁",
    Unit.HOURS: "小时",
    Unit.MINUTES: "分钟",
    Unit.PERCENT: "%",
    Unit.COUNT: "",
    Unit.CLOCK_HOUR: "时",
    Unit.FLAG: "",
}
TAGS = {
    "L": ("checked", "已核", "读过条文"),
    "L-2018": ("checked", "已核", "读过 2018 年文本"),
    "L-2024": ("checked", "已核", "读过 2024 年文本"),
    "S": ("checked", "已核", "读过公开摘录"),
    POLICY: ("policy", "政策", "本程序的做法，不是法律规定，可以停用"),
    UNVERIFIED: ("unchecked", "未核", "没有读到原文，只提醒，不拦截"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One row. ``mark``: checked, policy or unchecked; ``since`` when it holds."""

    id: str
    what: str
    value: str
    unit: str
    source: str
    mark: str
    mark_word: str
    mark_tip: str
    since: str
    note: str
    in_force: bool


def figures_of(parameters: LawParameters, today: date) -> tuple[Figure, ...]:
    """All figures in the order of the table of law, every version of each."""
    return tuple(_figure(parameter, today) for parameter in parameters)


def fits(figure: Figure, words: str) -> bool:
    """Whether a row holds every word, in any column."""
    text = " ".join((figure.what, figure.value, figure.unit, figure.source, figure.mark_word, figure.id))
    return all(word in text.lower() for word in words.lower().split())


def _figure(parameter: Parameter, today: date) -> Figure:
    mark, word, tip = TAGS[parameter.evidence]
    state = "" if parameter.enabled else "已停用"
    return Figure(
        id=parameter.id,
        what=parameter.what,
        value=_value(parameter),
        unit=UNIT_WORDS[parameter.unit],
        source=parameter.source,
        mark=mark,
        mark_word=word,
        mark_tip=dotted(tip, state),
        since=_days(parameter),
        note=dotted(parameter.note, state),
        in_force=parameter.in_force(today) and parameter.enabled,
    )


def _value(parameter: Parameter) -> str:
    if parameter.unit is Unit.FLAG:
        return "是" if parameter.value else "否"
    if parameter.unit is Unit.YUAN:
        return figures_grouped(Fen(parameter.value * FEN_A_YUAN))
    return f"{parameter.value:,}"


def _days(parameter: Parameter) -> str:
    since, until = parameter.effective_from, parameter.effective_to
    if since is None and until is None:
        return "未注明"
    begins = "" if since is None else f"{since.isoformat()} 起"
    ends = "" if until is None else f"至 {until.isoformat()}"
    return f"{begins} {ends}".strip()
