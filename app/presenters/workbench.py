"""Workbench: what must be done, by risk; what came in; what is not yet with the district."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain.errors import AppError
from app.domain.law.deadlines import Deadline
from app.domain.law.parameters import Binds
from app.ports.work import CaseFilter, CaseRow, Totals
from app.presenters.due import NO_DUE, DueState, coming_holiday, due_state
from app.presenters.formats import dotted, long_day, short_item, short_number, size_words
from app.presenters.messages import Message, message_for
from app.presenters.office import Office
from app.presenters.screen import Screen
from app.presenters.wording import STAGE_WORDS

HOLIDAY_WITHIN = 14
"""[P] A holiday that begins within so many days parts the list."""
SHOWN_CASES = 60
"""[P] So many open cases, the most urgent ones, are looked at closely; the list of cases shows all."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One row: what to do on which case until when."""

    case: str
    due: DueState
    what: str
    line: str
    basis: str
    verb: str


@dataclass(frozen=True, slots=True)
class DutyGroup:
    """Rows of one risk. ``tone`` is that of its head: danger, warn or neutral."""

    key: str
    title: str
    tone: str
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class WorkbenchState:
    """The whole page."""

    today: str = ""
    groups: tuple[DutyGroup, ...] = ()
    more: str = ""
    unsent: tuple[str, ...] = ()
    unsent_note: str = ""
    all_sent: bool = False
    urgent: int = 0
    message: Message | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not any(group.duties for group in self.groups)


VERBS = {"T18": "查看", "T20": "登记", "T21": "登记", "T22": "备案", "correction.due": "复查"}
TITLES = {
    "T18": "当事人缴纳罚款",
    "T20": "当场收缴的罚款交回街道办事处",
    "T22": "备案：当场处罚决定报街道办事处备案",
    "correction.due": "复查：责令改正期限届满",
}


class WorkbenchPresenter(Screen[WorkbenchState]):
    """Collects the running deadlines of open cases."""

    def __init__(self, office: Office) -> None:
        super().__init__(WorkbenchState())
        self._office = office

    def refresh(self) -> WorkbenchState:
        """Read everything anew."""
        try:
            fresh = self._read()
        except AppError as error:
            message = message_for(error)
            return self._change(lambda state: replace(state, message=message))
        return self._change(lambda _: fresh)

    def _read(self) -> WorkbenchState:
        office = self._office
        today = office.now().at.date()
        keys = office.queries.case_keys(CaseFilter(open_only=True, order="due", descending=False))
        rows = office.queries.case_rows(keys[:SHOWN_CASES])
        duties = [duty for row in rows for duty in self._duties(row, today)]
        groups = self._grouped(duties, today)
        totals = office.queries.totals()
        urgent = sum(
            len(group.duties) for group in groups if group.key in ("overdue", "today", "before", "soon")
        )
        return WorkbenchState(
            today=dotted(long_day(today), self._holiday_words(today)),
            groups=groups,
            more=f"另有 {len(keys) - len(rows)} 件在办，见案件列表" if len(keys) > len(rows) else "",
            unsent=unsent_words(totals),
            unsent_note="都已加密存在本机；这台笔记本还没有连接区级" if totals.entries else "",
            all_sent=not (totals.entries or totals.blobs),
            urgent=urgent,
        )

    def _duties(self, row: CaseRow, today: date) -> list[Duty]:
        line = "　".join(
            part for part in (short_number(row.number), dotted(short_item(row.item), row.party)) if part
        )
        running = [one for one in self._office.deadlines(row.case) if one.met_at is None and _is_ours(one)]
        found = [self._duty(row, one, line, today) for one in running]
        return found or [Duty(row.case, NO_DUE, f"继续办理：{_stage(row.step)}", line, "", "继续")]

    def _duty(self, row: CaseRow, one: Deadline, line: str, today: date) -> Duty:
        due = due_state(one, today, self._office.calendar)
        note = {"UNVERIFIED": "期限未核"}.get(one.due.why.evidence, "")
        basis = dotted(one.due.why.source.replace("中华人民共和国", ""), note)
        what = TITLES.get(one.rule, one.what)
        return Duty(row.case, due, what, line, basis, VERBS.get(one.rule, "办理"))

    def _grouped(self, duties: list[Duty], today: date) -> tuple[DutyGroup, ...]:
        holiday = coming_holiday(self._office.calendar, today, HOLIDAY_WITHIN)
        titles = {
            "overdue": ("已逾期", "danger"),
            "today": ("今天到期", "danger"),
            "before": (f"{holiday[0]}假期前办完" if holiday else "", "warn"),
            "soon": ("近日到期", "warn"),
            "later": ("假期后" if holiday else "以后", "neutral"),
            "open": ("在办，没有期限在走", "neutral"),
        }
        found: dict[str, list[Duty]] = {key: [] for key in titles}
        for duty in sorted(duties, key=lambda duty: (duty.due.day or date.max, duty.line)):
            found[_place(duty.due, holiday)].append(duty)
        return tuple(DutyGroup(key, *titles[key], tuple(rows)) for key, rows in found.items() if rows)

    def _holiday_words(self, today: date) -> str:
        holiday = coming_holiday(self._office.calendar, today, HOLIDAY_WITHIN)
        if holiday is None:
            return ""
        left = self._office.calendar.working_days_between(today, holiday[1])
        return f"距{holiday[0]}假期还有 {left} 个工作日"


def _is_ours(one: Deadline) -> bool:
    """What we must do, or must look after: our own deadlines, the fine to come in, the order's term."""
    return one.binds is Binds.AGENCY or one.rule in ("T18", "correction.due")


def _place(due: DueState, holiday: tuple[str, date, date] | None) -> str:
    if due.day is None:
        return "open"
    if due.near in ("overdue", "today"):
        return due.near
    if holiday is not None:
        return "before" if due.day <= holiday[2] else "later"
    return "soon" if due.near in ("soon", "holiday") else "later"


def _stage(step: str) -> str:
    return STAGE_WORDS.get(step, step)


def unsent_words(totals: Totals) -> tuple[str, ...]:
    """办案记录 7 条 18 KB, 照片、录像和文书 4 项 31.2 MB."""
    found = []
    if totals.entries:
        found.append(f"办案记录 {totals.entries} 条 {size_words(totals.entry_bytes)}")
    if totals.blobs:
        found.append(f"照片、录像和文书 {totals.blobs} 项 {size_words(totals.blob_bytes)}")
    return tuple(found)
