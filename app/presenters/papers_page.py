"""Papers issued in open cases, grouped by case, with copies and state, and the frozen page beside them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from app.domain.case import Case, Document
from app.domain.dates import moment_of
from app.domain.errors import AppError
from app.ports.work import CaseFilter
from app.presenters.formats import dotted, minute, moment_words, short_hash, short_number
from app.presenters.messages import Message, message_for
from app.presenters.newest import Newest
from app.presenters.office import Office
from app.presenters.screen import Screen
from app.presenters.wording import FORM_WORDS, MODE_WORDS, STAGE_WORDS

SHOWN_CASES = 200
"""[P] So many open cases are looked through for papers, the newest first; words find the others."""
SERVED_FORMS = ("D08", "D20")
"""Papers that must reach the party; the others are records of what was done."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One issued paper.

    Attributes:
        state: numbered, issued (a record without a number of its own), printed, served or refused.
        words: the state's word; ``tip`` more of it.
    """

    case: str
    document: str
    form: str
    title: str
    number: str
    copies: str
    state: str
    words: str
    tip: str
    day: str


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The papers of one case, newest first."""

    case: str
    number: str
    words: str
    stage: str
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class PaperView:
    """The paper beside the list: its frozen bytes, or why they cannot be shown."""

    line: PaperLine
    case_words: str
    pdf: bytes = field(default=b"", repr=False)
    facts: tuple[tuple[str, str], ...] = ()
    hash: str = ""
    file_name: str = ""
    message: Message | None = None


@dataclass(frozen=True, slots=True)
class PapersState:
    """The whole page. ``only``: all, today, print or serve."""

    only: str = "all"
    words: str = ""
    headline: str = ""
    groups: tuple[PaperGroup, ...] = ()
    to_print: int = 0
    to_serve: int = 0
    today: int = 0
    more: str = ""
    shown: PaperView | None = None
    done: str = ""
    message: Message | None = None
    generation: int = 0

    @property
    def narrowed(self) -> bool:
        """Whether a filter or words hide papers."""
        return self.only != "all" or bool(self.words)


class PrintFailed(AppError):
    """The printer took no pages; ``reason`` is what it said, empty when it said nothing."""

    code = "print.failed"


NO_PRINTER = Message(
    "这台笔记本没有装打印机。",
    "文书在本机完好，没有计入份数。",
    "接上打印机再打印，或者另存副本到别处打印。",
    "print.no_printer",
)

STATE_WORDS = {
    "numbered": "已编号",
    "issued": "已出具",
    "printed": "已打印",
    "served": "已送达",
    "refused": "拒签",
}


class PapersPresenter(Screen[PapersState]):
    """Reads papers from the projections of open cases; the bytes of one paper only when it is looked at."""

    def __init__(self, office: Office) -> None:
        super().__init__(PapersState())
        self._office = office
        self._opened, self._listed = Newest(), Newest()

    def refresh(self) -> PapersState:
        """Read the list anew; the paper shown stays if it is still listed."""
        return self._load(self.state.only, self.state.words)

    def show_only(self, only: str) -> PapersState:
        """Narrow to all, today, print or serve."""
        return self._load(only, self.state.words)

    def find(self, words: str) -> PapersState:
        """Narrow to cases with these words."""
        return self._load(self.state.only, words.strip())

    def open_paper(self, case: str, document: str) -> PapersState:
        """Show the frozen page of a paper; a damaged one shows the trouble in its place."""
        ticket = self._opened.ask()
        try:
            view = self._view(case, document)
        except AppError as error:
            return self._note(error)

        def show(state: PapersState) -> PapersState:
            if not self._opened.counts(ticket):
                return state
            return replace(state, shown=view, done="", message=None)

        return self._change(show)

    def save_copy(self, case: str, document: str, target: Path) -> PapersState:
        """Write a copy to the chosen file; the copy is counted."""
        try:
            self._office.save_paper(case, document, target)
        except AppError as error:
            return self._note(error)
        done = f"已另存为 {target.name}，份数已计入"
        self._change(lambda state: replace(state, done=done, message=None))
        return self._load(self.state.only, self.state.words)

    def print_out(self, case: str, document: str, put_on_paper: Callable[[bytes], None]) -> PapersState:
        """Print all copies and count them; ``put_on_paper`` raises PrintFailed when nothing comes out."""
        try:
            put_on_paper(self._office.paper_bytes(case, document))
            self._office.count_printed(case, document)
        except PrintFailed as error:
            reason = str(error.facts.get("reason", ""))
            trouble = Message(
                f"没有打印出来：{reason}。" if reason else "没有打印出来。",
                "文书在本机完好，没有计入份数。",
                "检查打印机后再打印，或者另存副本到别处打印。",
                error.code,
            )
            return self._change(lambda state: replace(state, message=trouble))
        except AppError as error:
            return self._note(error)
        self._change(lambda state: replace(state, done="已送到打印机，份数已计入", message=None))
        return self._load(self.state.only, self.state.words)

    def no_printer(self) -> PapersState:
        """There is nothing to print with: say so."""
        return self._change(lambda state: replace(state, message=NO_PRINTER))

    def _note(self, error: AppError) -> PapersState:
        message = message_for(error)
        return self._change(lambda state: replace(state, message=message))

    def _load(self, only: str, words: str) -> PapersState:
        ticket = self._listed.ask()
        try:
            keys = self._office.queries.case_keys(
                CaseFilter(words=words, open_only=True, order="docketed_at", descending=True)
            )
            rows = self._office.queries.case_rows(keys[:SHOWN_CASES])
            groups = [self._group(self._office.queries.case(row.case), row.item, row.party) for row in rows]
        except AppError as error:
            return self._note(error)
        today = self._office.now().at.date().isoformat()
        lines = [line for group in groups for line in group.papers]
        kept = tuple(narrowed for group in groups if (narrowed := _narrowed(group, only, today)).papers)
        more = f"只列出最近 {len(rows)} 件在办案件的文书，其余请搜索" if len(keys) > len(rows) else ""

        def show(state: PapersState) -> PapersState:
            if not self._listed.counts(ticket):
                return state
            return replace(
                state,
                only=only,
                words=words,
                headline=dotted(f"{sum(len(group.papers) for group in kept)} 份文书", f"{len(kept)} 个案件"),
                groups=kept,
                to_print=sum(_fits(line, "print", today) for line in lines),
                to_serve=sum(_fits(line, "serve", today) for line in lines),
                today=sum(_fits(line, "today", today) for line in lines),
                more=more,
                shown=_still_shown(state.shown, lines),
                generation=state.generation + 1,
            )

        return self._change(show)

    def _group(self, case: Case, item: str, party: str) -> PaperGroup:
        today = self._office.now().at.date()
        papers = tuple(paper_line(case.id, paper, today) for paper in reversed(case.documents))
        words = dotted(item or "事项未选定", party or "当事人未登记")
        return PaperGroup(
            case.id, short_number(case.clue_number), words, STAGE_WORDS.get(case.step, case.step), papers
        )

    def _view(self, case_id: str, document: str) -> PaperView:
        case = self._office.queries.case(case_id)
        paper = case.paper(document)
        if paper is None:
            return self._missing(case_id, document)
        today = self._office.now().at.date()
        line = paper_line(case_id, paper, today)
        view = PaperView(
            line=line,
            case_words=short_number(case.clue_number),
            facts=_facts(paper, today),
            hash=paper.pdf_sha256,
            file_name=f"{FORM_WORDS.get(paper.form, paper.form)} {paper.number or case.clue_number}.pdf",
        )
        try:
            return replace(view, pdf=self._office.paper_bytes(case_id, document))
        except AppError as error:
            return replace(view, message=message_for(error))

    def _missing(self, case_id: str, document: str) -> PaperView:
        line = PaperLine(case_id, document, "", "文书", "", "", "issued", "", "", "")
        return PaperView(line, "", message=message_for(AppError(document=document)))


