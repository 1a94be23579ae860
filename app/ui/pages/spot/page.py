"""The on-the-spot page: five blocks, the paper beside them, the bar with the one next step."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.presenters.spot_state import BarState, PaperPreview, Person, Sealing, SpotState
from app.ui.frame import page_with_actions
from app.ui.kit.banner import Banner
from app.ui.kit.bars import ActionBar, PageHead
from app.ui.kit.buttons import PrimaryButton, SecondaryButton, TextButton
from app.ui.kit.chips import StatusChip
from app.ui.kit.choices import Select
from app.ui.kit.fields import LineEdit, TextArea
from app.ui.kit.labels import IconMark, Label
from app.ui.kit.panes import Scroll
from app.ui.kit.progress import Going, ProgressRow
from app.ui.pages.bound import BoundFields
from app.ui.pages.columns import Column, Columns, tighten
from app.ui.pages.message_banner import show_message
from app.ui.pages.spot.acts import EvidenceBlock, PenaltyBlock, TellingBlock
from app.ui.pages.spot.block import Block
from app.ui.pages.spot.forms import WhatBlock, WhoBlock
from app.ui.pages.spot.paper import PaperPane
from app.ui.theme import Tone, px


class SpotPage(QWidget):
    """Shows a :class:`SpotState`. It decides nothing: every wish comes out as a signal."""

    back_asked = Signal()
    field_edited = Signal(str, str)
    typing = Signal()
    noted = Signal(str, str)
    assist_chosen = Signal(str)
    words_typed = Signal(str)
    item_chosen = Signal(str)
    level_chosen = Signal(str)
    payment_chosen = Signal(str)
    files_dropped = Signal(object, str)  # tuple[Path, ...], act
    files_asked = Signal(str)  # act
    evidence_opened = Signal(str)
    picture_asked = Signal(str)
    form_chosen = Signal(str)
    primary_asked = Signal(str)  # the act
    confirm_asked = Signal()
    warnings_asked = Signal()
    cure_asked = Signal(str)
    case_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spot")
        self.setAccessibleName("当场处罚")
        self.bound = BoundFields(self)
        self.bound.edited.connect(self.field_edited)
        self.bound.typing.connect(self.typing)
        self._act, self._active, self._narrow = "docket", "", False
        self._part: QWidget | None = None
        self._state = SpotState()
        self._column = column = page_with_actions(self, self._make_bar())
        column.addWidget(self._make_head())
        self.banner = Banner(name="spot_banner")
        column.addWidget(self.banner)
        self.paper = PaperPane()
        self.paper.form_chosen.connect(self.form_chosen)
        self.form = self._make_form()
        self.columns = Columns(
            [Column("form", "填写", self.form), Column("paper", "纸面", self.paper, "paper-pane")],
            fold="spot-folded-below",
            name="spot_columns",
        )
        self.columns.lend_tabs(self.head)
        self.columns.folded.connect(self._fold)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.press_primary)
        column.addWidget(self.columns, 1)

    def show_state(self, state: SpotState) -> None:
        """Show the whole state."""
        self._state = state
        acting = self.focusWidget() in (self.primary, self._confirm, self._warnings)
        self.head.set_title("当场处罚", "" if self._narrow else state.number)
        self.head.title.set_tip(state.number)
        self._show_team(state)
        show_message(self.banner, state.message)
        active = next((block.key for block in state.blocks if block.state == "open"), "")
        for shown in state.blocks:
            block = self.blocks[shown.key]
            block.show_block(shown, active=shown.key == active)
            block.show_extras(shown.extras, self.bound)
        self.who.show_state(state)
        self.what.show_state(state)
        self.evidence.show_state(state)
        self.telling.show_state(state.telling)
        self.penalty.show_state(state.penalty, decided=state.decided)
        self.bound.show_fields(state.fields)
        self.paper.show_papers(state.papers, state.case, state.shown_form)
        self._show_bar(state.bar, len(state.warnings))
        self._go_on(active, acting)

    def show_preview(self, preview: PaperPreview) -> None:
        """Show the paper that was asked for."""
        self.paper.show_preview(preview)

    def show_sealing(self, sealing: Sealing) -> None:
        """How far a file is sealed; it goes away with the next state."""
        self._sealing.setVisible(sealing.done < sealing.total)
        share = sealing.done / max(sealing.total, 1)
        self._sealing.show_progress(share, f"正在加密封存 {sealing.name}", Going.MOVING)

    def commit(self) -> None:
        """Tell what is typed and not yet told."""
        self.bound.commit()
        self.evidence.bound.commit()
        self.telling.bound.commit()

    def _make_head(self) -> QWidget:
        self.head = PageHead("当场处罚", back=True, name="spot_head")
        self.head.back_asked.connect(self.back_asked)
        self._procedure = StatusChip("简易程序", Tone.ACCENT, "zap")
        self._team = Label("执法人员", "caption", "muted")
        self.head.add_left(self._procedure)
        self.head.add(self._team)
        self._me = StatusChip("", Tone.OK, "id-card", name="team_lead")
        self._second = StatusChip("", Tone.OK, "id-card", name="team_assist")
        self._chooser = Select(accessible="协办执法人员", name="assist")
        self._chooser.chosen.connect(self._assist)
        self._confirm = TextButton("", icon="users", name="confirm_open")
        self._confirm.clicked.connect(self.confirm_asked)
        for widget in (self._me, self._second, self._chooser, self._confirm):
            self.head.add(widget)
        return self.head

    def _make_form(self) -> Scroll:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("s"))
        self.who = WhoBlock(self.bound)
        self.what = WhatBlock(self.bound, self)
        self.evidence = EvidenceBlock(self.bound)
        self.telling = TellingBlock()
        self.penalty = PenaltyBlock(self.bound)
        self.blocks: dict[str, Block] = {}
        for block in (self.who, self.what, self.evidence, self.telling, self.penalty):
            self.blocks[block.key] = block
            block.cure_asked.connect(self.cure_asked)
            column.addWidget(block)
        self._sealing = ProgressRow("", "", "", icon="hard-drive", name="sealing")
        self._sealing.hide()
        column.addWidget(self._sealing)
        column.addStretch(1)
        self._connect()
        return Scroll(content, name="spot_form")

    def _connect(self) -> None:
        self.who.identity_photo_asked.connect(lambda: self.files_asked.emit("identity"))
        self.what.words_typed.connect(self.words_typed)
        self.what.item_chosen.connect(self.item_chosen)
        for strip, act in ((self.evidence.scene, "scene"), (self.evidence.after, "reinspection")):
            strip.dropped.connect(lambda paths, name=act: self.files_dropped.emit(paths, name))
            strip.files_asked.connect(lambda name=act: self.files_asked.emit(name))
            strip.opened.connect(self.evidence_opened)
            strip.wants_picture.connect(self.picture_asked)
        self.evidence.noted.connect(self.noted)
        self.evidence.flag_set.connect(self.field_edited)
        self.telling.noted.connect(self.noted)
        self.penalty.level_chosen.connect(self.level_chosen)
        self.penalty.payment_chosen.connect(self.payment_chosen)

    def _make_bar(self) -> ActionBar:
        bar = ActionBar(name="spot_bar")
        self._mark = IconMark("circle-check", "ok", size="icon-small")
        self._count = Label("", name="spot_count")
        self._number = Label("", "caption", "muted", name="spot_number")
        self._reasons = TextButton("", icon="circle-alert", name="spot_reasons")
        self._reasons.clicked.connect(self._open_reasons)
        self._reasons.set_token("danger")
        bar.say(self._mark)
        bar.say(self._count)
        bar.say(self._reasons)
        bar.say(self._number)
        self._warnings = SecondaryButton("", icon="triangle-alert", name="warnings_open")
        self._warnings.clicked.connect(self.warnings_asked)
        self._case = SecondaryButton("案件", icon="folder-open", name="spot_case")
        self._case.clicked.connect(self.case_asked)
        self.primary = PrimaryButton("", locked=True, name="spot_primary")
        self.primary.clicked.connect(self.press_primary)
        for button in (self._warnings, self._case, self.primary):
            bar.add(button)
        return bar

    def press_primary(self) -> None:
        """What the primary button does; Ctrl+P too."""
        self.commit()
        if self.primary.isEnabled():
            self.primary_asked.emit(self._act)

    def _fold(self, narrow: bool) -> None:
        """In a narrow window what is said elsewhere too makes room for what is done."""
        for widget in (self._procedure, self._team, self._number):
            widget.setVisible(not narrow)
        self.head.caption.setText("" if narrow else self._state.number)
        tighten(self._column, narrow)
        self._narrow = narrow
        self._show_team(self._state)
        self._show_hint()
        QTimer.singleShot(0, self, self._show_active)

    def _assist(self, officer: str) -> None:
        if officer:
            self.assist_chosen.emit(officer)

    def _show_team(self, state: SpotState) -> None:
        _show_person(self._me, state.me, short=self._narrow)
        has = state.assist is not None
        self._second.setVisible(has)
        self._chooser.setVisible(not has or not state.case)
        if state.assist is not None:
            _show_person(self._second, state.assist, short=self._narrow)
        options = [("", "选择协办…"), *state.assists]
        self._chooser.set_options(options, state.assist.id if state.assist else "")
        if has and not state.case:
            self._second.hide()
        self._confirm.setVisible(bool(state.unconfirmed))
        self._confirm.setText(f"待确认 {state.unconfirmed} 项")

    def _show_bar(self, bar: BarState, warnings: int) -> None:
        whole = bar.tone == "ok"
        self._mark.show_icon("circle-check" if whole else "circle-dot", "ok" if whole else "muted")
        self._count.setText(bar.words)
        self._count.set_token("ok" if whole else "text")
        self._number.setText(bar.number_words)
        self._reasons.setText(f"还差 {len(bar.reasons)} 项")
        self._reasons.setVisible(bool(bar.reasons))
        self._reasons.setToolTip("；".join(reason.sentence for reason in bar.reasons))
        self._warnings.setText(f"提示 {warnings} 项")
        self._warnings.setVisible(bool(warnings))
        self._case.setVisible(bool(self._state.case) and bar.primary.act != "open_case")
        self._act = bar.primary.act
        self.primary.setText(bar.primary.word)
        self.primary.set_icon(bar.primary.icon)
        self._show_hint()
        self.primary.setEnabled(bar.primary.enabled)

    def _open_reasons(self) -> None:
        if self._state.bar.reasons:
            self.cure_asked.emit(self._state.bar.reasons[0].goes_to)

    def _show_hint(self) -> None:
        """The key of the next step, where there is room for it."""
        self.primary.set_hint("" if self._narrow else self._state.bar.primary.hint or "Ctrl+Enter")

    def _go_on(self, active: str, acting: bool) -> None:
        """Bring what comes next into sight; hands that were on a step that is done find the next one."""
        opened = [block.key for block in self._state.blocks if block.state != "shut"]
        here = active or (opened[-1] if opened else "")
        part = self.blocks[here].next_part() if here else None
        if part is not self._part:
            self._active, self._part = here, part
            QTimer.singleShot(0, self, self._show_active)
        if acting and self.focusWidget() not in (self.primary, self._confirm, self._warnings):
            self._take_up()

    def _show_active(self) -> None:
        """The part that comes next stands in sight, unless somebody is typing elsewhere."""
        block = self.blocks.get(self._active)
        focused = self.focusWidget()
        if block is None or (isinstance(focused, LineEdit | TextArea) and not block.isAncestorOf(focused)):
            return
        self._bring(block)
        if block.height() > self.form.viewport().height():
            self._bring(block.next_part())

    def _bring(self, widget: QWidget) -> None:
        """Scroll no further than needed; of what is higher than the room, the head is shown."""
        content, bar = self.form.widget(), self.form.verticalScrollBar()
        room, top = self.form.viewport().height(), widget.mapTo(content, QPoint()).y()
        if widget.height() > room or top < bar.value():
            bar.setValue(top)
        elif top + widget.height() > bar.value() + room:
            bar.setValue(top + widget.height() - room)

    def start(self) -> None:
        """Where work begins: the party's kind on an empty page, the block that comes next on any other."""
        if not self._state.case:
            self.who.kinds.setFocus()
            return
        self._show_active()
        self._take_up()

    def _take_up(self) -> None:
        """Put the focus where work goes on: the next step when it is open, else the first field before it."""
        block = self.blocks.get(self._active)
        part = None if self.primary.isEnabled() or block is None else block.next_part()
        for child in [] if part is None else part.findChildren(QWidget):
            if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
                child.setFocus()
                return
        self.primary.setFocus()

    def go_to(self, place: str) -> None:
        """Bring what cures a reason into sight and give it the focus."""
        kind, _, name = place.partition(":")
        self.columns.show_column("form")
        target: QWidget | None = None
        if kind == "field" and name == "act.item":
            target = self.what.item
        elif kind == "field":
            target = _editor(self.bound, name) or (
                self.penalty.level if name.startswith("decision.") else None
            )
        elif kind == "block":
            target = self.blocks.get(name)
        elif kind == "act":
            target = {
                "evidence": self.evidence.scene.drop,
                "order": self.primary,
                "reinspect": self.evidence.result,
                "tell": self.telling.card,
                "assist": self._chooser,
            }.get(name)
        if target is not None:
            if self.form.isAncestorOf(target):
                self.form.ensureWidgetVisible(target)
            target.setFocus()


def _editor(bound: BoundFields, name: str) -> QWidget | None:
    try:
        return bound.editor(name)
    except KeyError:
        return None


def _show_person(chip: StatusChip, person: Person, *, short: bool) -> None:
    chip.show_state(person.name if short else f"{person.name}·{person.card}", Tone(person.tone), "id-card")
    chip.set_tip(f"{person.card}，{person.tip}")
