"""Papers issued in open cases, grouped by case, with copies and state, and the frozen page beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from app.domain.case import Case
from app.domain.errors import AppError
from app.ports.work import CaseFilter, CaseRow
from app.presenters.formats import dotted, short_item, short_number
from app.presenters.messages import Message, message_for
from app.presenters.newest import Newest
from app.presenters.office import Office
from app.presenters.papers_page_drafts import draft_key, draft_line, form_of_draft
from app.presenters.papers_page_state import (
    NO_PRINTER,
    PaperGroup,
    PaperLine,
    PapersState,
    PaperView,
    PrintFailed,
    fits,
    paper_facts,
    paper_line,
)
from app.presenters.screen import Screen
from app.presenters.wording import FORM_WORDS, STAGE_WORDS

__all__ = ["PaperGroup", "PaperLine", "PaperView", "PapersPresenter", "PapersState", "PrintFailed"]

SHOWN_CASES = 200
"""[P] So many open cases are looked through for papers, the newest first; words find the others."""
DRAFTED_CASES = 30
"""[P] So many of them, the newest, are asked for the paper that they need next."""


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

    def print_out(
        self, papers: Sequence[tuple[str, str]], put_on_paper: Callable[[bytes], None]
    ) -> PapersState:
        """Print all copies of some papers (case, document), one after another, and count each.

        ``put_on_paper`` raises PrintFailed when nothing comes out; then those behind are not printed.
        """
        printed = 0
        try:
            for case, document in papers:
                put_on_paper(self._office.paper_bytes(case, document))
                self._office.count_printed(case, document)
                printed += 1
        except AppError as error:
            if printed:
                self._load(self.state.only, self.state.words)
            trouble = _print_trouble(error, printed, len(papers))
            return self._change(lambda state: replace(state, message=trouble))
        done = "已送到打印机，份数已计入" if printed == 1 else f"{printed} 种已送到打印机，份数已计入"
        self._change(lambda state: replace(state, done=done, message=None))
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
            groups = [self._group(row, place < DRAFTED_CASES) for place, row in enumerate(rows)]
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
                headline=_headline(kept),
                groups=kept,
                to_print=sum(fits(line, "print", today) for line in lines),
                to_serve=sum(fits(line, "serve", today) for line in lines),
                today=sum(fits(line, "today", today) for line in lines),
                more=more,
                shown=_still_shown(state.shown, lines),
                generation=state.generation + 1,
            )

        return self._change(show)

    def _group(self, row: CaseRow, with_draft: bool) -> PaperGroup:
        today, case = self._office.now().at.date(), self._office.queries.case(row.case)
        papers = [paper_line(case.id, paper, today) for paper in reversed(case.documents)]
        draft = draft_line(self._office, case) if with_draft else None
        party = f"·{row.party or '当事人未登记'}"
        return PaperGroup(
            case=case.id,
            number=short_number(case.clue_number),
            words=f"{short_item(row.item) or '事项未选定'}{party}",
            party=party,
            stage=STAGE_WORDS.get(case.step, case.step),
            papers=(*papers, *((draft,) if draft else ())),
        )

    def _draft(self, case: Case, form: str) -> PaperView:
        """A draft as it would look now; its number is given when it is issued."""
        line = draft_line(self._office, case)
        if line is None or line.form != form:
            return self._missing(case.id, draft_key(case.id, form))
        facts = (("状态", "还没有出具，文号在出具时给出"),)
        view = PaperView(line, short_number(case.clue_number), facts=facts)
        try:
            return replace(view, pdf=self._office.preview(case.id, form).pdf)
        except AppError as error:
            return replace(view, message=message_for(error))

    def _view(self, case_id: str, document: str) -> PaperView:
        case = self._office.queries.case(case_id)
        if form := form_of_draft(document):
            return self._draft(case, form)
        paper = case.paper(document)
        if paper is None:
            return self._missing(case_id, document)
        today = self._office.now().at.date()
        line = paper_line(case_id, paper, today)
        view = PaperView(
            line=line,
            case_words=short_number(case.clue_number),
            facts=paper_facts(paper, today),
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


def _print_trouble(error: AppError, printed: int, wanted: int) -> Message:
    """Why printing stopped, and what of it was counted."""
    if not isinstance(error, PrintFailed):
        return message_for(error)
    reason = str(error.facts.get("reason", ""))
    which = f"第 {printed + 1} 种" if wanted > 1 else ""
    counted = f"前 {printed} 种已送到打印机并计入份数，其余没有打印。" if printed else "没有计入份数。"
    return Message(
        f"{which}没有打印出来：{reason}。" if reason else f"{which}没有打印出来。",
        f"文书在本机完好，{counted}",
        "检查打印机后再打印，或者另存副本到别处打印。",
        error.code,
    )


def _headline(groups: Sequence[PaperGroup]) -> str:
    lines = [line for group in groups for line in group.papers]
    drafts = sum(line.draft for line in lines)
    issued = f"{len(lines) - drafts} 份文书"
    return dotted(issued, f"草稿 {drafts} 份" if drafts else "", f"{len(groups)} 个案件")


def _narrowed(group: PaperGroup, only: str, today: str) -> PaperGroup:
    return replace(group, papers=tuple(line for line in group.papers if fits(line, only, today)))


def _still_shown(view: PaperView | None, lines: list[PaperLine]) -> PaperView | None:
    if view is None:
        return None
    found = next((line for line in lines if line.document == view.line.document), None)
    return None if found is None else replace(view, line=found)