def paper_line(case: str, paper: Document, today: date) -> PaperLine:
    """One issued paper as the list shows it."""
    state = paper_state(paper)
    issued = moment_of(paper.issued_at)
    number = short_number(paper.number) if paper.number_class else "随案件编号"
    return PaperLine(
        case=case,
        document=paper.id,
        form=paper.form,
        title=FORM_WORDS.get(paper.form, paper.form),
        number=number,
        copies=str(paper.copies),
        state=state,
        words=STATE_WORDS[state],
        tip=_tip(paper, today),
        day=issued.date().isoformat(),
    )


def paper_state(paper: Document) -> str:
    """numbered, issued, printed, served or refused."""
    if paper.served_at is not None:
        return "refused" if paper.refused_to_sign else "served"
    if paper.printed:
        return "printed"
    return "numbered" if paper.number_class else "issued"


def _tip(paper: Document, today: date) -> str:
    lines = [f"{moment_words(paper.issued_at, today)} 出具"]
    if paper.printed:
        lines.append(f"已打印或者另存 {paper.printed} 份")
    if paper.served_at is not None:
        mode = MODE_WORDS.get(paper.served_mode or "", paper.served_mode or "送达")
        lines.append(f"{moment_words(paper.served_at, today)} {mode}：{paper.recipient}")
    if paper.refused_to_sign:
        lines.append(f"拒签原因：{paper.refusal_reason}")
    return "\n".join(lines)


def _facts(paper: Document, today: date) -> tuple[tuple[str, str], ...]:
    served = ""
    if paper.served_at is not None:
        mode = MODE_WORDS.get(paper.served_mode or "", paper.served_mode or "")
        served = dotted(moment_words(paper.served_at, today), mode, paper.recipient)
    pairs = (
        ("文号", paper.number),
        ("出具", minute(moment_of(paper.issued_at))),
        ("份数", f"{paper.copies} 份，已打印或者另存 {paper.printed} 份"),
        ("送达", served),
        ("拒签", paper.refusal_reason if paper.refused_to_sign else ""),
        ("校验码", paper.check_code),
        ("摘要", short_hash(paper.pdf_sha256)),
    )
    return tuple(pair for pair in pairs if pair[1])


def _narrowed(group: PaperGroup, only: str, today: str) -> PaperGroup:
    return replace(group, papers=tuple(line for line in group.papers if _fits(line, only, today)))


def _fits(line: PaperLine, only: str, today: str) -> bool:
    if only == "today":
        return line.day == today
    if only == "print":
        return line.state in ("numbered", "issued")
    if only == "serve":
        return line.form in SERVED_FORMS and line.state in ("numbered", "printed")
    return True


def _still_shown(view: PaperView | None, lines: list[PaperLine]) -> PaperView | None:
    if view is None:
        return None
    found = next((line for line in lines if line.document == view.line.document), None)
    return None if found is None else replace(view, line=found)
