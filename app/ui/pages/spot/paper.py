"""The paper beside the form: tabs for the papers of the page, the PDF, or why there is none yet."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.presenters.spot_state import PaperPreview, PaperRow
from app.ui.kit.banner import Banner
from app.ui.kit.choices import Segments
from app.ui.kit.empty import EmptyState
from app.ui.kit.panes import Pane
from app.ui.pages.message_banner import show_message
from app.ui.pages.pdf_view import PdfView

SHORT = {"D10": "笔录", "D08": "责改", "D09": "复查", "D20": "决定"}


class PaperPane(Pane):
    """Shows one preview at a time; ``form_chosen`` asks for another paper.

    A page stands under the tab of its own form and in its own case, or not at all: until it is set the pane
    says that it is being set.
    """

    form_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("纸面", padded=False, name="paper", parent=parent)
        self._forms: tuple[str, ...] = ()
        self._tabs: Segments | None = None
        self._wanted: tuple[str, str] = ("", "")
        self._shown: tuple[str, str] = ("", "")
        self.caption.set_tip("填什么显什么，蓝底是刚改的")
        self.banner = Banner(name="paper_banner")
        self.body.addWidget(self.banner)
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "file-text", "纸面还是空的", "登记线索后，在这里随填随显。", name="paper_empty"
        )
        self._drawing = EmptyState("file-text", "正在排版", "纸面马上就好。", name="paper_drawing")
        self._refused = EmptyState("file-text", "纸面排不出来", "原因写在上面。", name="paper_refused")
        self.pdf = PdfView(name="paper_pdf")
        for page in (self._empty, self._drawing, self._refused, self.pdf):
            self._stack.addWidget(page)
        self.body.addWidget(self._stack, 1)

    def show_papers(self, papers: tuple[PaperRow, ...], case: str, shown: str) -> None:
        """The tabs of the papers of a case, and which one is shown."""
        forms = tuple(paper.form for paper in papers)
        if forms != self._forms:
            self._forms = forms
            if self._tabs is not None:
                self._tabs.hide()
                self._tabs.deleteLater()
            options = [(form, SHORT.get(form, form)) for form in forms]
            self._tabs = Segments(options, shown, accessible="文书", name="paper_form")
            self._tabs.chosen.connect(self.form_chosen)
            self.add_to_head(self._tabs)
        if self._tabs is not None:
            self._tabs.choose(shown)
            for paper in papers:
                self._tabs.enable(paper.form, True, f"{paper.title}：{paper.words}")
        self._expect((case, shown))

    def show_preview(self, preview: PaperPreview) -> None:
        """Bytes, an empty page, or the message why it cannot be set."""
        self.caption.setText(preview.caption)
        show_message(self.banner, preview.message, stacked=True)
        paper = (preview.case, preview.form)
        if preview.pdf:
            self.pdf.pages.show_pdf(preview.pdf, preview.stamps, key=":".join(paper))
            self._shown = paper
            self._stack.setCurrentWidget(self.pdf)
        elif preview.empty:
            self._stack.setCurrentWidget(self._empty)
        elif self._shown != paper:
            self._stack.setCurrentWidget(self._refused)

    def _expect(self, wanted: tuple[str, str]) -> None:
        """Take another paper's page away before its own is there."""
        if wanted == self._wanted:
            return
        self._wanted, self._shown = wanted, ("", "")
        self.caption.setText("")
        self.banner.clear()
        self._stack.setCurrentWidget(self._drawing if wanted[0] else self._empty)
