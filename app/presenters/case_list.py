"""Case list: filters, order, keys for the paged table, rows on demand, and the preview beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypedDict

from app.domain.case import Case
from app.domain.errors import AppError
from app.domain.law.parameters import Counting
from app.ports.work import CaseFilter, CaseRow
from app.presenters.case_page_next import choose_onward, only_waits
from app.presenters.due import NO_DUE, SOON_DAYS, DueState, due_state, row_due, soon_until
from app.presenters.duties import asks_us
from app.presenters.finding_words import FindingText, texts_of
from app.presenters.formats import dotted, moment_words, short_item, short_number
from app.presenters.messages import Message, message_for
from app.presenters.office import Office
from app.presenters.screen import Screen
from app.presenters.timeline import line_of
from app.presenters.wording import PARTY_WORDS, STAGE_WORDS, STEP_ACTS

COLUMNS: tuple[tuple[str, str], ...] = (
    ("number", "编号"),
    ("party", "当事人"),
    ("item", "事项"),
    ("place", "地点"),
    ("step", "阶段"),
    ("due", "期限"),
    ("evidence", "证据"),
    ("unsent", "区级"),
)
"""Keys for sorting and the heads of the columns."""
DUES: tuple[tuple[str, str], ...] = (
    ("overdue", "已逾期"),
    ("today", "今天到期"),
    ("soon", f"{SOON_DAYS} 个工作日内"),
    ("later", "更晚"),
    ("none", "没有期限"),
)
"""How near a deadline is, as the list can be narrowed to it."""
PREVIEWED_ACTS = 4


DAY = timedelta(days=1)


class _Days(TypedDict, total=False):
    """The part of a filter that speaks of deadlines."""

    due_from: str
    due_until: str
    undated: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One row as it is shown. ``texts`` follow :data:`COLUMNS`."""

    key: int
    case: str
    texts: tuple[str, ...]
    due: DueState = NO_DUE
    unsent: int = 0
    stage_tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class CasePreview:
    """The side pane for the row under the cursor; ``waits`` where somebody else has to act first."""

    case: str
    number: str
    title: str
    written: str
    stage: str
    due: DueState
    facts: tuple[tuple[str, str], ...]
    next_title: str
    blocking: tuple[FindingText, ...]
    waits: bool
    evidence: str
    pictures: tuple[str, ...]
    recent: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CaseListState:
    """The whole page. ``due`` is the key of :data:`DUES` that is chosen, or empty."""

    wanted: CaseFilter = field(default_factory=lambda: CaseFilter(open_only=True))
    keys: tuple[int, ...] = ()
    headline: str = ""
    foot: str = ""
    steps: tuple[tuple[str, str], ...] = tuple(STAGE_WORDS.items())
    officers: tuple[tuple[str, str], ...] = ()
    dues: tuple[tuple[str, str], ...] = DUES
    due: str = ""
    chips: tuple[tuple[str, str], ...] = ()
    preview: CasePreview | None = None
    message: Message | None = None
    generation: int = 0

    @property
    def filtered(self) -> bool:
        """Whether anything but the order narrows the list."""
        wanted = self.wanted
        plain = CaseFilter(order=wanted.order, descending=wanted.descending)
        return wanted != plain


