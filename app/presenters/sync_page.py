"""Sync page: what the district does not have yet, where it lies meanwhile, and how many numbers are left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain.errors import AppError
from app.domain.numbers import CLUE, CORRECTION, ON_THE_SPOT
from app.ports.work import CaseFilter, CaseRow, Totals
from app.presenters.formats import dotted, short_item, short_number, size_words
from app.presenters.messages import Message, message_for
from app.presenters.office import Office
from app.presenters.screen import Screen
from app.presenters.timeline import evidence_kind

SHOWN_CASES = 200
"""[P] So many cases with unsent entries are listed; the case list shows all."""
LOW_NUMBERS = 20
"""[P] With so many numbers left or fewer, the row warns."""
NEXT_YEAR_FROM_MONTH = 12
"""From December on the numbers of the next year are leased too (design section 7)."""
WHY = "等连接区级"
"""Why everything waits in a set-up that knows no district."""
PAPER, FILM = "文书", "录像"
MEASURES = {"照片": "张", "录音": "段", FILM: "段"}
NUMBER_WORDS = {
    CLUE: "线索登记编号",
    CORRECTION: "责令改正通知书文号",
    ON_THE_SPOT: "当场处罚决定书文号",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of the three parts: a sentence and what stands small below it."""

    text: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What of one case the district does not have: how much, and why it waits.

    Attributes:
        words: item and party of entries, or what the files are; ``party`` is the end that stays in sight.
        icon: entries, files or films.
    """

    case: str
    number: str
    words: str
    amount: str
    why: str
    icon: str
    party: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One sort of what waits, in the order of sending. ``key``: entries, files or films."""

    key: str
    place: str
    title: str
    amount: str
    note: str
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class NumbersLeft:
    """Free numbers of one class and year. ``tone``: neutral, warn or danger."""

    number_class: str
    title: str
    words: str
    tone: str = "neutral"
    tip: str = ""


@dataclass(frozen=True, slots=True)
class SyncState:
    """The whole page."""

    what: Sentence = Sentence()
    data: Sentence = Sentence()
    remedy: Sentence = Sentence()
    amount: str = ""
    lanes: tuple[Lane, ...] = ()
    foot: str = ""
    numbers: tuple[NumbersLeft, ...] = ()
    received: tuple[tuple[str, str], ...] = ()
    nothing_waits: bool = False
    message: Message | None = None


class SyncPresenter(Screen[SyncState]):
    """This set-up knows no district: the page says so and counts what waits."""

    def __init__(self, office: Office) -> None:
        super().__init__(SyncState())
        self._office = office

    def refresh(self) -> SyncState:
        """Count anew."""
        try:
            found = self._read()
        except AppError as error:
            message = message_for(error)
            return self._change(lambda state: replace(state, message=message))
        return self._change(lambda _: found)

    def _read(self) -> SyncState:
        queries, today = self._office.queries, self._office.now().at.date()
        totals = queries.totals()
        keys = queries.case_keys(CaseFilter(unsent_only=True))
        rows = queries.case_rows(keys[:SHOWN_CASES])
        waiting = totals.entries + totals.blobs
        return SyncState(
            what=Sentence("这台笔记本还没有连接区级。", "安装时没有登记区级服务器，不会上传，也不会接收。"),
            data=_data_sentence(waiting),
            remedy=Sentence(
                "办案照常进行，不用等。", "请保管好这台笔记本；要交出的文书在“文书打印”另存副本。"
            ),
            amount=dotted(f"{waiting} 项", size_words(totals.entry_bytes + totals.blob_bytes))
            if waiting
            else "",
            lanes=self._lanes(totals, rows),
            foot=_foot(len(keys), len(rows)),
            numbers=self._numbers(today),
            received=self._received(),
            nothing_waits=not waiting,
        )

    def _lanes(self, totals: Totals, rows: tuple[CaseRow, ...]) -> tuple[Lane, ...]:
        files, films = _Files(), _Files()
        for row in rows:
            case = self._office.queries.case(row.case)
            number = short_number(row.number)
            moving = [one for one in case.evidence if one.media_type.startswith("video/")]
            still = [one for one in case.evidence if one not in moving]
            kinds = Counter(evidence_kind(one.media_type) for one in still)
            kinds[PAPER] += len(case.documents)
            sizes = {one.sha256: one.size for one in still}
            sizes.update({paper.pdf_sha256: paper.size for paper in case.documents})
            files.add(row.case, number, kinds, sizes)
            films.add(
                row.case, number, Counter({FILM: len(moving)}), {one.sha256: one.size for one in moving}
            )
        entries = dotted(f"{totals.entries} 条", size_words(totals.entry_bytes)) if totals.entries else ""
        return (
            Lane("entries", "一", "办案记录", entries, "最先传", tuple(map(_entries_of, rows))),
            Lane("files", "二", "照片、录音和文书", files.amount, "记录之后", files.lines("files")),
            Lane("films", "三", "录像", films.amount, "最后传", films.lines("films")),
        )

    def _numbers(self, today: date) -> tuple[NumbersLeft, ...]:
        years = [today.year]
        if today.month >= NEXT_YEAR_FROM_MONTH:
            years.append(today.year + 1)
        return tuple(
            _numbers_left(number_class, year, self._office.queries.numbers_left(number_class, year))
            for year in years
            for number_class in NUMBER_WORDS
        )

    def _received(self) -> tuple[tuple[str, str], ...]:
        catalogue, roster = self._office.catalogue, self._office.roster
        until = "" if catalogue.snapshot is None else f"截至 {catalogue.snapshot.isoformat()}"
        return (
            ("权责清单", dotted(f"{catalogue.version} 版", until)),
            ("人员名册", f"{roster.version} 版"),
        )


