"""The blocks 证据, 告知与申辩 and 处罚."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.presenters.spot_fields import CHOICES, FieldState
from app.presenters.spot_state import CorrectionState, PenaltyState, SpotState, TellingState
from app.ui.kit.banner import Notice
from app.ui.kit.chips import Confirmed, Mark
from app.ui.kit.choices import Check, Segments, Select
from app.ui.kit.entries import AmountEdit, MomentEdit
from app.ui.kit.fields import Field, LineEdit, TextArea
from app.ui.kit.labels import Label, Rule
from app.ui.pages.bound import Bound, BoundFields
from app.ui.pages.spot.block import Block, field_name, fields_row, labelled
from app.ui.pages.tiles import TileStrip
from app.ui.theme import Tone, px

SCENE_FLAGS = (
    ("scene.card_shown", "已出示执法证件"),
    ("scene.rights_told", "已告知权利"),
    ("scene.party_present", "当事人在场"),
    ("scene.recusal_asked", "当事人申请回避"),
)
REINSPECTION_FLAGS = (
    ("reinspection.card_shown", "已出示执法证件"),
    ("reinspection.party_present", "当事人在场"),
)
RESULTS = (("corrected", "已改正"), ("refused", "拒不改正"), ("overdue", "逾期未改正"))
DROP_WORDS = "拖入文件，或按 Ctrl+E"


class EvidenceBlock(Block):
    """Files of the scene; for a correction-first item the order and what was found afterwards."""

    noted = Signal(str, str)
    flag_set = Signal(str, str)

    def __init__(self, bound: BoundFields) -> None:
        super().__init__("evidence", "证据", 3)
        self._ordering = self._reinspecting = False
        self.scene = TileStrip(DROP_WORDS, name="evidence_scene")
        self.body.addWidget(labelled("照片录像", self.scene))
        self._flags: dict[str, Check] = {}
        self.body.addWidget(labelled("现场", self._flag_row(SCENE_FLAGS)))
        self.correction = self._make_correction(bound)
        self.body.addWidget(self.correction)

    def _flag_row(self, flags: tuple[tuple[str, str], ...]) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setSpacing(px("l"))
        row.setContentsMargins(0, 0, 0, 0)
        for name, words in flags:
            check = Check(words, name=field_name(name))
            check.clicked.connect(lambda on, name=name: self.flag_set.emit(name, "yes" if on else "no"))
            self._flags[name] = check
            row.addWidget(check)
        row.addStretch(1)
        return part

    def _make_correction(self, bound: BoundFields) -> QWidget:
        part = QWidget()
        part.setObjectName("correction")
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("s"))
        column.addWidget(Rule())
        demand = LineEdit(name=field_name("correction.demand"))
        term = Segments(CHOICES["correction.term"], accessible="改正期限", name=field_name("correction.term"))
        due = MomentEdit(name=field_name("correction.due"))
        due.setFixedWidth(px("time-field"))
        self._due = bound.add("correction.due", labelled("截止", due, wide=False))
        column.addLayout(
            fields_row(
                (bound.add("correction.demand", labelled("责令", demand)), 1),
                (_bare(bound.add("correction.term", labelled("期限", term, wide=False))), 0),
                (self._due, 0),
                gap="s",
            )
        )
        self.reinspection = QWidget()
        inner = QVBoxLayout(self.reinspection)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px("s"))
        self.result = Segments(RESULTS, accessible="复查结果", name="reinspection_result")
        self.result.chosen.connect(lambda key: self.noted.emit("reinspection.result", key))
        self.narrative = LineEdit(placeholder="复查时看到什么，当事人怎么说", name="reinspection_narrative")
        told = labelled("情况", self.narrative, wide=False)
        self.bound = Bound("reinspection.narrative", told)
        self.bound.edited.connect(self.noted)
        self._asked = QWidget()
        self._asked.setLayout(fields_row((labelled("复查", self.result), 0), (told, 1)))
        inner.addWidget(self._asked)
        inner.addWidget(labelled("在场", self._flag_row(REINSPECTION_FLAGS)))
        self.recorded = Label("", "medium", "ok", wrap=True, name="reinspection_recorded")
        self._told = labelled("复查", self.recorded)
        inner.addWidget(self._told)
        self.after = TileStrip("拖入复查的照片、录像", name="evidence_reinspection")
        inner.addWidget(labelled("复查证据", self.after))
        column.addWidget(self.reinspection)
        return part

    def next_part(self) -> QWidget:
        """The scene first, then the order to correct, then what was found afterwards."""
        if self._reinspecting:
            return self.reinspection
        return self.correction if self._ordering else self

    def show_state(self, state: SpotState) -> None:
        """Tiles, checks and the correction part."""
        self._ordering = state.bar.primary.act == "order"
        self._reinspecting = state.bar.primary.act in ("reinspect", "reinspection_record")
        self.scene.show_tiles(state.tiles)
        for name, check in self._flags.items():
            field = state.fields.get(name)
            check.setChecked(field is not None and field.text == "yes")
            check.setEnabled(bool(state.case))
            locked = field is not None and field.locked
            check.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, locked)
            check.setFocusPolicy(Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus)
        self._show_correction(state.correction)

    def _show_correction(self, state: CorrectionState) -> None:
        self.correction.setVisible(state.shown)
        by_date = state.term is not None and state.term.text == "by_date"
        self._due.setVisible(by_date)
        recorded = bool(state.recorded)
        self.reinspection.setVisible(state.may_reinspect or recorded)
        self.result.choose(state.result)
        self.bound.show_field(FieldState("reinspection.narrative", "情况", state.narrative))
        self._asked.setVisible(not recorded)
        self._told.setVisible(recorded)
        self.recorded.setText(f"{state.recorded}。{state.narrative}")
        self.after.show_tiles(state.tiles)


class TellingBlock(Block):
    """The card shown, everything told, the party heard."""

    noted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("telling", "告知与申辩", 4)
        self.recorded = Label("", "medium", "ok", wrap=True, name="telling_recorded")
        self.body.addWidget(self.recorded)
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(px("s"))
        self.body.addWidget(self._asked)
        self.card = Check("已出示执法证件", name="telling_card")
        self.rights = Check("已告知拟处罚的内容、事实、理由、依据和权利", name="telling_rights")
        self.fact = Check("提出需要核实的新事实", name="telling_new_fact")
        for check, name in (
            (self.card, "telling.card"),
            (self.rights, "telling.rights"),
            (self.fact, "telling.new_fact"),
        ):
            check.clicked.connect(lambda on, key=name: self.noted.emit(key, "yes" if on else "no"))
        row = fields_row((labelled("告知", self.card), 0), (self.rights, 0), gap="l")
        row.addStretch(1)
        asked.addLayout(row)
        self.defence = Segments(
            (("none", "未提出陈述申辩"), ("made", "提出陈述申辩")),
            accessible="陈述申辩",
            name="telling_defence",
        )
        self.defence.chosen.connect(lambda key: self.noted.emit("telling.defence", key))
        row = fields_row((labelled("申辩", self.defence), 0), (self.fact, 0), gap="l")
        row.addStretch(1)
        asked.addLayout(row)
        self.words = TextArea(placeholder="照原意记下陈述和申辩", least=1, most=3, name="telling_words")
        self._words = labelled("内容", self.words)
        self.bound = Bound("telling.words", self._words)
        self.bound.edited.connect(self.noted)
        asked.addWidget(self._words)

    def show_state(self, state: TellingState) -> None:
        """Typed values until it is recorded, then what was recorded."""
        self._asked.setVisible(not state.recorded)
        self.recorded.setVisible(bool(state.recorded))
        self.recorded.setText(f"{state.recorded}。{state.words}" if state.words else state.recorded)
        for check, on in (
            (self.card, state.card_shown),
            (self.rights, state.rights_told),
            (self.fact, state.new_fact),
        ):
            check.setChecked(on)
        self.defence.choose(state.defence)
        self._words.setVisible(state.defence == "made")
        self.fact.setVisible(state.defence == "made")
        self.bound.show_field(FieldState("telling.words", "内容", state.words, state.error, state.note))


class PenaltyBlock(Block):
    """Level, amount, and how it is paid."""

    level_chosen = Signal(str)
    payment_chosen = Signal(str)

    def __init__(self, bound: BoundFields) -> None:
        super().__init__("penalty", "处罚", 5)
        self.level = Select(accessible="裁量档次", name="decision_level")
        self.level.chosen.connect(self._chosen)
        self._level = labelled("档次", self.level)
        self._mark = Mark(Confirmed.CHECKED, name="decision_mark")
        self._level_told = LineEdit(read_only=True, name="decision_level_told")
        self._level_told.setAccessibleName("裁量档次")
        self._told_level = labelled("档次", self._level_told)
        self.body.addLayout(fields_row((self._level, 1), (self._told_level, 1), (self._mark, 0), gap="s"))
        amount = AmountEdit(name=field_name("decision.amount"))
        amount.setFixedWidth(px("amount-field"))
        self._amount = bound.add("decision.amount", labelled("金额", amount))
        self._range = Label("", "caption", "muted", name="decision_range")
        self._cap = Label("", "caption", "muted", name="decision_cap")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._range)
        words.addWidget(self._cap)
        row = fields_row((self._amount, 0))
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.payment = Segments(CHOICES["payment.mode"], accessible="缴纳方式", name="payment_mode")
        self.payment.chosen.connect(self.payment_chosen)
        receipt = LineEdit(name=field_name("payment.receipt"))
        receipt.setFixedWidth(px("receipt-field"))
        self._receipt = bound.add("payment.receipt", labelled("票据号", receipt, wide=False))
        self._pay = labelled("缴纳", self.payment)
        self._pay_told = Label("", "medium", name="payment_mode_told")
        self._pay_told.setFixedHeight(px("control"))
        self._told_pay = labelled("缴纳", self._pay_told)
        row = fields_row((self._pay, 0), (self._told_pay, 0), (self._receipt, 0))
        row.addStretch(1)
        self.body.addLayout(row)
        self._notice = Notice(name="payment_notice", icon="banknote")
        self.body.addWidget(self._notice)

    def show_state(self, state: PenaltyState, *, decided: bool) -> None:
        """Levels and what follows from the chosen one."""
        options = [("", "选择档次…"), *((level.key, level.words) for level in state.levels)]
        self.level.set_options(options if not state.level else options[1:], state.level)
        self.level.setEnabled(bool(state.levels))
        self._level_told.setText(self.level.currentText())
        self._level.setVisible(not decided)
        self._told_level.setVisible(decided)
        self._mark.setVisible(state.mark is not None)
        if state.mark is not None:
            self._mark.show_mark(Confirmed(state.mark.mark))
            self._mark.set_tip(state.mark.tip)
        self._amount.setVisible(not state.warning)
        self._range.setText(state.range_words)
        self._cap.setText(state.cap_words)
        shown = bool(state.pay_title)
        self._pay.setVisible(shown and not decided)
        self._told_pay.setVisible(shown and decided)
        self._pay_told.setText(dict(CHOICES["payment.mode"]).get(state.pay_choice, ""))
        self.payment.choose(state.pay_choice)
        self._receipt.setVisible(shown and state.pays_on_spot)
        self._notice.show_notice(state.pay_title, state.pay_text, Tone(state.pay_tone), icon="banknote")

    def _chosen(self, key: str) -> None:
        if key:
            self.level_chosen.emit(key)


def _bare(field: Field) -> Field:
    """A field whose choices say what it is: its label is only spoken."""
    field.label.hide()
    return field
