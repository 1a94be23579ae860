"""Joins the sync page with its presenter."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.presenters.sync_page import SyncPresenter
from app.ui.pages.join import Join
from app.ui.pages.sync_page import SyncPage
from app.ui.work import Work


class SyncJoin(QObject):
    """Everything between the page and its presenter."""

    def __init__(self, work: Work, presenter: SyncPresenter, page: SyncPage) -> None:
        super().__init__(page)
        self.presenter, self.page = presenter, page
        self._join = Join(work, presenter, page.show_state, page)

    def refresh(self) -> None:
        """Count anew."""
        self._join.read(self.presenter.refresh)