def _data_sentence(waiting: int) -> Sentence:
    if not waiting:
        return Sentence("没有等着上传的内容。", "新办的案件会先加密存在本机，再列在这里。")
    return Sentence(
        f"{waiting} 项还没有到区级，都已加密存在本机。",
        "关机、断电都不会丢；笔记本损坏或者遗失会丢。",
    )


class _Files:
    """The files of one lane, case by case; the same bytes lie and travel once."""

    def __init__(self) -> None:
        self._found: list[tuple[str, str, Counter[str], int]] = []
        self._sizes: dict[str, int] = {}

    def add(self, case: str, number: str, kinds: Counter[str], sizes: Mapping[str, int]) -> None:
        if kinds.total():
            self._found.append((case, number, kinds, sum(sizes.values())))
            self._sizes.update(sizes)

    @property
    def amount(self) -> str:
        """6 项·1.1 MB; nothing where there is none."""
        count = sum(kinds.total() for _, _, kinds, _ in self._found)
        return dotted(f"{count} 项", size_words(sum(self._sizes.values()))) if count else ""

    def lines(self, icon: str) -> tuple[Waiting, ...]:
        """One line a case."""
        return tuple(
            Waiting(case, number, _kinds_words(kinds), size_words(size), WHY, icon)
            for case, number, kinds, size in self._found
        )


def _kinds_words(kinds: Counter[str]) -> str:
    """照片 2 张、文书 4 份."""
    found = ((kind, number, MEASURES.get(kind, "份")) for kind, number in kinds.items() if number)
    return "、".join(f"{kind} {number} {measure}" for kind, number, measure in found)


def _entries_of(row: CaseRow) -> Waiting:
    party = f"·{row.party or '当事人未登记'}"
    words = f"{short_item(row.item) or '事项未选定'}{party}"
    return Waiting(row.case, short_number(row.number), words, f"{row.unsent} 条", WHY, "entries", party)


def _foot(cases: int, shown: int) -> str:
    if cases > shown:
        return f"共 {cases} 件，这里列出 {shown} 件；其余在案件列表选“未到区级”查看。"
    return (
        f"共 {cases} 件案件有记录没到区级。照片的缩略图由各台笔记本自己做，不上传。"
        if cases
        else "没有案件等着上传。"
    )


def _numbers_left(number_class: str, year: int, left: int) -> NumbersLeft:
    title = f"{NUMBER_WORDS[number_class]}·{year} 年"
    if not left:
        return NumbersLeft(
            number_class, title, "已用完", "danger", "没有号段就不能出具这种文书，请联系区级补号段。"
        )
    tone = "warn" if left <= LOW_NUMBERS else "neutral"
    return NumbersLeft(
        number_class, title, f"余 {left} 个", tone, "快用完了，请联系区级补号段。" if tone == "warn" else ""
    )
