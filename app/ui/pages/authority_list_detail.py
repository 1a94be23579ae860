"""One item in detail: limits first, then articles, ranges and procedure, levels, versions and notes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.authority_list_detail import ItemDetail, VersionRow
from app.presenters.authority_list_scale import Scale
from app.presenters.finding_words import FindingText
from app.ui.kit.banner import Notice
from app.ui.kit.buttons import PrimaryButton, SecondaryButton
from app.ui.kit.chips import Confirmed, Mark, StatusChip
from app.ui.kit.choices import Segments
from app.ui.kit.evidence import TileFlow
from app.ui.kit.labels import Label, Rule
from app.ui.kit.panes import Pane
from app.ui.kit.tips import plain_tip
from app.ui.pages.authority_list_ranges import RangeTable
from app.ui.pages.authority_list_scale import LevelScale
from app.ui.pages.spot.block import empty
from app.ui.theme import Tone, px

STATE_ICONS = {"ok": "check", "neutral": "history", "warn": "clock"}


class DetailPane(Pane):
    """Shows an :class:`ItemDetail`; its foot begins a case with it."""

    case_asked = Signal(str)
    window_chosen = Signal(str)
    scale_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(scroll=True, name="item_detail", parent=parent)
        self.setAccessibleName("事项详情")
        self._shown: ItemDetail | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(px("m"))
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self._release = Label("", "caption", "muted", name="authority_release")
        self._reason = Label("", "note", "warn", wrap=True, most=2, name="item_ask_reason")
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._copy = SecondaryButton("复制条文", icon="book-open", name="item_copy")
        self._copy.clicked.connect(self._copy_citations)
        self._ask = PrimaryButton("当场处罚", icon="zap", locked=True, name="item_ask")
        self._ask.clicked.connect(self._asked)
        self.add_to_foot(self._release)
        self.add_to_foot(self._reason, 1)
        self.add_to_foot(self._copy)
        self.add_to_foot(self._ask)

    def show_detail(self, detail: ItemDetail | None, release: str, until: str) -> None:
        """Show an item, or nothing."""
        self._release.setText(release)
        self._release.set_tip(until)
        self._ask.setEnabled(detail is not None and not detail.ask_reason)
        self._copy.setEnabled(detail is not None and bool(detail.citations))
        if detail == self._shown:
            return
        other = self._shown is None or detail is None or self._shown.code != detail.code
        self._shown = detail
        self._reason.setText(detail.ask_reason if detail else "")
        empty(self._rows)
        if detail is not None:
            self._fill(detail)
        if other and self.scroll_area is not None:
            self.scroll_area.verticalScrollBar().setValue(0)

    def fold(self, narrow: bool) -> None:
        """In a narrow window the release stands in the page's head alone."""
        self._release.setVisible(not narrow)

    def _fill(self, detail: ItemDetail) -> None:
        self._rows.addWidget(_head(detail))
        for widget in _limits(detail, self):
            self._rows.addWidget(widget)
        if detail.citations:
            self._rows.addWidget(_section("条文"))
            self._rows.addWidget(_citations(detail))
        self._rows.addWidget(self._range_head(detail))
        if detail.ranges:
            self._rows.addWidget(RangeTable(detail.ranges))
        else:
            self._rows.addWidget(Label(detail.no_range, token="muted", wrap=True, name="item_no_range"))
        if (scale := detail.shown_scale()) is not None:
            self._rows.addWidget(self._scale_head(detail, scale))
            self._rows.addWidget(LevelScale(scale, name="item_scale"))
            for words in scale.limit_words:
                self._rows.addWidget(Label(words, "caption", "muted", wrap=True))
            self._rows.addWidget(_circumstances(scale))
        if detail.versions:
            self._rows.addWidget(_section("版本", "按行为终了之日取版本，从旧兼从轻"))
            self._rows.addWidget(_versions(detail.versions))
        for number, note in enumerate(detail.notes, start=1):
            self._rows.addWidget(Notice("", note, Tone.NEUTRAL, name=f"item_note_{number}", parent=self))

    def _range_head(self, detail: ItemDetail) -> QWidget:
        head = _section("罚款幅度", "" if detail.own_window else "不是行为日的版本，只供比较")
        row = head.layout()
        if len(detail.windows) > 1 and isinstance(row, QHBoxLayout):
            windows = Segments(detail.windows, detail.window, accessible="罚则的版本", name="item_window")
            windows.chosen.connect(self.window_chosen)
            row.addWidget(windows)
        return head

    def _scale_head(self, detail: ItemDetail, scale: Scale) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px("s"))
        row.addWidget(Label("裁量档次", "strong"))
        if len(detail.scales) > 1:
            options = [(one.key, one.word) for one in detail.scales]
            choice = Segments(options, scale.key, accessible="裁量档次的对象", name="item_scale_of")
            choice.chosen.connect(self.scale_chosen)
            row.addWidget(choice)
        row.addWidget(Mark(Confirmed(scale.mark), name="item_scale_mark"))
        row.addWidget(Label(scale.note, "caption", "muted", name="item_scale_note"), 1)
        return holder

    def _asked(self) -> None:
        if self._shown is not None:
            self.case_asked.emit(self._shown.code)

    def _copy_citations(self) -> None:
        if self._shown is not None:
            lines = [f"{row.role}：{row.text}" for row in self._shown.citations]
            QGuiApplication.clipboard().setText("\n".join(lines))


