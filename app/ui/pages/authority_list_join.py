"""Joins the authority list with its presenter; only the newest search counts."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.presenters.authority_list import AuthorityPresenter
from app.ui.pages.authority_list import AuthorityPage
from app.ui.pages.join import Join
from app.ui.work import Work


class AuthorityJoin(QObject):
    """Everything between the page and its presenter."""

    def __init__(self, work: Work, presenter: AuthorityPresenter, page: AuthorityPage) -> None:
        super().__init__(page)
        self.presenter, self.page = presenter, page
        join = self._join = Join(work, presenter, page.show_state, page)
        page.words_given.connect(lambda words: join.read(lambda: presenter.find(words)))
        page.day_given.connect(lambda day: join.read(lambda: presenter.show_day(day)))
        page.ours_only_set.connect(lambda on: join.read(lambda: presenter.only_ours(on)))
        page.domain_chosen.connect(lambda domain: join.read(lambda: presenter.show_domain(domain)))
        page.item_chosen.connect(lambda code: join.read(lambda: presenter.choose(code)))
        page.window_chosen.connect(lambda key: join.read(lambda: presenter.show_window(key)))
        page.scale_chosen.connect(lambda key: join.read(lambda: presenter.show_scale(key)))

    def refresh(self) -> None:
        """Read the list anew."""
        self._join.read(self.presenter.refresh)

    def open_item(self, code: str) -> None:
        """Show one item, whatever is searched for."""
        self._join.read(lambda: self.presenter.open_item(code))
        self.page.show_item()
