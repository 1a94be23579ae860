"""Joins the page of papers with its presenter: files and printers are asked for here."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.presenters.papers_page import PapersPresenter
from app.ui.pages.files import ChooseTarget, choose_target
from app.ui.pages.join import Join
from app.ui.pages.papers_page import PapersPage
from app.ui.pages.papers_page_printing import ChoosePrinter, NoPrinter, choose_printer, print_pdf
from app.ui.work import Work


class PapersJoin(QObject):
    """Everything between the page and its presenter. ``saved`` comes after copies were counted."""

    saved = Signal()

    def __init__(
        self,
        work: Work,
        presenter: PapersPresenter,
        page: PapersPage,
        *,
        target: ChooseTarget = choose_target,
        printer: ChoosePrinter = choose_printer,
    ) -> None:
        super().__init__(page)
        self.presenter, self.page = presenter, page
        self._target, self._printer = target, printer
        join = self._join = Join(work, presenter, page.show_state, page)
        page.paper_chosen.connect(lambda case, paper: join.read(lambda: presenter.open_paper(case, paper)))
        page.only_chosen.connect(lambda only: join.read(lambda: presenter.show_only(only)))
        page.words_given.connect(lambda words: join.read(lambda: presenter.find(words)))
        page.copy_asked.connect(self._save)
        page.print_asked.connect(self._print)

    def refresh(self) -> None:
        """Read the list anew."""
        self._join.read(self.presenter.refresh)

    def _save(self, case: str, document: str, proposed: str) -> None:
        target = self._target(self.page, proposed)
        if target is not None:
            self._join.write(lambda: self.presenter.save_copy(case, document, target), self.saved.emit)

    def _print(self, papers: tuple[tuple[str, str], ...]) -> None:
        try:
            printer = self._printer(self.page)
        except NoPrinter:
            self._join.read(self.presenter.no_printer)
            return
        if printer is not None:
            self._join.write(
                lambda: self.presenter.print_out(papers, lambda pdf: print_pdf(pdf, printer)),
                self._printed,
            )

    def _printed(self) -> None:
        """What came out is ticked no more, so that a second press prints nothing twice."""
        if self.presenter.state.message is None:
            self.page.model.tick_all(False)
        self.saved.emit()