class CaseListPresenter(Screen[CaseListState]):
    """Asks for keys; the rows follow page by page."""

    def __init__(self, office: Office) -> None:
        super().__init__(CaseListState())
        self._office = office

    def refresh(self) -> CaseListState:
        """Read the keys anew with the filter in force; how near a deadline is depends on the day."""
        return self.due_within(self.state.due) if self.state.due else self._load(self.state.wanted)

    def find(self, words: str) -> CaseListState:
        """Narrow by words."""
        return self._load(replace(self.state.wanted, words=words.strip()))

    def only_open(self, on: bool) -> CaseListState:
        """Leave closed cases out, or show them."""
        return self._load(replace(self.state.wanted, open_only=on))

    def only_unsent(self, on: bool) -> CaseListState:
        """Show only what the district has not yet."""
        return self._load(replace(self.state.wanted, unsent_only=on))

    def at_step(self, step: str) -> CaseListState:
        """Narrow to one stage; an empty one takes the filter away."""
        return self._load(replace(self.state.wanted, steps=(step,) if step else ()))

    def due_within(self, near: str) -> CaseListState:
        """Narrow to deadlines that are so near, a key of :data:`DUES`; an empty one takes the filter away."""
        days = self._days_of(near)
        bare = replace(self.state.wanted, due_from=None, due_until=None, undated=False)
        return self._load(replace(bare, **days), due=near)

    def items(self) -> tuple[tuple[str, str, str], ...]:
        """The items that the cases are about, to choose from: code, name, how many."""
        try:
            used = self._office.queries.items_used()
        except AppError as error:
            message = message_for(error)
            self._change(lambda state: replace(state, message=message))
            return ()
        return tuple((one.code, short_item(one.name) or one.code, str(one.cases)) for one in used)

    def of_item(self, code: str) -> CaseListState:
        """Narrow to one item; an empty one takes the filter away."""
        return self._load(replace(self.state.wanted, items=(code,) if code else ()))

    def of_officer(self, officer: str) -> CaseListState:
        """Narrow to one officer; an empty one takes the filter away."""
        return self._load(replace(self.state.wanted, officer=officer or None))

    def clear(self) -> CaseListState:
        """Take all filters away, keep the order."""
        wanted = self.state.wanted
        return self._load(CaseFilter(order=wanted.order, descending=wanted.descending), due="")

    def sort(self, order: str, descending: bool) -> CaseListState:
        """Sort by a column, in SQL."""
        return self._load(replace(self.state.wanted, order=order, descending=descending))

    def rows(self, keys: Iterable[int]) -> tuple[CaseLine, ...]:
        """One page of rows, in the order of the keys."""
        today = self._office.now().at.date()
        return tuple(self._line(row, today) for row in self._office.queries.case_rows(keys))

    def thumbnail(self, case: str, evidence: str) -> bytes | None:
        """A small picture of a sealed photo; one that is damaged counts as none."""
        try:
            return self._office.thumbnail(case, evidence)
        except AppError:
            return None

    def preview(self, case: str) -> CaseListState:
        """Show one case in the side pane."""
        try:
            found = self._preview(case)
        except AppError as error:
            message = message_for(error)
            return self._change(lambda state: replace(state, message=message))
        return self._change(lambda state: replace(state, preview=found))

    def _days_of(self, near: str) -> _Days:
        """The days between which a deadline is so near, as the chips call it."""
        today = self._office.now().at.date()
        last = soon_until(today, self._office.calendar)
        return {
            "overdue": _Days(due_until=(today - DAY).isoformat()),
            "today": _Days(due_from=today.isoformat(), due_until=today.isoformat()),
            "soon": _Days(due_from=today.isoformat(), due_until=last.isoformat()),
            "later": _Days(due_from=(last + DAY).isoformat()),
            "none": _Days(undated=True),
        }.get(near, _Days())

    def _load(self, wanted: CaseFilter, due: str | None = None) -> CaseListState:
        office, chosen = self._office, self.state.due if due is None else due
        try:
            keys = office.queries.case_keys(wanted)
            unclosed = len(office.queries.case_keys(CaseFilter(open_only=True)))
            everything = len(office.queries.case_keys(CaseFilter()))
        except AppError as error:
            message = message_for(error)
            return self._change(lambda state: replace(state, message=message))
        officers = tuple((officer.id, officer.name) for officer in office.roster.officers)
        return self._change(
            lambda state: replace(
                state,
                wanted=wanted,
                keys=keys,
                headline=dotted(f"{unclosed} 件在办", f"全部 {everything} 件"),
                foot=f"共 {len(keys)} 件",
                officers=officers,
                due=chosen,
                chips=self._chips(wanted, chosen),
                message=None,
                generation=state.generation + 1,
            )
        )

    def _chips(self, wanted: CaseFilter, due: str) -> tuple[tuple[str, str], ...]:
        """What each chip says while it is chosen: key → words."""
        found = []
        if wanted.open_only:
            found.append(("open", "未结案"))
        if wanted.steps:
            found.append(("step", f"阶段：{'、'.join(STAGE_WORDS.get(step, step) for step in wanted.steps)}"))
        if wanted.items:
            names = "、".join(short_item(self._item_name(code)) for code in wanted.items)
            found.append(("item", f"事项：{names}"))
        if wanted.officer:
            found.append(("officer", f"承办：{self._officer_name(wanted.officer)}"))
        if due:
            found.append(("due", f"期限：{dict(DUES)[due]}"))
        if wanted.unsent_only:
            found.append(("unsent", "未到区级"))
        return tuple(found)

    def _item_name(self, code: str) -> str:
        try:
            return self._office.catalogue.item(code).short_name
        except AppError:
            return code

    def _officer_name(self, officer: str) -> str:
        roster = self._office.roster
        return roster.officer(officer).name if roster.knows(officer) else officer

    def _line(self, row: CaseRow, today: date) -> CaseLine:
        return CaseLine(
            key=row.key,
            case=row.case,
            texts=(
                short_number(row.number),
                row.party or "未登记",
                short_item(row.item) or "未选定",
                row.place,
                STAGE_WORDS.get(row.step, row.step),
                "",
                str(row.evidence),
                f"{row.unsent} 项" if row.unsent else "已存",
            ),
            due=self._due(row, today),
            unsent=row.unsent,
        )

    def _due(self, row: CaseRow, today: date) -> DueState:
        if row.due is None:
            return NO_DUE
        counting = Counting.WD
        if row.due_rule:
            try:
                counting = self._office.parameters.rule(row.due_rule).counting
            except AppError:
                counting = Counting.CD
        day = date.fromisoformat(row.due[:10])
        return row_due(day, today, self._office.calendar, counting, provisional=row.provisional)

    def _preview(self, case_id: str) -> CasePreview:
        office, queries = self._office, self._office.queries
        case = queries.case(case_id)
        today = office.now().at.date()
        onward = choose_onward(case, office.outlook(case_id))
        blocking = texts_of(onward.findings.blocking) if onward else ()
        first = next((one for one in office.deadlines(case_id) if asks_us(one)), None)
        item = short_item(self._item_name(case.text("act.item"))) if case.text("act.item") else "事项未选定"
        acts = queries.timeline(case_id)[-PREVIEWED_ACTS:]
        return CasePreview(
            case=case_id,
            number=short_number(case.clue_number),
            title=item,
            written=case.clue_number,
            stage=STAGE_WORDS.get(case.step, case.step),
            due=NO_DUE if first is None else due_state(first, today, office.calendar),
            facts=self._facts(case),
            next_title=STEP_ACTS.get(onward.end, onward.end) if onward else "没有下一步",
            blocking=blocking,
            waits=only_waits(blocking),
            evidence=f"{len(case.evidence)}",
            pictures=tuple(one.id for one in case.evidence if one.media_type.startswith("image/"))[:4],
            recent=tuple(
                (moment_words(row.entry.header.act_at, today), line_of(row).title) for row in reversed(acts)
            ),
        )

    def _facts(self, case: Case) -> tuple[tuple[str, str], ...]:
        kind = PARTY_WORDS.get(case.text("party.kind"), "")
        name = case.text("party.name") or case.text("party.unit_name") or "未登记"
        return (
            ("当事人", f"{name}（{kind}）" if kind else name),
            ("地点", case.text("act.place") or "未登记"),
            ("承办", "、".join(self._officer_name(officer) for officer in case.team)),
            ("登记", case.docketed_at[:10]),
        )
