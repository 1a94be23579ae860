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
    """Shows one preview at a time; ``form_chosen`` asks for another paper."""

    form_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("纸面", padded=False, name="paper", parent=parent)
        self._forms: tuple[str, ...] = ()
        self._tabs: Segments | None = None
        self.banner = Banner(name="paper_banner")
        self.body.addWidget(self.banner)
        self._stack = QStackedWidget()
        self._empty = EmptyState(
            "file-text", "纸面还是空的", "登记线索后，在这里随填随显。", name="paper_empty"
        )
        self.pdf = PdfView(name="paper_pdf")
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.pdf)
        self.body.addWidget(self._stack, 1)

    def show_papers(self, papers: tuple[PaperRow, ...], shown: str) -> None:
        """The tabs of the papers, and which one is shown."""
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

    def show_preview(self, preview: PaperPreview) -> None:
        """Bytes, an empty page, or the message why it cannot be set."""
        self.caption.setText(preview.caption)
        show_message(self.banner, preview.message, stacked=True)
        if preview.pdf:
            self.pdf.pages.show_pdf(preview.pdf, preview.stamps, key=preview.form)
            self._stack.setCurrentWidget(self.pdf)
        elif preview.empty:
            self._stack.setCurrentWidget(self._empty)