def _section(title: str, note: str = "") -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, px("xs"), 0, 0)
    row.setSpacing(px("s"))
    row.addWidget(Label(title, "strong"))
    row.addWidget(Label(note, "caption", "muted"), 1)
    return holder


def _head(detail: ItemDetail) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(px("s"))
    column.addWidget(Label(detail.name, "title", wrap=True, name="item_name"))
    chips = QWidget()
    flow = TileFlow(chips)
    flow.addWidget(_sized(Label(detail.code, token="muted", name="item_code")))
    flow.addWidget(
        StatusChip(
            detail.holder, Tone.ACCENT if detail.ours else Tone.NEUTRAL, "landmark", name="item_holder"
        )
    )
    flow.addWidget(_sized(Mark(Confirmed(detail.holder_mark), name="item_holder_mark")))
    for number, (words, tone) in enumerate(detail.chips, start=1):
        flow.addWidget(StatusChip(words, Tone(tone), name=f"item_chip_{number}"))
    column.addWidget(_Flowing(flow, chips))
    return holder


def _sized(widget: QWidget) -> QWidget:
    """As high as a chip, so that a line of chips stands on one level."""
    holder = QWidget()
    holder.setFixedHeight(px("chip"))
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    return holder


class _Flowing(QWidget):
    """Holds a flow of chips and is as high as it needs to be at its width."""

    def __init__(self, flow: TileFlow, content: QWidget) -> None:
        super().__init__()
        self._flow = flow
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._flow.heightForWidth(width)


def _limits(detail: ItemDetail, parent: QWidget) -> list[QWidget]:
    """What keeps a decision from resting on the item, and what must be confirmed before it does."""
    found: list[QWidget] = []
    if detail.stopped:
        words = f"{detail.stopped}。"
        found.append(Notice(words, "", Tone.DANGER, icon="octagon-x", name="item_stopped", parent=parent))
    for number, text in enumerate(_worth_saying(detail.limits, detail.stopped), start=1):
        tone = Tone.DANGER if text.blocks else Tone.WARN
        notice = Notice(text.sentence, text.remedy, tone, name=f"item_limit_{number}", parent=parent)
        notice.setToolTip(plain_tip("、".join(text.articles)))
        found.append(notice)
    return found


def _worth_saying(limits: Sequence[FindingText], stopped: str) -> list[FindingText]:
    """A blocking sentence that only repeats the statement of the list is left out."""
    return [text for text in limits if not (stopped and text.blocks and stopped in text.sentence)]


def _citations(detail: ItemDetail) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px("s"))
    grid.setVerticalSpacing(px("s"))
    grid.setColumnStretch(1, 1)
    top = Qt.AlignmentFlag.AlignTop
    for number, row in enumerate(detail.citations):
        words = f"{row.text}（{row.about}）" if row.about else row.text
        role = Label(row.role, "caption", "muted")
        role.setFixedHeight(px("icon"))
        grid.addWidget(role, number, 0, top)
        grid.addWidget(Label(words, wrap=True, name=f"item_citation_{number + 1}"), number, 1)
        grid.addWidget(Mark(Confirmed(row.mark), name=f"item_citation_{number + 1}_mark"), number, 2, top)
    return holder


def _circumstances(scale: Scale) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px("s"))
    grid.setVerticalSpacing(px("xs"))
    grid.setColumnStretch(1, 1)
    for number, (level, words) in enumerate(scale.circumstances):
        name = Label(level, "note", "text", wrap=True)
        name.setFixedWidth(px("scale-label"))
        grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Label(words, "note", "muted", wrap=True, name=f"item_level_{number + 1}"), number, 1)
    return holder


def _versions(versions: Sequence[VersionRow]) -> QWidget:
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(px("m"))
    grid.setVerticalSpacing(px("xs"))
    grid.setColumnStretch(2, 1)
    top = Qt.AlignmentFlag.AlignTop
    for number, version in enumerate(versions):
        line = 2 * number
        ink = "muted" if version.tone == "neutral" else "text"
        grid.addWidget(Label(version.days, token=ink, name=f"item_version_{number + 1}"), line, 0, top)
        grid.addWidget(StatusChip(version.word, Tone(version.tone), STATE_ICONS[version.tone]), line, 1, top)
        grid.addWidget(Label(version.ranges, token=ink, wrap=True), line, 2)
        if number < len(versions) - 1:
            grid.addWidget(Rule(), line + 1, 0, 1, grid.columnCount())
    return holder
