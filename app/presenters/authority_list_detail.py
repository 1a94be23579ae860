"""One item of the authority list: articles, ranges with their procedure, levels, versions, limits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.domain.catalogue import (
    Branch,
    Catalogue,
    Citation,
    Currency,
    Item,
    Mark,
    PartyKind,
    SubjectClass,
    Usability,
    Window,
    counted_as,
)
from app.domain.catalogue.competence import competence_findings, competence_on
from app.domain.catalogue.decision import decision_warnings, item_blockers
from app.domain.catalogue.summary import Possible, SummaryCaps, caps_of, summary_possible
from app.domain.law.parameters import UNVERIFIED, LawParameters
from app.domain.money import figures_grouped
from app.presenters.authority_list_scale import Scale, scales_of
from app.presenters.authority_list_words import HOLDERS, ranges_line, whole_range
from app.presenters.finding_words import FindingText, texts_of

MARKS = {Mark.CHECKED: "checked", Mark.ASSUMED: "derived", Mark.UNCHECKED: "unchecked"}
PARTIES = (PartyKind.PERSON, PartyKind.UNIT)
PARTY_WORDS = {PartyKind.PERSON: "个人", PartyKind.UNIT: "单位"}
HEARING = {PartyKind.PERSON: "hearing.person", PartyKind.UNIT: "hearing.unit"}
WARNING = "警告"


@dataclass(frozen=True, slots=True)
class CitationRow:
    """An article. ``role``: 违反, 处罚 or 依据; ``about`` whom it is for."""

    role: str
    text: str
    about: str
    mark: str


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One range for one class of parties. ``tone`` of the procedure: ok or neutral."""

    party: str
    subject: str
    amount: str
    condition: str
    procedure: str
    tone: str
    mark: str
    tip: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A stretch of act days. ``tone``: ok (in force), neutral (past) or warn (to come)."""

    days: str
    word: str
    tone: str
    ranges: str


@dataclass(frozen=True, slots=True)
class ItemDetail:
    """One item.

    Attributes:
        day: the day of the act that the details are for.
        window, windows: the version looked at, and all of them as (key, words).
        own_window: the version looked at is that of the day of the act.
        stopped: why nothing may rest on the item, in the words of the list; ``limits`` the sentences.
        ask_reason: why no case may be begun with it; empty when one may.
    """

    code: str
    name: str
    day: date
    holder: str
    holder_mark: str
    ours: bool
    chips: tuple[tuple[str, str], ...] = ()
    stopped: str = ""
    limits: tuple[FindingText, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    windows: tuple[tuple[str, str], ...] = ()
    window: str = ""
    own_window: bool = True
    ranges: tuple[RangeRow, ...] = ()
    no_range: str = ""
    measures: str = ""
    scales: tuple[Scale, ...] = ()
    scale: str = ""
    versions: tuple[VersionRow, ...] = ()
    notes: tuple[str, ...] = ()
    ask_reason: str = ""

    def shown_scale(self) -> Scale | None:
        """The levels that are chosen, or None where there are none."""
        return next((one for one in self.scales if one.key == self.scale), None)


class DetailMaker:
    """Makes details for one day of the act, as seen on one day."""

    def __init__(self, catalogue: Catalogue, parameters: LawParameters, day: date, today: date) -> None:
        self._catalogue, self._parameters, self._day, self._today = catalogue, parameters, day, today
        self._caps: SummaryCaps = caps_of(parameters, today)

    def make(self, item: Item, window: str = "") -> ItemDetail:
        """The item, in the version ``window`` (first day as ISO) or in that of the day of the act."""
        catalogue = self._catalogue
        held = competence_on(catalogue, item, self._today)
        windows = catalogue.windows(item)
        own = next((one for one in windows if _covers(one, self._day)), None)
        looked = next((one for one in windows if one.since.isoformat() == window), None) or own
        looked = looked or (windows[0] if windows else None)
        day = self._day if looked is None or looked is own else looked.since
        branches = () if looked is None else tuple(sorted(looked.branches, key=_persons_first))
        scales = scales_of(catalogue, branches, day, self._caps)
        findings = (
            *item_blockers(catalogue, item, self._day),
            *competence_findings(catalogue, item, self._today),
            *decision_warnings(catalogue, item, self._day),
        )
        limits = texts_of(findings)
        shown = item.holder.assumed if held.mark is not Mark.CHECKED else held.level
        detail = ItemDetail(
            code=item.code,
            name=item.name,
            day=self._day,
            holder=HOLDERS[shown],
            holder_mark=MARKS[held.mark],
            ours=held.ours,
            chips=_chips(item, branches),
            stopped="" if item.usability.usable else item.usability.value,
            limits=tuple(limits),
            citations=_citations(catalogue, item, branches, day),
            windows=tuple((one.since.isoformat(), _days_words(one)) for one in windows),
            window="" if looked is None else looked.since.isoformat(),
            own_window=looked is own,
            ranges=tuple(row for branch in branches for row in self._ranges(branch)),
            no_range="" if branches else _no_range(item),
            measures="、".join(dict.fromkeys((*item.penalty_kinds, *item.other_measures))),
            scales=scales,
            scale=scales[0].key if scales else "",
            versions=tuple(self._version(one) for one in windows),
            notes=_notes(catalogue, item),
        )
        return replace(detail, ask_reason=self._ask_reason(item, detail))

    def _ranges(self, branch: Branch) -> list[RangeRow]:
        """A clause for everybody stands once for each class: the limits of the procedure differ."""
        kinds = {
            SubjectClass.PERSON: (PartyKind.PERSON,),
            SubjectClass.UNIT: (PartyKind.UNIT,),
            SubjectClass.ANY: PARTIES,
        }[branch.subject_class]
        return [self._range(branch, party) for party in kinds]

    def _range(self, branch: Branch, party: PartyKind) -> RangeRow:
        possible = summary_possible(branch, party, self._caps)
        cap = figures_grouped(self._caps.cap_for(party))
        words, tone = "可以当场处罚", "ok"
        if possible is Possible.BY_AMOUNT:
            words = f"{cap} 元以下可以当场处罚"
            if not branch.fine.kind.is_money:
                words, tone = f"折合 {words}", "neutral"
        hearing, tip = self._hearing(branch, party)
        if possible is Possible.NO:
            words, tone = "普通程序" + hearing, "neutral"
        conditions = [branch.when] if branch.when else []
        if branch.requires_refusal and "拒不改正" not in branch.when and "逾期" not in branch.when:
            conditions.append("责令改正后拒不改正或者逾期不改正")
        if not branch.fine.kind.is_money:
            conditions.append(f"按{branch.fine.base}计")
        if branch.optional:
            conditions.append("条文写“可以”")
        return RangeRow(
            party=PARTY_WORDS[party],
            subject=branch.subject if branch.subject not in ("个人", "单位", "单位或个人") else "",
            amount=whole_range(branch.fine),
            condition="；".join(conditions),
            procedure=words,
            tone=tone,
            mark=MARKS[branch.mark],
            tip="\n".join(part for part in (f"来源：{branch.source}", tip) if part),
        )

    def _hearing(self, branch: Branch, party: PartyKind) -> tuple[str, str]:
        """Whether the party must be told of a hearing, and how sure the figure is."""
        money = branch.fine.money
        parameter = self._parameters.nearest(HEARING[party], self._today)
        limit = self._parameters.fen(HEARING[party], self._today)
        if money is None or not parameter.enabled or money.high < limit:
            return "", ""
        unsure = "，未核" if parameter.evidence == UNVERIFIED else ""
        tip = f"听证标准 {figures_grouped(limit)} 元{unsure}"
        if money.low >= limit:
            return "，须告知听证", tip
        return f"，{figures_grouped(limit)} 元起告知听证", tip

    def _version(self, window: Window) -> VersionRow:
        if window.since > self._today:
            word, tone = "将施行", "warn"
        elif window.until is None or window.until >= self._today:
            word, tone = "现行", "ok"
        else:
            word, tone = "旧法", "neutral"
        laws = dict.fromkeys(self._catalogue.law(branch.citation.law).title for branch in window.branches)
        ranges = "；".join(part for part in ("、".join(laws), ranges_line(window.branches)) if part)
        return VersionRow(_days_words(window), word, tone, ranges)

    def _ask_reason(self, item: Item, detail: ItemDetail) -> str:
        blocking = [text.sentence for text in detail.limits if text.blocks]
        if blocking:
            return blocking[0]
        if not detail.ours:
            return "推定不是街镇事项，只供查询。"
        branches = self._catalogue.branches_on(item, self._day)
        fits = any(
            summary_possible(branch, party, self._caps) is not Possible.NO
            for branch in branches
            for party in PARTIES
            if _meant(branch, party)
        )
        if fits or WARNING in item.penalty_kinds:
            return ""
        if not branches:
            return "这一天没有罚则，不能当场处罚。"
        return "罚款起点超过当场处罚的上限，要走普通程序；本版本只办简易程序。"


def _meant(branch: Branch, party: PartyKind) -> bool:
    kind = branch.subject_class
    if kind is SubjectClass.ANY:
        return True
    return (kind is SubjectClass.PERSON) == (counted_as(party) is PartyKind.PERSON)


def _persons_first(branch: Branch) -> int:
    return (SubjectClass.PERSON, SubjectClass.ANY, SubjectClass.UNIT).index(branch.subject_class)


def _covers(window: Window, day: date) -> bool:
    return window.since <= day and (window.until is None or day <= window.until)


def _days_words(window: Window) -> str:
    if window.until is None:
        return f"{window.since.isoformat()} 起"
    return f"{window.since.isoformat()} 至 {window.until.isoformat()}"


def _chips(item: Item, branches: tuple[Branch, ...]) -> tuple[tuple[str, str], ...]:
    """(words, tone): whether an order to correct comes first, and how new the text is."""
    refusal = [branch.requires_refusal for branch in branches]
    chips = []
    if refusal and all(refusal):
        chips.append((f"先{item.correction.order}，拒不改正才罚", "warn"))
    elif any(refusal):
        chips.append((f"{item.correction.order}，部分罚则以拒不改正为前提", "warn"))
    elif item.correction.order:
        chips.append((f"{item.correction.order}，不以拒改为前提", "neutral"))
    if item.usability is Usability.CHECK_TEXT_FIRST:
        chips.append((item.usability.value, "warn"))
    if item.currency is not Currency.CURRENT:
        chips.append((item.currency.value, "warn"))
    return tuple(chips)


def _citations(
    catalogue: Catalogue, item: Item, branches: tuple[Branch, ...], day: date
) -> tuple[CitationRow, ...]:
    rows = [_citation("违反", one, "") for one in catalogue.violated_on(item, day)]
    whom: dict[str, list[str]] = {}
    for branch in branches:
        about = whom.setdefault(branch.citation.text, [])
        if branch.subject not in about:
            about.append(branch.subject)
    cited = {branch.citation.text: branch.citation for branch in branches}
    rows += [_citation("处罚", one, "、".join(whom[text])) for text, one in cited.items()]
    rows += [_citation("依据", one, "") for one in item.basis if one.covers(day)]
    return tuple(rows)


def _citation(role: str, citation: Citation, about: str) -> CitationRow:
    mark = "checked" if citation.checked else "unchecked"
    return CitationRow(role, citation.text, about, mark)


def _no_range(item: Item) -> str:
    if "罚款" in item.penalty_kinds:
        return "罚款数额没有读到，不能用于决定。"
    kinds = "、".join(item.penalty_kinds)
    return f"没有罚款。处罚种类：{kinds}。" if kinds else "没有罚款。"


def _notes(catalogue: Catalogue, item: Item) -> tuple[str, ...]:
    pairs = []
    for pair in catalogue.concurrences_of(item):
        other = next(code for code in pair.items if code != item.code)
        name = catalogue.item(other).short_name
        pairs.append(f"同一行为可能同时是“{name}”（{other}），罚款按数额高的一项。{pair.note}")
    notes = (item.notes, item.holder.note, *pairs, item.practice_example)
    return tuple(note for note in notes if note)
