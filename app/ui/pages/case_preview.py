"""The pane beside the case list: the case under the cursor in short."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.case_list import CasePreview
from app.ui.icons import paint_icon
from app.ui.kit.bars import Facts
from app.ui.kit.buttons import PrimaryButton
from app.ui.kit.chips import Due, DueChip, StatusChip
from app.ui.kit.empty import EmptyState
from app.ui.kit.labels import Label, Rule
from app.ui.kit.panes import Pane
from app.ui.kit.reasons import CheckRow
from app.ui.kit.tips import tip
from app.ui.pages.spot.block import empty
from app.ui.paint import draw_box, paint_cover
from app.ui.theme import Tone, color, px


class Thumbs(QWidget):
    """Up to four small pictures in a line, each a quarter of it."""

    def __init__(self, pictures: tuple[str, ...], *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = {evidence: QPixmap() for evidence in pictures}
        self.setObjectName(name)
        self.setAccessibleName(f"照片 {len(pictures)} 张")
        self.setFixedHeight(px("shot-high"))

    def show_picture(self, evidence: str, data: bytes | None) -> None:
        """Put a picture that has arrived in its place; bytes that are none leave the icon."""
        picture = QImage.fromData(data) if data else QImage()
        if evidence in self._pictures and not picture.isNull():
            self._pictures[evidence] = QPixmap.fromImage(picture)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        gap = px("xs")
        wide = (self.width() - 3 * gap) // 4
        for place, picture in enumerate(self._pictures.values()):
            area = QRect(place * (wide + gap), 0, wide, self.height())
            if picture.isNull():
                draw_box(painter, area, color("neutral-ground"))
                side = px("icon-small")
                mark = QRect(0, 0, side, side)
                mark.moveCenter(area.center())
                paint_icon(painter, "images", "muted", mark)
            else:
                paint_cover(painter, area, picture, px("radius"))
            draw_box(painter, area, None, color("line"))


class PreviewPane(Pane):
    """The case under the cursor in short; its only accent is the button that opens it."""

    opened = Signal(str)
    wants_picture = Signal(str, str)  # case, evidence

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("预览", scroll=True, name="preview", parent=parent)
        self._case = ""
        self._shown: CasePreview | None = None
        self._thumbs: Thumbs | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px("s"))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._button = PrimaryButton("打开案件", hint="Enter", name="preview_open")
        self._button.clicked.connect(lambda: self.opened.emit(self._case))
        self.add_to_foot(self._button, 1)

    def show_preview(self, preview: CasePreview | None) -> None:
        """Show a case, or nothing."""
        if preview == self._shown and self._rows.count():
            return
        self._shown, self._thumbs = preview, None
        empty(self._rows)
        self._button.setVisible(preview is not None)
        if preview is None:
            self.set_title("预览")
            words = "它的下一步、证据和最近的记录会显示在这里。"
            self._rows.addWidget(EmptyState("folder-open", "选一件案件", words, name="preview_empty"))
            return
        self._case = preview.case
        self.set_title(preview.number, "空格键预览")
        self._rows.addWidget(Label(preview.title, "section", wrap=True, name="preview_item"))
        self._rows.addWidget(Label(preview.written, "caption", "muted", wrap=True))
        self._rows.addWidget(_chips(preview))
        self._rows.addWidget(Facts(preview.facts, name="preview_facts"))
        self._rows.addWidget(Rule())
        self._show_next(preview)
        self._rows.addWidget(Rule())
        self._show_evidence(preview)
        self._rows.addWidget(Rule())
        self._rows.addWidget(Label("最近", "strong"))
        self._rows.addWidget(Facts(preview.recent, name="preview_recent"))

    def show_picture(self, case: str, evidence: str, data: bytes | None) -> None:
        """A small picture has arrived; one of another case is dropped."""
        if case == self._case and self._thumbs is not None:
            self._thumbs.show_picture(evidence, data)

    def _show_next(self, preview: CasePreview) -> None:
        self._rows.addWidget(Label(f"下一步：{preview.next_title}", "strong", wrap=True, name="preview_next"))
        tone, icon = (Tone.WARN, "clock") if preview.waits else (Tone.DANGER, "circle-x")
        reasons = QVBoxLayout()
        reasons.setSpacing(0)
        for number, reason in enumerate(preview.blocking, start=1):
            row = CheckRow(reason.sentence, tone=tone, icon=icon, name=f"preview_reason{number}")
            reasons.addWidget(row)
        holder = QWidget()
        reasons.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(reasons)
        self._rows.addWidget(holder)

    def _show_evidence(self, preview: CasePreview) -> None:
        self._rows.addWidget(Label(f"证据 {preview.evidence}", "strong"))
        if preview.pictures:
            self._thumbs = Thumbs(preview.pictures, name="preview_pictures")
            self._rows.addWidget(self._thumbs)
            for evidence in preview.pictures:
                self.wants_picture.emit(preview.case, evidence)


def _chips(preview: CasePreview) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(px("s"))
    row.addWidget(StatusChip(preview.stage, Tone.ACCENT))
    if preview.due.text:
        chip = DueChip(preview.due.text, Due(preview.due.near), name="preview_due")
        chip.setToolTip(tip(preview.due.why_title, preview.due.why))
        row.addWidget(chip)
    row.addStretch(1)
    return holder
