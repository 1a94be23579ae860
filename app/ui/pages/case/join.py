"""Joins the case page with its presenter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.presenters.case_page import CasePresenter
from app.ui.pages.case.page import CasePage
from app.ui.pages.files import ChooseFiles
from app.ui.pages.join import Join
from app.ui.work import Work


class CaseJoin(QObject):
    """Everything between the page and its presenter."""

    left = Signal()
    saved = Signal()
    spot_asked = Signal(str, str)  # case, place
    evidence_opened = Signal(str, str)  # case, evidence
    paper_opened = Signal(str, str)  # case, document
    compare_asked = Signal(str)  # case

    def __init__(self, work: Work, presenter: CasePresenter, page: CasePage, choose: ChooseFiles) -> None:
        super().__init__(page)
        self.presenter, self.page, self._choose = presenter, page, choose
        self._join = Join(work, presenter, page.show_state, page)
        self._join.written.append(self.saved.emit)
        self.after = self._join.after
        page.back_asked.connect(self.left)
        page.spot_asked.connect(lambda place: self.spot_asked.emit(self._case(), place))
        page.step_asked.connect(self._take_step)
        page.exit_asked.connect(self._leave)
        page.evidence_opened.connect(lambda evidence: self.evidence_opened.emit(self._case(), evidence))
        page.paper_opened.connect(lambda document: self.paper_opened.emit(self._case(), document))
        page.compare_asked.connect(lambda: self.compare_asked.emit(self._case()))
        page.picture_asked.connect(self._fetch_picture)
        page.files_dropped.connect(self.add_files)
        page.files_asked.connect(self.ask_for_files)

    def open(self, case: str) -> None:
        """Show a case."""
        self._join.read(lambda: self.presenter.open(case))

    def refresh(self) -> None:
        """Read the case shown anew."""
        self._join.read(self.presenter.refresh)

    def ask_for_files(self) -> None:
        """Open the file dialog."""
        if paths := self._choose(self.page):
            self.add_files(paths)

    def add_files(self, paths: tuple[Path, ...]) -> None:
        """Seal files as evidence of the case."""
        case = self._case()
        self._join.long(lambda _: self.presenter.add_files(case, paths))

    def _take_step(self, end: str) -> None:
        self._join.write(lambda: self.presenter.take_step(end))

    def _leave(self, end: str, reason: str, ground: str) -> None:
        self._join.write(lambda: self.presenter.leave(end, reason, ground))

    def _fetch_picture(self, evidence: str) -> None:
        def show(data: bytes | None) -> None:
            self.page.file.show_picture(evidence, data)

        self._join.fetch(lambda: self.presenter.thumbnail(evidence), show)

    def _case(self) -> str:
        return self.presenter.state.case
