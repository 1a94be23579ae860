"""The blocks 谁 and 什么: who it is, what was done, where and when."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.presenters.spot_fields import CHOICES
from app.presenters.spot_state import SpotState
from app.ui.kit.buttons import IconButton
from app.ui.kit.chips import Confirmed, Mark
from app.ui.kit.choices import Segments
from app.ui.kit.entries import MomentEdit
from app.ui.kit.fields import Field, LineEdit, TextArea
from app.ui.kit.labels import Label
from app.ui.pages.bound import BoundFields
from app.ui.pages.options import FindField
from app.ui.pages.spot.block import Block, empty, field_name, fields_row, labelled
from app.ui.theme import px


class WhoBlock(Block):
    """The party: a person, a unit or a sole trader."""

    identity_photo_asked = Signal()

    def __init__(self, bound: BoundFields) -> None:
        super().__init__("who", "谁", 1)
        self.kinds = Segments(CHOICES["party.kind"], accessible="当事人", name=field_name("party.kind"))
        self._kind = bound.add("party.kind", labelled("当事人", self.kinds))
        self._phone = self._near(bound, "party.phone", "电话", "phone-field")
        self._names = QStackedWidget()
        self._names.addWidget(self._near(bound, "party.name", "姓名"))
        self._names.addWidget(self._near(bound, "party.unit_name", "单位"))
        self._names.setFixedHeight(px("control"))
        self.body.addLayout(fields_row((self._kind, 0), (self._names, 1), (self._phone, 0)))
        self._details = QStackedWidget()
        self._details.addWidget(self._person(bound))
        self._details.addWidget(self._unit(bound))
        self.body.addWidget(self._details)
        self._fit(0)

    def show_state(self, state: SpotState) -> None:
        """The fields follow the kind of party."""
        kind = state.fields["party.kind"].text if "party.kind" in state.fields else ""
        self._fit(1 if kind == "unit" else 0)

    def _near(self, bound: BoundFields, field: str, label: str, width: str = "") -> Field:
        editor = LineEdit(name=field_name(field))
        if width:
            editor.fit(px(width), px(f"{width}-least"))
        return bound.add(field, labelled(label, editor, wide=False))

    def _person(self, bound: BoundFields) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        identity = LineEdit(name=field_name("party.identity"))
        identity.setFixedWidth(px("identity-field"))
        photo = IconButton("id-card", "添加身份证明照片", name="identity_photo")
        photo.clicked.connect(self.identity_photo_asked)
        row = fields_row(
            (bound.add("party.identity", labelled("证件号", identity)), 0),
            (photo, 0),
            (self._near(bound, "party.address", "住址"), 1),
            gap="s",
        )
        column.addLayout(row)
        return page

    def _unit(self, bound: BoundFields) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("s"))
        code = LineEdit(name=field_name("party.credit_code"))
        code.setFixedWidth(px("identity-field"))
        column.addLayout(
            fields_row(
                (bound.add("party.credit_code", labelled("信用代码", code)), 0),
                (self._near(bound, "party.representative", "法人"), 1),
            )
        )
        address = LineEdit(name=field_name("party.unit_address"))
        column.addWidget(bound.add("party.unit_address", labelled("单位地址", address)))
        return page

    def _fit(self, page: int) -> None:
        self._names.setCurrentIndex(page)
        self._details.setCurrentIndex(page)
        self._details.setFixedHeight(px("control") * (page + 1) + px("s") * page)


class WhatBlock(Block):
    """The item and what was done."""

    words_typed = Signal(str)
    item_chosen = Signal(str)

    def __init__(self, bound: BoundFields, page: QWidget) -> None:
        super().__init__("what", "什么", 2)
        self.item = FindField(
            page, placeholder="名称、条款、编码、拼音首字母，回车选定", name=field_name("act.item")
        )
        self.item.words_typed.connect(self.words_typed)
        self.item.option_chosen.connect(self.item_chosen)
        self.body.addWidget(labelled("事项", self.item))
        at = MomentEdit(name=field_name("act.at"))
        at.setFixedWidth(px("time-field"))
        place = LineEdit(placeholder="路名、门牌，固定物的方位和距离", name=field_name("act.place"))
        self.body.addLayout(
            fields_row(
                (bound.add("act.at", labelled("时间", at)), 0),
                (bound.add("act.place", labelled("地点", place, wide=False)), 1),
            )
        )
        facts = TextArea(least=1, most=4, name=field_name("act.facts"))
        self.body.addWidget(bound.add("act.facts", labelled("经过", facts)))

    def show_state(self, state: SpotState) -> None:
        """The item with its marks."""
        item = state.item
        field = state.fields.get("act.item")
        locked = field is not None and field.locked
        self.item.show_choice(item.name if item else "", item.code if item else "", locked=locked)
        empty(self.marks)
        for mark in item.marks if item else ():
            self.marks.addWidget(Label(mark.about, "caption", "muted"))
            chip = Mark(Confirmed(mark.mark))
            chip.set_tip(mark.tip)
            self.marks.addWidget(chip)
