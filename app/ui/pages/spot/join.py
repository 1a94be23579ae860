"""Joins the on-the-spot page with its presenter: what is asked is done beside the window, in order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.presenters.office import Service
from app.presenters.spot import SpotPresenter
from app.presenters.spot_state import ItemOption, PaperPreview, Sealing, SpotState
from app.ui.pages.files import ChooseFiles
from app.ui.pages.join import Join
from app.ui.pages.spot.dialogs import AnswerDialog, ConfirmDialog, DamagedDialog, HandOverDialog
from app.ui.pages.spot.page import SpotPage
from app.ui.work import Reporter, Task, Work

PAUSE_MS = 250
"""Waits so long after the last key or change before the paper is set anew."""


class SpotJoin(QObject):
    """Everything between the page and its presenter."""

    case_opened = Signal(str)
    evidence_opened = Signal(str, str)  # case, evidence
    left = Signal()
    saved = Signal()

    def __init__(self, work: Work, presenter: SpotPresenter, page: SpotPage, choose: ChooseFiles) -> None:
        super().__init__(page)
        self.presenter, self.page, self._choose = presenter, page, choose
        self._join = Join(work, presenter, page.show_state, page)
        self._join.after.append(self._shown)
        self._join.written.append(self._tell_saved)
        self._confirming: ConfirmDialog | None = None
        self._words = ""
        self._drawing: Task | None = None
        self._drawn: tuple[object, ...] = ()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(PAUSE_MS)
        self._again.timeout.connect(self._draw)
        self._connect()

    def open(self, case: str = "", item: str = "", place: str = "") -> None:
        """Show a case, or an empty page; with an item chosen in the list, at what cures a reason."""
        self._drawn = ()
        self.page.setEnabled(False)  # nothing is typed into a case that is not there yet

        def call() -> SpotState:
            state = self.presenter.open(case)
            return self.presenter.choose_item(item) if item else state

        self._join.open(call, lambda: self._opened(place))

    def _opened(self, place: str) -> None:
        self.page.setEnabled(True)
        if place == "act:confirm":
            self._confirm()
        elif place:
            self.page.go_to(place)
        else:
            self.page.start()

    def add_files(self, paths: tuple[Path, ...], act: str, *, keep_unreadable: bool = False) -> None:
        """Seal files as evidence of an act."""
        self.page.commit()

        def seal() -> None:
            case = self.presenter.case

            def call(reporter: Reporter) -> SpotState:
                return self.presenter.add_files(
                    paths, act, case=case, keep_unreadable=keep_unreadable, progress=reporter.report
                )

            if case:
                self._join.long(call, self._sealed_so_far)

        self._act_of_files = act
        if self.presenter.case:
            seal()
        else:
            self._join.write(self.presenter.docket, seal)

    def ask_for_files(self, act: str = "") -> None:
        """Open the file dialog for the evidence that comes next."""
        wanted = act or self._next_files()
        if paths := self._choose(self.page):
            self.add_files(paths, wanted)

    def print_now(self) -> None:
        """Ctrl+P: the primary act, where it prints."""
        self.page.press_primary()

    def _connect(self) -> None:
        page, presenter, join = self.page, self.presenter, self._join
        page.typing.connect(self._again.start)
        page.field_edited.connect(lambda name, text: join.write(lambda: presenter.set_field(name, text)))
        page.noted.connect(lambda name, text: join.write(lambda: presenter.note(name, text)))
        page.assist_chosen.connect(lambda who: join.write(lambda: presenter.choose_assist(who)))
        page.item_chosen.connect(lambda code: join.write(lambda: presenter.choose_item(code)))
        page.level_chosen.connect(lambda key: join.write(lambda: presenter.choose_level(key)))
        page.payment_chosen.connect(lambda mode: join.write(lambda: presenter.choose_payment(mode)))
        page.form_chosen.connect(lambda form: join.read(lambda: presenter.show_paper(form)))
        page.words_typed.connect(self._find_items)
        page.picture_asked.connect(self._fetch_picture)
        page.files_dropped.connect(lambda paths, act: self.add_files(paths, act))
        page.files_asked.connect(self.ask_for_files)
        page.evidence_opened.connect(lambda evidence: self.evidence_opened.emit(presenter.case, evidence))
        page.primary_asked.connect(self._primary)
        page.confirm_asked.connect(self._confirm)
        page.warnings_asked.connect(self._answer)
        page.cure_asked.connect(self._cure)
        page.case_asked.connect(lambda: self.case_opened.emit(presenter.case))
        page.back_asked.connect(self.left)

    def _find_items(self, words: str) -> None:
        def show(options: tuple[ItemOption, ...]) -> None:
            self.page.what.item.show_options(options)

        self._join.latest(lambda: self.presenter.search_items(words), show)

    def _fetch_picture(self, evidence: str) -> None:
        def show(data: bytes | None) -> None:
            self.page.evidence.scene.show_picture(evidence, data)
            self.page.evidence.after.show_picture(evidence, data)

        self._join.fetch(lambda: self.presenter.thumbnail(evidence), show)

    def _primary(self, act: str) -> None:
        state = self.presenter.state
        if act == "confirm":
            self._confirm()
        elif act == "open_case":
            self.case_opened.emit(self.presenter.case)
        elif act in ("order", "decide") and state.hand_over is not None:
            dialog = HandOverDialog(state.hand_over, self.page)
            dialog.handed.connect(self._handing(act))
            dialog.open()
        else:
            self._join.write(lambda: self.presenter.act(act))

    def _handing(self, act: str) -> Callable[[Service], None]:
        def hand(service: Service) -> None:
            call = self.presenter.order_correction if act == "order" else self.presenter.decide
            self._join.write(lambda: call(service))

        return hand

    def _confirm(self) -> None:
        state = self.presenter.state
        chosen = state.assist.id if state.assist else ""
        dialog = ConfirmDialog(state.assists, chosen, state.unconfirmed, self.page)
        dialog.given.connect(
            lambda officer, words: self._join.write(
                lambda: self.presenter.confirm(officer, words), self._settle_confirming
            )
        )
        dialog.finished.connect(lambda _: self._close_confirming())
        self._confirming = dialog
        dialog.open()

    def _close_confirming(self) -> None:
        self._confirming = None

    def _answer(self) -> None:
        dialog = AnswerDialog(self.presenter.state.warnings, self.page)
        dialog.answered.connect(lambda reason: self._join.write(lambda: self.presenter.answer_all(reason)))
        dialog.open()

    def _cure(self, place: str) -> None:
        if place == "act:confirm":
            self._confirm()
        elif place == "act:answer":
            self._answer()
        elif place.startswith("step:"):
            self.case_opened.emit(self.presenter.case)
        else:
            self.page.go_to(place)

    def _sealed_so_far(self, progress: object) -> None:
        if isinstance(progress, Sealing):
            self.page.show_sealing(progress)

    def _tell_saved(self) -> None:
        if self.presenter.case:
            self.saved.emit()

    def _shown(self, state: SpotState) -> None:
        if state.damaged:
            self._ask_about(state.damaged)
        before, self._drawn = self._drawn, (state.case, state.shown_form, state.fields, state.papers)
        if before[:2] != self._drawn[:2]:
            self._draw()  # another paper: nothing of it is in sight yet
        elif before != self._drawn:
            self._again.start()

    def _settle_confirming(self) -> None:
        """Only the answer to the passphrase settles the dialog: other saves may end while it is open."""
        dialog, message = self._confirming, self.presenter.state.message
        if dialog is None:
            return
        if message is None:
            dialog.accept()
        else:
            dialog.show_refusal(message)
            self.page.show_state(self.presenter.dismiss())  # it is told where the passphrase is typed

    def _ask_about(self, damaged: tuple[str, ...]) -> None:
        self.presenter.dismiss()
        paths = tuple(Path(name) for name in damaged)
        dialog = DamagedDialog([path.name for path in paths], self.page)
        act = self._act_of_files
        dialog.accepted.connect(lambda: self.add_files(paths, act, keep_unreadable=True))
        dialog.open()

    def _draw(self) -> None:
        if self._drawing is not None and not self._drawing.over:
            self._again.start()
            return

        def show(preview: PaperPreview) -> None:
            state = self.presenter.state
            if (preview.case, preview.form) == (state.case, state.shown_form):
                self.page.show_preview(preview)

        self._again.stop()
        typed = self.page.bound.unsaved()
        self._drawing = self._join.fetch(lambda: self.presenter.preview(typed=typed), show)

    def _next_files(self) -> str:
        state = self.presenter.state.correction
        return "reinspection" if state.may_reinspect else "scene"

    _act_of_files = "scene"
