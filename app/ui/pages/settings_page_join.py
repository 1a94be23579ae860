"""Joins the settings with their presenter; the look changes at once and is remembered."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.ports.keys import PASSPHRASE_MIN
from app.presenters.settings_page import Check, SettingsPresenter, SettingsState
from app.ui import theme
from app.ui.pages.join import Join
from app.ui.pages.settings_page import SettingsPage
from app.ui.pages.settings_page_passphrase import PassphraseDialog
from app.ui.theme import Scheme
from app.ui.work import Reporter, Work


class SettingsJoin(QObject):
    """Everything between the page and its presenter."""

    def __init__(self, work: Work, presenter: SettingsPresenter, page: SettingsPage) -> None:
        super().__init__(page)
        self.presenter, self.page, self._work = presenter, page, work
        join = self._join = Join(work, presenter, page.show_state, page)
        page.section_chosen.connect(lambda section: join.read(lambda: presenter.show_section(section)))
        page.words_given.connect(lambda words: join.read(lambda: presenter.find(words)))
        page.check_asked.connect(self._examine)
        page.scheme_chosen.connect(self._switch)
        page.text_size_chosen.connect(self._resize)
        page.passphrase_asked.connect(self._ask_passphrase)

    def open(self, section: str) -> None:
        """Turn to a part; in that of the look the keys go on where the size of texts is chosen."""
        self.page.show_state(self.presenter.show_section(section))
        if section == "look":
            self.page.look.start()

    def refresh(self) -> None:
        """Read everything anew."""
        self._join.read(self.presenter.refresh)

    def _examine(self) -> None:
        def examine(reporter: Reporter) -> SettingsState:
            return self.presenter.examine(reporter.report)

        self._join.long(examine, self._show_check)

    def _show_check(self, check: object) -> None:
        if isinstance(check, Check):
            self.page.store.show_check(check)

    def _ask_passphrase(self) -> None:
        dialog = PassphraseDialog(PASSPHRASE_MIN, self.page)

        def given(old: str, new: str, again: str) -> None:
            self._work.write(
                lambda: self.presenter.change_passphrase(old, new, again),
                owner=dialog,
                then=dialog.show_answer,
            )

        dialog.given.connect(given)
        dialog.accepted.connect(lambda: self.page.show_state(self.presenter.state))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _resize(self, percent: int) -> None:
        """The window is made anew for it, so what is asked of the old one comes first."""
        self._join.write(lambda: self.presenter.remember_text_size(percent))
        theme.current().set_text_size(percent)

    def _switch(self, key: str) -> None:
        theme.current().switch(Scheme(key))
        self._join.write(lambda: self.presenter.remember_scheme(key))
