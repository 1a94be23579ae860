"""Workbench: what must be done, by risk; what came in; what is not yet with the district."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain.errors import AppError
from app.domain.law.deadlines import Deadline
from app.ports.work import CaseFilter, CaseRow
from app.presenters.due import NO_DUE, DueState, coming_holiday, due_state
from app.presenters.duties import CASE, SPOT, asks_us, doing_of
from app.presenters.formats import dotted, long_day, short_item, short_number
from app.presenters.messages import Message, message_for
from app.presenters.office import Office
from app.presenters.reach import NOT_READ, Reach, reach_of
from app.presenters.screen import Screen
from app.presenters.wording import ON_PAGE, STAGE_WORDS

HOLIDAY_WITHIN = 14
"""[P] A holiday that begins within so many days parts the list."""
SHOWN_CASES = 60
"""[P] So many open cases, the most urgent ones, are looked at closely; the list of cases shows all."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One row: what to do on which case until when.

    Attributes:
        line: number, item and party; ``party`` is its end, which stays in sight.
        verb: what the button says; ``place`` where it leads: case or spot.
        note: how sure the term is, and whether this laptop can record that it was met.
        remedy: what to do where it cannot.
    """

    case: str
    due: DueState
    what: str
    line: str
    party: str
    verb: str
    place: str = CASE
    basis: str = ""
    note: str = ""
    remedy: str = ""

    @property
    def why(self) -> tuple[str, ...]:
        """Start and count, article, and what to do by hand."""
        return (*self.due.why, *((self.remedy,) if self.remedy else ()))


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
    reach: Reach = NOT_READ
    urgent: int = 0
    message: Message | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not any(group.duties for group in self.groups)


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
        urgent = sum(
            len(group.duties) for group in groups if group.key in ("overdue", "today", "before", "soon")
        )
        return WorkbenchState(
            today=dotted(long_day(today), self._holiday_words(today)),
            groups=groups,
            more=f"另有 {len(keys) - len(rows)} 件在办，见案件列表" if len(keys) > len(rows) else "",
            reach=reach_of(office.queries.totals()),
            urgent=urgent,
        )

    def _duties(self, row: CaseRow, today: date) -> list[Duty]:
        party = f"·{row.party or '当事人未登记'}"
        words = f"{short_item(row.item) or '事项未选定'}{party}"
        bare = Duty(
            case=row.case,
            due=NO_DUE,
            what=f"继续办理：{_stage(row.step)}",
            line="　".join(part for part in (short_number(row.number), words) if part),
            party=party,
            verb="继续" if row.step in ON_PAGE else "查看",
            place=SPOT if row.step in ON_PAGE else CASE,
        )
        running = [one for one in self._office.deadlines(row.case) if asks_us(one)]
        return [self._duty(bare, one, today) for one in running] or [bare]

    def _duty(self, bare: Duty, one: Deadline, today: date) -> Duty:
        unsure = {"UNVERIFIED": "期限未核"}.get(one.due.why.evidence, "")
        doing = doing_of(one)
        return replace(
            bare,
            due=due_state(one, today, self._office.calendar),
            what=doing.title,
            basis=one.due.why.source.replace("中华人民共和国", ""),
            verb=doing.verb,
            place=doing.place,
            note=dotted(unsure, doing.note),
            remedy=doing.remedy,
        )

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
