"""Joins the case list with its presenter; rows come a page at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.presenters.case_list import CaseLine, CaseListPresenter
from app.ui.pages.case_list import CaseListPage
from app.ui.pages.join import Join
from app.ui.work import Work


class CaseListJoin(QObject):
    """Everything between the page and its presenter."""

    def __init__(self, work: Work, presenter: CaseListPresenter, page: CaseListPage) -> None:
        super().__init__(page)
        self.presenter, self.page = presenter, page
        join = self._join = Join(work, presenter, page.show_state, page)
        self.after = join.after
        page.words_given.connect(lambda words: join.read(lambda: presenter.find(words)))
        page.open_only_set.connect(lambda on: join.read(lambda: presenter.only_open(on)))
        page.unsent_only_set.connect(lambda on: join.read(lambda: presenter.only_unsent(on)))
        page.step_chosen.connect(lambda step: join.read(lambda: presenter.at_step(step)))
        page.item_chosen.connect(lambda code: join.read(lambda: presenter.of_item(code)))
        page.due_chosen.connect(lambda near: join.read(lambda: presenter.due_within(near)))
        page.items_asked.connect(lambda: join.fetch(presenter.items, page.show_items))
        page.preview.wants_picture.connect(self._fetch_picture)
        page.officer_chosen.connect(lambda who: join.read(lambda: presenter.of_officer(who)))
        page.cleared.connect(lambda: join.read(presenter.clear))
        page.sort_asked.connect(lambda order, down: join.read(lambda: presenter.sort(order, down)))
        page.preview_asked.connect(lambda case: join.read(lambda: presenter.preview(case)))
        page.model.wanted.connect(self._fetch_rows)

    def refresh(self) -> None:
        """Read the list anew."""
        self._join.read(self.presenter.refresh)

    def _fetch_picture(self, case: str, evidence: str) -> None:
        def show(data: bytes | None) -> None:
            self.page.preview.show_picture(case, evidence, data)

        self._join.fetch(lambda: self.presenter.thumbnail(case, evidence), show)

    def _fetch_rows(self, generation: int, page: int, keys: Sequence[int]) -> None:
        def show(lines: tuple[CaseLine, ...]) -> None:
            self.page.model.show_rows_of(generation, page, lines)

        self._join.fetch(lambda: self.presenter.rows(keys), show)
