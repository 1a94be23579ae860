"""Joins the viewer with its presenter: files are read and photos decoded beside the window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.domain.errors import AppError
from app.ports.vault import BlobReader
from app.presenters.evidence_viewer import EvidencePresenter
from app.presenters.evidence_viewer_state import EvidenceState, Picture, Proof
from app.ui.pages.evidence_viewer import EvidencePage
from app.ui.pages.evidence_viewer_picture import Pyramid, pyramid_of
from app.ui.pages.join import Join
from app.ui.work import Reporter, Work


class EvidenceJoin(QObject):
    """Everything between the page and its presenter."""

    def __init__(self, work: Work, presenter: EvidencePresenter, page: EvidencePage) -> None:
        super().__init__(page)
        self.presenter, self.page, self._work = presenter, page, work
        join = self._join = Join(work, presenter, page.show_state, page)
        page.case_chosen.connect(lambda case: join.read(lambda: presenter.open_case(case)))
        page.shot_chosen.connect(lambda evidence: join.read(lambda: presenter.choose(evidence)))
        page.mode_chosen.connect(lambda mode: join.read(lambda: presenter.show_mode(mode)))
        page.side_chosen.connect(lambda side: join.read(lambda: presenter.show_side(side)))
        page.stepped.connect(lambda way: join.read(lambda: presenter.step(way)))
        page.verify_asked.connect(self._verify)
        page.wants_thumbnail.connect(self._fetch_thumbnail)
        page.wants_picture.connect(self._fetch_picture)
        page.wants_film.connect(self._fetch_film)
        page.film_failed.connect(self._trouble)

    def refresh(self) -> None:
        """Read the case again."""
        self._join.read(self.presenter.refresh)

    def open_case(self, case: str, evidence: str = "") -> None:
        """Show the evidence of a case, and one file of it where it is named."""
        self._join.read(lambda: self.presenter.open_case(case, evidence))

    def compare(self, case: str) -> None:
        """Show two photos of a case side by side."""
        self._join.read(lambda: self.presenter.compare(case))

    def _fetch_thumbnail(self, evidence: str) -> None:
        def show(found: tuple[str, bytes | None]) -> None:
            self.page.show_thumbnail(*found)

        self._join.fetch(lambda: self.presenter.thumbnail(evidence), show)

    def _fetch_picture(self, evidence: str) -> None:
        def look() -> tuple[Picture, Pyramid]:
            picture = self.presenter.picture(evidence)
            return picture, pyramid_of(picture.pixels)

        def show(found: tuple[Picture, Pyramid]) -> None:
            self.page.show_picture(*found)
            if found[0].message is not None:
                self.page.show_state(self.presenter.state)

        self._join.fetch(look, show)

    def _fetch_film(self, evidence: str) -> None:
        def show(reader: BlobReader) -> None:
            self.page.show_film(evidence, reader)

        self._work.read(
            lambda: self.presenter.open_film(evidence),
            owner=self.page,
            then=show,
            fail=lambda error: self._trouble(evidence, error),
        )

    def _trouble(self, evidence: str, error: object) -> None:
        if isinstance(error, AppError):
            self.page.show_state(self.presenter.trouble(evidence, error))

    def _verify(self, evidence: str) -> None:
        def verify(reporter: Reporter) -> EvidenceState:
            return self.presenter.verify(evidence, reporter.report)

        def show(share: object) -> None:
            if isinstance(share, float):
                self.page.show_proof(evidence, Proof("running", "", share))

        self.page.show_proof(evidence, Proof("running"))
        self._join.long(verify, show)
