"""The main window of a signed-in officer: the frame with all pages, each joined to its presenter.

It holds no rule: it carries wishes from pages to presenters and from one page to another.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from app import __version__
from app.presenters.authority_list import AuthorityPresenter
from app.presenters.case_list import CaseListPresenter
from app.presenters.case_page import CasePresenter
from app.presenters.door import LaptopFacts
from app.presenters.evidence_viewer import EvidencePresenter
from app.presenters.help import help_for
from app.presenters.office import Office
from app.presenters.papers_page import PapersPresenter
from app.presenters.settings_page import SettingsPresenter
from app.presenters.shell import Hit, ShellPresenter, ShellState
from app.presenters.spot import SpotPresenter
from app.presenters.sync_page import SyncPresenter
from app.presenters.workbench import WorkbenchPresenter, WorkbenchState
from app.ui import theme
from app.ui.frame import Frame
from app.ui.kit.menus import Menu
from app.ui.kit.pill import PillState
from app.ui.pages.authority_list import AuthorityPage
from app.ui.pages.authority_list_join import AuthorityJoin
from app.ui.pages.case.join import CaseJoin
from app.ui.pages.case.page import CasePage
from app.ui.pages.case_list import CaseListPage
from app.ui.pages.case_list_join import CaseListJoin
from app.ui.pages.evidence_viewer import EvidencePage
from app.ui.pages.evidence_viewer_join import EvidenceJoin
from app.ui.pages.files import ChooseFiles, ChooseTarget, choose_files, choose_target
from app.ui.pages.help import HelpPane
from app.ui.pages.join import Join
from app.ui.pages.papers_page import PapersPage
from app.ui.pages.papers_page_join import PapersJoin
from app.ui.pages.search import SearchBox
from app.ui.pages.settings_page import SettingsPage
from app.ui.pages.settings_page_join import SettingsJoin
from app.ui.pages.spot.join import SpotJoin
from app.ui.pages.spot.page import SpotPage
from app.ui.pages.standing import StandingBanner
from app.ui.pages.sync_page import SyncPage
from app.ui.pages.sync_page_join import SyncJoin
from app.ui.pages.workbench import WorkbenchPage
from app.ui.theme import Scheme, Tone
from app.ui.work import Work

BADGE_MS = 1_000
"""So long after the last save the deadlines are read anew for the badge: nobody is slowed while he types."""


class MainWindow(Frame):
    """Everything that a signed-in officer sees. ``close`` ends the work beside the window first."""

    lock_asked = Signal()

    def __init__(
        self,
        office: Office,
        *,
        facts: Callable[[], LaptopFacts] | None = None,
        choose: ChooseFiles = choose_files,
        target: ChooseTarget = choose_target,
        unexpected: Callable[[BaseException], None] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``facts`` are those of the sign-in page."""
        super().__init__(parent=parent)
        self._office, self._choose, self._target = office, choose, target
        self._facts = facts or self._own_facts
        self.work = Work(unexpected or _report, parent=self)
        self._make_shell()
        self._make_workbench()
        self._make_cases()
        self._make_authority()
        self._make_others()
        self._make_inner()
        self._connect_frame()
        self.shell_join.read(self.shell.open)
        self.work.read(office.warm_up, owner=self, fail=lambda _: None)  # the first paper says it again
        self.open_page("workbench")
        self.workbench_page.new.setFocus()

    def open_page(self, key: str) -> None:
        """Show a page of the rail and read it anew."""
        self.show_page(key)
        self._refresh(key)

    def open_case(self, case: str) -> None:
        """Show one case."""
        self.case_join.open(case)
        self.show_page("case")

    def open_spot(self, case: str = "", item: str = "", place: str = "") -> None:
        """Show the on-the-spot page for a case, or an empty one."""
        self.spot_join.open(case, item, place)
        self.show_page("spot")

    def finish_work(self) -> bool:
        """Carry out the writes that were asked; true when nothing is left running."""
        return self.work.close()

    def _make_shell(self) -> None:
        self.shell = ShellPresenter(self._office)
        self.shell_join: Join[ShellState] = Join(self.work, self.shell, self._show_shell, self)
        self._limit, self._mended = StandingBanner("limit"), StandingBanner("mended")
        for banner in (self._limit, self._mended):
            self.put_standing(banner)
        self.help_pane = HelpPane(self)
        self.search_box = SearchBox(self)
        self.search_box.words_typed.connect(self._find)
        self.search_box.chosen.connect(self.go_to)

    def _make_workbench(self) -> None:
        self.workbench = WorkbenchPresenter(self._office)
        self.workbench_page = WorkbenchPage()
        self.workbench_join: Join[WorkbenchState] = Join(
            self.work, self.workbench, self.workbench_page.show_state, self.workbench_page
        )
        self.workbench_join.after.append(self._show_badge)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(BADGE_MS)
        self._soon.timeout.connect(lambda: self.workbench_join.read(self.workbench.refresh))
        self.workbench_join.after.append(
            lambda state: self.set_title("workbench", f"今日要办　{state.today}", f"　{state.today}")
        )
        self.add_page("workbench", "工作台", "layout-dashboard", self.workbench_page)
        self.workbench_page.case_asked.connect(self.open_case)
        self.workbench_page.spot_asked.connect(self.open_spot)
        self.workbench_page.new_case_asked.connect(self.open_spot)
        self.workbench_page.sync_page_asked.connect(lambda: self.go_to("command:sync"))

    def _make_cases(self) -> None:
        self.cases_page = CaseListPage()
        self.cases_join = CaseListJoin(self.work, CaseListPresenter(self._office), self.cases_page)
        self.add_page("cases", "案件", "folder-open", self.cases_page)
        self.cases_join.after.append(
            lambda state: self.set_title("cases", f"案件　{state.headline}", f"　{state.headline}")
        )
        self.cases_page.case_asked.connect(self.open_case)
        self.cases_page.new_case_asked.connect(self.open_spot)

    def _make_authority(self) -> None:
        self.authority_page = AuthorityPage()
        self.authority_join = AuthorityJoin(self.work, AuthorityPresenter(self._office), self.authority_page)
        self.add_page("authority", "权责清单", "list-tree", self.authority_page)
        self.authority_page.case_asked.connect(lambda code: self.open_spot(item=code))

    def _make_others(self) -> None:
        self.papers_page, self.evidence_page = PapersPage(), EvidencePage()
        self.sync_page, self.settings_page = SyncPage(), SettingsPage()
        self.papers_join = PapersJoin(
            self.work, PapersPresenter(self._office), self.papers_page, target=self._target
        )
        self.evidence_join = EvidenceJoin(self.work, EvidencePresenter(self._office), self.evidence_page)
        self.sync_join = SyncJoin(self.work, SyncPresenter(self._office), self.sync_page)
        settings = SettingsPresenter(self._office, self._facts)
        self.settings_join = SettingsJoin(self.work, settings, self.settings_page)
        self.add_page("papers", "文书打印", "printer", self.papers_page)
        self.add_page("evidence", "证据", "images", self.evidence_page)
        self.add_page("sync", "同步", "refresh-cw", self.sync_page)
        self.add_page("settings", "设置", "settings", self.settings_page)
        self.papers_page.case_asked.connect(self.open_case)
        self.papers_page.spot_asked.connect(self.open_spot)
        for key, title in (("papers", "文书打印"), ("evidence", "证据"), ("sync", "同步")):
            self.set_title(key, title)
        self.papers_join.saved.connect(self._note_saved)
        self.evidence_page.case_asked.connect(self.open_case)
        self.sync_page.case_asked.connect(self.open_case)
        self.sync_page.evidence_asked.connect(lambda case: self.open_evidence(case, ""))

    def _make_inner(self) -> None:
        self.spot_page, self.case_page = SpotPage(), CasePage()
        self.spot_join = SpotJoin(self.work, SpotPresenter(self._office), self.spot_page, self._choose)
        self.case_join = CaseJoin(self.work, CasePresenter(self._office), self.case_page, self._choose)
        self.add_inner("spot", self.spot_page, "cases")
        self.add_inner("case", self.case_page, "cases")
        self.spot_join.case_opened.connect(self.open_case)
        self.spot_join.evidence_opened.connect(self.open_evidence)
        self.case_join.evidence_opened.connect(self.open_evidence)
        self.spot_join.left.connect(self._go_back)
        self.spot_join.saved.connect(self._note_saved)
        self.case_join.saved.connect(self._note_saved)
        self.case_join.compare_asked.connect(self.compare_evidence)
        self.case_page.sync_page_asked.connect(lambda: self.go_to("command:sync"))
        self.case_join.after.append(lambda state: self.set_title("case", state.title, state.party, back=True))
        self.case_join.paper_opened.connect(self.open_paper)
        self.case_join.left.connect(self._go_back)
        self.case_join.spot_asked.connect(lambda case, place: self.open_spot(case, place=place))

    def _connect_frame(self) -> None:
        self.page_asked.connect(self.open_page)
        self.new_case_asked.connect(self.open_spot)
        self.back_asked.connect(self._go_back)
        self.sync_page_asked.connect(lambda: self.go_to("command:sync"))
        self.sync_asked.connect(lambda: self.go_to("command:sync"))
        self.evidence_asked.connect(self._add_evidence)
        self.help_asked.connect(self._help)
        self.print_asked.connect(self._print)
        self.officer_menu_asked.connect(self._open_officer_menu)

    def go_to(self, place: str) -> None:
        """Open what a search hit or a command stands for."""
        kind, _, key = place.partition(":")
        if kind == "case":
            self.open_case(key)
        elif kind == "item":
            self.open_item(key)
        elif key == "spot":
            self.open_spot()
        elif key == "cover":
            self.cover_asked.emit()
        elif key == "lock":
            self.lock_asked.emit()
        elif key in self.page_keys():
            self.open_page(key)

    def open_evidence(self, case: str, evidence: str) -> None:
        """Look closely at one sealed file of a case."""
        self.show_page("evidence")
        self.evidence_join.open_case(case, evidence)

    def compare_evidence(self, case: str) -> None:
        """Look at two photos of a case side by side."""
        self.show_page("evidence")
        self.evidence_join.compare(case)

    def open_paper(self, case: str, document: str) -> None:
        """Show an issued paper of a case."""
        self.open_page("papers")
        self.papers_page.paper_chosen.emit(case, document)

    def open_settings(self, section: str) -> None:
        """Show one part of the settings, with the keys on what was chosen there."""
        self.open_page("settings")
        self.settings_join.open(section)

    def open_item(self, code: str) -> None:
        """Show an item of the authority list."""
        self.show_page("authority")
        self.authority_join.open_item(code)

    def _refresh(self, key: str) -> None:
        if key == "workbench":
            self.workbench_join.read(self.workbench.refresh)
        elif key == "cases":
            self.cases_join.refresh()
        elif key == "authority":
            self.authority_join.refresh()
        elif key == "papers":
            self.papers_join.refresh()
        elif key == "evidence":
            self.evidence_join.refresh()
        elif key == "sync":
            self.sync_join.refresh()
        elif key == "settings":
            self.settings_join.refresh()

    def _help(self, page: str) -> None:
        self.help_pane.show_page(help_for(page))

    def _go_back(self) -> None:
        if self.help_pane.isVisible():
            self.help_pane.hide()
        elif self.go_back():
            self._refresh(self.page())
            if self.page() == "case":
                self.case_join.refresh()

    def _add_evidence(self) -> None:
        if self.page() == "case":
            self.case_join.ask_for_files()
        elif self.page() == "spot":
            self.spot_join.ask_for_files()

    def _print(self) -> None:
        if self.page() == "spot":
            self.spot_join.print_now()
        elif self.page() == "papers":
            self.papers_page.ask_print()

    def _own_facts(self) -> LaptopFacts:
        """What the office itself knows, where nobody brought the facts of the sign-in page."""
        agency = self._office.roster.agency
        return LaptopFacts(agency.name, agency.squad, "", 0, __version__, self._office.catalogue.version)

    def _note_saved(self) -> None:
        self.shell_join.read(self.shell.note_saved)
        self._soon.start()

    def _find(self, words: str) -> None:
        def show(hits: tuple[Hit, ...]) -> None:
            if words == self.top.search.text():  # answers may overtake each other
                self.search_box.show_hits(hits)

        self.shell_join.latest(lambda: self.shell.find(words), show)

    def _show_shell(self, state: ShellState) -> None:
        self.show_officer(state.officer, state.name)
        reach = state.reach
        self.show_pill(reach.pill, PillState(reach.state), reach.short)
        self.set_badge("sync", str(reach.waiting) if reach.waiting else "")
        self.show_saved(state.saved)
        self._limit.show_message(state.standing)
        self._mended.show_words(state.mended)

    def _show_badge(self, state: WorkbenchState) -> None:
        self.set_badge("workbench", str(state.urgent) if state.urgent else "", Tone.DANGER)

    def _open_officer_menu(self) -> None:
        menu = Menu("人员", name="officer_menu", parent=self)
        dark = theme.current().scheme is Scheme.DARK
        menu.add("cover", "遮盖，换人登录", icon="users", hint="Ctrl+L")
        menu.add("theme", "浅色外观" if dark else "深色外观", icon="sun")
        menu.add("lock", "锁定", icon="lock", why="程序重新启动，密钥从内存里清掉")
        menu.chosen.connect(self._from_officer_menu)
        self.open_officer_menu(menu)

    def _from_officer_menu(self, key: str) -> None:
        if key == "cover":
            self.cover_asked.emit()
        elif key == "lock":
            self.lock_asked.emit()
        else:
            dark = theme.current().scheme is Scheme.DARK
            self.settings_page.scheme_chosen.emit(Scheme.LIGHT.value if dark else Scheme.DARK.value)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.spot_page.commit()
        self._soon.stop()
        self.finish_work()
        super().closeEvent(event)


def _report(error: BaseException) -> None:
    sys.excepthook(type(error), error, error.__traceback__)
